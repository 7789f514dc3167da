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
    if (source.only != noIndex) [[likely]] {
        commit(m_publications[source.only], 0);
        return;
    }
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
    Message &message = m_messages[index];
    if (m_trace) [[unlikely]]
        step(Step::Queued, message);
    if (fifo.isRich) [[unlikely]] {
        offerRich(fifo, index);
        return;
    }
    if (Station *const station = freeStation(fifo)) {
        takeIdle(*station);
        start(*station, message, index, 0);
        return;
    }
    message.since = m_now;
    message.state = MessageState::Waiting;
    fifo.waiting.push(index);
    fifo.depth.enter(m_now);
    ++m_backlog;
    if (fifo.hasSiblings) [[unlikely]]
        m_channelDepth[fifo.channel].enter(m_now);
}

/// Who may start a message of \a fifo now; null: nobody.
Station *Run::freeStation(const Fifo &fifo)
{
    if (fifo.only != noIndex) {
        Station &station = m_stations[fifo.only];
        return station.idle > 0 ? &station : nullptr;
    }
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

/// An attempt begins in a server that is held already, after the message has waited for \a wait.
void Run::start(Station &station, Message &message, Index index, Time wait)
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
    message.since = m_now;
    message.state = MessageState::Processing;
    message.timesOut = false;
    Time duration = station.upcoming;
    if (station.timeout > 0 && duration > station.timeout) {
        duration = station.timeout;
        message.timesOut = true;
    }
    if (station.isRich) [[unlikely]]
        duration = prepareAttempt(station, index, duration);
    if (message.effectDone) [[unlikely]]
        duration = startAgain(station, message, duration);
    if (m_trace) [[unlikely]]
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
        if (message.state == MessageState::Zombie) {
            completeZombie(index);
            return;
        }
        m_messages.release(index);
        --m_cancelled;
        ++m_ignored;
        return;
    }
    Station &station = m_stations[message.station];
    if (message.committed >= m_warmup)
        station.processed.add(m_now - message.since);
    if (station.isRich) [[unlikely]] {
        completeRich(index);
        return;
    }
    std::optional<FailureReason> failure;
    if (message.timesOut)
        failure = FailureReason::Timeout;
    else if (station.failureBelow > 0 && chance(station.failureStream) < station.failureBelow)
        failure = FailureReason::Error;
    if (station.unreachable > 0 && !station.atMostOnce) [[unlikely]]
        finishUnacknowledged(index, failure);
    else if (!failure)
        succeed(station, index);
    else
        fail(index, *failure);
}

void Run::succeed(Station &station, Index index)
{
    const Message &message = m_messages[index];
    ++station.succeeded;
    if (message.committed >= m_warmup) {
        const Time age = m_now - message.committed;
        station.endToEnd.add(age);
        if (station.slaWithin >= 0) {
            ++station.measured;
            station.slaMet += age <= station.slaWithin ? 1u : 0u;
        }
    }
    if (m_trace) [[unlikely]]
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
    serveNext(station);
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
    fifo.depth.leave(m_now);
    --m_backlog;
    if (fifo.hasSiblings) [[unlikely]]
        m_channelDepth[fifo.channel].leave(m_now);
    const Time wait = m_now - message.since;
    fifo.oldest = std::max(fifo.oldest, wait);
    ++station.waited;
    start(station, message, index, wait);
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
