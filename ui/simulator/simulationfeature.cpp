// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/simulationfeature.h"

#include "ui/charts/chartdata.h"
#include "ui/editing/projectdocument.h"
#include "ui/feature/actionregistry.h"
#include "ui/simulator/playbackbar.h"
#include "ui/simulator/reportpanel.h"
#include "ui/simulator/runlists.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QActionGroup>

namespace weir {

using namespace Qt::StringLiterals;

SimulationFeature::SimulationFeature(ProjectDocument &document, const Theme &theme, QObject *parent)
    : Feature(parent)
    , m_document(document)
    , m_theme(theme)
    , m_tool(document)
    , m_sweep(document, m_tool)
    , m_size(document, m_tool)
    , m_paired(document, m_tool)
    , m_histories(document, m_tool)
    , m_bar(new PlaybackBar(m_tool))
{
    connect(&m_tool, &SimulationTool::overlayChanged, this, [this](const Overlay &overlay) {
        if (m_shown)
            emit overlayChanged(overlay);
    });
    connect(&m_tool, &SimulationTool::runningChanged, this, &SimulationFeature::refresh);
    connect(&m_tool, &SimulationTool::currentChanged, this, &SimulationFeature::refresh);
    connect(&m_tool, &SimulationTool::comparedChanged, this, &SimulationFeature::refresh);
    connect(&m_tool, &SimulationTool::pausedChanged, this, &SimulationFeature::refresh);
    connect(&m_tool, &SimulationTool::progressed, this, &SimulationFeature::showStatus);
}

SimulationFeature::~SimulationFeature()
{
    if (m_bar && !m_bar->parent())
        delete m_bar;
}

QWidget *SimulationFeature::floatingBar() const
{
    return m_bar;
}

void SimulationFeature::addActions(ActionRegistry &registry)
{
    m_run = registry.add({.id = u"simulate.run"_s,
                          .menu = Menu::Simulate,
                          .text = tr("&Run"),
                          .tip = tr("Simulate the chosen scenario"),
                          .shortcuts = {QKeySequence(Qt::Key_F5)},
                          .icon = u"run"_s,
                          .bar = {Mode::Simulate},
                          .primary = true});
    m_stop = registry.add({.id = u"simulate.stop"_s,
                           .menu = Menu::Simulate,
                           .text = tr("&Stop"),
                           .tip = tr("End the run and show what it saw"),
                           .shortcuts = {QKeySequence(Qt::SHIFT | Qt::Key_F5)},
                           .icon = u"stop"_s,
                           .bar = {Mode::Simulate}});
    m_step = registry.add({.id = u"simulate.step"_s,
                           .menu = Menu::Simulate,
                           .text = tr("S&tep"),
                           .tip = tr("Go on by a hundredth of the run or its playback, then pause"),
                           .shortcuts = {QKeySequence(Qt::Key_F7)},
                           .icon = u"step"_s,
                           .bar = {Mode::Simulate}});
    m_play = registry.add({.id = u"simulate.play"_s,
                           .menu = Menu::Simulate,
                           .text = tr("&Play back"),
                           .tip = tr("Play the run back, or pause"),
                           .shortcuts = {QKeySequence(Qt::SHIFT | Qt::Key_F7)},
                           .icon = u"play"_s,
                           .section = 1});
    m_compare = registry.add({.id = u"simulate.compare"_s,
                              .menu = Menu::Simulate,
                              .text = tr("&Compare"),
                              .tip = tr("Lay the run before beside this one"),
                              .shortcuts = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)},
                              .icon = u"compare"_s,
                              .section = 1,
                              .bar = {Mode::Simulate},
                              .checkable = true});
    addPaces(registry);
    addExperiments(registry);
    connect(m_run, &QAction::triggered, this, [this] {
        emit modeRequested(Mode::Simulate);
        if (m_tool.isRunning())
            m_tool.setPaused(!m_tool.isPaused());
        else
            m_tool.run();
    });
    connect(m_step, &QAction::triggered, this, [this] {
        emit modeRequested(Mode::Simulate);
        m_tool.step();
    });
    connect(m_stop, &QAction::triggered, &m_tool, &SimulationTool::stop);
    connect(m_play, &QAction::triggered, this,
            [this] { m_tool.playback().isPlaying() ? m_tool.playback().pause() : m_tool.playback().play(); });
    connect(m_compare, &QAction::triggered, this, &SimulationFeature::compare);
    refresh();
}

void SimulationFeature::addPaces(ActionRegistry &registry)
{
    auto *group = new QActionGroup(this);
    const auto pace = [this, &registry, group](const QString &id, const QString &text, const QString &tip,
                                               double seconds) {
        QAction *action =
            registry.add({.id = id, .menu = Menu::Simulate, .text = text, .tip = tip, .section = 2, .checkable = true});
        action->setChecked(seconds == m_tool.pace());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, seconds] { m_tool.setPace(seconds); });
        connect(&m_tool, &SimulationTool::paceChanged, action,
                [action, seconds](double now) { action->setChecked(now == seconds); });
    };
    pace(u"simulate.express"_s, tr("E&xpress"), tr("As fast as the machine can"), 0);
    pace(u"simulate.fast"_s, tr("&Fast"), tr("Each replication takes 10 seconds"), 10);
    pace(u"simulate.slow"_s, tr("S&low"), tr("Each replication takes a minute"), 60);
}

/// Each opens its page; what it needs is asked there.
void SimulationFeature::addExperiments(ActionRegistry &registry)
{
    using Page = ResultsPanel::Page;
    const auto add = [this, &registry](const QString &id, const QString &text, const QString &tip, Page page) {
        QAction *action = registry.add({.id = id, .menu = Menu::Simulate, .text = text, .tip = tip, .section = 3});
        connect(action, &QAction::triggered, this, [this, page] {
            emit modeRequested(Mode::Simulate);
            showPage(page);
        });
    };
    add(u"simulate.events"_s, tr("&Event histories"), tr("See what happened to single events of the run"),
        Page::Events);
    add(u"simulate.sweep"_s, tr("S&weep…"), tr("Vary one or two parameters: where does it break?"), Page::Sweep);
    add(u"simulate.size"_s, tr("Si&ze…"), tr("Find the fewest instances, the largest load, the longest outage"),
        Page::Size);
    add(u"simulate.paired"_s, tr("Pa&ired comparison…"), tr("Compare two runs or scenarios without chance"),
        Page::Compare);
}

void SimulationFeature::showPage(ResultsPanel::Page page)
{
    if (m_results)
        m_results->showPage(page);
}

/// Lays the last run beside the shown one, or takes it away again.
void SimulationFeature::compare()
{
    emit modeRequested(Mode::Simulate);
    const SimulationRun *before = m_tool.compared() ? nullptr : m_tool.previous();
    m_tool.setCompared(before ? before->number : 0);
    showPage(before ? ResultsPanel::Page::Figures : ResultsPanel::Page::Charts);
    refresh();
}

QList<Panel> SimulationFeature::panels()
{
    m_report = new ReportPanel(m_tool, m_document, m_theme);
    const Experiments experiments{m_sweep, m_size, m_paired, m_histories};
    m_results = new ResultsPanel(m_tool, experiments, m_document, m_theme);
    connect(m_report, &ReportPanel::differencesRequested, this, &SimulationFeature::compare);
    return {
        {Mode::Simulate, Area::Left, tr("Scenarios"), new ScenarioList(m_tool, m_theme), 1},
        {Mode::Simulate, Area::Left, tr("Runs"), new RunList(m_tool, m_theme), 2},
        {Mode::Simulate, Area::Right, {}, m_report, 1},
        {Mode::Simulate, Area::Bottom, {}, m_results, 1},
    };
}

void SimulationFeature::modeEntered(Mode mode)
{
    if (mode != Mode::Simulate)
        return;
    m_shown = true;
    emit overlayChanged(m_tool.overlay());
    refresh();
}

void SimulationFeature::modeLeft(Mode mode)
{
    if (mode != Mode::Simulate)
        return;
    m_shown = false;
    emit overlayChanged({});
    if (m_bar)
        m_bar->hide();
}

void SimulationFeature::refresh()
{
    if (m_run) {
        const bool goesOn = m_tool.isRunning() && !m_tool.isPaused();
        m_run->setProperty(glyphProperty, goesOn ? u"pause"_s : u"run"_s);
        m_run->setText(goesOn ? tr("&Pause") : m_tool.isRunning() ? tr("&Continue") : tr("&Run"));
        m_run->setIcon(icon(goesOn ? u"pause"_s : u"run"_s));
        m_stop->setEnabled(m_tool.isRunning());
        m_play->setEnabled(m_tool.current() && !m_tool.isRunning());
        m_compare->setEnabled(m_tool.previous() || m_tool.compared());
        m_compare->setChecked(m_tool.compared());
        m_compare->setToolTip(m_compare->isEnabled() ? tr("Lay the run before beside this one")
                                                     : tr("There is nothing to compare with yet: run twice"));
    }
    if (m_bar)
        m_bar->setVisible(m_shown && (m_tool.isRunning() || m_tool.current()));
    showStatus();
}

void SimulationFeature::showStatus()
{
    const SimulationRun *run = m_tool.current();
    QString text;
    if (m_tool.isPaused())
        text = tr("paused · %1 %").arg(int(m_tool.progress() * 100));
    else if (m_tool.isRunning())
        text = tr("running · %1 %").arg(int(m_tool.progress() * 100));
    else if (run)
        text = tr("run #%1 · %2 model events · seed %3 · %4 replications")
                   .arg(run->number)
                   .arg(tickText(double(run->report.events)))
                   .arg(run->report.seed)
                   .arg(run->report.replications);
    emit statusChanged(Mode::Simulate, text);
}

} // namespace weir
