// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that bring producers and consumers together.
#include "core/base/translate.h"
#include "core/rules/fixmaker.h"

#include "core/delivery/routing.h"
#include "core/model/renaming.h"
#include "core/rules/eventname.h"

using namespace Qt::StringLiterals;

namespace weir {

namespace {

/// What nobody uses is an element of its own.
void unusedElement(FixMaker &fix)
{
    fix.removeElement(FixKind::Suggestion, tr("Remove “%1”").arg(fix.element.id));
}

void unproduced(FixMaker &fix)
{
    if (fix.element.kind == Kind::Event)
        fix.set(FixKind::Suggestion, tr("Mark it as external: another system produces it"), u"/external"_s, true);
}

void idlePattern(FixMaker &fix)
{
    const QString list = fix.pointer.first(fix.pointer.lastIndexOf(u'/'));
    if (fix.value(list).is_array() && fix.value(list).size() > 1)
        fix.remove(FixKind::Suggestion, tr("Remove the pattern “%1”").arg(fix.text()), fix.pointer);
}

void unfedConsumer(FixMaker &fix)
{
    const delivery::Routing routing(fix.catalog);
    const delivery::EventPattern pattern(fix.text());
    const qsizetype events = fix.pointer.lastIndexOf(u"/events/");
    if (events < 0)
        return;
    QStringList channels;
    for (const delivery::Producer &producer : routing.producers()) {
        if (pattern.matches(producer.event) && fix.catalog.channel(producer.channel)
            && !channels.contains(producer.channel))
            channels.append(producer.channel);
    }
    for (const QString &channel : std::as_const(channels))
        fix.set(FixKind::Suggestion, tr("Receive it from “%1”").arg(channel), fix.pointer.first(events) + u"/channel"_s,
                jsonOf(channel));
}

void unheardPublication(FixMaker &fix)
{
    const QString event = textOf(fix.value(fix.pointer + u"/event"_s));
    const delivery::Routing routing(fix.catalog);
    QStringList channels;
    for (const delivery::Consumer &consumer : routing.consumers()) {
        if (consumer.accepts(event) && fix.catalog.channel(consumer.channel) && !channels.contains(consumer.channel))
            channels.append(consumer.channel);
    }
    if (event.isEmpty())
        return;
    for (const QString &channel : std::as_const(channels))
        fix.set(FixKind::Suggestion, tr("Publish it on “%1”, where consumers wait for it").arg(channel),
                fix.pointer + u"/channel"_s, jsonOf(channel));
    fix.remove(FixKind::Suggestion, tr("Do not publish it there"), fix.pointer);
}

void mixedQueue(FixMaker &fix)
{
    const QString channel = textOf(fix.value(itemPointer(fix.pointer, u"receives") + u"/channel"_s));
    Edits edits(fix.catalog);
    edits.set({Kind::Channel, channel}, u"/kind"_s, jsonOf(u"topic"));
    fix.add(FixKind::Suggestion, tr("Make “%1” a topic: each of them gets every message").arg(channel), edits);
}

void selfFeeding(FixMaker &fix)
{
    fix.remove(FixKind::Suggestion, tr("Do not emit what it receives"), fix.pointer);
}

void rename(FixMaker &fix)
{
    const EventType *event = fix.catalog.event(fix.element.id);
    if (!event)
        return;
    const NameVerdict verdict = judgeEventName(event->id, fix.catalog.project().namingVerbs, event->name);
    if (verdict.fault == NameFault::None || verdict.proposal.text.isEmpty())
        return;
    if (const Result<QList<Change>> changes = renameElement(fix.catalog, fix.element, verdict.proposal.text))
        fix.add(FixKind::Suggestion, tr("Rename it to “%1” everywhere").arg(verdict.proposal.text), *changes);
}

} // namespace

FixMakers topologyFixes()
{
    return {
        {u"naming/past-tense"_s, rename},
        {u"naming/singular"_s, rename},
        {u"topology/unused-channel"_s, unusedElement},
        {u"topology/unused-event"_s, unusedElement},
        {u"topology/unproduced-event"_s, unproduced},
        {u"topology/idle-pattern"_s, idlePattern},
        {u"topology/unfed-consumer"_s, unfedConsumer},
        {u"topology/unheard-publication"_s, unheardPublication},
        {u"topology/mixed-queue"_s, mixedQueue},
        {u"topology/self-feeding"_s, selfFeeding},
    };
}

} // namespace weir
