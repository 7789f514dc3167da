// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/broker.h"
#include "core/delivery/circuitbreaker.h"
#include "core/delivery/ratelimit.h"

#include <QHash>

#include <deque>
#include <queue>
#include <unordered_map>

namespace weir::bus {

/// What the broker holds. Instants are nanoseconds since the Unix epoch.
class Broker::State
{
public:
    State(const Catalog &catalog, const BrokerOptions &options);

    enum class Where : std::uint8_t {
        Waiting,
        InFlight,
        BackingOff,
        Blocking, ///< Backing off, and its server waits with it.
    };
    struct Copy
    {
        KeptCopy kept; ///< Its id, message and history.
        int queue = -1;
        std::uint32_t lane = 0;
        int subscription = -1; ///< Who works on it, or did last.
        Where where = Where::Waiting;
        bool holdsLane = false;   ///< In order: nothing of its lane passes it.
        std::uint64_t place = 0;  ///< In its lane; increases with time.
        std::uint64_t ticket = 0; ///< Of the latest attempt or delay.
        std::int64_t expires = 0; ///< 0: never.
    };
    /// Where a copy stands in a lane; outdated once its place is another.
    struct Standing
    {
        CopyId copy = 0;
        std::uint64_t place = 0;
    };
    struct Lane
    {
        std::deque<Standing> waiting;
        bool isHeld = false; ///< One of its messages is under way.
    };
    struct Queue
    {
        QString target;
        QString channel;
        std::vector<int> consumers;
        std::vector<Lane> lanes; ///< At least one.
        bool oneAtATime = false; ///< In each lane.
        int limit = -1;
        std::int64_t ttl = 0;
        Guarantee guarantee = Guarantee::AtLeastOnce;
        std::int64_t waiting = 0;
        std::uint64_t turn = 0;
        std::size_t nextLane = 0;
    };
    struct Limit
    {
        std::int64_t capacity = 0;
        std::int64_t held = 0;
        Overflow overflow = Overflow::Reject;
        std::vector<int> queues;
    };
    /// What changes about a subscription.
    struct Consumer
    {
        HandOver handOver = HandOver::Driven;
        std::deque<std::uint64_t> idle; ///< When its free servers became so, the longest idle first.
        delivery::RateLimit rate;
        delivery::CircuitBreaker breaker;
        bool isProbing = false;
        RandomStream chance;
        SubscriptionCounts counts;
        QHash<QString, std::int64_t> handled; ///< Ids, when; effectively once only.
        std::deque<std::pair<std::int64_t, QString>> handledInOrder;
        int ownQueue = -1;
    };
    enum class TimerKind : std::uint8_t { Retry, Timeout, Visibility, Expiry };
    struct Timer
    {
        std::int64_t at = 0;
        std::uint64_t order = 0;
        TimerKind kind = TimerKind::Retry;
        CopyId copy = 0;
        std::uint64_t ticket = 0;

        bool operator>(const Timer &other) const { return at != other.at ? at > other.at : order > other.order; }
    };

    // Coming in: broker.cpp
    Result<QStringList> channelsFor(const Posting &posting) const;
    std::vector<int> queuesFor(const QString &type, const QString &channel);
    Result<Admission> publish(const Posting &posting, std::int64_t now);
    void withdraw(const Admission &admission);
    bool makeRoom(Queue &queue, Admission &admission, std::int64_t now);
    Copy &add(int queue, KeptCopy kept);
    int ownQueue(int subscription);
    int sharedQueue(const QString &channel, const std::vector<int> &consumers);
    int addQueue(Queue queue, const Channel *channel);
    int queueNamed(const KeptCopy &kept);

    // Handing over: brokerdispatch.cpp
    enum class End : std::uint8_t { Back, Front };
    void wait(Copy &copy, std::int64_t now, End end = End::Back);
    void startDue(HandOver handOver, int only, std::size_t most, std::int64_t now, std::vector<Delivery> &started);
    Copy *firstWaiting(Queue &queue, bool take);
    int freeConsumer(const Queue &queue, HandOver handOver, int only, std::int64_t now);
    std::int64_t mayStartAt(int subscription, std::int64_t now) const;
    void start(Copy &copy, int subscription, std::int64_t now, std::vector<Delivery> &started);
    bool isHandled(int subscription, const QString &id, std::int64_t now);
    void remember(int subscription, const QString &id, std::int64_t now);
    std::optional<std::int64_t> nextDeadline() const;

    // Coming to an end: brokerends.cpp
    void fireTimers(std::int64_t now, std::vector<Delivery> &started);
    void fire(const Timer &timer, std::vector<Delivery> &started);
    bool isCurrent(const Timer &timer) const;
    bool finished(const Delivery &delivery, const delivery::AttemptOutcome &outcome, std::int64_t now);
    void handBack(const Delivery &delivery, std::int64_t now);
    void fail(Copy &copy, const delivery::AttemptOutcome &outcome, RetryMode mode, std::int64_t now);
    void succeed(Copy &copy, std::int64_t now);
    void freeServer(int subscription);
    void leaveLane(Copy &copy);
    /// Notes it, counts it and, when it is final, forgets the copy.
    void note(Copy &copy, Fate fate, std::int64_t now, const QString &reason = {});
    void setTimer(TimerKind kind, std::int64_t at, const Copy &copy);

    Copy *find(CopyId id)
    {
        const auto found = copies.find(id);
        return found == copies.end() ? nullptr : &found->second;
    }
    Consumer &consumer(int index) { return consumers[static_cast<std::size_t>(index)]; }
    const ConsumerPlan &plan(int index) const { return plans[static_cast<std::size_t>(index)]; }
    Queue &queueOf(const Copy &copy) { return queues[static_cast<std::size_t>(copy.queue)]; }

    Catalog catalog;
    delivery::Routing routing;
    BrokerOptions options;
    std::vector<ConsumerPlan> plans;
    std::vector<Consumer> consumers;
    std::vector<Queue> queues;
    std::vector<Limit> limits;
    QHash<QString, int> sharedQueues; ///< By channel and consumers.
    QHash<QString, int> channelLimits;
    QHash<QString, int> indexByPath;
    std::unordered_map<CopyId, Copy> copies;
    std::priority_queue<Timer, std::vector<Timer>, std::greater<>> timers;
    std::vector<CopyChange> changes;
    CopyId lastCopy = 0;
    std::uint64_t lastTicket = 0, lastPlace = 0, lastOrder = 0;
    std::uint64_t firstPlace = std::uint64_t(1) << 62; ///< Of those that come back to the front.
    std::int64_t latest = 0;                           ///< The latest instant that was passed.
};

inline std::int64_t nanosecondsOf(TimePoint time)
{
    return time.time_since_epoch().count();
}

inline TimePoint timePoint(std::int64_t nanoseconds)
{
    return TimePoint(Duration(nanoseconds));
}

} // namespace weir::bus
