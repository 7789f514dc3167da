// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/scenariorunner.h"

#include "core/base/translate.h"
#include "core/simulation/assertions.h"
#include "core/simulation/faultplan.h"
#include "core/simulation/replications.h"
#include "core/simulation/reportbuilder.h"
#include "core/simulation/scenariosettings.h"
#include "core/simulation/settleddesign.h"
#include "core/simulation/tracewriter.h"
#include "core/simulation/verdict.h"
#include "core/simulation/warmup.h"

#include <thread>

namespace weir {

namespace {

constexpr int usualReplications = 5;
constexpr int mostReplications = 10'000;
/// Bins of the run that finds the warm-up.
constexpr std::uint32_t pilotBins = 1'000;

Error scenarioError(const Scenario &scenario, const QString &pointer, const QString &message)
{
    Place place;
    place.file = QStringLiteral("scenarios/") + scenario.id;
    place.pointer = pointer;
    return {message, place, {}};
}

Result<void> check(const Scenario &scenario)
{
    const Duration duration = durationOf(scenario);
    if (duration.count() <= 0)
        return scenarioError(scenario, QStringLiteral("/duration"), tr("A scenario must last longer than nothing."));
    if (scenario.warmup && (*scenario.warmup >= duration || scenario.warmup->count() < 0))
        return scenarioError(scenario, QStringLiteral("/warmup"),
                             tr("The warm-up must be shorter than the scenario's duration."));
    const int replications = scenario.replications.value_or(usualReplications);
    if (replications < 1 || replications > mostReplications)
        return scenarioError(
            scenario, QStringLiteral("/replications"),
            tr("%1 replications are impossible: 1 to %2 can be run.").arg(replications).arg(mostReplications));
    return {};
}

/// One simulation from the settled design to the report.
class ScenarioRun
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    ScenarioRun(const Scenario &scenario, const SimulationOptions &options, const SimulationControl &control)
        : m_scenario(scenario)
        , m_options(options)
        , m_control(control)
    {}

    Result<Report> run(const Catalog &catalog, const QStringList &warnings)
    {
        Result<BuiltNetwork> built = buildNetwork(catalog, m_scenario, m_options.root);
        if (!built)
            return built.error();
        m_built = std::move(*built);
        m_built.warnings = warnings + m_built.warnings;
        if (m_built.network.sources.empty())
            m_built.warnings.append(
                tr("Nothing is published: the design has no publication or operation that is simulated."));
        const Result<void> bound = bind();
        if (!bound)
            return bound.error();
        std::optional<TraceWriter> trace;
        if (m_control.trace != nullptr)
            trace.emplace(*m_control.trace, m_built, TraceHead{catalog.project().title, m_scenario.id, seed()});
        const sim::Results results = simulate(catalog, trace ? &*trace : nullptr);
        if (trace) {
            const Result<void> written = trace->finish();
            if (!written)
                return written.error();
        }
        return report(catalog, results);
    }

private:
    Result<void> bind()
    {
        auto own = bindAssertions(m_built, m_scenario.assertions, QStringLiteral("scenarios/") + m_scenario.id,
                                  QStringLiteral("/assertions"));
        if (!own)
            return own.error();
        auto further = bindAssertions(m_built, m_options.assertions, {}, {});
        if (!further)
            return further.error();
        m_assertions = std::move(*own);
        m_assertions.insert(m_assertions.end(), further->begin(), further->end());
        if (m_assertions.empty())
            m_assertions = slaAssertions(m_built);
        requestShares(m_assertions, m_built.network);
        return {};
    }

    quint64 seed() const { return m_options.seed.value_or(m_scenario.seed.value_or(1)); }

    sim::Results simulate(const Catalog &catalog, sim::TraceSink *trace)
    {
        const int replications = m_options.replications.value_or(m_scenario.replications.value_or(usualReplications));
        const int cores = int(std::max(1u, std::thread::hardware_concurrency()));
        ReplicationPlan plan{std::uint32_t(replications), m_options.threads > 0 ? m_options.threads : cores};
        if (m_control.watch) {
            plan.watch = [this, &catalog](std::uint32_t replication, double share, const auto &seen) {
                m_control.watch(int(replication), share, [&] { return report(catalog, seen()); });
            };
        }
        if (m_control.finished) {
            plan.finished = [this, &catalog](std::uint32_t replication, const sim::Results &results) {
                m_control.finished(int(replication), report(catalog, results));
            };
        }
        sim::RunSettings settings;
        settings.duration = durationOf(m_scenario).count();
        settings.atEnd = m_scenario.drain ? sim::AtEnd::Drain : sim::AtEnd::Stop;
        settings.seed = seed();
        const double pilotShare = m_scenario.warmup ? 0 : 1.0 / (replications + 1);
        settings.warmup = m_scenario.warmup ? m_scenario.warmup->count() : pilotWarmup(settings, pilotShare);
        settings.bins = std::uint32_t(std::max(0, m_options.bins));
        m_warmup = settings.warmup;
        sim::RunControl control = partOf(pilotShare, 1);
        control.trace = trace;
        return runReplications(m_built.network, settings, plan, control);
    }

    /// The warm-up that a first run without one shows.
    sim::Time pilotWarmup(sim::RunSettings settings, double share)
    {
        settings.bins = pilotBins;
        settings.atEnd = sim::AtEnd::Stop;
        const sim::Results pilot = runReplications(m_built.network, settings, {}, partOf(0, share));
        return foundWarmup(m_built, pilot, m_built.warnings);
    }

    /// A control whose progress runs from \a from to \a to of the whole.
    sim::RunControl partOf(double from, double to) const
    {
        sim::RunControl control;
        control.stop = m_control.stop;
        if (m_control.progress) {
            control.progress = [tell = m_control.progress, from, to](double share) {
                tell(from + share * (to - from));
            };
        }
        return control;
    }

    Report report(const Catalog &catalog, const sim::Results &results) const
    {
        Report report = buildReport(m_built, results);
        report.project = catalog.project().title;
        report.scenario = m_scenario.id;
        report.seed = seed();
        report.warmup = static_cast<double>(m_warmup) / 1e9;
        for (const BoundAssertion &assertion : m_assertions) {
            report.assertions.append(evaluateAssertion(assertion, m_built, results));
            report.holds = report.holds && report.assertions.last().holds;
        }
        if (results.stopped == sim::Stopped::TooMany)
            report.warnings.append(tr("Too many messages were in flight at once; the run was given up."));
        if (results.stopped == sim::Stopped::TooMany || results.stopped == sim::Stopped::DrainLimit)
            report.holds = false;
        report.verdict = verdictSentence(report, m_built, m_assertions, results.stopped);
        return report;
    }

    const Scenario &m_scenario;
    const SimulationOptions &m_options;
    const SimulationControl &m_control;
    BuiltNetwork m_built;
    std::vector<BoundAssertion> m_assertions;
    sim::Time m_warmup = 0;
};

} // namespace

Result<Scenario> chosenScenario(const Catalog &catalog, const QString &id)
{
    if (id.isEmpty()) {
        if (!catalog.scenarios().isEmpty())
            return catalog.scenarios().first();
        Scenario usual;
        usual.duration = std::chrono::seconds(60);
        usual.seed = 1;
        return usual;
    }
    if (const Scenario *scenario = catalog.scenario(id))
        return *scenario;
    QStringList ids;
    for (const Scenario &scenario : catalog.scenarios())
        ids.append(scenario.id);
    return Error{tr("There is no scenario “%1”.").arg(id),
                 {},
                 ids.isEmpty() ? tr("This project has none.") : tr("There are: %1.").arg(ids.join(u", "))};
}

Result<SettledDesign> settleDesign(const Catalog &catalog, const SimulationOptions &options)
{
    Result<Scenario> scenario = chosenScenario(catalog, options.scenario);
    if (!scenario)
        return scenario.error();
    SettledDesign design{catalog, std::move(*scenario), {}};
    const Result<void> applied =
        applyScenarioSettings(design.catalog, design.scenario.set + options.set, design.warnings);
    if (!applied)
        return applied.error();
    // A setting may have changed the scenario itself.
    if (const Scenario *settled = design.catalog.scenario(design.scenario.id))
        design.scenario = *settled;
    return design;
}

Result<Report> runSettled(const SettledDesign &design, const SimulationOptions &options,
                          const SimulationControl &control)
{
    Scenario scenario = design.scenario;
    if (options.replications)
        scenario.replications = options.replications;
    const Result<void> checked = check(scenario);
    if (!checked)
        return checked.error();
    return ScenarioRun(scenario, options, control).run(design.catalog, design.warnings);
}

Result<Report> runScenario(const Catalog &catalog, const SimulationOptions &options, const SimulationControl &control)
{
    const Result<SettledDesign> design = settleDesign(catalog, options);
    if (!design)
        return design.error();
    return runSettled(*design, options, control);
}

} // namespace weir
