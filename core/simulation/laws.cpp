// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/laws.h"

#include "core/base/exactmath.h"

#include <cmath>

namespace weir {

namespace {

using Law = sim::Distribution;

double nanoseconds(Duration duration)
{
    return static_cast<double>(duration.count());
}

Law::Kind kindOf(DistributionKind kind)
{
    switch (kind) {
    case DistributionKind::Constant:
        return Law::Kind::Constant;
    case DistributionKind::Uniform:
        return Law::Kind::Uniform;
    case DistributionKind::Exponential:
        return Law::Kind::Exponential;
    case DistributionKind::Erlang:
        return Law::Kind::Erlang;
    case DistributionKind::Gamma:
        return Law::Kind::Gamma;
    case DistributionKind::Lognormal:
        return Law::Kind::Lognormal;
    case DistributionKind::Weibull:
        return Law::Kind::Weibull;
    case DistributionKind::Pareto:
        return Law::Kind::Pareto;
    case DistributionKind::Empirical:
        return Law::Kind::Empirical;
    }
    return Law::Kind::Constant;
}

/// Shape a law has when only its mean is given: one that its kind is usually taken with.
std::optional<Law> withUsualShape(Law::Kind kind, double mean)
{
    switch (kind) {
    case Law::Kind::Constant:
        return Law::constant(mean);
    case Law::Kind::Uniform:
        return Law::uniform(0, 2 * mean);
    case Law::Kind::Exponential:
        return Law::exponential(mean);
    case Law::Kind::Pareto:
        return Law::fromShape(kind, mean, 2.5);
    case Law::Kind::Empirical:
        return std::nullopt;
    default:
        return Law::fromMeanAndCv(kind, mean, kind == Law::Kind::Lognormal ? 1.0 : 0.5);
    }
}

std::optional<Law> fromBuckets(const Distribution &distribution)
{
    std::vector<std::pair<double, double>> edges;
    double last = distribution.min ? nanoseconds(*distribution.min) : 0;
    double weight = 0;
    for (const DistributionBucket &bucket : distribution.buckets) {
        const double edge = nanoseconds(bucket.upTo);
        if (edge <= last || !(bucket.share >= 0))
            return std::nullopt;
        edges.emplace_back(edge, bucket.share);
        last = edge;
        weight += bucket.share;
    }
    if (!(weight > 0))
        return std::nullopt;
    return Law::empirical(edges);
}

std::optional<Law> fromBounds(const Distribution &distribution)
{
    const double least = distribution.min ? nanoseconds(*distribution.min) : 0;
    const double largest = nanoseconds(*distribution.max);
    return least >= 0 && least <= largest ? std::optional(Law::uniform(least, largest)) : std::nullopt;
}

} // namespace

bool isUnsized(const Distribution &distribution)
{
    return !distribution.mean && !distribution.p50 && !distribution.p99 && !distribution.max
        && distribution.buckets.isEmpty();
}

std::optional<Law> lawOf(const Distribution &distribution)
{
    const Law::Kind kind = kindOf(distribution.kind);
    if (kind == Law::Kind::Empirical)
        return fromBuckets(distribution);
    if (kind == Law::Kind::Uniform && distribution.max)
        return fromBounds(distribution);
    if (distribution.p50 && distribution.p99)
        return Law::fromQuantiles(kind, nanoseconds(*distribution.p50), nanoseconds(*distribution.p99));
    if (!distribution.mean && distribution.p50 && kind == Law::Kind::Constant)
        return Law::constant(nanoseconds(*distribution.p50));
    if (!distribution.mean || distribution.mean->count() < 0)
        return std::nullopt;
    const double mean = nanoseconds(*distribution.mean);
    if (mean == 0)
        return Law::constant(0);
    if (distribution.k && kind != Law::Kind::Constant && kind != Law::Kind::Exponential)
        return Law::fromShape(kind, mean, *distribution.k);
    if (distribution.cv)
        return Law::fromMeanAndCv(kind, mean, *distribution.cv);
    return withUsualShape(kind, mean);
}

Law scaledLaw(const Law &law, double factor)
{
    Law scaled = law;
    switch (law.kind) {
    case Law::Kind::Lognormal:
        scaled.a = law.a + exact::log(factor);
        break;
    case Law::Kind::Uniform:
        scaled.a = law.a * factor;
        scaled.b = law.b * factor;
        break;
    default:
        scaled.a = law.a * factor;
        break;
    }
    for (auto &[edge, share] : scaled.points)
        edge *= factor;
    return scaled;
}

} // namespace weir
