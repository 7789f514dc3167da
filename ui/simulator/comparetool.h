// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/simulator/experimenttool.h"

#include "core/model/catalog.h"
#include "core/simulation/pairedcomparison.h"

#include <array>

namespace weir {

class SimulationTool;

/// What can stand on a side of a comparison: a scenario of the design as it is now, or a kept run with the design it had.
struct ComparableSide
{
    QString key; ///< `scenario:rush` or `run:3`.
    QString title;

    bool operator==(const ComparableSide &) const = default;
};

/// Compare: two scenarios or kept runs with the same random numbers, so that chance makes no difference.
class CompareTool : public ExperimentTool
{
    Q_OBJECT

public:
    static constexpr int leastPairs = 2, mostPairs = 200;

    CompareTool(ProjectDocument &document, SimulationTool &simulation, QObject *parent = nullptr);

    /// Kept runs, the newest first, then scenarios.
    QList<ComparableSide> candidates() const;
    /// Key of side A (0) or B (1).
    QString side(int index) const { return m_sides.at(std::size_t(index)); }
    void setSide(int index, const QString &key);
    int pairs() const { return m_pairs; }
    /// leastPairs to mostPairs.
    void setPairs(int pairs);
    /// Whether figures are shown that differ by no more than chance explains.
    bool showsAll() const { return m_showsAll; }
    void setShowsAll(bool all);

    const std::optional<PairedComparison> &comparison() const { return m_comparison; }

    QString obstacle() const override;
    bool hasResult() const override { return m_comparison.has_value(); }
    QString sentence() const override;
    ResultTable table() const override;
    QByteArray csv() const override;

protected:
    Work work() override;
    void forget() override;

private:
    /// A side as it is run.
    struct Design
    {
        Catalog catalog;
        QString scenario, title;
        int run = 0; ///< Number of the kept run; 0: a scenario.
    };

    void followCandidates();
    Design designOf(const QString &key) const;
    int keptRun(const Design &side, const Report &report);

    SimulationTool &m_simulation;
    std::array<QString, 2> m_sides;
    std::array<QString, 2> m_titles; ///< Of the comparison that is shown.
    int m_pairs = 5;
    bool m_showsAll = false;
    bool m_isChosen = false; ///< The sides are the user's.
    std::optional<PairedComparison> m_comparison;
};

} // namespace weir
