// SPDX-License-Identifier: GPL-3.0-or-later
// What a change of a service and of what it sends means to those who receive it.
#include "core/comparison/judgement.h"

#include "core/base/translate.h"
#include "core/delivery/effective.h"
#include "core/rules/design.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace weir {

namespace {

const Service &oldService(const Question &question)
{
    return *question.sides.before.service(question.element.id);
}

const Service &newService(const Question &question)
{
    return *question.sides.after.service(question.element.id);
}

const Publication *publicationNamed(const Service *service, const QString &id)
{
    if (!service)
        return nullptr;
    const auto found =
        std::find_if(service->sends.begin(), service->sends.end(), [&id](const auto &each) { return each.id == id; });
    return found == service->sends.end() ? nullptr : &*found;
}

/// Events that a service publishes by itself or in answer to others.
QStringList eventsOf(const delivery::Routing &routing, const QString &service)
{
    QStringList events;
    for (const delivery::Producer &producer : routing.producers()) {
        if (producer.service && producer.service->id == service && !events.contains(producer.event))
            events.append(producer.event);
    }
    return events;
}

void judgeWholeService(const Question &question, Difference &difference)
{
    if (question.member.kind == DifferenceKind::Renamed)
        difference.effect = tr("Its events come from %1 now; who looks at their source sees another name.")
                                .arg(newService(question).id);
    if (question.member.kind != DifferenceKind::Removed)
        return;
    const Sides &sides = question.sides;
    QStringList hurt, idle;
    for (const QString &event : eventsOf(sides.from, question.element.id))
        hurt += sides.losersOf(event);
    for (const Service &service : sides.after.services()) {
        const bool callsIt = std::any_of(service.calls.begin(), service.calls.end(),
                                         [&](const Call &call) { return call.service == question.element.id; });
        if (callsIt)
            hurt.append(service.id);
    }
    for (qsizetype i = 0; i < sides.from.consumers().size(); ++i) {
        const delivery::Consumer &consumer = sides.from.consumers().at(i);
        if (consumer.service && consumer.service->id == question.element.id
            && !sides.from.eventsReaching(int(i)).isEmpty())
            idle.append(consumer.path);
    }
    if (hurt.isEmpty() && idle.isEmpty()) {
        difference.effect = tr("Nobody relied on it.");
        return;
    }
    const QString effect = hurt.isEmpty() ? tr("What it received is handled by nobody in its place.")
                                          : tr("Who received its events, or called it, waits in vain.");
    setBreaking(difference, "removed", effect, hurt + idle,
                tr("Give its work to another service first, and let its channels run empty."));
}

/// Consumers that lose \a event because a publication went, or went elsewhere.
void judgeLostEvent(const Question &question, Difference &difference, const QString &event)
{
    const QStringList hurt = question.sides.losersOf(event);
    if (hurt.isEmpty())
        difference.effect = tr("Nobody loses the event.");
    else
        setBreaking(difference, "event-no-longer-sent", tr("“%1” does not reach them any more.").arg(event), hurt,
                    tr("Publish it where they listen until they have moved."));
}

void judgePublication(const Question &question, Difference &difference)
{
    if (question.member.kind == DifferenceKind::Removed)
        judgeLostEvent(question, difference, memberText(question.member.before.get(), u"event"));
    else if (question.member.kind == DifferenceKind::Renamed)
        difference.effect = tr("Only its name in the design differs: nothing changes for users.");
}

void judgePublicationTarget(const Question &question, Difference &difference)
{
    if (const Publication *old = publicationNamed(&oldService(question), question.itemName()))
        judgeLostEvent(question, difference, old->event);
}

void judgeEmit(const Question &question, Difference &difference)
{
    if (question.member.kind != DifferenceKind::Added)
        judgeLostEvent(question, difference, question.member.item.section(u'/', -1));
}

/// Publications of both services, by id, that went through the outbox and do no more.
QStringList eventsLeftUnprotected(const Service &was, const Service &is)
{
    QStringList events;
    for (const Publication &before : was.sends) {
        const Publication *after = publicationNamed(&is, before.id);
        if (after && delivery::viaOf(was, before.via) == Via::Outbox && delivery::viaOf(is, after->via) == Via::Direct)
            events.append(after->event);
    }
    return events;
}

void judgeOutboxLeft(const Question &question, Difference &difference, const QStringList &events)
{
    QStringList hurt;
    for (const QString &event : events)
        hurt += pathsOf(question.sides.to, question.sides.to.consumersOf(event));
    if (hurt.isEmpty())
        return;
    setBreaking(
        difference, "outbox-left",
        tr("%1: a crash between the business change and publishing loses the event, or publishes one that never "
           "happened.")
            .arg(listed(events)),
        hurt, tr("Publish through the outbox, in the transaction of the change."));
}

void judgeVia(const Question &question, Difference &difference)
{
    QStringList events = eventsLeftUnprotected(oldService(question), newService(question));
    const Publication *own = publicationNamed(&newService(question), question.itemName());
    events.removeIf([own](const QString &event) { return !own || own->event != event; });
    judgeOutboxLeft(question, difference, events);
}

void judgeOutbox(const Question &question, Difference &difference)
{
    const auto &was = oldService(question).outbox, &is = newService(question).outbox;
    if (was && !is) {
        judgeOutboxLeft(question, difference, eventsLeftUnprotected(oldService(question), newService(question)));
        return;
    }
    if (!was || !is)
        return;
    QStringList hurt;
    for (const QString &event : eventsOf(question.sides.to, question.element.id))
        hurt += pathsOf(question.sides.to, question.sides.to.consumersOf(event));
    if (was->mode == OutboxMode::Hardened && is->mode == OutboxMode::Faithful)
        setBreaking(difference, "outbox-weakened",
                    tr("Rows can get stuck, come out of order, or be published by two relays at once."), hurt,
                    tr("Keep the hardened outbox."));
    else if (is->maxAttempts < was->maxAttempts)
        setBreaking(
            difference, "less-patient",
            tr("The relay gives a row up after %1 attempts instead of %2.").arg(is->maxAttempts).arg(was->maxAttempts),
            hurt, tr("An outage of the broker that spans them leaves events unpublished."));
}

void judgeKey(const Question &question, Difference &difference)
{
    const Publication *own = publicationNamed(&newService(question), question.itemName());
    QStringList hurt;
    for (const int index : own ? question.sides.to.consumersOf(own->event, own->channel) : QList<int>()) {
        const delivery::Consumer &consumer = question.sides.to.consumers().at(index);
        if (consumer.subscription && consumer.subscription->ordered)
            hurt.append(consumer.path);
    }
    if (!hurt.isEmpty())
        setBreaking(difference, "key-changed",
                    tr("Messages that kept their order by the old key may overtake each other."), hurt,
                    tr("Let the channel run empty before changing the key."));
}

void judgeOperation(const Question &question, Difference &difference)
{
    if (question.member.kind == DifferenceKind::Removed)
        difference.effect = tr("Who calls it finds it no more. What it published is judged by itself.");
}

} // namespace

QList<Judge> serviceJudges()
{
    return {
        {Kind::Service, "",
         QT_TRANSLATE_NOOP("weir", "A new service; its publications and subscriptions come with it."),
         judgeWholeService},
        {Kind::Service, "*", QT_TRANSLATE_NOOP("weir", "Words for readers: nothing changes for users.")},
        {Kind::Service, "outbox",
         QT_TRANSLATE_NOOP("weir", "Events are published sooner or later than before, none is lost."), judgeOutbox},
        {Kind::Service, "calls/*",
         QT_TRANSLATE_NOOP("weir", "A direct call: the two services depend on each other otherwise.")},
        {Kind::Service, "operations/*", QT_TRANSLATE_NOOP("weir", "A new entry point."), judgeOperation},
        {Kind::Service, "operations/*/load", QT_TRANSLATE_NOOP("weir", "Another load is expected.")},
        {Kind::Service, "operations/*/method",
         QT_TRANSLATE_NOOP("weir", "Callers of the operation have to be changed.")},
        {Kind::Service, "operations/*/path", QT_TRANSLATE_NOOP("weir", "Callers of the operation have to be changed.")},
        {Kind::Service, "operations/*/sends", QT_TRANSLATE_NOOP("weir", "Other events follow a call.")},
        {Kind::Service, "operations/*/transaction", QT_TRANSLATE_NOOP("weir", "Other writes stand or fall together.")},
        {Kind::Service, "sends/*", QT_TRANSLATE_NOOP("weir", "One more source of the event."), judgePublication},
        {Kind::Service, "sends/*/event", "", judgePublicationTarget},
        {Kind::Service, "sends/*/channel", "", judgePublicationTarget},
        {Kind::Service, "sends/*/via", QT_TRANSLATE_NOOP("weir", "No event is less safe than before."), judgeVia},
        {Kind::Service, "sends/*/load", QT_TRANSLATE_NOOP("weir", "Another load is expected.")},
        {Kind::Service, "sends/*/key", QT_TRANSLATE_NOOP("weir", "Nobody relies on the order."), judgeKey},
        {Kind::Service, "receives/*/emits/*", QT_TRANSLATE_NOOP("weir", "One more event follows."), judgeEmit},
        {Kind::Service, "receives/*/emits/*/channel", "", judgeEmit},
        {Kind::Service, "receives/*/emits/*/probability",
         QT_TRANSLATE_NOOP("weir", "The event follows more or less often.")},
        {Kind::Service, "receives/*/emits/*/delay", QT_TRANSLATE_NOOP("weir", "The event follows sooner or later.")},
        {Kind::Service, "receives/*/emits/*/via", QT_TRANSLATE_NOOP("weir", "The event is published another way.")},
    };
}

} // namespace weir
