// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

/// The physical limit: each model as one hand-written loop that keeps nothing but a mean and a histogram of the wait. What
/// a general engine with full statistics costs is measured against it.
namespace weir::bench {

/// What a loop saw, to check that it computes the same model.
struct BareResult
{
    std::uint64_t events = 0; ///< Arrivals, completions, retry timers.
    double meanWait = 0;      ///< In mean service times.
    double p99Wait = 0;
};

/// M/M/c at 0.9 of its capacity (M1: one server, M2: eight).
BareResult bareQueue(int servers, std::uint64_t customers, std::uint64_t seed);

/// A topic with five subscriptions of four servers, each at 0.9 (M3).
BareResult bareTopic(std::uint64_t publications, std::uint64_t seed);

/// M/M/4, a fifth of the attempts fails, three attempts, backoff of 2 and 4, dead letters (M4).
BareResult bareRetry(std::uint64_t customers, std::uint64_t seed);

/// Hold model on a bare heap (M5): \a pending events, each replaced by one an exponential time later.
BareResult bareHold(std::uint64_t pending, std::uint64_t holds, std::uint64_t seed);

} // namespace weir::bench
