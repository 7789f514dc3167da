// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"

#include "core/delivery/partitioning.h"

#include <algorithm>

namespace weir::sim {

/// What holds for all copies of an event: its key, its version, whether it is poison.
Run::EventTraits Run::traitsOf(PublicationState &publication, std::uint8_t flags)
{
    EventTraits traits;
    traits.flags = flags;
    if (publication.keyed)
        traits.key = publication.keyStream.next();
    traits.turn = publication.inTurn++;
    if (const std::uint64_t below = m_poison[publication.eventType]; below > 0) {
        if (chance(publication.poisonStream) < below)
            traits.flags |= IsPoison;
    }
    const auto &versions = *publication.versions;
    if (versions.size() == 1)
        traits.version = versions.front().version;
    if (versions.size() > 1) {
        double left = publication.versionStream.uniform();
        traits.version = versions.back().version;
        for (const VersionShare &share : versions) {
            if (left < share.share) {
                traits.version = share.version;
                break;
            }
            left -= share.share;
        }
    }
    return traits;
}

/// What Run::route() does where one of the queues has special features, or the event is published again.
void Run::routeRich(PublicationState &publication, Time committed, std::uint32_t number, std::uint8_t flags)
{
    const EventTraits traits = traitsOf(publication, flags);
    const bool counts = (flags & IsSecondCopy) == 0;
    const Index fanOut = publication.fanOut && counts ? addFanOut(publication, committed) : noIndex;
    for (const Index target : publication.targets)
        copyTo(target, publication, traits, committed, number, fanOut);
}

void Run::copyTo(Index target, PublicationState &publication, const EventTraits &traits, Time committed,
                 std::uint32_t number, Index fanOut)
{
    Fifo &fifo = m_fifos[target];
    const Index copy = m_messages.acquire();
    Message &message = m_messages[copy];
    message.begin(publication.index, target, committed);
    message.fanOut = fanOut;
    message.number = number;
    message.flags = traits.flags;
    if ((traits.flags & IsSecondCopy) != 0) {
        message.effectDone = true;
        message.deliveries = 1;
    } else {
        ++fifo.routed;
    }
    if (m_isRich) {
        MessageExtra &extra = m_messages.extra(copy);
        extra = {};
        extra.version = traits.version;
        if (!fifo.lanes.empty()) {
            const auto lanes = static_cast<std::uint32_t>(fifo.lanes.size());
            extra.lane = publication.keyed ? delivery::partitionOf(traits.key, lanes)
                                           : delivery::partitionInTurn(traits.turn, lanes);
        }
    }
    if (fifo.isRich)
        deliver(fifo, copy);
    else
        offer(fifo, copy);
}

/// On the way to a queue: held back, doubled, or neither.
void Run::deliver(Fifo &fifo, Index index)
{
    const Disturbance &disturbance = fifo.disturbance;
    if (!disturbance.isActive()) [[likely]] {
        admit(index);
        return;
    }
    Time delay = disturbance.delay;
    if (disturbance.reorderBelow > 0 && chance(fifo.deliveryStream) < disturbance.reorderBelow)
        delay += disturbance.reorderDelay;
    const bool isDoubled = disturbance.duplicateBelow > 0 && chance(fifo.deliveryStream) < disturbance.duplicateBelow;
    const auto send = [&](Index message) {
        if (delay == 0) {
            admit(message);
            return;
        }
        m_messages[message].state = MessageState::Delayed;
        m_messages[message].station = fifo.consumers.front();
        m_events.schedule(m_now + std::min(delay, longestDelay), slotFor(Admit, message));
    };
    Index twinIndex = noIndex;
    if (isDoubled) {
        twinIndex = m_messages.acquire();
        m_messages[twinIndex] = m_messages[index];
        m_messages.extra(twinIndex) = m_messages.extra(index);
        Message &twin = m_messages[twinIndex];
        twin.flags |= IsSecondCopy;
        twin.fanOut = noIndex;
        twin.effectDone = true;
        twin.deliveries = 1;
        if (m_trace)
            step(Step::Duplicated, twin);
    }
    send(index);
    if (twinIndex != noIndex)
        send(twinIndex);
}

/// A copy reaches its queue: there may be no room, and its time begins to run.
void Run::admit(Index index)
{
    Message &message = m_messages[index];
    Fifo &fifo = m_fifos[message.fifo];
    message.station = fifo.consumers.front();
    if (fifo.limit != noIndex) {
        Limit &limit = m_limits[fifo.limit];
        if (isFull(limit)) {
            if (rejects(limit)) {
                reject(index);
                return;
            }
            dropOldest(limit);
        }
    }
    if (fifo.expires)
        m_messages.extra(index).expires = m_now + std::max<Time>(1, fifo.patience.draw(fifo.ttlStream));
    offer(fifo, index);
}

bool Run::isFull(const Limit &limit) const
{
    return limit.held >= limit.capacity;
}

/// Whether a further message finds no room, and none can be made.
bool Run::rejects(const Limit &limit) const
{
    if (!isFull(limit))
        return false;
    if (limit.overflow == Overflow::Reject)
        return true;
    return std::none_of(limit.fifos.begin(), limit.fifos.end(),
                        [this](Index fifo) { return firstWaiting(m_fifos[fifo]) != noIndex; });
}

void Run::dropOldest(Limit &limit)
{
    Index oldest = noIndex;
    for (const Index i : limit.fifos) {
        const Index first = firstWaiting(m_fifos[i]);
        if (first != noIndex && (oldest == noIndex || m_messages[first].since < m_messages[oldest].since))
            oldest = first;
    }
    discard(oldest, Step::Dropped);
}

/// A message that waits is gone for good: it has expired, or was dropped.
void Run::discard(Index index, Step why)
{
    Message &message = m_messages[index];
    Fifo &fifo = m_fifos[message.fifo];
    removeWaiting(fifo, index);
    if (fifo.limit != noIndex)
        --m_limits[fifo.limit].held;
    Station &station = m_stations[fifo.consumers.front()];
    message.station = station.index;
    if ((message.flags & IsSecondCopy) == 0) {
        ++(why == Step::Expired ? station.expired : station.dropped);
        ++(why == Step::Expired ? m_channelExpired : m_channelDropped)[fifo.channel];
        if (message.committed >= m_warmup)
            measure(station, message, false);
        if (m_trace)
            step(why, message);
        if (message.fanOut != noIndex)
            settleFanOut(message, true);
    }
    releaseRich(index);
}

/// A copy finds its channel full.
void Run::reject(Index index)
{
    Message &message = m_messages[index];
    const Fifo &fifo = m_fifos[message.fifo];
    Station &station = m_stations[message.station];
    if ((message.flags & IsSecondCopy) == 0) {
        ++m_channelRejected[fifo.channel];
        ++station.lost[static_cast<std::size_t>(Loss::Rejected)];
        if (message.committed >= m_warmup)
            measure(station, message, false);
        if (m_trace)
            step(Step::Rejected, message);
        if (message.fanOut != noIndex)
            settleFanOut(message, true);
    }
    releaseRich(index);
}

} // namespace weir::sim
