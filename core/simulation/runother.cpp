// SPDX-License-Identifier: GPL-3.0-or-later
// The way of a message between publisher, queue and server where something is special, but nothing rich.
#include "core/simulation/run.h"

#include <algorithm>

namespace weir::sim {

void Run::commitAll(const SourceState &source)
{
    for (std::uint32_t i = 0; i < source.batch; ++i) {
        for (const Index publication : source.publications)
            commit(m_publications[publication], 0);
    }
}

/// A business transaction makes one event.
void Run::commit(PublicationState &publication, std::uint32_t cause)
{
    ++publication.produced;
    std::uint32_t number = 0;
    if (m_trace) [[unlikely]]
        number = traceCommit(publication.index, cause);
    if (publication.outbox != noIndex)
        addRow(publication.outbox, publication.index, number);
    else
        publish(publication, m_now, number);
}

void Run::publish(PublicationState &publication, Time committed, std::uint32_t number, std::uint8_t flags)
{
    const bool isFull =
        publication.limit != noIndex && publication.latency == 0 && rejects(m_limits[publication.limit]);
    if (publication.unreachable > 0 || isFull) [[unlikely]] {
        if ((flags & IsSecondCopy) != 0)
            return;
        ++publication.unpublished;
        const Loss away = m_brokerFaults > 0 ? Loss::BrokerDown : Loss::Partition;
        ++publication.lost[static_cast<std::size_t>(publication.unreachable > 0 ? away : Loss::Rejected)];
        if (publication.unreachable == 0)
            ++m_channelRejected[m_network.publications[publication.index].channel];
        if (m_trace)
            traceEvent(publication.unreachable > 0 ? Step::Lost : Step::Rejected, publication.index, number);
        return;
    }
    ++((flags & IsSecondCopy) != 0 ? publication.duplicates : publication.published);
    if (m_trace) [[unlikely]]
        traceEvent((flags & IsSecondCopy) != 0 ? Step::Duplicated : Step::Published, publication.index, number);
    if (publication.latency == 0) {
        route(publication, committed, number, flags);
        return;
    }
    const Index copy = m_messages.acquire();
    Message &message = m_messages[copy];
    message = Message{};
    message.state = MessageState::Travelling;
    message.committed = committed;
    message.publication = publication.index;
    message.number = number;
    message.flags = flags;
    publication.travelling += (flags & IsSecondCopy) != 0 ? 0u : 1u;
    m_events.scheduleInLane(publication.latencyLane, m_now + publication.latency, slotFor(Route, copy));
}

/// One copy for each queue that wants it.
void Run::route(PublicationState &publication, Time committed, std::uint32_t number, std::uint8_t flags)
{
    if (publication.targets.empty()) [[unlikely]] {
        if (publication.queue && (flags & IsSecondCopy) == 0) {
            ++publication.lost[static_cast<std::size_t>(Loss::Unmatched)];
            if (m_trace)
                traceEvent(Step::Lost, publication.index, number);
        }
        return;
    }
    if (publication.isRich || flags != 0) [[unlikely]] {
        routeRich(publication, committed, number, flags);
        return;
    }
    sendCopies(publication, committed, number);
}

void Run::offerOther(Fifo &fifo, Index index)
{
    Message &message = m_messages[index];
    if (m_trace)
        step(Step::Queued, message);
    if (fifo.isRich) {
        offerRich(fifo, index);
    } else if (Station *const station = freeStation(fifo)) {
        takeIdle(*station);
        start(*station, message, index, 0);
    } else {
        letWait(fifo, index);
        if (fifo.hasSiblings)
            m_channelDepth[fifo.channel].enter(m_now);
    }
}

/// Who may start a message of \a fifo now; null: nobody.
Station *Run::freeStation(const Fifo &fifo)
{
    Station *best = nullptr;
    for (const Index i : fifo.consumers) {
        Station &station = m_stations[i];
        if (station.idle > 0 && (!best || station.idleSince.front() < best->idleSince.front()))
            best = &station;
    }
    return best;
}

void Run::takeIdle(Station &station)
{
    --station.idle;
    station.busy.enter(m_now);
    if (station.shared) [[unlikely]]
        station.idleSince.pop();
}

/// What was scheduled for it means nothing any more.
void Run::completeNothing(Index index)
{
    if (m_messages[index].state == MessageState::Zombie) {
        completeZombie(index);
        return;
    }
    m_messages.release(index);
    --m_cancelled;
    ++m_ignored;
}

/// A server has become free: the next message that waits, or idleness.
void Run::serveNext(Station &station)
{
    if (station.isRich) [[unlikely]] {
        serveNextRich(station);
        return;
    }
    const Index next = station.shared ? oldestFifo(station) : station.fifo;
    if (station.closed > 0 || next == noIndex || m_fifos[next].waiting.isEmpty())
        freeServer(station);
    else
        startWaiting(station, m_fifos[next]);
}

void Run::startWaiting(Station &station, Fifo &fifo)
{
    const Index index = fifo.waiting.pop();
    Message &message = m_messages[index];
    if (fifo.hasSiblings)
        m_channelDepth[fifo.channel].leave(m_now);
    start(station, message, index, leftQueue(station, fifo, message));
}

void Run::freeServer(Station &station)
{
    station.busy.leave(m_now);
    if (!station.instances.empty()) [[unlikely]]
        ++station.instances[station.freed].idle;
    if (station.owed > 0) [[unlikely]] {
        --station.owed;
        ++station.away;
        return;
    }
    ++(station.closed > 0 ? station.parked : station.idle);
    if (station.shared) [[unlikely]]
        station.idleSince.push(m_idleOrder++);
}

} // namespace weir::sim
