// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bus/store.h"
#include "core/message/message.h"

#include <functional>
#include <span>

namespace weir::bus {

/// A message that a subscription could not handle.
struct DeadLetter
{
    std::int64_t id = 0;
    QByteArray originalEvent; ///< The envelope, byte for byte as it was delivered.
    QString failureReason;
    TimePoint failedAt;
    int retryCount = 0; ///< Failed attempts, those of replays included.
    QString originalQueue;
    QString subscription; ///< Path of the subscription that failed, the only one it can be replayed to.
    QString channel;      ///< Where dead letters of the subscription go.
    QString eventId, eventType;
    QString partitionKey;
    bool isReplaying = false;          ///< It is on its way to the subscription; it goes when that has acknowledged it.
    std::optional<TimePoint> replayAt; ///< Not before.
    bool isEdited = false;             ///< `originalEvent` was changed since.

    Result<Message> message() const;
    /// `{"originalEvent": …, "failureReason", "failedAt", "retryCount", "originalQueue"}`, the event's bytes as they are.
    QByteArray entryJson() const;
    bool operator==(const DeadLetter &) const = default;
};

/// Which dead letters; an empty member does not restrict.
struct DeadLetterFilter
{
    QString subscription{};
    QString eventType{};
    QString reason{}; ///< The group it belongs to: DeadLetterGroup::reason.
    QString text{};   ///< Occurs in the reason or the event, letter case aside.
    QList<qint64> ids{};
    std::optional<TimePoint> since{};
    std::int64_t after = 0; ///< Ids above: for the next page.
    int limit = 1'000;
};

/// Dead letters that failed for one reason.
struct DeadLetterGroup
{
    QString reason; ///< With digits that differ from event to event as `#`.
    QString subscription;
    std::int64_t count = 0;
    TimePoint first, last;
};

/// The dead letters: the table `dead_letters`. Replaying is done by whichever bus runs on the database: here it is asked for.
class DeadLetters
{
public:
    /// \a store and \a clock must outlive it.
    DeadLetters(Store &store, const Clock &clock) : m_store(store), m_clock(clock) {}

    /// Keeps \a letters, in the transaction that is open or in one of their own.
    Result<void> add(std::span<const DeadLetter> letters);

    /// The oldest first.
    Result<QList<DeadLetter>> list(const DeadLetterFilter &filter = {});
    Result<std::optional<DeadLetter>> find(std::int64_t id);
    /// The largest groups first.
    Result<QList<DeadLetterGroup>> groups(const DeadLetterFilter &filter = {});
    Result<std::int64_t> count(const DeadLetterFilter &filter = {});

    /// Replaces the event by \a envelope, which must be valid, keep the id and the type, and not be on its way.
    Result<void> edit(std::int64_t id, const QByteArray &envelope);
    /// Asks for those that \a filter gives to be handed to the subscriptions that failed, at most \a rate each second (0:
    /// unbounded). Gives how many; those that are on their way already do not count.
    Result<int> replay(const DeadLetterFilter &filter, double rate = 0);
    /// Takes that back for those that have not been handed over.
    Result<int> cancelReplay(const DeadLetterFilter &filter);
    /// Removes those that \a filter gives and are not on their way; \a reason must say why, and is logged. Gives how many.
    Result<int> discard(const DeadLetterFilter &filter, const QString &reason);
    /// Writes those that \a filter gives (its limit aside) as NDJSON to \a write, which says whether to go on.
    Result<std::int64_t> exportTo(const DeadLetterFilter &filter, const std::function<bool(QByteArrayView)> &write);

    /// For the bus: replays that are due, \a most at most.
    Result<QList<DeadLetter>> dueReplays(TimePoint now, int most);
    /// When the next replay is due.
    Result<std::optional<TimePoint>> nextReplay();
    /// The subscription has acknowledged it.
    Result<void> acknowledged(std::int64_t id);
    /// The replay failed for good, \a retryCount times: it is a dead letter again.
    Result<void> failedAgain(std::int64_t id, const QString &reason, int retryCount, TimePoint at);
    /// Deletes up to \a most that failed before \a before and are not on their way; gives how many.
    Result<int> purge(TimePoint before, int most);

private:
    Store &m_store;
    const Clock &m_clock;
};

} // namespace weir::bus
