// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/reportbuilder.h"

#include "core/simulation/failurenames.h"
#include "core/simulation/recovery.h"
#include "core/simulation/reportseries.h"
#include "core/simulation/trafficestimate.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace weir {

namespace {

constexpr double nanosecond = 1e-9;
/// Bottlenecks a report names.
constexpr qsizetype bottlenecksShown = 3;

std::optional<LatencyReport> latencyOf(const sim::Latency &latency)
{
    const LogHistogram &histogram = latency.histogram;
    if (histogram.count() == 0)
        return std::nullopt;
    LatencyReport report;
    report.count = histogram.count();
    report.mean = latency.means.mean() * nanosecond;
    if (const auto half = latency.means.halfWidth())
        report.ci95 = *half * nanosecond;
    report.p50 = histogram.percentile(0.5) * nanosecond;
    report.p90 = histogram.percentile(0.9) * nanosecond;
    report.p95 = histogram.percentile(0.95) * nanosecond;
    report.p99 = histogram.percentile(0.99) * nanosecond;
    report.p999 = histogram.percentile(0.999) * nanosecond;
    report.max = static_cast<double>(histogram.max()) * nanosecond;
    return report;
}

LevelReport levelOf(const sim::Level &level)
{
    return {level.mean.mean(), level.mean.halfWidth(), static_cast<quint64>(std::max<std::int64_t>(0, level.max))};
}

LossReport lossesOf(const sim::Losses &losses)
{
    static constexpr std::array<const char *, sim::lossReasons> names{
        "brokerDown", "unmatched", "failed", "timedOut", "serviceDown", "rejected", "partition"};
    LossReport report;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        if (losses.at(i) > 0)
            report.insert(QString::fromLatin1(names.at(i)), losses.at(i));
    }
    return report;
}

/// Sorts by path.
template<typename T>
void sortByPath(QList<T> &elements)
{
    std::sort(elements.begin(), elements.end(), [](const T &a, const T &b) { return a.path < b.path; });
}

std::optional<SlaReport> slaOf(const std::optional<SlaTarget> &target, const sim::SubscriptionResult &result)
{
    if (!target)
        return std::nullopt;
    SlaReport report{target->within, target->share, std::nullopt, std::nullopt};
    const auto counted = result.slaMet + result.slaMissed;
    if (counted > 0) {
        report.attained = static_cast<double>(result.slaMet) / static_cast<double>(counted);
        report.worstMinute = result.worstMinute;
    }
    return report;
}

SlaReport eventSlaOf(const SlaTarget &target, const sim::EventSlaResult &result)
{
    SlaReport report{target.within, target.share, std::nullopt, std::nullopt, target.event};
    if (result.met + result.missed > 0)
        report.attained = static_cast<double>(result.met) / static_cast<double>(result.met + result.missed);
    return report;
}

/// \a count, where it can be something.
std::optional<quint64> countOf(std::uint64_t count, bool isPossible)
{
    return isPossible || count > 0 ? std::optional<quint64>(count) : std::nullopt;
}

/// Builds the parts of one report.
class ReportBuilder
{
public:
    ReportBuilder(const BuiltNetwork &built, const sim::Results &results)
        : m_built(built)
        , m_results(results)
        , m_series(results)
    {}

    Report build()
    {
        m_report.replications = static_cast<int>(m_results.replications);
        m_report.simulated = static_cast<double>(m_results.simulated) * nanosecond;
        m_report.events = m_results.events;
        m_report.stopped = m_results.stopped == sim::Stopped::Cancelled;
        m_report.conservation = m_results.conserved;
        m_report.assumptions = m_built.assumptions;
        m_report.warnings = m_built.warnings;
        m_report.binWidth = m_series.binWidth();
        addProducers();
        addChannels();
        for (std::size_t i = 0; i < m_results.subscriptions.size(); ++i)
            m_report.subscriptions.append(subscription(i));
        addSinks();
        judgeRecovery(m_report, m_built, m_results);
        addAmplification();
        addBottlenecks();
        sortByPath(m_report.publications);
        sortByPath(m_report.outboxes);
        sortByPath(m_report.channels);
        sortByPath(m_report.subscriptions);
        sortByPath(m_report.deadLetters);
        sortByPath(m_report.eventTypes);
        return std::move(m_report);
    }

private:
    void addProducers()
    {
        for (std::size_t i = 0; i < m_results.publications.size(); ++i) {
            const sim::PublicationResult &result = m_results.publications.at(i);
            PublicationReport report;
            report.path = m_built.publications.at(qsizetype(i));
            report.produced = result.produced;
            report.published = result.published;
            report.lost = lossesOf(result.lost);
            report.pending = result.pending;
            report.duplicates = countOf(result.duplicates, m_built.network.publications.at(i).outbox != sim::noIndex);
            report.refused = result.refused;
            m_report.publications.append(report);
        }
        for (std::size_t i = 0; i < m_results.outboxes.size(); ++i) {
            const sim::OutboxResult &result = m_results.outboxes.at(i);
            OutboxReport report;
            report.path = m_built.outboxes.at(qsizetype(i));
            report.backlog = levelOf(result.backlog);
            report.delay = latencyOf(result.delay);
            report.stuck = result.stuck;
            report.dead = result.dead;
            report.series.depth = m_series.level(result.backlogSeries);
            m_report.outboxes.append(report);
        }
    }

    void addChannels()
    {
        for (std::size_t i = 0; i < std::size_t(m_built.channels.size()); ++i) { // Hidden ones have no name.
            const sim::ChannelResult &result = m_results.channels.at(i);
            ChannelReport report;
            report.path = m_built.channels.at(qsizetype(i));
            report.isQueue = m_built.network.channels.at(i).kind == sim::ChannelKind::Queue;
            report.in = result.in;
            const sim::Channel &channel = m_built.network.channels.at(i);
            report.rejected = countOf(result.rejected, channel.capacity > 0);
            report.dropped = countOf(result.dropped, channel.capacity > 0);
            report.expired = countOf(result.expired, channel.ttl.has_value());
            report.depth = levelOf(result.depth);
            report.oldestMax = static_cast<double>(result.oldest) * nanosecond;
            addSeries(report, i);
            m_report.channels.append(report);
        }
    }

    /// A queue's subscriptions share its FIFO; a topic's have one each.
    void addSeries(ChannelReport &report, std::size_t channel) const
    {
        for (std::size_t s = 0; s < m_results.subscriptions.size(); ++s) {
            if (m_built.network.subscriptions.at(s).channel != channel)
                continue;
            const sim::SubscriptionResult &result = m_results.subscriptions.at(s);
            if (!report.isQueue || report.series.depth.isEmpty())
                addUp(report.series.depth, m_series.level(result.depthSeries));
            addUp(report.series.throughput, m_series.perSecond(result.succeededSeries));
            addUp(report.series.failures, m_series.perSecond(result.failedSeries));
            addUp(report.series.deadLetters, m_series.perSecond(result.deadSeries));
        }
    }

    static void addUp(QList<double> &sum, const QList<double> &more)
    {
        if (sum.size() < more.size())
            sum.resize(more.size());
        for (qsizetype i = 0; i < more.size(); ++i)
            sum[i] += more.at(i);
    }

    SubscriptionReport subscription(std::size_t index) const
    {
        const sim::SubscriptionResult &result = m_results.subscriptions.at(index);
        const sim::Subscription &made = m_built.network.subscriptions.at(index);
        const double servers = made.servers;
        SubscriptionReport report;
        report.path = m_built.subscriptions.at(qsizetype(index));
        report.messages = result.messages;
        report.delivered = result.delivered;
        report.succeeded = result.succeeded;
        report.failedAttempts = result.failedAttempts;
        report.retried = result.retried;
        report.deadLettered = result.deadLettered;
        report.lost = lossesOf(result.lost);
        const sim::Channel &channel = m_built.network.channels.at(made.channel);
        report.expired = countOf(result.expired, channel.ttl.has_value());
        report.dropped = countOf(result.dropped, channel.overflow == sim::Overflow::DropOldest && channel.capacity > 0);
        report.outOfOrder = result.outOfOrder;
        for (std::size_t i = 0; i < sim::failureReasons; ++i) {
            if (result.failures.at(i) > 0)
                report.failures.insert(failureName(static_cast<sim::FailureReason>(i)), result.failures.at(i));
        }
        for (std::size_t i = 0; i < result.eventSlas.size(); ++i)
            report.eventSlas.append(eventSlaOf(m_built.eventSlas.at(index).at(i), result.eventSlas.at(i)));
        report.inFlight = result.inFlight;
        report.duplicateDeliveries = result.duplicateDeliveries;
        report.duplicateEffects = m_built.idempotent.at(index) ? 0 : result.duplicateEffects;
        if (result.attemptsPerMessage.count() > 0)
            report.attemptsPerMessage = result.attemptsPerMessage.mean();
        report.utilisation = result.utilisation.mean();
        report.utilisationCi95 = result.utilisation.halfWidth();
        report.blocked = result.blocked.mean.mean() / servers;
        if (result.delivered > 0)
            report.waited = static_cast<double>(result.waited) / static_cast<double>(result.delivered);
        report.inBackoff = result.inBackoff.mean.mean();
        report.servers = static_cast<int>(made.servers);
        report.depth = levelOf(result.depth);
        report.wait = latencyOf(result.wait);
        report.processing = latencyOf(result.processing);
        report.endToEnd = latencyOf(result.endToEnd);
        report.settled = latencyOf(result.settled);
        report.sla = slaOf(m_built.slas.at(index), result);
        report.series = {m_series.perSecond(result.succeededSeries),     m_series.level(result.depthSeries),
                         m_series.level(result.busySeries, 1 / servers), m_series.level(result.p50Series, nanosecond),
                         m_series.level(result.p99Series, nanosecond),   m_series.perSecond(result.failedSeries),
                         m_series.perSecond(result.deadSeries)};
        return report;
    }

    void addSinks()
    {
        for (std::size_t i = 0; i < m_results.deadLetters.size(); ++i) {
            DeadLetterReport report;
            report.path = m_built.deadLetters.at(qsizetype(i));
            report.in = m_results.deadLetters.at(i).in;
            report.redriven = m_results.deadLetters.at(i).redriven;
            report.max = m_results.deadLetters.at(i).max;
            report.series.throughput = m_series.perSecond(m_results.deadLetters.at(i).inSeries);
            m_report.deadLetters.append(report);
        }
        for (std::size_t i = 0; i < m_results.eventTypes.size(); ++i) {
            const sim::EventTypeResult &result = m_results.eventTypes.at(i);
            m_report.eventTypes.append(
                {m_built.eventTypes.at(qsizetype(i)), result.produced, latencyOf(result.allSubscribers)});
        }
        for (std::size_t i = 0; i < m_results.faults.size(); ++i) {
            const sim::FaultResult &result = m_results.faults.at(i);
            const sim::Fault &fault = m_built.network.faults.at(i);
            FaultReport report;
            report.fault = m_built.faults.at(qsizetype(i));
            report.from = static_cast<double>(fault.from) * nanosecond;
            report.to = static_cast<double>(fault.to) * nanosecond;
            if (result.drained.count() > 0 && result.notDrained == 0)
                report.drained = result.drained.mean();
            report.times = result.times;
            m_report.faults.append(report);
        }
    }

    void addAmplification()
    {
        quint64 delivered = 0, settled = 0;
        for (const sim::SubscriptionResult &result : m_results.subscriptions) {
            delivered += result.delivered;
            settled += result.succeeded + result.deadLettered;
            for (const quint64 lost : result.lost)
                settled += lost;
        }
        if (settled > 0)
            m_report.retryAmplification = double(delivered) / double(settled);
    }

    void addBottlenecks()
    {
        QList<BottleneckReport> all;
        for (const SubscriptionReport &report : std::as_const(m_report.subscriptions)) {
            if (report.delivered > 0)
                all.append(
                    {report.path, report.utilisation, report.wait ? std::optional(report.wait->mean) : std::nullopt});
        }
        for (std::size_t i = 0; i < m_results.outboxes.size() && m_results.simulated > 0; ++i) {
            double published = 0;
            for (std::size_t p = 0; p < m_results.publications.size(); ++p) {
                if (m_built.network.publications.at(p).outbox == i)
                    published += static_cast<double>(m_results.publications.at(p).published);
            }
            const double rate = published / (m_report.simulated * std::max(1, m_report.replications));
            const double share = std::min(1.0, rate / outboxCapacity(m_built.network.outboxes.at(i)));
            const auto delay = latencyOf(m_results.outboxes.at(i).delay);
            if (share > 0)
                all.append({QStringLiteral("outboxes/") + m_built.outboxes.at(qsizetype(i)), share,
                            delay ? std::optional(delay->mean) : std::nullopt});
        }
        // Stations that are equally busy, to a percent, are told apart by how long they keep messages waiting.
        const auto isWorse = [](const BottleneckReport &a, const BottleneckReport &b) {
            const double busyA = std::round(a.utilisation * 100), busyB = std::round(b.utilisation * 100);
            return busyA != busyB ? busyA > busyB : a.wait.value_or(0) > b.wait.value_or(0);
        };
        std::stable_sort(all.begin(), all.end(), isWorse);
        m_report.bottlenecks = all.first(std::min(all.size(), bottlenecksShown));
    }

    const BuiltNetwork &m_built;
    const sim::Results &m_results;
    const SeriesReader m_series;
    Report m_report;
};

} // namespace

Report buildReport(const BuiltNetwork &built, const sim::Results &results)
{
    return ReportBuilder(built, results).build();
}

} // namespace weir
