// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/backoff.h"
#include "core/delivery/eventpattern.h"
#include "core/delivery/routing.h"

namespace weir::bus {

/// One subscription of the broker with everything that holds for it once channel and project are taken into account.
struct ConsumerPlan
{
    QString path;       ///< `billing/bill`, `webhooks/partner`.
    ElementRef element; ///< The service or webhook.
    QString channel;    ///< Empty for outgoing webhooks: they hear all channels.
    QList<delivery::EventPattern> patterns;
    int servers = 1; ///< Attempts at a time: instances x concurrency, at least 1.
    delivery::RetryPlan retry;
    std::optional<Policy> policy;         ///< Where `retry` comes from; asked for reasons that no retry mends.
    bool ordered = false;                 ///< A message that waits for its retry holds up those of its partition.
    Duration timeout{};                   ///< From the start of an attempt; 0: none.
    Duration visibilityTimeout{};         ///< The same, after which the message goes to somebody else; 0: none.
    QString deadLetter;                   ///< Channel of its dead letters; `<path>.dlq` where the design names none.
    std::optional<Subscription> receives; ///< As it was designed; nothing for a webhook.
    std::optional<Breaker> breaker;
    double rateLimit = 0; ///< Attempts started each second at most; 0: unbounded.

    /// Whether it can handle that schema version, itself or by its upcasters.
    bool acceptsVersion(int version) const;
};

/// The subscriptions of \a catalog and its active outgoing webhooks, in the order of Routing.
std::vector<ConsumerPlan> consumerPlans(const Catalog &catalog);

} // namespace weir::bus
