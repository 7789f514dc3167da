// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/runlists.h"

#include "ui/simulator/simulationtool.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

void dress(QListWidget &list)
{
    list.setFrameShape(QFrame::NoFrame);
    list.setIconSize({13, 13});
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list.setTextElideMode(Qt::ElideRight);
    list.setContentsMargins(0, 0, 0, 0);
    list.setStyleSheet(u"QListView { padding: 0 6px; } QListView::item { padding-left: 8px; }"_s);
}

} // namespace

QIcon squareIcon(const Theme &theme, Role fill, Role stroke)
{
    QPixmap pixmap(26, 26);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(stroke), 1.4));
    painter.setBrush(theme.color(fill));
    painter.drawRoundedRect(QRectF(2, 2, 9, 9), 2.5, 2.5);
    return QIcon(pixmap);
}

ScenarioList::ScenarioList(SimulationTool &tool, const Theme &theme, QWidget *parent)
    : QListWidget(parent)
    , m_tool(tool)
    , m_theme(theme)
{
    dress(*this);
    setAccessibleName(tr("Scenarios"));
    connect(&tool, &SimulationTool::scenariosChanged, this, &ScenarioList::refill);
    connect(&tool, &SimulationTool::scenarioChanged, this, &ScenarioList::refill);
    connect(&tool, &SimulationTool::runsChanged, this, &ScenarioList::refill);
    connect(&theme, &Theme::changed, this, &ScenarioList::refill);
    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (item)
            m_tool.setScenario(item->data(Qt::UserRole).toString());
    });
    connect(this, &QListWidget::itemActivated, this, [this] { m_tool.run(); });
    refill();
}

void ScenarioList::refill()
{
    const QSignalBlocker blocker(this);
    clear();
    const auto add = [this](const QString &id, const QString &title, const QString &tip) {
        const auto ran = std::find_if(m_tool.runs().cbegin(), m_tool.runs().cend(),
                                      [&](const SimulationRun &run) { return run.scenario == id; });
        const bool known = ran != m_tool.runs().cend();
        const Role stroke = !known ? Role::TopicStroke : ran->report.holds ? Role::Good : Role::Bad;
        const Role fill = !known ? Role::TopicFill : ran->report.holds ? Role::ReadModelFill : Role::DeadLetterFill;
        auto *item = new QListWidgetItem(squareIcon(m_theme, fill, stroke), title, this);
        item->setData(Qt::UserRole, id);
        item->setToolTip(tip);
        if (id == m_tool.scenario())
            setCurrentItem(item);
    };
    for (const Scenario &scenario : m_tool.scenarios())
        add(scenario.id, scenario.name(), scenario.question.isEmpty() ? scenario.name() : scenario.question);
    if (m_tool.scenarios().isEmpty())
        add({}, tr("Standard load"), tr("The design has no scenario: 60 s at the rates it names, seed 1"));
}

RunList::RunList(SimulationTool &tool, const Theme &theme, QWidget *parent)
    : QListWidget(parent)
    , m_tool(tool)
    , m_theme(theme)
{
    dress(*this);
    setAccessibleName(tr("Runs"));
    connect(&tool, &SimulationTool::runsChanged, this, &RunList::refill);
    connect(&tool, &SimulationTool::currentChanged, this, &RunList::refill);
    connect(&tool, &SimulationTool::comparedChanged, this, &RunList::refill);
    connect(&theme, &Theme::changed, this, &RunList::refill);
    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (item)
            m_tool.setCurrent(item->data(Qt::UserRole).toInt());
    });
    refill();
}

void RunList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QListWidgetItem *item = byKey ? currentItem() : itemAt(event->pos());
    const int number = item ? item->data(Qt::UserRole).toInt() : 0;
    QMenu menu(this);
    if (number > 0 && number != m_tool.currentNumber() && (!m_tool.compared() || m_tool.compared()->number != number))
        menu.addAction(tr("Compare with #%1").arg(m_tool.currentNumber()), this,
                       [this, number] { m_tool.setCompared(number); });
    if (m_tool.compared())
        menu.addAction(tr("Stop comparing"), this, [this] { m_tool.setCompared(0); });
    if (!menu.isEmpty())
        menu.exec(byKey ? mapToGlobal(visualItemRect(item).center()) : event->globalPos());
}

void RunList::refill()
{
    const QSignalBlocker blocker(this);
    clear();
    for (const SimulationRun &run : m_tool.runs()) {
        const bool holds = run.report.holds;
        const auto all = run.report.assertions.size();
        const bool isCompared = m_tool.compared() == &run;
        const QString mark = (isCompared ? u"⇄ "_s : QString()) + (holds ? u"✓"_s : u"✕"_s);
        const QString text = all == 0
            ? tr("#%1 %2 %3").arg(run.number).arg(mark, run.title)
            : tr("#%1 %2 %3 of %4 · %5").arg(run.number).arg(mark).arg(run.assertionsHeld()).arg(all).arg(run.title);
        auto *item = new QListWidgetItem(
            squareIcon(m_theme, holds ? Role::ReadModelFill : Role::DeadLetterFill, holds ? Role::Good : Role::Bad),
            text, this);
        item->setData(Qt::UserRole, run.number);
        item->setToolTip((isCompared ? tr("Compared with the shown run.") + u'\n' : QString())
                         + tr("%1, seed %2, %3 replications\n%4")
                               .arg(run.title)
                               .arg(run.report.seed)
                               .arg(run.report.replications)
                               .arg(run.report.verdict));
        if (run.number == m_tool.currentNumber())
            setCurrentItem(item);
    }
    if (m_tool.runs().isEmpty()) {
        auto *item = new QListWidgetItem(tr("No runs yet"), this);
        item->setFlags(Qt::NoItemFlags);
    }
}

} // namespace weir
