// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace weir {

/// One attempt to deliver an event to a webhook.
struct DeliveryAttempt
{
    QString webhook; ///< Id of the outgoing webhook.
    QString event;   ///< Id of the event.
    QString type;    ///< Its event type.
    int attempt = 1; ///< From 1.
    TimePoint startedAt;
    Duration latency{};
    int status = 0; ///< Of the answer; 0 when there was none.
    QString error;  ///< Why it failed; empty when it succeeded.
    std::optional<TimePoint> nextAttemptAt;

    bool operator==(const DeliveryAttempt &) const = default;
};

/// Which attempts to give; an empty member does not restrict.
struct DeliveryAttemptFilter
{
    QString webhook{};
    QString event{};
    bool failedOnly = false;
    std::optional<TimePoint> since{};
    int limit = 1'000;
};

/// Keeps each attempt of each webhook delivery.
class DeliveryLog
{
public:
    virtual ~DeliveryLog() = default;

    virtual Result<void> record(const DeliveryAttempt &attempt) = 0;
    /// The newest first.
    virtual Result<std::vector<DeliveryAttempt>> attempts(const DeliveryAttemptFilter &filter) = 0;
};

} // namespace weir
