// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/verdict.h"

#include "core/base/translate.h"
#include "core/simulation/reportfigures.h"

#include <algorithm>

namespace weir {

namespace {

/// A station above this is what breaks first.
constexpr double nearlyFull = 0.9;
/// A station above this has no time left at all.
constexpr double full = 0.995;

QString percent(double share)
{
    return figureText(share, FigureUnit::Utilisation);
}

/// The title of the service that \a element belongs to; with the item when the service has several.
QString nameOf(const QString &element, const BuiltNetwork &built)
{
    if (element.startsWith(QStringLiteral("outboxes/"))) {
        const qsizetype service = built.services.indexOf(element.mid(9));
        return service < 0 ? element : tr("the outbox of %1").arg(built.serviceTitles.at(service));
    }
    const qsizetype index = built.subscriptions.indexOf(element);
    if (index < 0)
        return element;
    const auto &subscriptions = built.network.subscriptions;
    const sim::Index service = subscriptions.at(static_cast<std::size_t>(index)).service;
    const auto siblings = std::count_if(subscriptions.begin(), subscriptions.end(),
                                        [service](const sim::Subscription &s) { return s.service == service; });
    const QString title = built.serviceTitles.at(qsizetype(service));
    return siblings > 1 ? QStringLiteral("%1 (%2)").arg(title, element.section(u'/', 1)) : title;
}

QString busiest(const Report &report, const BuiltNetwork &built)
{
    if (report.bottlenecks.isEmpty())
        return tr("nothing was handled");
    const BottleneckReport &worst = report.bottlenecks.first();
    return tr("the busiest is %1 at %2").arg(nameOf(worst.element, built), percent(worst.utilisation));
}

quint64 totalLosses(const Report &report)
{
    quint64 all = 0;
    const auto add = [&all](const LossReport &lost) {
        for (const quint64 count : lost)
            all += count;
    };
    for (const PublicationReport &publication : report.publications)
        add(publication.lost);
    for (const SubscriptionReport &subscription : report.subscriptions)
        add(subscription.lost);
    return all;
}

/// What a reason of loss means, as a clause about messages.
QString lossReason(const QString &reason)
{
    if (reason == QStringLiteral("brokerDown"))
        return tr("they are published directly while the broker is down");
    if (reason == QStringLiteral("unmatched"))
        return tr("no subscription accepts them");
    if (reason == QStringLiteral("serviceDown"))
        return tr("they are acknowledged at hand-over, and the service goes down");
    return tr("they are acknowledged at hand-over, and processing fails");
}

/// Where most messages are lost and why; empty when none is.
QString lossText(const Report &report)
{
    QString where, why;
    quint64 most = 0;
    const auto consider = [&](const QString &path, const LossReport &lost) {
        for (auto it = lost.cbegin(); it != lost.cend(); ++it) {
            if (it.value() <= most)
                continue;
            most = it.value();
            where = path;
            why = it.key();
        }
    };
    for (const PublicationReport &publication : report.publications)
        consider(publication.path, publication.lost);
    for (const SubscriptionReport &subscription : report.subscriptions)
        consider(subscription.path, subscription.lost);
    return most == 0 ? QString() : tr("most of them at %1: %2").arg(where, lossReason(why));
}

QString deadLetterText(const Report &report, const BuiltNetwork &built)
{
    const auto most = std::max_element(report.subscriptions.begin(), report.subscriptions.end(),
                                       [](const auto &a, const auto &b) { return a.deadLettered < b.deadLettered; });
    if (most == report.subscriptions.end() || most->deadLettered == 0)
        return {};
    return tr("%1 gives up on %2 messages")
        .arg(nameOf(most->path, built), figureText(double(most->deadLettered), FigureUnit::Messages));
}

QString slowestText(const Report &report, const BuiltNetwork &built)
{
    const SubscriptionReport *slowest = nullptr;
    for (const SubscriptionReport &subscription : report.subscriptions) {
        if (subscription.endToEnd && (slowest == nullptr || subscription.endToEnd->p99 > slowest->endToEnd->p99))
            slowest = &subscription;
    }
    if (slowest == nullptr)
        return tr("no message was handled");
    return tr("%1 takes longest (p99 %2)")
        .arg(nameOf(slowest->path, built), figureText(slowest->endToEnd->p99, FigureUnit::Seconds));
}

/// What is to blame when \a broken is not kept.
QString culprit(const Report &report, const BuiltNetwork &built, const BoundAssertion &broken)
{
    const AssertionFunction function = broken.assertion.function;
    QString cause;
    if (function == AssertionFunction::Lost)
        cause = lossText(report);
    if (function == AssertionFunction::Dlq)
        cause = deadLetterText(report, built);
    if (!cause.isEmpty())
        return cause;
    const auto stuck = std::find_if(report.faults.begin(), report.faults.end(),
                                    [](const FaultReport &fault) { return fault.recovery == Aftermath::Metastable; });
    if (stuck != report.faults.end())
        return tr("it never gets over %1 at %2: retries keep it busy (metastable)")
            .arg(stuck->fault, figureText(stuck->from, FigureUnit::Seconds));
    if (!report.bottlenecks.isEmpty() && report.bottlenecks.first().utilisation >= nearlyFull) {
        const BottleneckReport &worst = report.bottlenecks.first();
        return tr("%1 (%2 busy) breaks first").arg(nameOf(worst.element, built), percent(worst.utilisation));
    }
    if (!report.faults.isEmpty()) {
        const FaultReport &fault = report.faults.first();
        return tr("it does not get over %1 at %2 in time")
            .arg(fault.fault, figureText(fault.from, FigureUnit::Seconds));
    }
    return slowestText(report, built);
}

QString failureSentence(const Report &report, const BuiltNetwork &built, const std::vector<BoundAssertion> &assertions)
{
    qsizetype first = -1, failed = 0;
    for (qsizetype i = 0; i < report.assertions.size(); ++i) {
        if (report.assertions.at(i).holds)
            continue;
        first = first < 0 ? i : first;
        ++failed;
    }
    const BoundAssertion &broken = assertions.at(static_cast<std::size_t>(first));
    const QString measured = measuredText(report.assertions.at(first), broken.assertion);
    const QString cause = culprit(report, built, broken);
    if (failed == 1)
        return tr("Does not hold: %1; %2.").arg(measured, cause);
    return tr("Does not hold: %1 of %2 promises are broken, first %3; %4.")
        .arg(failed)
        .arg(report.assertions.size())
        .arg(measured, cause);
}

QString successSentence(const Report &report, const BuiltNetwork &built)
{
    const bool areSlas = report.assertions.first().fromSla;
    const qsizetype count = report.assertions.size();
    if (count == 1)
        return (areSlas ? tr("Holds: the SLA is kept; %1.") : tr("Holds: the assertion holds; %1."))
            .arg(busiest(report, built));
    return (areSlas ? tr("Holds: all %1 SLAs are kept; %2.") : tr("Holds: all %1 assertions hold; %2."))
        .arg(count)
        .arg(busiest(report, built));
}

QString openSentence(const Report &report, const BuiltNetwork &built)
{
    if (!report.bottlenecks.isEmpty() && report.bottlenecks.first().utilisation >= full)
        return tr("Nothing is promised, but %1 cannot keep up: it is busy all the time.")
            .arg(nameOf(report.bottlenecks.first().element, built));
    const quint64 lost = totalLosses(report);
    if (lost > 0)
        return tr("Nothing is promised, but %1 messages are lost, %2.")
            .arg(figureText(double(lost), FigureUnit::Messages), lossText(report));
    return tr("Nothing is promised, so nothing is broken: the design has no assertion and no SLA; %1.")
        .arg(busiest(report, built));
}

} // namespace

QString measuredText(const AssertionReport &report, const Assertion &assertion)
{
    const auto figure = [&assertion](double value) {
        switch (assertion.unit()) {
        case AssertionUnit::Time:
            return figureText(value, FigureUnit::Seconds);
        case AssertionUnit::Share:
            return figureText(value, FigureUnit::Share);
        case AssertionUnit::Count:
            break;
        }
        return figureText(value, FigureUnit::Messages);
    };
    const AssertionArgument &argument = assertion.argument;
    QString about = argument.name;
    if (argument.kind == AssertionArgument::Kind::Everything)
        about = tr("everything");
    if (argument.kind == AssertionArgument::Kind::EventAtService)
        about += QStringLiteral(" -> ") + argument.service;
    if (!report.value)
        return tr("%1 of %2 is not known: %3").arg(assertionFunctionName(assertion.function), about, report.reason);
    if (assertion.function == AssertionFunction::Share && assertion.within)
        return tr("%1 of %2 are done within %3 (promised %4)")
            .arg(figure(*report.value), about, figureText(double(assertion.within->count()) / 1e9, FigureUnit::Seconds),
                 figure(assertion.limit));
    if (assertion.function == AssertionFunction::Lost || assertion.function == AssertionFunction::Dlq) {
        const QString verb = assertion.function == AssertionFunction::Lost ? tr("lost") : tr("dead-lettered");
        const bool isAll = argument.kind == AssertionArgument::Kind::Everything;
        return isAll ? tr("%1 messages are %2 (limit %3)").arg(figure(*report.value), verb, figure(assertion.limit))
                     : tr("%1 messages of %2 are %3 (limit %4)")
                           .arg(figure(*report.value), about, verb, figure(assertion.limit));
    }
    return tr("%1 of %2 is %3 (limit %4)")
        .arg(assertionFunctionName(assertion.function), about, figure(*report.value), figure(assertion.limit));
}

QString verdictSentence(const Report &report, const BuiltNetwork &built, const std::vector<BoundAssertion> &assertions,
                        sim::Stopped stopped)
{
    if (stopped == sim::Stopped::TooMany)
        return tr("Does not hold: messages pile up without end; after %1 the run was given up, %2.")
            .arg(figureText(report.simulated, FigureUnit::Seconds), busiest(report, built));
    if (stopped == sim::Stopped::DrainLimit)
        return tr("Does not hold: the backlog is never gone; %1.").arg(busiest(report, built));
    QString sentence;
    if (report.assertions.isEmpty())
        sentence = openSentence(report, built);
    else
        sentence = report.holds ? successSentence(report, built) : failureSentence(report, built, assertions);
    if (report.stopped)
        return tr("Stopped early, after %1. So far: %2")
            .arg(figureText(report.simulated, FigureUnit::Seconds), sentence);
    return sentence;
}

} // namespace weir
