// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to a message when something fails.
#include "core/base/translate.h"
#include "core/rules/design.h"

#include "core/delivery/backoff.h"
#include "core/delivery/effective.h"

using namespace Qt::StringLiterals;

namespace weir {

namespace {

Guarantee guaranteeOf(const Design &design, const delivery::Consumer &consumer)
{
    const Channel *channel = design.catalog.channel(consumer.channel);
    return channel ? delivery::guaranteeOf(design.catalog, *channel)
                   : design.catalog.project().defaultGuarantee.value_or(Guarantee::AtLeastOnce);
}

/// With more channels than this and no dead letters at all, that is said once for the project.
constexpr qsizetype maxWithoutDeadLetters = 5;

void checkMissingDeadLetters(const Design &design, Reporter &reporter)
{
    QHash<QString, QStringList> without;
    for (const delivery::Consumer &consumer : design.routing.consumers()) {
        if (consumer.subscription && !design.deadLetters.contains(consumer.channel)
            && guaranteeOf(design, consumer) != Guarantee::AtMostOnce
            && delivery::deadLetterOf(design.catalog, *consumer.subscription).isEmpty())
            without[consumer.channel].append(titleOf(consumer));
    }
    if (design.deadLetters.isEmpty() && without.size() > maxWithoutDeadLetters) {
        reporter.add(
            {Kind::Project, {}}, {},
            tr("No channel has a dead letter channel: what consumers cannot handle has no agreed place to go."),
            tr("Start with the channels that matter most: add a queue for their dead letters and name it as "
               "deadLetter."));
        return;
    }
    for (const Channel &channel : design.catalog.channels()) {
        if (without.contains(channel.id)) {
            reporter.add({Kind::Channel, channel.id}, {},
                         tr("“%1” has no dead letter channel: what %2 cannot handle has no agreed place to go.")
                             .arg(channel.title(), listed(without.value(channel.id))),
                         tr("Add a queue “%1.dlq” and name it as the channel's deadLetter.").arg(channel.id));
        }
    }
}

void checkDeadLetterTopics(const Design &design, Reporter &reporter)
{
    for (const Channel &channel : design.catalog.channels()) {
        if (design.deadLetters.contains(channel.id) && channel.kind == ChannelKind::Topic) {
            reporter.add({Kind::Channel, channel.id}, u"/kind"_s,
                         tr("The dead letter channel “%1” is a topic: without a subscriber it keeps nothing.")
                             .arg(channel.title()),
                         tr("Make it a queue, so that dead letters wait until somebody looks at them."));
        }
    }
}

void checkDeadLetterChains(const Design &design, Reporter &reporter)
{
    for (const Channel &channel : design.catalog.channels()) {
        if (design.deadLetters.contains(channel.id) && !channel.deadLetter.isEmpty()) {
            reporter.add({Kind::Channel, channel.id}, u"/deadLetter"_s,
                         tr("“%1” takes dead letters and has a dead letter channel of its own.").arg(channel.title()),
                         tr("Remove its deadLetter: a dead letter is looked at by people and redriven, not retried."));
        }
    }
    for (const delivery::Consumer &consumer : design.routing.consumers()) {
        if (consumer.subscription && !consumer.subscription->deadLetter.isEmpty()
            && design.deadLetters.contains(consumer.channel)) {
            reporter.add(consumer.element, consumer.pointer + u"/deadLetter"_s,
                         tr("%1 reads the dead letters on %2 and sends those it cannot handle to yet another dead "
                            "letter channel.")
                             .arg(titleOf(consumer), channelTitle(design, consumer.channel)),
                         tr("Remove its deadLetter, so that they stay where they are."));
        }
    }
}

/// Whose outbox may publish a message to consumer \a index twice; empty when none does.
QString relayOf(const Design &design, int index)
{
    for (const int i : design.feeders.at(index)) {
        if (outboxOf(design.routing.producers().at(i)))
            return design.routing.producers().at(i).service->title();
    }
    return {};
}

/// Why the consumer may get a message twice, and whether it says what it does then.
QString doublesText(const delivery::Consumer &consumer, bool isRetried, const QString &relay)
{
    const bool isSaid = consumer.subscription->idempotent.has_value();
    if (isRetried && isSaid)
        return tr("%1 is retried but not idempotent: a second attempt repeats what the first did.")
            .arg(titleOf(consumer));
    if (isRetried)
        return tr("%1 is retried, but nothing says whether it may handle a message twice.").arg(titleOf(consumer));
    return isSaid
        ? tr("%1 is not idempotent, but the outbox of %2 publishes twice what it had not marked in a crash.")
              .arg(titleOf(consumer), relay)
        : tr("The outbox of %2 publishes twice what it had not marked in a crash, and nothing says whether %1 "
             "may handle a message twice.")
              .arg(titleOf(consumer), relay);
}

void checkDeadLetterLosses(const Design &design, Reporter &reporter)
{
    const QString hint = tr("Let it keep all of them, and be told when it grows: an alert such as dlq(*) > 0.");
    for (const Channel &channel : design.catalog.channels()) {
        if (!design.deadLetters.contains(channel.id))
            continue;
        if (channel.ttl) {
            reporter.add({Kind::Channel, channel.id}, u"/ttl"_s,
                         tr("The dead letter channel “%1” drops its messages after %2, looked at or not.")
                             .arg(channel.title(), durationWords(*channel.ttl)),
                         hint);
        } else if (channel.capacity && channel.overflow == Overflow::DropOldest) {
            reporter.add({Kind::Channel, channel.id}, u"/overflow"_s,
                         tr("The dead letter channel “%1” holds %2 messages and drops the oldest when more come.")
                             .arg(channel.title())
                             .arg(*channel.capacity),
                         hint);
        }
    }
}

void checkIdempotency(const Design &design, Reporter &reporter)
{
    for (int i = 0; i < design.routing.consumers().size(); ++i) {
        const delivery::Consumer &consumer = design.routing.consumers().at(i);
        if (!consumer.subscription || consumer.subscription->idempotent.value_or(false)
            || guaranteeOf(design, consumer) != Guarantee::AtLeastOnce)
            continue;
        const Policy *policy = delivery::policyOf(design.catalog, *consumer.subscription);
        const bool isRetried = policy && policy->maxAttempts > 1;
        const QString relay = isRetried ? QString() : relayOf(design, i);
        if (!isRetried && relay.isEmpty())
            continue;
        const bool isSaid = consumer.subscription->idempotent.has_value();
        reporter.add(isSaid ? Severity::Warning : Severity::Info, consumer.element,
                     consumer.pointer + (isSaid ? u"/idempotent"_s : QString()),
                     doublesText(consumer, isRetried, relay),
                     tr("Recognise ids that were handled before and set idempotent to true, or use the guarantee "
                        "effectively-once."));
    }
}

void checkOutboxes(const Design &design, Reporter &reporter)
{
    for (const delivery::Producer &producer : design.routing.producers()) {
        if (producer.webhook || producer.service->outbox)
            continue;
        const std::optional<Via> via = producer.emits ? producer.emits->via : producer.publication->via;
        if (via == Via::Outbox) {
            reporter.add(producer.element, producer.pointer + u"/via"_s,
                         tr("%1 publishes “%2” through an outbox, but the service has none.")
                             .arg(titleOf(producer), producer.event),
                         tr("Give %1 an outbox, or publish directly.").arg(producer.service->title()));
        }
    }
}

void checkDualWrites(const Design &design, Reporter &reporter)
{
    QSet<const Service *> reported;
    for (const delivery::Producer &producer : design.routing.producers()) {
        const Service *service = producer.service;
        if (producer.webhook || service->external || !service->database || reported.contains(service))
            continue;
        const std::optional<Via> via = producer.emits ? producer.emits->via : producer.publication->via;
        if (delivery::viaOf(*service, via) != Via::Direct)
            continue;
        reported.insert(service);
        reporter.add(producer.element, producer.pointer,
                     tr("%1 writes its database and publishes “%2” directly: a crash in between loses the event.")
                         .arg(service->title(), producer.event),
                     tr("Publish through a transactional outbox, or approve it if losing one is acceptable."));
    }
}

void checkUnusedRetries(const Design &design, Reporter &reporter)
{
    for (const delivery::Consumer &consumer : design.routing.consumers()) {
        if (!consumer.subscription || consumer.subscription->policy.isEmpty()
            || guaranteeOf(design, consumer) != Guarantee::AtMostOnce)
            continue;
        const Policy *policy = design.catalog.policy(consumer.subscription->policy);
        if (policy && policy->maxAttempts > 1) {
            reporter.add(
                consumer.element, consumer.pointer + u"/policy"_s,
                tr("%1 has the retry policy “%2”, but its channel delivers at most once: nothing is ever retried.")
                    .arg(titleOf(consumer), policy->title()),
                tr("Make the channel at-least-once, or remove the policy."));
        }
    }
}

void checkVisibility(const Design &design, Reporter &reporter)
{
    for (const delivery::Consumer &consumer : design.routing.consumers()) {
        const Subscription *subscription = consumer.subscription;
        if (!subscription || !subscription->visibilityTimeout)
            continue;
        const std::optional<Duration> mean = subscription->processing ? subscription->processing->mean : std::nullopt;
        const std::optional<Duration> longest = subscription->timeout ? subscription->timeout : mean;
        if (longest && *subscription->visibilityTimeout < *longest) {
            reporter.add(
                consumer.element, consumer.pointer + u"/visibilityTimeout"_s,
                tr("%1 may work %2 on a message, but after %3 it is handed out again: it would be handled twice.")
                    .arg(titleOf(consumer), durationWords(*longest), durationWords(*subscription->visibilityTimeout)),
                tr("Make the visibility timeout longer than the timeout, with room for prefetched messages."));
        }
    }
}

void checkSlas(const Design &design, Reporter &reporter)
{
    for (const delivery::Consumer &consumer : design.routing.consumers()) {
        const Subscription *subscription = consumer.subscription;
        if (!subscription || !subscription->sla || subscription->sla->within <= Duration::zero())
            continue;
        const delivery::RetryPlan plan = delivery::retryPlan(delivery::policyOf(design.catalog, *subscription));
        if (plan.maxAttempts < 2 || plan.delay(1, 0, 0.5) < subscription->sla->within)
            continue;
        reporter.add(
            consumer.element, consumer.pointer + u"/sla"_s,
            tr("%1 promises %2, but its first retry comes after %3: whatever fails once breaks the promise.")
                .arg(titleOf(consumer), durationWords(subscription->sla->within), durationWords(plan.delay(1, 0, 0.5))),
            tr("Retry sooner, or promise a longer time."));
    }
}

void checkFaithfulOutboxes(const Design &design, Reporter &reporter)
{
    for (const Service &service : design.catalog.services()) {
        if (service.outbox && service.outbox->mode == OutboxMode::Faithful) {
            reporter.add(
                {Kind::Service, service.id}, u"/outbox/mode"_s,
                tr("The outbox of %1 is faithful: a row that failed %2 times stays pending for ever, and two relays "
                   "would publish rows twice.")
                    .arg(service.title())
                    .arg(service.outbox->maxAttempts),
                tr("Set its mode to hardened: rows are locked, ordered, and marked dead at the end."));
        }
    }
}

void checkAcknowledgements(const Design &design, Reporter &reporter)
{
    for (const Webhook &webhook : design.catalog.webhooks()) {
        if (webhook.direction == Direction::Incoming && webhook.active && webhook.channel.isEmpty()) {
            reporter.add({Kind::Webhook, webhook.id}, {},
                         tr("The webhook “%1” has no channel: its events are worked on before they are acknowledged.")
                             .arg(webhook.id),
                         tr("Give it a channel: answer at once, and let a consumer do the work."));
        }
    }
}

} // namespace

QList<RuleDefinition> deliveryRules()
{
    return {
        {{u"delivery/missing-dlq"_s, Severity::Warning, tr("No dead letter channel"),
          tr("A message that fails for good has to go somewhere where it is seen, understood and redriven. Without a "
             "named "
             "channel it goes to an implicit one that nobody watches.")},
         checkMissingDeadLetters},
        {{u"delivery/dlq-topic"_s, Severity::Warning, tr("Dead letters on a topic"),
          tr("A topic hands copies to its subscribers and keeps nothing for itself. Dead letters have to wait, in a "
             "queue.")},
         checkDeadLetterTopics},
        {{u"delivery/dlq-of-dlq"_s, Severity::Error, tr("A dead letter channel of a dead letter channel"),
          tr("Chains of dead letter channels hide failures and can run in circles.")},
         checkDeadLetterChains},
        {{u"delivery/dlq-loss"_s, Severity::Warning, tr("Dead letters that get lost"),
          tr("The dead letter channel is the last place where a message can be found. Many come at once when something "
             "is broken, and wait until somebody has time.")},
         checkDeadLetterLosses},
        {{u"delivery/retry-without-idempotency"_s, Severity::Warning, tr("Retries of what must not happen twice"),
          tr("At least once means: sometimes twice. A consumer that is retried after a partial success charges, mails "
             "or ships "
             "again unless it recognises what it has done.")},
         checkIdempotency},
        {{u"delivery/no-outbox"_s, Severity::Error, tr("An outbox that is not there"),
          tr("A publication says that it goes through the outbox of its service, which has none.")},
         checkOutboxes},
        {{u"delivery/dual-write"_s, Severity::Warning, tr("Database and broker without an outbox"),
          tr("Two systems cannot be written in one transaction. A crash between commit and publish loses the event; "
             "the other "
             "order announces what never happened. A transactional outbox makes it one write.")},
         checkDualWrites},
        {{u"delivery/unused-retry"_s, Severity::Warning, tr("A retry policy that never applies"),
          tr("At most once means that a message is acknowledged when it is handed over. Nothing is left to retry.")},
         checkUnusedRetries},
        {{u"delivery/visibility-timeout"_s, Severity::Warning, tr("Redelivery while still at work"),
          tr("The visibility timeout runs from the hand-over. Where it ends before the work may, the message is given "
             "to a "
             "second consumer while the first still handles it.")},
         checkVisibility},
        {{u"delivery/sla-below-retry"_s, Severity::Info, tr("A promise that no retry can keep"),
          tr("An SLA counts failures too. If already the first retry comes later than promised, the share of failures "
             "is the "
             "share of broken promises.")},
         checkSlas},
        {{u"delivery/faithful-outbox"_s, Severity::Info, tr("An outbox that forgets nothing and mends nothing"),
          tr("The faithful mode works as the plain polling loop does: no lock, no order, and no state for rows that "
             "failed too "
             "often. It is there to compare with; the hardened mode is meant for use.")},
         checkFaithfulOutboxes},
        {{u"delivery/late-acknowledgement"_s, Severity::Warning, tr("A webhook that works before it answers"),
          tr("Who sends a webhook waits some seconds for the answer, and then sends again. Work that is done before "
             "the "
             "answer is repeated whenever it is slow.")},
         checkAcknowledgements},
    };
}

} // namespace weir
