// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <compare>
#include <optional>

namespace weir {

/// A decimal number as JSON spells it, without rounding: sign, up to 37 digits, a power of ten. Digits beyond the 37th
/// count as zeros.
///
/// JSON Schema speaks of mathematical numbers: `19.99` is a multiple of `0.01`, and 2^53 + 1 is not 2^53.
class ExactNumber
{
public:
    ExactNumber() = default;
    /// The number that \a spelling says; nothing when it is no decimal number (YAML's `.inf`).
    static std::optional<ExactNumber> of(QByteArrayView spelling);
    static ExactNumber of(qint64 value);

    bool isZero() const { return m_digits == 0; }
    bool isNegative() const { return m_isNegative; }
    bool isInteger() const { return m_exponent >= 0; }
    /// Whether this is a whole number of times \a divisor, which is above 0.
    bool isMultipleOf(const ExactNumber &divisor) const;
    /// The value when it is an integer of at most 63 bits.
    std::optional<qint64> toInteger() const;
    double toDouble() const;
    /// This times \a factor; digits beyond the 37th are lost.
    ExactNumber times(qint64 factor) const;
    /// The number as JSON spells it: `-125e-2`.
    QByteArray spelling() const;
    /// Equal numbers have equal hashes.
    size_t hash() const;

    bool operator==(const ExactNumber &) const = default;
    std::strong_ordering operator<=>(const ExactNumber &other) const;

private:
    __extension__ using Digits = unsigned __int128;

    void normalize();
    static std::strong_ordering compareMagnitudes(const ExactNumber &a, const ExactNumber &b);

    Digits m_digits = 0; ///< Not divisible by ten unless zero.
    int m_exponent = 0;
    bool m_isNegative = false;
};

} // namespace weir
