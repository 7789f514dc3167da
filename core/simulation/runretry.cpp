// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"

#include <algorithm>

namespace weir::sim {

/// The end of a delay of a message.
void Run::resume(Tag tag, Index index)
{
    Message &message = m_messages[index];
    if (message.state == MessageState::Cancelled) {
        m_messages.release(index);
        --m_cancelled;
        ++m_ignored;
        return;
    }
    PublicationState &publication = m_publications[message.publication];
    switch (tag) {
    case Admit:
        admit(index);
        return;
    case Retry:
        m_stations[message.station].backoff.leave(m_now);
        offer(m_fifos[message.fifo], index);
        return;
    case Unblock:
        m_stations[message.station].blocked.leave(m_now);
        start(m_stations[message.station], message, index, 0);
        return;
    case Route: {
        const Time committed = message.committed;
        const std::uint32_t number = message.number;
        const std::uint8_t flags = message.flags;
        m_messages.release(index);
        publication.travelling -= (flags & IsSecondCopy) != 0 ? 0u : 1u;
        route(publication, committed, number, flags);
        return;
    }
    default: {
        const std::uint32_t cause = message.number;
        m_messages.release(index);
        ++m_ignored; // The follow-up belongs to the success that caused it.
        commit(publication, cause);
        return;
    }
    }
}

void Run::countFailure(Station &station, const Message &message, FailureReason reason)
{
    ++station.failedAttempts;
    ++station.failures[static_cast<std::size_t>(reason)];
    if (m_trace) [[unlikely]]
        step(reason == FailureReason::Timeout ? Step::TimedOut : Step::Failed, message);
}

/// An attempt failed; the message is tried again, given up or lost. Goes on with the server.
void Run::fail(Index index, FailureReason reason)
{
    Station &station = m_stations[m_messages[index].station];
    countFailure(station, m_messages[index], reason);
    if (station.atMostOnce) {
        lose(index, reason == FailureReason::Timeout ? Loss::TimedOut : Loss::Failed);
        serveNext(station);
        return;
    }
    if (!retry(station, index, reason)) {
        deadLetter(index);
        serveNext(station);
        return;
    }
    backOff(station, index, station.plan->mode);
    if (station.plan->mode == RetryMode::Requeue)
        serveNext(station);
}

/// Whether a message that failed is tried again; its `lastDelay` is then when.
bool Run::retry(Station &station, Index index, FailureReason reason)
{
    Message &message = m_messages[index];
    ++message.failures;
    const double uniform = station.drawsBackoff ? station.backoffStream.uniform() : 0;
    const delivery::Decision decision =
        station.plan->decide(static_cast<int>(message.failures), m_now - message.committed, message.lastDelay, uniform);
    if (!decision.isRetry() || (station.finalReasons >> static_cast<unsigned>(reason) & 1u) != 0)
        return false;
    message.lastDelay = decision.delay.count();
    return true;
}

/// Schedules the next attempt after the message's `lastDelay`.
void Run::backOff(Station &station, Index index, RetryMode mode)
{
    Message &message = m_messages[index];
    if (m_trace) [[unlikely]]
        step(Step::RetryScheduled, message);
    const bool blocks = mode == RetryMode::Blocking;
    const std::uint32_t slot = slotFor(blocks ? Unblock : Retry, index);
    if (station.isRich && !blocks) [[unlikely]]
        handBack(station, index, station.ordered);
    if (blocks) {
        message.state = MessageState::Blocking;
        station.blocked.enter(m_now);
    } else if (message.lastDelay == 0) {
        offer(m_fifos[message.fifo], index);
        return;
    } else {
        message.state = MessageState::BackedOff;
        station.backoff.enter(m_now);
    }
    const Time until = m_now + std::min(message.lastDelay, longestDelay);
    if (station.delayLanes.empty()) {
        m_events.schedule(until, slot);
    } else {
        const std::size_t delay = std::min<std::size_t>(message.failures, station.delayLanes.size()) - 1;
        m_events.scheduleInLane(station.delayLanes[delay], until, slot);
    }
}

void Run::deadLetter(Index index)
{
    Message &message = m_messages[index];
    Station &station = m_stations[message.station];
    if (station.isRich) [[unlikely]] {
        handBack(station, index, false);
        if ((message.flags & IsSecondCopy) != 0) {
            releaseRich(index);
            return;
        }
    }
    ++station.deadLettered;
    if (station.deadLetters != noIndex) {
        DeadLetterResult &counts = m_deadLetterCounts[station.deadLetters];
        counts.in = ++m_deadLetters[station.deadLetters];
        counts.max = std::max(counts.max, counts.in - counts.redriven);
    }
    if (message.committed >= m_warmup) {
        measure(station, message, false);
        station.deadAge.add(m_now - message.committed);
    }
    if (m_trace) [[unlikely]]
        step(Step::DeadLettered, message);
    if (message.fanOut != noIndex)
        settleFanOut(message, false);
    if (!station.isRich)
        m_messages.release(index);
    else if (station.canRedrive)
        keepDead(station, index);
    else
        releaseRich(index);
}

void Run::lose(Index index, Loss reason)
{
    const Message &message = m_messages[index];
    Station &station = m_stations[message.station];
    if (station.isRich) [[unlikely]]
        handBack(station, index, false);
    if ((message.flags & IsSecondCopy) == 0) {
        ++station.lost[static_cast<std::size_t>(reason)];
        if (message.committed >= m_warmup)
            measure(station, message, false);
        if (m_trace) [[unlikely]]
            step(Step::Lost, message);
        if (message.fanOut != noIndex)
            settleFanOut(message, true);
    }
    if (station.isRich)
        releaseRich(index);
    else
        m_messages.release(index);
}

/// Counts a message for the SLA that holds for it, if one does.
void Run::measure(Station &station, const Message &message, bool isSuccess)
{
    Time within = station.slaWithin;
    const Index type = m_publications[message.publication].eventType;
    if (!station.slaByType.empty()) {
        within = station.slaByType[type];
        if (within < 0)
            return;
    }
    const bool isMet = isSuccess && m_now - message.committed <= within;
    ++station.measured;
    station.slaMet += isMet ? 1u : 0u;
    if (!station.typeSla.empty()) {
        station.typeSla[type][0] += isMet ? 1u : 0u;
        ++station.typeSla[type][1];
    }
}

/// A message whose effect has happened begins again: how long that takes instead of \a duration.
Time Run::startAgain(Station &station, Message &message, Time duration)
{
    ++station.duplicateDeliveries;
    if (!station.deduplicates)
        return duration;
    message.timesOut = false;
    return 0; // The lookup finds it: nothing is done again.
}

/// Work ends while the broker is unreachable: nothing can be acknowledged, so the message comes again.
void Run::finishUnacknowledged(Index index, std::optional<FailureReason> failure)
{
    Message &message = m_messages[index];
    Station &station = m_stations[message.station];
    const bool again = message.effectDone;
    if (failure) {
        const bool retriesItself = station.plan->mode == RetryMode::Blocking
            && static_cast<int>(message.failures) + 1 < station.plan->maxAttempts;
        if (retriesItself) {
            fail(index, *failure);
            return;
        }
        ++station.failedAttempts;
        ++station.failures[static_cast<std::size_t>(*failure)];
    } else {
        message.effectDone = true;
        if (again && !station.deduplicates)
            ++station.duplicateEffects;
    }
    if (m_trace) [[unlikely]]
        step(Step::Redelivered, message);
    const std::uint32_t number = message.number;
    if (station.isRich) [[unlikely]]
        handBack(station, index, station.ordered);
    offer(m_fifos[message.fifo], index);
    if (!failure && station.hasEmits && !(again && station.deduplicates))
        emitFollowUps(station, number);
    serveNext(station);
}

void Run::emitFollowUps(Station &station, std::uint32_t number)
{
    for (const EmitState &followUp : m_emits[station.index]) {
        if (chance(station.emitStream) >= followUp.below)
            continue;
        if (followUp.delay == 0) {
            commit(m_publications[followUp.publication], number);
            continue;
        }
        const Index copy = m_messages.acquire();
        Message &message = m_messages[copy];
        message = Message{};
        message.state = MessageState::Travelling;
        message.publication = followUp.publication;
        message.number = number;
        m_events.scheduleInLane(followUp.lane, m_now + followUp.delay, slotFor(FollowUp, copy));
    }
}

Index Run::addFanOut(const PublicationState &publication, Time committed)
{
    if (m_freeFanOuts.empty()) {
        m_freeFanOuts.push_back(static_cast<Index>(m_fanOuts.size()));
        m_fanOuts.emplace_back();
    }
    const Index index = m_freeFanOuts.back();
    m_freeFanOuts.pop_back();
    m_fanOuts[index] = {committed, static_cast<std::uint32_t>(publication.targets.size()), publication.eventType,
                        false};
    return index;
}

/// One copy of a publication is settled, or lost.
void Run::settleFanOut(const Message &message, bool lost)
{
    FanOut &fanOut = m_fanOuts[message.fanOut];
    fanOut.incomplete = fanOut.incomplete || lost;
    if (--fanOut.remaining > 0)
        return;
    if (!fanOut.incomplete && fanOut.committed >= m_warmup)
        m_allSubscribers[fanOut.eventType].add(m_now - fanOut.committed);
    m_freeFanOuts.push_back(message.fanOut);
}

} // namespace weir::sim
