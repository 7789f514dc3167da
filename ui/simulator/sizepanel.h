// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/simulator/experimentpage.h"

namespace weir {

class ResultView;
class SimulationTool;
class SizeTool;
class Theme;

/// The page of a question of size: what is looked for at the left; found beside estimated, and every try, at the right.
class SizePanel : public ExperimentPage
{
    Q_OBJECT

public:
    SizePanel(SizeTool &tool, SimulationTool &simulation, const Theme &theme, QWidget *parent = nullptr);

protected:
    void showAnswer() override;

private:
    SizeTool &m_tool;
    ResultView *m_table;
    ChartView *m_chart;
};

} // namespace weir
