// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <optional>

namespace weir {

/// `50.25/min` taken apart: a plain decimal number and what follows it.
struct Quantity
{
    QStringView whole;    ///< Digits before the point, at least one.
    QStringView fraction; ///< Digits after the point; empty without one.
    QStringView unit;     ///< The rest.
};

/// \a text as a quantity: digits, optionally a point and digits, then the unit. Nothing when it starts otherwise.
std::optional<Quantity> splitQuantity(QStringView text);

/// The quantity's number times \a scale, exactly. Nothing when that is no whole number or exceeds 64 bits.
std::optional<qint64> scaledExactly(const Quantity &quantity, qint64 scale);

/// \a value / \a unit as an exact decimal number; a null string when it has none of at most 18 places.
/// \a value is not negative.
QString exactQuotient(qint64 value, qint64 unit);

/// \a value rounded to three significant digits, without an exponent or trailing zeros: `1.5`, `250`, `12345`.
QString threeDigits(double value);

} // namespace weir
