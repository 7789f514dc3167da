// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/retrybudget.h"

#include "core/delivery/backoff.h"
#include "core/model/service.h"

#include <algorithm>

namespace weir {

namespace {

constexpr int maxAttemptsSummed = 10'000; ///< Policies beyond that never end in practice.

Duration longestWork(const Subscription &subscription)
{
    if (subscription.timeout)
        return *subscription.timeout;
    if (!subscription.processing)
        return {};
    const Distribution &work = *subscription.processing;
    Duration longest{};
    for (const std::optional<Duration> &stated : {work.mean, work.p50, work.p99, work.max})
        longest = std::max(longest, stated.value_or(Duration{}));
    return longest;
}

} // namespace

int RetryBudget::attemptsWithin(Duration limit) const
{
    Duration at = publish;
    int count = 0;
    while (count < attempts) {
        at += handler;
        if (at > limit)
            break;
        ++count;
        if (count < attempts)
            at += waits.at(count - 1);
    }
    return count;
}

RetryBudget retryBudget(const Subscription &subscription, const Policy *policy, const Outbox *outbox)
{
    RetryBudget budget;
    if (outbox)
        budget.publish = outbox->poll + outbox->batch * outbox->publishTime;
    budget.handler = longestWork(subscription);
    const delivery::RetryPlan plan = delivery::retryPlan(policy);
    std::int64_t previous = 0;
    const int most = std::clamp(plan.maxAttempts, 1, maxAttemptsSummed);
    while (budget.attempts < most) {
        const std::int64_t age = (budget.publish + budget.attempts * budget.handler + budget.waiting).count();
        const delivery::Decision next = plan.decide(budget.attempts, age, previous, 1.0);
        if (!next.isRetry())
            break;
        budget.waits.append(next.delay);
        budget.waiting += next.delay;
        previous = next.delay.count();
        ++budget.attempts;
    }
    return budget;
}

} // namespace weir
