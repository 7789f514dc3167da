// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/specialfunctions.h"

#include "core/base/exactmath.h"

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

constexpr double tiny = 1e-300;
constexpr double precision = 1e-15;
constexpr int mostTerms = 100'000; // Reached only by shapes beyond any use.

double awayFromZero(double x)
{
    return std::abs(x) < tiny ? tiny : x;
}

/// Continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8) by Lentz's method.
double betaFraction(double a, double b, double x)
{
    double c = 1;
    double d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m < mostTerms; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / awayFromZero(1 + even * d);
        c = awayFromZero(1 + even / c);
        value *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / awayFromZero(1 + odd * d);
        c = awayFromZero(1 + odd / c);
        value *= d * c;
        if (std::abs(d * c - 1) < precision)
            break;
    }
    return value;
}

} // namespace

double gammaProbability(double shape, double x)
{
    if (x <= 0)
        return 0;
    const double factor = exact::exp(shape * exact::log(x) - x - exact::logGamma(shape));
    if (x < shape + 1) { // Series, Abramowitz & Stegun 6.5.29.
        double term = 1 / shape, sum = term;
        for (int n = 1; n < mostTerms && term > sum * precision; ++n) {
            term *= x / (shape + n);
            sum += term;
        }
        return std::min(1.0, factor * sum);
    }
    double b = x + 1 - shape; // Continued fraction, 6.5.31.
    double c = 1 / tiny;
    double d = 1 / awayFromZero(b);
    double value = d;
    for (int n = 1; n < mostTerms; ++n) {
        const double a = n * (shape - n);
        b += 2;
        d = 1 / awayFromZero(a * d + b);
        c = awayFromZero(b + a / c);
        value *= d * c;
        if (std::abs(d * c - 1) < precision)
            break;
    }
    return std::clamp(1 - factor * value, 0.0, 1.0);
}

double gammaQuantile(double probability, double shape)
{
    double low = 0, high = std::max(1.0, shape);
    while (gammaProbability(shape, high) < probability)
        high *= 2;
    for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
        const double middle = low + (high - low) / 2;
        (gammaProbability(shape, middle) < probability ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

double betaProbability(double a, double b, double x)
{
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    const double factor = exact::exp(exact::logGamma(a + b) - exact::logGamma(a) - exact::logGamma(b)
                                     + a * exact::log(x) + b * exact::log(1 - x));
    if (x < (a + 1) / (a + b + 2))
        return factor * betaFraction(a, b, x) / a;
    return 1 - factor * betaFraction(b, a, 1 - x) / b;
}

} // namespace weir
