// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/networkbuilder.h"
#include "core/simulation/report.h"
#include "core/simulation/results.h"

namespace weir {

/// What theory says of one fault, from the rates of the design: the backlog it leaves and how long that takes to go.
struct DrainEstimate
{
    double backlog = 0; ///< Messages at its end, at the station that needs longest.
    double seconds = 0; ///< `backlog / (c mu - lambda)` there; infinite when a station cannot keep up with its load.
};

/// The estimate for fault \a index of \a built: what arrives while a service, the broker, a relay or a database is gone, or
/// what exceeds the capacity while load is higher or work is slower. Nothing for other kinds. Each station by itself: what
/// an upstream backlog lets loose on it later is left out.
std::optional<DrainEstimate> drainEstimate(const BuiltNetwork &built, std::size_t index);

/// Says how the design gets over each fault of \a report (FaultReport::backlog, expectedDrain, recovery).
void judgeRecovery(Report &report, const BuiltNetwork &built, const sim::Results &results);

} // namespace weir
