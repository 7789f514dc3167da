// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/sizingtrials.h"

#include "core/simulation/scenariosettings.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace weir {

namespace {

bool isAttained(const SlaReport &sla)
{
    return !sla.attained || *sla.attained >= sla.share;
}

} // namespace

bool keepsPromises(const Report &report)
{
    return report.holds
        && std::all_of(report.subscriptions.begin(), report.subscriptions.end(), [](const SubscriptionReport &s) {
               return (!s.sla || isAttained(*s.sla)) && std::all_of(s.eventSlas.begin(), s.eventSlas.end(), isAttained);
           });
}

SizingTrials::SizingTrials(const SettledDesign &design, const SimulationOptions &options,
                           const SimulationControl &control, int expected)
    : m_design(design)
    , m_options(options)
    , m_control(control)
    , m_expected(std::max(1, expected))
{
    m_options.bins = 0;
}

bool SizingTrials::keepsWith(const QList<InstanceSetting> &instances)
{
    std::vector<int> numbers;
    QList<ScenarioSetting> settings;
    for (const InstanceSetting &setting : instances) {
        numbers.push_back(setting.instances);
        settings.append({setting.path, JsonValue(Json(setting.instances))});
    }
    const auto known = m_known.find(numbers);
    if (known != m_known.end())
        return known->second;
    SettledDesign varied = m_design;
    QStringList unchanged;
    const Result<void> applied = applyScenarioSettings(varied.catalog, settings, unchanged);
    if (!applied) {
        m_error = applied.error();
        return false;
    }
    SizingTrial trial;
    trial.instances = QList<int>(numbers.begin(), numbers.end());
    trial.at = std::accumulate(numbers.begin(), numbers.end(), 0);
    const bool kept = keeps(varied, trial);
    m_known[numbers] = kept;
    return kept;
}

bool SizingTrials::keepsAtLoad(double factor)
{
    SettledDesign varied = m_design;
    varied.scenario.loadFactor *= factor;
    return keeps(varied, {factor, {}, false, {}});
}

bool SizingTrials::keepsDuring(Scenario scenario, qsizetype fault, double seconds)
{
    SettledDesign varied{m_design.catalog, std::move(scenario), m_design.warnings};
    varied.scenario.faults[fault].lasts = Duration(std::llround(seconds * 1e9));
    return keeps(varied, {seconds, {}, false, {}});
}

bool SizingTrials::keeps(const SettledDesign &design, SizingTrial trial)
{
    if (m_error || m_isStopped)
        return false;
    bool kept = true;
    SimulationControl control;
    control.stop = m_control.stop;
    control.finished = [&kept](int, const Report &report) { kept = kept && keepsPromises(report); };
    if (m_control.progress) {
        control.progress = [this](double share) { m_control.progress(std::min(0.99, (m_runs + share) / m_expected)); };
    }
    Result<Report> report = runSettled(design, m_options, control);
    if (!report) {
        m_error = report.error();
        return false;
    }
    m_isStopped = report->stopped || m_control.stop.stop_requested();
    ++m_runs;
    if (m_isStopped)
        return false;
    m_last = std::move(*report);
    trial.keeps = kept;
    trial.assertions = m_last.assertions;
    m_trials.append(std::move(trial));
    if (kept)
        m_kept = m_last;
    return kept;
}

} // namespace weir
