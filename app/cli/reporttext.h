// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/simulation/report.h"

namespace weir {

/// A simulation's report for people: the verdict, the assertions with what was measured, bottlenecks, a table of the
/// subscriptions, faults, warnings, assumptions, and how it was run.
QString reportText(const Report &report, const Console &console);

} // namespace weir
