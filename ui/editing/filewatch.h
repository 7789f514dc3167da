// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>

namespace weir {

class Editor;
class ProjectDocument;

/// Notices when another program changes the files of the open project, and brings both together: the files' design in
/// place of the own one, as a step that can be undone, or the own one kept for the next save.
class FileWatch : public QObject
{
    Q_OBJECT

public:
    FileWatch(ProjectDocument &document, Editor &editor, QObject *parent = nullptr);

    /// Looks at the files; changed() follows when there is news. Called every few seconds while the program is used.
    void check();
    /// Files that are not as they were read or written last, relative to the project; empty: none.
    const QStringList &changedFiles() const { return m_changed; }

    /// The design of the files takes the place of the own one, as one undo step.
    Result<void> reload();
    /// The own design stays; the next save replaces what the files say.
    Result<void> keepMine();
    /// What differs between the own design and the files, one element a line.
    Result<QString> differences() const;

signals:
    /// The list of changed files is another one; empty: all is well again.
    void changed(const QStringList &files);

private:
    struct Stamp
    {
        QDateTime time;
        qint64 size = -1;

        bool operator==(const Stamp &) const = default;
    };

    void reset();
    bool isChanged(const QString &file, const QByteArray &digest);
    QStringList strangers() const;

    ProjectDocument &m_document;
    Editor &m_editor;
    QTimer m_timer;
    QStringList m_changed;
    QHash<QString, Stamp> m_seen; ///< By file: when its bytes were as they should be.
    QSet<QString> m_known;        ///< Files below the project's folders when it was read or written last.
};

} // namespace weir
