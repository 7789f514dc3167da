// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/simulationfeature.h"

#include "ui/charts/chartdata.h"
#include "ui/editing/projectdocument.h"
#include "ui/feature/actionregistry.h"
#include "ui/simulator/chartspanel.h"
#include "ui/simulator/playbackbar.h"
#include "ui/simulator/reportpanel.h"
#include "ui/simulator/runlists.h"

#include <QAction>

namespace weir {

using namespace Qt::StringLiterals;

SimulationFeature::SimulationFeature(ProjectDocument &document, const Theme &theme, QObject *parent)
    : Feature(parent)
    , m_document(document)
    , m_theme(theme)
    , m_tool(document)
    , m_bar(new PlaybackBar(m_tool))
{
    connect(&m_tool, &SimulationTool::overlayChanged, this, [this](const Overlay &overlay) {
        if (m_shown)
            emit overlayChanged(overlay);
    });
    connect(&m_tool, &SimulationTool::runningChanged, this, &SimulationFeature::refresh);
    connect(&m_tool, &SimulationTool::currentChanged, this, &SimulationFeature::refresh);
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
    m_play = registry.add({.id = u"simulate.play"_s,
                           .menu = Menu::Simulate,
                           .text = tr("&Play back"),
                           .tip = tr("Play the run back, or pause"),
                           .shortcuts = {QKeySequence(Qt::Key_F7)},
                           .icon = u"play"_s,
                           .section = 1});
    m_compare = registry.add({.id = u"simulate.compare"_s,
                              .menu = Menu::Simulate,
                              .text = tr("&Compare"),
                              .tip = tr("Show what differs from the run before"),
                              .shortcuts = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)},
                              .icon = u"compare"_s,
                              .section = 1,
                              .bar = {Mode::Simulate}});
    connect(m_run, &QAction::triggered, this, [this] {
        emit modeRequested(Mode::Simulate);
        m_tool.run();
    });
    connect(m_stop, &QAction::triggered, &m_tool, &SimulationTool::stop);
    connect(m_play, &QAction::triggered, this,
            [this] { m_tool.playback().isPlaying() ? m_tool.playback().pause() : m_tool.playback().play(); });
    connect(m_compare, &QAction::triggered, this, [this] {
        emit modeRequested(Mode::Simulate);
        if (m_report)
            m_report->showComparison();
    });
    refresh();
}

QList<Panel> SimulationFeature::panels()
{
    m_report = new ReportPanel(m_tool, m_document, m_theme);
    return {
        {Mode::Simulate, Area::Left, tr("Scenarios"), new ScenarioList(m_tool, m_theme), 1},
        {Mode::Simulate, Area::Left, tr("Runs"), new RunList(m_tool, m_theme), 2},
        {Mode::Simulate, Area::Right, {}, m_report, 1},
        {Mode::Simulate, Area::Bottom, {}, new ChartsPanel(m_tool, m_document, m_theme), 1},
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
        m_run->setEnabled(!m_tool.isRunning());
        m_stop->setEnabled(m_tool.isRunning());
        m_play->setEnabled(m_tool.current() && !m_tool.isRunning());
        m_compare->setEnabled(m_tool.previous());
        m_compare->setToolTip(m_tool.previous() ? tr("Show what differs from the run before")
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
    if (m_tool.isRunning())
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
