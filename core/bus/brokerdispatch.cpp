// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/brokerstate.h"

#include <algorithm>

namespace weir::bus {

/// A copy enters its queue, or comes back to the front of it. One that holds up its lane comes back to the front always.
void Broker::State::wait(Copy &copy, std::int64_t now, End end)
{
    Queue &queue = queueOf(copy);
    Lane &lane = queue.lanes[copy.lane];
    copy.where = Where::Waiting;
    copy.ticket = ++lastTicket;
    ++queue.waiting;
    if (copy.expires > 0 && copy.expires <= now) {
        leaveLane(copy);
        note(copy, Fate::Expired, now);
        return;
    }
    if (copy.holdsLane || end == End::Front) {
        copy.place = --firstPlace;
        lane.waiting.push_front({copy.kept.id, copy.place});
        leaveLane(copy);
    } else {
        copy.place = ++lastPlace;
        lane.waiting.push_back({copy.kept.id, copy.place});
    }
    if (copy.expires > 0)
        setTimer(TimerKind::Expiry, copy.expires, copy);
}

/// The copy of \a queue that is handed over next, the oldest of the lanes in turn; nullptr when none can be.
Broker::State::Copy *Broker::State::firstWaiting(Queue &queue, bool take)
{
    if (queue.waiting == 0)
        return nullptr;
    for (std::size_t i = 0; i < queue.lanes.size(); ++i) {
        const std::size_t index = (queue.nextLane + i) % queue.lanes.size();
        Lane &lane = queue.lanes[index];
        if (queue.oneAtATime && lane.isHeld)
            continue;
        while (!lane.waiting.empty()) {
            const Standing first = lane.waiting.front();
            Copy *const copy = find(first.copy);
            const bool stands = copy && copy->where == Where::Waiting && copy->place == first.place;
            if (stands && !take)
                return copy;
            lane.waiting.pop_front();
            if (stands) {
                queue.nextLane = (index + 1) % queue.lanes.size();
                return copy;
            }
        }
    }
    return nullptr;
}

/// When an attempt of \a subscription may start, its servers aside.
std::int64_t Broker::State::mayStartAt(int subscription, std::int64_t now) const
{
    const Consumer &consumer = consumers[static_cast<std::size_t>(subscription)];
    std::int64_t at = now;
    if (consumer.rate.isUsed())
        at = consumer.rate.next(at);
    if (consumer.breaker.state() == delivery::CircuitBreaker::State::Open)
        at = std::max(at, consumer.breaker.opensUntil());
    return at;
}

/// Whose server takes a message of \a queue: the longest idle; -1 when none may.
int Broker::State::freeConsumer(const Queue &queue, HandOver handOver, int only, std::int64_t now)
{
    int best = -1;
    for (const int index : queue.consumers) {
        const Consumer &candidate = consumer(index);
        if (candidate.handOver != handOver || candidate.idle.empty() || candidate.isProbing)
            continue;
        if ((only >= 0 && only != index) || mayStartAt(index, now) > now)
            continue;
        if (best < 0 || candidate.idle.front() < consumer(best).idle.front())
            best = index;
    }
    return best;
}

void Broker::State::startDue(HandOver handOver, int only, std::size_t most, std::int64_t now,
                             std::vector<Delivery> &started)
{
    for (std::size_t i = 0; i < queues.size(); ++i) {
        while (started.size() < most) {
            Queue &queue = queues[i];
            if (queue.waiting == 0)
                break;
            const int index = freeConsumer(queue, handOver, only, now);
            Copy *const copy = index >= 0 ? firstWaiting(queue, true) : nullptr;
            if (!copy)
                break;
            --queue.waiting;
            copy->where = Where::InFlight;
            copy->subscription = index;
            Consumer &taker = consumer(index);
            taker.idle.pop_front();
            ++taker.counts.inFlight;
            if (queue.oneAtATime)
                queue.lanes[copy->lane].isHeld = copy->holdsLane = true;
            start(*copy, index, now, started);
        }
    }
}

/// An attempt begins on a server that was taken for it.
void Broker::State::start(Copy &copy, int subscription, std::int64_t now, std::vector<Delivery> &started)
{
    Consumer &taker = consumer(subscription);
    const ConsumerPlan &design = plan(subscription);
    const Queue &queue = queueOf(copy);
    if (queue.guarantee == Guarantee::EffectivelyOnce && isHandled(subscription, copy.kept.message->id, now)) {
        freeServer(subscription);
        leaveLane(copy);
        note(copy, Fate::Duplicate, now);
        return;
    }
    copy.ticket = ++lastTicket;
    Delivery delivery;
    delivery.copy = copy.kept.id;
    delivery.subscription = subscription;
    delivery.attempt = copy.kept.failures + 1;
    delivery.ticket = copy.ticket;
    delivery.position = copy.kept.position;
    delivery.deadLetter = copy.kept.deadLetter;
    delivery.channel = copy.kept.channel;
    delivery.message = copy.kept.message;
    delivery.startedAt = timePoint(now);
    note(copy, Fate::Started, now);
    if (!design.acceptsVersion(copy.kept.message->version)) {
        fail(copy,
             delivery::AttemptOutcome::failure(QStringLiteral("unhandledVersion: %1 version %2")
                                                   .arg(copy.kept.message->type)
                                                   .arg(copy.kept.message->version)),
             RetryMode::Requeue, now);
        return;
    }
    if (taker.rate.isUsed())
        taker.rate.take(now);
    if (taker.breaker.state() == delivery::CircuitBreaker::State::Open) {
        taker.breaker.letProbe();
        taker.isProbing = true;
    }
    if (design.timeout > Duration::zero())
        setTimer(TimerKind::Timeout, now + design.timeout.count(), copy);
    if (design.visibilityTimeout > Duration::zero() && queue.guarantee != Guarantee::AtMostOnce)
        setTimer(TimerKind::Visibility, now + design.visibilityTimeout.count(), copy);
    started.push_back(std::move(delivery));
}

bool Broker::State::isHandled(int subscription, const QString &id, std::int64_t now)
{
    Consumer &asked = consumer(subscription);
    while (!asked.handledInOrder.empty() && asked.handledInOrder.front().first < now - options.rememberedFor.count()) {
        asked.handled.remove(asked.handledInOrder.front().second);
        asked.handledInOrder.pop_front();
    }
    return asked.handled.contains(id);
}

void Broker::State::remember(int subscription, const QString &id, std::int64_t now)
{
    Consumer &handler = consumer(subscription);
    if (handler.handled.contains(id))
        return;
    handler.handled.insert(id, now);
    handler.handledInOrder.emplace_back(now, id);
    if (handler.handledInOrder.size() > static_cast<std::size_t>(std::max(1, options.remembered))) {
        handler.handled.remove(handler.handledInOrder.front().second);
        handler.handledInOrder.pop_front();
    }
}

std::optional<std::int64_t> Broker::State::nextDeadline() const
{
    std::optional<std::int64_t> next;
    const auto take = [&next](std::int64_t at) { next = next ? std::min(*next, at) : at; };
    if (!timers.empty())
        take(timers.top().at);
    for (const Queue &queue : queues) {
        if (queue.waiting == 0)
            continue;
        const bool canMove = std::any_of(queue.lanes.begin(), queue.lanes.end(), [&](const Lane &lane) {
            return !lane.waiting.empty() && !(queue.oneAtATime && lane.isHeld);
        });
        for (const int index : queue.consumers) {
            const Consumer &candidate = consumers[static_cast<std::size_t>(index)];
            if (canMove && candidate.handOver == HandOver::Driven && !candidate.idle.empty() && !candidate.isProbing)
                take(mayStartAt(index, latest));
        }
    }
    return next;
}

} // namespace weir::bus
