// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/simulation/testnetworks.h"

#include "core/base/randomstream.h"

#include <bit>

namespace weir::sim::test {

namespace {

class Digest
{
public:
    void add(std::uint64_t value) { m_hash = mixedBits(m_hash ^ value) + 0x9e37'79b9'7f4a'7c15u; }
    void add(std::int64_t value) { add(static_cast<std::uint64_t>(value)); }
    void add(double value) { add(std::bit_cast<std::uint64_t>(value)); }
    void add(const RunMeans &means)
    {
        for (const double value : means.values())
            add(value);
    }
    void add(const Level &level)
    {
        add(level.mean);
        add(level.max);
    }
    void add(const Latency &latency)
    {
        add(latency.means);
        add(latency.histogram.count());
        add(latency.histogram.max());
        for (const double share : {0.5, 0.9, 0.95, 0.99, 0.999})
            add(latency.histogram.percentile(share));
    }
    void add(const TimeSeries &series)
    {
        add(series.width());
        for (const double value : series.values())
            add(value);
    }
    std::uint64_t value() const { return m_hash; }

private:
    std::uint64_t m_hash = 0;
};

void addSubscriptionTo(Digest &digest, const SubscriptionResult &result)
{
    for (const std::uint64_t count :
         {result.messages, result.delivered, result.succeeded, result.failedAttempts, result.timedOut, result.retried,
          result.aborted, result.deadLettered, result.inFlight, result.duplicateDeliveries, result.duplicateEffects,
          result.waited, result.slaMet, result.slaMissed, result.expired, result.dropped, result.outOfOrder})
        digest.add(count);
    for (const std::uint64_t failures : result.failures)
        digest.add(failures);
    for (const EventSlaResult &sla : result.eventSlas) {
        digest.add(sla.met);
        digest.add(sla.missed);
    }
    for (const std::uint64_t lost : result.lost)
        digest.add(lost);
    for (const Level *const level : {&result.busy, &result.blocked, &result.depth, &result.inBackoff})
        digest.add(*level);
    for (const Latency *const latency : {&result.wait, &result.processing, &result.endToEnd, &result.settled})
        digest.add(*latency);
    for (const TimeSeries *const series : {&result.succeededSeries, &result.failedSeries, &result.deadSeries,
                                           &result.depthSeries, &result.busySeries, &result.p99Series})
        digest.add(*series);
    digest.add(result.worstMinute);
}

} // namespace

Network emptyNetwork(ChannelKind kind, Index channels)
{
    Network network;
    network.services = 1;
    network.eventTypes = 1;
    Channel channel;
    channel.kind = kind;
    network.channels.assign(channels, channel);
    return network;
}

Index addSource(Network &network, double rate, Index channel, Index eventType)
{
    network.publications.push_back({eventType, channel, noIndex});
    Source source;
    source.identity = identityOf("source/" + std::to_string(network.sources.size()));
    source.rate = rate;
    source.publications = {static_cast<Index>(network.publications.size() - 1)};
    network.sources.push_back(source);
    return static_cast<Index>(network.sources.size() - 1);
}

Index addSubscription(Network &network, std::uint32_t servers, double meanService, Index channel, Index eventType)
{
    Subscription subscription;
    subscription.identity = identityOf("subscription/" + std::to_string(network.subscriptions.size()));
    subscription.channel = channel;
    subscription.events = {eventType};
    subscription.servers = servers;
    subscription.processing = Distribution::exponential(meanService * seconds);
    network.subscriptions.push_back(subscription);
    return static_cast<Index>(network.subscriptions.size() - 1);
}

Network oneQueue(double rate, std::uint32_t servers)
{
    Network network = emptyNetwork(ChannelKind::Queue);
    addSource(network, rate);
    addSubscription(network, servers, 1);
    return network;
}

Network oneMessage(double at, double processing)
{
    Network network = oneQueue(1 / at, 1);
    network.sources[0].arrivals = Arrivals::Constant;
    network.subscriptions[0].processing = Distribution::constant(processing * seconds);
    return network;
}

std::vector<Time> Recorder::times(Step wanted) const
{
    std::vector<Time> found;
    for (const TraceStep &step : steps) {
        if (step.step == wanted)
            found.push_back(step.time);
    }
    return found;
}

RunSettings upTo(double duration, AtEnd atEnd)
{
    RunSettings settings;
    settings.duration = static_cast<Time>(duration * seconds);
    settings.atEnd = atEnd;
    return settings;
}

Results traced(const Network &network, const RunSettings &settings, Recorder &recorder)
{
    RunControl control;
    control.trace = &recorder;
    return run(network, settings, control);
}

RunSettings untilEmpty(double customers, double rate, std::uint64_t seed)
{
    RunSettings settings;
    settings.duration = static_cast<Time>(customers / rate * seconds);
    settings.atEnd = AtEnd::Drain;
    settings.seed = seed;
    return settings;
}

std::uint64_t digest(const Results &results)
{
    Digest digest;
    digest.add(results.events);
    digest.add(results.simulated);
    for (const PublicationResult &publication : results.publications) {
        digest.add(publication.produced);
        digest.add(publication.published);
        digest.add(publication.pending);
        digest.add(publication.duplicates);
        digest.add(publication.refused);
        digest.add(publication.dead);
        for (const std::uint64_t lost : publication.lost)
            digest.add(lost);
    }
    for (const OutboxResult &outbox : results.outboxes) {
        digest.add(outbox.backlog);
        digest.add(outbox.delay);
        digest.add(outbox.stuck);
    }
    for (const ChannelResult &channel : results.channels) {
        digest.add(channel.in);
        digest.add(channel.depth);
        digest.add(channel.oldest);
        digest.add(channel.rejected);
        digest.add(channel.dropped);
        digest.add(channel.expired);
    }
    for (const SubscriptionResult &subscription : results.subscriptions)
        addSubscriptionTo(digest, subscription);
    for (const EventTypeResult &eventType : results.eventTypes)
        digest.add(eventType.allSubscribers);
    for (const FaultResult &fault : results.faults) {
        digest.add(fault.drained);
        digest.add(fault.times);
    }
    return digest.value();
}

} // namespace weir::sim::test
