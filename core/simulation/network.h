// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/backoff.h"
#include "core/simulation/distribution.h"

#include <cstdint>
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

/// One way an event type gets onto a channel: a `sends` item, or an `emits` item of a subscription.
struct Publication
{
    Index eventType = 0;
    Index channel = 0;
    Index outbox = noIndex; ///< noIndex publishes directly: commit, then publish (the dual-write problem).
};

enum class Arrivals : std::uint8_t {
    Poisson,  ///< Exponential intervals with mean 1/rate.
    Constant, ///< Equal intervals of 1/rate, the first after one interval.
    Interval, ///< Intervals drawn from `interval`.
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

/// A named pipe between producers and consumers.
struct Channel
{
    ChannelKind kind = ChannelKind::Topic;
    Guarantee guarantee = Guarantee::AtLeastOnce;
    Time latency = 0; ///< From publishing to the subscriber's queue.
};

/// A follow-up event that a success publishes.
struct Emit
{
    Index publication = 0;
    double probability = 1;
    Time delay = 0; ///< From the success to the follow-up's business transaction.
};

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
};

enum class FaultKind : std::uint8_t { ServiceDown, BrokerDown };

/// Something that is broken from an instant to a later one. Windows may overlap.
struct Fault
{
    FaultKind kind = FaultKind::BrokerDown;
    Index service = noIndex; ///< ServiceDown: which; noIndex is every service.
    Time from = 0;
    Time to = 0;
};

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
