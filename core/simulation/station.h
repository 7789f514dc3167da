// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/ringqueue.h"
#include "core/simulation/sampler.h"
#include "core/statistics/loghistogram.h"
#include "core/statistics/timeweighted.h"

#include <array>

namespace weir::sim {

inline constexpr std::size_t lossCount = 5; // as in results.h

/// A queue of messages that the same subscriptions accept: a subscription's own on a topic; on a queue channel one for
/// each set of event types that the same subscriptions compete for.
struct Fifo
{
    RingQueue<Index> waiting;
    TimeWeighted depth;
    Time oldest = 0;              ///< Longest wait of those that left.
    std::uint64_t routed = 0;     ///< Messages that belong to it, ever.
    std::vector<Index> consumers; ///< Stations, in the network's order.
    Index only = noIndex;         ///< The one consumer, if there is just one.
    Index channel = 0;
    bool hasSiblings = false; ///< Its channel has further queues.
};

/// The servers of one subscription.
struct Station
{
    // What every attempt touches comes first.
    std::uint32_t idle = 0;   ///< Servers that may start now.
    std::uint32_t closed = 0; ///< Reasons why none may (faults); idle servers are then parked.
    Index index = 0;          ///< Its own.
    Index fifo = 0;           ///< The only queue it serves, if it has one and no competitor.
    bool shared = false;      ///< It competes for messages, or serves several queues.
    bool atMostOnce = false;
    bool deduplicates = false; ///< Effectively-once: a message's effect happens once.
    bool hasEmits = false;
    std::uint64_t failureBelow = 0; ///< An attempt fails if 53 random bits are below.
    Time timeout = 0;
    Sampler processing;
    RandomStream processingStream;
    Time upcoming = 0; ///< The next processing time, drawn ahead: the event list need not wait for it.
    RandomStream failureStream;
    TimeWeighted busy; ///< Servers held.
    std::uint64_t delivered = 0;
    std::uint64_t first = 0; ///< Attempts that were the first of their message here or elsewhere.
    std::uint64_t succeeded = 0;
    std::uint64_t waited = 0;
    Time slaWithin = -1; ///< -1: no SLA.
    std::uint64_t slaMet = 0;
    std::uint64_t measured = 0; ///< Settled messages with t0 after the warm-up.
    LogHistogram wait, processed, endToEnd;

    std::uint32_t parked = 0;
    Index processingLane = noIndex; ///< Constant processing: completions come in order.
    Time laneDelay = -1;            ///< The delay of that lane.
    std::uint32_t servers = 1;
    Index service = 0;
    Index deadLetters = noIndex;
    const delivery::RetryPlan *plan = nullptr;
    bool drawsBackoff = false; ///< The policy has jitter.
    RandomStream backoffStream;
    RandomStream emitStream;
    std::vector<Index> fifos;           ///< All queues it serves.
    RingQueue<std::uint64_t> idleSince; ///< Shared: when each idle server became so, in order.
    std::vector<Index> delayLanes;      ///< Of the retry policy's delays without jitter.
    TimeWeighted blocked, backoff;
    LogHistogram deadAge; ///< Transaction to dead letter.
    std::uint64_t failedAttempts = 0, timedOut = 0, aborted = 0, deadLettered = 0;
    std::uint64_t duplicateDeliveries = 0, duplicateEffects = 0;
    std::array<std::uint64_t, lossCount> lost{};

    std::uint64_t lostTotal() const
    {
        std::uint64_t total = 0;
        for (const std::uint64_t n : lost)
            total += n;
        return total;
    }
};

} // namespace weir::sim
