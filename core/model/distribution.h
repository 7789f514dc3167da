// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/duration.h"

#include <QList>

#include <optional>

namespace weir {

enum class DistributionKind : quint8 {
    Constant,
    Uniform,
    Exponential,
    Erlang,
    Gamma,
    Lognormal,
    Weibull,
    Pareto,
    Empirical,
};

/// One bar of an empirical distribution.
struct DistributionBucket
{
    Duration upTo{};  ///< Upper edge; the lower edge is the bucket before, or 0.
    double share = 0; ///< Weight of the bucket, not negative; weights need not add up to 1.

    bool operator==(const DistributionBucket &) const = default;
};

/// How long something takes: a law and what is known of it. Which members matter depends on the kind: `mean` and `cv`,
/// or `p50` and `p99`, or the kind's own (`min` and `max`, `k`, `buckets`).
struct Distribution
{
    DistributionKind kind = DistributionKind::Exponential;
    std::optional<Duration> mean;
    std::optional<double> cv; ///< Coefficient of variation: standard deviation over mean.
    std::optional<Duration> p50, p99;
    std::optional<Duration> min, max;
    std::optional<double> k; ///< Shape: stages (erlang), shape (gamma, weibull, pareto).
    QList<DistributionBucket> buckets;

    bool operator==(const Distribution &) const = default;
};

/// What an SLA promises: a share of messages is done within a time.
struct Sla
{
    Duration within{};
    double share = 1; ///< 0 to 1.

    bool operator==(const Sla &) const = default;
};

} // namespace weir
