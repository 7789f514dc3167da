// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/document/sequencediagram.h"
#include "core/model/service.h"
#include "core/simulation/outboxexplorer.h"

#include <QByteArray>

namespace weir {

class Catalog;

/// Something that can happen to the rows of an outbox, proven by looking at every interleaving of a small model.
struct OutboxFact
{
    QString
        id; ///< For files: `crashDuplicate`, `relayDuplicate`, `stuckRow`, `ceiling`, `disorder`, `lateCommit`, `loss`.
    QString title; ///< What happens.
    bool inFaithful = false, inHardened = false;
    QString meaning;                 ///< What that is in this outbox, with its numbers, and what to do.
    std::vector<outbox::Step> trace; ///< Fewest steps to it, in the outbox's own mode, else in the other one.
    std::size_t states = 0;          ///< States that were looked at, in both modes.
    bool isComplete = true;          ///< These are all: what does not happen is impossible in the model.

    bool happensIn(OutboxMode mode) const { return mode == OutboxMode::Faithful ? inFaithful : inHardened; }
};

/// What can happen to one outbox.
struct OutboxStudy
{
    QString service; ///< Id.
    Outbox outbox;
    double rate = 0; ///< Rows each second that the design writes in the mean; 0 when that is not known.
    QList<OutboxFact> facts;
};

/// Studies the outbox of each service of \a catalog that has one, or of \a service only. Fails when there is none.
Result<QList<OutboxStudy>> studyOutboxes(const Catalog &catalog, const QString &service = {});

/// The facts about one outbox into which \a rate rows are written each second.
QList<OutboxFact> outboxFacts(const Outbox &outbox, double rate);

/// The steps that lead to \a fact as a diagram between the service, its table, the relays and the broker.
SequenceDiagram traceDiagram(const OutboxFact &fact);
/// A step in words: `relay 1 publishes row 2`.
QString stepText(const outbox::Step &step);

/// What `weir outbox --format json` prints.
Json outboxJson(const QString &project, const QList<OutboxStudy> &studies);
/// The same as Markdown with Mermaid diagrams.
QByteArray outboxMarkdown(const QList<OutboxStudy> &studies);

} // namespace weir
