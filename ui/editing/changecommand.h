// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QUndoCommand>

namespace weir {

class ProjectDocument;

/// One undo step: the documents of the elements it touches, as they were and as they are. Undo therefore restores every
/// byte, the order of members included.
class ChangeCommand : public QUndoCommand
{
public:
    struct Step
    {
        ElementRef element;
        JsonValue before, after; ///< Whole documents; absent: there is no such element.
    };

    /// \a gesture: steps with the same positive number and the same elements become one.
    ChangeCommand(ProjectDocument &document, QList<Step> steps, const QString &text, int gesture);

    int id() const override { return m_gesture > 0 ? m_gesture : -1; }
    void redo() override;
    void undo() override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    ProjectDocument &m_document;
    QList<Step> m_steps;
    int m_gesture;
};

} // namespace weir
