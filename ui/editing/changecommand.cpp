// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editing/changecommand.h"

#include "ui/editing/projectdocument.h"

#include <QCoreApplication>

namespace weir {

ChangeCommand::ChangeCommand(ProjectDocument &document, QList<Step> steps, const QString &text, int gesture)
    : QUndoCommand(text)
    , m_document(document)
    , m_steps(std::move(steps))
    , m_gesture(gesture)
{}

void ChangeCommand::redo()
{
    QList<std::pair<ElementRef, JsonValue>> documents;
    for (const Step &step : m_steps)
        documents.append({step.element, step.after});
    m_document.replaceDocuments(documents, text());
}

void ChangeCommand::undo()
{
    QList<std::pair<ElementRef, JsonValue>> documents;
    for (const Step &step : m_steps)
        documents.append({step.element, step.before});
    m_document.replaceDocuments(documents, QCoreApplication::translate("weir", "Undo: %1").arg(text()));
}

bool ChangeCommand::mergeWith(const QUndoCommand *other)
{
    const auto *later = dynamic_cast<const ChangeCommand *>(other);
    const auto sameElement = [](const Step &left, const Step &right) { return left.element == right.element; };
    if (!later
        || !std::equal(m_steps.cbegin(), m_steps.cend(), later->m_steps.cbegin(), later->m_steps.cend(), sameElement))
        return false;
    for (qsizetype index = 0; index < m_steps.size(); ++index)
        m_steps[index].after = later->m_steps[index].after;
    setText(later->text());
    setObsolete(
        std::all_of(m_steps.cbegin(), m_steps.cend(), [](const Step &step) { return step.before == step.after; }));
    return true;
}

} // namespace weir
