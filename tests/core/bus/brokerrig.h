// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/bus/events.h"

#include "core/bus/broker.h"

#include <algorithm>

namespace weir::test {

/// Gives every attempt to a function, at the instants at which the broker has something to do.
class BrokerRig
{
public:
    explicit BrokerRig(const Catalog &catalog, const bus::BrokerOptions &options = {}) : broker(catalog, options) {}

    Result<bus::Admission> publish(const QString &id, const QString &key = {},
                                   const QString &type = QStringLiteral("order.placed"))
    {
        return broker.publish({eventOf(id, type), {}, key, 0}, now);
    }
    /// Until nothing happens by itself any more, or \a end.
    template<typename Handler>
    void run(Handler handler, TimePoint end = TimePoint(std::chrono::hours(1)))
    {
        while (true) {
            for (const bus::Delivery &delivery : broker.next(now))
                broker.finished(delivery, handler(delivery), now);
            const std::optional<TimePoint> next = broker.nextDeadline();
            if (!next || *next > end)
                break;
            now = std::max(now, *next);
        }
        note();
    }
    void note()
    {
        for (const bus::CopyChange &change : broker.takeChanges())
            changes.push_back(change);
    }
    int count(bus::Fate fate) const
    {
        return int(
            std::count_if(changes.begin(), changes.end(), [&](const bus::CopyChange &c) { return c.fate == fate; }));
    }

    bus::Broker broker;
    TimePoint now{};
    std::vector<bus::CopyChange> changes;
};

inline const QByteArray oneWorker =
    R"([{"id": "one", "channel": "orders", "events": ["order.placed"], "policy": "processing"}])";

inline delivery::AttemptOutcome succeed(const bus::Delivery &)
{
    return delivery::AttemptOutcome::success();
}

inline delivery::AttemptOutcome failing(const bus::Delivery &)
{
    return delivery::AttemptOutcome::failure(QStringLiteral("no connection"));
}

} // namespace weir::test
