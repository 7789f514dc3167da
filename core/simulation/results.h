// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/network.h"
#include "core/statistics/confidence.h"
#include "core/statistics/loghistogram.h"
#include "core/statistics/timeseries.h"

#include <array>
#include <cstddef>

namespace weir::sim {

/// Why a message is gone for good.
enum class Loss : std::uint8_t {
    BrokerDown,  ///< Published directly while the broker was unreachable.
    Unmatched,   ///< No subscription of its channel accepts it.
    Failed,      ///< At-most-once: the only attempt failed.
    TimedOut,    ///< At-most-once: the only attempt took too long.
    ServiceDown, ///< At-most-once: the service went down while processing.
    Rejected,    ///< The channel was full.
    Partition,   ///< Published directly while its service could not reach the broker.
};
inline constexpr std::size_t lossReasons = 7;
using Losses = std::array<std::uint64_t, lossReasons>;

/// Latencies in nanoseconds: one histogram over all replications and the mean of each.
struct Latency
{
    LogHistogram histogram;
    RunMeans means; ///< Replications without a sample are left out.

    void merge(const Latency &other);
};

/// A level over time: its time-weighted mean in each replication, the largest value of all.
struct Level
{
    RunMeans mean;
    std::int64_t max = 0;

    void merge(const Level &other);
};

struct PublicationResult
{
    std::uint64_t produced = 0;   ///< Business transactions that made one.
    std::uint64_t published = 0;  ///< Reached the channel.
    Losses lost{};                ///< Never reached a subscription.
    std::uint64_t pending = 0;    ///< Not published when the run ended: in the outbox or on the way.
    std::uint64_t duplicates = 0; ///< Published again: a relay stopped before it marked the row, or two took it.
    std::uint64_t refused = 0;    ///< Transactions that a database fault kept from happening; not produced.
    std::uint64_t dead = 0;       ///< Rows that the outbox gave up.
};

struct OutboxResult
{
    Level backlog;           ///< Rows waiting to be published.
    Latency delay;           ///< From transaction to publishing.
    std::uint64_t stuck = 0; ///< Faithful: rows that used up their attempts and stay pending for ever.
    std::uint64_t dead = 0;  ///< Hardened: rows that were rejected `maxAttempts` times.
    TimeSeries backlogSeries;
};

struct ChannelResult
{
    std::uint64_t in = 0; ///< Publications that arrived.
    Level depth;          ///< Messages waiting, over all subscriptions; not in processing, not in backoff.
    Time oldest = 0;      ///< Longest time a message waited, also one that still does.
    std::uint64_t rejected = 0, dropped = 0, expired = 0; ///< Full; full, and the oldest went; older than its ttl.
};

/// How an event type's SLA was kept at one subscription.
struct EventSlaResult
{
    std::uint64_t met = 0, missed = 0;
};

struct SubscriptionResult
{
    std::uint64_t messages = 0;  ///< Copies for this subscription (queue: those it settled or works on).
    std::uint64_t delivered = 0; ///< Attempts started.
    std::uint64_t succeeded = 0;
    std::uint64_t failedAttempts = 0; ///< Failures and timeouts.
    std::uint64_t timedOut = 0;       ///< Of these, timeouts.
    std::uint64_t retried = 0;        ///< Attempts after the first.
    std::uint64_t aborted = 0;        ///< Attempts that a service's fault ended; they count for no policy.
    std::uint64_t deadLettered = 0;
    Losses lost{};
    std::uint64_t expired = 0;    ///< Waited longer than the channel's ttl.
    std::uint64_t dropped = 0;    ///< Made room for a newer one.
    std::uint64_t inFlight = 0;   ///< When the run ended: waiting, in processing, in backoff.
    std::uint64_t outOfOrder = 0; ///< First attempts of a message older than one started before.
    std::array<std::uint64_t, failureReasons> failures{}; ///< Failed attempts by FailureReason.
    std::vector<EventSlaResult> eventSlas;                ///< In the order of the subscription's.
    std::uint64_t duplicateDeliveries = 0;                ///< Attempts of a message whose effect had already happened.
    std::uint64_t duplicateEffects = 0;                   ///< Of these, attempts that repeated the effect.
    std::uint64_t waited = 0;                             ///< Attempts that did not start at once.
    Level busy;                                           ///< Servers held: processing, and blocked in backoff.
    Level blocked;                                        ///< Servers held in backoff.
    Level depth;                 ///< Messages waiting (a queue channel's are shared by its subscriptions).
    Level inBackoff;             ///< Messages waiting for a retry in requeue mode.
    RunMeans utilisation;        ///< Mean of busy over servers.
    RunMeans attemptsPerMessage; ///< Attempts over settled messages.
    Latency wait;                ///< Entering the queue to start of processing, each attempt.
    Latency processing;          ///< Start to end of processing, each attempt.
    Latency endToEnd;            ///< Transaction to success.
    Latency settled;             ///< Transaction to success or dead letter.
    std::uint64_t slaMet = 0;    ///< Successes within the SLA.
    std::uint64_t slaMissed = 0; ///< Late successes, dead letters, losses, and unfinished messages already late.
    double worstMinute = 1;      ///< Least share of the SLA met in one minute of settling; 1 without an SLA.
    TimeSeries succeededSeries, failedSeries, deadSeries; ///< Sums for each bin, means over replications.
    TimeSeries depthSeries, busySeries;                   ///< Means for each bin.
    TimeSeries p50Series, p95Series, p99Series;           ///< Of endToEnd of what succeeded in the bin.
};

struct DeadLetterResult
{
    std::uint64_t in = 0;       ///< Entries, also of messages that came back.
    std::uint64_t redriven = 0; ///< Taken out and delivered again.
    std::uint64_t max = 0;      ///< Entries at one time at most.
    TimeSeries inSeries;
};

struct EventTypeResult
{
    std::uint64_t produced = 0;
    Latency allSubscribers; ///< Transaction until every subscription has settled its copy.
};

struct FaultResult
{
    RunMeans drained;             ///< Seconds after its end until the backlog was what it had been before.
    std::uint64_t notDrained = 0; ///< Times the run ended before that.
    std::uint64_t times = 0;      ///< How often it happened.
};

/// How a run ended.
enum class Stopped : std::uint8_t { AtEnd, Cancelled, TooMany, DrainLimit };

/// What one or more replications saw, by element in the network's order.
struct Results
{
    std::uint64_t events = 0; ///< Model events: arrivals, completions, retry timers, polls.
    std::uint32_t replications = 0;
    Time simulated = 0; ///< Virtual time of the longest replication.
    Stopped stopped = Stopped::AtEnd;
    bool conserved = true; ///< Every message is in exactly one final state, in every replication.
    std::vector<PublicationResult> publications;
    std::vector<OutboxResult> outboxes;
    std::vector<ChannelResult> channels;
    std::vector<SubscriptionResult> subscriptions;
    std::vector<DeadLetterResult> deadLetters;
    std::vector<EventTypeResult> eventTypes;
    std::vector<FaultResult> faults;

    /// Adds further replications of the same network. Merge in order of replication: the result is then the same
    /// bytes whatever ran first.
    void merge(const Results &other);
};

} // namespace weir::sim
