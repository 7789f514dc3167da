// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/problemtool.h"

#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"

#include "core/rules/seal.h"

namespace weir {

ProblemTool::ProblemTool(ProjectDocument &document, Editor &editor, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_editor(editor)
{}

QList<Fix> ProblemTool::fixes(const Finding &finding) const
{
    if (m_document.isReadOnly())
        return {};
    return fixesFor(m_document.catalog(), finding);
}

bool ProblemTool::apply(const Fix &fix)
{
    return change(fix.changes, fix.title);
}

bool ProblemTool::canAccept(const Finding &finding) const
{
    return !finding.element.isEmpty() && !m_document.isReadOnly();
}

bool ProblemTool::accept(const Finding &finding, const QString &reason, QDate until)
{
    if (reason.trimmed().isEmpty() || !canAccept(finding))
        return false;
    return change(approvalOf(m_document.catalog(), finding, reason.trimmed(), until),
                  tr("Accept %1").arg(finding.rule));
}

bool ProblemTool::setSeverity(const Finding &finding, Severity severity)
{
    return change(severityEdit(m_document.catalog(), finding.rule, {}, severity),
                  severity == Severity::Off ? tr("Switch off %1").arg(finding.rule)
                                            : tr("Weigh %1 differently").arg(finding.rule));
}

bool ProblemTool::sealVersions()
{
    const QList<Change> changes = sealEdit(m_document.catalog());
    if (changes.isEmpty()) {
        emit noticeRaised({NoticeTone::Info, tr("There is no published version without a seal."), {}, {}, {}});
        return false;
    }
    return change(changes, tr("Seal published versions"));
}

bool ProblemTool::change(const QList<Change> &changes, const QString &text)
{
    if (changes.isEmpty())
        return false;
    const Result<void> applied = m_editor.apply(changes, text);
    if (!applied)
        emit noticeRaised(
            {NoticeTone::Error, tr("%1: nothing was changed.").arg(text), applied.error().message, {}, {}});
    return applied.isOk();
}

} // namespace weir
