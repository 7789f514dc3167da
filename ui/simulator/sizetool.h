// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/simulator/experimenttool.h"

#include "core/simulation/sizing.h"

namespace weir {

class SimulationTool;

/// Size: the fewest instances, the largest load or the longest outage with which the design keeps its promises, beside
/// what queueing theory says.
class SizeTool : public ExperimentTool
{
    Q_OBJECT

public:
    SizeTool(ProjectDocument &document, SimulationTool &simulation, QObject *parent = nullptr);

    SizeQuestion question() const { return m_question; }
    void setQuestion(SizeQuestion question);

    const std::optional<Sizing> &sizing() const { return m_sizing; }

    QString obstacle() const override;
    bool hasResult() const override { return m_sizing.has_value(); }
    QString sentence() const override;
    std::optional<bool> isGood() const override { return m_sizing && m_sizing->isPossible; }
    /// Found beside estimated.
    ResultTable table() const override;
    /// Every simulation of the search: what was tried, kept or broken.
    ChartData chart() const override;
    QByteArray csv() const override;

protected:
    Work work() override;
    void forget() override;

private:
    ResultTable instancesTable() const;
    ResultTable quantityTable() const;

    SimulationTool &m_simulation;
    SizeQuestion m_question = SizeQuestion::Instances;
    std::optional<Sizing> m_sizing;
};

} // namespace weir
