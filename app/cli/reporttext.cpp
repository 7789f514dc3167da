// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/reporttext.h"

#include "app/cli/experiment.h"
#include "app/cli/texttable.h"
#include "core/base/decimal.h"
#include "core/base/translate.h"
#include "core/simulation/reportfigures.h"

#include <cmath>

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

QString assertionsText(const Report &report, const Console &console)
{
    if (report.assertions.isEmpty())
        return {};
    const bool areSlas = report.assertions.first().fromSla;
    return headingText(areSlas ? tr("SLAs") : tr("Assertions"), console) + assertionLines(report, console);
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
    return headingText(tr("Bottlenecks"), console) + table.text(indent.toString());
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
    return headingText(tr("Subscriptions"), console) + table.text(indent.toString());
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
    return headingText(tr("Outboxes"), console) + table.text(indent.toString());
}

/// How long theory expects, and what the design makes of it.
QString recoveryText(const FaultReport &fault, const Console &console)
{
    QString text;
    if (fault.expectedDrain && std::isfinite(*fault.expectedDrain) && *fault.expectedDrain > 0)
        text += tr(" (spare capacity alone: %1)").arg(seconds(*fault.expectedDrain));
    switch (fault.recovery) {
    case Aftermath::Recovered:
        return text + QStringLiteral("; ") + console.inked(tr("recovered"), Ink::Good);
    case Aftermath::Slow:
        return text + QStringLiteral("; ") + console.inked(tr("slow"), Ink::Warning);
    case Aftermath::Metastable:
        return text + QStringLiteral("; ")
            + console.inked(tr("METASTABLE: it could keep up, but work is wasted on retries"), Ink::Bad);
    case Aftermath::Overloaded:
        return text + QStringLiteral("; ") + console.inked(tr("overloaded, fault or not"), Ink::Bad);
    case Aftermath::Unknown:
        break;
    }
    return text;
}

QString faultsText(const Report &report, const Console &console)
{
    if (report.faults.isEmpty())
        return {};
    QString text = headingText(tr("Faults"), console);
    for (const FaultReport &fault : report.faults) {
        const QString end = fault.drained ? tr("the backlog is gone %1 later").arg(seconds(*fault.drained))
                                          : tr("the backlog is not gone when the run ends");
        text += QStringLiteral("%1%2, %3: %4%5\n")
                    .arg(indent, fault.fault, tr("%1 to %2").arg(seconds(fault.from), seconds(fault.to)), end,
                         recoveryText(fault, console));
    }
    return text;
}

QString listText(const QString &title, const QStringList &lines, const Console &console)
{
    if (lines.isEmpty())
        return {};
    QString text = headingText(title, console);
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
    if (report.retryAmplification && *report.retryAmplification > 1)
        text += u'\n' + tr("Each message takes %1 attempts in the mean.").arg(threeDigits(*report.retryAmplification))
            + u'\n';
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
