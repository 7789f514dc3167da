// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>

#include <optional>

namespace weir {

/// An instant as RFC 3339 writes it.
struct Timestamp
{
    TimePoint instant;
    QString spelling; ///< As it was written, where that is not how timestampText() writes it: another offset, say.

    bool operator==(const Timestamp &) const = default;
};

/// The instant that \a text writes (RFC 3339 §5.6: date, `T`, time, offset), to the nanosecond; further digits are cut. A
/// leap second is the start of the next minute. Nothing when it is no date-time, has no offset, or lies outside 1678 to 2261.
std::optional<Timestamp> parseTimestamp(QStringView text);

/// \a time as it was written; else in UTC with `Z` and three, six or nine digits: `2026-03-01T12:00:00.250Z`.
QString timestampText(const Timestamp &time);

} // namespace weir
