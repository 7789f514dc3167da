// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/flow.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace weir {

struct Lifeline
{
    QString alias; ///< Short and unique, a word of ASCII letters, digits and underscores.
    QString name;
    ParticipantKind kind = ParticipantKind::Service;

    bool operator==(const Lifeline &) const = default;
};

/// One row of a sequence diagram.
struct SequenceRow
{
    enum class Kind {
        Message,
        Reply,
        Note,
        Loop, ///< Opens a frame, closed by End.
        Alt,  ///< The same.
        Else,
        End,
    };

    Kind kind = Kind::Message;
    QString text;
    int from = -1, to = -1; ///< Indices of lifelines; of a note, the first and last it stands over.

    bool operator==(const SequenceRow &) const = default;
};

struct SequenceDiagram
{
    QString title;
    QList<Lifeline> lifelines;
    QList<SequenceRow> rows;

    bool operator==(const SequenceDiagram &) const = default;
};

/// The diagram of \a flow. A transaction becomes `BEGIN TRANSACTION`, its steps and `COMMIT`. Participants that a step
/// names but the flow does not list are added; steps without both ends are left out.
SequenceDiagram sequenceDiagram(const Flow &flow);

} // namespace weir
