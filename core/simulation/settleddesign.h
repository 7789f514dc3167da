// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"
#include "core/simulation/scenariorunner.h"

namespace weir {

/// A design and a scenario after all settings, ready to run or to be varied further.
struct SettledDesign
{
    Catalog catalog;
    Scenario scenario;
    QStringList warnings; ///< Of settings that change nothing.
};

/// \a catalog and the scenario that \a options name, with the scenario's own settings and those of \a options. Fails when
/// there is no such scenario or a setting fits nowhere.
Result<SettledDesign> settleDesign(const Catalog &catalog, const SimulationOptions &options);

/// Simulates \a design as runScenario() does; the scenario and settings of \a options are not looked at again.
Result<Report> runSettled(const SettledDesign &design, const SimulationOptions &options,
                          const SimulationControl &control = {});

} // namespace weir
