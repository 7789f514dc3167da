// SPDX-License-Identifier: GPL-3.0-or-later
// Arithmetic that decides before any simulation: time for retries, rates of outboxes, load of consumers.
#include "core/base/translate.h"
#include "core/rules/ceilings.h"
#include "core/rules/design.h"
#include "core/rules/retrybudget.h"
#include "core/rules/traffic.h"

#include "core/delivery/effective.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

constexpr double busy = 0.9; ///< From this load on waits grow out of proportion.

QString number(double value)
{
    return QString::number(value, 'g', 3);
}

/// The SLA that holds for \a consumer: its own, else the strictest of the events that reach it.
std::optional<Sla> slaOf(const Design &design, int index)
{
    std::optional<Sla> sla = design.routing.consumers().at(index).subscription->sla;
    if (sla)
        return sla;
    for (const QString &id : design.routing.eventsReaching(index)) {
        const EventType *event = design.catalog.event(id);
        if (event && event->sla && (!sla || event->sla->within < sla->within))
            sla = event->sla;
    }
    return sla;
}

/// The slowest outbox that messages reach \a consumer through; nullptr when all are published directly.
const Outbox *slowestOutbox(const Design &design, int index)
{
    const Outbox *slowest = nullptr;
    for (const int i : design.feeders.at(index)) {
        const Outbox *outbox = outboxOf(design.routing.producers().at(i));
        if (outbox && (!slowest || slowest->poll < outbox->poll))
            slowest = outbox;
    }
    return slowest;
}

QString sumText(const RetryBudget &budget)
{
    QStringList parts;
    if (budget.publish > Duration::zero())
        parts.append(tr("%1 in the outbox").arg(durationWords(budget.publish)));
    if (budget.handler > Duration::zero())
        parts.append(tr("%1 attempts of %2").arg(budget.attempts).arg(durationWords(budget.handler)));
    parts.append(tr("%1 between %2 attempts").arg(durationWords(budget.waiting)).arg(budget.attempts));
    return parts.join(u" + "_s);
}

void checkBudgets(const Design &design, Reporter &reporter)
{
    const QList<delivery::Consumer> &consumers = design.routing.consumers();
    for (int i = 0; i < consumers.size(); ++i) {
        const Subscription *subscription = consumers.at(i).subscription;
        const std::optional<Sla> sla = subscription ? slaOf(design, i) : std::nullopt;
        if (!sla || sla->within <= Duration::zero())
            continue;
        const Policy *policy = delivery::policyOf(design.catalog, *subscription);
        const RetryBudget budget = retryBudget(*subscription, policy, slowestOutbox(design, i));
        const int fitting = budget.attemptsWithin(sla->within);
        if (fitting >= budget.attempts)
            continue;
        // With a known share of failures, the promise may be kept without the last attempts.
        if (subscription->failureRate && fitting > 0 && 1 - std::pow(*subscription->failureRate, fitting) >= sla->share)
            continue;
        reporter.add(consumers.at(i).element, consumers.at(i).pointer + (subscription->sla ? u"/sla"_s : QString()),
                     tr("%1 may take %2 (%3), but %4 are promised.")
                         .arg(titleOf(consumers.at(i)), durationWords(budget.worst()), sumText(budget),
                              durationWords(sla->within)),
                     fitting == 0
                         ? tr("Not even the first attempt fits: work faster, or promise a longer time.")
                         : tr("At most %1 attempts fit. Set maxAttempts to %1, retry sooner, or promise a longer time.")
                               .arg(fitting));
    }
}

void checkOutboxCeilings(const Design &design, Reporter &reporter)
{
    for (const Service &service : design.catalog.services()) {
        if (!service.outbox)
            continue;
        const double ceiling = ceilingOf(*service.outbox);
        const double rows = design.traffic().outboxRows.value(&service);
        if (rows <= ceiling)
            continue;
        const bool isFaithful = service.outbox->mode == OutboxMode::Faithful;
        reporter.add(
            {Kind::Service, service.id}, u"/outbox"_s,
            (isFaithful
                 ? tr("The outbox of %1 publishes at most %2 rows in %3, that is %4/s, but %5/s are written: its "
                      "backlog grows by %6/s.")
                       .arg(service.title())
                       .arg(service.outbox->batch * service.outbox->relays)
                       .arg(durationWords(service.outbox->poll))
                 : tr("The outbox of %1 needs %2 for a row, so that %3 relays publish at most %4/s, but %5/s are "
                      "written: its backlog grows by %6/s.")
                       .arg(service.title(), durationWords(service.outbox->publishTime))
                       .arg(service.outbox->relays))
                .arg(number(ceiling), number(rows), number(rows - ceiling)),
            isFaithful
                ? tr("Use the mode hardened, which polls again at once while batches are full, or poll more often.")
                : tr("Add relays, or publish several rows at a time."));
    }
}

void checkStuckRows(const Design &design, Reporter &reporter)
{
    for (const Service &service : design.catalog.services()) {
        if (!service.outbox || service.outbox->mode != OutboxMode::Faithful)
            continue;
        const Outbox &outbox = *service.outbox;
        reporter.add(
            {Kind::Service, service.id}, u"/outbox/maxAttempts"_s,
            tr("A broker that is away for %1 polls of %2, about %3, leaves rows of %4 pending for ever: after %1 "
               "failures no poll takes them again.")
                .arg(outbox.maxAttempts)
                .arg(durationWords(outbox.poll), durationWords(outbox.maxAttempts * outbox.poll), service.title()),
            tr("Use the mode hardened: it backs off, and marks as dead what failed too often, so that it is seen."));
    }
}

void checkLoads(const Design &design, Reporter &reporter)
{
    const QList<delivery::Consumer> &consumers = design.routing.consumers();
    for (int i = 0; i < consumers.size(); ++i) {
        const std::optional<ServerNeed> need = serverNeedOf(design, i);
        if (!need || need->busy() < busy * need->servers)
            continue;
        const bool isUnstable = need->isUnstable();
        reporter.add(isUnstable ? Severity::Error : Severity::Warning, consumers.at(i).element, consumers.at(i).pointer,
                     tr("%1 gets %2 messages/s that take %3 s each, retries included: %4 servers for the %5 it has%6.")
                         .arg(titleOf(consumers.at(i)), number(need->rate), number(need->each), number(need->busy()))
                         .arg(need->servers)
                         .arg(isUnstable ? tr(", so its queue grows without end")
                                         : tr(", so the least burst makes it wait long")),
                     tr("Have %1 instances, which are busy at most seven tenths of the time, or work faster.")
                         .arg(need->instances));
    }
}

} // namespace

QList<RuleDefinition> capacityRules()
{
    return {
        {{u"delivery/retry-budget"_s, Severity::Error, tr("Retries that outlast the promise"),
          tr("Time in the outbox, every attempt up to its timeout and every wait between attempts add up to the worst "
             "case. "
             "When that is longer than the SLA, messages that succeed in the end still break the promise.")},
         checkBudgets},
        {{u"delivery/outbox-ceiling"_s, Severity::Error, tr("An outbox that cannot keep up"),
          tr("A relay that takes a batch for each poll publishes batch / poll rows a second, however fast the broker "
             "is. Above "
             "that rate the table grows.")},
         checkOutboxCeilings},
        {{u"delivery/stuck-rows"_s, Severity::Info, tr("Rows that are never published"),
          tr("A relay that skips rows with too many failures, and has no state for them, loses them without a word: "
             "they stay "
             "pending, and no query shows them.")},
         checkStuckRows},
        {{u"delivery/unstable-queue"_s, Severity::Error, tr("A consumer that cannot keep up"),
          tr("Arrival rate times time for each message, retries included, is the number of servers that are busy. With "
             "fewer "
             "servers than that the queue grows for as long as the load lasts.")},
         checkLoads},
    };
}

} // namespace weir
