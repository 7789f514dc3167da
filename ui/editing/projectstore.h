// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/project.h"

#include <QObject>
#include <QThreadPool>

#include <functional>

namespace weir {

/// Where the open project stands: reads it, writes it, and asks the rules about it on a thread of its own.
class ProjectStore : public QObject
{
    Q_OBJECT

public:
    using BeforeCommit = std::function<Result<void>(const SaveNote &note)>;

    explicit ProjectStore(QObject *parent = nullptr);
    ~ProjectStore() override;

    /// Reads a folder or bundle and remembers it. On failure the one before is remembered.
    Result<Catalog> read(const QString &path);
    /// Reads a project without remembering its place.
    Result<Catalog> readCopy(const QString &path);
    /// Writes what differs from what was read or written last.
    Result<void> write(const Catalog &catalog);
    /// Writes all of it to another place and remembers that.
    Result<void> writeTo(const Catalog &catalog, const QString &path);
    /// There is no place any more.
    void forget();

    /// Folder or bundle; empty when there is none.
    QString location() const { return m_project.root; }
    bool isReadOnly() const { return m_project.isReadOnly; }
    const Project &project() const { return m_project; }
    void setBeforeCommit(const BeforeCommit &beforeCommit) { m_beforeCommit = beforeCommit; }
    void setBackupFolder(const QString &folder) { m_backups = folder; }

    /// Starts the rules; linted() follows unless a newer call overtakes it.
    void lint(const Catalog &catalog, quint64 revision);

signals:
    void linted(quint64 revision, const weir::Findings &findings);

private:
    Project m_project; ///< As it was read or written last.
    BeforeCommit m_beforeCommit;
    QString m_backups;
    QThreadPool m_thread; ///< One thread: findings arrive in the order they were asked for.
};

} // namespace weir
