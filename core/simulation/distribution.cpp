// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/distribution.h"

#include "core/base/exactmath.h"
#include "core/statistics/specialfunctions.h"

#include <cmath>
#include <limits>

namespace weir::sim {

namespace {

using Kind = Distribution::Kind;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double logOfTwo = 0x1.62e42fefa39efp-1;
constexpr double logOfFifty = 3.912023005428146;
constexpr double logOfHundred = 4.605170185988092;
constexpr double normalP99 = 2.3263478740408408;

/// E[X^n] of a Weibull law with scale 1: Gamma(1 + n / shape).
double weibullMoment(double n, double shape)
{
    return exact::exp(exact::logGamma(1 + n / shape));
}

double weibullCv(double shape)
{
    const double mean = weibullMoment(1, shape);
    return std::sqrt(std::max(0.0, weibullMoment(2, shape) / (mean * mean) - 1));
}

/// Where a falling function reaches \a wanted between \a low and \a high, by bisection on the logarithm.
template<typename Function>
double solveFalling(Function function, double wanted, double low, double high)
{
    for (int i = 0; i < 200 && high / low > 1 + 1e-15; ++i) {
        const double middle = std::sqrt(low * high);
        (function(middle) > wanted ? low : high) = middle;
    }
    return std::sqrt(low * high);
}

Distribution weibull(double mean, double shape)
{
    return {Kind::Weibull, mean / weibullMoment(1, shape), shape, {}};
}

Distribution pareto(double mean, double shape)
{
    return {Kind::Pareto, mean * (shape - 1) / shape, shape, {}};
}

std::optional<Distribution> gammaFromQuantiles(double p50, double p99)
{
    const auto ratio = [](double shape) { return gammaQuantile(0.99, shape) / gammaQuantile(0.5, shape); };
    constexpr double least = 0.05, largest = 1e6;
    if (p99 / p50 > ratio(least) || p99 / p50 < ratio(largest))
        return std::nullopt;
    const double shape = solveFalling(ratio, p99 / p50, least, largest);
    return Distribution{Kind::Gamma, p50 / gammaQuantile(0.5, shape), shape, {}};
}

} // namespace

Distribution Distribution::empirical(const std::vector<std::pair<double, double>> &edgesAndWeights)
{
    Distribution law{Kind::Empirical, 0, 0, {}};
    double total = 0;
    for (const auto &[edge, weight] : edgesAndWeights)
        total += weight;
    double sum = 0;
    for (const auto &[edge, weight] : edgesAndWeights) {
        sum += weight;
        law.points.emplace_back(edge, total > 0 ? sum / total : 1);
    }
    return law;
}

std::optional<Distribution> Distribution::fromShape(Kind kind, double mean, double shape)
{
    if (!(mean >= 0) || !(shape > 0) || !(shape < infinity))
        return std::nullopt;
    switch (kind) {
    case Kind::Erlang: {
        const double stages = std::floor(shape + 0.5);
        return stages < 1 ? std::nullopt : std::optional(Distribution{kind, mean / stages, stages, {}});
    }
    case Kind::Gamma:
        return Distribution{kind, mean / shape, shape, {}};
    case Kind::Weibull:
        return shape < 0.01 ? std::nullopt : std::optional(weibull(mean, shape));
    case Kind::Pareto:
        return shape > 1 ? std::optional(pareto(mean, shape)) : std::nullopt;
    default:
        return std::nullopt;
    }
}

std::optional<Distribution> Distribution::fromMeanAndCv(Kind kind, double mean, double cv)
{
    if (!(mean >= 0) || !(cv >= 0) || !(cv < infinity) || !(mean < infinity))
        return std::nullopt;
    const double square = cv * cv;
    switch (kind) {
    case Kind::Constant:
        return cv == 0 ? std::optional(constant(mean)) : std::nullopt;
    case Kind::Exponential:
        return cv == 1 ? std::optional(exponential(mean)) : std::nullopt;
    case Kind::Uniform: {
        const double half = mean * cv * std::sqrt(3.0);
        return half <= mean * (1 + 1e-9) ? std::optional(uniform(std::max(0.0, mean - half), mean + half))
                                         : std::nullopt;
    }
    case Kind::Erlang:
        return cv > 0 && cv <= 1 ? fromShape(kind, mean, 1 / square) : std::nullopt;
    case Kind::Gamma:
        return cv > 0 ? fromShape(kind, mean, 1 / square) : std::nullopt;
    case Kind::Lognormal: {
        const double variance = exact::log(1 + square);
        return mean > 0 ? std::optional(Distribution{kind, exact::log(mean) - variance / 2, std::sqrt(variance), {}})
                        : std::optional(constant(0));
    }
    case Kind::Weibull:
        return cv >= 0.02 && cv <= 20 ? std::optional(weibull(mean, solveFalling(weibullCv, cv, 0.1, 100)))
                                      : std::nullopt;
    case Kind::Pareto:
        return cv > 0 ? std::optional(pareto(mean, 1 + std::sqrt(1 + 1 / square))) : std::nullopt;
    case Kind::Empirical:
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Distribution> Distribution::fromQuantiles(Kind kind, double p50, double p99)
{
    if (!(p50 > 0) || !(p99 >= p50) || !(p99 < infinity))
        return std::nullopt;
    if (kind == Kind::Constant)
        return constant(p50);
    if (kind == Kind::Exponential)
        return exponential(p50 / logOfTwo);
    if (p99 == p50)
        return std::nullopt;
    const double logRatio = exact::log(p99 / p50);
    switch (kind) {
    case Kind::Uniform: {
        const double width = (p99 - p50) / 0.49;
        return width <= 2 * p50 ? std::optional(uniform(p50 - width / 2, p50 + width / 2)) : std::nullopt;
    }
    case Kind::Lognormal:
        return Distribution{kind, exact::log(p50), logRatio / normalP99, {}};
    case Kind::Weibull: {
        const double shape = exact::log(logOfHundred / logOfTwo) / logRatio;
        return Distribution{kind, p50 / exact::pow(logOfTwo, 1 / shape), shape, {}};
    }
    case Kind::Pareto: {
        const double shape = logOfFifty / logRatio;
        return Distribution{kind, p50 * exact::pow(0.5, 1 / shape), shape, {}};
    }
    case Kind::Gamma:
        return gammaFromQuantiles(p50, p99);
    case Kind::Erlang: {
        const std::optional<Distribution> gamma = gammaFromQuantiles(p50, p99);
        if (!gamma || gamma->b < 0.75)
            return std::nullopt;
        const double stages = std::max(1.0, std::floor(gamma->b + 0.5));
        return Distribution{kind, p50 / gammaQuantile(0.5, stages), stages, {}};
    }
    default:
        return std::nullopt;
    }
}

double Distribution::mean() const
{
    switch (kind) {
    case Kind::Constant:
        return a;
    case Kind::Uniform:
        return (a + b) / 2;
    case Kind::Exponential:
        return a;
    case Kind::Erlang:
    case Kind::Gamma:
        return a * b;
    case Kind::Lognormal:
        return exact::exp(a + b * b / 2);
    case Kind::Weibull:
        return a * weibullMoment(1, b);
    case Kind::Pareto:
        return b > 1 ? a * b / (b - 1) : infinity;
    case Kind::Empirical: {
        double low = a, before = 0, sum = 0;
        for (const auto &[edge, share] : points) {
            sum += (share - before) * (low + edge) / 2;
            low = edge;
            before = share;
        }
        return points.empty() ? a : sum;
    }
    }
    return 0;
}

double Distribution::cv() const
{
    switch (kind) {
    case Kind::Constant:
        return 0;
    case Kind::Uniform:
        return a + b > 0 ? (b - a) / ((a + b) * std::sqrt(3.0)) : 0;
    case Kind::Exponential:
        return 1;
    case Kind::Erlang:
    case Kind::Gamma:
        return 1 / std::sqrt(b);
    case Kind::Lognormal:
        return std::sqrt(exact::exp(b * b) - 1);
    case Kind::Weibull:
        return weibullCv(b);
    case Kind::Pareto:
        return b > 2 ? 1 / std::sqrt(b * (b - 2)) : infinity;
    case Kind::Empirical: {
        const double m = mean();
        double low = a, before = 0, square = 0;
        for (const auto &[edge, share] : points) {
            square += (share - before) * (low * low + low * edge + edge * edge) / 3;
            low = edge;
            before = share;
        }
        return m > 0 ? std::sqrt(std::max(0.0, square / (m * m) - 1)) : 0;
    }
    }
    return 0;
}

} // namespace weir::sim
