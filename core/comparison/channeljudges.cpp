// SPDX-License-Identifier: GPL-3.0-or-later
// What a change of a channel means to those who send to it and receive from it.
#include "core/comparison/judgement.h"

#include "core/base/translate.h"
#include "core/delivery/effective.h"
#include "core/model/enumtext.h"
#include "core/rules/design.h"

#include <algorithm>

namespace weir {

namespace {

const Channel &oldChannel(const Question &question)
{
    return *question.sides.before.channel(question.element.id);
}

const Channel &newChannel(const Question &question)
{
    return *question.sides.after.channel(question.element.id);
}

bool hasChannelProducers(const delivery::Routing &routing, const QString &channel)
{
    return std::any_of(routing.producers().begin(), routing.producers().end(),
                       [&channel](const delivery::Producer &producer) { return producer.channel == channel; });
}

void judgeWholeChannel(const Question &question, Difference &difference)
{
    const QString id = question.element.id;
    if (question.member.kind == DifferenceKind::Added)
        return;
    const QString name = difference.formerId.isEmpty() ? id : difference.formerId;
    const QStringList hurt = question.sides.consumersOn(id);
    const bool isUsed = !hurt.isEmpty() || hasChannelProducers(question.sides.from, id);
    if (!isUsed) {
        difference.effect = tr("Nobody used it.");
    } else if (question.member.kind == DifferenceKind::Removed) {
        setBreaking(difference, "removed", tr("Who sends to it or receives from it has nowhere to go."), hurt,
                    tr("Move its publications and subscriptions first, and keep it until it is empty."));
    } else if (newChannel(question).address.isEmpty()) {
        setBreaking(
            difference, "renamed",
            tr("Without an address its id is what programs connect to: those that use “%1” find nothing.").arg(name),
            hurt, tr("Keep the old name as its address, or move all programs at once."));
    } else {
        difference.effect = tr("Its address on the broker stays: nothing changes for users.");
    }
}

void judgeChannelKind(const Question &question, Difference &difference)
{
    QStringList consumers = pathsOf(question.sides.to, {});
    for (const delivery::Consumer &consumer : question.sides.to.consumers()) {
        if (consumer.channel == question.element.id)
            consumers.append(consumer.path);
    }
    if (consumers.size() < 2)
        return;
    const bool isTopic = newChannel(question).kind == ChannelKind::Topic;
    setBreaking(difference, "kind-changed",
                isTopic ? tr("Each subscription gets every message now; they shared them until now.")
                        : tr("The subscriptions share the messages now; each got every one of them until now."),
                consumers, tr("Give each subscription a channel of its own kind."));
}

/// Who is hurt when the guarantee falls from one to another.
QStringList hurtByGuarantee(const Sides &sides, const QString &channel, Guarantee after)
{
    QStringList hurt;
    for (const delivery::Consumer &consumer : sides.to.consumers()) {
        // Duplicates do no harm to who expects them.
        const bool expectsDuplicates = consumer.subscription && consumer.subscription->idempotent.value_or(false);
        if (consumer.channel == channel && !(after == Guarantee::AtLeastOnce && expectsDuplicates))
            hurt.append(consumer.path);
    }
    return hurt;
}

/// Judges the guarantee of \a channels as it is in effect on both sides.
void judgeGuarantee(const Sides &sides, const QList<Channel> &channels, Difference &difference)
{
    QStringList hurt, names;
    Guarantee weakest = Guarantee::EffectivelyOnce;
    bool isChanged = false;
    for (const Channel &channel : channels) {
        const Channel *old = sides.before.channel(channel.id);
        if (!old)
            continue;
        const Guarantee was = delivery::guaranteeOf(sides.before, *old);
        const Guarantee is = delivery::guaranteeOf(sides.after, channel);
        isChanged = isChanged || was != is;
        const QStringList here = is < was ? hurtByGuarantee(sides, channel.id, is) : QStringList();
        if (here.isEmpty())
            continue;
        hurt += here;
        names.append(channel.title());
        weakest = std::min(weakest, is);
    }
    if (!isChanged) {
        difference.effect = tr("The guarantee in effect stays what it was.");
    } else if (hurt.isEmpty()) {
        difference.effect = tr("Nobody is let down: the guarantee got no weaker, or the consumers expect duplicates.");
    } else {
        setBreaking(difference, "guarantee-weakened",
                    weakest == Guarantee::AtMostOnce ? tr("Messages on %1 may be lost.").arg(listed(names))
                                                     : tr("Messages on %1 may come twice.").arg(listed(names)),
                    hurt,
                    weakest == Guarantee::AtMostOnce
                        ? tr("Keep at-least-once, or say in the consumers' contracts that events may be missing.")
                        : tr("Make the consumers idempotent first."));
    }
}

void judgeChannelGuarantee(const Question &question, Difference &difference)
{
    judgeGuarantee(question.sides, {newChannel(question)}, difference);
}

void judgeDefaults(const Question &question, Difference &difference)
{
    judgePolicyChoice(question, difference);
    if (!difference.isBreaking)
        judgeGuarantee(question.sides, question.sides.after.channels(), difference);
}

/// A time for which messages are kept got shorter.
void judgeKeeping(const Question &question, Difference &difference, std::optional<Duration> Channel::*member,
                  const char *rule)
{
    const auto was = oldChannel(question).*member, is = newChannel(question).*member;
    if (!is || (was && *is >= *was)) {
        difference.effect = tr("Messages are kept longer.");
        return;
    }
    setBreaking(difference, rule,
                was ? tr("Messages are kept for %1 instead of %2: who is away longer misses them.")
                          .arg(durationWords(*is), durationWords(*was))
                    : tr("Messages are kept for %1 only: who is away longer misses them.").arg(durationWords(*is)),
                question.sides.consumersOn(question.element.id),
                tr("Ask the consumers how long they may be away before shortening it."));
}

void judgeRetention(const Question &question, Difference &difference)
{
    judgeKeeping(question, difference, &Channel::retention, "retention-shortened");
}

void judgeTtl(const Question &question, Difference &difference)
{
    judgeKeeping(question, difference, &Channel::ttl, "ttl-shortened");
}

void judgeCapacity(const Question &question, Difference &difference)
{
    const Channel &was = oldChannel(question), &is = newChannel(question);
    const bool isSmaller = is.capacity && (!was.capacity || *is.capacity < *was.capacity);
    const bool startsDropping = is.overflow == Overflow::DropOldest && was.overflow != is.overflow;
    if (is.capacity && is.overflow == Overflow::DropOldest && (isSmaller || startsDropping)) {
        setBreaking(difference, "overflow-drops",
                    tr("When %1 messages wait, the oldest are dropped and nobody receives them.").arg(*is.capacity),
                    question.sides.consumersOn(question.element.id),
                    tr("Let overflow reject, so that the producer knows, or keep the capacity."));
    } else if (isSmaller) {
        difference.effect =
            tr("Producers are refused as soon as %1 messages wait; they have to try again.").arg(*is.capacity);
    }
}

void judgePartitions(const Question &question, Difference &difference)
{
    QStringList hurt;
    for (const delivery::Consumer &consumer : question.sides.to.consumers()) {
        if (consumer.channel == question.element.id && consumer.subscription && consumer.subscription->ordered)
            hurt.append(consumer.path);
    }
    if (!hurt.isEmpty()) {
        setBreaking(difference, "partitions-changed",
                    tr("Keys move to other partitions: messages of one key from before and after the change may "
                       "overtake each other."),
                    hurt, tr("Let the channel run empty before changing it, or move to a new channel."));
    }
}

void judgeAddress(const Question &question, Difference &difference)
{
    const QStringList hurt = question.sides.consumersOn(question.element.id);
    if (hurt.isEmpty() && !hasChannelProducers(question.sides.from, question.element.id))
        return;
    setBreaking(difference, "address-changed", tr("Programs that use the old address find nothing there."), hurt,
                tr("Serve both addresses until all programs have moved."));
}

} // namespace

QList<Judge> channelJudges()
{
    return {
        {Kind::Channel, "", QT_TRANSLATE_NOOP("weir", "A new channel; nothing changes for who uses others."),
         judgeWholeChannel},
        {Kind::Channel, "*", QT_TRANSLATE_NOOP("weir", "Words for readers: nothing changes for users.")},
        {Kind::Channel, "kind", QT_TRANSLATE_NOOP("weir", "At most one subscription: it gets the same messages."),
         judgeChannelKind},
        {Kind::Channel, "address", QT_TRANSLATE_NOOP("weir", "Nobody used it."), judgeAddress},
        {Kind::Channel, "guarantee", "", judgeChannelGuarantee},
        {Kind::Channel, "retention", "", judgeRetention},
        {Kind::Channel, "ttl", "", judgeTtl},
        {Kind::Channel, "capacity", QT_TRANSLATE_NOOP("weir", "More messages may wait."), judgeCapacity},
        {Kind::Channel, "overflow",
         QT_TRANSLATE_NOOP("weir", "Producers are refused when it is full; nothing is dropped."), judgeCapacity},
        {Kind::Channel, "partitions", QT_TRANSLATE_NOOP("weir", "More or fewer messages are handled at a time."),
         judgePartitions},
        {Kind::Channel, "latency", QT_TRANSLATE_NOOP("weir", "Messages are expected to take another time to arrive.")},
        {Kind::Channel, "policy", "", judgePolicyChoice},
        {Kind::Channel, "deadLetter",
         QT_TRANSLATE_NOOP("weir", "Messages that are given up go elsewhere; look for them there.")},
        {Kind::Channel, "bindings",
         QT_TRANSLATE_NOOP("weir", "The broker's own settings differ; Weir does not judge them.")},
        {Kind::Project, "defaults", "", judgeDefaults},
    };
}

} // namespace weir
