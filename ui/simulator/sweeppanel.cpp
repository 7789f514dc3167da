// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/sweeppanel.h"

#include "ui/charts/chartview.h"
#include "ui/simulator/resultview.h"
#include "ui/simulator/simulationtool.h"
#include "ui/simulator/sweepaxisform.h"
#include "ui/simulator/sweeptool.h"
#include "ui/theme/choicebox.h"

#include <QSignalBlocker>
#include <QSplitter>

namespace weir {

using namespace Qt::StringLiterals;

SweepPanel::SweepPanel(SweepTool &tool, SimulationTool &simulation, const Theme &theme, QWidget *parent)
    : ExperimentPage(tool,
                     {u"monitor"_s, tr("Where does the design break? Vary one or two parameters and see."),
                      tr("Run the sweep"), u"sweep"_s},
                     parent)
    , m_tool(tool)
    , m_shown(new ChoiceBox)
    , m_chart(new ChartView(theme))
    , m_heat(new ResultView(theme))
    , m_table(new ResultView(theme))
{
    addToForm(new SweepAxisForm(tool, 0));
    addToForm(new SweepAxisForm(tool, 1));
    addField(tr("Show"), m_shown);
    m_heat->setSortable(false);
    m_heat->setEvenColumns(true);
    m_heat->setAccessibleName(tr("Grid of both parameters"));
    m_table->setAccessibleName(tr("All points of the sweep"));
    auto *tables = new QSplitter(Qt::Vertical);
    tables->addWidget(m_heat);
    tables->addWidget(m_table);
    tables->setChildrenCollapsible(false);
    tables->setHandleWidth(1);
    auto *pictures = new QSplitter(Qt::Horizontal);
    pictures->addWidget(m_chart);
    pictures->addWidget(tables);
    pictures->setChildrenCollapsible(false);
    pictures->setHandleWidth(1);
    pictures->setSizes({320, 300});
    setAnswer(pictures, m_chart);
    connect(m_shown, &QComboBox::currentIndexChanged, this, [this](int index) { m_tool.setShown(index); });
    connect(m_table, &ResultView::chosen, this, [&simulation](const QString &element) {
        if (!element.isEmpty())
            simulation.selectElement(element);
    });
    fillQuantities();
    begin();
    connect(&tool, &ExperimentTool::changed, this, &SweepPanel::fillQuantities);
}

/// What can be shown is known with the first answer.
void SweepPanel::fillQuantities()
{
    const QSignalBlocker blocker(m_shown);
    m_shown->clear();
    for (const SweepQuantity &quantity : m_tool.quantities())
        m_shown->addItem(quantity.name);
    m_shown->setCurrentIndex(m_tool.shown());
    m_shown->setEnabled(m_shown->count() > 0);
    if (m_shown->count() == 0)
        m_shown->setPlaceholderText(tr("known after the sweep"));
    m_shown->setToolTip(m_shown->count() > 0 ? m_shown->currentText()
                                             : tr("Promises and figures can be chosen when the sweep has run"));
}

void SweepPanel::showAnswer()
{
    m_chart->setData(m_tool.chart());
    const ResultTable heat = m_tool.heatTable();
    m_heat->setVisible(!heat.rows.isEmpty());
    m_heat->setTable(heat);
    m_table->setTable(m_tool.table());
}

} // namespace weir
