// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/sizepanel.h"

#include "ui/charts/chartview.h"
#include "ui/simulator/resultview.h"
#include "ui/simulator/simulationtool.h"
#include "ui/simulator/sizetool.h"
#include "ui/theme/look.h"

#include <QComboBox>
#include <QLabel>
#include <QSplitter>

namespace weir {

using namespace Qt::StringLiterals;

SizePanel::SizePanel(SizeTool &tool, SimulationTool &simulation, const Theme &theme, QWidget *parent)
    : ExperimentPage(tool,
                     {u"monitor"_s,
                      tr("How large must it be? The search keeps every promise of the design and scenario."),
                      tr("Find the size"), u"size"_s},
                     parent)
    , m_tool(tool)
    , m_table(new ResultView(theme))
    , m_chart(new ChartView(theme))
{
    auto *question = new QComboBox;
    question->addItem(tr("Fewest instances"), int(SizeQuestion::Instances));
    question->addItem(tr("Largest load"), int(SizeQuestion::Load));
    question->addItem(tr("Longest outage"), int(SizeQuestion::Outage));
    question->setCurrentIndex(question->findData(int(tool.question())));
    addField(tr("Look for"), question);
    addToForm(
        makeParagraph(tr("Each try simulates the chosen scenario. The search starts from the estimate of queueing "
                         "theory (Erlang C with Allen and Cunneen’s correction)."),
                      Look::Small));
    m_table->setAccessibleName(tr("Found and estimated"));
    auto *both = new QSplitter(Qt::Horizontal);
    both->addWidget(m_table);
    both->addWidget(m_chart);
    both->setChildrenCollapsible(false);
    both->setHandleWidth(1);
    both->setSizes({460, 400});
    setAnswer(both, m_chart);
    connect(question, &QComboBox::currentIndexChanged, this,
            [this, question] { m_tool.setQuestion(SizeQuestion(question->currentData().toInt())); });
    connect(m_table, &ResultView::chosen, this, [&simulation](const QString &element) {
        if (!element.isEmpty())
            simulation.selectElement(element);
    });
    begin();
}

void SizePanel::showAnswer()
{
    m_table->setTable(m_tool.table());
    m_chart->setData(m_tool.chart());
}

} // namespace weir
