// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/routing.h"
#include "ui/editing/elementpath.h"
#include "ui/panels/elementforms.h"
#include "ui/panels/formbuilder.h"

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QString pathOf(const delivery::Producer &producer)
{
    if (producer.publication && producer.service)
        return ElementPath::publication(producer.service->id, producer.publication->id).text();
    if (producer.subscription && producer.service)
        return ElementPath::subscription(producer.service->id, producer.subscription->id).text();
    return producer.path;
}

QString pathOf(const delivery::Consumer &consumer)
{
    if (consumer.subscription && consumer.service)
        return ElementPath::subscription(consumer.service->id, consumer.subscription->id).text();
    return consumer.path;
}

/// What a producer or consumer is called in a list.
template<typename Party>
QString nameOf(const Party &party)
{
    return party.service ? party.service->title() : party.path;
}

QString patternsOf(const delivery::Consumer &consumer)
{
    QStringList texts;
    for (const delivery::EventPattern &pattern : consumer.patterns)
        texts.append(pattern.text());
    return texts.join(", "_L1);
}

QString versionWords(const EventVersion &version)
{
    return FormBuilder::tr("v%1 · %2").arg(version.version).arg(enumText(version.status));
}

} // namespace

FormRows channelForm(const Catalog &catalog, const Channel &channel)
{
    FormBuilder form(catalog, {Kind::Channel, channel.id});
    form.title(channel.title(), {enumText(channel.kind), channel.address});
    form.add(form.field(FieldKind::Text, FormBuilder::tr("Name"), u"/name"_s, channel.id));
    form.pair(form.enumChoice<ChannelKind>(FormBuilder::tr("Kind"), u"/kind"_s),
              form.enumChoice<Guarantee>(FormBuilder::tr("Guarantee"), u"/guarantee"_s, FormBuilder::tr("project's")));
    form.add(form.field(FieldKind::Text, FormBuilder::tr("Address"), u"/address"_s, channel.id));
    form.pair(form.field(FieldKind::Count, FormBuilder::tr("Partitions"), u"/partitions"_s, u"1"_s),
              form.field(FieldKind::Count, FormBuilder::tr("Capacity"), u"/capacity"_s, FormBuilder::tr("unbounded")));
    form.pair(
        form.enumChoice<Overflow>(FormBuilder::tr("When full"), u"/overflow"_s, FormBuilder::tr("reject (default)")),
        form.field(FieldKind::Span, FormBuilder::tr("Time to live"), u"/ttl"_s, FormBuilder::tr("for ever")));
    form.pair(
        form.field(FieldKind::Span, FormBuilder::tr("Latency"), u"/latency"_s, u"0s"_s),
        form.field(FieldKind::Span, FormBuilder::tr("Retention"), u"/retention"_s, FormBuilder::tr("until taken")));
    form.pair(
        form.elementChoice(FormBuilder::tr("Retry policy"), u"/policy"_s, Kind::Policy, FormBuilder::tr("project's")),
        form.elementChoice(FormBuilder::tr("Dead letter"), u"/deadLetter"_s, Kind::Channel,
                           FormBuilder::tr("implicit")));
    const delivery::Routing routing(catalog);
    form.section(FormBuilder::tr("Producers"));
    bool none = true;
    for (const delivery::Producer &producer : routing.producers()) {
        if (producer.channel == channel.id) {
            form.link(nameOf(producer), producer.event, pathOf(producer));
            none = false;
        }
    }
    if (none)
        form.note(FormBuilder::tr("Nobody sends here."));
    form.section(FormBuilder::tr("Consumers"));
    none = true;
    for (const delivery::Consumer &consumer : routing.consumers()) {
        if (consumer.channel == channel.id) {
            form.link(nameOf(consumer), patternsOf(consumer), pathOf(consumer));
            none = false;
        }
    }
    if (none)
        form.note(FormBuilder::tr("Nobody listens here."));
    return form.rows();
}

FormRows eventForm(const Catalog &catalog, const EventType &event)
{
    FormBuilder form(catalog, {Kind::Event, event.id});
    form.title(event.title(), {enumText(event.kind), event.id == event.title() ? QString() : event.id});
    form.add(form.field(FieldKind::Text, FormBuilder::tr("Name"), u"/name"_s, event.id));
    form.add(form.field(FieldKind::Text, FormBuilder::tr("Summary"), u"/summary"_s));
    form.add(form.field(FieldKind::LongText, FormBuilder::tr("Description"), u"/description"_s));
    form.pair(form.enumChoice<EventKind>(FormBuilder::tr("Kind"), u"/kind"_s, FormBuilder::tr("event (default)")),
              form.field(FieldKind::Promise, FormBuilder::tr("SLA"), u"/sla"_s, FormBuilder::tr("no promise")));
    form.pair(form.field(FieldKind::Text, FormBuilder::tr("Classification"), u"/classification"_s),
              form.field(FieldKind::Words, FormBuilder::tr("Tags"), u"/tags"_s));
    form.section(FormBuilder::tr("Versions"));
    for (const EventVersion &version : event.versions) {
        form.note(version.notes.isEmpty() ? versionWords(version)
                                          : u"%1 · %2"_s.arg(versionWords(version), version.notes));
    }
    if (event.versions.isEmpty())
        form.note(FormBuilder::tr("No schema yet."));
    const delivery::Routing routing(catalog);
    form.section(FormBuilder::tr("Producers"));
    const QList<int> producers = routing.producersOf(event.id);
    for (const int index : producers)
        form.link(nameOf(routing.producers().at(index)), routing.producers().at(index).channel,
                  pathOf(routing.producers().at(index)));
    if (producers.isEmpty())
        form.note(FormBuilder::tr("Nobody sends it."));
    form.section(FormBuilder::tr("Consumers"));
    const QList<int> consumers = routing.consumersOf(event.id);
    for (const int index : consumers)
        form.link(nameOf(routing.consumers().at(index)), routing.consumers().at(index).channel,
                  pathOf(routing.consumers().at(index)));
    if (consumers.isEmpty())
        form.note(FormBuilder::tr("Nobody receives it."));
    addAdvice(form, event);
    return form.rows();
}

} // namespace weir
