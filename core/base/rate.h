// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace weir {

/// Occurrences per second that \a text writes: a decimal number and one of `/s /min /h /d`, as in `120/min`.
/// Nothing when it is negative, has blanks or another unit.
std::optional<double> parseRate(QStringView text);

/// The shortest spelling that parseRate() reads as \a perSecond again (finite, not negative): `50/s`, `3/h`.
QString rateText(double perSecond);

/// Bytes that \a text writes: a decimal number and one of `B KiB MiB GiB TiB` (1024) or `kB MB GB TB` (1000).
/// Nothing when it is negative, has blanks, is no whole number of bytes or exceeds 64 bits.
std::optional<qint64> parseSize(QStringView text);

/// The shortest spelling that parseSize() reads as \a bytes again, which must not be negative: `1KiB`, `1.5kB`.
QString sizeText(qint64 bytes);

} // namespace weir
