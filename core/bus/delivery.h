// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/message/message.h"

#include <QString>

#include <cstdint>
#include <memory>

namespace weir::bus {

/// Names one copy of an event at the broker, from 1.
using CopyId = std::int64_t;

/// An attempt that begins: hand the message to the subscription, then tell the broker how it ended.
struct Delivery
{
    CopyId copy = 0;
    int subscription = -1;       ///< Index into Broker::subscriptions().
    int attempt = 1;             ///< From 1: failures so far, and this one.
    std::uint64_t ticket = 0;    ///< Of this attempt alone: a late end of an earlier one is told apart.
    std::int64_t position = 0;   ///< Of the event, as it was accepted; 0: it has none.
    std::int64_t deadLetter = 0; ///< Id of the dead letter that is replayed; 0: this is no replay.
    QString channel;
    std::shared_ptr<const Message> message;
    TimePoint startedAt;
};

/// What happened to a copy.
enum class Fate : std::uint8_t {
    Started,   ///< An attempt began. For at-most-once that is the last word.
    Succeeded, ///< Handled; the copy is gone.
    Retrying,  ///< Failed; it is tried again at `nextAttempt`.
    Dead,      ///< Given up: for the dead letters.
    Lost,      ///< Failed under at-most-once; gone.
    Expired,   ///< Waited longer than the channel keeps it; gone.
    Dropped,   ///< Made room for a newer one (`dropOldest`); gone.
    Rejected,  ///< Found its channel full: for the dead letters.
    Duplicate, ///< Handled before, by a late attempt or under its id; gone without an effect.
};

/// Whether nothing of a copy with that fate is left at the broker.
bool isFinal(Fate fate);

/// One step in the life of a copy, for whoever keeps state, counts or shows it.
struct CopyChange
{
    Fate fate = Fate::Started;
    CopyId copy = 0;
    int subscription = -1; ///< Who had it, or would have had it first.
    int failures = 0;      ///< So far.
    Duration lastDelay{};  ///< `Retrying`: how long it waits.
    TimePoint nextAttempt; ///< `Retrying`: until when.
    TimePoint at;
    QString reason; ///< Of the failure; empty for none.
    QString channel;
    QString key;
    std::int64_t position = 0;
    std::int64_t deadLetter = 0;
    std::shared_ptr<const Message> message;
};

} // namespace weir::bus
