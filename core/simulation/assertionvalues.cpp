// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/assertions.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace weir {

namespace {

/// A figure, or why there is none.
struct Measured
{
    std::optional<double> value;
    QString reason;
};

/// Takes the figure that one assertion asks for out of the results.
class Measurement
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    Measurement(const BoundAssertion &bound, const BuiltNetwork &built, const sim::Results &results)
        : m_bound(bound)
        , m_built(built)
        , m_results(results)
    {}

    Measured take() const
    {
        switch (m_bound.assertion.function) {
        case AssertionFunction::P50:
            return percentile(0.5);
        case AssertionFunction::P90:
            return percentile(0.9);
        case AssertionFunction::P95:
            return percentile(0.95);
        case AssertionFunction::P99:
            return percentile(0.99);
        case AssertionFunction::P999:
            return percentile(0.999);
        case AssertionFunction::Max:
            return percentile(1);
        case AssertionFunction::Mean:
            return mean();
        case AssertionFunction::Share:
            return share();
        case AssertionFunction::Dlq:
            return sum(&sim::SubscriptionResult::deadLettered);
        case AssertionFunction::Lost:
            return lost();
        case AssertionFunction::Duplicates:
            return sum(&sim::SubscriptionResult::duplicateDeliveries);
        case AssertionFunction::Depth:
            return depth();
        case AssertionFunction::Utilisation:
            return utilisation();
        case AssertionFunction::Attempts:
            return attempts();
        case AssertionFunction::Drain:
            return drain();
        }
        return {};
    }

private:
    const sim::SubscriptionResult &result(sim::Index index) const { return m_results.subscriptions.at(index); }

    LogHistogram latencies() const
    {
        LogHistogram all;
        for (const sim::Index index : m_bound.subscriptions)
            all.merge(result(index).endToEnd.histogram);
        return all;
    }

    Measured percentile(double share) const
    {
        const LogHistogram all = latencies();
        if (all.count() == 0)
            return {std::nullopt, tr("no message was handled")};
        return {share < 1 ? all.percentile(share) / 1e9 : static_cast<double>(all.max()) / 1e9, {}};
    }

    Measured mean() const
    {
        const LogHistogram all = latencies();
        if (all.count() == 0)
            return {std::nullopt, tr("no message was handled")};
        return {all.mean() / 1e9, {}};
    }

    static double total(const sim::Losses &losses)
    {
        return static_cast<double>(std::accumulate(losses.begin(), losses.end(), std::uint64_t(0)));
    }

    /// Where the engine counted for another time the histogram answers, to the width of a bucket.
    Measured share() const
    {
        const sim::Time within = m_bound.assertion.within ? m_bound.assertion.within->count() : 0;
        double met = 0, all = 0;
        for (const sim::Index index : m_bound.subscriptions) {
            const sim::SubscriptionResult &r = result(index);
            if (m_bound.eventSla) {
                const sim::EventSlaResult &sla = r.eventSlas.at(*m_bound.eventSla);
                met += static_cast<double>(sla.met);
                all += static_cast<double>(sla.met + sla.missed);
                continue;
            }
            if (m_built.network.subscriptions.at(index).slaWithin == within) {
                met += static_cast<double>(r.slaMet);
                all += static_cast<double>(r.slaMet + r.slaMissed);
                continue;
            }
            const LogHistogram &latency = r.endToEnd.histogram;
            met += latency.count() > 0 ? latency.shareUpTo(within) * static_cast<double>(latency.count()) : 0;
            all += static_cast<double>(r.settled.histogram.count() + r.expired + r.dropped) + total(r.lost);
        }
        if (all == 0)
            return {std::nullopt, tr("no message was handled")};
        return {met / all, {}};
    }

    Measured sum(std::uint64_t sim::SubscriptionResult::*figure) const
    {
        double all = 0;
        for (const sim::Index index : m_bound.subscriptions)
            all += static_cast<double>(result(index).*figure);
        return {all, {}};
    }

    Measured lost() const
    {
        double all = 0;
        for (const sim::Index index : m_bound.subscriptions)
            all += total(result(index).lost) + static_cast<double>(result(index).expired + result(index).dropped);
        for (const sim::Index index : m_bound.publications)
            all += total(m_results.publications.at(index).lost);
        return {all, {}};
    }

    Measured depth() const
    {
        std::int64_t most = 0;
        for (const sim::Index index : m_bound.subscriptions)
            most = std::max(most, result(index).depth.max);
        for (const sim::Index index : m_bound.channels)
            most = std::max(most, m_results.channels.at(index).depth.max);
        return {static_cast<double>(most), {}};
    }

    Measured utilisation() const
    {
        double most = 0;
        for (const sim::Index index : m_bound.subscriptions)
            most = std::max(most, result(index).utilisation.mean());
        return {most, {}};
    }

    Measured attempts() const
    {
        double delivered = 0, settled = 0;
        for (const sim::Index index : m_bound.subscriptions) {
            const sim::SubscriptionResult &r = result(index);
            delivered += static_cast<double>(r.delivered);
            settled += static_cast<double>(r.succeeded + r.deadLettered) + total(r.lost);
        }
        if (settled == 0)
            return {std::nullopt, tr("no message was settled")};
        return {delivered / settled, {}};
    }

    Measured drain() const
    {
        double longest = 0;
        for (const sim::FaultResult &fault : m_results.faults) {
            if (fault.notDrained > 0)
                return {std::nullopt, tr("the backlog was not gone when the run ended")};
            longest = std::max(longest, fault.drained.mean());
        }
        if (m_results.faults.empty())
            return {std::nullopt, tr("the scenario has no fault")};
        return {longest, {}};
    }

    const BoundAssertion &m_bound;
    const BuiltNetwork &m_built;
    const sim::Results &m_results;
};

} // namespace

AssertionReport evaluateAssertion(const BoundAssertion &bound, const BuiltNetwork &built, const sim::Results &results)
{
    const Measured measured = Measurement(bound, built, results).take();
    AssertionReport report;
    report.text = bound.assertion.text;
    report.value = measured.value;
    report.isDuration = bound.assertion.unit() == AssertionUnit::Time;
    report.isShare = bound.assertion.unit() == AssertionUnit::Share;
    report.holds = measured.value && bound.assertion.holds(*measured.value);
    report.fromSla = bound.fromSla;
    report.reason = measured.reason;
    return report;
}

} // namespace weir
