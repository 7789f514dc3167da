// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"
#include "core/simulation/streampurpose.h"

#include <algorithm>

namespace weir::sim {

namespace {

/// A message that dies at once must not come back at the same instant, for ever.
constexpr Time leastRedrive = second / 1000;

/// Whether a fault touches what happens at stations or on the way to them, beyond stopping them.
bool changesHandling(const Fault &fault)
{
    switch (fault.kind) {
    case FaultKind::ServiceDown:
    case FaultKind::BrokerDown:
    case FaultKind::RelayDown:
    case FaultKind::Partition:
    case FaultKind::LoadSpike:
        return false;
    default:
        return true;
    }
}

} // namespace

bool Run::hasFeatures(const Station &station) const
{
    const Subscription &options = m_network.subscriptions[station.index];
    return options.prefetch > options.servers / station.instanceCount || options.visibilityTimeout > 0
        || options.deadline || options.ordered || !options.unhandled.empty() || options.breaker.failures > 0
        || options.rateLimit > 0 || options.redrive || !options.eventSlas.empty();
}

bool Run::hasFeatures(const Fifo &fifo) const
{
    const Channel &channel = m_network.channels[fifo.channel];
    return channel.capacity > 0 || channel.ttl || channel.partitions > 1;
}

/// Finds what is rich: stations and queues with features, all that they are joined with, and where relays may publish
/// twice.
void Run::setUpRich()
{
    const bool isDisturbed = std::any_of(m_network.faults.begin(), m_network.faults.end(), changesHandling);
    for (Station &station : m_stations)
        station.isRich = isDisturbed || hasFeatures(station);
    for (Fifo &fifo : m_fifos)
        fifo.isRich = hasFeatures(fifo);
    for (const PublicationState &publication : m_publications) {
        if (publication.outbox == noIndex || m_network.outboxes[publication.outbox].publishTime == 0)
            continue;
        for (const Index target : publication.targets)
            m_fifos[target].isRich = true;
    }
    for (bool isSettled = false; !isSettled;) {
        isSettled = true;
        for (Fifo &fifo : m_fifos) {
            const auto isRich = [this](Index station) { return m_stations[station].isRich; };
            if (!fifo.isRich && std::none_of(fifo.consumers.begin(), fifo.consumers.end(), isRich))
                continue;
            fifo.isRich = true;
            for (const Index station : fifo.consumers) {
                isSettled = isSettled && m_stations[station].isRich;
                m_stations[station].isRich = true;
            }
        }
    }
    for (Station &station : m_stations) {
        if (station.isRich)
            setUpRichStation(station);
    }
    for (Fifo &fifo : m_fifos) {
        if (fifo.isRich)
            setUpRichFifo(fifo);
    }
    for (PublicationState &publication : m_publications) {
        for (const Index target : publication.targets) {
            publication.isRich = publication.isRich || m_fifos[target].isRich;
            if (publication.queue && m_fifos[target].channel == m_network.publications[publication.index].channel)
                publication.limit = m_fifos[target].limit;
        }
    }
}

/// Who needs none of the questions that only some elements ask. A trace wants to be asked everywhere.
void Run::findPlain()
{
    if (m_trace)
        return;
    for (Fifo &fifo : m_fifos) {
        if (fifo.only == noIndex || fifo.isRich || fifo.hasSiblings)
            continue;
        Station &station = m_stations[fifo.only];
        station.isPlain = fifo.isPlain = !station.isRich && !station.shared;
    }
    for (PublicationState &publication : m_publications)
        publication.isPlain = isPlain(publication);
}

bool Run::isPlain(const PublicationState &publication) const
{
    return publication.outbox == noIndex && publication.limit == noIndex && publication.latency == 0
        && !publication.isRich && publication.unreachable == 0 && !publication.targets.empty() && !m_trace;
}

void Run::setUpRichStation(Station &station)
{
    if (!m_isRich) {
        m_isRich = true;
        m_messages.useExtras();
    }
    const Subscription &options = m_network.subscriptions[station.index];
    const std::uint32_t concurrency = options.servers / station.instanceCount;
    if (options.prefetch > concurrency) {
        station.prefetch = options.prefetch;
        station.instances.resize(station.instanceCount);
        for (Instance &instance : station.instances)
            instance.idle = concurrency;
    }
    station.visibility = options.visibilityTimeout;
    if (station.visibility > 0)
        station.visibilityLane = laneFor(station.visibility);
    station.hasDeadline = options.deadline.has_value();
    if (options.deadline) {
        station.deadline = Sampler(*options.deadline);
        station.deadlineStream = streamOf(options.identity, ForDeadlines);
    }
    const bool isPartitioned = m_network.channels[options.channel].partitions > 1;
    const auto reorders = [](const Fault &fault) { return fault.kind == FaultKind::Reorder; };
    station.ordered = options.ordered;
    station.countsOrder =
        options.ordered || isPartitioned || std::any_of(m_network.faults.begin(), m_network.faults.end(), reorders);
    station.breaker = delivery::CircuitBreaker(options.breaker.failures, options.breaker.open);
    station.rate = delivery::RateLimit(options.rateLimit);
    station.canRedrive = options.redrive.has_value();
    if (options.redrive) {
        station.redriveAfter = std::max(options.redrive->after, leastRedrive);
        station.redriveRate = delivery::RateLimit(options.redrive->rate);
    }
    if (!options.eventSlas.empty()) {
        station.slaByType.assign(m_network.eventTypes, -1);
        station.typeSla.resize(m_network.eventTypes);
        for (const EventSla &sla : options.eventSlas)
            station.slaByType[sla.eventType] = sla.within;
    }
}

void Run::setUpRichFifo(Fifo &fifo)
{
    const Channel &channel = m_network.channels[fifo.channel];
    const Subscription &first = m_network.subscriptions[fifo.consumers.front()];
    const auto isOrdered = [this](Index station) { return m_network.subscriptions[station].ordered; };
    const bool needsLanes =
        channel.partitions > 1 || std::any_of(fifo.consumers.begin(), fifo.consumers.end(), isOrdered);
    if (needsLanes)
        fifo.lanes.resize(channel.partitions);
    if (channel.capacity > 0)
        fifo.limit = limitFor(fifo, static_cast<Index>(&fifo - m_fifos.data()));
    if (channel.ttl) {
        fifo.expires = true;
        fifo.patience = Sampler(*channel.ttl);
        fifo.ttlStream = streamOf(first.identity, ForPatience);
        if (channel.ttl->isConstant()) {
            fifo.ttl = std::max<Time>(1, fifo.patience.draw(fifo.ttlStream));
            fifo.ttlLane = laneFor(fifo.ttl);
        }
    }
    fifo.deliveryStream = streamOf(first.identity, ForDeliveries);
}

/// A queue channel has one limit for all its queues, a topic one for each.
Index Run::limitFor(const Fifo &fifo, Index number)
{
    const Channel &channel = m_network.channels[fifo.channel];
    for (const Fifo &other : m_fifos) {
        if (channel.kind == ChannelKind::Queue && other.channel == fifo.channel && other.limit != noIndex) {
            m_limits[other.limit].fifos.push_back(number);
            return other.limit;
        }
    }
    m_limits.push_back({channel.capacity, 0, channel.overflow, {number}});
    return static_cast<Index>(m_limits.size() - 1);
}

} // namespace weir::sim
