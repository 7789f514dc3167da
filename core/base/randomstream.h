// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ziggurat.h"

#include <array>
#include <cstdint>

namespace weir {

/// A stream of random numbers, the same for the same seed on every machine: xoshiro256++ (Blackman & Vigna, 2019).
///
/// Every element and purpose has its own stream, so that a change in one place leaves the chance elsewhere as it was.
class RandomStream
{
public:
    /// Seeded by SplitMix64.
    explicit RandomStream(std::uint64_t seed = 1);
    /// The stream of one purpose of one element in one replication. \a identity is a hash of the element's id path.
    RandomStream(std::uint64_t seed, std::uint64_t replication, std::uint64_t identity, std::uint64_t purpose);

    /// 64 random bits.
    std::uint64_t next()
    {
        const std::uint64_t result = rotated(m_state[0] + m_state[3], 23) + m_state[0];
        const std::uint64_t shifted = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = rotated(m_state[3], 45);
        return result;
    }
    /// Uniform in [0, 1), a multiple of 2^-53.
    double uniform() { return static_cast<double>(static_cast<std::int64_t>(next() >> 11)) * 0x1p-53; }
    /// Uniform among 0 … bound - 1, without bias; \a bound is at least 1.
    std::uint64_t below(std::uint64_t bound);
    /// Exponential with mean 1.
    double exponential()
    {
        const std::uint64_t bits = next();
        const std::size_t layer = bits & (ziggurat::layers - 1);
        const std::uint64_t inLayer = bits >> 8;
        const double x = static_cast<double>(static_cast<std::int64_t>(inLayer)) * ziggurat::width[layer];
        if (inLayer < ziggurat::threshold[layer]) [[likely]]
            return x;
        return exponentialOutside(layer, x);
    }
    /// Normal with mean 0 and standard deviation 1.
    double normal();
    /// Gamma with scale 1 and the given shape (above 0).
    double gamma(double shape);

    bool operator==(const RandomStream &) const = default;

private:
    static std::uint64_t rotated(std::uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }
    [[gnu::noinline]] double exponentialOutside(std::size_t layer, double x);
    double uniformInside();

    std::array<std::uint64_t, 4> m_state;
};

/// Mixes 64 bits thoroughly (the output function of SplitMix64; Steele, Lea & Flood, 2014).
constexpr std::uint64_t mixedBits(std::uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58'476d'1ce4'e5b9u;
    x = (x ^ (x >> 27)) * 0x94d0'49bb'1331'11ebu;
    return x ^ (x >> 31);
}

} // namespace weir
