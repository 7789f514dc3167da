// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/message/message.h"

#include <cstdint>

namespace weir {

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

    /// After a publish() that failed: false when nothing could be published now, whatever the event. A relay then waits
    /// instead of giving the event up.
    virtual bool isReachable() const { return true; }
};

} // namespace weir
