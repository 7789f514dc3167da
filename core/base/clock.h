// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/duration.h"

namespace weir {

/// An instant of civil time (UTC), to the nanosecond.
using TimePoint = std::chrono::sys_time<Duration>;

/// Where time comes from. Passed down from `main`; nothing else asks the system for the time.
class Clock
{
public:
    virtual ~Clock() = default;

    /// Civil time: for timestamps. May jump when the system's clock is set.
    virtual TimePoint now() const = 0;
    /// Time since some fixed moment: for deadlines and measurements. Never goes back.
    virtual Duration elapsed() const = 0;
};

/// The machine's clock.
class SystemClock : public Clock
{
public:
    TimePoint now() const override;
    Duration elapsed() const override;
};

/// A clock that stands still until it is advanced: for tests and simulated time.
class ManualClock : public Clock
{
public:
    /// Starts at \a start, by default the Unix epoch.
    explicit ManualClock(TimePoint start = {}) : m_start(start) {}

    TimePoint now() const override { return m_start + m_elapsed; }
    Duration elapsed() const override { return m_elapsed; }

    /// Lets \a step pass, which must not be negative.
    void advance(Duration step)
    {
        Q_ASSERT(step >= Duration::zero());
        m_elapsed += step;
    }

private:
    TimePoint m_start;
    Duration m_elapsed{0};
};

} // namespace weir
