// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/reportcharts.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

struct ChartText
{
    Q_DECLARE_TR_FUNCTIONS(weir::ReportCharts)
};

constexpr int mostDepthLines = 3;

/// Numbers of the colours, so that a quantity has the same one in all charts.
enum Series { Blue = 0, Vermilion = 1, Green = 2, Purple = 3, Orange = 4 };

ChartLine lineOf(const QString &name, int series, const QList<double> &values, const Report &report)
{
    ChartLine line{name, series, {}, false};
    // The bin under way when a run was looked at or stopped would look like a fall.
    const double whole = report.simulated / std::max(report.binWidth, 1e-9) + 1e-6;
    for (int i = 0; i < values.size() && i + 1 <= whole; ++i)
        line.points << QPointF((i + 0.5) * report.binWidth, values.at(i));
    return line;
}

QString named(const NameOf &nameOf, const QString &element)
{
    return nameOf ? nameOf(element) : element;
}

void addTo(QList<double> &sum, const QList<double> &values)
{
    if (sum.size() < values.size())
        sum.resize(values.size());
    for (int i = 0; i < values.size(); ++i)
        sum[i] += values.at(i);
}

/// An empty chart over the time of \a report with its faults.
ChartData frameOf(const Report &report, const QString &title, const QString &unit)
{
    ChartData data;
    data.title = title;
    data.unit = unit;
    data.to = report.simulated;
    for (const FaultReport &fault : report.faults)
        data.windows << ChartWindow{fault.from, fault.to, fault.fault};
    return data;
}

ChartData throughputOf(const Report &report)
{
    QList<double> published, done;
    for (const PublicationReport &publication : report.publications)
        addTo(published, publication.series.throughput);
    for (const SubscriptionReport &subscription : report.subscriptions)
        addTo(done, subscription.series.throughput);
    ChartData data = frameOf(report, ChartText::tr("Throughput"), ChartText::tr("messages/s"));
    data.lines << lineOf(ChartText::tr("published"), Blue, published, report)
               << lineOf(ChartText::tr("handled"), Green, done, report);
    return data;
}

ChartData depthOf(const Report &report, const NameOf &nameOf)
{
    struct Candidate
    {
        QString name;
        QList<double> values;
        double peak = 0;
    };
    QList<Candidate> candidates;
    const auto consider = [&](const QString &name, const QList<double> &values) {
        if (!values.isEmpty())
            candidates << Candidate{name, values, *std::max_element(values.cbegin(), values.cend())};
    };
    for (const ChannelReport &channel : report.channels)
        consider(named(nameOf, u"channels/"_s + channel.path), channel.series.depth);
    for (const OutboxReport &outbox : report.outboxes)
        consider(named(nameOf, u"outboxes/"_s + outbox.path), outbox.series.depth);
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate &a, const Candidate &b) { return a.peak > b.peak; });
    ChartData data = frameOf(report, ChartText::tr("Queue depth"), ChartText::tr("messages"));
    constexpr int colors[mostDepthLines]{Vermilion, Blue, Green};
    for (int i = 0; i < std::min(mostDepthLines, int(candidates.size())); ++i)
        data.lines << lineOf(candidates.at(i).name, colors[i], candidates.at(i).values, report);
    return data;
}

ChartData latencyOf(const Report &report, const QString &focus, const NameOf &nameOf)
{
    const SubscriptionReport *subscription = report.subscription(focus);
    if (!subscription)
        subscription = report.subscription(slowestSubscription(report));
    ChartData data = frameOf(report, ChartText::tr("Latency"), {});
    data.scale = ChartScale::Logarithmic;
    data.isDuration = true;
    if (!subscription)
        return data;
    data.unit = named(nameOf, subscription->path);
    const auto add = [&](const QString &name, int series, const QList<double> &values) {
        ChartLine line = lineOf(name, series, values, report);
        line.points.removeIf([](const QPointF &point) { return point.y() <= 0; }); // nothing finished then
        data.lines << line;
    };
    add(u"p50"_s, Blue, subscription->series.p50);
    add(u"p99"_s, Vermilion, subscription->series.p99);
    return data;
}

ChartData failuresOf(const Report &report)
{
    QList<double> failures, dead;
    for (const SubscriptionReport &subscription : report.subscriptions) {
        addTo(failures, subscription.series.failures);
        addTo(dead, subscription.series.deadLetters);
    }
    for (QList<double> *values : {&failures, &dead}) {
        for (double &value : *values)
            value *= 60;
    }
    ChartData data = frameOf(report, ChartText::tr("Failures"), ChartText::tr("per min"));
    data.lines << lineOf(ChartText::tr("failed attempts"), Orange, failures, report)
               << lineOf(ChartText::tr("dead letters"), Vermilion, dead, report);
    return data;
}

} // namespace

QString slowestSubscription(const Report &report)
{
    QString slowest;
    double worst = -1;
    for (const SubscriptionReport &subscription : report.subscriptions) {
        if (subscription.endToEnd && subscription.endToEnd->count > 0 && subscription.endToEnd->p99 > worst) {
            worst = subscription.endToEnd->p99;
            slowest = subscription.path;
        }
    }
    return slowest;
}

QList<ChartData> reportCharts(const Report &report, const QString &focus, const NameOf &nameOf)
{
    return {throughputOf(report), depthOf(report, nameOf), latencyOf(report, focus, nameOf), failuresOf(report)};
}

void addOtherRun(QList<ChartData> &charts, const QList<ChartData> &other, const QString &suffix)
{
    for (qsizetype i = 0; i < std::min(charts.size(), other.size()); ++i) {
        ChartData &chart = charts[i];
        const auto own = chart.lines;
        for (const ChartLine &line : own) {
            const QList<ChartLine> &theirs = other.at(i).lines;
            const auto same = std::find_if(theirs.cbegin(), theirs.cend(),
                                           [&](const ChartLine &that) { return that.name == line.name; });
            if (same == theirs.cend())
                continue;
            chart.lines.append({suffix, line.series, same->points, true});
        }
        chart.to = std::max(chart.to, other.at(i).to);
    }
}

} // namespace weir
