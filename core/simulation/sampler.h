// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/randomstream.h"
#include "core/simulation/network.h"

#include <algorithm>

namespace weir::sim {

/// Draws durations from a law; made for speed from a `Distribution`, which outlives it.
class Sampler
{
public:
    Sampler() = default;
    explicit Sampler(const Distribution &law);

    /// A value in whole nanoseconds, not negative, at most 2^62.
    Time draw(RandomStream &stream) const
    {
        if (m_kind == Distribution::Kind::Exponential) [[likely]] {
            return static_cast<Time>(std::min(stream.exponential() * m_a, limit));
        }
        if (m_kind == Distribution::Kind::Constant)
            return m_constant;
        return drawOther(stream);
    }

private:
    static constexpr Time longest = Time(1) << 62;
    static constexpr double limit = 0x1p62;

    static Time whole(double value);
    [[gnu::noinline]] Time drawOther(RandomStream &stream) const;
    double drawEmpirical(double share) const;

    Distribution::Kind m_kind = Distribution::Kind::Constant;
    double m_a = 0;
    double m_b = 0;
    Time m_constant = 0;
    const Distribution *m_law = nullptr;
};

} // namespace weir::sim
