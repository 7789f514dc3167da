// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/results.h"

#include <algorithm>

namespace weir::sim {

namespace {

/// The mean over \a ours + \a theirs replications of a series that is a mean over each part.
void mergeSeries(TimeSeries &to, const TimeSeries &from, double ours, double theirs)
{
    if (to.values().empty()) {
        to = from;
        return;
    }
    if (from.values().empty())
        return;
    to.scale(ours / (ours + theirs));
    to.accumulate(from, theirs / (ours + theirs));
}

void addLosses(Losses &to, const Losses &from)
{
    for (std::size_t i = 0; i < lossReasons; ++i)
        to[i] += from[i];
}

void mergeSubscription(SubscriptionResult &to, const SubscriptionResult &from, double ours, double theirs)
{
    using R = SubscriptionResult;
    for (std::uint64_t R::*const count :
         {&R::messages, &R::delivered, &R::succeeded, &R::failedAttempts, &R::timedOut, &R::retried, &R::aborted,
          &R::deadLettered, &R::expired, &R::dropped, &R::inFlight, &R::outOfOrder, &R::duplicateDeliveries,
          &R::duplicateEffects, &R::waited, &R::slaMet, &R::slaMissed})
        to.*count += from.*count;
    for (std::size_t i = 0; i < failureReasons; ++i)
        to.failures[i] += from.failures[i];
    for (std::size_t i = 0; i < to.eventSlas.size(); ++i) {
        to.eventSlas[i].met += from.eventSlas[i].met;
        to.eventSlas[i].missed += from.eventSlas[i].missed;
    }
    addLosses(to.lost, from.lost);
    for (Level R::*const level : {&R::busy, &R::blocked, &R::depth, &R::inBackoff})
        (to.*level).merge(from.*level);
    to.utilisation.append(from.utilisation);
    to.attemptsPerMessage.append(from.attemptsPerMessage);
    for (Latency R::*const latency : {&R::wait, &R::processing, &R::endToEnd, &R::settled})
        (to.*latency).merge(from.*latency);
    to.worstMinute = std::min(to.worstMinute, from.worstMinute);
    for (TimeSeries R::*const series : {&R::succeededSeries, &R::failedSeries, &R::deadSeries, &R::depthSeries,
                                        &R::busySeries, &R::p50Series, &R::p95Series, &R::p99Series})
        mergeSeries(to.*series, from.*series, ours, theirs);
}

} // namespace

void Latency::merge(const Latency &other)
{
    histogram.merge(other.histogram);
    means.append(other.means);
}

void Level::merge(const Level &other)
{
    mean.append(other.mean);
    max = std::max(max, other.max);
}

void Results::merge(const Results &other)
{
    if (replications == 0) {
        *this = other;
        return;
    }
    const double ours = replications;
    const double theirs = other.replications;
    events += other.events;
    replications += other.replications;
    simulated = std::max(simulated, other.simulated);
    stopped = std::max(stopped, other.stopped);
    conserved = conserved && other.conserved;
    for (std::size_t i = 0; i < publications.size(); ++i) {
        publications[i].produced += other.publications[i].produced;
        publications[i].published += other.publications[i].published;
        publications[i].pending += other.publications[i].pending;
        publications[i].duplicates += other.publications[i].duplicates;
        publications[i].refused += other.publications[i].refused;
        publications[i].dead += other.publications[i].dead;
        addLosses(publications[i].lost, other.publications[i].lost);
    }
    for (std::size_t i = 0; i < outboxes.size(); ++i) {
        outboxes[i].backlog.merge(other.outboxes[i].backlog);
        outboxes[i].delay.merge(other.outboxes[i].delay);
        outboxes[i].stuck += other.outboxes[i].stuck;
        outboxes[i].dead += other.outboxes[i].dead;
        mergeSeries(outboxes[i].backlogSeries, other.outboxes[i].backlogSeries, ours, theirs);
    }
    for (std::size_t i = 0; i < channels.size(); ++i) {
        channels[i].in += other.channels[i].in;
        channels[i].depth.merge(other.channels[i].depth);
        channels[i].oldest = std::max(channels[i].oldest, other.channels[i].oldest);
        channels[i].rejected += other.channels[i].rejected;
        channels[i].dropped += other.channels[i].dropped;
        channels[i].expired += other.channels[i].expired;
    }
    for (std::size_t i = 0; i < subscriptions.size(); ++i)
        mergeSubscription(subscriptions[i], other.subscriptions[i], ours, theirs);
    for (std::size_t i = 0; i < deadLetters.size(); ++i) {
        deadLetters[i].in += other.deadLetters[i].in;
        deadLetters[i].redriven += other.deadLetters[i].redriven;
        deadLetters[i].max = std::max(deadLetters[i].max, other.deadLetters[i].max);
        mergeSeries(deadLetters[i].inSeries, other.deadLetters[i].inSeries, ours, theirs);
    }
    for (std::size_t i = 0; i < eventTypes.size(); ++i) {
        eventTypes[i].produced += other.eventTypes[i].produced;
        eventTypes[i].allSubscribers.merge(other.eventTypes[i].allSubscribers);
    }
    for (std::size_t i = 0; i < faults.size(); ++i) {
        faults[i].drained.append(other.faults[i].drained);
        faults[i].notDrained += other.faults[i].notDrained;
        faults[i].times += other.faults[i].times;
    }
}

} // namespace weir::sim
