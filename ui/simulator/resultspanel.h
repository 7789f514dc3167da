// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

namespace weir {

class ProjectDocument;
class SimulationTool;
class Theme;

/// What lies below the diagram in Simulate mode, one tab each: charts, and all figures.
class ResultsPanel : public QTabWidget
{
    Q_OBJECT

public:
    ResultsPanel(SimulationTool &tool, ProjectDocument &document, const Theme &theme, QWidget *parent = nullptr);

    void showCharts();
    void showFigures();

private:
    QWidget *m_charts;
    QWidget *m_figures;
};

} // namespace weir
