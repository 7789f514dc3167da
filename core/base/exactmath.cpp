// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/exactmath.h"

#include <bit>
#include <cstdint>
#include <limits>

namespace weir::exact {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

/// The unevaluated sum of two doubles, the second at most half a unit in the last place of the first.
struct Pair
{
    double high = 0;
    double low = 0;
};

/// a + b without error, for |a| >= |b| (Dekker, 1971).
Pair sumOrdered(double a, double b)
{
    const double sum = a + b;
    return {sum, b - (sum - a)};
}

/// a + b without error (Knuth, The Art of Computer Programming 2, 4.2.2).
Pair sum(double a, double b)
{
    const double s = a + b;
    const double t = s - a;
    return {s, (a - (s - t)) + (b - t)};
}

/// a * b without error (Dekker, 1971); the factors stay below 2^995.
Pair product(double a, double b)
{
    const auto split = [](double x) {
        const double c = 134217729.0 * x; // 2^27 + 1
        const double high = c - (c - x);
        return Pair{high, x - high};
    };
    const double p = a * b;
    const auto [ah, al] = split(a);
    const auto [bh, bl] = split(b);
    return {p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
}

Pair product(Pair a, Pair b)
{
    const Pair p = product(a.high, b.high);
    return sumOrdered(p.high, p.low + (a.high * b.low + a.low * b.high));
}

Pair sum(Pair a, Pair b)
{
    const Pair s = sum(a.high, b.high);
    return sumOrdered(s.high, s.low + (a.low + b.low));
}

// ln 2 in three parts; products of the first two with an exponent are exact.
constexpr double ln2High = 0x1.62e42fefa38p-1;
constexpr double ln2Middle = 0x1.ef35793c76p-45;
constexpr double ln2Low = 0x1.cc01f97b57a08p-87;

/// Natural logarithm of a finite x > 0 with about 65 bits: x = 2^k m, log m = 2 atanh((m - 1) / (m + 1)).
Pair logPair(double x)
{
    int k = 0;
    if (x < std::numeric_limits<double>::min()) {
        x *= 0x1p54;
        k = -54;
    }
    const auto bits = std::bit_cast<std::uint64_t>(x);
    k += static_cast<int>(bits >> 52) - 1023;
    double m = std::bit_cast<double>((bits & 0x000f'ffff'ffff'ffffu) | 0x3ff0'0000'0000'0000u);
    if (m > 0x1.6a09e667f3bcdp+0) {
        m /= 2;
        ++k;
    }
    const double f = m - 1;
    const Pair divisor = sum(2.0, f);
    const double q = f / divisor.high;
    const Pair back = product(q, divisor.high);
    const Pair s = sumOrdered(q, ((f - back.high) - back.low - q * divisor.low) / divisor.high);
    const Pair s2 = product(s, s);
    const double z = s2.high;
    // 1/5 + z/7 + z^2/9 + …; |s| < 0.1716, so the first term left out is below 2^-58 of the sum.
    double rest = 1.0 / 25;
    for (int n = 23; n >= 5; n -= 2)
        rest = rest * z + 1.0 / n;
    constexpr Pair third = {0x1.5555555555555p-2, 0x1.5555555555555p-56};
    const Pair cube = product(s2, s);
    const Pair series = sum(product(cube, third), Pair{cube.high * z * rest, 0});
    const Pair tail = sum(s, series);
    Pair result = sum(Pair{k * ln2High, 0}, Pair{2 * tail.high, 2 * tail.low});
    result = sum(result, Pair{k * ln2Middle, k * ln2Low});
    return result;
}

/// x * 2^k with one rounding at most, also where the result is subnormal.
double scale(double x, int k)
{
    const auto power = [](int e) { return std::bit_cast<double>(static_cast<std::uint64_t>(e + 1023) << 52); };
    if (k > 1023)
        return x * power(1023) * power(k - 1023);
    if (k < -1022)
        return x * power(k + 1022 < -1022 ? -1022 : k + 1022) * power(-1022);
    return x * power(k);
}

double expPair(Pair x)
{
    if (!(x.high < 709.8))
        return x.high != x.high ? x.high : infinity;
    if (x.high < -745.2)
        return 0;
    constexpr double perLn2 = 0x1.71547652b82fep+0;
    const int k = static_cast<int>(x.high * perLn2 + (x.high < 0 ? -0.5 : 0.5));
    const Pair r = sum(sum(x.high - k * ln2High, -k * ln2Middle), Pair{x.low - k * ln2Low, 0});
    // |r| < 0.35: r^2/2! + … + r^14/14!, the next term is below 2^-60.
    double p = 1.0 / 87178291200.0;
    constexpr double reciprocals[] = {1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0,
                                      1.0 / 362880.0,     1.0 / 40320.0,     1.0 / 5040.0,     1.0 / 720.0,
                                      1.0 / 120.0,        1.0 / 24.0,        1.0 / 6.0,        1.0 / 2.0};
    for (const double c : reciprocals)
        p = p * r.high + c;
    const double square = r.high * r.high;
    const Pair one = sumOrdered(1.0, r.high);
    return scale(one.high + (one.low + (r.low + square * p)), k);
}

} // namespace

double log(double x)
{
    if (!(x > 0))
        return x == 0 ? -infinity : notANumber;
    if (x == infinity)
        return x;
    const Pair result = logPair(x);
    return result.high + result.low;
}

double exp(double x)
{
    return expPair({x, 0});
}

double pow(double x, double y)
{
    if (y == 0 || x == 1)
        return 1;
    if (x == 0)
        return y > 0 ? 0 : infinity;
    if (!(x > 0) || y != y)
        return notANumber;
    if (x == infinity)
        return y > 0 ? infinity : 0;
    const Pair logarithm = logPair(x);
    const double rough = logarithm.high * y;
    if (!(rough < 710 && rough > -746))
        return rough > 0 ? infinity : 0;
    const Pair main = product(logarithm.high, y);
    return expPair(sumOrdered(main.high, main.low + logarithm.low * y));
}

double logGamma(double x)
{
    if (!(x > 0))
        return notANumber;
    if (x == infinity)
        return x;
    // Stirling's series is good from 15 on; smaller arguments are raised by Gamma(x + 1) = x Gamma(x).
    double raised = 1;
    while (x < 15) {
        raised *= x;
        x += 1;
    }
    const double z = 1 / (x * x);
    double series = -3617.0 / 122400;
    constexpr double terms[] = {1.0 / 156, -691.0 / 360360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12};
    for (const double c : terms)
        series = series * z + c;
    constexpr double halfLogTwoPi = 0x1.d67f1c864beb5p-1;
    return (x - 0.5) * log(x) - x + halfLogTwoPi + series / x - log(raised);
}

} // namespace weir::exact
