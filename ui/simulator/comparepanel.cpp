// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/comparepanel.h"

#include "ui/simulator/comparetool.h"
#include "ui/simulator/resultview.h"
#include "ui/simulator/simulationtool.h"
#include "ui/theme/choicebox.h"
#include "ui/theme/look.h"

#include <QCheckBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

namespace weir {

using namespace Qt::StringLiterals;

ComparePanel::ComparePanel(CompareTool &tool, SimulationTool &simulation, const Theme &theme, QWidget *parent)
    : ExperimentPage(
        tool,
        {u"compare"_s,
         tr("What does a change make different? Both sides get the same random numbers, so that chance does "
            "not."),
         tr("Compare"), u"comparison"_s},
        parent)
    , m_tool(tool)
    , m_table(new ResultView(theme))
{
    m_sides = {addSide(tr("A"), 0), addSide(tr("B"), 1)};
    auto *pairs = new QSpinBox;
    pairs->setRange(CompareTool::leastPairs, CompareTool::mostPairs);
    pairs->setValue(tool.pairs());
    pairs->setToolTip(tr("More pairs of runs make the intervals narrower"));
    addField(tr("Pairs of runs"), pairs);
    auto *all = new QCheckBox(tr("Also what chance explains"));
    all->setToolTip(tr("Show figures, too, that differ by no more than their 95 % interval"));
    addToForm(all);
    auto *charts = new QPushButton(tr("Both runs in the charts"));
    setLook(charts, Look::Link);
    addToForm(charts);
    m_table->setAccessibleName(tr("Differences"));
    setAnswer(m_table, nullptr);
    connect(pairs, &QSpinBox::valueChanged, this, [this](int value) { m_tool.setPairs(value); });
    connect(all, &QCheckBox::toggled, this, [this](bool on) { m_tool.setShowsAll(on); });
    connect(charts, &QPushButton::clicked, this, &ComparePanel::chartsRequested);
    connect(&tool, &ExperimentTool::changed, charts, [charts, &tool] { charts->setVisible(tool.hasResult()); });
    charts->setVisible(tool.hasResult());
    connect(m_table, &ResultView::chosen, this, [&simulation](const QString &element) {
        if (!element.isEmpty())
            simulation.selectElement(element);
    });
    connect(&tool, &ExperimentTool::changed, this, &ComparePanel::fillSides);
    fillSides();
    begin();
}

QComboBox *ComparePanel::addSide(const QString &label, int index)
{
    auto *side = new ChoiceBox;
    side->setAccessibleName(tr("Side %1").arg(label));
    addField(label, side);
    connect(side, &QComboBox::currentIndexChanged, this,
            [this, side, index] { m_tool.setSide(index, side->currentData().toString()); });
    return side;
}

void ComparePanel::fillSides()
{
    const QList<ComparableSide> candidates = m_tool.candidates();
    for (int i = 0; i < 2; ++i) {
        QComboBox *side = m_sides.at(std::size_t(i));
        const QSignalBlocker blocker(side);
        side->clear();
        for (const ComparableSide &candidate : candidates)
            side->addItem(candidate.title, candidate.key);
        side->setCurrentIndex(side->findData(m_tool.side(i)));
        side->setEnabled(!candidates.isEmpty());
        side->setToolTip(candidates.isEmpty() ? tr("There is no run and no scenario yet") : side->currentText());
    }
}

void ComparePanel::showAnswer()
{
    m_table->setTable(m_tool.table());
}

} // namespace weir
