// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/simulationtool.h"

#include "ui/editing/projectdocument.h"
#include "ui/simulator/elementname.h"

#include "core/storage/project.h"
#include "core/usecases/simulate.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr double watchedLongEnough = 2; // seconds; a run that was seen live is not played back

/// Dead letters until \a share of the run, for one replication.
double deadUntil(const DeadLetterReport &letters, const Report &report, double share)
{
    const QList<double> &rates =
        letters.series.throughput.isEmpty() ? letters.series.deadLetters : letters.series.throughput;
    const double all = double(letters.in) / std::max(1, report.replications);
    double total = 0, until = 0;
    for (int i = 0; i < rates.size(); ++i) {
        total += rates.at(i);
        if (i < share * double(rates.size()))
            until += rates.at(i);
    }
    return total > 0 ? all * until / total : share >= 1 ? all : 0;
}

/// Whether people would see the difference: fractions of a message or of a millisecond are noise.
bool isWorthTelling(const FigureDifference &difference)
{
    const double before = difference.before.value_or(0);
    const double after = difference.after.value_or(0);
    const double change = std::abs(after - before);
    const double larger = std::max(std::abs(before), std::abs(after));
    switch (difference.unit) {
    case FigureUnit::Seconds:
        return larger >= 0.001 && change >= 0.02 * larger;
    case FigureUnit::Share:
    case FigureUnit::Utilisation:
        return change >= 0.005;
    case FigureUnit::Messages:
        return change >= 0.5;
    case FigureUnit::PerSecond:
        return change >= 0.02 * larger;
    }
    return true;
}

} // namespace

int SimulationRun::assertionsHeld() const
{
    return int(std::count_if(report.assertions.cbegin(), report.assertions.cend(),
                             [](const AssertionReport &assertion) { return assertion.holds; }));
}

SimulationTool::SimulationTool(ProjectDocument &document, QObject *parent) : QObject(parent), m_document(document)
{
    connect(&document, &ProjectDocument::catalogReset, this, &SimulationTool::reset);
    connect(&document, &ProjectDocument::elementsChanged, this, &SimulationTool::followScenarios);
    connect(&m_runner, &SimulationRunner::progressed, this, [this](double share) {
        m_progress = share;
        emit progressed(share);
    });
    connect(&m_runner, &SimulationRunner::finished, this, &SimulationTool::finish);
    connect(&m_runner, &SimulationRunner::failed, this, [this](const Error &error) {
        m_error = error;
        endRunning();
        emit errorChanged();
    });
    connect(&m_runner, &SimulationRunner::watched, this, [this](const Report &report) {
        m_live = report;
        emit liveChanged();
        emit overlayChanged(overlay());
    });
    connect(&m_runner, &SimulationRunner::pausedChanged, this, &SimulationTool::pausedChanged);
    connect(&m_playback, &Playback::moved, this, [this] { emit overlayChanged(overlay()); });
    followScenarios();
}

const QList<Scenario> &SimulationTool::scenarios() const
{
    return m_document.catalog().scenarios();
}

void SimulationTool::reset()
{
    if (isRunning()) {
        m_runner.abandon();
        endRunning();
    }
    m_runs.clear();
    m_current = m_compared = m_lastNumber = 0;
    m_error.reset();
    m_scenario.clear();
    m_playback.setLength(0);
    followScenarios();
    emit runsChanged();
    emit currentChanged();
    emit errorChanged();
}

void SimulationTool::followScenarios()
{
    const QList<Scenario> &all = scenarios();
    if (!m_document.catalog().scenario(m_scenario)) {
        m_scenario = all.isEmpty() ? QString() : all.first().id;
        emit scenarioChanged();
    }
    emit scenariosChanged();
}

void SimulationTool::setScenario(const QString &id)
{
    if (id == m_scenario || (!id.isEmpty() && !m_document.catalog().scenario(id)))
        return;
    m_scenario = id;
    emit scenarioChanged();
}

SimulationOptions SimulationTool::options() const
{
    SimulationOptions options;
    options.scenario = m_scenario;
    options.root = m_document.files().root;
    return options;
}

void SimulationTool::run()
{
    if (isRunning())
        return;
    const Scenario *scenario = m_document.catalog().scenario(m_scenario);
    m_started = {};
    m_started.scenario = m_scenario;
    m_started.title = scenario ? scenario->name() : tr("Standard load");
    m_started.question = scenario ? scenario->question : QString();
    m_error.reset();
    m_progress = 0;
    m_clock.start();
    m_started.catalog = m_document.catalog();
    m_runner.start(m_started.catalog, options());
    emit errorChanged();
    emit runningChanged(true);
}

void SimulationTool::stop()
{
    m_runner.stop();
}

void SimulationTool::setPaused(bool paused)
{
    m_runner.setPaused(paused);
}

void SimulationTool::step()
{
    if (!isRunning() && current() && !m_playback.isAtEnd()) {
        m_playback.step();
        return;
    }
    m_runner.setPaused(true);
    run();
    m_runner.step();
}

void SimulationTool::setPace(double seconds)
{
    m_runner.setPace(seconds);
    emit paceChanged(seconds);
}

/// No run goes on any more; the next one does not begin paused.
void SimulationTool::endRunning()
{
    m_live.reset();
    m_runner.setPaused(false);
    emit runningChanged(false);
}

void SimulationTool::finish(const Report &report)
{
    SimulationRun run = m_started;
    run.report = report;
    run.seconds = double(m_clock.nsecsElapsed()) * 1e-9;
    const bool wasWatched = run.seconds > watchedLongEnough && m_live;
    endRunning();
    setCurrent(keep(run));
    if (!wasWatched)
        m_playback.play();
}

int SimulationTool::keep(SimulationRun run)
{
    run.number = ++m_lastNumber;
    m_runs.prepend(run);
    while (m_runs.size() > mostRuns)
        m_runs.removeLast();
    emit runsChanged();
    return run.number;
}

const SimulationRun *SimulationTool::keptRun(int number) const
{
    const auto found =
        std::find_if(m_runs.cbegin(), m_runs.cend(), [&](const SimulationRun &run) { return run.number == number; });
    return found == m_runs.cend() ? nullptr : &*found;
}

const SimulationRun *SimulationTool::current() const
{
    return keptRun(m_current);
}

void SimulationTool::setCurrent(int number)
{
    if (number == m_current || !keptRun(number))
        return;
    m_current = number;
    if (m_compared == number)
        m_compared = 0;
    emit currentChanged();
    m_playback.setLength(current()->report.simulated);
    m_playback.skipToEnd();
}

const SimulationRun *SimulationTool::previous() const
{
    const SimulationRun *shown = current();
    if (!shown)
        return nullptr;
    const SimulationRun *any = nullptr;
    for (const SimulationRun &run : m_runs) {
        if (run.number >= shown->number)
            continue;
        if (run.scenario == shown->scenario)
            return &run;
        any = any ? any : &run;
    }
    return any;
}

const SimulationRun *SimulationTool::compared() const
{
    return m_compared == m_current ? nullptr : keptRun(m_compared);
}

void SimulationTool::setCompared(int number)
{
    if (number == m_compared || number == m_current || (number != 0 && !keptRun(number)))
        return;
    m_compared = number;
    emit comparedChanged();
}

QList<FigureDifference> SimulationTool::differences() const
{
    const SimulationRun *before = previous();
    if (!before)
        return {};
    QList<FigureDifference> differences = reportDifferences(before->report, current()->report);
    differences.removeIf([](const FigureDifference &difference) { return !isWorthTelling(difference); });
    return differences;
}

Overlay SimulationTool::overlay() const
{
    if (live())
        return reportOverlay(*live(), 1); // the last instant seen
    const SimulationRun *shown = current();
    if (!shown)
        return {};
    const bool whole = m_playback.isAtEnd();
    Overlay overlay = reportOverlay(shown->report, whole ? std::nullopt : std::optional(m_playback.share()));
    for (const DeadLetterReport &letters : shown->report.deadLetters) {
        const auto count = qint64(std::llround(deadUntil(letters, shown->report, whole ? 1 : m_playback.share())));
        ElementFigures &figures = overlay.figures[u"channels/"_s + letters.path];
        figures.text = count == 1 ? tr("1 dead letter") : tr("%1 dead letters").arg(QLocale().toString(count));
        figures.health = count > 0 ? Health::Bad : Health::Good;
    }
    return overlay;
}

void SimulationTool::selectElement(const QString &element)
{
    selectElements({element});
}

void SimulationTool::selectElements(const QStringList &elements)
{
    QStringList paths;
    for (const QString &element : elements)
        paths << selectionPath(m_document.catalog(), element);
    paths.removeDuplicates();
    m_document.setSelection(paths);
}

} // namespace weir
