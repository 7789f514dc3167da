// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"

#include <algorithm>

namespace weir::sim {

/// A dead letter that will come back.
void Run::keepDead(Station &station, Index index)
{
    m_messages[index].state = MessageState::Dead;
    m_messages[index].fanOut = noIndex;
    ++m_deadKept;
    station.dead.push({m_now, index});
    if (station.dead.size() == 1)
        m_events.schedule(station.redriveRate.next(m_now + station.redriveAfter), slotFor(Redeliver, station.index));
}

/// The oldest dead letter of a station moves back to in flight, as if it had never been tried. Nothing comes back once
/// arrivals have ended.
void Run::redrive(Index which)
{
    Station &station = m_stations[which];
    ++m_ignored;
    if (m_draining || station.dead.isEmpty())
        return;
    const Index index = station.dead.pop().second;
    --m_deadKept;
    --station.deadLettered;
    if (station.deadLetters != noIndex)
        ++m_deadLetterCounts[station.deadLetters].redriven;
    Message &message = m_messages[index];
    if (message.committed >= m_warmup) {
        const Index type = m_publications[message.publication].eventType;
        if (station.slaByType.empty() || station.slaByType[type] >= 0) {
            --station.measured;
            if (!station.typeSla.empty())
                --station.typeSla[type][1];
        }
    }
    message.failures = 0;
    message.lastDelay = 0;
    Fifo &fifo = m_fifos[message.fifo];
    if (fifo.expires)
        m_messages.extra(index).expires = m_now + std::max<Time>(1, fifo.patience.draw(fifo.ttlStream));
    if (m_trace)
        step(Step::Redriven, message);
    station.redriveRate.take(m_now);
    offer(fifo, index);
    if (!station.dead.isEmpty()) {
        const Time due = station.redriveRate.next(std::max(m_now, station.dead.front().first + station.redriveAfter));
        m_events.schedule(due, slotFor(Redeliver, which));
    }
}

} // namespace weir::sim
