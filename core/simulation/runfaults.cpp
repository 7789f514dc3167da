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
            beginFault(edge.window);
        else
            endFault(edge.window);
    }
    planAttention();
    return true;
}

bool Run::nothingInFlight() const
{
    // Rows that can still be published are in the backlog, every message is in the pool.
    return m_backlog == 0 && m_messages.inUse() == m_cancelled + m_deadKept;
}

void Run::beginFault(std::size_t window)
{
    double before = 0;
    for (const Fifo &fifo : m_fifos)
        before += fifo.depth.mean(m_now);
    for (const OutboxState &outbox : m_outboxes)
        before += outbox.backlog.mean(m_now);
    m_watch.begin(window, std::max(m_backlog, static_cast<std::int64_t>(before + 1)));
    m_activeWindows.push_back(window);
    const Fault &fault = m_network.faults[m_watch.faultOf(window)];
    switchFault(fault, true);
    if (fault.kind == FaultKind::RollingRestart || fault.kind == FaultKind::Crashes)
        switchInstance(fault, window, true);
    applyEffects();
    pauseLoad();
}

void Run::endFault(std::size_t window)
{
    const Fault &fault = m_network.faults[m_watch.faultOf(window)];
    std::erase(m_activeWindows, window);
    switchFault(fault, false);
    if (fault.kind == FaultKind::RollingRestart || fault.kind == FaultKind::Crashes)
        switchInstance(fault, window, false);
    applyEffects();
    pauseLoad();
    m_watch.end(window, m_now);
    dispatchAll();
    m_watch.look(m_now, m_backlog);
}

/// What a fault stops, or lets go on. Those that only change numbers are applyEffects()'s.
void Run::switchFault(const Fault &fault, bool begins)
{
    const auto isHit = [&](Index service) { return fault.service == noIndex || fault.service == service; };
    switch (fault.kind) {
    case FaultKind::BrokerDown:
        m_brokerFaults += begins ? 1u : -1u;
        switchBroker(noIndex, begins);
        return;
    case FaultKind::Partition:
        switchBroker(fault.service, begins);
        return;
    case FaultKind::ServiceDown:
        for (Index service = 0; service < m_network.services; ++service) {
            if (isHit(service))
                switchService(service, begins);
        }
        return;
    case FaultKind::DatabaseDown:
    case FaultKind::RelayDown:
        for (Index i = 0; i < m_outboxes.size(); ++i) {
            if (!isHit(m_network.outboxes[i].service))
                continue;
            if (begins && m_outboxes[i].down == 0)
                halt(i);
            m_outboxes[i].down += begins ? 1u : -1u;
        }
        for (const Index service : m_network.withDatabase) {
            if (fault.kind == FaultKind::DatabaseDown && isHit(service))
                m_databaseFaults[service] += begins ? 1u : -1u;
        }
        return;
    default:
        return;
    }
}

/// A service stops, or starts again: its servers, its relays, what it works on.
void Run::switchService(Index service, bool begins)
{
    m_serviceFaults[service] += begins ? 1u : -1u;
    if (m_serviceFaults[service] != (begins ? 1u : 0u))
        return;
    for (Station &station : m_stations) {
        if (station.service != service)
            continue;
        if (begins)
            close(station);
        else
            open(station);
    }
    for (Index i = 0; i < m_outboxes.size(); ++i) {
        if (m_network.outboxes[i].service != service)
            continue;
        if (begins && m_outboxes[i].down == 0)
            halt(i);
        m_outboxes[i].down += begins ? 1u : -1u;
    }
    if (begins)
        abortWork(service);
}

/// A service (noIndex: all) loses the broker, or reaches it again.
void Run::switchBroker(Index service, bool begins)
{
    const std::uint32_t change = begins ? 1u : -1u;
    for (std::size_t i = 0; i < m_publications.size(); ++i) {
        if (service == noIndex || m_network.publications[i].service == service) {
            m_publications[i].unreachable += change;
            m_publications[i].isPlain = isPlain(m_publications[i]);
        }
    }
    for (std::size_t i = 0; i < m_outboxes.size(); ++i) {
        if (service == noIndex || m_network.outboxes[i].service == service)
            m_outboxes[i].unreachable += change;
    }
    for (Station &station : m_stations) {
        if (service != noIndex && station.service != service)
            continue;
        station.unreachable += change;
        if (begins)
            close(station);
        else
            open(station);
    }
}

/// Which sources send nothing for now.
void Run::pauseLoad()
{
    for (SourceState &source : m_sources) {
        const bool isAway = m_draining || m_serviceFaults[source.service] > 0;
        source.refuses = !isAway && m_databaseFaults[source.service] > 0;
        source.paused = isAway || source.refuses;
    }
}

/// An arrival that does not happen. The process goes on while a service is down, so what comes later is as without the
/// fault.
void Run::skipArrival(Index index)
{
    SourceState &source = m_sources[index];
    ++m_ignored;
    if (m_draining)
        return;
    scheduleNext(source, index);
    for (const Index publication : source.publications)
        m_publications[publication].refused += source.refuses ? source.batch : 0u;
}

/// The arrival after the one that happens now.
void Run::scheduleNext(SourceState &source, Index index)
{
    if (source.isSimple) {
        m_events.schedule(m_now + source.upcoming, slotFor(Arrival, index));
        source.upcoming = std::max<Time>(1, source.interval.draw(source.stream));
    } else if (const Time next = source.process.next(m_now, source.stream); next < RateProfile::never) {
        m_events.schedule(next, slotFor(Arrival, index));
    }
}

} // namespace weir::sim
