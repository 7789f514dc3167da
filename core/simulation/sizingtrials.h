// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/settleddesign.h"
#include "core/simulation/sizing.h"

#include <map>

namespace weir {

/// Instances of one subscription, as a setting.
struct InstanceSetting
{
    QString path; ///< `services/billing/receives/bill/instances`.
    int instances = 1;
};

/// Simulates variants of one design and says whether each keeps every promise. After a failure or an interruption every
/// further try is broken and costs nothing; ask for error() and isStopped() at the end.
class SizingTrials
{
public:
    /// \a expected tries are the whole of the progress.
    SizingTrials(const SettledDesign &design, const SimulationOptions &options, const SimulationControl &control,
                 int expected);

    bool keepsWith(const QList<InstanceSetting> &instances);
    /// The scenario's load times \a factor.
    bool keepsAtLoad(double factor);
    /// With the window of fault \a fault of \a scenario lasting \a seconds.
    bool keepsDuring(Scenario scenario, qsizetype fault, double seconds);

    /// Report of the last try that kept every promise; of the last try when none did.
    const Report &report() const { return m_kept ? *m_kept : m_last; }
    const std::optional<Error> &error() const { return m_error; }
    bool isStopped() const { return m_isStopped; }
    int runs() const { return m_runs; }
    /// Those that were simulated, in their order.
    const QList<SizingTrial> &trials() const { return m_trials; }

private:
    bool keeps(const SettledDesign &design, SizingTrial trial);

    const SettledDesign &m_design;
    SimulationOptions m_options;
    const SimulationControl &m_control;
    int m_expected;
    int m_runs = 0;
    bool m_isStopped = false;
    std::optional<Error> m_error;
    std::optional<Report> m_kept;
    Report m_last;
    QList<SizingTrial> m_trials;
    std::map<std::vector<int>, bool> m_known; ///< By numbers of instances.
};

/// Whether every assertion holds and every SLA is attained in \a report.
bool keepsPromises(const Report &report);

} // namespace weir
