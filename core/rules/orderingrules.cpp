// SPDX-License-Identifier: GPL-3.0-or-later
// Promises of order, and of another attempt, that the design does not keep.
#include "core/base/translate.h"
#include "core/rules/design.h"

#include "core/delivery/effective.h"

using namespace Qt::StringLiterals;

namespace weir {

namespace {

/// The publications that reach \a consumer without a key.
QStringList keyless(const Design &design, int consumer)
{
    QStringList titles;
    for (const int i : design.feeders.at(consumer)) {
        const delivery::Producer &producer = design.routing.producers().at(i);
        if (producer.publication && producer.publication->key.isEmpty())
            titles.append(titleOf(producer));
    }
    titles.removeDuplicates();
    return titles;
}

void checkOrderKeys(const Design &design, Reporter &reporter)
{
    const QList<delivery::Consumer> &consumers = design.routing.consumers();
    for (int i = 0; i < consumers.size(); ++i) {
        const Subscription *subscription = consumers.at(i).subscription;
        if (!subscription || !subscription->ordered)
            continue;
        const Channel *channel = design.catalog.channel(consumers.at(i).channel);
        const bool isParted = channel && channel->partitions.value_or(1) > 1;
        const QStringList without = keyless(design, i);
        if (isParted && !without.isEmpty()) {
            reporter.add(consumers.at(i).element, consumers.at(i).pointer + u"/ordered"_s,
                         tr("%1 wants order, but %2 publishes without a key over the %3 partitions of %4: what belongs "
                            "together ends up in different partitions.")
                             .arg(titleOf(consumers.at(i)), listed(without))
                             .arg(*channel->partitions)
                             .arg(channelTitle(design, channel->id)),
                         tr("Give the publication a key, such as data.orderId."));
        }
    }
}

void checkOrderedRetries(const Design &design, Reporter &reporter)
{
    for (const delivery::Consumer &consumer : design.routing.consumers()) {
        if (!consumer.subscription || !consumer.subscription->ordered)
            continue;
        const Policy *policy = delivery::policyOf(design.catalog, *consumer.subscription);
        if (policy && policy->maxAttempts > 1 && policy->mode == RetryMode::Requeue) {
            reporter.add(
                consumer.element, consumer.pointer + u"/ordered"_s,
                tr("%1 wants order, but “%2” puts a failed message back while later ones go ahead.")
                    .arg(titleOf(consumer), policy->title()),
                tr("Use a policy with the mode blocking: later messages wait until it has succeeded or given up."));
        }
    }
}

void checkNoRetries(const Design &design, Reporter &reporter)
{
    QStringList without;
    ElementRef element;
    QString pointer;
    for (const delivery::Consumer &consumer : design.routing.consumers()) {
        const Channel *channel = consumer.subscription ? design.catalog.channel(consumer.channel) : nullptr;
        if (!channel || delivery::guaranteeOf(design.catalog, *channel) == Guarantee::AtMostOnce
            || delivery::policyOf(design.catalog, *consumer.subscription) || !consumer.subscription->policy.isEmpty()
            || !channel->policy.isEmpty() || !design.catalog.project().defaultPolicy.isEmpty()
            || design.deadLetters.contains(channel->id))
            continue;
        without.append(titleOf(consumer));
        element = consumer.element;
        pointer = consumer.pointer;
    }
    if (without.isEmpty())
        return;
    // Without a policy of the project, that is one thing to be told, not one for each consumer.
    if (without.size() > 1) {
        element = {Kind::Project, {}};
        pointer.clear();
    }
    reporter.add(element, pointer,
                 tr("No retry policy holds for %1: the first failure is the last.").arg(listed(without)),
                 tr("Name one as the project's default: \"defaults\": {\"policy\": \"retry\"}."));
}

} // namespace

QList<RuleDefinition> orderingRules()
{
    return {
        {{u"delivery/order-without-key"_s, Severity::Warning, tr("Order over partitions without a key"),
          tr("A channel with partitions keeps order within each of them only. Without a key messages are spread over "
             "all of "
             "them, so that a later one may be handled first.")},
         checkOrderKeys},
        {{u"delivery/ordered-requeue"_s, Severity::Warning, tr("Order that retries break"),
          tr("A policy that requeues lets later messages overtake a failed one. A consumer that relies on order then "
             "sees the "
             "cancellation before the order.")},
         checkOrderedRetries},
        {{u"delivery/no-retry"_s, Severity::Info, tr("Consumers without a retry policy"),
          tr("Most failures pass: a restart, a time-out, a lock. Without a policy each of them makes a dead letter.")},
         checkNoRetries},
    };
}

} // namespace weir
