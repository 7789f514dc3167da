// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/network.h"
#include "core/simulation/ringqueue.h"
#include "core/statistics/loghistogram.h"
#include "core/statistics/timeweighted.h"

namespace weir::sim {

/// A row of an outbox.
struct OutboxRow
{
    Time committed = 0;
    Index publication = 0;
    std::uint32_t failures = 0;
    std::uint32_t number = 0; ///< Of the event; only while tracing.
    bool isSent = false;      ///< Published, but its relay stopped before it could say so.
    bool isCopy = false;      ///< Another relay holds the row too.
};

/// An outbox's table.
struct OutboxState
{
    RingQueue<OutboxRow> rows; ///< Pending and not taken by a relay, oldest first.
    TimeWeighted backlog;      ///< All pending rows, also stuck ones.
    LogHistogram delay;
    std::uint64_t stuck = 0;
    std::uint64_t dead = 0;
    std::uint64_t sent = 0;        ///< Rows that are published and not marked.
    std::uint32_t down = 0;        ///< Faults that stop its relays.
    std::uint32_t unreachable = 0; ///< Faults that keep its relays from the broker.
};

/// One relay of an outbox.
struct RelayState
{
    Index outbox = 0;
    Time phase = 0;               ///< Its first tick; the others follow at multiples of the poll interval.
    RingQueue<OutboxRow> claimed; ///< Of the batch under way, not tried yet.
    RingQueue<OutboxRow> failed;  ///< Of the batch under way, to be returned to the table.
    std::uint32_t taken = 0;      ///< Rows of the batch under way.
};

} // namespace weir::sim
