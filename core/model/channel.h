// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/duration.h"
#include "core/base/jsonvalue.h"

#include <QString>

#include <optional>

namespace weir {

enum class ChannelKind : quint8 { Queue, Topic };
enum class Guarantee : quint8 { AtMostOnce, AtLeastOnce, EffectivelyOnce };
enum class Overflow : quint8 { Reject, DropOldest };

/// A named pipe between producers and consumers (EIP: Message Channel).
struct Channel
{
    QString id;
    QString name;
    ChannelKind kind = ChannelKind::Topic;
    QString address;                    ///< AsyncAPI channel address; may hold `{parameters}`.
    std::optional<Guarantee> guarantee; ///< The project's default, then at-least-once when absent.
    std::optional<int> partitions;
    std::optional<int> capacity; ///< Unacknowledged messages: waiting and in processing; absent is unbounded.
    Overflow overflow = Overflow::Reject;
    std::optional<Duration> ttl; ///< Older messages are dropped; absent keeps for ever.
    std::optional<Duration> retention;
    std::optional<Duration> latency; ///< From publish to the subscriber's queue.
    QString policy;                  ///< Default retry policy of its subscriptions.
    QString deadLetter;              ///< Channel for dead letters.
    JsonValue bindings;              ///< AsyncAPI bindings, verbatim.

    QString title() const { return name.isEmpty() ? id : name; }
    bool operator==(const Channel &) const = default;
};

} // namespace weir

Q_DECLARE_TYPEINFO(weir::Channel, Q_RELOCATABLE_TYPE);
