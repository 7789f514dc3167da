// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/broker.h"
#include "core/bus/deadletters.h"
#include "core/bus/eventstore.h"
#include "core/bus/inbox.h"
#include "core/message/eventsink.h"

#include <functional>

namespace weir::bus {

struct DurableBusSettings
{
    Duration groupCommit = std::chrono::milliseconds(5); ///< A submitted event waits for others at most so long.
    int groupSize = 1'000;                               ///< And for so many at most.
    Duration deadLetterPoll = std::chrono::seconds(1);   ///< How often replays that others asked for are looked for.
    Duration retention = std::chrono::hours(7 * 24);     ///< Of the event store; longer where a channel says so.
    int deadLetterCapacity = 1'000'000;                  ///< Above it the oldest dead letters go, with a warning.
    BrokerOptions broker;
};

/// Gives the key of order and partition of a message on a channel; empty for none.
using KeyOf = std::function<QString(const Message &message, const QString &channel)>;
/// Told the position of a submitted event once it is safe, or why it was not accepted.
using Submitted = std::function<void(const Result<std::int64_t> &position)>;
/// Handles a message of a subscription, here and now.
using ConsumerHandler = std::function<delivery::AttemptOutcome(const Delivery &delivery)>;

/// The broker with a database under it: an event that was accepted is delivered at least once even if the process is killed.
///
/// Accepting writes the event and one row for each of its copies in one transaction; an attempt that ends writes what follows
/// from it. Everything that is due is done by run(), which the owner calls when nextDeadline() comes and after anything else
/// was called. To be used in one thread. Civil time is that of the start plus what has elapsed: it never goes back.
class DurableBus : public EventSink
{
public:
    /// Takes up what \a store holds. Fails when another bus runs on the same database. What is passed by reference must
    /// outlive the bus. Copies whose subscription is not in \a catalog any more become dead letters.
    static Result<std::unique_ptr<DurableBus>> open(const Catalog &catalog, Store &store, const Clock &clock,
                                                    const DurableBusSettings &settings = {});
    ~DurableBus() override;

    /// Must be set before anything is published that has a key.
    void setKeyOf(KeyOf keyOf);
    /// Called by run() for each event once it is safe, in the order of positions: feeds an EventBus, streams.
    void setAccepted(std::function<void(const StoredEvent &event)> accepted);
    /// Called for each step of each copy once it is kept.
    void setChanged(std::function<void(const CopyChange &change)> changed);

    /// Accepts at once, with one wait for the disk; whatever was submitted before goes along.
    Result<std::int64_t> publish(const Message &message, const QString &channel) override;
    /// The same for all of \a events.
    std::vector<Result<std::int64_t>> publishSome(std::span<const OutgoingEvent> events) override;
    /// Accepts together with others: at the latest after `groupCommit`, in run().
    void submit(const Message &message, const QString &channel, Submitted done = {});
    /// Whether the last use of the database succeeded.
    bool isReachable() const override;

    const Broker &broker() const;
    void setHandOver(int subscription, HandOver handOver);
    /// run() calls \a handler for each attempt of \a subscription. An empty one: next() or pull() give them.
    void setHandler(int subscription, ConsumerHandler handler);

    /// Does what is due: group commit, time-outs, attempts of subscriptions with a handler, replays, a chunk of purging.
    Result<void> run();
    std::optional<TimePoint> nextDeadline() const;
    /// The attempts that begin now, of Driven subscriptions without a handler.
    Result<std::vector<Delivery>> next();
    Result<std::vector<Delivery>> pull(int subscription, int most);
    /// An attempt ended; it counts once run() or flush() has kept it. False when it does not count any more.
    bool finished(const Delivery &delivery, const delivery::AttemptOutcome &outcome);
    /// Keeps everything that happened so far: submitted events and ended attempts.
    Result<void> flush();

    EventStore &events();
    DeadLetters &deadLetters();
    Inbox &inbox();
    /// Deletes a chunk of what need not be kept any more; false when there was nothing.
    Result<bool> purge();
    /// Civil time that never goes back.
    TimePoint now() const;

private:
    class State;
    explicit DurableBus(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

} // namespace weir::bus
