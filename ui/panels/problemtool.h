// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/notice.h"

#include "core/rules/fix.h"

#include <QObject>

namespace weir {

class Editor;
class ProjectDocument;

/// What can be done about a finding, without widgets: mend it, accept it on purpose, or weigh its rule differently. Each
/// is one undo step.
class ProblemTool : public QObject
{
    Q_OBJECT

public:
    ProblemTool(ProjectDocument &document, Editor &editor, QObject *parent = nullptr);

    /// How \a finding can be mended in the design as it is now, the best way first.
    QList<Fix> fixes(const Finding &finding) const;
    bool apply(const Fix &fix);
    /// Whether \a finding can be accepted: it has to be about an element, and the project must not be read-only.
    bool canAccept(const Finding &finding) const;
    /// Accepts \a finding because of \a reason, which must say something, up to and including \a until (invalid: for ever).
    bool accept(const Finding &finding, const QString &reason, QDate until = {});
    /// Makes the findings of the rule of \a finding as severe as \a severity in the whole project.
    bool setSeverity(const Finding &finding, Severity severity);

    /// Seals every published version that has no seal yet, so that a later change of its schema is found.
    bool sealVersions();

signals:
    void noticeRaised(const weir::Notice &notice);

private:
    bool change(const QList<Change> &changes, const QString &text);

    ProjectDocument &m_document;
    Editor &m_editor;
};

} // namespace weir
