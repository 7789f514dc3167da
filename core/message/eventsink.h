// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/message/message.h"

#include <cstdint>
#include <span>
#include <vector>

namespace weir {

/// An event on its way to a sink; \ref channel is as in EventSink::publish().
struct OutgoingEvent
{
    Message message;
    QString channel;
};

/// Where events are handed over for delivery: an embedded bus, a webhook, a broker.
class EventSink
{
public:
    virtual ~EventSink() = default;

    /// Hands \a message over on \a channel (empty: the channels that the design publishes its type on). Success means that the
    /// event is safe: it is delivered at least once even if the process ends now. Gives the position that the event has in
    /// the order of all accepted ones, from 1; a sink without positions gives 0. An event whose id was accepted before is
    /// not accepted again: its first position is given.
    virtual Result<std::int64_t> publish(const Message &message, const QString &channel) = 0;

    /// Publishes the first ones of \a events, in order and at least one, and gives an answer for each of those. A sink that
    /// can keep several with one wait for the disk takes them together. \a events must not be empty.
    virtual std::vector<Result<std::int64_t>> publishSome(std::span<const OutgoingEvent> events)
    {
        return {publish(events.front().message, events.front().channel)};
    }

    /// After a publish() that failed: false when nothing could be published now, whatever the event. A relay then waits
    /// instead of giving the event up.
    virtual bool isReachable() const { return true; }
};

} // namespace weir
