// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bus/consumerplan.h"

#include "core/delivery/acceptance.h"
#include "core/delivery/effective.h"

#include <algorithm>

namespace weir::bus {

namespace {

/// Attempts at a time at most, as in the simulator.
constexpr int mostServers = 100'000;

int serversOf(const Subscription &subscription)
{
    const int concurrency = std::max(1, subscription.concurrency.value_or(1));
    // An instance never holds more than it prefetches.
    const int held = std::min(concurrency, std::max(1, subscription.prefetch.value_or(concurrency)));
    const qint64 servers = qint64(std::max(1, subscription.instances.value_or(1))) * held;
    return static_cast<int>(std::min<qint64>(servers, mostServers));
}

} // namespace

bool ConsumerPlan::acceptsVersion(int version) const
{
    return !receives || delivery::acceptsVersion(*receives, version);
}

std::vector<ConsumerPlan> consumerPlans(const Catalog &catalog)
{
    std::vector<ConsumerPlan> plans;
    const delivery::Routing routing(catalog);
    for (const delivery::Consumer &consumer : routing.consumers()) {
        if (consumer.stream || (consumer.webhook && !consumer.webhook->active))
            continue;
        ConsumerPlan plan;
        plan.path = consumer.path;
        plan.element = consumer.element;
        plan.channel = consumer.channel;
        plan.patterns = consumer.patterns;
        const Policy *policy = nullptr;
        if (consumer.subscription) {
            const Subscription &receives = *consumer.subscription;
            plan.receives = receives;
            plan.servers = serversOf(receives);
            plan.ordered = receives.ordered;
            plan.timeout = receives.timeout.value_or(Duration::zero());
            plan.visibilityTimeout = receives.visibilityTimeout.value_or(Duration::zero());
            plan.deadLetter = delivery::deadLetterOf(catalog, receives);
            policy = delivery::policyOf(catalog, receives);
        } else {
            const Webhook &webhook = *consumer.webhook;
            plan.servers = std::clamp(webhook.concurrency.value_or(1), 1, mostServers);
            plan.ordered = webhook.ordered;
            plan.timeout = webhook.timeout.value_or(Duration::zero());
            plan.breaker = webhook.breaker;
            plan.rateLimit = webhook.rateLimit.value_or(0);
            policy = delivery::policyOf(catalog, webhook);
        }
        if (plan.deadLetter.isEmpty())
            plan.deadLetter = plan.path + QStringLiteral(".dlq");
        plan.retry = delivery::retryPlan(policy);
        if (policy)
            plan.policy = *policy;
        plans.push_back(std::move(plan));
    }
    return plans;
}

} // namespace weir::bus
