// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace weir {

/// A level that changes at instants (queue depth, busy servers): its exact integral over time and its maximum.
///
/// Instants are integral nanoseconds and never decrease. The integral is kept as the sum of leaving instants less the
/// sum of entering instants, so a change costs two additions and nothing is rounded.
class TimeWeighted
{
public:
    __extension__ using Area = __int128;

    /// One more from \a now on.
    void enter(std::int64_t now)
    {
        m_balance -= now;
        if (++m_level > m_max)
            m_max = m_level;
    }
    /// One less from \a now on.
    void leave(std::int64_t now)
    {
        m_balance += now;
        --m_level;
    }
    /// \a count more from \a now on.
    void enter(std::int64_t now, std::int64_t count)
    {
        m_balance -= static_cast<Area>(now) * count;
        m_level += count;
        if (m_level > m_max)
            m_max = m_level;
    }

    std::int64_t level() const { return m_level; }
    std::int64_t max() const { return m_max; }

    /// Integral of the level from 0 to \a now, in level times nanoseconds.
    Area area(std::int64_t now) const { return m_balance + static_cast<Area>(m_level) * now; }
    /// Time-weighted mean from 0 to \a now; 0 if no time has passed.
    double mean(std::int64_t now) const { return now <= 0 ? 0 : toDouble(area(now)) / static_cast<double>(now); }
    /// An integral as a double, rounded the same way everywhere.
    static double toDouble(Area area)
    {
        const Area high = area >> 62;
        return static_cast<double>(static_cast<std::int64_t>(high)) * 0x1p62
            + static_cast<double>(static_cast<std::int64_t>(area - (high << 62)));
    }

private:
    Area m_balance = 0;
    std::int64_t m_level = 0;
    std::int64_t m_max = 0;
};

} // namespace weir
