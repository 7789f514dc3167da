// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/simulator/experimentpage.h"

class QComboBox;

namespace weir {

class ResultView;
class SimulationTool;
class SweepTool;
class Theme;

/// The page of a sweep: its parameters at the left; the chart with what is promised, the grid of two parameters and the
/// table of all points at the right.
class SweepPanel : public ExperimentPage
{
    Q_OBJECT

public:
    SweepPanel(SweepTool &tool, SimulationTool &simulation, const Theme &theme, QWidget *parent = nullptr);

protected:
    void showAnswer() override;

private:
    void fillQuantities();

    SweepTool &m_tool;
    QComboBox *m_shown;
    ChartView *m_chart;
    ResultView *m_heat;
    ResultView *m_table;
};

} // namespace weir
