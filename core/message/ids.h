// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/randomstream.h"

#include <QString>

namespace weir {

/// How ids of messages are made.
enum class IdKind : quint8 {
    Uuid4,  ///< Random (RFC 9562 §5.4).
    Uuid7,  ///< Sorts by time (RFC 9562 §5.7).
    Nanoid, ///< 21 characters of `A-Za-z0-9_-`, 126 random bits, as the npm package of that name makes them.
};

/// Makes ids that are never the same twice, the same ones for the same seed and clock.
class IdGenerator
{
public:
    /// \a clock must outlive the generator.
    IdGenerator(IdKind kind, RandomStream random, const Clock &clock) : m_kind(kind), m_random(random), m_clock(clock)
    {}

    QString next();

private:
    QString uuid(std::uint64_t high, std::uint64_t low, unsigned version) const;
    QString uuid7();
    QString nanoid();

    IdKind m_kind;
    RandomStream m_random;
    const Clock &m_clock;
    std::uint64_t m_lastTick = 0; ///< Milliseconds and, below them, the 12 bits that count within one.
};

} // namespace weir
