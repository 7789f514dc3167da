// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/duration.h"

#include <QList>

namespace weir {

struct Outbox;
struct Policy;
struct Subscription;

/// What the retries of one subscription may cost, by arithmetic alone: before any simulation, without queueing.
struct RetryBudget
{
    Duration publish{};    ///< Until the message is published at worst: the outbox's poll and the rows before it.
    Duration handler{};    ///< One attempt at worst: the timeout, else the longest processing that the design states.
    int attempts = 1;      ///< In total, fewer than the policy's where its `maxAge` ends them.
    QList<Duration> waits; ///< Between attempts, at the upper end of the jitter.
    Duration waiting{};    ///< Sum of the waits.

    /// Until the last attempt has succeeded, or the message is a dead letter.
    Duration worst() const { return publish + attempts * handler + waiting; }
    /// The most attempts that end within \a limit; 0 when not even the first does.
    int attemptsWithin(Duration limit) const;

    bool operator==(const RetryBudget &) const = default;
};

/// The budget of \a subscription under \a policy (nullptr: one attempt) for messages that come through \a outbox
/// (nullptr: published directly).
RetryBudget retryBudget(const Subscription &subscription, const Policy *policy, const Outbox *outbox);

} // namespace weir
