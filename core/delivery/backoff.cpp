// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/backoff.h"

#include <cmath>

namespace weir::delivery {

namespace {

constexpr std::int64_t longest = std::numeric_limits<std::int64_t>::max();

std::int64_t added(std::int64_t value, std::int64_t step)
{
    return value > longest - step ? longest : value + step;
}

/// \a value rounded to whole nanoseconds.
std::int64_t rounded(double value)
{
    constexpr double limit = 9223372036854775807.0;
    if (!(value > 0))
        return 0;
    return value >= limit ? longest : static_cast<std::int64_t>(std::llround(value));
}

std::int64_t nanoseconds(Duration duration)
{
    return std::max<std::int64_t>(duration.count(), 0);
}

/// The delay after failure \a failure, neither capped nor jittered. \a factor is multiplier^(failure-1).
std::int64_t strategyDelay(const Backoff &backoff, int failure, double factor)
{
    const std::int64_t initial = nanoseconds(backoff.initialDelay);
    switch (backoff.type) {
    case RetryStrategy::None:
        return 0;
    case RetryStrategy::Fixed:
        return initial;
    case RetryStrategy::Linear: {
        const std::int64_t increment = nanoseconds(backoff.increment);
        const std::int64_t steps = failure - 1;
        return increment > 0 && steps > longest / increment ? longest : added(initial, increment * steps);
    }
    case RetryStrategy::Exponential:
        return factor == 1 ? initial : rounded(static_cast<double>(initial) * factor);
    case RetryStrategy::List:
        return backoff.delays.isEmpty()
            ? 0
            : nanoseconds(backoff.delays.at(std::min<qsizetype>(failure, backoff.delays.size()) - 1));
    }
    return 0;
}

/// How many delays can differ at most.
int distinctDelays(const Policy &policy)
{
    const int failures = std::clamp(policy.maxAttempts - 1, 0, maxDistinctDelays);
    switch (policy.strategy.type) {
    case RetryStrategy::None:
    case RetryStrategy::Fixed:
        return std::min(failures, 1);
    case RetryStrategy::List:
        return std::min(failures,
                        static_cast<int>(std::min<qsizetype>(policy.strategy.delays.size(), maxDistinctDelays)));
    case RetryStrategy::Linear:
    case RetryStrategy::Exponential:
        break;
    }
    return failures;
}

} // namespace

RetryPlan retryPlan(const Policy *policy)
{
    RetryPlan plan;
    if (!policy)
        return plan;
    const Backoff &backoff = policy->strategy;
    plan.maxAttempts = std::max(policy->maxAttempts, 1);
    plan.mode = policy->mode;
    plan.jitter = backoff.jitter;
    plan.maxDelay = backoff.maxDelay ? nanoseconds(*backoff.maxDelay) : 0;
    plan.maxAge = policy->maxAge ? nanoseconds(*policy->maxAge) : 0;

    double factor = 1;
    const int count = distinctDelays(*policy);
    for (int failure = 1; failure <= count; ++failure) {
        const std::int64_t delay = strategyDelay(backoff, failure, factor);
        plan.delays.push_back(plan.maxDelay > 0 ? std::min(delay, plan.maxDelay) : delay);
        factor *= std::max(backoff.multiplier, 0.0);
    }
    while (plan.delays.size() > 1 && plan.delays.back() == plan.delays[plan.delays.size() - 2])
        plan.delays.pop_back();
    plan.initialDelay = plan.delays.empty() ? 0 : plan.delays.front();
    return plan;
}

bool isNonRetryable(const Policy &policy, QStringView reason)
{
    const QStringView text = reason.trimmed();
    qsizetype end = 0;
    while (end < text.size() && !text.at(end).isSpace() && text.at(end) != u':' && text.at(end) != u',')
        ++end;
    const QStringView word = text.first(end);
    const bool isStatus =
        word.size() == 3 && std::all_of(word.begin(), word.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return std::any_of(policy.nonRetryable.begin(), policy.nonRetryable.end(), [&](const QString &entry) {
        const QStringView pattern = QStringView(entry).trimmed();
        if (pattern.isEmpty())
            return false;
        if (isStatus && pattern.size() == 3 && pattern.sliced(1).compare(u"xx", Qt::CaseInsensitive) == 0)
            return pattern.front() == word.front();
        return pattern.compare(text, Qt::CaseInsensitive) == 0 || pattern.compare(word, Qt::CaseInsensitive) == 0;
    });
}

} // namespace weir::delivery
