// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that mend what the delivery rules find.
#include "core/base/translate.h"
#include "core/rules/fixmaker.h"
#include "core/rules/retrybudget.h"

#include "core/delivery/effective.h"
#include "core/delivery/routing.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

/// Names a dead letter queue of \a channel in its document, and makes the queue.
void addDeadLetters(Edits &edits, const QString &channel)
{
    const ElementRef queue{Kind::Channel, channel + u".dlq"_s};
    edits.addElement(queue, documentOf(queue.id, {{"kind", "queue"}}));
    edits.set({Kind::Channel, channel}, u"/deadLetter"_s, jsonOf(queue.id));
}

void missingDeadLetters(FixMaker &fix)
{
    Edits edits(fix.catalog);
    if (fix.element.kind == Kind::Channel) {
        addDeadLetters(edits, fix.element.id);
        fix.add(FixKind::Safe, tr("Add the queue “%1.dlq” for its dead letters").arg(fix.element.id), edits);
        return;
    }
    int count = 0;
    QSet<QString> seen;
    for (const Service &service : fix.catalog.services()) {
        for (const Subscription &subscription : service.receives) {
            const Channel *channel = fix.catalog.channel(subscription.channel);
            if (!channel || seen.contains(channel->id)
                || delivery::guaranteeOf(fix.catalog, *channel) == Guarantee::AtMostOnce
                || !delivery::deadLetterOf(fix.catalog, subscription).isEmpty())
                continue;
            seen.insert(channel->id);
            addDeadLetters(edits, channel->id);
            ++count;
        }
    }
    fix.add(FixKind::Suggestion, tr("Add a dead letter queue to each of %1 channels").arg(count), edits);
}

void deadLetterTopic(FixMaker &fix)
{
    const bool isHeard =
        std::any_of(fix.catalog.services().begin(), fix.catalog.services().end(), [&](const Service &service) {
            return std::any_of(service.receives.begin(), service.receives.end(),
                               [&](const Subscription &each) { return each.channel == fix.element.id; });
        });
    fix.set(isHeard ? FixKind::Suggestion : FixKind::Safe, tr("Make it a queue"), u"/kind"_s, jsonOf(u"queue"));
}

void deadLetterChain(FixMaker &fix)
{
    fix.remove(FixKind::Suggestion, tr("Remove the dead letter channel of the dead letters"), fix.pointer);
}

void idempotency(FixMaker &fix)
{
    const QString item = itemPointer(fix.pointer, u"receives");
    if (item.isEmpty())
        return;
    fix.set(FixKind::Suggestion, tr("Mark it as idempotent"), item + u"/idempotent"_s, true);
    const QString channel = textOf(fix.value(item + u"/channel"_s));
    Edits edits(fix.catalog);
    edits.set({Kind::Channel, channel}, u"/guarantee"_s, jsonOf(u"effectively-once"));
    fix.add(FixKind::Suggestion, tr("Deliver on “%1” effectively once").arg(channel), edits);
}

void noOutbox(FixMaker &fix)
{
    fix.set(FixKind::Suggestion, tr("Give the service an outbox"), u"/outbox"_s, Json::object());
    fix.set(FixKind::Suggestion, tr("Publish directly"), fix.pointer, jsonOf(u"direct"));
}

void dualWrite(FixMaker &fix)
{
    const Service *service = fix.catalog.service(fix.element.id);
    if (!service)
        return;
    Edits edits(fix.catalog);
    if (!service->outbox)
        edits.set(fix.element, u"/outbox"_s, Json::object());
    for (qsizetype i = 0; i < service->sends.size(); ++i) {
        if (service->sends.at(i).via == Via::Direct)
            edits.remove(fix.element, u"/sends/%1/via"_s.arg(i));
    }
    for (qsizetype i = 0; i < service->receives.size(); ++i) {
        const QList<Emit> &emits = service->receives.at(i).emits;
        for (qsizetype j = 0; j < emits.size(); ++j) {
            if (emits.at(j).via == Via::Direct)
                edits.remove(fix.element, u"/receives/%1/emits/%2/via"_s.arg(i).arg(j));
        }
    }
    fix.add(FixKind::Suggestion, tr("Publish through a transactional outbox"), edits);
}

void unusedRetry(FixMaker &fix)
{
    const QString item = itemPointer(fix.pointer, u"receives");
    Edits edits(fix.catalog);
    edits.set({Kind::Channel, textOf(fix.value(item + u"/channel"_s))}, u"/guarantee"_s, jsonOf(u"at-least-once"));
    fix.add(FixKind::Suggestion, tr("Deliver at least once"), edits);
    fix.remove(FixKind::Safe, tr("Remove the policy that never applies"), fix.pointer);
}

void visibilityTimeout(FixMaker &fix)
{
    const QString item = itemPointer(fix.pointer, u"receives");
    const std::optional<Duration> timeout = parseDuration(textOf(fix.value(item + u"/timeout"_s)));
    const std::optional<Duration> mean = parseDuration(textOf(fix.value(item + u"/processing/mean"_s)));
    const std::optional<Duration> longest = timeout ? timeout : mean;
    if (longest)
        fix.set(FixKind::Suggestion,
                tr("Hand out again after %1, twice the longest work").arg(durationWords(2 * *longest)), fix.pointer,
                jsonOf(durationText(2 * *longest)));
}

/// The subscription that the finding is about; nullptr when it is about none.
const Subscription *subscriptionOf(const FixMaker &fix, const QString &item)
{
    const Service *service = fix.catalog.service(fix.element.id);
    const qsizetype index = item.section(u'/', 2).toLongLong();
    return service && !item.isEmpty() && index < service->receives.size() ? &service->receives.at(index) : nullptr;
}

/// Promises what holds through any outbox of the design, in full minutes.
void budget(FixMaker &fix)
{
    const QString item = itemPointer(fix.pointer, u"receives");
    const Subscription *subscription = subscriptionOf(fix, item);
    if (!subscription || !subscription->sla)
        return;
    Duration worst{};
    const Policy *policy = delivery::policyOf(fix.catalog, *subscription);
    for (const Service &service : fix.catalog.services()) {
        const Outbox *outbox = service.outbox ? &*service.outbox : nullptr;
        worst = std::max(worst, retryBudget(*subscription, policy, outbox).worst());
    }
    const Duration minute = std::chrono::minutes(1);
    const Duration promise = (worst / minute + 1) * minute;
    fix.set(FixKind::Suggestion, tr("Promise %1, which holds in the worst case").arg(durationWords(promise)),
            item + u"/sla/within"_s, jsonOf(durationText(promise)));
}

void orderedRequeue(FixMaker &fix)
{
    const QString item = itemPointer(fix.pointer, u"receives");
    const Subscription *subscription = subscriptionOf(fix, item);
    const Policy *policy = subscription ? delivery::policyOf(fix.catalog, *subscription) : nullptr;
    if (!policy)
        return;
    Edits edits(fix.catalog);
    edits.set({Kind::Policy, policy->id}, u"/mode"_s, jsonOf(u"blocking"));
    fix.add(FixKind::Suggestion, tr("Let “%1” block while it retries").arg(policy->title()), edits);
    fix.remove(FixKind::Suggestion, tr("Do without order"), item + u"/ordered"_s);
}

void orderWithoutKey(FixMaker &fix)
{
    fix.remove(FixKind::Suggestion, tr("Do without order"), fix.pointer);
}

void noRetry(FixMaker &fix)
{
    const QString id = freeName(u"retry"_s, [&](const QString &name) { return fix.catalog.policy(name) != nullptr; });
    Edits edits(fix.catalog);
    edits.addElement(
        {Kind::Policy, id},
        documentOf(id, Json{{"maxAttempts", 4}, {"strategy", {{"type", "exponential"}, {"initialDelay", "1s"}}}}));
    edits.set({Kind::Project, {}}, u"/defaults/policy"_s, jsonOf(id));
    fix.add(FixKind::Suggestion, tr("Retry three times by default, after 1 s, 2 s and 4 s"), edits);
}

void faithfulOutbox(FixMaker &fix)
{
    fix.set(FixKind::Suggestion, tr("Harden the outbox"), u"/outbox/mode"_s, jsonOf(u"hardened"));
}

} // namespace

FixMakers deliveryFixes()
{
    return {
        {u"delivery/missing-dlq"_s, missingDeadLetters},
        {u"delivery/dlq-topic"_s, deadLetterTopic},
        {u"delivery/dlq-of-dlq"_s, deadLetterChain},
        {u"delivery/retry-without-idempotency"_s, idempotency},
        {u"delivery/no-outbox"_s, noOutbox},
        {u"delivery/dual-write"_s, dualWrite},
        {u"delivery/unused-retry"_s, unusedRetry},
        {u"delivery/visibility-timeout"_s, visibilityTimeout},
        {u"delivery/faithful-outbox"_s, faithfulOutbox},
        {u"delivery/stuck-rows"_s, faithfulOutbox},
        {u"delivery/retry-budget"_s, budget},
        {u"delivery/ordered-requeue"_s, orderedRequeue},
        {u"delivery/order-without-key"_s, orderWithoutKey},
        {u"delivery/no-retry"_s, noRetry},
    };
}

} // namespace weir
