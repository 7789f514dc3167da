// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/brokerstate.h"
#include "core/delivery/effective.h"
#include "core/delivery/partitioning.h"

#include <algorithm>

namespace weir::bus {

namespace {

/// The same on every machine: FNV-1a over the UTF-8 text, mixed.
std::uint64_t hashOf(const QString &text)
{
    std::uint64_t hash = 0xcbf2'9ce4'8422'2325u;
    for (const char c : text.toUtf8())
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x0000'0100'0000'01b3u;
    return mixedBits(hash);
}

} // namespace

Broker::State::State(const Catalog &design, const BrokerOptions &wanted)
    : catalog(design)
    , routing(catalog)
    , options(wanted)
    , plans(consumerPlans(catalog))
{
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const ConsumerPlan &made = plans[i];
        Consumer consumer;
        for (int server = 0; server < made.servers; ++server)
            consumer.idle.push_back(0);
        consumer.rate = delivery::RateLimit(made.rateLimit);
        if (made.breaker)
            consumer.breaker = delivery::CircuitBreaker(static_cast<std::uint32_t>(std::max(0, made.breaker->failures)),
                                                        made.breaker->open.count());
        consumer.chance = RandomStream(options.seed, 0, hashOf(made.path), 0);
        consumers.push_back(std::move(consumer));
        indexByPath.insert(made.path, static_cast<int>(i));
    }
}

int Broker::State::addQueue(Queue queue, const Channel *channel)
{
    const auto index = static_cast<int>(queues.size());
    std::size_t lanes = 1;
    if (channel) {
        lanes = static_cast<std::size_t>(std::max(1, channel->partitions.value_or(1)));
        queue.channel = channel->id;
        queue.ttl = channel->ttl.value_or(Duration::zero()).count();
        queue.guarantee = delivery::guaranteeOf(catalog, *channel);
        if (const int capacity = channel->capacity.value_or(0); capacity > 0) {
            // A queue channel has one limit for all its queues, a topic one for each.
            const QString name = channel->kind == ChannelKind::Queue ? channel->id : queue.target;
            if (!channelLimits.contains(name)) {
                channelLimits.insert(name, static_cast<int>(limits.size()));
                limits.push_back({capacity, 0, channel->overflow, {}});
            }
            queue.limit = channelLimits.value(name);
            limits[static_cast<std::size_t>(queue.limit)].queues.push_back(index);
        }
    }
    queue.oneAtATime = lanes > 1
        || std::any_of(queue.consumers.begin(), queue.consumers.end(), [this](int i) { return plan(i).ordered; });
    queue.lanes.resize(queue.oneAtATime ? lanes : 1);
    queues.push_back(std::move(queue));
    return index;
}

int Broker::State::ownQueue(int subscription)
{
    int &index = consumer(subscription).ownQueue;
    if (index < 0) {
        Queue queue;
        queue.target = plan(subscription).path;
        queue.consumers = {subscription};
        index = addQueue(std::move(queue), catalog.channel(plan(subscription).channel));
    }
    return index;
}

int Broker::State::sharedQueue(const QString &channel, const std::vector<int> &accepting)
{
    QString name = channel;
    for (const int index : accepting)
        name += u' ' + QString::number(index);
    if (const auto known = sharedQueues.constFind(name); known != sharedQueues.cend())
        return *known;
    Queue queue;
    queue.target = channel;
    queue.consumers = accepting;
    const int index = addQueue(std::move(queue), catalog.channel(channel));
    sharedQueues.insert(name, index);
    return index;
}

/// The queues that get a copy of an event of \a type on \a channel.
std::vector<int> Broker::State::queuesFor(const QString &type, const QString &channel)
{
    const auto accepts = [&](const ConsumerPlan &plan) {
        return std::any_of(plan.patterns.begin(), plan.patterns.end(), [&](const auto &p) { return p.matches(type); });
    };
    std::vector<int> accepting, targets;
    const Channel *element = catalog.channel(channel);
    const bool isTopic = element && element->kind == ChannelKind::Topic;
    for (const int consumer : routing.consumersOf(type, channel)) {
        const auto index = indexByPath.constFind(routing.consumers().at(consumer).path);
        if (index == indexByPath.cend() || plan(*index).channel.isEmpty())
            continue; // A stream reads the event store; webhooks come below.
        if (isTopic)
            targets.push_back(ownQueue(*index));
        else
            accepting.push_back(*index);
    }
    if (!accepting.empty())
        targets.push_back(sharedQueue(channel, accepting));
    for (std::size_t i = 0; i < plans.size(); ++i) {
        if (plans[i].channel.isEmpty() && !plans[i].receives && accepts(plans[i]))
            targets.push_back(ownQueue(static_cast<int>(i)));
    }
    return targets;
}

Broker::State::Copy &Broker::State::add(int queueIndex, KeptCopy kept)
{
    Queue &queue = queues[static_cast<std::size_t>(queueIndex)];
    Copy copy;
    copy.queue = queueIndex;
    copy.subscription = queue.consumers.front();
    if (queue.lanes.size() > 1) {
        const auto lanes = static_cast<std::uint32_t>(queue.lanes.size());
        copy.lane = kept.key.isEmpty() ? delivery::partitionInTurn(queue.turn++, lanes)
                                       : delivery::partitionOf(hashOf(kept.key), lanes);
    }
    if (queue.ttl > 0 && kept.deadLetter == 0)
        copy.expires = nanosecondsOf(kept.acceptedAt) + queue.ttl;
    kept.target = queue.target;
    lastCopy = std::max(lastCopy, kept.id);
    if (queue.limit >= 0)
        ++limits[static_cast<std::size_t>(queue.limit)].held;
    ++consumer(copy.subscription).counts.accepted;
    copy.kept = std::move(kept);
    return copies.insert_or_assign(copy.kept.id, copy).first->second;
}

/// Whether the queue can take one more copy, perhaps by dropping its oldest.
bool Broker::State::makeRoom(Queue &queue, Admission &admission, std::int64_t now)
{
    if (queue.limit < 0)
        return true;
    const Limit &limit = limits[static_cast<std::size_t>(queue.limit)];
    if (limit.held < limit.capacity)
        return true;
    if (limit.overflow == Overflow::Reject)
        return false;
    Copy *oldest = nullptr;
    for (const int index : limit.queues) {
        for (Lane &lane : queues[static_cast<std::size_t>(index)].lanes) {
            for (const Standing &standing : lane.waiting) {
                Copy *const copy = find(standing.copy);
                if (!copy || copy->where != Where::Waiting || copy->place != standing.place)
                    continue;
                if (!oldest || copy->kept.id < oldest->kept.id)
                    oldest = copy;
                break;
            }
        }
    }
    if (!oldest)
        return false;
    admission.dropped.push_back(oldest->kept);
    note(*oldest, Fate::Dropped, now);
    return true;
}

/// The queue that a kept copy belongs to; -1 when the design has none any more.
int Broker::State::queueNamed(const KeptCopy &kept)
{
    if (const auto index = indexByPath.constFind(kept.target); index != indexByPath.cend())
        return ownQueue(*index);
    if (!catalog.channel(kept.target) || !kept.message)
        return -1;
    for (const int index : queuesFor(kept.message->type, kept.target)) {
        if (queues[static_cast<std::size_t>(index)].target == kept.target)
            return index;
    }
    return -1;
}

} // namespace weir::bus
