// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/simulation/networkbuilder.h"

namespace weir {

/// How long \a scenario lasts: what it says, else 60 s.
Duration durationOf(const Scenario &scenario);

/// Adds the faults of \a scenario to \a built, with what is assumed and what cannot happen said there. Fails for a target
/// that is not in the design, and for impossible numbers.
Result<void> planFaults(const Scenario &scenario, BuiltNetwork &built);

} // namespace weir
