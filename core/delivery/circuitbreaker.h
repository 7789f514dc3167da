// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace weir::delivery {

/// A circuit breaker before a receiver (Nygard, Release It!): after some failures in a row nothing is sent for a while,
/// then one probe decides. Instants are nanoseconds of the caller's clock.
class CircuitBreaker
{
public:
    enum class State : std::uint8_t {
        Closed,   ///< Everything is let through.
        Open,     ///< Nothing is, until `opensUntil()`.
        HalfOpen, ///< One probe is.
    };

    CircuitBreaker() = default;
    /// Opens after \a failures failures in a row (0: never) for \a open nanoseconds.
    CircuitBreaker(std::uint32_t failures, std::int64_t open) : m_limit(failures), m_open(open) {}

    bool isUsed() const { return m_limit > 0; }
    State state() const { return m_state; }
    std::int64_t opensUntil() const { return m_until; }

    /// The time of being open is over: a probe may go.
    void letProbe()
    {
        if (m_state == State::Open)
            m_state = State::HalfOpen;
    }
    /// An attempt succeeded; true when that closes the breaker.
    bool succeeded()
    {
        m_inRow = 0;
        if (m_state != State::HalfOpen)
            return false;
        m_state = State::Closed;
        return true;
    }
    /// An attempt failed at \a now; true when that opens the breaker.
    bool failed(std::int64_t now)
    {
        if (!isUsed() || m_state == State::Open)
            return false;
        if (m_state == State::Closed && ++m_inRow < m_limit)
            return false;
        m_inRow = 0;
        m_state = State::Open;
        m_until = now + m_open;
        return true;
    }

private:
    std::uint32_t m_limit = 0;
    std::int64_t m_open = 0;
    State m_state = State::Closed;
    std::uint32_t m_inRow = 0;
    std::int64_t m_until = 0;
};

} // namespace weir::delivery
