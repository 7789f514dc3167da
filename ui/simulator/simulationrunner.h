// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/catalog.h"
#include "core/simulation/report.h"
#include "core/simulation/scenariorunner.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <thread>

namespace weir {

class RunGate;

/// Runs one simulation at a time on threads of its own: values in, values out. What the first replication has seen so far
/// is shown a few times a second; it can be paused, stepped and slowed down.
class SimulationRunner : public QObject
{
    Q_OBJECT

public:
    explicit SimulationRunner(QObject *parent = nullptr);
    /// Stops what runs and waits for its end.
    ~SimulationRunner() override;

    static constexpr double stepShare = 0.01; ///< Of a run.

    bool isRunning() const { return m_running; }
    bool isPaused() const { return m_paused; }
    /// Starts a run; one that runs is stopped first and never heard of again.
    void start(const Catalog &catalog, const SimulationOptions &options);
    /// Asks the run to end; finished() follows with what it saw until then.
    void stop();
    /// As stop(), but nothing is heard of the run any more.
    void abandon();

    void setPaused(bool paused);
    /// A hundredth of the run further, then paused.
    void step();
    /// Seconds that a replication takes at least; 0: as fast as the machine can.
    void setPace(double seconds);
    double pace() const { return m_pace; }

signals:
    /// 0 to 1.
    void progressed(double share);
    /// What the first replication has seen so far.
    void watched(const weir::Report &report);
    void pausedChanged(bool paused);
    void finished(const weir::Report &report);
    void failed(const weir::Error &error);

private:
    struct Watch; ///< What the window and the simulation's threads share.

    void tick();
    void holdBack();
    void take(int run, const Result<Report> &result);

    int m_run = 0; ///< Number of the run whose result is wanted.
    bool m_running = false;
    bool m_paused = false;
    double m_pace = 0;
    double m_allowed = 0; ///< Share until which a slow run may go.
    QTimer m_tick;
    std::shared_ptr<Watch> m_watch;
    std::jthread m_thread;
};

} // namespace weir
