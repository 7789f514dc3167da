// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/run.h"

#include <algorithm>

namespace weir::sim {

namespace {

void setLatency(Latency &latency, const LogHistogram &histogram)
{
    latency.histogram = histogram;
    if (histogram.count() > 0)
        latency.means.add(histogram.mean());
}

void setLevel(Level &level, const TimeWeighted &measured, Time now)
{
    level.mean.add(measured.mean(now));
    level.max = measured.max();
}

} // namespace

/// A minute of settling has passed: the share of it within the SLA may be the worst.
void Run::checkMinute()
{
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        const Station &station = m_stations[i];
        auto &[met, measured] = m_minuteStart[i];
        if (station.slaWithin <= 0 && station.slaByType.empty())
            continue;
        if (station.measured > measured) {
            const double share =
                static_cast<double>(station.slaMet - met) / static_cast<double>(station.measured - measured);
            m_worstMinute[i] = std::min(m_worstMinute[i], share);
        }
        met = station.slaMet;
        measured = station.measured;
    }
}

Results Run::results()
{
    m_recorder.record(m_now, m_stations, m_fifos, m_outboxes, m_deadLetters);
    checkMinute();
    Results results;
    results.events = m_handled - m_ignored;
    results.replications = 1;
    results.simulated = m_now;
    results.stopped = m_stopped;
    results.publications.resize(m_publications.size());
    results.outboxes.resize(m_outboxes.size());
    results.channels.resize(m_network.channels.size());
    results.subscriptions.resize(m_stations.size());
    results.deadLetters.resize(m_deadLetters.size());
    results.eventTypes.resize(m_network.eventTypes);
    results.faults.resize(m_network.faults.size());
    fillSubscriptions(results);
    countInFlight(results);
    fillChannels(results);
    fillPublications(results);
    for (std::size_t i = 0; i < m_deadLetters.size(); ++i)
        results.deadLetters[i] = m_deadLetterCounts[i];
    fillFaults(results);
    m_recorder.moveTo(results);
    results.conserved = isConserved(results);
    return results;
}

Results Run::seenSoFar()
{
    // All that results() changes: it closes the bin and the minute under way.
    SeriesRecorder recorder = m_recorder;
    std::vector<std::array<std::uint64_t, 2>> minuteStart = m_minuteStart;
    std::vector<double> worstMinute = m_worstMinute;
    Results seen = results();
    m_recorder = std::move(recorder);
    m_minuteStart = std::move(minuteStart);
    m_worstMinute = std::move(worstMinute);
    return seen;
}

/// How often each fault happened, and the mean time until its backlog was gone.
void Run::fillFaults(Results &results)
{
    std::vector<std::pair<Time, std::int64_t>> drained(m_network.faults.size());
    for (std::size_t i = 0; i < m_watch.windows().size(); ++i) {
        const std::size_t fault = m_watch.faultOf(i);
        if (m_watch.windows()[i].from > m_now)
            continue;
        ++results.faults[fault].times;
        if (m_watch.drained(i) < 0) {
            ++results.faults[fault].notDrained;
            continue;
        }
        drained[fault].first += m_watch.drained(i);
        ++drained[fault].second;
    }
    for (std::size_t i = 0; i < drained.size(); ++i) {
        const auto &[sum, count] = drained[i];
        if (count > 0)
            results.faults[i].drained.add(static_cast<double>(sum) / static_cast<double>(second * count));
    }
}

void Run::fillSubscriptions(Results &results)
{
    for (std::size_t i = 0; i < m_stations.size(); ++i) {
        const Station &from = m_stations[i];
        SubscriptionResult &to = results.subscriptions[i];
        to.delivered = from.delivered;
        to.succeeded = from.succeeded;
        to.failedAttempts = from.failedAttempts;
        to.failures = from.failures;
        to.timedOut = from.failures[static_cast<std::size_t>(FailureReason::Timeout)];
        to.expired = from.expired;
        to.dropped = from.dropped;
        to.outOfOrder = from.outOfOrder;
        to.retried = from.delivered - from.first;
        to.aborted = from.aborted;
        to.deadLettered = from.deadLettered;
        to.lost = from.lost;
        to.duplicateDeliveries = from.duplicateDeliveries;
        to.duplicateEffects = from.duplicateEffects;
        to.waited = from.waited;
        setLevel(to.busy, from.busy, m_now);
        setLevel(to.blocked, from.blocked, m_now);
        setLevel(to.inBackoff, from.backoff, m_now);
        if (from.fifos.size() == 1)
            setLevel(to.depth, m_fifos[from.fifo].depth, m_now);
        else if (from.fifos.size() > 1)
            setLevel(to.depth, m_channelDepth[m_network.subscriptions[i].channel], m_now);
        else
            to.depth.mean.add(0);
        to.utilisation.add(from.busy.mean(m_now) / static_cast<double>(from.servers));
        const std::uint64_t settled = from.succeeded + from.deadLettered;
        if (settled > 0)
            to.attemptsPerMessage.add(static_cast<double>(from.delivered) / static_cast<double>(settled));
        setLatency(to.wait, from.wait);
        setLatency(to.processing, from.processed);
        setLatency(to.endToEnd, from.endToEnd);
        LogHistogram all = from.endToEnd;
        all.merge(from.deadAge);
        setLatency(to.settled, all);
        to.slaMet = from.slaMet;
        to.slaMissed = from.slaWithin > 0 || !from.slaByType.empty() ? from.measured - from.slaMet : 0;
        for (const EventSla &sla : m_network.subscriptions[i].eventSlas) {
            const auto &[met, measured] = from.typeSla[sla.eventType];
            to.eventSlas.push_back({met, measured - met});
        }
        to.worstMinute = m_worstMinute[i];
    }
}

/// What is on its way when the run ends, found by looking at every message.
void Run::countInFlight(Results &results)
{
    for (Index i = 0; i < m_messages.size(); ++i) {
        const Message &message = m_messages[i];
        switch (message.state) {
        case MessageState::Free:
        case MessageState::Cancelled:
        case MessageState::Travelling:
        case MessageState::Zombie:
        case MessageState::Dead:
            continue;
        default:
            break;
        }
        Index station = message.station;
        if (message.state == MessageState::Waiting || message.state == MessageState::Buffered) {
            const Fifo &fifo = m_fifos[message.fifo];
            results.channels[fifo.channel].oldest =
                std::max(results.channels[fifo.channel].oldest, m_now - message.since);
            if (message.state == MessageState::Waiting)
                station = fifo.consumers.front(); // Shared ones wait for all; one has to count them.
        }
        if ((message.flags & IsSecondCopy) == 0)
            countUnfinished(results.subscriptions[station], m_stations[station], message);
    }
    for (SubscriptionResult &to : results.subscriptions) {
        to.messages = to.succeeded + to.deadLettered + to.inFlight + to.expired + to.dropped;
        for (const std::uint64_t lost : to.lost)
            to.messages += lost;
    }
}

/// A message that is not settled: late already, it misses its SLA.
void Run::countUnfinished(SubscriptionResult &to, const Station &station, const Message &message) const
{
    ++to.inFlight;
    const Index type = m_publications[message.publication].eventType;
    const Time within = station.slaByType.empty() ? station.slaWithin : station.slaByType[type];
    if (within <= 0 || message.committed < m_warmup || m_now - message.committed <= within)
        return;
    ++to.slaMissed;
    const auto &slas = m_network.subscriptions[station.index].eventSlas;
    for (std::size_t i = 0; i < slas.size(); ++i)
        to.eventSlas[i].missed += slas[i].eventType == type ? 1u : 0u;
}

void Run::fillChannels(Results &results)
{
    for (const Fifo &fifo : m_fifos) {
        ChannelResult &to = results.channels[fifo.channel];
        to.oldest = std::max(to.oldest, fifo.oldest);
        if (!fifo.hasSiblings)
            setLevel(to.depth, fifo.depth, m_now);
    }
    for (std::size_t i = 0; i < results.channels.size(); ++i) {
        if (results.channels[i].depth.mean.count() == 0)
            setLevel(results.channels[i].depth, m_channelDepth[i], m_now);
        results.channels[i].rejected = m_channelRejected[i];
        results.channels[i].dropped = m_channelDropped[i];
        results.channels[i].expired = m_channelExpired[i];
    }
    for (std::size_t i = 0; i < m_outboxes.size(); ++i) {
        OutboxResult &to = results.outboxes[i];
        setLevel(to.backlog, m_outboxes[i].backlog, m_now);
        setLatency(to.delay, m_outboxes[i].delay);
        to.stuck = m_outboxes[i].stuck;
        to.dead = m_outboxes[i].dead;
    }
}

void Run::fillPublications(Results &results)
{
    for (std::size_t i = 0; i < m_publications.size(); ++i) {
        const PublicationState &from = m_publications[i];
        PublicationResult &to = results.publications[i];
        to.produced = from.produced;
        to.published = from.published;
        to.lost = from.lost;
        to.pending = from.produced - from.published - from.unpublished - from.dead + from.travelling;
        to.duplicates = from.duplicates;
        to.refused = from.refused;
        to.dead = from.dead;
        results.channels[m_network.publications[i].channel].in += from.published - from.travelling;
        results.eventTypes[from.eventType].produced += from.produced;
    }
    for (std::size_t i = 0; i < results.eventTypes.size(); ++i) {
        const Index only = m_onlyStation[i];
        Latency &to = results.eventTypes[i].allSubscribers;
        if (only != noIndex)
            to = results.subscriptions[only].settled;
        else
            setLatency(to, m_allSubscribers[i]);
    }
}

/// Counts made where messages come from against counts made where they end.
bool Run::isConserved(const Results &results) const
{
    std::vector<std::uint64_t> routed(m_network.channels.size()), ended(m_network.channels.size());
    for (const Fifo &fifo : m_fifos)
        routed[fifo.channel] += fifo.routed;
    for (std::size_t i = 0; i < m_stations.size(); ++i)
        ended[m_network.subscriptions[i].channel] += results.subscriptions[i].messages;
    if (routed != ended)
        return false;
    for (const Fifo &fifo : m_fifos) {
        if (fifo.only != noIndex && m_stations[fifo.only].fifos.size() == 1
            && fifo.routed != results.subscriptions[fifo.only].messages)
            return false;
    }
    std::uint64_t rows = 0, pending = 0;
    for (const OutboxState &outbox : m_outboxes)
        rows += static_cast<std::uint64_t>(outbox.backlog.level()) - outbox.sent;
    for (const PublicationState &from : m_publications)
        pending += from.produced - from.published - from.unpublished - from.dead;
    return rows == pending;
}

} // namespace weir::sim
