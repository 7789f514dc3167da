// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

namespace weir {

/// Another clock's time made faster or slower: emulated time. Begins at that clock's civil time.
class ScaledClock : public Clock
{
public:
    /// \a base must outlive it. \a speed is above 0: 60 lets a minute pass in a second.
    ScaledClock(const Clock &base, double speed)
        : m_base(base)
        , m_speed(speed)
        , m_start(base.now())
        , m_begin(base.elapsed())
    {
        Q_ASSERT(speed > 0);
    }

    TimePoint now() const override { return m_start + elapsed(); }
    Duration elapsed() const override { return scaled(m_base.elapsed() - m_begin, m_speed); }
    double speed() const { return m_speed; }
    /// How long \a span lasts on the other clock, rounded up; the longest spans stay what they are.
    Duration baseSpan(Duration span) const
    {
        return span >= longest ? span : scaled(span, 1 / m_speed) + Duration(m_speed == 1.0 ? 0 : 1);
    }

private:
    static constexpr Duration longest = std::chrono::hours(24 * 365 * 100);

    static Duration scaled(Duration span, double factor)
    {
        if (factor == 1.0)
            return span;
        return Duration(static_cast<Duration::rep>(static_cast<double>(span.count()) * factor));
    }

    const Clock &m_base;
    double m_speed;
    TimePoint m_start;
    Duration m_begin;
};

} // namespace weir
