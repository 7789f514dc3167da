// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/scenario.h"
#include "core/simulation/report.h"

#include <functional>
#include <stop_token>

namespace weir {

class Catalog;
struct TraceTarget;

/// What is asked of a simulation beyond what the scenario says; empty members leave the scenario as it is.
struct SimulationOptions
{
    QString scenario; ///< Id; empty: the only one, else the first by id, else 60 s at seed 1.
    std::optional<quint64> seed;
    std::optional<int> replications;
    QList<ScenarioSetting> set; ///< After the scenario's own: `services/billing/receives/bill/instances` and a value.
    QStringList assertions;     ///< Checked after the scenario's own.
    int threads = 0;            ///< At most this many replications at once; 0: as many as the machine has cores.
    int bins = 120;             ///< Of every time series.
    QString root{};             ///< The project's folder: recordings are below it.
};

/// What the caller may do to a simulation while it runs.
struct SimulationControl
{
    std::stop_token stop;                       ///< Ends it early; the report then says what was seen.
    std::function<void(double share)> progress; ///< 0 to 1, never falling; called from the simulation's threads, one at
                                                ///< a time. May be empty.
    /// Called every few thousand events from the thread of each replication with its number, how far it is (0 to 1) and a
    /// way to ask for what it has seen so far; may block, which holds it back. May be empty.
    std::function<void(int replication, double share, const std::function<Report()> &seen)> watch;
    /// Called from the caller's thread with the report of each replication alone, in order; may be empty.
    std::function<void(int replication, const Report &report)> finished;
    /// Gets the histories of the messages of replication 0; null is fast. What it does not take is an error of the run.
    const TraceTarget *trace = nullptr;
};

/// Simulates \a catalog under a scenario: all replications, assertions and the verdict. Blocks until done.
///
/// The same catalog, scenario and seed give the same report on every machine, for any number of threads. Fails when the
/// design contradicts itself, a setting fits nowhere or an assertion cannot be read; the error's place holds the path.
Result<Report> runScenario(const Catalog &catalog, const SimulationOptions &options,
                           const SimulationControl &control = {});

/// The scenario \a id of \a catalog, with an empty id the one that is run by default; an error when there is none with
/// that id.
Result<Scenario> chosenScenario(const Catalog &catalog, const QString &id);

} // namespace weir
