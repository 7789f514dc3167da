// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/simulation/network.h"

namespace weir {

/// Arrivals one recording may hold.
inline constexpr std::size_t mostTraceArrivals = 20'000'000;

/// When the messages of a recording arrived, in nanoseconds after the first, increasing. \a file is a path below \a root;
/// each of its lines is a number of seconds, or a JSON object whose `time`, `timestamp` or `recordedtime` is one or an ISO
/// 8601 instant (RFC 3339). Empty lines and lines that begin with `#` are passed over. Fails with the line that cannot be
/// read, and for a file outside of the root.
Result<std::vector<sim::Time>> readArrivalTrace(const QString &root, const QString &file);

} // namespace weir
