// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/notice.h"

#include "core/storage/recovery.h"

#include <QObject>

namespace weir {

class Editor;
class ProjectDocument;
class ProjectTool;

/// Offers what sessions that ended without saving left behind, the newest first: restore it as one undo step, look at
/// it, or discard it.
class RecoveryTool : public QObject
{
    Q_OBJECT

public:
    /// Journals stand in \a folder.
    RecoveryTool(ProjectDocument &document, Editor &editor, ProjectTool &projects, const QString &folder,
                 QObject *parent = nullptr);

    /// Looks for journals and offers the newest.
    void look();
    /// What is offered at the moment, or nullptr.
    const Recovery *offered() const { return m_left.isEmpty() ? nullptr : &m_left.first(); }

    /// Opens the project and puts the edits into it. False when they do not fit its files any more, or when the open
    /// project may not go.
    bool restore();
    void discard();

signals:
    void noticeRaised(const weir::Notice &notice);
    void offerChanged();

private:
    void offer();
    void drop();
    bool refuse(const Recovery &recovery, const Error &error);

    ProjectDocument &m_document;
    Editor &m_editor;
    ProjectTool &m_projects;
    QString m_folder;
    QList<Recovery> m_left; ///< Not dealt with yet; the first is offered.
};

/// The edits of \a recovery that were not saved, one a line with its time: `14:32:07  Set timeout`.
QString recoveryLines(const Recovery &recovery);

} // namespace weir
