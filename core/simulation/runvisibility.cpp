// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"

namespace weir::sim {

/// Schedules the end of a message's patience or visibility; one that lies beyond the run never happens. \a lane holds
/// timers of one constant delay; noIndex for any other.
void Run::startTimer(Index index, Time until, Index lane)
{
    MessageExtra &extra = m_messages.extra(index);
    extra.timer = noIndex;
    const Time end = m_settings.duration + (m_settings.atEnd == AtEnd::Drain ? m_settings.maxDrain : 0);
    if (until > end)
        return;
    if (m_freeTimers.empty()) {
        m_freeTimers.push_back(static_cast<Index>(m_timers.size()));
        m_timers.emplace_back();
    }
    const Index timer = m_freeTimers.back();
    m_freeTimers.pop_back();
    m_timers[timer] = index;
    extra.timer = timer;
    const std::uint32_t slot = slotFor(TimerEnd, timer);
    if (lane != noIndex)
        m_events.scheduleInLane(lane, until, slot);
    else
        m_events.schedule(until, slot);
}

void Run::timerEnded(Index timer)
{
    ++m_ignored;
    const Index index = m_timers[timer];
    m_freeTimers.push_back(timer);
    MessageExtra &extra = m_messages.extra(index);
    if (extra.timer != timer)
        return; // The message has moved on.
    extra.timer = noIndex;
    const MessageState state = m_messages[index].state;
    if (state == MessageState::Waiting)
        expire(index);
    else
        visibilityEnded(index);
}

/// A message has waited longer than its channel keeps it.
void Run::expire(Index index)
{
    Fifo &fifo = m_fifos[m_messages[index].fifo];
    discard(index, Step::Expired);
    dispatch(fifo);
}

/// A message that was handed over has not been acknowledged in time: it goes to somebody else, and what is being done about
/// it goes on.
void Run::visibilityEnded(Index index)
{
    Station &station = m_stations[m_messages[index].station];
    Fifo &fifo = m_fifos[m_messages[index].fifo];
    Index live = index;
    if (m_messages[index].state == MessageState::Buffered) {
        station.instances[m_messages.extra(index).instance].buffer.erase(index);
        leaveQueue(fifo);
    } else {
        const bool isBlocking = m_messages[index].state == MessageState::Blocking;
        live = splitOff(index);
        if (isBlocking) {
            station.freed = m_messages.extra(index).instance;
            station.blocked.leave(m_now);
            --m_effects[m_messages.extra(index).effects].attempts;
            m_messages.extra(index).effects = noIndex;
            m_messages[index].state = MessageState::Cancelled;
            ++m_cancelled;
            freeServer(station);
        }
    }
    countFailure(station, m_messages[live], FailureReason::VisibilityTimeout);
    if (retry(station, live, FailureReason::VisibilityTimeout))
        backOff(station, live, RetryMode::Requeue);
    else
        deadLetter(live);
    dispatch(fifo);
    startBuffered(station);
}

/// The message goes on in a new place; the attempt under way keeps the old one.
Index Run::splitOff(Index index)
{
    const Index live = m_messages.acquire();
    MessageExtra &old = m_messages.extra(index);
    if (old.effects == noIndex) {
        if (m_freeEffects.empty()) {
            m_freeEffects.push_back(static_cast<Index>(m_effects.size()));
            m_effects.emplace_back();
        }
        old.effects = m_freeEffects.back();
        m_freeEffects.pop_back();
        m_effects[old.effects] = {1, m_messages[index].effectDone};
    }
    ++m_effects[old.effects].attempts;
    m_messages[live] = m_messages[index];
    m_messages.extra(live) = old;
    m_messages[index].state = MessageState::Zombie;
    m_messages[index].flags &= static_cast<std::uint8_t>(~HoldsLane);
    m_messages[index].fanOut = noIndex;
    return live;
}

/// Whether an attempt at the message has succeeded.
bool Run::isEffectDone(Index index)
{
    const Index effects = m_messages.extra(index).effects;
    return m_messages[index].effectDone || (effects != noIndex && m_effects[effects].isDone);
}

} // namespace weir::sim
