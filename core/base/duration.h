// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace weir {

/// A span of time, in integral nanoseconds everywhere.
using Duration = std::chrono::nanoseconds;

/// The duration that \a text writes: a decimal number and one of `ns us ms s m h d`, as in `250ms` or `1.5m`.
///
/// Exact: nothing when it is negative, has blanks, is no whole number of nanoseconds or is longer than 292 years.
std::optional<Duration> parseDuration(QStringView text);

/// The shortest spelling that parseDuration() reads as \a duration again, which must not be negative: `1.5s`, `90s`, `7d`.
QString durationText(Duration duration);

/// \a duration for people, rounded to three digits: `250 ms`, `1.5 s`, `5 minutes`. Translated.
QString durationWords(Duration duration);

} // namespace weir
