// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/assertions.h"

namespace weir {

/// What is promised of a subscription's latency: a share of its messages is done within a time.
struct LatencyTarget
{
    double within = 0; ///< Seconds.
    double share = 1;  ///< 0 to 1, below 1 for what theory can answer.
};

/// What queueing theory says of sizes, before anything is simulated: each station alone, arrivals Poisson, no faults.
class SizingEstimate
{
public:
    /// \a assertions are the promises of the run; those on percentiles, shares and means of latencies are looked at,
    /// and the SLAs of the design.
    SizingEstimate(const BuiltNetwork &built, const std::vector<BoundAssertion> &assertions);

    /// Instances of subscription \a index that keep its targets (Erlang C, corrected after Allen & Cunneen, with the
    /// rate that retries inflate); without a target, or with one that no number keeps, those that are busy at most 80 %.
    int instances(std::size_t index) const;
    /// Instances with which subscription \a index just keeps up in the mean: at least 1.
    int leastInstances(std::size_t index) const;
    /// The largest factor on the whole load with which every station keeps its targets; 0 when there is none.
    double loadFactor() const;
    /// Seconds that subscriptions may be cut off without missing a target in a run that measures \a measured seconds;
    /// nothing when nothing is promised. A backlog of `lambda d` is gone after `d / (1 - rho)`: of what is transacted
    /// meanwhile, the part that is later than `within` comes from the first `(d - within) / (1 - rho)` seconds.
    std::optional<double> outage(double measured) const;

private:
    double concurrency(std::size_t index) const;
    /// Seconds within which a share \a share of messages is done with \a servers and \a factor times the load.
    double latency(std::size_t index, double servers, double share, double factor) const;
    bool keeps(std::size_t index, double servers, double factor) const;
    void addTargets(const BoundAssertion &bound);

    const BuiltNetwork &m_built;
    std::vector<double> m_offered, m_outboxDelay;
    std::vector<std::vector<LatencyTarget>> m_targets; ///< By subscription.
};

} // namespace weir
