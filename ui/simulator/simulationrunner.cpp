// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/simulationrunner.h"

#include "ui/simulator/rungate.h"

#include "core/usecases/simulate.h"

#include <algorithm>
#include <atomic>

namespace weir {
namespace {

constexpr double progressStep = 0.005; // queued signals are for people: no more than 200 of them
constexpr std::chrono::milliseconds tickTime{100};

} // namespace

struct SimulationRunner::Watch
{
    RunGate gate;
    std::atomic<bool> isWanted = false; ///< The window can take what was seen so far.
    std::atomic<double> share = 0;      ///< How far the first replication is.
};

SimulationRunner::SimulationRunner(QObject *parent) : QObject(parent), m_watch(std::make_shared<Watch>())
{
    m_tick.setInterval(tickTime);
    connect(&m_tick, &QTimer::timeout, this, &SimulationRunner::tick);
}

SimulationRunner::~SimulationRunner()
{
    stop();
    if (m_thread.joinable())
        m_thread.join();
}

void SimulationRunner::start(const Catalog &catalog, const SimulationOptions &options)
{
    ++m_run;
    stop();
    m_thread = {}; // waits
    m_running = true;
    m_allowed = 0;
    m_watch = std::make_shared<Watch>();
    holdBack();
    m_tick.start();
    const int run = m_run;
    m_thread = std::jthread([this, run, catalog, options, watch = m_watch](const std::stop_token &stop) {
        const auto tell = [this, run](auto what) {
            QMetaObject::invokeMethod(
                this,
                [this, run, what] {
                    if (run == m_run && m_running)
                        what();
                },
                Qt::QueuedConnection);
        };
        SimulationControl control;
        control.stop = stop;
        // Progress comes from one thread at a time; only the last told share is kept between its calls.
        const auto told = std::make_shared<std::atomic<double>>(0);
        control.progress = [this, tell, told](double share) {
            if (share < *told + progressStep)
                return;
            *told = share;
            tell([this, share] { emit progressed(share); });
        };
        control.watch = [this, tell, watch, stop](int replication, double share, const auto &seen) {
            const bool isFirst = replication == 0;
            if (isFirst)
                watch->share = share;
            if (isFirst && (watch->isWanted.exchange(false) || watch->gate.holds(share)))
                tell([this, report = seen()] { emit watched(report); });
            watch->gate.pass(share, stop);
        };
        const auto result = std::make_shared<Result<Report>>(simulate(catalog, options, control));
        QMetaObject::invokeMethod(
            this, [this, run, result] { take(run, *result); }, Qt::QueuedConnection);
    });
}

void SimulationRunner::stop()
{
    m_thread.request_stop();
    m_watch->gate.open();
}

void SimulationRunner::abandon()
{
    ++m_run;
    m_running = false;
    m_tick.stop();
    stop();
}

void SimulationRunner::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    m_allowed = m_watch->share;
    holdBack();
    emit pausedChanged(paused);
}

void SimulationRunner::step()
{
    setPaused(true);
    m_watch->isWanted = true;
    // Beyond the first replication there is nothing to be seen step by step.
    const double next = m_watch->share + stepShare;
    if (next < 1)
        m_watch->gate.openUntil(next);
    else
        m_watch->gate.open();
}

void SimulationRunner::setPace(double seconds)
{
    m_pace = std::max(0.0, seconds);
    m_allowed = m_watch->share;
    holdBack();
}

void SimulationRunner::holdBack()
{
    if (m_paused)
        m_watch->gate.close();
    else if (m_pace > 0)
        m_watch->gate.openUntil(m_allowed);
    else
        m_watch->gate.open();
}

void SimulationRunner::tick()
{
    m_watch->isWanted = true;
    if (m_paused || m_pace <= 0 || !m_running)
        return;
    m_allowed += std::chrono::duration<double>(tickTime).count() / m_pace;
    holdBack();
}

void SimulationRunner::take(int run, const Result<Report> &result)
{
    if (run != m_run)
        return;
    m_running = false;
    m_tick.stop();
    if (result)
        emit finished(*result);
    else
        emit failed(result.error());
}

} // namespace weir
