// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/resultspanel.h"

#include "ui/simulator/chartspanel.h"
#include "ui/simulator/comparepanel.h"
#include "ui/simulator/comparetool.h"
#include "ui/simulator/figurespanel.h"
#include "ui/simulator/historypanel.h"
#include "ui/simulator/historytool.h"
#include "ui/simulator/sizepanel.h"
#include "ui/simulator/sizetool.h"
#include "ui/simulator/sweeppanel.h"
#include "ui/simulator/sweeptool.h"

#include <QTabBar>

namespace weir {

ResultsPanel::ResultsPanel(SimulationTool &tool, const Experiments &experiments, ProjectDocument &document,
                           const Theme &theme, QWidget *parent)
    : QTabWidget(parent)
{
    setDocumentMode(true);
    setAccessibleName(tr("Results"));
    tabBar()->setAccessibleName(tr("Results"));
    // In the order of Page.
    addTab(new ChartsPanel(tool, document, theme), tr("Charts"));
    addTab(new FiguresPanel(tool, document), tr("Figures"));
    addTab(new HistoryPanel(experiments.histories, tool, theme), tr("Events"));
    addTab(new SweepPanel(experiments.sweep, tool, theme), tr("Sweep"));
    addTab(new SizePanel(experiments.size, tool, theme), tr("Size"));
    auto *compare = new ComparePanel(experiments.compare, tool, theme);
    addTab(compare, tr("Compare"));
    connect(compare, &ComparePanel::chartsRequested, this, [this] { showPage(Page::Charts); });
}

void ResultsPanel::showPage(Page page)
{
    setCurrentIndex(int(page));
}

} // namespace weir
