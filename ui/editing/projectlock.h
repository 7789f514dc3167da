// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>

#include <memory>

namespace weir {

class ProjectDocument;
class WriteLock;

/// Holds the open project, so that no second window changes it at the same time: the later one can only look at it.
class ProjectLock : public QObject
{
    Q_OBJECT

public:
    /// Locks stand in \a folder.
    ProjectLock(ProjectDocument &document, const QString &folder, QObject *parent = nullptr);
    ~ProjectLock() override;

    /// Tries again to get what another program held; true when it is held now.
    bool tryAgain();
    /// Holds \a location as well, where the project is about to be saved; empty gives that back. An error that names the
    /// holder when another program has it open.
    Result<void> claim(const QString &location);

signals:
    /// The project that was just opened is held by \a holder ("process 4711 on atlas").
    void heldElsewhere(const QString &holder);

private:
    void follow();

    ProjectDocument &m_document;
    QString m_folder;
    QString m_location;
    std::unique_ptr<WriteLock> m_lock;
    QString m_claimed; ///< Key of the project that m_claim holds.
    std::unique_ptr<WriteLock> m_claim;
};

} // namespace weir
