// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"

#include <algorithm>
#include <tuple>

namespace weir::sim {

/// No server of the station may begin anything, for one more reason.
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

/// One instance of each subscription of a service goes, or comes back. Crashes take with them what it works on; a restart
/// lets it finish.
void Run::switchInstance(const Fault &fault, std::size_t window, bool begins)
{
    const auto from = static_cast<std::uint64_t>(m_watch.windows()[window].from);
    for (Station &station : m_stations) {
        if (!hits(fault, station))
            continue;
        const std::uint32_t servers = station.servers / station.instanceCount;
        if (!begins) {
            takeBack(station, servers);
            continue;
        }
        sendAway(station, servers);
        if (fault.kind == FaultKind::Crashes) {
            const Identity both = fault.identity ^ mixedBits(m_network.subscriptions[station.index].identity);
            RandomStream stream(m_settings.seed, m_settings.replication, both, mixedBits(from + 1));
            abortInstance(station, stream);
        }
    }
}

/// So many servers leave: idle ones at once, others when they are free.
void Run::sendAway(Station &station, std::uint32_t servers)
{
    std::uint32_t &idle = station.closed > 0 ? station.parked : station.idle;
    const std::uint32_t atOnce = std::min(servers, idle);
    idle -= atOnce;
    station.away += atOnce;
    station.owed += servers - atOnce;
    for (std::uint32_t i = 0; station.shared && i < atOnce; ++i)
        station.idleSince.pop();
}

void Run::takeBack(Station &station, std::uint32_t servers)
{
    const std::uint32_t stayed = std::min(servers, station.owed);
    station.owed -= stayed;
    const std::uint32_t back = std::min(servers - stayed, station.away);
    station.away -= back;
    (station.closed > 0 ? station.parked : station.idle) += back;
    for (std::uint32_t i = 0; station.shared && i < back; ++i)
        station.idleSince.push(m_idleOrder++);
}

/// Messages that a service works on or has buffered, longest under way first; those that began at one instant in an order
/// that no other element has a part in, which places in the pool would not be.
std::vector<Index> Run::underWay(Index service) const
{
    std::vector<Index> found;
    for (Index i = 0; i < m_messages.size(); ++i) {
        const MessageState state = m_messages[i].state;
        const bool isHeld = state == MessageState::Processing || state == MessageState::Blocking
            || state == MessageState::Buffered || state == MessageState::Zombie;
        if (isHeld && m_stations[m_messages[i].station].service == service)
            found.push_back(i);
    }
    std::sort(found.begin(), found.end(), [this](Index i, Index k) {
        const Message &a = m_messages[i], &b = m_messages[k];
        return std::tie(a.since, a.station, a.state, a.order) < std::tie(b.since, b.station, b.state, b.order);
    });
    return found;
}

/// What the service works on returns to its queues.
void Run::abortWork(Index service)
{
    for (const Index message : underWay(service))
        abortMessage(message);
}

/// What one of the station's instances works on: each message under way is on it by chance, or where it was handed to.
void Run::abortInstance(Station &station, RandomStream &stream)
{
    std::uint32_t left = station.servers / station.instanceCount;
    const auto gone = static_cast<Index>(stream.below(station.instanceCount));
    for (const Index index : underWay(station.service)) {
        const Message &message = m_messages[index];
        if (message.station != station.index)
            continue;
        const bool isOnIt = station.instances.empty() ? left > 0 && stream.below(station.instanceCount) == 0
                                                      : m_messages.extra(index).instance == gone;
        if (!isOnIt)
            continue;
        left -= std::min(left, 1u);
        abortMessage(index);
    }
}

/// Work in progress ends without a result and the message is delivered again; this counts no attempt.
void Run::abortMessage(Index index)
{
    const MessageState state = m_messages[index].state;
    Station &station = m_stations[m_messages[index].station];
    Fifo &fifo = m_fifos[m_messages[index].fifo];
    if (station.isRich)
        station.freed = m_messages.extra(index).instance;
    Index live = index;
    if (state == MessageState::Buffered) {
        station.instances[station.freed].buffer.erase(index);
        leaveQueue(fifo);
    } else {
        // The event that is scheduled for the old place finds it cancelled.
        if (state != MessageState::Zombie) {
            live = m_messages.acquire();
            m_messages[live] = m_messages[index];
            if (station.isRich)
                m_messages.extra(live) = std::exchange(m_messages.extra(index), {});
        } else if (const Index effects = std::exchange(m_messages.extra(index).effects, noIndex);
                   --m_effects[effects].attempts == 0) {
            m_freeEffects.push_back(effects);
        }
        if (state == MessageState::Blocking)
            station.blocked.leave(m_now);
        else
            ++station.aborted;
        m_messages[index].state = MessageState::Cancelled;
        ++m_cancelled;
        freeServer(station);
        if (std::exchange(station.isProbing, false))
            open(station);
    }
    if (state == MessageState::Zombie)
        return;
    if (m_trace)
        step(Step::Aborted, m_messages[live]);
    if (station.atMostOnce) {
        lose(live, Loss::ServiceDown);
        return;
    }
    if (station.isRich)
        handBack(station, live, station.ordered);
    offer(fifo, live);
}

/// Hands waiting messages to idle servers, after some have come back.
void Run::dispatchAll()
{
    for (Station &station : m_stations)
        startBuffered(station);
    for (Fifo &fifo : m_fifos) {
        if (fifo.isRich) {
            dispatch(fifo);
            continue;
        }
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
