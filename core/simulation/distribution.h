// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace weir::sim {

/// A law of non-negative durations in nanoseconds, by its own parameters.
///
/// Build one with the named functions, from mean and coefficient of variation, or from median and 99th percentile.
/// Values are drawn by `Sampler`.
struct Distribution
{
    enum class Kind : std::uint8_t {
        Constant,    ///< a: the value.
        Uniform,     ///< a: least, b: largest value.
        Exponential, ///< a: mean.
        Erlang,      ///< a: mean of one stage, b: number of stages (integral).
        Gamma,       ///< a: scale, b: shape.
        Lognormal,   ///< a: mean, b: standard deviation of the natural logarithm.
        Weibull,     ///< a: scale, b: shape.
        Pareto,      ///< a: least value, b: shape (tail index).
        Empirical,   ///< points: upper edge and cumulated share, uniform between edges; the first lower edge is a.
    };

    Kind kind = Kind::Constant;
    double a = 0;
    double b = 0;
    std::vector<std::pair<double, double>> points;

    static Distribution constant(double value) { return {Kind::Constant, value, 0, {}}; }
    static Distribution uniform(double least, double largest) { return {Kind::Uniform, least, largest, {}}; }
    static Distribution exponential(double mean) { return {Kind::Exponential, mean, 0, {}}; }
    /// A histogram: upper edges (increasing) with weights that need not add up to 1.
    static Distribution empirical(const std::vector<std::pair<double, double>> &edgesAndWeights);

    /// The law of \a kind with this mean and shape: `k` of erlang (rounded), gamma, weibull and pareto (above 1).
    /// Nothing when the kind has no shape or the parameters are impossible.
    static std::optional<Distribution> fromShape(Kind kind, double mean, double shape);
    /// The law of \a kind with this mean and coefficient of variation (standard deviation over mean). Nothing when
    /// the kind cannot have them: constant has 0, exponential 1, uniform at most 1/sqrt(3), erlang at most 1 (the
    /// nearest whole number of stages is taken), weibull 0.02 to 20, pareto any above 0.
    static std::optional<Distribution> fromMeanAndCv(Kind kind, double mean, double cv);
    /// The law of \a kind with this median and 99th percentile. Nothing when the kind cannot have them; constant and
    /// exponential have one parameter, and take the median.
    static std::optional<Distribution> fromQuantiles(Kind kind, double p50, double p99);

    /// Mean in nanoseconds; infinite for a Pareto law with shape at most 1.
    double mean() const;
    /// Coefficient of variation; infinite for a Pareto law with shape at most 2.
    double cv() const;
    bool isConstant() const { return kind == Kind::Constant; }

    bool operator==(const Distribution &) const = default;
};

} // namespace weir::sim
