// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/sizing.h"

#include "core/base/decimal.h"
#include "core/base/translate.h"
#include "core/model/catalog.h"
#include "core/simulation/faultplan.h"
#include "core/simulation/sizingestimate.h"
#include "core/simulation/sizingtrials.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace weir {

namespace {

/// Instances of one subscription that are tried at most.
constexpr int mostTried = 1'000;
/// Times that a vector of instances that is too small is enlarged.
constexpr int mostRaises = 6;
/// The search for a quantity ends when broken is this near to kept.
constexpr double nearEnough = 1.02;
constexpr double bracketStep = 1.5;
constexpr double leastLoad = 0.01, mostLoad = 1'000;
/// Tries that a bisection of a quantity is expected to need, for the progress.
constexpr int usualTries = 12;

/// \a value to three digits, so that what is tried can be written down.
double tryable(double value)
{
    return threeDigits(value).toDouble();
}

/// Whether \a fault cuts something off for a stretch of time.
bool isOutage(const Fault &fault)
{
    using enum FaultKind;
    const bool cutsOff = fault.kind == ServiceDown || fault.kind == BrokerDown || fault.kind == DatabaseDown
        || fault.kind == RelayDown || fault.kind == Partition;
    return cutsOff && fault.from && fault.lasts && !fault.mtbf;
}

/// One search from the settled design to the answer.
class SizeSearch
{
public:
    SizeSearch(const SettledDesign &design, const BuiltNetwork &built, const SizingEstimate &estimate,
               SizingTrials &trials)
        : m_design(design)
        , m_built(built)
        , m_estimate(estimate)
        , m_trials(trials)
    {}

    Sizing find(SizeQuestion question)
    {
        m_sizing.question = question;
        switch (question) {
        case SizeQuestion::Instances:
            findInstances();
            break;
        case SizeQuestion::Load:
            findLoad();
            break;
        case SizeQuestion::Outage:
            findOutage();
            break;
        }
        m_sizing.report = m_trials.report();
        m_sizing.trials = m_trials.trials();
        m_sizing.runs = m_trials.runs();
        m_sizing.stopped = m_trials.isStopped();
        m_sizing.isPossible = m_sizing.isPossible && !m_sizing.stopped;
        return std::move(m_sizing);
    }

private:
    void findInstances()
    {
        std::vector<int> least;
        for (const Service &service : m_design.catalog.services()) {
            for (const Subscription &receives : service.receives) {
                const QString path = service.id + u'/' + receives.id;
                const qsizetype index = m_built.subscriptions.indexOf(path);
                if (index < 0)
                    continue;
                const auto at = static_cast<std::size_t>(index);
                const int estimate = std::min(m_estimate.instances(at), mostTried);
                least.push_back(std::min(m_estimate.leastInstances(at), mostTried));
                m_sizing.subscriptions.append({path, receives.instances.value_or(1), estimate, estimate});
                m_settings.append(
                    {QStringLiteral("services/%1/receives/%2/instances").arg(service.id, receives.id), estimate});
            }
        }
        m_sizing.isPossible = raiseUntilKept();
        if (!m_sizing.isPossible)
            return;
        std::vector<qsizetype> order(std::size_t(m_settings.size()));
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [this](qsizetype a, qsizetype b) {
            return m_settings.at(a).instances > m_settings.at(b).instances;
        });
        for (const qsizetype i : order)
            lower(i, least.at(std::size_t(i)));
        for (qsizetype i = 0; i < m_settings.size(); ++i)
            m_sizing.subscriptions[i].fewest = m_settings.at(i).instances;
    }

    /// Starts from the estimate and adds to all subscriptions alike until the promises are kept.
    bool raiseUntilKept()
    {
        for (int raise = 0; raise <= mostRaises; ++raise) {
            for (qsizetype i = 0; i < m_settings.size(); ++i) {
                const double many = double(m_sizing.subscriptions.at(i).estimate) * std::exp2(raise);
                m_settings[i].instances = static_cast<int>(std::min(many, double(mostTried)));
            }
            if (m_trials.keepsWith(m_settings))
                return true;
        }
        return false;
    }

    /// The fewest of one subscription that keep the promises while the others stay. What the promises of later ones take
    /// away makes it no easier: one less stays too few.
    void lower(qsizetype index, int least)
    {
        const auto keepsWith = [&](int instances) {
            m_settings[index].instances = instances;
            return m_trials.keepsWith(m_settings);
        };
        int kept = m_settings.at(index).instances, broken = least - 1;
        const int estimate = m_sizing.subscriptions.at(index).estimate;
        // The estimate is mostly right: first it, then one below.
        if (kept > estimate && estimate > broken)
            (keepsWith(estimate) ? kept : broken) = estimate;
        if (kept - broken > 1)
            (keepsWith(kept - 1) ? kept : broken) = kept - 1;
        while (kept - broken > 1) {
            const int middle = broken + (kept - broken) / 2;
            (keepsWith(middle) ? kept : broken) = middle;
        }
        m_settings[index].instances = kept;
    }

    void findLoad()
    {
        const double estimate = m_estimate.loadFactor();
        m_sizing.quantity.estimate = estimate;
        bracket(std::clamp(estimate, leastLoad, mostLoad), leastLoad, mostLoad,
                [this](double factor) { return m_trials.keepsAtLoad(factor); });
    }

    void findOutage()
    {
        Scenario scenario = m_design.scenario;
        const auto known = std::find_if(scenario.faults.cbegin(), scenario.faults.cend(), isOutage);
        const qsizetype index = std::distance(scenario.faults.cbegin(), known);
        const Duration duration = durationOf(scenario), warmup = scenario.warmup.value_or(Duration::zero());
        m_sizing.quantity.now = 0;
        if (known == scenario.faults.cend()) {
            Fault fault;
            fault.from = warmup + (duration - warmup) / 4;
            fault.lasts = Duration::zero();
            scenario.faults.append(fault);
            m_sizing.quantity.element = QStringLiteral("brokerDown");
        } else {
            m_sizing.quantity.now = double(known->lasts->count()) / 1e9;
            m_sizing.quantity.element = m_built.faults.value(index);
        }
        const double longest = double((duration - *scenario.faults.at(index).from).count()) / 1e9;
        m_sizing.quantity.estimate = m_estimate.outage(double((duration - warmup).count()) / 1e9);
        const double start = m_sizing.quantity.estimate.value_or(longest / 4);
        bracket(std::clamp(start, std::min(1.0, longest), longest), std::min(1.0, longest), longest,
                [&](double seconds) { return m_trials.keepsDuring(scenario, index, seconds); });
    }

    /// The largest value from \a least to \a most that keeps the promises, from \a start on.
    template<typename Keeps>
    void bracket(double start, double least, double most, const Keeps &keeps)
    {
        std::optional<double> kept, broken;
        double at = tryable(start);
        while (!kept || !broken) {
            (keeps(at) ? kept : broken) = at;
            const double next = kept ? std::min(at * bracketStep, most) : std::max(at / bracketStep, least);
            if (m_trials.isStopped() || m_trials.error() || next == at)
                break;
            at = next == most || next == least ? next : tryable(next);
        }
        while (kept && broken && *broken > *kept * nearEnough && !m_trials.isStopped() && !m_trials.error()) {
            const double middle = tryable((*kept + *broken) / 2);
            if (middle <= *kept || middle >= *broken)
                break;
            (keeps(middle) ? kept : broken) = middle;
        }
        m_sizing.isPossible = kept.has_value();
        m_sizing.quantity.most = kept.value_or(0);
        m_sizing.quantity.broken = broken;
    }

    const SettledDesign &m_design;
    const BuiltNetwork &m_built;
    const SizingEstimate &m_estimate;
    SizingTrials &m_trials;
    QList<InstanceSetting> m_settings; ///< In the order of the answer's subscriptions.
    Sizing m_sizing;
};

/// The promises of a run, to be estimated; an error when there is none.
Result<std::vector<BoundAssertion>> promises(const BuiltNetwork &built, const Scenario &scenario,
                                             const QStringList &further)
{
    auto own = bindAssertions(built, scenario.assertions, QStringLiteral("scenarios/") + scenario.id,
                              QStringLiteral("/assertions"));
    if (!own)
        return own;
    auto more = bindAssertions(built, further, {}, {});
    if (!more)
        return more;
    own->insert(own->end(), more->begin(), more->end());
    if (own->empty() && slaAssertions(built).empty())
        return Error{tr("Nothing is promised: any size is enough."),
                     {},
                     tr("Give subscriptions or events an SLA, the scenario assertions, or a promise with --assert.")};
    return own;
}

} // namespace

Result<Sizing> findSize(const Catalog &catalog, const SizingOptions &options, const SimulationControl &control)
{
    const Result<SettledDesign> design = settleDesign(catalog, options.run);
    if (!design)
        return design.error();
    const Result<BuiltNetwork> built = buildNetwork(design->catalog, design->scenario, options.run.root);
    if (!built)
        return built.error();
    const auto bound = promises(*built, design->scenario, options.run.assertions);
    if (!bound)
        return bound.error();
    const SizingEstimate estimate(*built, *bound);
    const int expected =
        options.question == SizeQuestion::Instances ? 2 + 2 * int(built->subscriptions.size()) : usualTries;
    SizingTrials trials(*design, options.run, control, expected);
    Sizing sizing = SizeSearch(*design, *built, estimate, trials).find(options.question);
    if (trials.error())
        return *trials.error();
    return sizing;
}

} // namespace weir
