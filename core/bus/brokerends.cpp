// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/brokerstate.h"

#include <algorithm>

namespace weir::bus {

void Broker::State::setTimer(TimerKind kind, std::int64_t at, const Copy &copy)
{
    timers.push({at, ++lastOrder, kind, copy.kept.id, copy.ticket});
}

/// Whether what the timer was set for is still so.
bool Broker::State::isCurrent(const Timer &timer) const
{
    const auto found = copies.find(timer.copy);
    return found != copies.end() && found->second.ticket == timer.ticket;
}

void Broker::State::fireTimers(std::int64_t now, std::vector<Delivery> &started)
{
    while (!timers.empty() && (timers.top().at <= now || !isCurrent(timers.top()))) {
        const Timer timer = timers.top();
        timers.pop();
        if (isCurrent(timer))
            fire(timer, started);
    }
}

void Broker::State::fire(const Timer &timer, std::vector<Delivery> &started)
{
    Copy &copy = *find(timer.copy);
    const RetryMode mode = plan(copy.subscription).retry.mode;
    switch (timer.kind) {
    case TimerKind::Retry:
        if (copy.where == Where::Blocking) {
            copy.where = Where::InFlight;
            --consumer(copy.subscription).counts.backingOff;
            ++consumer(copy.subscription).counts.inFlight;
            start(copy, copy.subscription, timer.at, started);
            return;
        }
        --consumer(copy.subscription).counts.backingOff;
        wait(copy, timer.at);
        return;
    case TimerKind::Timeout:
        if (copy.where == Where::InFlight)
            fail(copy, delivery::AttemptOutcome::failure(QStringLiteral("timeout")), mode, timer.at);
        return;
    case TimerKind::Visibility:
        if (copy.where == Where::InFlight)
            fail(copy, delivery::AttemptOutcome::failure(QStringLiteral("visibilityTimeout")), RetryMode::Requeue,
                 timer.at);
        return;
    case TimerKind::Expiry:
        if (copy.where == Where::Waiting)
            note(copy, Fate::Expired, timer.at);
        return;
    }
}

void Broker::State::freeServer(int subscription)
{
    Consumer &owner = consumer(subscription);
    owner.idle.push_back(++lastOrder);
    owner.isProbing = false;
}

/// Its lane may hand over again.
void Broker::State::leaveLane(Copy &copy)
{
    if (copy.holdsLane)
        queueOf(copy).lanes[copy.lane].isHeld = false;
    copy.holdsLane = false;
}

bool Broker::State::finished(const Delivery &delivery, const delivery::AttemptOutcome &outcome, std::int64_t now)
{
    Copy *const copy = find(delivery.copy);
    if (!copy || copy->where != Where::InFlight || copy->ticket != delivery.ticket) {
        // Too late to count, but its effect has happened: what is tried again must not have it twice.
        if (copy && outcome.succeeded && queueOf(*copy).guarantee == Guarantee::EffectivelyOnce)
            remember(delivery.subscription, delivery.message->id, now);
        return false;
    }
    if (outcome.succeeded)
        succeed(*copy, now);
    else
        fail(*copy, outcome, plan(copy->subscription).retry.mode, now);
    return true;
}

void Broker::State::succeed(Copy &copy, std::int64_t now)
{
    const int subscription = copy.subscription;
    consumer(subscription).breaker.succeeded();
    if (queueOf(copy).guarantee == Guarantee::EffectivelyOnce)
        remember(subscription, copy.kept.message->id, now);
    freeServer(subscription);
    leaveLane(copy);
    note(copy, Fate::Succeeded, now);
}

/// An attempt failed: the copy is tried again, given up or lost.
void Broker::State::fail(Copy &copy, const delivery::AttemptOutcome &outcome, RetryMode mode, std::int64_t now)
{
    const int subscription = copy.subscription;
    const ConsumerPlan &design = plan(subscription);
    Consumer &owner = consumer(subscription);
    KeptCopy &kept = copy.kept;
    ++kept.failures;
    ++owner.counts.failures;
    owner.counts.lastReason = outcome.reason;
    owner.breaker.failed(now);
    if (queueOf(copy).guarantee == Guarantee::AtMostOnce && kept.deadLetter == 0) {
        freeServer(subscription);
        leaveLane(copy);
        note(copy, Fate::Lost, now, outcome.reason);
        return;
    }
    const double uniform = design.retry.jitter == Jitter::None ? 0 : owner.chance.uniform();
    // What is replayed has its attempts anew: those of before are in the dead letter.
    const delivery::Decision decision =
        design.retry.decide(kept.failures, now - nanosecondsOf(kept.acceptedAt), kept.lastDelay.count(), uniform);
    const bool isFinalReason = design.policy && delivery::isNonRetryable(*design.policy, outcome.reason);
    if (!decision.isRetry() || outcome.giveUp || isFinalReason) {
        freeServer(subscription);
        leaveLane(copy);
        note(copy, Fate::Dead, now, outcome.reason);
        return;
    }
    kept.lastDelay = std::max(Duration(decision.delay), outcome.notBefore);
    kept.notBefore = timePoint(now) + kept.lastDelay;
    --owner.counts.inFlight;
    ++owner.counts.backingOff;
    copy.ticket = ++lastTicket;
    if (mode == RetryMode::Blocking) {
        copy.where = Where::Blocking;
    } else {
        copy.where = Where::BackingOff;
        freeServer(subscription);
        if (!design.ordered)
            leaveLane(copy);
    }
    note(copy, Fate::Retrying, now, outcome.reason);
    setTimer(TimerKind::Retry, now + kept.lastDelay.count(), copy);
}

void Broker::State::handBack(const Delivery &delivery, std::int64_t now)
{
    Copy *const copy = find(delivery.copy);
    if (!copy || copy->where != Where::InFlight || copy->ticket != delivery.ticket)
        return;
    --consumer(copy->subscription).counts.inFlight;
    freeServer(copy->subscription);
    wait(*copy, now, End::Front);
}

} // namespace weir::bus
