// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"

#include <algorithm>
#include <limits>

namespace weir::sim {

namespace {

constexpr Time minute = 60 * second;

} // namespace

/// The next instant at which something happens that is no event.
void Run::planAttention()
{
    const Time end = m_draining ? m_settings.duration + m_settings.maxDrain : m_settings.duration;
    m_attention = std::min({m_recorder.nextTime(), m_nextMinute, m_watch.nextTime(), end + 1});
}

/// Does what is due at that instant, one thing at a time; false at the end of the run.
bool Run::attend()
{
    if (m_draining && m_events.isEmpty() && m_watch.nextTime() == std::numeric_limits<Time>::max())
        return false;
    const Time now = m_attention;
    if (now > m_settings.duration && !m_draining) {
        m_now = m_settings.duration;
        if (m_settings.atEnd == AtEnd::Stop || nothingInFlight())
            return false;
        m_draining = true;
        pauseLoad();
    } else if (m_draining && now > m_settings.duration + m_settings.maxDrain) {
        m_now = now - 1;
        m_stopped = Stopped::DrainLimit;
        return false;
    } else if (now == m_recorder.nextTime()) {
        m_now = now;
        m_recorder.record(now, m_stations, m_fifos, m_outboxes, m_deadLetters);
    } else if (now == m_nextMinute) {
        m_now = now;
        checkMinute();
        m_nextMinute += minute;
    } else {
        m_now = now;
        const FaultWatch::Edge edge = m_watch.takeEdge();
        if (edge.begins)
            beginFault(edge.fault);
        else
            endFault(edge.fault);
    }
    planAttention();
    return true;
}

bool Run::nothingInFlight() const
{
    // Rows that can still be published are in the backlog, every message is in the pool.
    return m_backlog == 0 && m_messages.inUse() == m_cancelled;
}

void Run::beginFault(std::size_t index)
{
    double before = 0;
    for (const Fifo &fifo : m_fifos)
        before += fifo.depth.mean(m_now);
    for (const OutboxState &outbox : m_outboxes)
        before += outbox.backlog.mean(m_now);
    m_watch.begin(index, std::max(m_backlog, static_cast<std::int64_t>(before + 1)));
    const Fault &fault = m_network.faults[index];
    if (fault.kind == FaultKind::BrokerDown) {
        if (m_brokerFaults++ == 0) {
            m_brokerIsDown = true;
            for (Station &station : m_stations)
                close(station);
        }
        return;
    }
    for (Index service = 0; service < m_network.services; ++service) {
        if ((fault.service == noIndex || fault.service == service) && m_serviceFaults[service]++ == 0)
            takeDown(service);
    }
    pauseLoad();
}

void Run::endFault(std::size_t index)
{
    const Fault &fault = m_network.faults[index];
    if (fault.kind == FaultKind::BrokerDown) {
        if (--m_brokerFaults == 0) {
            m_brokerIsDown = false;
            for (Station &station : m_stations)
                open(station);
        }
    } else {
        for (Index service = 0; service < m_network.services; ++service) {
            if ((fault.service == noIndex || fault.service == service) && --m_serviceFaults[service] == 0)
                bringUp(service);
        }
        pauseLoad();
    }
    m_watch.end(index, m_now);
    dispatchAll();
    m_watch.look(m_now, m_backlog);
}

/// Which sources send nothing for now.
void Run::pauseLoad()
{
    for (SourceState &source : m_sources)
        source.paused = m_draining || m_serviceFaults[source.service] > 0;
}

/// An arrival that does not happen. The process goes on while a service is down, so what comes later is as without the
/// fault.
void Run::skipArrival(Index index)
{
    SourceState &source = m_sources[index];
    ++m_ignored;
    if (m_draining)
        return;
    m_events.schedule(m_now + source.upcoming, slotFor(Arrival, index));
    source.upcoming = std::max<Time>(1, source.interval.draw(source.stream));
}

/// A service stops: its servers, its relays, what it works on.
void Run::takeDown(Index service)
{
    for (Station &station : m_stations) {
        if (station.service == service)
            close(station);
    }
    for (std::size_t i = 0; i < m_outboxes.size(); ++i)
        m_outboxes[i].isDown = m_outboxes[i].isDown || m_network.outboxes[i].service == service;
    for (RelayState &relay : m_relays) {
        if (m_network.outboxes[relay.outbox].service == service)
            returnClaimed(relay);
    }
    abortWork(service);
}

void Run::bringUp(Index service)
{
    for (Station &station : m_stations) {
        if (station.service == service)
            open(station);
    }
    for (std::size_t i = 0; i < m_outboxes.size(); ++i) {
        if (m_network.outboxes[i].service == service)
            m_outboxes[i].isDown = false;
    }
}

void Run::close(Station &station)
{
    if (station.closed++ == 0)
        station.parked = std::exchange(station.idle, 0);
}

void Run::open(Station &station)
{
    if (--station.closed == 0)
        station.idle = std::exchange(station.parked, 0);
}

/// What the service works on returns to its queues, longest under way first.
void Run::abortWork(Index service)
{
    std::vector<Index> underWay;
    for (Index i = 0; i < m_messages.size(); ++i) {
        const Message &message = m_messages[i];
        const bool held = message.state == MessageState::Processing || message.state == MessageState::Blocking;
        if (held && m_stations[message.station].service == service)
            underWay.push_back(i);
    }
    std::stable_sort(underWay.begin(), underWay.end(),
                     [this](Index a, Index b) { return m_messages[a].since < m_messages[b].since; });
    for (const Index message : underWay)
        abortMessage(message);
}

void Run::abortMessage(Index index)
{
    // The event that is scheduled for the old place finds it cancelled.
    const Index copy = m_messages.acquire();
    m_messages[copy] = m_messages[index];
    Message &message = m_messages[copy];
    Station &station = m_stations[message.station];
    if (message.state == MessageState::Processing)
        ++station.aborted;
    else
        station.blocked.leave(m_now);
    m_messages[index].state = MessageState::Cancelled;
    ++m_cancelled;
    freeServer(station);
    if (m_trace)
        step(Step::Aborted, message);
    if (station.atMostOnce)
        lose(copy, Loss::ServiceDown);
    else
        offer(m_fifos[message.fifo], copy);
}

/// Hands waiting messages to idle servers, after some have come back.
void Run::dispatchAll()
{
    for (Fifo &fifo : m_fifos) {
        while (!fifo.waiting.isEmpty()) {
            Station *const station = freeStation(fifo);
            if (!station)
                break;
            takeIdle(*station);
            startWaiting(*station, fifo);
        }
    }
}

} // namespace weir::sim
