// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/simulation/networkbuilder.h"

namespace weir {

/// How long \a scenario lasts: what it says, else 60 s.
Duration durationOf(const Scenario &scenario);

/// Adds the faults of \a scenario to \a built; those that are not simulated yet become warnings. Fails for a target that
/// is no service, and for a negative time.
Result<void> planFaults(const Scenario &scenario, BuiltNetwork &built);

} // namespace weir
