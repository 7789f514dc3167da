// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/message/message.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace weir {

/// An event as it was accepted.
struct StoredEvent
{
    std::int64_t position = 0; ///< From 1, increasing, in the order of acceptance; there may be holes.
    QString channel;
    Message message;
};

/// What was read from a position on.
struct EventBatch
{
    std::vector<StoredEvent> events; ///< By position.
    std::int64_t missed = 0; ///< Events after the asked position that are no longer kept; 0: nothing is missing.
};

/// Reads accepted events again, in order: replay, `Last-Event-ID`.
class EventReader
{
public:
    virtual ~EventReader() = default;

    /// Up to \a limit events after \a position (0: from the first one that is kept).
    virtual Result<EventBatch> readAfter(std::int64_t position, int limit) = 0;
    /// The position of the last accepted event; 0 when there was none.
    virtual Result<std::int64_t> lastPosition() = 0;
    /// The position of the event with \a id; nothing when it is not kept.
    virtual Result<std::optional<std::int64_t>> positionOf(const QString &id) = 0;
};

} // namespace weir
