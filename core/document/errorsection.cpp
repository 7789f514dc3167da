// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/translate.h"
#include "core/document/documentsections.h"

#include "core/document/wording.h"

#include "core/delivery/backoff.h"
#include "core/delivery/effective.h"

#include <algorithm>
#include <set>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxSummedDelays = 10'000;

/// Paths of what falls back on each policy.
QHash<QString, QStringList> policyUsers(const Catalog &catalog)
{
    QHash<QString, QStringList> users;
    for (const Service &service : catalog.services()) {
        for (const Subscription &subscription : service.receives) {
            if (const Policy *policy = delivery::policyOf(catalog, subscription))
                users[policy->id].append(service.id + u'/' + subscription.id);
        }
    }
    for (const Webhook &webhook : catalog.webhooks()) {
        const Policy *policy =
            webhook.direction == Direction::Outgoing ? delivery::policyOf(catalog, webhook) : nullptr;
        if (policy)
            users[policy->id].append(u"webhooks/"_s + webhook.id);
    }
    return users;
}

/// The time from the first failure until the last attempt, without processing.
Duration totalDelay(const Policy &policy)
{
    const delivery::RetryPlan plan = delivery::retryPlan(&policy);
    std::int64_t sum = 0, previous = 0;
    for (int failure = 1; failure < std::min(plan.maxAttempts, maxSummedDelays); ++failure) {
        previous = plan.delay(failure, previous, 0.9999999999).count();
        if (previous > std::numeric_limits<std::int64_t>::max() - sum)
            return Duration::max();
        sum += previous;
    }
    // Jitter stops just short of the longest wait.
    return Duration((sum + 500'000) / 1'000'000 * 1'000'000);
}

QString attemptWords(const Policy &policy)
{
    const int retries = std::max(1, policy.maxAttempts) - 1;
    return retries == 0
        ? tr("1, no retries")
        : tr("%1 = first + %2").arg(retries + 1).arg(retries == 1 ? tr("1 retry") : tr("%1 retries").arg(retries));
}

void addPolicies(const DocumentContext &context)
{
    context.outline.add(Heading{3, tr("Retry policies"), {}});
    if (context.catalog.policies().isEmpty()) {
        context.outline.add(Paragraph{tr("Without a policy each message has one attempt."), false});
        return;
    }
    const QHash<QString, QStringList> users = policyUsers(context.catalog);
    Table table{{wordColumn("Policy"), wordColumn("Rule"), wordColumn("Attempts"), wordColumn("Waits"),
                 wordColumn("Given up after"), wordColumn("While waiting"), wordColumn("Used by")},
                {}};
    for (const Policy &policy : context.catalog.policies()) {
        const QString mode = policy.maxAttempts <= 1 ? QString()
            : policy.mode == RetryMode::Blocking     ? tr("holds its place")
                                                     : tr("others go on");
        table.rows.append(row({policy.title(), retryWords(&policy), attemptWords(policy), delayWords(policy),
                               policy.maxAttempts > 1 ? durationWords(totalDelay(policy)) : QString(), mode,
                               users.value(policy.id).join(u", "_s)}));
    }
    context.outline.add(table);
    BulletList details;
    for (const Policy &policy : context.catalog.policies()) {
        if (policy.maxAge)
            details.items.append(tr("%1: nothing is tried again when it is older than %2.")
                                     .arg(policy.title(), durationWords(*policy.maxAge)));
        if (!policy.nonRetryable.isEmpty())
            details.items.append(
                tr("%1: never tried again after %2.").arg(policy.title(), policy.nonRetryable.join(u", "_s)));
    }
    if (!details.items.isEmpty())
        context.outline.add(details);
}

void addDeadLetterProcessing(const DocumentContext &context)
{
    context.outline.add(Heading{3, tr("DLQ processing"), {}});
    BulletList list;
    list.items.append(tr("A message is dead when its last attempt failed, when it is too old, or when its failure is "
                         "one that no retry mends. "
                         "Each entry keeps the original event, the reason, the time, the number of attempts and the "
                         "queue it came from."));
    for (const Policy &policy : context.catalog.policies()) {
        if (policy.redrive)
            list.items.append(
                tr("%1: dead letters go back after %2, %3 at most.")
                    .arg(policy.title(), durationWords(policy.redrive->after), rateWords(policy.redrive->rate)));
    }
    const bool anyRedrive = std::any_of(context.catalog.policies().begin(), context.catalog.policies().end(),
                                        [](const Policy &policy) { return policy.redrive.has_value(); });
    if (!anyRedrive)
        list.items.append(
            tr("Nothing goes back by itself: dead letters are inspected, then replayed or discarded by hand."));
    std::set<QString> readers;
    for (const Service &service : context.catalog.services()) {
        for (const Subscription &subscription : service.receives) {
            const QString channel = delivery::deadLetterOf(context.catalog, subscription);
            for (const delivery::Consumer &consumer : context.routing.consumers()) {
                if (!channel.isEmpty() && consumer.channel == channel)
                    readers.insert(tr("%1 is read by %2.").arg(channel, consumer.path));
            }
        }
    }
    for (const QString &reader : readers)
        list.items.append(reader);
    context.outline.add(list);
}

void addThresholds(const DocumentContext &context)
{
    context.outline.add(Heading{3, tr("Alerting thresholds"), {}});
    Table table{
        {wordColumn("Alert"), wordColumn("Threshold"), wordColumn("For"), wordColumn("Severity"), wordColumn("Source")},
        {}};
    for (const Alert &alert : context.catalog.project().alerts) {
        QList<Text> cells = row({alert.id,
                                 {},
                                 alert.lasts ? durationWords(*alert.lasts) : QString(),
                                 severityWords(alert.severity),
                                 tr("design")});
        cells[1] = alert.when.isEmpty() ? cell({}) : Text().code(alert.when);
        table.rows.append(cells);
    }
    const auto addSla = [&table](const QString &name, const QString &expression, const Sla &sla) {
        QList<Text> cells = row({name, {}, {}, severityWords(Severity::Warning), tr("SLA")});
        cells[1] = Text().code(u"share(within %1, %2) < %3"_s.arg(durationText(sla.within), expression,
                                                                  QString::number(sla.share, 'g', 6)));
        table.rows.append(cells);
    };
    for (const EventType &event : context.catalog.events()) {
        if (event.sla)
            addSla(tr("%1 is late").arg(event.title()), event.id, *event.sla);
    }
    for (const Service &service : context.catalog.services()) {
        for (const Subscription &subscription : service.receives) {
            const QString path = service.id + u'/' + subscription.id;
            if (subscription.sla)
                addSla(tr("%1 is late").arg(path), path, *subscription.sla);
        }
    }
    if (table.rows.isEmpty())
        context.outline.add(Paragraph{tr("Neither alerts nor SLAs are defined."), false});
    else
        context.outline.add(table);
}

} // namespace

void addErrorHandling(const DocumentContext &context)
{
    addPolicies(context);
    addDeadLetterProcessing(context);
    addThresholds(context);
}

} // namespace weir
