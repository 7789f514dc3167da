// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace weir::delivery {

/// At most so many a second, evenly spaced: a leaky bucket without burst (ITU-T I.371, GCRA with no tolerance).
class RateLimit
{
public:
    RateLimit() = default;
    /// \a rate a second; 0 is unbounded.
    explicit RateLimit(double rate)
        : m_spacing(rate > 0 ? std::max<std::int64_t>(1, static_cast<std::int64_t>(1e9 / rate)) : 0)
    {}

    bool isUsed() const { return m_spacing > 0; }
    /// The earliest instant, not before \a now, at which the next one may go.
    std::int64_t next(std::int64_t now) const { return std::max(now, m_next); }
    /// One goes at \a now, an instant that next() allows.
    void take(std::int64_t now) { m_next = now + m_spacing; }

private:
    std::int64_t m_spacing = 0; ///< Nanoseconds.
    std::int64_t m_next = 0;
};

} // namespace weir::delivery
