// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/simulator/playback.h"
#include "ui/simulator/simulationrunner.h"

#include "core/base/result.h"
#include "core/model/overlay.h"
#include "core/simulation/report.h"
#include "core/simulation/reportdifference.h"

#include <QElapsedTimer>
#include <QObject>

#include <optional>

namespace weir {

class ProjectDocument;

/// A finished run.
struct SimulationRun
{
    int number = 0;   ///< From 1, as `#14`.
    QString scenario; ///< Id; empty for the built-in one.
    QString title;    ///< Of the scenario.
    QString question;
    Report report;
    double seconds = 0; ///< Real time it took; 0 when nobody measured it.
    Catalog catalog;    ///< The design that ran.

    int assertionsHeld() const;
    /// Model events handled in each real second; 0 when it was too short to tell.
    double eventsPerSecond() const { return seconds > 0 ? double(report.events) / seconds : 0; }
};

/// What Simulate mode does, without widgets: scenarios, runs, playback, figures for the canvas, comparison.
class SimulationTool : public QObject
{
    Q_OBJECT

public:
    explicit SimulationTool(ProjectDocument &document, QObject *parent = nullptr);

    static constexpr int mostRuns = 20; ///< Older ones are forgotten.

    const QList<Scenario> &scenarios() const;
    /// Id of the scenario that a run takes; empty: the built-in one.
    QString scenario() const { return m_scenario; }
    void setScenario(const QString &id);
    /// How the chosen scenario is run: recordings of arrivals are below the project's folder.
    SimulationOptions options() const;

    bool isRunning() const { return m_runner.isRunning(); }
    double progress() const { return m_progress; }
    /// What the run that goes on has seen so far; nullptr before the first look and when none goes on.
    const Report *live() const { return m_live ? &*m_live : nullptr; }
    bool isPaused() const { return m_runner.isPaused(); }
    /// Seconds that each replication takes at least; 0: as fast as the machine can.
    double pace() const { return m_runner.pace(); }
    /// Why the last run failed; nothing when it did not.
    const std::optional<Error> &error() const { return m_error; }

    /// The newest first.
    const QList<SimulationRun> &runs() const { return m_runs; }
    /// The run with that number, or nullptr.
    const SimulationRun *keptRun(int number) const;
    /// Keeps a run that was made elsewhere as the newest; returns its number.
    int keep(SimulationRun run);
    /// The run that is shown, or nullptr.
    const SimulationRun *current() const;
    int currentNumber() const { return m_current; }
    void setCurrent(int number);
    /// The run before the current one, of the same scenario if there is one; nullptr when there is none.
    const SimulationRun *previous() const;
    /// The run that charts and figures lay beside the current one; nullptr when there is none.
    const SimulationRun *compared() const;
    /// Lays that run beside the current one; 0: none.
    void setCompared(int number);
    /// What differs between the previous and the current run by more than people would call noise; empty without either.
    QList<FigureDifference> differences() const;

    Playback &playback() { return m_playback; }
    /// Figures at the present position, at the end those of the whole run; empty without a run.
    Overlay overlay() const;

public slots:
    /// Runs the chosen scenario in the background.
    void run();
    /// Ends the run early; what it saw is shown.
    void stop();
    void setPaused(bool paused);
    /// A hundredth further, then paused: of the run that goes on, else of the one that is played back; starts a run when
    /// there is neither.
    void step();
    void setPace(double seconds);
    /// Selects what a bottleneck names: `billing/bill` or `outboxes/orders`.
    void selectElement(const QString &element);
    /// Selects all of them that the design has.
    void selectElements(const QStringList &elements);

signals:
    void scenariosChanged();
    void scenarioChanged();
    void runningChanged(bool running);
    void progressed(double share);
    void runsChanged();
    void currentChanged();
    void comparedChanged();
    void liveChanged();
    void pausedChanged(bool paused);
    void paceChanged(double seconds);
    /// The last run failed, or the error of an earlier one is gone.
    void errorChanged();
    void overlayChanged(const weir::Overlay &overlay);

private:
    void reset();
    void followScenarios();
    void endRunning();
    void finish(const Report &report);

    ProjectDocument &m_document;
    QString m_scenario;
    double m_progress = 0;
    std::optional<Error> m_error;
    QList<SimulationRun> m_runs;
    int m_current = 0;  ///< Number of the run shown; 0: none.
    int m_compared = 0; ///< Number of the run beside it; 0: none.
    int m_lastNumber = 0;
    std::optional<Report> m_live;
    SimulationRun m_started; ///< Scenario of the run that goes on.
    QElapsedTimer m_clock;
    Playback m_playback;
    SimulationRunner m_runner; ///< Last, so that its thread ends first.
};

} // namespace weir
