// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/catalog.h"
#include "core/simulation/report.h"
#include "core/simulation/scenariorunner.h"

#include <QObject>

#include <thread>

namespace weir {

/// Runs one simulation at a time on a thread of its own: values in, values out.
class SimulationRunner : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    /// Stops what runs and waits for its end.
    ~SimulationRunner() override;

    bool isRunning() const { return m_running; }
    /// Starts a run; one that runs is stopped first and never heard of again.
    void start(const Catalog &catalog, const SimulationOptions &options);
    /// Asks the run to end; finished() follows with what it saw until then.
    void stop();
    /// As stop(), but nothing is heard of the run any more.
    void abandon();

signals:
    /// 0 to 1.
    void progressed(double share);
    void finished(const weir::Report &report);
    void failed(const weir::Error &error);

private:
    void take(int run, const Result<Report> &result);

    int m_run = 0; ///< Number of the run whose result is wanted.
    bool m_running = false;
    std::jthread m_thread;
};

} // namespace weir
