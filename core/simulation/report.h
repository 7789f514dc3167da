// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace weir {

/// What a set of durations looks like, in seconds. Percentiles come from the merged histograms of all replications.
struct LatencyReport
{
    quint64 count = 0;
    double mean = 0;
    std::optional<double> ci95; ///< Half width of the mean's 95 % interval; none with one replication.
    double p50 = 0, p90 = 0, p95 = 0, p99 = 0, p999 = 0, max = 0;

    bool operator==(const LatencyReport &) const = default;
};

/// A level over time: its time-weighted mean (mean of the replications' means) and its largest value.
struct LevelReport
{
    double mean = 0;
    std::optional<double> ci95;
    quint64 max = 0;

    bool operator==(const LevelReport &) const = default;
};

/// Figures of one element over simulated time, in the Report's equal bins; means over replications. A figure the
/// element does not have is empty.
struct ReportSeries
{
    QList<double> throughput;  ///< Each second: produced, published, entered, succeeded or dead, by kind of element.
    QList<double> depth;       ///< Messages waiting, time-weighted mean.
    QList<double> utilisation; ///< Share of servers busy, 0 to 1.
    QList<double> p50, p99;    ///< End-to-end latency in seconds of what finished in the bin; 0 when nothing did.
    QList<double> failures;    ///< Failed attempts each second.
    QList<double> deadLetters; ///< Dead-lettered messages each second.

    bool operator==(const ReportSeries &) const = default;
};

/// Losses by reason (`unmatched`, `crash`, `brokerDown`, …).
using LossReport = QMap<QString, quint64>;

/// A publication of a service, or a follow-up event of a subscription.
struct PublicationReport
{
    QString path;          ///< `orders/order.placed`, or `billing/bill/invoice.sent`.
    quint64 produced = 0;  ///< Business transactions that made an event.
    quint64 published = 0; ///< Events that reached the channel, duplicates not counted.
    LossReport lost;
    quint64 pending = 0;               ///< Neither published nor lost when the run ended.
    std::optional<quint64> duplicates; ///< Published again by a relay that crashed before it marked the row.
    quint64 refused = 0;               ///< Transactions that a database fault kept from happening.
    ReportSeries series;

    bool operator==(const PublicationReport &) const = default;
};

/// A service's outbox table and its relay.
struct OutboxReport
{
    QString path;                       ///< Id of the service.
    LevelReport backlog;                ///< Rows not yet published.
    std::optional<LatencyReport> delay; ///< From commit to publish.
    std::optional<quint64> dead;        ///< Rows given up after `maxAttempts`.
    quint64 stuck = 0;                  ///< Rows that stay pending for ever (faithful mode).
    ReportSeries series;

    bool operator==(const OutboxReport &) const = default;
};

struct ChannelReport
{
    QString path; ///< Id of the channel.
    bool isQueue = false;
    quint64 in = 0;
    std::optional<quint64> rejected, dropped, expired;
    LevelReport depth;               ///< Messages waiting in its FIFOs.
    std::optional<double> oldestMax; ///< Longest time in seconds that a message waited.
    ReportSeries series;

    bool operator==(const ChannelReport &) const = default;
};

/// How well an SLA was kept. Dead, lost and expired messages are misses.
struct SlaReport
{
    double within = 0;                 ///< Seconds.
    double share = 1;                  ///< Promised, 0 to 1.
    std::optional<double> attained;    ///< Reached, 0 to 1; none when no message counts.
    std::optional<double> worstMinute; ///< The lowest share of any minute.
    QString event{};                   ///< The event type it is for, where a subscription has several SLAs.

    bool operator==(const SlaReport &) const = default;
};

struct SubscriptionReport
{
    QString path;          ///< `billing/bill`.
    quint64 messages = 0;  ///< Copies that reached the subscription.
    quint64 delivered = 0; ///< Attempts started.
    quint64 succeeded = 0, failedAttempts = 0, retried = 0, deadLettered = 0;
    LossReport lost;
    std::optional<quint64> expired, dropped;
    quint64 inFlight = 0;
    quint64 duplicateDeliveries = 0, duplicateEffects = 0;
    std::optional<double> attemptsPerMessage; ///< Attempts for each settled message; none when none is settled.
    double utilisation = 0;                   ///< Share of servers busy or held, 0 to 1.
    std::optional<double> utilisationCi95;
    double blocked = 0;           ///< Part of the utilisation in which a server only waits to try again.
    std::optional<double> waited; ///< Share of attempts that waited for a server; none without attempts.
    double inBackoff = 0;         ///< Mean number of messages waiting for their next attempt.
    int servers = 0;              ///< Instances times concurrency.
    LevelReport depth;
    std::optional<LatencyReport> wait, processing, endToEnd, settled;
    std::optional<SlaReport> sla;
    QList<SlaReport> eventSlas; ///< Of its event types, when it receives several; `sla` is then empty.
    quint64 outOfOrder = 0;     ///< Messages whose first attempt began after that of a younger one.
    LossReport failures;        ///< Failed attempts by reason (`error`, `timeout`, `deadline`, `poison`, …).
    ReportSeries series;

    bool operator==(const SubscriptionReport &) const = default;
};

struct DeadLetterReport
{
    QString path; ///< Id of the channel, or `<subscription>.dlq` when it is implicit.
    quint64 in = 0;
    std::optional<quint64> redriven, max;
    ReportSeries series;

    bool operator==(const DeadLetterReport &) const = default;
};

struct EventTypeReport
{
    QString path; ///< Id of the event type.
    quint64 produced = 0;
    std::optional<LatencyReport> allSubscribers; ///< Until the last subscriber was done.

    bool operator==(const EventTypeReport &) const = default;
};

/// How a design gets over a fault.
enum class Aftermath : quint8 {
    Unknown,    ///< The run ends too soon after the fault to say, or the fault did not happen.
    Recovered,  ///< The backlog went about as fast as the spare capacity allows.
    Slow,       ///< It took longer than the fault and twice what the spare capacity explains, or is still falling.
    Metastable, ///< The backlog stays although the load is below the capacity: work is wasted, as by a storm of retries.
    Overloaded, ///< The load is above the capacity, fault or not.
};

/// A fault and how long the design needed to get over it. Times in seconds.
struct FaultReport
{
    QString fault; ///< `serviceDown billing`.
    double from = 0, to = 0;
    std::optional<double> drained; ///< When the backlog it left was gone; none when it never was, or is not known.
    quint64 times = 1;             ///< How often it happened, over all replications.
    std::optional<double> backlog; ///< Messages and rows waiting about when it ended; none without time series.
    /// Seconds that queueing theory expects, `backlog / (c mu - lambda)`; infinite when the load is above the capacity, none
    /// for faults that hold nothing up.
    std::optional<double> expectedDrain;
    Aftermath recovery = Aftermath::Unknown;

    bool operator==(const FaultReport &) const = default;
};

struct BottleneckReport
{
    QString element; ///< `billing/bill`; an outbox is `outboxes/orders`.
    double utilisation = 0;
    std::optional<double> wait; ///< Mean wait in seconds.

    bool operator==(const BottleneckReport &) const = default;
};

struct AssertionReport
{
    QString text;
    std::optional<double> value; ///< What was measured, in seconds, messages or a share; none when nothing was.
    bool isDuration = false;     ///< The value is in seconds.
    bool isShare = false;        ///< The value is a share, 0 to 1.
    bool holds = false;
    bool fromSla = false; ///< Comes from an SLA of the design, not from the scenario or the command line.
    QString reason;       ///< Why it could not be measured; empty when it was.

    bool operator==(const AssertionReport &) const = default;
};

/// What a simulation found: everything the command line, the charts, the canvas overlay and the document show.
///
/// Counts are sums over replications, means are means of replication means. Element lists are sorted by path. What the
/// simulator cannot fill yet is an empty optional, never a zero.
struct Report
{
    QString project;  ///< Title of the project.
    QString scenario; ///< Id; empty for the built-in one.
    quint64 seed = 1;
    int replications = 1; ///< That ran, in full or until they were stopped.
    double simulated = 0; ///< Seconds that one replication covers; what was reached when it was stopped.
    double warmup = 0;    ///< Seconds cut off at the start (mean over replications when it was found by MSER-5).
    quint64 events = 0;   ///< Model events handled.
    bool stopped = false; ///< Interrupted before its end.

    QString verdict;   ///< One sentence: does the design hold, and if not, what breaks first.
    bool holds = true; ///< No assertion and no SLA is missed.
    /// Attempts for each message that any subscription settled: 1 when nothing is tried twice; none when none is settled.
    std::optional<double> retryAmplification;
    QStringList assumptions;
    QStringList warnings;
    bool conservation = true; ///< Every message is accounted for in every replication.

    QList<PublicationReport> publications;
    QList<OutboxReport> outboxes;
    QList<ChannelReport> channels;
    QList<SubscriptionReport> subscriptions;
    QList<DeadLetterReport> deadLetters;
    QList<EventTypeReport> eventTypes;
    QList<FaultReport> faults;
    QList<BottleneckReport> bottlenecks; ///< The three worst, the worst first.
    QList<AssertionReport> assertions;
    double binWidth = 0; ///< Seconds of one bin of all series.

    /// The subscription at \a path, or nullptr.
    const SubscriptionReport *subscription(QStringView path) const;
    /// The channel with the id \a path, or nullptr.
    const ChannelReport *channel(QStringView path) const;
    /// The publication at \a path, or nullptr.
    const PublicationReport *publication(QStringView path) const;
    /// The outbox of the service \a path, or nullptr.
    const OutboxReport *outbox(QStringView path) const;
    /// The dead letter channel \a path, or nullptr.
    const DeadLetterReport *deadLetter(QStringView path) const;

    bool operator==(const Report &) const = default;
};

} // namespace weir
