// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/circuitbreaker.h"
#include "core/delivery/ratelimit.h"
#include "core/simulation/ringqueue.h"
#include "core/simulation/sampler.h"
#include "core/statistics/loghistogram.h"
#include "core/statistics/timeweighted.h"

#include <array>
#include <limits>

namespace weir::sim {

inline constexpr std::size_t lossCount = 7; // as in results.h

/// One partition of a queue: handed over one message at a time.
struct Lane
{
    RingQueue<Index> waiting;
    bool isHeld = false;   ///< A message of it is handed over, or waits for its retry in order.
    bool isListed = false; ///< Among the lanes that can hand over.
    Time latest = 0;       ///< Latest transaction of those that succeeded.
};

/// What deliveries to one queue suffer, besides the channel's latency. Changed by faults.
struct Disturbance
{
    std::uint64_t duplicateBelow = 0; ///< Delivered twice if 53 random bits are below.
    std::uint64_t reorderBelow = 0;   ///< Held back if 53 random bits are below.
    Time reorderDelay = 0;
    Time delay = 0; ///< For all.

    bool isActive() const { return duplicateBelow > 0 || reorderBelow > 0 || delay > 0; }
};

/// How many messages a channel, or a topic's subscription, holds at most.
struct Limit
{
    std::uint64_t capacity = 0;
    std::uint64_t held = 0; ///< Waiting and in processing.
    Overflow overflow = Overflow::Reject;
    std::vector<Index> fifos; ///< It counts.
};

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
    bool isRich = false;      ///< One of the features below matters here, or one of a consumer.
    bool isPlain = false;     ///< It is all that its one plain consumer serves, and all there is of its channel.

    std::vector<Lane> lanes; ///< Of a partitioned channel; empty: `waiting` is all.
    RingQueue<Index> ready;  ///< Lanes that can hand over, in the order in which they became able to.
    Index limit = noIndex;
    bool expires = false;
    Sampler patience;        ///< How long a message may wait.
    Time ttl = 0;            ///< Constant patience.
    Index ttlLane = noIndex; ///< Its lane in the event list.
    RandomStream ttlStream;
    Disturbance disturbance;
    RandomStream deliveryStream;
};

/// One instance of a subscription that takes more messages than it works on.
struct Instance
{
    std::uint32_t idle = 0;
    std::uint32_t unacknowledged = 0;
    RingQueue<Index> buffer;
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
    bool isRich = false;            ///< It, or a queue it serves, has a feature that takes the long way.
    bool isPlain = false;           ///< Not rich, not shared, not traced: the short way.
    std::uint64_t failureBelow = 0; ///< An attempt fails if 53 random bits are below.
    Time longest = std::numeric_limits<Time>::max(); ///< An attempt is cut off here: its timeout, if it has one.
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
    std::uint64_t failedAttempts = 0, aborted = 0, deadLettered = 0;
    std::uint64_t duplicateDeliveries = 0, duplicateEffects = 0;
    std::array<std::uint64_t, lossCount> lost{};
    std::array<std::uint64_t, failureReasons> failures{};
    std::uint32_t unreachable = 0;  ///< Faults that keep it from the broker.
    std::uint32_t finalReasons = 0; ///< Bit n: FailureReason n is not retried.

    // What only rich stations look at.
    std::uint32_t owed = 0; ///< Servers that leave as soon as they are free.
    std::uint32_t away = 0; ///< Servers that have left.
    std::uint32_t instanceCount = 1;
    std::uint32_t prefetch = 0;      ///< Of an instance; 0: instances are not told apart.
    std::vector<Instance> instances; ///< Only with prefetch.
    std::uint32_t buffered = 0;      ///< Messages handed to an instance ahead of its work, ever.
    Index freed = 0;                 ///< Instance whose server has just become free.
    Index nextInstance = 0;          ///< Where the search for one begins.
    Time visibility = 0;
    Index visibilityLane = noIndex;
    bool hasDeadline = false;
    Sampler deadline;
    RandomStream deadlineStream;
    bool ordered = false;
    bool countsOrder = false;
    bool databaseDown = false;
    double slowdown = 1;
    Time latest = 0; ///< Latest transaction of those that succeeded.
    delivery::CircuitBreaker breaker;
    bool isProbing = false; ///< The breaker's one attempt is under way.
    delivery::RateLimit rate;
    bool canRedrive = false;
    delivery::RateLimit redriveRate;
    Time redriveAfter = 0;
    RingQueue<std::pair<Time, Index>> dead;            ///< When they died.
    std::vector<Time> slaByType;                       ///< -1: none. Empty: `slaWithin` holds for all.
    std::vector<std::array<std::uint64_t, 2>> typeSla; ///< By event type: met, measured.
    std::uint64_t expired = 0, dropped = 0, outOfOrder = 0;

    std::uint64_t lostTotal() const
    {
        std::uint64_t total = 0;
        for (const std::uint64_t n : lost)
            total += n;
        return total;
    }
};

} // namespace weir::sim
