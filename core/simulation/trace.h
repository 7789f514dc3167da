// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/network.h"

namespace weir::sim {

/// One thing that happens to a message.
enum class Step : std::uint8_t {
    Committed, ///< The business transaction: t0.
    Published, ///< On its channel.
    Queued,    ///< In a subscription's queue.
    Started,   ///< An attempt begins.
    Succeeded,
    Failed,
    TimedOut,
    Aborted, ///< The service went down.
    RetryScheduled,
    DeadLettered,
    Lost,
    Redelivered, ///< Its acknowledgement did not get through, or not in time.
    Rejected,    ///< The channel is full.
    Dropped,     ///< The channel is full; it was the oldest.
    Expired,     ///< It waited longer than the channel's ttl.
    Redriven,    ///< Taken from the dead letters, delivered again.
    Duplicated,  ///< A second copy of it is delivered.
};

/// A step of a message's history.
struct TraceStep
{
    Time time = 0;
    Step step = Step::Committed;
    std::uint64_t message = 0;     ///< Number of the published event, from 1; copies of a topic share it.
    std::uint64_t cause = 0;       ///< Number of the event whose handling published this one; 0: none.
    std::uint64_t correlation = 0; ///< Number of the first event of the chain.
    Index publication = 0;
    Index subscription = noIndex; ///< noIndex before it is queued.
    std::uint32_t attempt = 0;    ///< From 1; 0 outside attempts.
};

/// Receives the steps of a run in order of time.
class TraceSink
{
public:
    virtual ~TraceSink() = default;
    virtual void step(const TraceStep &step) = 0;
};

} // namespace weir::sim
