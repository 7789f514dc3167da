// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/ceilings.h"

#include "core/rules/design.h"
#include "core/rules/retrybudget.h"

#include "core/delivery/effective.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace weir {

namespace {

constexpr double wantedLoad = 0.7;
constexpr double mostInstances = 1e6; ///< Beyond that it is no design any more.
constexpr double noCeiling = std::numeric_limits<double>::infinity();

} // namespace

std::optional<ServerNeed> serverNeedOf(const Design &design, int consumer)
{
    const Subscription *subscription = design.routing.consumers().at(consumer).subscription;
    const std::optional<double> rate = design.traffic().arriving.at(consumer);
    if (!subscription || !rate)
        return std::nullopt;
    const std::optional<double> each =
        secondsPerMessage(*subscription, delivery::policyOf(design.catalog, *subscription));
    if (!each || *each <= 0)
        return std::nullopt;
    const int concurrency = subscription->concurrency.value_or(1);
    ServerNeed need;
    need.rate = *rate;
    need.each = *each;
    need.servers = subscription->instances.value_or(1) * concurrency;
    need.instances = static_cast<int>(std::min(mostInstances, std::ceil(need.busy() / wantedLoad / concurrency)));
    return need;
}

double ceilingOf(const Outbox &outbox)
{
    const double poll = std::chrono::duration<double>(outbox.poll).count();
    const double publish = std::chrono::duration<double>(outbox.publishTime).count();
    if (outbox.mode == OutboxMode::Hardened)
        return publish > 0 ? outbox.relays / publish : noCeiling;
    if (poll <= 0)
        return noCeiling;
    return outbox.relays * outbox.batch / (std::max(1.0, std::ceil(outbox.batch * publish / poll)) * poll);
}

} // namespace weir
