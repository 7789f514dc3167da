// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/reportsections.h"

#include "core/base/decimal.h"
#include "core/simulation/reportfigures.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

using NameLookup = std::function<QString(const QString &)>;

struct SectionText
{
    Q_DECLARE_TR_FUNCTIONS(weir::ReportSections)
};

const QString webhookPrefix = u"webhooks/"_s;

QString countText(quint64 count)
{
    return QLocale().toString(count);
}

QString seconds(double value)
{
    return figureText(value, FigureUnit::Seconds);
}

quint64 sumOf(const LossReport &losses)
{
    quint64 all = 0;
    for (const quint64 count : losses)
        all += count;
    return all;
}

/// `crash 3, brokerDown 12`.
QString reasonsText(const LossReport &losses)
{
    QStringList parts;
    for (auto reason = losses.cbegin(); reason != losses.cend(); ++reason) {
        if (reason.value() > 0)
            parts << SectionText::tr("%1 %2").arg(reason.key(), countText(reason.value()));
    }
    return parts.join(u", "_s);
}

ResultTone toneFor(Aftermath aftermath)
{
    switch (aftermath) {
    case Aftermath::Unknown:
        return ResultTone::Dim;
    case Aftermath::Recovered:
        return ResultTone::Good;
    case Aftermath::Slow:
        return ResultTone::Warning;
    case Aftermath::Metastable:
    case Aftermath::Overloaded:
        return ResultTone::Bad;
    }
    return ResultTone::Plain;
}

QString drainText(const FaultReport &fault)
{
    QStringList parts;
    if (fault.backlog)
        parts << SectionText::tr("backlog %1").arg(figureText(std::round(*fault.backlog), FigureUnit::Messages));
    if (fault.drained)
        parts << SectionText::tr("gone after %1").arg(seconds(*fault.drained));
    else if (fault.backlog && *fault.backlog >= 1)
        parts << SectionText::tr("never gone");
    if (fault.expectedDrain)
        parts << (std::isfinite(*fault.expectedDrain)
                      ? SectionText::tr("expected %1").arg(seconds(*fault.expectedDrain))
                      : SectionText::tr("expected: never, the load is too high"));
    return parts.join(u" · "_s);
}

ReportSection faultsOf(const Report &report)
{
    ReportSection section{SectionText::tr("Faults"), {}};
    for (const FaultReport &fault : report.faults) {
        const QString times = fault.times > quint64(std::max(1, report.replications))
            ? SectionText::tr("%1, %2 times").arg(fault.fault, countText(fault.times))
            : fault.fault;
        section.lines << ReportLine{times, aftermathText(fault.recovery), drainText(fault), toneFor(fault.recovery)};
    }
    return section;
}

ReportLine slaLine(const SlaReport &sla, const QString &name, const QString &element)
{
    const bool isMissed = sla.attained && *sla.attained < sla.share;
    ReportLine line{name,
                    sla.attained ? figureText(*sla.attained, FigureUnit::Share) : u"–"_s,
                    {},
                    isMissed ? ResultTone::Bad : ResultTone::Good,
                    element};
    if (!sla.attained)
        line.tone = ResultTone::Dim;
    line.detail =
        SectionText::tr("%1 within %2 promised").arg(figureText(sla.share, FigureUnit::Share), seconds(sla.within));
    if (sla.worstMinute)
        line.detail += SectionText::tr(" · worst minute %1").arg(figureText(*sla.worstMinute, FigureUnit::Share));
    return line;
}

ReportSection slasOf(const Report &report, const NameLookup &nameOf)
{
    ReportSection section{SectionText::tr("SLAs"), {}};
    for (const SubscriptionReport &subscription : report.subscriptions) {
        const QString name = nameOf(subscription.path);
        if (subscription.sla)
            section.lines << slaLine(*subscription.sla, name, subscription.path);
        for (const SlaReport &sla : subscription.eventSlas)
            section.lines << slaLine(sla, SectionText::tr("%1: %2").arg(name, sla.event), subscription.path);
    }
    return section;
}

/// What happened to messages in all, over the whole design.
struct Totals
{
    LossReport lost;
    quint64 retried = 0, deadLettered = 0, expired = 0, dropped = 0, duplicates = 0, effects = 0, twice = 0,
            refused = 0, unordered = 0;

    explicit Totals(const Report &report)
    {
        for (const PublicationReport &publication : report.publications) {
            addLosses(publication.lost);
            twice += publication.duplicates.value_or(0);
            refused += publication.refused;
        }
        for (const SubscriptionReport &subscription : report.subscriptions) {
            addLosses(subscription.lost);
            retried += subscription.retried;
            deadLettered += subscription.deadLettered;
            expired += subscription.expired.value_or(0);
            dropped += subscription.dropped.value_or(0);
            duplicates += subscription.duplicateDeliveries;
            effects += subscription.duplicateEffects;
            unordered += subscription.outOfOrder;
        }
    }

    void addLosses(const LossReport &losses)
    {
        for (auto reason = losses.cbegin(); reason != losses.cend(); ++reason)
            lost[reason.key()] += reason.value();
    }
};

ReportSection deliveryOf(const Report &report)
{
    ReportSection section{SectionText::tr("Delivery"), {}};
    const Totals totals(report);
    const auto add = [&section](const QString &name, quint64 count, ResultTone tone, const QString &detail = {}) {
        if (count > 0)
            section.lines << ReportLine{name, countText(count), detail, tone};
    };
    if (report.retryAmplification)
        section.lines << ReportLine{
            SectionText::tr("Retry amplification"), u"×"_s + threeDigits(*report.retryAmplification),
            SectionText::tr("attempts for each message; %1 retries").arg(countText(totals.retried)),
            *report.retryAmplification >= 2 ? ResultTone::Warning : ResultTone::Plain};
    const quint64 lost = sumOf(totals.lost);
    section.lines << ReportLine{SectionText::tr("Lost"), countText(lost), reasonsText(totals.lost),
                                lost > 0 ? ResultTone::Bad : ResultTone::Good};
    add(SectionText::tr("Dead letters"), totals.deadLettered, ResultTone::Bad);
    add(SectionText::tr("Expired"), totals.expired, ResultTone::Bad);
    add(SectionText::tr("Dropped"), totals.dropped, ResultTone::Bad);
    add(SectionText::tr("Refused transactions"), totals.refused, ResultTone::Bad);
    add(SectionText::tr("Published twice"), totals.twice, ResultTone::Warning);
    add(SectionText::tr("Duplicate deliveries"), totals.duplicates, ResultTone::Warning,
        SectionText::tr("%1 of them had an effect").arg(countText(totals.effects)));
    add(SectionText::tr("Out of order"), totals.unordered, ResultTone::Plain);
    return section;
}

ReportSection outboxesOf(const Report &report, const NameLookup &nameOf)
{
    ReportSection section{SectionText::tr("Outboxes"), {}};
    for (const OutboxReport &outbox : report.outboxes) {
        const QString element = u"outboxes/"_s + outbox.path;
        const quint64 dead = outbox.dead.value_or(0) + outbox.stuck;
        QStringList details{SectionText::tr("backlog at most %1").arg(countText(outbox.backlog.max))};
        if (dead > 0)
            details << SectionText::tr("%1 rows given up or stuck").arg(countText(dead));
        section.lines << ReportLine{nameOf(element),
                                    outbox.delay ? SectionText::tr("p99 %1").arg(seconds(outbox.delay->p99)) : u"–"_s,
                                    details.join(u" · "_s), dead > 0 ? ResultTone::Bad : ResultTone::Plain, element};
    }
    return section;
}

ReportSection webhooksOf(const Report &report, const NameLookup &nameOf)
{
    ReportSection section{SectionText::tr("Webhooks"), {}};
    for (const SubscriptionReport &webhook : report.subscriptions) {
        if (!webhook.path.startsWith(webhookPrefix))
            continue;
        QStringList details{SectionText::tr("%1 delivered").arg(countText(webhook.succeeded)),
                            SectionText::tr("%1 failed attempts").arg(countText(webhook.failedAttempts))};
        if (webhook.deadLettered > 0)
            details << SectionText::tr("%1 given up").arg(countText(webhook.deadLettered));
        const bool isMeasured = webhook.endToEnd && webhook.endToEnd->count > 0;
        section.lines << ReportLine{
            nameOf(webhook.path), isMeasured ? SectionText::tr("p99 %1").arg(seconds(webhook.endToEnd->p99)) : u"–"_s,
            details.join(u" · "_s), webhook.deadLettered > 0 ? ResultTone::Bad : ResultTone::Plain, webhook.path};
    }
    return section;
}

} // namespace

QString aftermathText(Aftermath aftermath)
{
    switch (aftermath) {
    case Aftermath::Unknown:
        return SectionText::tr("not known");
    case Aftermath::Recovered:
        return SectionText::tr("recovered");
    case Aftermath::Slow:
        return SectionText::tr("slow");
    case Aftermath::Metastable:
        return SectionText::tr("metastable");
    case Aftermath::Overloaded:
        return SectionText::tr("overloaded");
    }
    return {};
}

QList<ReportSection> reportSections(const Report &report, const std::function<QString(const QString &)> &nameOf)
{
    QList<ReportSection> sections{faultsOf(report), slasOf(report, nameOf), deliveryOf(report),
                                  outboxesOf(report, nameOf), webhooksOf(report, nameOf)};
    sections.removeIf([](const ReportSection &section) { return section.lines.isEmpty(); });
    return sections;
}

} // namespace weir
