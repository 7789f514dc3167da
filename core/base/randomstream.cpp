// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/randomstream.h"

#include "core/base/exactmath.h"

#include <cassert>
#include <cmath>

namespace weir {

namespace {

constexpr std::uint64_t golden = 0x9e37'79b9'7f4a'7c15u; // 2^64 / golden ratio: SplitMix64's step

} // namespace

RandomStream::RandomStream(std::uint64_t seed)
{
    for (std::uint64_t &word : m_state)
        word = mixedBits(seed += golden);
}

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t replication, std::uint64_t identity, std::uint64_t purpose)
    : RandomStream([&] {
        std::uint64_t mixed = 0;
        for (const std::uint64_t part : {seed, replication, identity, purpose})
            mixed = mixedBits((mixed ^ part) + golden);
        return mixed;
    }())
{}

std::uint64_t RandomStream::below(std::uint64_t bound)
{
    assert(bound > 0);
    // Lemire, "Fast random integer generation in an interval", 2019.
    __extension__ using Wide = unsigned __int128;
    Wide scaled = static_cast<Wide>(next()) * bound;
    if (static_cast<std::uint64_t>(scaled) < bound) {
        const std::uint64_t least = (0 - bound) % bound;
        while (static_cast<std::uint64_t>(scaled) < least)
            scaled = static_cast<Wide>(next()) * bound;
    }
    return static_cast<std::uint64_t>(scaled >> 64);
}

double RandomStream::exponentialOutside(std::size_t layer, double x)
{
    double offset = 0;
    for (;;) {
        if (layer == 0) {
            offset += ziggurat::tail; // The tail is exponential again.
        } else {
            const double low = ziggurat::density[layer];
            const double high = ziggurat::density[layer + 1];
            if (low + uniform() * (high - low) < exact::exp(-x))
                return offset + x;
        }
        const std::uint64_t bits = next();
        layer = bits & (ziggurat::layers - 1);
        x = static_cast<double>(static_cast<std::int64_t>(bits >> 8)) * ziggurat::width[layer];
        if (bits >> 8 < ziggurat::threshold[layer])
            return offset + x;
    }
}

double RandomStream::uniformInside()
{
    return (static_cast<double>(static_cast<std::int64_t>(next() >> 12)) + 0.5) * 0x1p-52;
}

double RandomStream::normal()
{
    // Marsaglia's polar method; the second value is not kept, so that a stream's state is all there is.
    for (;;) {
        const double x = 2 * uniformInside() - 1;
        const double y = 2 * uniformInside() - 1;
        const double s = x * x + y * y;
        if (s < 1 && s > 0)
            return x * std::sqrt(-2 * exact::log(s) / s);
    }
}

double RandomStream::gamma(double shape)
{
    assert(shape > 0);
    if (shape < 1) // Gamma(shape + 1) * U^(1 / shape)
        return gamma(shape + 1) * exact::pow(uniformInside(), 1 / shape);
    // Marsaglia & Tsang, "A simple method for generating gamma variables", 2000.
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = normal();
        const double root = 1 + c * x;
        if (root <= 0)
            continue;
        const double v = root * root * root;
        if (exact::log(uniformInside()) < 0.5 * x * x + d - d * v + d * exact::log(v))
            return d * v;
    }
}

} // namespace weir
