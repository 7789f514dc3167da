// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"

#include <algorithm>

namespace weir::sim {

/// The queue of a station whose first message waits longest; noIndex: nothing waits.
Index Run::oldestFifo(const Station &station) const
{
    Index best = noIndex;
    Time since = 0;
    for (const Index i : station.fifos) {
        const Fifo &fifo = m_fifos[i];
        if (fifo.waiting.isEmpty())
            continue;
        const Time entered = m_messages[fifo.waiting.front()].since;
        if (best == noIndex || entered < since) {
            best = i;
            since = entered;
        }
    }
    return best;
}

/// What Run::offer() does at a rich queue.
void Run::offerRich(Fifo &fifo, Index index)
{
    Message &message = m_messages[index];
    MessageExtra &extra = m_messages.extra(index);
    message.since = m_now;
    if (fifo.limit != noIndex)
        ++m_limits[fifo.limit].held;
    const bool returns = (message.flags & HoldsLane) != 0; // In order: before what waits.
    if (returns) {
        message.flags &= static_cast<std::uint8_t>(~HoldsLane);
        fifo.lanes[extra.lane].isHeld = false;
    }
    const bool mayGo = fifo.lanes.empty()
        ? fifo.waiting.isEmpty()
        : !fifo.lanes[extra.lane].isHeld && (returns || fifo.lanes[extra.lane].waiting.isEmpty());
    const bool isExpired = extra.expires > 0 && extra.expires <= m_now;
    if (mayGo && !isExpired && handOver(fifo, index, false))
        return;
    if (returns) {
        RingQueue<Index> &waiting = fifo.lanes[extra.lane].waiting;
        waiting.pushFront(index);
        extra.place = waiting.firstPlace();
        message.state = MessageState::Waiting;
        list(fifo, extra.lane);
    } else {
        enqueue(fifo, index);
    }
    enterQueue(fifo);
    if (isExpired)
        expire(index);
    else if (extra.expires > 0)
        startTimer(index, extra.expires, extra.expires - m_now == fifo.ttl ? fifo.ttlLane : noIndex);
}

void Run::enqueue(Fifo &fifo, Index index)
{
    MessageExtra &extra = m_messages.extra(index);
    RingQueue<Index> &waiting = fifo.lanes.empty() ? fifo.waiting : fifo.lanes[extra.lane].waiting;
    extra.place = waiting.nextPlace();
    waiting.push(index);
    m_messages[index].state = MessageState::Waiting;
    if (!fifo.lanes.empty())
        list(fifo, extra.lane);
}

/// Takes note that a partition can hand over, if it can.
void Run::list(Fifo &fifo, Index lane)
{
    Lane &listed = fifo.lanes[lane];
    if (listed.isHeld || listed.isListed || listed.waiting.isEmpty())
        return;
    listed.isListed = true;
    fifo.ready.push(lane);
}

void Run::enterQueue(Fifo &fifo)
{
    fifo.depth.enter(m_now);
    ++m_backlog;
    if (fifo.hasSiblings)
        m_channelDepth[fifo.channel].enter(m_now);
}

void Run::leaveQueue(Fifo &fifo)
{
    fifo.depth.leave(m_now);
    --m_backlog;
    if (fifo.hasSiblings)
        m_channelDepth[fifo.channel].leave(m_now);
}

/// The message that is handed over next; noIndex: none can be. Queues never begin with a hole.
Index Run::firstWaiting(const Fifo &fifo) const
{
    if (fifo.lanes.empty())
        return fifo.waiting.isEmpty() ? noIndex : fifo.waiting.front();
    for (std::size_t i = 0; i < fifo.ready.size(); ++i) {
        const Lane &lane = fifo.lanes[fifo.ready.at(i)];
        if (!lane.isHeld && !lane.waiting.isEmpty())
            return lane.waiting.front();
    }
    return noIndex;
}

/// Takes what firstWaiting() finds, which is not noIndex.
Index Run::takeFirst(Fifo &fifo)
{
    RingQueue<Index> *waiting = &fifo.waiting;
    while (!fifo.lanes.empty()) {
        Lane &lane = fifo.lanes[fifo.ready.pop()];
        lane.isListed = false;
        waiting = &lane.waiting;
        if (!lane.isHeld && !waiting->isEmpty())
            break;
    }
    const Index first = waiting->pop();
    while (!waiting->isEmpty() && waiting->front() == noIndex)
        waiting->pop();
    return first;
}

/// Takes a message out of the middle of its queue: a hole stays.
void Run::removeWaiting(Fifo &fifo, Index index)
{
    const MessageExtra &extra = m_messages.extra(index);
    RingQueue<Index> &waiting = fifo.lanes.empty() ? fifo.waiting : fifo.lanes[extra.lane].waiting;
    waiting.atPlace(extra.place) = noIndex;
    while (!waiting.isEmpty() && waiting.front() == noIndex)
        waiting.pop();
    leaveQueue(fifo);
}

/// Whose instance has room in its buffer; null: nobody's.
Station *Run::stationWithCredit(const Fifo &fifo)
{
    for (const Index i : fifo.consumers) {
        Station &station = m_stations[i];
        if (station.closed > 0)
            continue;
        for (const Instance &instance : station.instances) {
            if (instance.unacknowledged < station.prefetch)
                return &station;
        }
    }
    return nullptr;
}

/// Gives a message to a free server, else into a buffer; false when there is neither.
bool Run::handOver(Fifo &fifo, Index index, bool hasWaited)
{
    Message &message = m_messages[index];
    if (Station *const station = freeStation(fifo)) {
        takeIdle(*station);
        hold(fifo, *station, index);
        if (!station->instances.empty())
            --station->instances[m_messages.extra(index).instance].idle;
        if (hasWaited)
            startWaitingRich(*station, fifo, index);
        else
            start(*station, message, index, 0);
        return true;
    }
    Station *const station = stationWithCredit(fifo);
    if (station == nullptr)
        return false;
    if (!hasWaited)
        enterQueue(fifo);
    message.station = station->index;
    message.order = ++station->buffered;
    message.state = MessageState::Buffered;
    hold(fifo, *station, index);
    station->instances[m_messages.extra(index).instance].buffer.push(index);
    return true;
}

/// A message is handed over: its partition waits for it, its visibility runs.
void Run::hold(Fifo &fifo, Station &station, Index index)
{
    MessageExtra &extra = m_messages.extra(index);
    extra.timer = noIndex;
    if (!fifo.lanes.empty()) {
        fifo.lanes[extra.lane].isHeld = true;
        m_messages[index].flags |= HoldsLane;
    }
    if (!station.instances.empty())
        chooseInstance(station, index);
    if (station.visibility > 0 && !station.atMostOnce)
        startTimer(index, m_now + station.visibility, station.visibilityLane);
}

/// One with a free server, else one with room in its buffer; they take turns.
void Run::chooseInstance(Station &station, Index index)
{
    const auto count = static_cast<Index>(station.instances.size());
    Index chosen = noIndex;
    for (Index i = 0; i < count; ++i) {
        const Index at = (station.nextInstance + i) % count;
        const Instance &instance = station.instances[at];
        if (m_messages[index].state != MessageState::Buffered ? instance.idle > 0
                                                              : instance.unacknowledged < station.prefetch) {
            chosen = at;
            break;
        }
    }
    station.nextInstance = (chosen + 1) % count;
    m_messages.extra(index).instance = chosen;
    ++station.instances[chosen].unacknowledged;
}

/// A message is acknowledged, or on its way back: it occupies its consumer, channel and partition no more. With
/// \a keepsLane its partition waits until it comes again.
void Run::handBack(Station &station, Index index, bool keepsLane)
{
    Message &message = m_messages[index];
    MessageExtra &extra = m_messages.extra(index);
    Fifo &fifo = m_fifos[message.fifo];
    extra.timer = noIndex;
    if (fifo.limit != noIndex)
        --m_limits[fifo.limit].held;
    if (!station.instances.empty())
        --station.instances[extra.instance].unacknowledged;
    if ((message.flags & HoldsLane) == 0 || keepsLane)
        return;
    message.flags &= static_cast<std::uint8_t>(~HoldsLane);
    fifo.lanes[extra.lane].isHeld = false;
    list(fifo, extra.lane);
}

/// Hands over what waits and can be.
void Run::dispatch(Fifo &fifo)
{
    while (firstWaiting(fifo) != noIndex && (freeStation(fifo) != nullptr || stationWithCredit(fifo) != nullptr))
        handOver(fifo, takeFirst(fifo), true);
}

/// Instances whose servers have come back begin with what they have buffered.
void Run::startBuffered(Station &station)
{
    for (Index i = 0; i < station.instances.size(); ++i) {
        Instance &instance = station.instances[i];
        while (station.idle > 0 && instance.idle > 0 && !instance.buffer.isEmpty()) {
            const Index index = instance.buffer.pop();
            takeIdle(station);
            --instance.idle;
            startWaitingRich(station, m_fifos[m_messages[index].fifo], index);
        }
    }
}

void Run::startWaitingRich(Station &station, Fifo &fifo, Index index)
{
    Message &message = m_messages[index];
    const Time wait = m_now - message.since;
    leaveQueue(fifo);
    fifo.oldest = std::max(fifo.oldest, wait);
    ++station.waited;
    start(station, message, index, wait);
}

/// What Run::serveNext() does at a rich station; the server belongs to the instance `freed`.
void Run::serveNextRich(Station &station)
{
    const Index freed = station.freed;
    Index best = noIndex;
    const bool mayServe = station.owed == 0 && station.closed == 0;
    if (mayServe && !station.instances.empty() && !station.instances[freed].buffer.isEmpty()) {
        const Index index = station.instances[freed].buffer.pop();
        startWaitingRich(station, m_fifos[m_messages[index].fifo], index);
    } else {
        Time since = 0;
        for (const Index i : station.fifos) {
            const Index first = mayServe ? firstWaiting(m_fifos[i]) : noIndex;
            if (first != noIndex && (best == noIndex || m_messages[first].since < since)) {
                best = i;
                since = m_messages[first].since;
            }
        }
        freeServer(station);
        if (best != noIndex && station.idle > 0)
            handOver(m_fifos[best], takeFirst(m_fifos[best]), true);
    }
    // Room in a buffer, in an order or under a limit may let others go on.
    for (const Index i : station.fifos)
        dispatch(m_fifos[i]);
}

} // namespace weir::sim
