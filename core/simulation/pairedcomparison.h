// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/reportfigures.h"
#include "core/simulation/scenariorunner.h"

namespace weir {

/// One side of a comparison: a scenario, and what is set besides.
struct ComparedSide
{
    QString scenario; ///< Id; empty: as SimulationOptions.
    QList<ScenarioSetting> set;

    bool operator==(const ComparedSide &) const = default;
};

/// Which two designs or loads are laid side by side.
struct ComparisonOptions
{
    ComparedSide first, second;
    QList<ScenarioSetting> set;      ///< For both sides, after the scenarios' own and before each side's.
    std::optional<quint64> seed;     ///< For both; absent: the first scenario's.
    std::optional<int> replications; ///< Pairs, at least 2; absent: the larger of both scenarios, at least 5.
    int threads = 0;                 ///< As SimulationOptions.
    int bins = 0;                    ///< Of the time series of both reports; 0: without.
    QString root{};                  ///< The project's folder.
};

/// A figure of both sides and the mean of its paired differences.
struct PairedFigure
{
    QString element; ///< As ReportFigure.
    QString key;
    QString figure;
    FigureUnit unit = FigureUnit::Messages;
    double first = 0, second = 0; ///< Means over the pairs; counts are for one run.
    double difference = 0;        ///< Mean of second - first.
    std::optional<double> ci95;   ///< Half width of its 95 % interval; none with fewer than two pairs.
    int pairs = 0;                ///< Replications that know the figure on both sides.

    /// The interval does not hold 0: chance makes that of two equal designs in 5 % of figures.
    bool isSignificant() const;
    /// No pair differs.
    bool isEqual() const;
    bool operator==(const PairedFigure &) const = default;
};

/// What two runs with the same random numbers differ in.
struct PairedComparison
{
    Report first, second;
    QList<PairedFigure> figures; ///< Significant ones first, then by weight of the change.
    QStringList onlyFirst;       ///< Elements of which only the first side has figures; sorted.
    QStringList onlySecond;
    bool stopped = false; ///< Interrupted; the pairs that both sides finished are compared.

    qsizetype significant() const;
};

/// Runs both sides with common random numbers: replication n of both draws from the same streams, so that the difference
/// within a pair comes from the design and not from chance, and its interval (Student's t over the pairs) is narrow.
///
/// Blocks until done. Fails as runScenario() does, and for fewer than 2 replications.
Result<PairedComparison> compareScenarios(const Catalog &catalog, const ComparisonOptions &options,
                                          const SimulationControl &control = {});

/// As compareScenarios(), with a design for each side: what does a change of the design make different?
Result<PairedComparison> compareDesigns(const Catalog &first, const Catalog &second, const ComparisonOptions &options,
                                        const SimulationControl &control = {});

} // namespace weir
