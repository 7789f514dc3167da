// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/simulator/experimentpage.h"

#include <array>

class QComboBox;

namespace weir {

class CompareTool;
class ResultView;
class SimulationTool;
class Theme;

/// The page of a comparison: both sides at the left, every figure with its paired difference at the right. Both runs are
/// then laid over each other in the charts.
class ComparePanel : public ExperimentPage
{
    Q_OBJECT

public:
    ComparePanel(CompareTool &tool, SimulationTool &simulation, const Theme &theme, QWidget *parent = nullptr);

signals:
    /// The user wants to see both runs in the charts.
    void chartsRequested();

protected:
    void showAnswer() override;

private:
    QComboBox *addSide(const QString &label, int index);
    void fillSides();

    CompareTool &m_tool;
    std::array<QComboBox *, 2> m_sides{};
    ResultView *m_table;
};

} // namespace weir
