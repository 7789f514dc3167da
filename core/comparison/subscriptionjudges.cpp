// SPDX-License-Identifier: GPL-3.0-or-later
// What a change of a subscription means to those who rely on what it does.
#include "core/comparison/judgement.h"

#include "core/base/translate.h"
#include "core/delivery/effective.h"
#include "core/rules/design.h"
#include "core/rules/versions.h"

#include <algorithm>

namespace weir {

namespace {

const Subscription *subscriptionAt(const Sides &sides, const delivery::Routing &routing, const QString &path)
{
    const delivery::Consumer *consumer = sides.consumer(routing, path);
    return consumer ? consumer->subscription : nullptr;
}

QStringList eventsAt(const Sides &sides, const delivery::Routing &routing, const QString &path)
{
    const delivery::Consumer *found = sides.consumer(routing, path);
    return found ? routing.eventsReaching(int(found - routing.consumers().constData())) : QStringList();
}

/// Subscriptions that had a queue's messages for themselves and share them with the new one.
QStringList rivalsOf(const Question &question)
{
    const delivery::Consumer *own = question.sides.consumer(question.sides.to, question.itemPath());
    const Channel *channel = own ? question.sides.after.channel(own->channel) : nullptr;
    QStringList rivals;
    if (!channel || channel->kind != ChannelKind::Queue)
        return rivals;
    const QStringList events = eventsAt(question.sides, question.sides.to, own->path);
    for (const delivery::Consumer &other : question.sides.to.consumers()) {
        const bool isOther = other.channel == own->channel && other.path != own->path
            && question.sides.consumer(question.sides.from, other.path) != nullptr;
        const bool shares =
            std::any_of(events.begin(), events.end(), [&other](const QString &event) { return other.accepts(event); });
        if (isOther && shares)
            rivals.append(other.path);
    }
    return rivals;
}

void judgeWholeSubscription(const Question &question, Difference &difference)
{
    const QString path = question.itemPath();
    if (question.member.kind == DifferenceKind::Renamed) {
        difference.effect =
            tr("Its queue, and its dead letters where no channel is named for them, are called %1 now; what "
               "waits under the old name has to be moved.")
                .arg(path);
    } else if (question.member.kind == DifferenceKind::Added) {
        const QStringList rivals = rivalsOf(question);
        if (!rivals.isEmpty())
            setBreaking(difference, "subscription-competes",
                        tr("The queue's messages are shared now: each goes to one subscription only."), rivals,
                        tr("Give each a queue of its own, or make the channel a topic."));
    } else {
        const QStringList events = eventsAt(question.sides, question.sides.from, path);
        if (events.isEmpty())
            difference.effect = tr("Nothing reached it.");
        else
            setBreaking(difference, "subscription-removed", tr("It handles %1 no more.").arg(listed(events)), {path},
                        tr("Let somebody else do the work first, and let its queue run empty."));
    }
}

void judgeReach(const Question &question, Difference &difference)
{
    const QStringList lost = question.sides.eventsLostBy(question.itemPath());
    if (lost.isEmpty())
        difference.effect = tr("Everything that reached it still does.");
    else
        setBreaking(difference, "events-lost", tr("%1 does not reach it any more.").arg(listed(lost)),
                    {question.itemPath()}, tr("Keep the old subscription until nobody needs it."));
}

/// Versions of all events that reach the consumer at \a path and that it cannot handle.
QList<int> unhandledAt(const Sides &sides, const Catalog &catalog, const delivery::Routing &routing,
                       const QString &path)
{
    const delivery::Consumer *found = sides.consumer(routing, path);
    return found ? unhandledVersions(catalog, routing, int(found - routing.consumers().constData())) : QList<int>();
}

void judgeAccepted(const Question &question, Difference &difference)
{
    const QString path = question.itemPath();
    const QStringList versions = newlyRefusedVersions(question.sides, path);
    if (!versions.isEmpty())
        setBreaking(difference, "version-refused",
                    tr("Version %1 is sent to it, and it cannot handle it.").arg(listed(versions)), {path},
                    tr("Accept the version, or add an upcaster, until nobody sends it."));
}

void judgeSentVersions(const Question &question, Difference &difference)
{
    QStringList hurt, versions;
    for (const delivery::Consumer &consumer : question.sides.to.consumers()) {
        const QStringList here = newlyRefusedVersions(question.sides, consumer.path);
        if (here.isEmpty() || !consumer.subscription)
            continue;
        hurt.append(consumer.path);
        versions += here;
    }
    versions.removeDuplicates();
    if (!hurt.isEmpty())
        setBreaking(difference, "version-refused",
                    tr("Version %1 is sent to consumers that do not accept it.").arg(listed(versions)), hurt,
                    tr("Let them accept it, or add upcasters, before it is sent."));
}

void judgeIdempotent(const Question &question, Difference &difference)
{
    const Subscription *is = subscriptionAt(question.sides, question.sides.to, question.itemPath());
    const Channel *channel = is ? question.sides.after.channel(is->channel) : nullptr;
    if (!is || is->idempotent.value_or(false))
        return;
    if (!channel || delivery::guaranteeOf(question.sides.after, *channel) != Guarantee::AtLeastOnce) {
        difference.effect = tr("Its channel delivers no message twice.");
        return;
    }
    setBreaking(difference, "idempotency-lost", tr("A message that comes twice takes effect twice."),
                {question.itemPath()},
                tr("Keep the ids of handled events, or use a channel that is effectively-once."));
}

void judgeOrdered(const Question &question, Difference &difference)
{
    const Subscription *is = subscriptionAt(question.sides, question.sides.to, question.itemPath());
    if (is && !is->ordered)
        setBreaking(difference, "order-lost", tr("Messages of one key may be handled in another order."),
                    {question.itemPath()}, tr("Make sure that the handler does not rely on the order."));
}

void judgeSubscriptionSla(const Question &question, Difference &difference)
{
    const Subscription *was = subscriptionAt(question.sides, question.sides.from, question.itemPath());
    const Subscription *is = subscriptionAt(question.sides, question.sides.to, question.itemPath());
    const bool isRelaxed =
        was && is && was->sla && (!is->sla || is->sla->within > was->sla->within || is->sla->share < was->sla->share);
    if (isRelaxed)
        setBreaking(difference, "sla-relaxed", tr("Its work may be done later, or less often in time."),
                    {question.itemPath()}, tr("Agree on it with those who wait for the result."));
}

/// Servers that handle messages at a time.
int serversOf(const Subscription &subscription)
{
    return subscription.instances.value_or(1) * subscription.concurrency.value_or(1);
}

void judgeServers(const Question &question, Difference &difference)
{
    const Subscription *was = subscriptionAt(question.sides, question.sides.from, question.itemPath());
    const Subscription *is = subscriptionAt(question.sides, question.sides.to, question.itemPath());
    if (!was || !is)
        return;
    const int before = serversOf(*was), after = serversOf(*is);
    difference.effect = after < before
        ? tr("It handles at most %1 at a time instead of %2; a simulation shows whether it keeps up.")
              .arg(after)
              .arg(before)
        : tr("It handles at most %1 at a time; it was %2.").arg(after).arg(before);
}

} // namespace

QStringList newlyRefusedVersions(const Sides &sides, const QString &path)
{
    const QList<int> known = unhandledAt(sides, sides.before, sides.from, path);
    QStringList versions;
    for (const int version : unhandledAt(sides, sides.after, sides.to, path)) {
        if (!known.contains(version))
            versions.append(QString::number(version));
    }
    return versions;
}

QList<Judge> subscriptionJudges()
{
    constexpr Kind service = Kind::Service;
    return {
        {service, "receives/*", QT_TRANSLATE_NOOP("weir", "One more receiver; the others get what they got."),
         judgeWholeSubscription},
        {service, "receives/*/channel", "", judgeReach},
        {service, "receives/*/events", "", judgeReach},
        {service, "receives/*/versions", QT_TRANSLATE_NOOP("weir", "It can handle all versions that are sent to it."),
         judgeAccepted},
        {service, "receives/*/upcasters/*",
         QT_TRANSLATE_NOOP("weir", "It can handle all versions that are sent to it."), judgeAccepted},
        {service, "sends/*/versions", QT_TRANSLATE_NOOP("weir", "Every consumer accepts what is sent to it."),
         judgeSentVersions},
        {service, "receives/*/idempotent", QT_TRANSLATE_NOOP("weir", "A message that comes twice takes effect once."),
         judgeIdempotent},
        {service, "receives/*/ordered", QT_TRANSLATE_NOOP("weir", "Messages of one key are handled in their order."),
         judgeOrdered},
        {service, "receives/*/sla", QT_TRANSLATE_NOOP("weir", "Its work is to be done sooner, or in time more often."),
         judgeSubscriptionSla},
        {service, "receives/*/policy", "", judgePolicyChoice},
        {service, "receives/*/deadLetter",
         QT_TRANSLATE_NOOP("weir", "Messages that are given up go elsewhere; look for them there.")},
        {service, "receives/*/instances", "", judgeServers},
        {service, "receives/*/concurrency", "", judgeServers},
        {service, "receives/*/prefetch", QT_TRANSLATE_NOOP("weir", "More or fewer messages wait at an instance.")},
        {service, "receives/*/timeout", QT_TRANSLATE_NOOP("weir", "Attempts are broken off sooner or later.")},
        {service, "receives/*/visibilityTimeout",
         QT_TRANSLATE_NOOP("weir", "A message that is not done comes again sooner or later.")},
        {service, "receives/*/deadline", QT_TRANSLATE_NOOP("weir", "The business waits for the result another time.")},
        {service, "receives/*/processing", QT_TRANSLATE_NOOP("weir", "Handling is expected to take another time.")},
        {service, "receives/*/failureRate", QT_TRANSLATE_NOOP("weir", "More or fewer attempts are expected to fail.")},
    };
}

} // namespace weir
