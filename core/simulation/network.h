// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/backoff.h"
#include "core/simulation/distribution.h"

#include <cstdint>
#include <optional>
#include <vector>

/// The simulation engine: it knows indices and numbers, never a name.
namespace weir::sim {

/// Instants and durations of virtual time: integral nanoseconds.
using Time = std::int64_t;
inline constexpr Time second = 1'000'000'000;

/// Position of an element in its array of the network.
using Index = std::uint32_t;
inline constexpr Index noIndex = 0xffff'ffff;

/// A 64-bit hash of an element's id path (`identityOf("services/billing/receives/bill")`). Random streams are seeded
/// by it, so an element draws the same numbers whatever else is in the network.
using Identity = std::uint64_t;

/// How many of a publication's events are of one schema version.
struct VersionShare
{
    std::uint32_t version = 1;
    double share = 1; ///< 0 to 1; the shares of a publication add up to 1.
};

/// One way an event type gets onto a channel: a `sends` item, or an `emits` item of a subscription.
struct Publication
{
    Index eventType = 0;
    Index channel = 0;
    Index outbox = noIndex;  ///< noIndex publishes directly: commit, then publish (the dual-write problem).
    Index service = noIndex; ///< Who publishes; noIndex: nobody that can be cut off.
    Identity identity = 0;
    bool keyed = false; ///< Its events have an ordering key, uniformly spread; else the partitions take turns.
    std::vector<VersionShare> versions{}; ///< Empty: versions play no part.
};

enum class Arrivals : std::uint8_t {
    Poisson,  ///< Exponential intervals with mean 1/rate.
    Constant, ///< Equal intervals of 1/rate, the first after one interval.
    Interval, ///< Intervals drawn from `interval`.
    Bursty,   ///< Poisson with `rate` during bursts (`on`), nothing during pauses (`off`).
    Trace,    ///< At the instants of `trace`.
};

/// A stretch of time in which a source's rate changes linearly.
struct RatePiece
{
    Time length = second; ///< At least 1.
    double from = 1;      ///< Factor of the rate at the beginning, not negative.
    double to = 1;        ///< And at the end.
};

/// A producer: business transactions that happen by themselves.
struct Source
{
    Identity identity = 0;
    Index service = 0;
    Arrivals arrivals = Arrivals::Poisson;
    double rate = 10;                ///< Arrivals a second (Poisson, Constant); 0 never arrives.
    Distribution interval;           ///< Between arrivals (Interval).
    std::uint32_t batch = 1;         ///< Business transactions an arrival brings.
    std::vector<Index> publications; ///< What each transaction publishes, in this order.
    Distribution on, off;            ///< Bursty: how long bursts and pauses last.
    std::vector<RatePiece> profile;  ///< How the rate changes, over and over; empty: not. Not for Trace.
    std::vector<Time> trace;         ///< Instants of arrivals, increasing (Trace).
};

enum class OutboxMode : std::uint8_t { Hardened, Faithful };

/// A transactional outbox and its polling relays.
struct Outbox
{
    Identity identity = 0;
    Index service = 0;
    OutboxMode mode = OutboxMode::Hardened;
    Time poll = 5 * second;    ///< At least 1.
    std::uint32_t batch = 100; ///< Rows taken at a time, at least 1.
    std::uint32_t maxAttempts = 5;
    Time publishTime = 0; ///< For one row.
    std::uint32_t relays = 1;
};

enum class ChannelKind : std::uint8_t { Queue, Topic };
enum class Guarantee : std::uint8_t { AtMostOnce, AtLeastOnce, EffectivelyOnce };
enum class Overflow : std::uint8_t { Reject, DropOldest };

/// A named pipe between producers and consumers.
struct Channel
{
    ChannelKind kind = ChannelKind::Topic;
    Guarantee guarantee = Guarantee::AtLeastOnce;
    Time latency = 0; ///< From publishing to the subscriber's queue.
    /// Unacknowledged messages at most, waiting and in processing: of a queue in all, of a topic for each subscription.
    /// 0 is unbounded.
    std::uint32_t capacity = 0;
    Overflow overflow = Overflow::Reject;
    std::optional<Distribution> ttl{}; ///< How long a message may wait, from its arrival; constant for real channels.
    std::uint32_t partitions = 1;      ///< Each is handled one message at a time; 1: the channel is not partitioned.
};

/// A follow-up event that a success publishes.
struct Emit
{
    Index publication = 0;
    double probability = 1;
    Time delay = 0; ///< From the success to the follow-up's business transaction.
};

/// A circuit breaker before a receiver.
struct Breaker
{
    std::uint32_t failures = 0; ///< In a row until it opens; 0: there is none.
    Time open = 0;              ///< How long until a probe is let through.
};

/// How dead letters come back.
struct Redrive
{
    Time after = 0;  ///< In the dead letter channel.
    double rate = 0; ///< Messages each second at most; 0 is unbounded.
};

/// An event type in one schema version.
struct EventVersion
{
    Index eventType = 0;
    std::uint32_t version = 1;

    auto operator<=>(const EventVersion &) const = default;
};

/// The SLA of one event type at a subscription that receives several.
struct EventSla
{
    Index eventType = 0;
    Time within = 0;
};

/// Why an attempt failed.
enum class FailureReason : std::uint8_t {
    Error,             ///< The failure rate, or a fault that adds to it.
    Timeout,           ///< Processing took longer than `timeout`.
    VisibilityTimeout, ///< Not acknowledged in time after hand-over.
    Deadline,          ///< Done too late to be worth anything.
    Poison,            ///< The message itself cannot be handled.
    UnhandledVersion,  ///< A schema version the subscription does not accept.
    DatabaseDown,      ///< The service could not commit.
};
inline constexpr std::size_t failureReasons = 7;

/// What a service receives from one channel.
struct Subscription
{
    Identity identity = 0;
    Index service = 0;
    Index channel = 0;
    std::vector<Index> events; ///< Event types it accepts, increasing.
    std::uint32_t servers = 1; ///< instances x concurrency, at least 1.
    Distribution processing = Distribution::exponential(5e7);
    double failureRate = 0;     ///< Probability that an attempt fails, 0 to 1.
    Time timeout = 0;           ///< An attempt that takes longer fails at this age; 0 is none.
    delivery::RetryPlan retry;  ///< What follows a failure: the same code as the bus.
    Index deadLetter = noIndex; ///< Where dead letters go; noIndex: counted at the subscription only.
    std::vector<Emit> emits;
    Time slaWithin = 0; ///< endToEnd the SLA allows; 0: no SLA.

    std::uint32_t instances = 1; ///< Divides `servers`.
    std::uint32_t prefetch = 0;  ///< Unacknowledged messages of an instance at most; 0: as many as it works on.
    Time visibilityTimeout = 0;  ///< From hand-over until the message is given to somebody else; 0 is none.
    std::optional<Distribution> deadline; ///< Success later than this after the transaction is a failure.
    bool ordered = false;                 ///< A message that waits for its retry holds up those of its partition.
    bool everyChannel = false; ///< Gets a copy from each channel its events are published on; `channel` is its own.
    std::uint32_t finalReasons = 0;      ///< Bit n: FailureReason n is not retried.
    std::vector<EventVersion> unhandled; ///< What it receives but does not accept, increasing.
    std::vector<EventSla> eventSlas;     ///< Instead of `slaWithin`, by event type, increasing.
    Breaker breaker;
    double rateLimit = 0; ///< Attempts started each second at most; 0 is unbounded.
    std::optional<Redrive> redrive;
};

enum class FaultKind : std::uint8_t {
    ServiceDown,
    BrokerDown,
    ServiceSlow,    ///< Processing times `factor`.
    ServiceErrors,  ///< Attempts fail with `probability` besides their own.
    DatabaseDown,   ///< No commits: no transactions, no relay, no success.
    RelayDown,      ///< The relay of the service's outbox stops.
    Partition,      ///< The service cannot reach the broker.
    Duplicate,      ///< Deliveries happen twice with `probability`.
    Reorder,        ///< Deliveries are held back by `delay` with `probability`.
    Delay,          ///< Deliveries take `delay` longer.
    Poison,         ///< Events fail always with `probability`.
    LoadSpike,      ///< Rates times `factor`.
    RollingRestart, ///< One instance after the other leaves and comes back.
    Crashes,        ///< An instance is gone, and what it worked on is delivered again.
};

/// Something that is broken from an instant to a later one, or now and then in between. Windows may overlap.
struct Fault
{
    FaultKind kind = FaultKind::BrokerDown;
    Index service = noIndex; ///< Whom it hits; noIndex is every service, unless another member says more.
    Time from = 0;
    Time to = 0;
    Index channel = noIndex;      ///< Deliveries of this channel only.
    Index eventType = noIndex;    ///< Events of this type only.
    Index subscription = noIndex; ///< This subscription only.
    Index source = noIndex;       ///< This source only.
    double factor = 1;
    double probability = 0;
    Time delay = 0;
    Time mtbf = 0; ///< Mean time between repair and failure, exponential; 0: broken all the time from `from` to `to`.
    Time mttr = 0; ///< Mean time to repair, exponential.
    Identity identity = 0; ///< Of the stream that draws them.
};

/// Windows of one fault in one run at most; later ones do not happen.
inline constexpr std::size_t mostFaultWindows = 100'000;

/// A catalog and a scenario as flat arrays.
struct Network
{
    Index services = 0;    ///< Number of services; `service` members are below it.
    Index eventTypes = 0;  ///< Number of event types; `eventType` members are below it.
    Index deadLetters = 0; ///< Number of dead letter channels; `deadLetter` members are below it.
    std::vector<Publication> publications;
    std::vector<Source> sources;
    std::vector<Outbox> outboxes;
    std::vector<Channel> channels;
    std::vector<Subscription> subscriptions;
    std::vector<Fault> faults;
    std::vector<Index> withDatabase; ///< Services whose work ends in a database, increasing.
};

enum class AtEnd : std::uint8_t {
    Stop,  ///< The clock stops with the arrivals.
    Drain, ///< The clock runs on until nothing is in flight.
};

/// How one replication is run.
struct RunSettings
{
    Time duration = 60 * second; ///< Arrivals happen up to and including this instant.
    Time warmup = 0;             ///< Latencies count messages whose transaction is not earlier.
    AtEnd atEnd = AtEnd::Stop;
    std::uint64_t seed = 1;
    std::uint32_t replication = 0;
    std::uint32_t bins = 120;              ///< Of every time series; 0 keeps none.
    std::uint32_t maxInFlight = 8'000'000; ///< Messages at one time; one more stops the run (`Stopped::TooMany`).
    Time maxDrain = 30 * 86'400 * second;  ///< Draining stops after this long (`Stopped::DrainLimit`).
};

} // namespace weir::sim
