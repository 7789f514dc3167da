// SPDX-License-Identifier: GPL-3.0-or-later
// What a change of a webhook or an SSE route means to those at the other end.
#include "core/comparison/judgement.h"

#include "core/base/translate.h"
#include "core/rules/design.h"

#include <algorithm>

namespace weir {

namespace {

const Webhook &oldWebhook(const Question &question)
{
    return *question.sides.before.webhook(question.element.id);
}

const Webhook &newWebhook(const Question &question)
{
    return *question.sides.after.webhook(question.element.id);
}

/// Who is hurt at the other end is outside the design: the endpoint stands for it.
QStringList otherEnd(const Question &question)
{
    return {question.element.path()};
}

/// Consumers that lose what the incoming webhook brought in.
QStringList losersOfIncoming(const Question &question)
{
    QStringList losers;
    for (const delivery::Producer &producer : question.sides.from.producers()) {
        if (producer.webhook && producer.webhook->id == question.element.id)
            losers += question.sides.losersOf(producer.event);
    }
    return losers;
}

void judgeWholeWebhook(const Question &question, Difference &difference)
{
    if (question.member.kind == DifferenceKind::Renamed)
        difference.effect = tr("Only its name in the design differs: nothing changes for users.");
    if (question.member.kind != DifferenceKind::Removed)
        return;
    const Webhook &was = oldWebhook(question);
    if (!was.active)
        difference.effect = tr("It was not active.");
    else if (was.direction == Direction::Incoming)
        setBreaking(difference, "removed", tr("Who posts to %1 is refused.").arg(was.path),
                    otherEnd(question) + losersOfIncoming(question),
                    tr("Keep it, inactive, until nobody posts to it."));
    else
        setBreaking(difference, "removed", tr("The receiver gets no events any more."), otherEnd(question),
                    tr("Tell the receiver before."));
}

void judgeActive(const Question &question, Difference &difference)
{
    if (!newWebhook(question).active)
        setBreaking(difference, "switched-off", tr("Nothing comes in, or goes out, through it any more."),
                    otherEnd(question), tr("Tell the other end before."));
}

void judgePath(const Question &question, Difference &difference)
{
    setBreaking(difference, "path-changed", tr("Who uses the old path is refused."), otherEnd(question),
                tr("Serve both paths until everybody has moved."));
}

void judgeProfile(const Question &question, Difference &difference)
{
    setBreaking(difference, "signature-changed",
                tr("Signatures are made another way: who checks or makes them the old way is refused."),
                otherEnd(question), tr("Agree with the other end on the moment of the change."));
}

void judgeSecrets(const Question &question, Difference &difference)
{
    const QStringList was = oldWebhook(question).secrets, is = newWebhook(question).secrets;
    const bool isShared =
        std::any_of(was.begin(), was.end(), [&is](const QString &secret) { return is.contains(secret); });
    if (!was.isEmpty() && !isShared)
        setBreaking(difference, "secrets-replaced", tr("No secret is valid before and after the change."),
                    otherEnd(question), tr("While rotating, keep the old secret beside the new one."));
}

void judgeTolerance(const Question &question, Difference &difference)
{
    const auto was = oldWebhook(question).tolerance, is = newWebhook(question).tolerance;
    if (is && (!was || *is < *was))
        setBreaking(difference, "tolerance-shortened",
                    tr("Requests that took longer than %1 to arrive are refused now.").arg(durationWords(*is)),
                    otherEnd(question), tr("See how old requests are when they arrive."));
}

void judgeWebhookOrder(const Question &question, Difference &difference)
{
    if (!newWebhook(question).ordered)
        setBreaking(difference, "order-lost", tr("Events may arrive in another order."), otherEnd(question),
                    tr("Tell the receiver, who has to sort them."));
}

void judgeEndpointReach(const Question &question, Difference &difference)
{
    const QStringList lost = question.sides.eventsLostBy(question.element.path());
    if (!lost.isEmpty())
        setBreaking(difference, "events-lost", tr("%1 does not reach it any more.").arg(listed(lost)),
                    otherEnd(question), tr("Tell those at the other end before."));
}

/// An incoming webhook that fills another channel.
void judgeIncoming(const Question &question, Difference &difference)
{
    const QStringList hurt = losersOfIncoming(question);
    if (!hurt.isEmpty())
        setBreaking(difference, "event-no-longer-sent", tr("What it brings in does not reach them any more."), hurt,
                    tr("Let them listen where it arrives now first."));
}

void judgeWholeStream(const Question &question, Difference &difference)
{
    if (question.member.kind == DifferenceKind::Removed)
        setBreaking(difference, "removed",
                    tr("Who watches %1 is refused.").arg(question.sides.before.stream(question.element.id)->path),
                    otherEnd(question), tr("Keep the route until nobody watches it."));
    else if (question.member.kind == DifferenceKind::Renamed)
        difference.effect = tr("Only its name in the design differs: nothing changes for users.");
}

void judgeStreamKey(const Question &question, Difference &difference)
{
    setBreaking(difference, "key-changed", tr("Watchers see other events than before."), otherEnd(question),
                tr("Serve it as a new route."));
}

void judgeReplay(const Question &question, Difference &difference)
{
    const int was = question.sides.before.stream(question.element.id)->replay.value_or(0);
    const int is = question.sides.after.stream(question.element.id)->replay.value_or(0);
    if (is < was)
        setBreaking(difference, "replay-shortened",
                    tr("Who comes back gets at most the last %1 events instead of %2.").arg(is).arg(was),
                    otherEnd(question), tr("See how long watchers are away."));
}

} // namespace

QList<Judge> endpointJudges()
{
    constexpr Kind webhook = Kind::Webhook, stream = Kind::Stream;
    const char *const words = QT_TRANSLATE_NOOP("weir", "Words for readers: nothing changes for users.");
    return {
        {webhook, "", QT_TRANSLATE_NOOP("weir", "A new endpoint; nothing changes for others."), judgeWholeWebhook},
        {webhook, "*", words},
        {webhook, "active", QT_TRANSLATE_NOOP("weir", "It works now."), judgeActive},
        {webhook, "direction", "", judgePath},
        {webhook, "path", "", judgePath},
        {webhook, "profile", "", judgeProfile},
        {webhook, "signature", "", judgeProfile},
        {webhook, "secrets", QT_TRANSLATE_NOOP("weir", "One of the secrets stays valid."), judgeSecrets},
        {webhook, "tolerance", QT_TRANSLATE_NOOP("weir", "Requests may take longer to arrive."), judgeTolerance},
        {webhook, "events", QT_TRANSLATE_NOOP("weir", "It gets more events."), judgeEndpointReach},
        {webhook, "channel", QT_TRANSLATE_NOOP("weir", "Who listens gets the same events."), judgeIncoming},
        {webhook, "maps/*", QT_TRANSLATE_NOOP("weir", "Foreign events become others of the own."), judgeIncoming},
        {webhook, "maps/*/to", QT_TRANSLATE_NOOP("weir", "Foreign events become others of the own."), judgeIncoming},
        {webhook, "url", QT_TRANSLATE_NOOP("weir", "Events go to another address: make sure that somebody is there.")},
        {webhook, "policy", "", judgePolicyChoice},
        {webhook, "ordered", QT_TRANSLATE_NOOP("weir", "Events arrive in their order."), judgeWebhookOrder},
        {webhook, "timeout", QT_TRANSLATE_NOOP("weir", "Requests are broken off sooner or later.")},
        {webhook, "concurrency", QT_TRANSLATE_NOOP("weir", "More or fewer requests at a time.")},
        {webhook, "rateLimit", QT_TRANSLATE_NOOP("weir", "More or fewer requests a second.")},
        {webhook, "breaker", QT_TRANSLATE_NOOP("weir", "A failing receiver is spared sooner or later.")},
        {webhook, "allowPrivate", QT_TRANSLATE_NOOP("weir", "Private addresses may, or may not, be reached.")},
        {webhook, "processing", QT_TRANSLATE_NOOP("weir", "Only simulations change.")},
        {webhook, "failureRate", QT_TRANSLATE_NOOP("weir", "Only simulations change.")},
        {stream, "", QT_TRANSLATE_NOOP("weir", "A new route; nothing changes for others."), judgeWholeStream},
        {stream, "*", words},
        {stream, "path", "", judgePath},
        {stream, "channel", QT_TRANSLATE_NOOP("weir", "Watchers get the same events."), judgeEndpointReach},
        {stream, "events", QT_TRANSLATE_NOOP("weir", "Watchers get more events."), judgeEndpointReach},
        {stream, "key", "", judgeStreamKey},
        {stream, "heartbeat", QT_TRANSLATE_NOOP("weir", "Watchers notice a dead connection sooner or later.")},
        {stream, "replay", QT_TRANSLATE_NOOP("weir", "Who comes back gets more of what was missed."), judgeReplay},
    };
}

} // namespace weir
