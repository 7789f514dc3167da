// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/networkbuilder.h"
#include "core/simulation/report.h"
#include "core/simulation/results.h"

namespace weir {

/// What the engine measured, under the names of the design: counts, levels, latencies, series, bottlenecks, the
/// assumptions and warnings. Assertions and the verdict are left to the caller.
Report buildReport(const BuiltNetwork &built, const sim::Results &results);

} // namespace weir
