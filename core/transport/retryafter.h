// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArrayView>

#include <optional>

namespace weir {

/// The instant that \a text writes as an HTTP date (RFC 9110 §5.6.7, all three forms); nothing when it is none. \a now tells
/// the century of a year with two digits.
std::optional<TimePoint> readHttpDate(QByteArrayView text, TimePoint now);

/// How long \a value of `Retry-After` (RFC 9110 §10.2.3: seconds, or an HTTP date) asks to wait from \a now on; nothing when
/// it is neither. A date in the past is 0.
std::optional<Duration> retryAfter(QByteArrayView value, TimePoint now);

} // namespace weir
