// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/policy.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <vector>

/// What "at least once" means, for the simulator and the bus alike.
namespace weir::delivery {

/// Delays a plan keeps apart; the last of them repeats for every later failure.
inline constexpr int maxDistinctDelays = 1024;

/// Why a message is not tried again.
enum class GiveUp : std::uint8_t {
    No,           ///< It is tried again.
    Attempts,     ///< It has failed `maxAttempts` times.
    Age,          ///< The next attempt would come later than `maxAge` after the message.
    NonRetryable, ///< Its reason of failure is one that no retry mends.
};

/// What follows a failure.
struct Decision
{
    GiveUp giveUp = GiveUp::No;
    std::chrono::nanoseconds delay{}; ///< Until the next attempt; 0 when given up.

    bool isRetry() const { return giveUp == GiveUp::No; }
    bool operator==(const Decision &) const = default;
};

/// A retry policy made ready for use: numbers only, cheap to ask. Delays that exceed 64 bits count as the longest.
struct RetryPlan
{
    int maxAttempts = 1; ///< In total, the first included; at least 1.
    RetryMode mode = RetryMode::Requeue;
    Jitter jitter = Jitter::None;
    std::int64_t initialDelay = 0;    ///< Nanoseconds after the first failure, without jitter.
    std::int64_t maxDelay = 0;        ///< Cap in nanoseconds; 0 is none.
    std::int64_t maxAge = 0;          ///< Nanoseconds; 0 is none.
    std::vector<std::int64_t> delays; ///< Nanoseconds after failure 1, 2, …, capped, without jitter; empty is 0.

    /// The wait after failure \a failure (from 1). \a previousDelay is the wait after the failure before, in nanoseconds,
    /// 0 for the first; only decorrelated jitter looks at it. \a uniform is in [0, 1).
    std::chrono::nanoseconds delay(int failure, std::int64_t previousDelay, double uniform) const;

    /// What follows failure \a failure (from 1) of a message that is \a age nanoseconds old.
    Decision decide(int failure, std::int64_t age, std::int64_t previousDelay, double uniform) const;

    bool operator==(const RetryPlan &) const = default;
};

/// \a policy as a plan; without a policy there is one attempt.
RetryPlan retryPlan(const Policy *policy);

/// Whether \a policy sends a message that failed for \a reason to the dead letters at once. An entry matches the reason
/// itself or its first word (`validation` matches `validation: no total`), letter case aside; `4xx` matches each status
/// from 400 to 499.
bool isNonRetryable(const Policy &policy, QStringView reason);

namespace detail {

/// A uniformly chosen part of \a span, which is not negative.
inline std::int64_t partOf(std::int64_t span, double uniform)
{
    return static_cast<std::int64_t>(static_cast<double>(span) * uniform);
}

inline std::int64_t tripled(std::int64_t value)
{
    constexpr std::int64_t longest = std::numeric_limits<std::int64_t>::max();
    return value > longest / 3 ? longest : 3 * value;
}

} // namespace detail

inline std::chrono::nanoseconds RetryPlan::delay(int failure, std::int64_t previousDelay, double uniform) const
{
    using std::chrono::nanoseconds;
    if (delays.empty())
        return nanoseconds(0);
    if (jitter == Jitter::Decorrelated) {
        const std::int64_t previous = std::max(previousDelay, initialDelay);
        const std::int64_t drawn = initialDelay + detail::partOf(detail::tripled(previous) - initialDelay, uniform);
        return nanoseconds(maxDelay > 0 ? std::min(maxDelay, drawn) : drawn);
    }
    const auto last = static_cast<std::int64_t>(delays.size());
    const std::int64_t base = delays[static_cast<std::size_t>(std::clamp<std::int64_t>(failure, 1, last) - 1)];
    if (jitter == Jitter::Full)
        return nanoseconds(detail::partOf(base, uniform));
    if (jitter == Jitter::Equal)
        return nanoseconds(base / 2 + detail::partOf(base - base / 2, uniform));
    return nanoseconds(base);
}

inline Decision RetryPlan::decide(int failure, std::int64_t age, std::int64_t previousDelay, double uniform) const
{
    if (failure >= maxAttempts)
        return {GiveUp::Attempts, {}};
    const std::chrono::nanoseconds wait = delay(failure, previousDelay, uniform);
    if (maxAge > 0 && (age > maxAge || wait.count() > maxAge - age))
        return {GiveUp::Age, {}};
    return {GiveUp::No, wait};
}

} // namespace weir::delivery
