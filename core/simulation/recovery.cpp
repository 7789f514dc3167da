// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/recovery.h"

#include "core/simulation/trafficestimate.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace weir {

namespace {

constexpr double aNanosecond = 1e-9;
/// A backlog that is not gone after this many times the expected drain is not on its way out.
constexpr double patience = 2;
/// A backlog that is smaller by this share in the last quarter of the time after a fault than in the second is on its way
/// out.
constexpr double falling = 0.25;

/// Whether \a fault keeps station \a index from working; all of them when it names none.
bool hits(const sim::Fault &fault, const sim::Network &network, std::size_t index)
{
    if (fault.subscription != sim::noIndex)
        return fault.subscription == index;
    return fault.service == sim::noIndex || fault.service == network.subscriptions[index].service;
}

/// Stations whose messages stay with their publisher during \a fault, by its outbox.
std::vector<bool> fedBy(const sim::Network &network, sim::Index service)
{
    std::vector<bool> fed(network.subscriptions.size(), false);
    for (const sim::Publication &publication : network.publications) {
        if (publication.outbox == sim::noIndex || (service != sim::noIndex && publication.service != service))
            continue;
        for (std::size_t s = 0; s < fed.size(); ++s) {
            const sim::Subscription &subscription = network.subscriptions[s];
            fed[s] = fed[s]
                || (subscription.channel == publication.channel
                    && std::binary_search(subscription.events.begin(), subscription.events.end(),
                                          publication.eventType));
        }
    }
    return fed;
}

/// Messages each second by which the backlog of a station grows while \a fault lasts; it is hit, or fed by what is.
double growth(const sim::Fault &fault, bool isHit, bool isFed, double arriving, double capacity)
{
    using enum sim::FaultKind;
    switch (fault.kind) {
    case BrokerDown:
        return arriving;
    case ServiceDown:
        return isHit ? arriving : 0;
    case Partition:
        return isHit || isFed ? arriving : 0;
    case RelayDown:
    case DatabaseDown:
        return isFed || (fault.kind == DatabaseDown && isHit) ? arriving : 0;
    case LoadSpike:
        return std::max(0.0, arriving * fault.factor - capacity);
    case ServiceSlow:
        return isHit ? std::max(0.0, arriving - capacity / std::max(1e-9, fault.factor)) : 0;
    default:
        return 0;
    }
}

bool isEstimated(const sim::Fault &fault)
{
    using enum sim::FaultKind;
    const sim::FaultKind kind = fault.kind;
    // A spike of one source reaches stations in shares that only a simulation knows.
    if (kind == LoadSpike)
        return fault.service == sim::noIndex && fault.source == sim::noIndex && fault.eventType == sim::noIndex;
    return kind == BrokerDown || kind == ServiceDown || kind == Partition || kind == RelayDown || kind == DatabaseDown
        || kind == ServiceSlow;
}

/// Everything that waits, by bin: in queues and outboxes, in the mean over replications.
struct Backlog
{
    std::vector<double> bins;
    double width = 0; ///< Seconds.

    explicit Backlog(const sim::Results &results)
    {
        // A queue's subscriptions share one FIFO, and say the same: that counts once for each, which no share notices.
        for (const sim::SubscriptionResult &result : results.subscriptions)
            add(result.depthSeries);
        for (const sim::OutboxResult &result : results.outboxes)
            add(result.backlogSeries);
    }

    void add(const TimeSeries &series)
    {
        const auto &values = series.values();
        if (values.empty())
            return;
        width = double(series.width()) * aNanosecond;
        bins.resize(std::max(bins.size(), values.size()), 0);
        for (std::size_t i = 0; i < values.size(); ++i)
            bins[i] += values[i];
    }

    /// The largest value of the bins from \a from to \a to seconds; nothing without any.
    std::optional<double> most(double from, double to) const
    {
        if (width <= 0)
            return std::nullopt;
        const auto first = std::size_t(std::max(0.0, from) / width);
        const std::size_t last = std::min(std::size_t(std::max(0.0, to) / width) + 1, bins.size());
        if (first >= last)
            return std::nullopt;
        return *std::max_element(bins.begin() + std::ptrdiff_t(first), bins.begin() + std::ptrdiff_t(last));
    }

    /// The mean of the bins from \a from to \a to seconds; nothing without any.
    std::optional<double> mean(double from, double to) const
    {
        if (width <= 0)
            return std::nullopt;
        const auto first = std::size_t(std::max(0.0, from) / width);
        const std::size_t last = std::min(std::size_t(std::max(0.0, to) / width), bins.size());
        if (first >= last)
            return std::nullopt;
        double sum = 0;
        for (std::size_t i = first; i < last; ++i)
            sum += bins[i];
        return sum / double(last - first);
    }
};

Aftermath recoveryOf(const FaultReport &fault, const Backlog &backlog, double end)
{
    const double lasted = fault.to - fault.from;
    if (fault.drained) // Without an estimate nothing is known of how fast it could have been.
        return !fault.expectedDrain || *fault.drained <= patience * *fault.expectedDrain + lasted ? Aftermath::Recovered
                                                                                                  : Aftermath::Slow;
    const double expected = fault.expectedDrain.value_or(lasted);
    if (!std::isfinite(expected))
        return Aftermath::Overloaded;
    const double left = end - fault.to;
    if (left < patience * expected)
        return Aftermath::Unknown;
    const auto before = backlog.mean(fault.to + left / 4, fault.to + left / 2),
               after = backlog.mean(end - left / 4, end);
    if (!before || !after)
        return Aftermath::Unknown;
    return *after < *before * (1 - falling) ? Aftermath::Slow : Aftermath::Metastable;
}

} // namespace

std::optional<DrainEstimate> drainEstimate(const BuiltNetwork &built, std::size_t index)
{
    const sim::Network &network = built.network;
    const sim::Fault &fault = network.faults.at(index);
    if (!isEstimated(fault))
        return std::nullopt;
    const double seconds = double(fault.mtbf > 0 ? fault.mttr : fault.to - fault.from) * aNanosecond;
    const TrafficEstimate traffic = estimateTraffic(network);
    const std::vector<bool> fed = fedBy(network, fault.service);
    DrainEstimate estimate;
    for (std::size_t i = 0; i < network.subscriptions.size(); ++i) {
        const double arriving = traffic.arrivals.at(i), load = traffic.load.at(i);
        if (arriving <= 0)
            continue;
        const double capacity = load > 0 ? arriving / load : std::numeric_limits<double>::infinity();
        const double backlog = seconds * growth(fault, hits(fault, network, i), fed.at(i), arriving, capacity);
        if (backlog <= 0)
            continue;
        const double needed =
            capacity > arriving ? backlog / (capacity - arriving) : std::numeric_limits<double>::infinity();
        if (needed >= estimate.seconds)
            estimate = {backlog, needed};
    }
    return estimate;
}

void judgeRecovery(Report &report, const BuiltNetwork &built, const sim::Results &results)
{
    const Backlog backlog(results);
    const double end = double(results.simulated) * aNanosecond;
    for (qsizetype i = 0; i < report.faults.size(); ++i) {
        FaultReport &fault = report.faults[i];
        const std::optional<DrainEstimate> estimate = drainEstimate(built, std::size_t(i));
        if (estimate)
            fault.expectedDrain = estimate->seconds;
        if (fault.to > fault.from && fault.to < end)
            fault.backlog = backlog.most(fault.to - backlog.width, fault.to + backlog.width);
        if (fault.times == 0 || fault.to >= end)
            continue;
        fault.recovery = recoveryOf(fault, backlog, end);
    }
}

} // namespace weir
