// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/comparison/compare.h"
#include "core/simulation/reportdifference.h"
#include "core/simulation/scenariorunner.h"

#include <optional>

namespace weir {

/// What the same load and faults do to both designs.
struct SimulatedDifference
{
    QString scenario;                ///< Id; empty when the design has none: the default run.
    QList<FigureDifference> figures; ///< As reportDifferences().
    bool heldBefore = true, holdsAfter = true;
    QString note; ///< Why there are no figures; empty when both designs could be simulated. Translated.
};

/// What `weir diff` prints and the Studio shows.
struct DesignDifferences
{
    QString before, after; ///< What the designs are called.
    QList<Difference> differences;
    std::optional<SimulatedDifference> simulation; ///< Only when it was asked for.

    qsizetype breakingCount() const;
};

/// Runs the later design's scenario on both designs, which have to have the same names: see alignNames(). The figures that
/// differ; a design that cannot be simulated is a note, no failure. Blocks; call it on a thread of its own.
SimulatedDifference simulateBoth(const Catalog &before, const Catalog &after, const SimulationOptions &options = {},
                                 const SimulationControl &control = {});

/// As `weir diff --format json` prints it: see resources/schema/differences.schema.json.
Json differencesJson(const DesignDifferences &differences);

/// A comment for a pull request: breaking differences first, in tables.
QByteArray differencesMarkdown(const DesignDifferences &differences);

} // namespace weir
