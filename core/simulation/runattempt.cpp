// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"

#include <algorithm>

namespace weir::sim {

/// An attempt begins at a rich station; how long it takes instead of \a duration.
Time Run::prepareAttempt(Station &station, Index index, Time duration)
{
    Message &message = m_messages[index];
    MessageExtra &extra = m_messages.extra(index);
    if (station.slowdown != 1) {
        const double slow = static_cast<double>(station.upcoming) * station.slowdown;
        duration = static_cast<Time>(std::min(slow, static_cast<double>(longestDelay)));
        message.timesOut = station.timeout > 0 && duration > station.timeout;
        duration = message.timesOut ? station.timeout : duration;
    }
    if (station.hasDeadline && extra.deadline == 0)
        extra.deadline = message.committed + station.deadline.draw(station.deadlineStream);
    message.effectDone = isEffectDone(index);
    if (station.rate.isUsed()) {
        station.rate.take(m_now);
        close(station);
        wakeAt(station.rate.next(m_now), station.index, RateAllows);
    }
    if (station.breaker.state() == delivery::CircuitBreaker::State::HalfOpen && !station.isProbing) {
        station.isProbing = true;
        close(station);
    }
    return duration;
}

/// What Run::complete() does at a rich station.
void Run::completeRich(Index index)
{
    Station &station = m_stations[m_messages[index].station];
    station.freed = m_messages.extra(index).instance;
    const std::optional<FailureReason> failure = outcomeOf(station, index);
    noteOutcome(station, !failure);
    if (station.unreachable > 0 && !station.atMostOnce)
        finishUnacknowledged(index, failure);
    else if (failure)
        fail(index, *failure);
    else
        succeedRich(station, index);
}

/// Why an attempt that ends now fails; nothing if it succeeds.
std::optional<FailureReason> Run::outcomeOf(Station &station, Index index)
{
    const Message &message = m_messages[index];
    const MessageExtra &extra = m_messages.extra(index);
    const bool isUnlucky = station.failureBelow > 0 && chance(station.failureStream) < station.failureBelow;
    if (message.effectDone && station.deduplicates)
        return std::nullopt; // The lookup found it.
    if (message.timesOut)
        return FailureReason::Timeout;
    if ((message.flags & IsPoison) != 0)
        return FailureReason::Poison;
    const std::vector<EventVersion> &unhandled = m_network.subscriptions[station.index].unhandled;
    const EventVersion version{m_publications[message.publication].eventType, extra.version};
    if (std::binary_search(unhandled.begin(), unhandled.end(), version))
        return FailureReason::UnhandledVersion;
    if (station.databaseDown)
        return FailureReason::DatabaseDown;
    if (station.hasDeadline && m_now > extra.deadline)
        return FailureReason::Deadline;
    if (isUnlucky)
        return FailureReason::Error;
    return std::nullopt;
}

void Run::succeedRich(Station &station, Index index)
{
    Message &message = m_messages[index];
    const MessageExtra &extra = m_messages.extra(index);
    const bool again = isEffectDone(index);
    if ((message.flags & IsSecondCopy) == 0) {
        ++station.succeeded;
        if (message.committed >= m_warmup) {
            station.endToEnd.add(m_now - message.committed);
            measure(station, message, true);
        }
        if (m_trace)
            step(Step::Succeeded, message);
        if (message.fanOut != noIndex)
            settleFanOut(message, false);
    }
    if (again)
        station.duplicateEffects += station.deduplicates ? 0u : 1u;
    if (extra.effects != noIndex)
        m_effects[extra.effects].isDone = true;
    if (station.countsOrder) {
        Fifo &fifo = m_fifos[message.fifo];
        Time &latest = fifo.lanes.empty() ? station.latest : fifo.lanes[extra.lane].latest;
        station.outOfOrder += message.committed < latest ? 1u : 0u;
        latest = std::max(latest, message.committed);
    }
    const std::uint32_t number = message.number;
    handBack(station, index, false);
    releaseRich(index);
    if (station.hasEmits && !(again && station.deduplicates))
        emitFollowUps(station, number);
    serveNext(station);
}

/// An attempt ends whose message was given to somebody else meanwhile: its effect happens all the same.
void Run::completeZombie(Index index)
{
    const Message &message = m_messages[index];
    Station &station = m_stations[message.station];
    station.freed = m_messages.extra(index).instance;
    if (message.committed >= m_warmup)
        station.processed.add(m_now - message.since);
    const std::optional<FailureReason> failure = outcomeOf(station, index);
    noteOutcome(station, !failure);
    const bool again = isEffectDone(index);
    const std::uint32_t number = message.number;
    if (!failure) {
        station.duplicateEffects += again && !station.deduplicates ? 1u : 0u;
        m_effects[m_messages.extra(index).effects].isDone = true;
    }
    releaseRich(index);
    if (!failure && station.hasEmits && !(again && station.deduplicates))
        emitFollowUps(station, number);
    serveNext(station);
}

/// Tells the station's circuit breaker.
void Run::noteOutcome(Station &station, bool isSuccess)
{
    if (!station.breaker.isUsed())
        return;
    const bool wasProbe = std::exchange(station.isProbing, false);
    if (isSuccess) {
        station.breaker.succeeded();
        if (wasProbe)
            open(station);
        return;
    }
    if (station.breaker.failed(m_now)) {
        if (!wasProbe)
            close(station);
        wakeAt(station.breaker.opensUntil(), station.index, BreakerProbes);
    } else if (wasProbe) {
        open(station);
    }
}

void Run::wakeAt(Time time, Index station, WakeReason reason)
{
    m_events.schedule(std::min(time, m_now + longestDelay), slotFor(Wake, station * wakeReasons + reason));
}

void Run::wake(Index what)
{
    ++m_ignored;
    Station &station = m_stations[what / wakeReasons];
    if (what % wakeReasons == BreakerProbes)
        station.breaker.letProbe();
    open(station);
    startBuffered(station);
    for (const Index fifo : station.fifos)
        dispatch(m_fifos[fifo]);
}

/// A message of a rich station is gone.
void Run::releaseRich(Index index)
{
    MessageExtra &extra = m_messages.extra(index);
    extra.timer = noIndex;
    if (extra.effects != noIndex && --m_effects[extra.effects].attempts == 0)
        m_freeEffects.push_back(extra.effects);
    extra.effects = noIndex;
    m_messages.release(index);
}

} // namespace weir::sim
