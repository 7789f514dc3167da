// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/distribution.h"

#include <QHash>
#include <QList>

#include <optional>

namespace weir {

struct Design;
struct Policy;
struct Service;
struct Subscription;

/// Mean seconds of \a distribution as far as it says so by itself: its `mean`, the middle of `min` and `max`, or the mean
/// of the lognormal with its `p50` and `p99`. Nothing for others.
std::optional<double> statedMean(const Distribution &distribution);

/// Seconds that \a subscription holds a server for one message in the mean, its attempts and, where retries block, its
/// waits included. Nothing when the design does not say how long the work takes.
std::optional<double> secondsPerMessage(const Subscription &subscription, const Policy *policy);

/// How many messages each second go where, as far as the design says: loads of publications and operations, passed on by
/// follow-up events. Nothing where some producer does not say its rate, or where a circle of events keeps growing.
struct Traffic
{
    explicit Traffic(const Design &design);

    QList<std::optional<double>> published;    ///< By producer of the routing.
    QList<std::optional<double>> arriving;     ///< By consumer; on a queue its share by servers.
    QHash<const Service *, double> outboxRows; ///< By service with an outbox, where all its rates are known.
};

} // namespace weir
