// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/historypanel.h"

#include "ui/simulator/historytool.h"
#include "ui/simulator/resultview.h"
#include "ui/simulator/simulationtool.h"
#include "ui/theme/choicebox.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

namespace weir {

using namespace Qt::StringLiterals;

HistoryPanel::HistoryPanel(HistoryTool &tool, SimulationTool &simulation, const Theme &theme, QWidget *parent)
    : ExperimentPage(tool,
                     {u"event"_s, tr("What happened to single events? A sample of the shown run, with every attempt."),
                      tr("Sample events"), u"events"_s},
                     parent)
    , m_tool(tool)
    , m_outcome(new ChoiceBox)
    , m_events(new ResultView(theme))
    , m_details(new ResultView(theme))
    , m_chosen(makeLabel({}, Look::Heading))
{
    addField(tr("Outcome"), m_outcome);
    auto *filter = new QLineEdit;
    filter->setPlaceholderText(tr("order.placed billing #12"));
    filter->setClearButtonEnabled(true);
    addField(tr("Event, service or number"), filter);
    m_events->setAccessibleName(tr("Events"));
    m_details->setAccessibleName(tr("Attempts of the chosen event"));
    auto *story = new QWidget;
    auto *column = new QVBoxLayout(story);
    column->setContentsMargins(metrics::panelPadding / 2, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_chosen);
    column->addWidget(m_details, 1);
    auto *both = new QSplitter(Qt::Horizontal);
    both->addWidget(m_events);
    both->addWidget(story);
    both->setChildrenCollapsible(false);
    both->setHandleWidth(1);
    both->setSizes({480, 400});
    setAnswer(both, nullptr);
    connect(m_outcome, &QComboBox::currentIndexChanged, this, [this] {
        const QVariant chosen = m_outcome->currentData();
        m_tool.setOutcome(chosen.isValid() ? std::optional(HistoryOutcome(chosen.toInt())) : std::nullopt);
    });
    connect(filter, &QLineEdit::textChanged, this, [this](const QString &text) { m_tool.setFilter(text); });
    connect(m_events, &ResultView::chosen, this, [this](const QString &, quint64 id) { m_tool.select(id); });
    connect(m_details, &ResultView::chosen, this, [&simulation](const QString &element) {
        if (!element.isEmpty())
            simulation.selectElement(element);
    });
    connect(&tool, &ExperimentTool::changed, this, &HistoryPanel::fillOutcomes);
    fillOutcomes();
    begin();
}

void HistoryPanel::fillOutcomes()
{
    const QSignalBlocker blocker(m_outcome);
    m_outcome->clear();
    m_outcome->addItem(tr("all"));
    for (int i = 0; i <= int(HistoryOutcome::Lost); ++i) {
        const auto outcome = HistoryOutcome(i);
        const int count = m_tool.count(outcome);
        if (count > 0 || m_tool.outcome() == outcome)
            m_outcome->addItem(tr("%1 (%2)").arg(outcomeName(outcome)).arg(count), i);
    }
    m_outcome->setCurrentIndex(m_tool.outcome() ? m_outcome->findData(int(*m_tool.outcome())) : 0);
    m_outcome->setEnabled(m_tool.hasResult());
    m_outcome->setToolTip(m_tool.hasResult() ? tr("Show only events that ended so")
                                             : tr("Outcomes can be chosen when events were sampled"));
}

void HistoryPanel::showAnswer()
{
    m_events->setTable(m_tool.table());
    m_details->setTable(m_tool.details());
    const EventHistory *history = m_tool.selected();
    QString title = tr("Choose an event to see its attempts.");
    if (history)
        title = history->cause > 0
            ? tr("%1 #%2, caused by #%3").arg(history->event).arg(history->message).arg(history->cause)
            : tr("%1 #%2").arg(history->event).arg(history->message);
    setLook(m_chosen, history ? Look::Heading : Look::Dim);
    m_chosen->setText(title);
    m_details->setVisible(history);
}

} // namespace weir
