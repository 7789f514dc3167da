// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/resultspanel.h"

#include "ui/simulator/chartspanel.h"
#include "ui/simulator/figurespanel.h"

#include <QTabBar>

namespace weir {

ResultsPanel::ResultsPanel(SimulationTool &tool, ProjectDocument &document, const Theme &theme, QWidget *parent)
    : QTabWidget(parent)
    , m_charts(new ChartsPanel(tool, document, theme))
    , m_figures(new FiguresPanel(tool, document))
{
    setDocumentMode(true);
    setAccessibleName(tr("Results"));
    tabBar()->setAccessibleName(tr("Results"));
    addTab(m_charts, tr("Charts"));
    addTab(m_figures, tr("Figures"));
}

void ResultsPanel::showCharts()
{
    setCurrentWidget(m_charts);
}

void ResultsPanel::showFigures()
{
    setCurrentWidget(m_figures);
}

} // namespace weir
