// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/randomstream.h"
#include "core/bus/consumerplan.h"
#include "core/bus/delivery.h"
#include "core/delivery/outcome.h"

#include <optional>
#include <vector>

namespace weir::bus {

struct BrokerOptions
{
    std::uint64_t seed = 1;    ///< For the jitter of retries.
    int maxCopies = 1'000'000; ///< Unfinished copies that are held at most; further events are refused.
    int remembered = 100'000;  ///< Ids that an effectively-once subscription remembers at most.
    Duration rememberedFor = std::chrono::hours(7 * 24); ///< And for how long.
};

/// How attempts of a subscription begin.
enum class HandOver : std::uint8_t {
    Driven, ///< Broker::next() gives them.
    Pulled, ///< Broker::pull() gives them.
    Paused, ///< Not at all; messages wait.
};

/// An event that is handed to the broker.
struct Posting
{
    Message message;
    QString channel;           ///< Empty: the channels that the design publishes its type on.
    QString key;               ///< Of order and partition; empty: messages take turns.
    std::int64_t position = 0; ///< Where it stands among all accepted ones; 0: nowhere.
};

/// A copy as it was kept, to be taken up again.
struct KeptCopy
{
    CopyId id = 0;
    QString target; ///< A queue's channel, or the path of a subscription.
    QString channel;
    QString key;
    std::int64_t position = 0;
    std::int64_t deadLetter = 0;
    int failures = 0;
    Duration lastDelay{};
    TimePoint acceptedAt;
    std::optional<TimePoint> notBefore;
    std::shared_ptr<const Message> message;
};

/// What a posting came to.
struct Admission
{
    std::vector<CopyId> copies;    ///< Accepted; they wait now.
    std::vector<CopyId> rejected;  ///< Found their channel full; a change with the fate `Rejected` follows for each.
    std::vector<KeptCopy> dropped; ///< Made room; a change with the fate `Dropped` follows for each.
    bool isUnmatched = false;      ///< Nobody wants it.
};

/// Counts of one subscription since the broker was made.
struct SubscriptionCounts
{
    std::int64_t depth = 0;      ///< Waiting now; for a queue that several share, of the queue.
    std::int64_t inFlight = 0;   ///< Attempts under way now.
    std::int64_t backingOff = 0; ///< Waiting for their retry now.
    std::int64_t accepted = 0, attempts = 0, delivered = 0, retries = 0, failures = 0;
    std::int64_t dead = 0, lost = 0, expired = 0, dropped = 0, rejected = 0, duplicates = 0;
    QString lastReason; ///< Of the latest failure.

    bool operator==(const SubscriptionCounts &) const = default;
};

/// The channels of a catalog: queues whose consumers compete, topics with a copy for each subscription, order by key,
/// capacity, time to live, guarantee, retry, dead letters. Every decision about them is core/delivery's, as in the simulator.
///
/// Pure: events, ends of attempts and instants in; attempts and changes out. Instants never go back. Not thread-safe.
class Broker
{
public:
    explicit Broker(const Catalog &catalog, const BrokerOptions &options = {});
    ~Broker();
    Broker(Broker &&) noexcept;
    Broker &operator=(Broker &&) noexcept;

    const Catalog &catalog() const;
    const std::vector<ConsumerPlan> &subscriptions() const;
    /// -1 when there is no subscription with that \a path.
    int indexOf(QStringView path) const;

    /// All begin as \a HandOver::Driven.
    void setHandOver(int subscription, HandOver handOver);

    /// Takes an event in. Fails when its channel does not exist, no channel is known for its type, the broker is full, or
    /// every copy was rejected; nothing has then happened.
    Result<Admission> publish(const Posting &posting, TimePoint now);
    /// Undoes the latest publish() that was not undone, which gave \a admission: it could not be kept. Nothing but publish()
    /// may have happened between.
    void withdraw(const Admission &admission);
    /// Takes up what was kept. Fails when its target is not in the catalog any more.
    Result<void> restore(const KeptCopy &copy);
    /// Gives \a copy, whose target is a subscription's path, to that subscription alone: the replay of a dead letter. Its id
    /// is made here.
    Result<CopyId> replay(KeptCopy copy, TimePoint now);

    /// The attempts that begin at \a now, all of Driven subscriptions that have a free server. Time-outs and expiries until
    /// \a now happen before.
    std::vector<Delivery> next(TimePoint now);
    /// The same for one Pulled subscription, \a most at most.
    std::vector<Delivery> pull(int subscription, int most, TimePoint now);
    /// An attempt ended. False when it does not count any more: it timed out, or ended before.
    bool finished(const Delivery &delivery, const delivery::AttemptOutcome &outcome, TimePoint now);
    /// An attempt was not made after all: its message is the next again and no failure is counted.
    void handBack(const Delivery &delivery, TimePoint now);
    /// When next() has something to do without anything else happening; nothing: never.
    std::optional<TimePoint> nextDeadline() const;

    /// What happened to copies since the last call, in order. Whoever does not ask loses them: at most 1,000,000 are held.
    std::vector<CopyChange> takeChanges();
    SubscriptionCounts counts(int subscription) const;
    /// Copies that are waiting, under way or backing off.
    std::int64_t unfinished() const;
    /// \a copy as it is to be kept; nothing when it is not here any more.
    std::optional<KeptCopy> kept(CopyId copy) const;
    /// Gives changes back that takeChanges() gave last: what followed from them is about to be withdrawn.
    void putBackChanges(const std::vector<CopyChange> &changes);
    /// Where the event of \a admission stands, when that was not known before.
    void setPosition(const Admission &admission, std::int64_t position);
    /// Ids are given from here on: above all that were ever kept.
    void startIdsAt(CopyId first);

private:
    class State;
    std::unique_ptr<State> m_state;
};

} // namespace weir::bus
