// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/elementforms.h"
#include "ui/panels/formbuilder.h"

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QString faultWords(const Fault &fault)
{
    QStringList words{enumText(fault.kind)};
    if (!fault.target.isEmpty())
        words.append(fault.target);
    if (fault.from)
        words.append(FormBuilder::tr("from %1").arg(durationText(*fault.from)));
    if (fault.lasts)
        words.append(FormBuilder::tr("for %1").arg(durationText(*fault.lasts)));
    if (fault.factor)
        words.append(FormBuilder::tr("× %1").arg(*fault.factor));
    if (fault.probability)
        words.append(FormBuilder::tr("%1 %").arg(*fault.probability * 100));
    return words.join(u' ');
}

} // namespace

FormRows scenarioForm(const Catalog &catalog, const Scenario &scenario)
{
    FormBuilder form(catalog, {Kind::Scenario, scenario.id});
    form.title(scenario.name(), {FormBuilder::tr("scenario"), scenario.id});
    form.add(form.field(FieldKind::Text, FormBuilder::tr("Title"), u"/title"_s, scenario.id));
    form.add(form.field(FieldKind::LongText, FormBuilder::tr("Question"), u"/question"_s));
    form.pair(
        form.field(FieldKind::Span, FormBuilder::tr("Duration"), u"/duration"_s, u"60s"_s),
        form.field(FieldKind::Span, FormBuilder::tr("Warm-up"), u"/warmup"_s, FormBuilder::tr("found by itself")));
    form.pair(form.field(FieldKind::Count, FormBuilder::tr("Replications"), u"/replications"_s, u"5"_s),
              form.field(FieldKind::Size, FormBuilder::tr("Seed"), u"/seed"_s, u"1"_s));
    form.add(form.field(FieldKind::Number, FormBuilder::tr("Load factor"), u"/load/factor"_s, u"1"_s));
    form.add(form.field(FieldKind::Flag, FormBuilder::tr("Runs until everything is drained"), u"/drain"_s));
    form.add(form.field(FieldKind::Assertions, FormBuilder::tr("Assertions, one a line"), u"/assertions"_s));
    form.section(FormBuilder::tr("Faults"));
    for (const Fault &fault : scenario.faults)
        form.note(faultWords(fault));
    if (scenario.faults.isEmpty())
        form.note(FormBuilder::tr("Nothing goes wrong."));
    if (!scenario.set.isEmpty()) {
        form.section(FormBuilder::tr("Sets"));
        for (const ScenarioSetting &setting : scenario.set)
            form.note(u"%1 = %2"_s.arg(setting.path, fieldText(FieldKind::Text, setting.value.get())));
    }
    return form.rows();
}

FormRows webhookForm(const Catalog &catalog, const Webhook &webhook)
{
    FormBuilder form(catalog, {Kind::Webhook, webhook.id});
    const bool incoming = webhook.direction == Direction::Incoming;
    form.title(webhook.id,
               {incoming ? FormBuilder::tr("incoming webhook") : FormBuilder::tr("outgoing webhook"),
                enumText(webhook.profile)});
    form.pair(form.elementChoice(FormBuilder::tr("Service"), u"/service"_s, Kind::Service, FormBuilder::tr("none")),
              form.enumChoice<WebhookProfile>(FormBuilder::tr("Signature"), u"/profile"_s,
                                              FormBuilder::tr("standard (default)")));
    form.add(form.field(FieldKind::Words, FormBuilder::tr("Events"), u"/events"_s));
    if (incoming) {
        form.add(form.field(FieldKind::Text, FormBuilder::tr("Path"), u"/path"_s));
        form.pair(form.elementChoice(FormBuilder::tr("Channel"), u"/channel"_s, Kind::Channel, FormBuilder::tr("none")),
                  form.field(FieldKind::Span, FormBuilder::tr("Tolerance"), u"/tolerance"_s));
        return form.rows();
    }
    form.add(form.field(FieldKind::Text, FormBuilder::tr("Address"), u"/url"_s));
    form.pair(
        form.elementChoice(FormBuilder::tr("Retry policy"), u"/policy"_s, Kind::Policy, FormBuilder::tr("project's")),
        form.field(FieldKind::Span, FormBuilder::tr("Timeout"), u"/timeout"_s, FormBuilder::tr("none")));
    form.pair(form.field(FieldKind::Count, FormBuilder::tr("Concurrency"), u"/concurrency"_s),
              form.field(FieldKind::Share, FormBuilder::tr("Failure rate"), u"/failureRate"_s, u"0 %"_s));
    form.add(form.field(FieldKind::Law, FormBuilder::tr("The receiver takes"), u"/processing"_s));
    form.curve(webhook.processing);
    form.add(form.field(FieldKind::Flag, FormBuilder::tr("Ordered"), u"/ordered"_s));
    return form.rows();
}

FormRows streamForm(const Catalog &catalog, const Stream &stream)
{
    FormBuilder form(catalog, {Kind::Stream, stream.id});
    form.title(stream.id, {FormBuilder::tr("event stream"), stream.path});
    form.pair(form.elementChoice(FormBuilder::tr("Service"), u"/service"_s, Kind::Service, FormBuilder::tr("none")),
              form.elementChoice(FormBuilder::tr("Channel"), u"/channel"_s, Kind::Channel, FormBuilder::tr("none")));
    form.add(form.field(FieldKind::Text, FormBuilder::tr("Path"), u"/path"_s));
    form.add(form.field(FieldKind::Words, FormBuilder::tr("Events"), u"/events"_s));
    form.pair(form.field(FieldKind::Span, FormBuilder::tr("Heartbeat"), u"/heartbeat"_s, u"30s"_s),
              form.field(FieldKind::Size, FormBuilder::tr("Replay"), u"/replay"_s, FormBuilder::tr("none")));
    return form.rows();
}

FormRows flowForm(const Catalog &catalog, const Flow &flow)
{
    FormBuilder form(catalog, {Kind::Flow, flow.id});
    form.title(flow.title(), {FormBuilder::tr("flow"), FormBuilder::tr("%n step(s)", nullptr, int(flow.steps.size()))});
    form.add(form.field(FieldKind::Text, FormBuilder::tr("Name"), u"/name"_s, flow.id));
    form.add(form.field(FieldKind::LongText, FormBuilder::tr("Summary"), u"/summary"_s));
    form.section(FormBuilder::tr("Participants"));
    for (const Participant &participant : flow.participants)
        form.note(participant.name.isEmpty() ? participant.id : participant.name);
    return form.rows();
}

FormRows projectForm(const Catalog &catalog)
{
    FormBuilder form(catalog, {});
    const QString title = catalog.project().title.isEmpty() ? FormBuilder::tr("Project") : catalog.project().title;
    form.title(title, {FormBuilder::tr("project"), catalog.project().version});
    form.add(form.field(FieldKind::Text, FormBuilder::tr("Title"), u"/title"_s));
    form.add(form.field(FieldKind::LongText, FormBuilder::tr("Description"), u"/description"_s));
    form.pair(form.field(FieldKind::Text, FormBuilder::tr("Version"), u"/version"_s),
              form.enumChoice<Guarantee>(FormBuilder::tr("Guarantee"), u"/defaults/guarantee"_s,
                                         FormBuilder::tr("at-least-once")));
    form.add(form.elementChoice(FormBuilder::tr("Retry policy"), u"/defaults/policy"_s, Kind::Policy,
                                FormBuilder::tr("none, one attempt")));
    form.section(FormBuilder::tr("Holds"));
    form.note(FormBuilder::tr("%n service(s)", nullptr, int(catalog.services().size())));
    form.note(FormBuilder::tr("%n event type(s)", nullptr, int(catalog.events().size())));
    form.note(FormBuilder::tr("%n channel(s)", nullptr, int(catalog.channels().size())));
    form.note(FormBuilder::tr("%n scenario(s)", nullptr, int(catalog.scenarios().size())));
    return form.rows();
}

} // namespace weir
