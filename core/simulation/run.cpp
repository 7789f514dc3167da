// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"

#include <algorithm>

namespace weir::sim {

namespace {

constexpr std::uint64_t eventsPerChunk = 4096;

} // namespace

Results Run::execute()
{
    while (runChunk()) {
        if (m_handled >= m_nextReport) {
            m_nextReport = m_handled + eventsPerChunk;
            if (m_control.stop.stop_requested()) {
                m_stopped = Stopped::Cancelled;
                break;
            }
            tellWatchers();
        }
        if (m_messages.inUse() > m_settings.maxInFlight || m_timers.size() > m_settings.maxInFlight
            || m_backlog > static_cast<std::int64_t>(m_settings.maxInFlight)) {
            m_stopped = Stopped::TooMany;
            break;
        }
        if (m_watch.isWatching())
            m_watch.look(m_now, m_backlog);
        if (m_draining && nothingInFlight())
            break;
    }
    return results();
}

void Run::tellWatchers()
{
    if (m_settings.duration <= 0)
        return;
    const double share = std::min(1.0, static_cast<double>(m_now) / static_cast<double>(m_settings.duration));
    if (m_control.progress)
        m_control.progress(share);
    if (m_control.watch)
        m_control.watch(share, [this] { return seenSoFar(); });
}

/// Handles some thousand events, or one while each matters by itself; false at the end of the run.
[[gnu::flatten]] bool Run::runChunk()
{
    std::uint64_t left = m_draining || m_watch.isWatching() ? 1 : eventsPerChunk;
    while (left > 0) {
        if (m_events.firstTime() >= m_attention) [[unlikely]] {
            if (!attend())
                return false;
            left = std::min<std::uint64_t>(left, 1);
            continue;
        }
        const Event event = m_events.take();
        m_now = timeOf(event);
        --left;
        ++m_handled;
        handle(slotOf(event));
    }
    return true;
}

void Run::handle(std::uint32_t slot)
{
    const Index index = slot >> tagBits;
    const std::uint32_t tag = slot & tagMask;
    if (tag == Completion) {
        complete(index);
        return;
    }
    switch (tag) {
    case Arrival:
        arrive(index);
        return;
    case Retry:
    case Unblock:
    case Route:
    case FollowUp:
    case Admit:
        resume(static_cast<Tag>(tag), index);
        return;
    case Poll:
        poll(index);
        return;
    case RowPublished:
        rowPublished(index);
        return;
    case TimerEnd:
        timerEnded(index);
        return;
    case Wake:
        wake(index);
        return;
    case Redeliver:
        redrive(index);
        return;
    }
}

void Run::arrive(Index index)
{
    SourceState &source = m_sources[index];
    if (source.paused) [[unlikely]] {
        skipArrival(index);
        return;
    }
    if (source.isSimple) [[likely]] {
        m_events.schedule(m_now + source.upcoming, slotFor(Arrival, index));
        source.upcoming = std::max<Time>(1, source.interval.draw(source.stream));
    } else {
        scheduleNext(source, index);
    }
    if (source.only == noIndex) [[unlikely]] {
        commitAll(source);
        return;
    }
    PublicationState &publication = m_publications[source.only];
    if (!publication.isPlain) [[unlikely]] {
        commit(publication, 0);
        return;
    }
    ++publication.produced;
    ++publication.published;
    sendCopies(publication, m_now, 0);
}

void Run::sendCopies(const PublicationState &publication, Time committed, std::uint32_t number)
{
    const Index fanOut = publication.fanOut ? addFanOut(publication, committed) : noIndex;
    for (const Index target : publication.targets) {
        Fifo &fifo = m_fifos[target];
        const Index copy = m_messages.acquire();
        Message &message = m_messages[copy];
        message.begin(publication.index, target, committed);
        message.fanOut = fanOut;
        message.number = number;
        ++fifo.routed;
        offer(fifo, copy);
    }
}

/// To the longest idle server that accepts the message, else to the tail of the queue.
void Run::offer(Fifo &fifo, Index index)
{
    if (!fifo.isPlain) [[unlikely]] {
        offerOther(fifo, index);
        return;
    }
    Station &station = m_stations[fifo.only];
    if (station.idle > 0) {
        --station.idle;
        station.busy.enter(m_now);
        startAs<true>(station, m_messages[index], index, 0);
    } else {
        letWait(fifo, index);
    }
}

void Run::letWait(Fifo &fifo, Index index)
{
    Message &message = m_messages[index];
    message.since = m_now;
    message.state = MessageState::Waiting;
    fifo.waiting.push(index);
    fifo.depth.enter(m_now);
    ++m_backlog;
}

/// An attempt begins in a server that is held already, after the message has waited for \a wait.
void Run::start(Station &station, Message &message, Index index, Time wait)
{
    startAs<false>(station, message, index, wait);
}

/// Nothing is asked that a plain station (`isPlain`) cannot answer otherwise.
template<bool isPlain>
void Run::startAs(Station &station, Message &message, Index index, Time wait)
{
    ++station.delivered;
    station.first += message.deliveries++ == 0 ? 1u : 0u;
    if (message.committed >= m_warmup) {
        if (wait == 0)
            station.wait.addZero();
        else
            station.wait.add(wait);
    }
    message.station = station.index;
    message.order = static_cast<std::uint32_t>(station.delivered);
    message.since = m_now;
    message.state = MessageState::Processing;
    message.timesOut = false;
    Time duration = station.upcoming;
    if (duration > station.longest) {
        duration = station.longest;
        message.timesOut = true;
    }
    if (!isPlain && station.isRich)
        duration = prepareAttempt(station, index, duration);
    if (message.effectDone) [[unlikely]]
        duration = startAgain(station, message, duration);
    if (!isPlain && m_trace)
        step(Step::Started, message);
    const std::uint32_t slot = slotFor(Completion, index);
    if (duration == station.laneDelay) [[unlikely]]
        m_events.scheduleInLane(station.processingLane, m_now + duration, slot);
    else
        m_events.schedule(m_now + duration, slot);
    station.upcoming = station.processing.draw(station.processingStream);
}

void Run::complete(Index index)
{
    Message &message = m_messages[index];
    if (message.state != MessageState::Processing) [[unlikely]] {
        completeNothing(index);
        return;
    }
    Station &station = m_stations[message.station];
    if (message.committed >= m_warmup)
        station.processed.add(m_now - message.since);
    if (station.isPlain) [[likely]]
        completeAs<true>(station, message, index);
    else if (station.isRich)
        completeRich(index);
    else
        completeAs<false>(station, message, index);
}

template<bool isPlain>
void Run::completeAs(Station &station, Message &message, Index index)
{
    std::optional<FailureReason> failure;
    if (message.timesOut)
        failure = FailureReason::Timeout;
    else if (station.failureBelow > 0 && chance(station.failureStream) < station.failureBelow)
        failure = FailureReason::Error;
    if (station.unreachable > 0 && !station.atMostOnce) [[unlikely]]
        finishUnacknowledged(index, failure);
    else if (!failure)
        succeedAs<isPlain>(station, message, index);
    else
        fail(index, *failure);
}

template<bool isPlain>
void Run::succeedAs(Station &station, const Message &message, Index index)
{
    ++station.succeeded;
    if (message.committed >= m_warmup) {
        const Time age = m_now - message.committed;
        station.endToEnd.add(age);
        if (station.slaWithin >= 0) {
            ++station.measured;
            station.slaMet += age <= station.slaWithin ? 1u : 0u;
        }
    }
    if (!isPlain && m_trace)
        step(Step::Succeeded, message);
    if (message.fanOut != noIndex)
        settleFanOut(message, false);
    const std::uint32_t number = message.number;
    const bool again = message.effectDone;
    if (again) [[unlikely]]
        station.duplicateEffects += station.deduplicates ? 0u : 1u;
    m_messages.release(index);
    if (station.hasEmits && !(again && station.deduplicates))
        emitFollowUps(station, number);
    if (isPlain && station.closed == 0)
        serveNextPlain(station);
    else
        serveNext(station);
}

void Run::serveNextPlain(Station &station)
{
    Fifo &fifo = m_fifos[station.fifo];
    if (fifo.waiting.isEmpty()) {
        station.busy.leave(m_now);
        ++station.idle;
        return;
    }
    const Index index = fifo.waiting.pop();
    const Time wait = leftQueue(station, fifo, m_messages[index]);
    startAs<true>(station, m_messages[index], index, wait);
}

/// Counts that \a message has left the queue for \a station; how long it has waited.
Time Run::leftQueue(Station &station, Fifo &fifo, const Message &message)
{
    fifo.depth.leave(m_now);
    --m_backlog;
    const Time wait = m_now - message.since;
    fifo.oldest = std::max(fifo.oldest, wait);
    ++station.waited;
    return wait;
}

} // namespace weir::sim
