// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/reporttext.h"

#include "app/cli/texttable.h"
#include "core/base/translate.h"
#include "core/simulation/reportdifference.h"

namespace weir {

namespace {

constexpr QStringView indent = u"  ";

QString seconds(double value)
{
    return figureText(value, FigureUnit::Seconds);
}

QString busy(double value)
{
    return figureText(value, FigureUnit::Utilisation);
}

QString messages(quint64 count)
{
    return figureText(double(count), FigureUnit::Messages);
}

QString none()
{
    return QStringLiteral("-");
}

QString p50(const std::optional<LatencyReport> &latency)
{
    return latency ? seconds(latency->p50) : none();
}

QString p99(const std::optional<LatencyReport> &latency)
{
    return latency ? seconds(latency->p99) : none();
}

QString mean(const std::optional<LatencyReport> &latency)
{
    return latency ? seconds(latency->mean) : none();
}

QString lossesText(const LossReport &lost)
{
    quint64 all = 0;
    for (const quint64 count : lost)
        all += count;
    return messages(all);
}

QString heading(const QString &title, const Console &console)
{
    return u'\n' + console.inked(title, Ink::Strong) + u'\n';
}

QString measured(const AssertionReport &assertion)
{
    if (!assertion.value)
        return assertion.reason;
    if (assertion.isDuration)
        return seconds(*assertion.value);
    return figureText(*assertion.value, assertion.isShare ? FigureUnit::Share : FigureUnit::Messages);
}

QString assertionsText(const Report &report, const Console &console)
{
    if (report.assertions.isEmpty())
        return {};
    const bool areSlas = report.assertions.first().fromSla;
    QString text = heading(areSlas ? tr("SLAs") : tr("Assertions"), console);
    for (const AssertionReport &assertion : report.assertions) {
        const QString mark =
            assertion.holds ? console.inked(tr("holds"), Ink::Good) : console.inked(tr("FAILS"), Ink::Bad);
        text += QStringLiteral("%1%2  %3  (%4)\n").arg(indent, mark, assertion.text, measured(assertion));
    }
    return text;
}

QString bottlenecksText(const Report &report, const Console &console)
{
    if (report.bottlenecks.isEmpty())
        return {};
    TextTable table;
    table.addColumn(tr("element"), ColumnAlignment::Left);
    table.addColumn(tr("busy"), ColumnAlignment::Right);
    table.addColumn(tr("mean wait"), ColumnAlignment::Right);
    for (const BottleneckReport &bottleneck : report.bottlenecks)
        table.addRow(
            {bottleneck.element, busy(bottleneck.utilisation), bottleneck.wait ? seconds(*bottleneck.wait) : none()});
    return heading(tr("Bottlenecks"), console) + table.text(indent.toString());
}

QString subscriptionsText(const Report &report, const Console &console)
{
    if (report.subscriptions.isEmpty())
        return {};
    TextTable table;
    table.addColumn(tr("subscription"), ColumnAlignment::Left);
    for (const char *title :
         {QT_TRANSLATE_NOOP("weir", "messages"), QT_TRANSLATE_NOOP("weir", "busy"),
          QT_TRANSLATE_NOOP("weir", "max depth"), QT_TRANSLATE_NOOP("weir", "mean wait"),
          QT_TRANSLATE_NOOP("weir", "p50"), QT_TRANSLATE_NOOP("weir", "p99"), QT_TRANSLATE_NOOP("weir", "retried"),
          QT_TRANSLATE_NOOP("weir", "dead"), QT_TRANSLATE_NOOP("weir", "lost"), QT_TRANSLATE_NOOP("weir", "in flight")})
        table.addColumn(tr(title), ColumnAlignment::Right);
    for (const SubscriptionReport &s : report.subscriptions)
        table.addRow({s.path, messages(s.messages), busy(s.utilisation), messages(s.depth.max), mean(s.wait),
                      p50(s.endToEnd), p99(s.endToEnd), messages(s.retried), messages(s.deadLettered),
                      lossesText(s.lost), messages(s.inFlight)});
    return heading(tr("Subscriptions"), console) + table.text(indent.toString());
}

QString outboxesText(const Report &report, const Console &console)
{
    if (report.outboxes.isEmpty())
        return {};
    TextTable table;
    table.addColumn(tr("outbox"), ColumnAlignment::Left);
    for (const char *title : {QT_TRANSLATE_NOOP("weir", "max backlog"), QT_TRANSLATE_NOOP("weir", "mean delay"),
                              QT_TRANSLATE_NOOP("weir", "p99 delay"), QT_TRANSLATE_NOOP("weir", "stuck")})
        table.addColumn(tr(title), ColumnAlignment::Right);
    for (const OutboxReport &o : report.outboxes)
        table.addRow({o.path, messages(o.backlog.max), mean(o.delay), p99(o.delay), messages(o.stuck)});
    return heading(tr("Outboxes"), console) + table.text(indent.toString());
}

QString faultsText(const Report &report, const Console &console)
{
    if (report.faults.isEmpty())
        return {};
    QString text = heading(tr("Faults"), console);
    for (const FaultReport &fault : report.faults) {
        const QString end = fault.drained ? tr("the backlog is gone %1 later").arg(seconds(*fault.drained))
                                          : tr("the backlog is not gone when the run ends");
        text += QStringLiteral("%1%2, %3: %4\n")
                    .arg(indent, fault.fault, tr("%1 to %2").arg(seconds(fault.from), seconds(fault.to)), end);
    }
    return text;
}

QString listText(const QString &title, const QStringList &lines, const Console &console)
{
    if (lines.isEmpty())
        return {};
    QString text = heading(title, console);
    for (const QString &line : lines)
        text += QStringLiteral("%1%2\n").arg(indent, line);
    return text;
}

QString runText(const Report &report)
{
    const QString scenario =
        report.scenario.isEmpty() ? tr("the built-in scenario") : tr("scenario %1").arg(report.scenario);
    return tr("%1: %2, seed %3, %4 × %5 (warm-up %6), %7 events")
        .arg(report.project, scenario)
        .arg(report.seed)
        .arg(report.replications)
        .arg(seconds(report.simulated), seconds(report.warmup), messages(report.events));
}

} // namespace

QString reportText(const Report &report, const Console &console)
{
    QString text = console.inked(report.verdict, report.holds ? Ink::Good : Ink::Bad) + u'\n';
    text += runText(report) + u'\n';
    text += assertionsText(report, console);
    text += bottlenecksText(report, console);
    text += subscriptionsText(report, console);
    text += outboxesText(report, console);
    text += faultsText(report, console);
    text += listText(tr("Warnings"), report.warnings, console);
    text += listText(tr("Assumptions"), report.assumptions, console);
    if (!report.conservation)
        text +=
            u'\n' + tr("The count of messages does not add up: this is a mistake of Weir, please report it.") + u'\n';
    return text;
}

} // namespace weir
