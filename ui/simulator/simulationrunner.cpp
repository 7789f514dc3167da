// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/simulationrunner.h"

#include "core/usecases/simulate.h"

#include <atomic>
#include <memory>

namespace weir {
namespace {

constexpr double progressStep = 0.005; // queued signals are for people: no more than 200 of them

} // namespace

SimulationRunner::~SimulationRunner()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void SimulationRunner::start(const Catalog &catalog, const SimulationOptions &options)
{
    ++m_run;
    m_thread = {}; // stops and waits
    m_running = true;
    const int run = m_run;
    m_thread = std::jthread([this, run, catalog, options](const std::stop_token &stop) {
        SimulationControl control;
        control.stop = stop;
        // Progress comes from one thread at a time; only the last told share is kept between its calls.
        const auto told = std::make_shared<std::atomic<double>>(0);
        control.progress = [this, run, told](double share) {
            if (share < *told + progressStep)
                return;
            *told = share;
            QMetaObject::invokeMethod(
                this,
                [this, run, share] {
                    if (run == m_run && m_running)
                        emit progressed(share);
                },
                Qt::QueuedConnection);
        };
        const auto result = std::make_shared<Result<Report>>(simulate(catalog, options, control));
        QMetaObject::invokeMethod(
            this, [this, run, result] { take(run, *result); }, Qt::QueuedConnection);
    });
}

void SimulationRunner::stop()
{
    m_thread.request_stop();
}

void SimulationRunner::abandon()
{
    ++m_run;
    m_running = false;
    m_thread.request_stop();
}

void SimulationRunner::take(int run, const Result<Report> &result)
{
    if (run != m_run)
        return;
    m_running = false;
    if (result)
        emit finished(*result);
    else
        emit failed(result.error());
}

} // namespace weir
