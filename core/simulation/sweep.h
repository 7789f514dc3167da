// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/scenariorunner.h"

namespace weir {

/// One parameter of a sweep and the values it takes.
struct Variation
{
    QString path;            ///< As ScenarioSetting: `services/billing/receives/bill/instances`.
    QList<JsonValue> values; ///< In the order they are tried; at least one.
    QStringList texts;       ///< The same for people and tables: `3`, `250ms`, `50/s`.

    bool operator==(const Variation &) const = default;
};

/// `PATH=FROM..TO` or `PATH=FROM..TO:STEPS`: numbers, durations or rates, equally spaced; STEPS counts the values, both
/// ends included (2 to 1,000). Without it whole numbers at most 20 apart are taken one by one, anything else in 11 values.
/// Fails with what is expected when \a text is written otherwise.
Result<Variation> parseVariation(const QString &text);

struct SweepOptions
{
    QList<Variation> vary; ///< One or two parameters; 10,000 points at most.
    SimulationOptions run; ///< Of each point; `threads` is for all points together.
};

/// The run with one value of each parameter.
struct SweepPoint
{
    QList<qsizetype> at; ///< Which value of each parameter.
    Report report;       ///< Without time series.
};

/// Two neighbouring points between which a promise changes between kept and broken.
struct SweepEdge
{
    QString assertion; ///< Its text.
    QString given;     ///< Value of the first of two parameters; empty with one.
    QString kept;      ///< Value of the last parameter at which it still holds,
    QString broken;    ///< and next to it the one at which it does not.

    bool operator==(const SweepEdge &) const = default;
};

struct Sweep
{
    QList<Variation> parameters;
    QList<SweepPoint> points; ///< The last parameter changes fastest.
    QList<SweepEdge> edges;   ///< By assertion, then along the points.
    bool stopped = false;     ///< Interrupted; the points that were finished are there.

    /// Whether all points keep all promises.
    bool holds() const;
};

/// Simulates every point of a grid with the same random numbers. Points run on several threads; the result is the same for
/// any number of them. Blocks until done. Fails as runScenario() does, for the first point that does.
Result<Sweep> runSweep(const Catalog &catalog, const SweepOptions &options, const SimulationControl &control = {});

} // namespace weir
