// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/durablebus.h"

#include <deque>
#include <set>

namespace weir::bus {

/// What a durable bus holds between its calls.
class DurableBus::State
{
public:
    State(const Catalog &catalog, Store &database, const Clock &time, const DurableBusSettings &wanted);

    struct Submission
    {
        Message message;
        QString channel;
        Submitted done;
    };
    /// A submission that the broker has taken and the database has not kept yet.
    struct Accepting
    {
        std::size_t submission = 0;
        QString key;
        QString channel;
        Admission admission;
        std::int64_t position = 0;
    };

    TimePoint now() const { return startedAt + (clock.elapsed() - startedElapsed); }

    // Keeping: durablebuskeeping.cpp
    Result<void> takeUp();
    Result<void> goOn(const KeptCopy &copy);
    Result<void> flush();
    Result<void> keep(std::vector<Submission> &submissions, std::vector<Result<std::int64_t>> &results,
                      std::vector<Accepting> &accepted);
    Result<void> accept(std::vector<Submission> &submissions, std::vector<Result<std::int64_t>> &results,
                        std::vector<Accepting> &accepted);
    Result<void> keepCopies(const std::vector<Accepting> &accepted);
    Result<void> keepChanges();
    Result<void> keepReplay(const CopyChange &change);
    Result<void> checkFence();
    DeadLetter deadLetterOf(const CopyChange &change) const;
    void tell();
    Result<bool> purge();

    // Running: durablebus.cpp
    void collectChanges();
    Result<void> startReplays();
    Result<void> start();
    bool isDue(TimePoint at) const { return at <= now(); }

    Store &store;
    const Clock &clock;
    DurableBusSettings settings;
    Broker broker;
    EventStore events;
    DeadLetters dead;
    Inbox inbox;
    KeyOf keyOf;
    std::function<void(const StoredEvent &)> accepted;
    std::function<void(const CopyChange &)> changed;
    std::vector<ConsumerHandler> handlers; ///< By subscription; empty: none.
    std::vector<bool> atMostOnce;          ///< By subscription.

    std::vector<Submission> submitted;
    std::vector<CopyChange> unsaved;
    std::optional<TimePoint> oldestUnsaved; ///< Of both.
    std::vector<Delivery> ready;            ///< Begun, and not yet asked for.
    std::set<std::int64_t> replaying;       ///< Dead letters that are at the broker.
    std::deque<StoredEvent> acceptedToTell;
    std::deque<CopyChange> changesToTell;
    bool isTelling = false;
    bool isReachable = true;

    TimePoint startedAt;
    Duration startedElapsed{};
    std::int64_t fence = 0;
    TimePoint nextReplayLook, nextPurge;
};

} // namespace weir::bus
