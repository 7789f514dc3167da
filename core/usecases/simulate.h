// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/overlay.h"
#include "core/simulation/reportdifference.h"
#include "core/simulation/reportjson.h"
#include "core/simulation/scenariorunner.h"

namespace weir {

/// `weir simulate` and the Studio's F5: runs one scenario of \a catalog. Blocks; call it on a thread of its own.
/// See runScenario().
Result<Report> simulate(const Catalog &catalog, const SimulationOptions &options,
                        const SimulationControl &control = {});

/// `path=value` as `--set` takes it: the value is JSON, else a text. Fails when there is no `=` or no path.
Result<ScenarioSetting> parseSetting(const QString &text);

/// The figures of \a report to be drawn over a diagram; with \a share (0 to 1) those of that part of the run, for
/// playback, instead of the whole.
Overlay reportOverlay(const Report &report, std::optional<double> share = std::nullopt);

} // namespace weir
