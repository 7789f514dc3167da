// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/chartspanel.h"

#include "ui/charts/chartview.h"
#include "ui/editing/elementpath.h"
#include "ui/editing/projectdocument.h"
#include "ui/simulator/elementname.h"
#include "ui/simulator/reportcharts.h"
#include "ui/simulator/simulationtool.h"
#include "ui/theme/emptystate.h"
#include "ui/theme/look.h"

#include <QGridLayout>
#include <QStackedLayout>

namespace weir {

using namespace Qt::StringLiterals;

ChartsPanel::ChartsPanel(SimulationTool &tool, ProjectDocument &document, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_tool(tool)
    , m_document(document)
    , m_empty(new EmptyState(u"monitor"_s, tr("Charts appear here with the first run."), {}, this))
    , m_pages(new QStackedLayout(this))
{
    setLook(this, Look::Panel);
    auto *page = new QWidget(this);
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(8, 4, 8, 4);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(0);
    for (int i = 0; i < 4; ++i) {
        auto *chart = new ChartView(theme, page);
        grid->addWidget(chart, i / 2, i % 2);
        connect(chart, &ChartView::cursorMoved, this, [this](double seconds) {
            for (ChartView *other : std::as_const(m_charts))
                other->setCursorAt(seconds);
        });
        connect(chart, &ChartView::cursorLeft, this, [this] { showPosition(m_tool.playback().share()); });
        m_charts << chart;
    }
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    connect(&tool, &SimulationTool::currentChanged, this, &ChartsPanel::showRun);
    connect(&tool, &SimulationTool::liveChanged, this, &ChartsPanel::showRun);
    connect(&tool, &SimulationTool::runningChanged, this, &ChartsPanel::showRun);
    connect(&tool, &SimulationTool::comparedChanged, this, &ChartsPanel::showRun);
    connect(&tool.playback(), &Playback::moved, this, &ChartsPanel::showPosition);
    connect(&document, &ProjectDocument::selectionChanged, this, &ChartsPanel::showRun);
    showRun();
}

QString ChartsPanel::focus() const
{
    for (const QString &path : m_document.selection()) {
        const auto element = ElementPath::fromText(path);
        if (!element)
            continue;
        if (element->part == ElementPath::Part::Subscription)
            return element->figuresKey();
        const Service *service =
            element->element.kind == Kind::Service ? m_document.catalog().service(element->element.id) : nullptr;
        if (service && !service->receives.isEmpty())
            return service->id + u'/' + service->receives.first().id;
    }
    return {};
}

void ChartsPanel::showRun()
{
    const SimulationRun *run = m_tool.current();
    const Report *report = m_tool.live() ? m_tool.live() : run ? &run->report : nullptr;
    m_pages->setCurrentIndex(report ? 1 : 0);
    if (!report)
        return;
    const auto nameOf = [this](const QString &element) { return elementName(m_document.catalog(), element); };
    const QString shown = focus().isEmpty() ? slowestSubscription(*report) : focus();
    QList<ChartData> charts = reportCharts(*report, shown, nameOf);
    if (const SimulationRun *other = m_tool.compared())
        addOtherRun(charts, reportCharts(other->report, shown, nameOf), u"#%1"_s.arg(other->number));
    for (int i = 0; i < m_charts.size(); ++i) {
        if (m_charts.at(i)->data() != charts.at(i))
            m_charts.at(i)->setData(charts.at(i));
    }
    showPosition(m_tool.live() ? 1 : m_tool.playback().share());
}

void ChartsPanel::showPosition(double share)
{
    const bool whole = share >= 1;
    for (ChartView *chart : std::as_const(m_charts)) {
        chart->setPlayedUntil(whole ? -1 : m_tool.playback().position());
        if (whole)
            chart->clearCursor();
        else
            chart->setCursorAt(m_tool.playback().position());
    }
}

} // namespace weir
