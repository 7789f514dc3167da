// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/notice.h"

#include "core/storage/backups.h"

#include <QObject>

namespace weir {

class Editor;
class ProjectDocument;

/// Returns to what the project's files were before one of the last saves: as one undo step over whatever was edited since,
/// so that nothing is lost by it.
class BackupTool : public QObject
{
    Q_OBJECT

public:
    /// What saves replaced stands in \a folder.
    BackupTool(ProjectDocument &document, Editor &editor, const QString &folder, QObject *parent = nullptr);

    /// The saves that can be returned to, the newest first; empty for a project without a place.
    QList<Backup> backups() const;
    /// Makes the design what the files were before \a backup. False when they cannot be read any more, or the project can
    /// only be looked at; a notice says so.
    bool restore(const Backup &backup);

signals:
    void noticeRaised(const weir::Notice &notice);

private:
    bool refuse(const Backup &backup, const Error &error);

    ProjectDocument &m_document;
    Editor &m_editor;
    QString m_folder;
};

/// When a save was, as people say it: only the time when it was today.
QString backupTime(const Backup &backup);
/// What a save changed: the first files it replaced or made, and how many more.
QString backupFiles(const Backup &backup);

} // namespace weir
