// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/scenariorunner.h"
#include "core/simulation/trace.h"

#include <QByteArray>

namespace weir {

/// How the story of an event ended, over all who receive it; the later one wins where they differ.
enum class HistoryOutcome : quint8 {
    Succeeded,    ///< At the first attempt, wherever it went.
    Retried,      ///< In the end, after failures.
    InFlight,     ///< Not settled when the run ended.
    Expired,      ///< It waited longer than its channel keeps messages.
    Dropped,      ///< A full channel dropped or rejected it.
    DeadLettered, ///< Given up at least once, and not redriven since.
    Lost,
};

/// One thing that happened to an event.
struct HistoryStep
{
    double time = 0; ///< Seconds of simulated time.
    sim::Step step = sim::Step::Committed;
    QString subscription; ///< `billing/bill`; empty before it is queued.
    int attempt = 0;      ///< From 1; 0 outside attempts.

    bool operator==(const HistoryStep &) const = default;
};

/// One attempt to handle an event.
struct HistoryAttempt
{
    QString subscription;
    int number = 1;                     ///< From 1.
    double started = 0;                 ///< Seconds of simulated time.
    std::optional<double> ended;        ///< None when the run ended first.
    sim::Step end = sim::Step::Started; ///< Succeeded, Failed, TimedOut or Aborted; Started while it goes on.

    bool operator==(const HistoryAttempt &) const = default;
};

/// The story of one published event and all its copies.
struct EventHistory
{
    quint64 message = 0;      ///< Number in its run, from 1.
    quint64 correlation = 0;  ///< Number of the first event of its chain.
    quint64 cause = 0;        ///< Number of the event whose handling published it; 0: none.
    QString publication;      ///< `orders/order.placed`.
    QString event;            ///< Id of its type.
    QList<HistoryStep> steps; ///< By time; EventHistories::mostSteps at most.
    bool isCut = false;       ///< It had more steps.

    HistoryOutcome outcome() const;
    QList<HistoryAttempt> attempts() const;
    /// Who it came to, in the order of arrival.
    QStringList subscriptions() const;
    /// Seconds from the business transaction to its last step.
    double duration() const;

    bool operator==(const EventHistory &) const = default;
};

/// A bounded sample of what happened to the events of one run.
struct EventHistories
{
    static constexpr qsizetype mostEvents = 2000; ///< Further ones are left out.
    static constexpr qsizetype mostSteps = 200;   ///< Of one event; further ones are left out.

    QList<EventHistory> events; ///< By number.
    quint64 every = 1;          ///< One in so many chains was looked at.
    bool isFull = false;        ///< There were more than mostEvents.
    bool stopped = false;       ///< The run was interrupted.

    bool operator==(const EventHistories &) const = default;
};

/// The histories in a trace as `weir simulate --trace` writes it. Fails for what is no trace, with the line.
Result<EventHistories> readHistories(const QByteArray &trace);

/// Simulates the first replication once more and keeps the histories of one in \a every chains of events. The same
/// catalog, options and seed give what happened in the run that is looked at. Blocks; fails as simulate() does.
Result<EventHistories> sampleHistories(const Catalog &catalog, const SimulationOptions &options, quint64 every,
                                       const SimulationControl &control = {});

} // namespace weir
