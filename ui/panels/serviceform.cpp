// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/effective.h"
#include "ui/editing/elementpath.h"
#include "ui/panels/elementforms.h"
#include "ui/panels/formbuilder.h"
#include "ui/panels/retryfigures.h"

#include "core/base/rate.h"

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QString roleWord(const Service &service)
{
    if (service.external)
        return FormBuilder::tr("external");
    if (service.sends.isEmpty())
        return service.receives.isEmpty() ? FormBuilder::tr("silent") : FormBuilder::tr("consumer");
    return service.receives.isEmpty() ? FormBuilder::tr("producer") : FormBuilder::tr("producer and consumer");
}

/// How often a publication happens, in a few words.
QString loadWords(const Publication &publication)
{
    if (!publication.load)
        return {};
    if (publication.load->rate)
        return rateText(*publication.load->rate);
    return publication.load->arrivals ? enumText(*publication.load->arrivals) : QString();
}

QString serversWords(const Subscription &subscription)
{
    return u"%1 × %2"_s.arg(subscription.instances.value_or(1)).arg(subscription.concurrency.value_or(1));
}

void addOutbox(FormBuilder &form, const Service &service)
{
    if (!service.outbox)
        return;
    const Outbox defaults;
    form.section(FormBuilder::tr("Outbox"));
    form.pair(
        form.enumChoice<OutboxMode>(FormBuilder::tr("Mode"), u"/outbox/mode"_s, FormBuilder::tr("hardened")),
        form.field(FieldKind::Span, FormBuilder::tr("Poll every"), u"/outbox/poll"_s, durationText(defaults.poll)));
    form.pair(
        form.field(FieldKind::Count, FormBuilder::tr("Batch"), u"/outbox/batch"_s, QString::number(defaults.batch)),
        form.field(FieldKind::Span, FormBuilder::tr("Time to publish"), u"/outbox/publishTime"_s, u"0s"_s));
    form.pair(
        form.field(FieldKind::Count, FormBuilder::tr("Attempts"), u"/outbox/maxAttempts"_s,
                   QString::number(defaults.maxAttempts)),
        form.field(FieldKind::Count, FormBuilder::tr("Relays"), u"/outbox/relays"_s, QString::number(defaults.relays)));
}

QString defaultPolicyWords(const Catalog &catalog, const Subscription &subscription)
{
    Subscription without = subscription;
    without.policy.clear();
    const Policy *policy = delivery::policyOf(catalog, without);
    return policy ? FormBuilder::tr("default: %1").arg(policy->title()) : FormBuilder::tr("none, one attempt");
}

} // namespace

FormRows serviceForm(const Catalog &catalog, const Service &service)
{
    FormBuilder form(catalog, {Kind::Service, service.id});
    form.title(service.title(),
               {roleWord(service), service.domain,
                service.owner.isEmpty() ? QString() : FormBuilder::tr("owner %1").arg(service.owner)});
    form.add(form.field(FieldKind::Text, FormBuilder::tr("Name"), u"/name"_s, service.id));
    if (!service.sends.isEmpty()) {
        form.section(FormBuilder::tr("Sends"));
        for (const Publication &publication : service.sends)
            form.link(publication.event, loadWords(publication),
                      ElementPath::publication(service.id, publication.id).text());
    }
    addOutbox(form, service);
    if (service.receives.size() > 1) {
        form.section(FormBuilder::tr("Receives"));
        for (const Subscription &subscription : service.receives)
            form.link(subscription.events.join(", "_L1), serversWords(subscription),
                      ElementPath::subscription(service.id, subscription.id).text());
    }
    FormRows rows = form.rows();
    if (service.receives.size() == 1) {
        FormBuilder only(catalog, {Kind::Service, service.id}, u"/receives/0"_s);
        only.section(FormBuilder::tr("Receives"));
        addSubscription(only, service.receives.first());
        rows += only.rows();
    }
    FormBuilder about(catalog, {Kind::Service, service.id});
    about.section(FormBuilder::tr("About"));
    about.add(about.field(FieldKind::LongText, FormBuilder::tr("Description"), u"/description"_s));
    about.pair(about.field(FieldKind::Text, FormBuilder::tr("Domain"), u"/domain"_s),
               about.field(FieldKind::Text, FormBuilder::tr("Owner"), u"/owner"_s));
    rows += about.rows();
    return rows;
}

FormRows publicationForm(const Catalog &catalog, const Service &service, qsizetype index)
{
    const Publication &publication = service.sends.at(index);
    FormBuilder form(catalog, {Kind::Service, service.id}, u"/sends/%1"_s.arg(index));
    form.title(publication.event, {FormBuilder::tr("sent by %1").arg(service.title())});
    form.pair(form.elementChoice(FormBuilder::tr("Event"), u"/event"_s, Kind::Event, {}),
              form.elementChoice(FormBuilder::tr("Channel"), u"/channel"_s, Kind::Channel, {}));
    const QString via = service.outbox ? FormBuilder::tr("outbox (default)") : FormBuilder::tr("direct (default)");
    form.pair(form.enumChoice<Via>(FormBuilder::tr("Via"), u"/via"_s, via),
              form.field(FieldKind::Text, FormBuilder::tr("Ordering key"), u"/key"_s));
    form.section(FormBuilder::tr("Load"));
    const Arrivals arrivals =
        publication.load ? publication.load->arrivals.value_or(Arrivals::Poisson) : Arrivals::Poisson;
    form.pair(form.enumChoice<Arrivals>(FormBuilder::tr("Arrivals"), u"/load/arrivals"_s,
                                        FormBuilder::tr("poisson (default)")),
              form.field(FieldKind::Rate, FormBuilder::tr("Rate"), u"/load/rate"_s, FormBuilder::tr("none")));
    const FormField batch =
        form.field(FieldKind::Count, FormBuilder::tr("Messages at a time"), u"/load/batch"_s, u"1"_s);
    if (arrivals == Arrivals::Ramp)
        form.pair(batch, form.field(FieldKind::Rate, FormBuilder::tr("Rate at the end"), u"/load/to"_s));
    else
        form.add(batch);
    if (arrivals == Arrivals::Interval) {
        form.add(form.field(FieldKind::Law, FormBuilder::tr("Interval"), u"/load/interval"_s));
        form.curve(publication.load->interval);
    }
    if (arrivals == Arrivals::Bursty) {
        form.add(form.field(FieldKind::Law, FormBuilder::tr("Sending for"), u"/load/on"_s));
        form.add(form.field(FieldKind::Law, FormBuilder::tr("Silent for"), u"/load/off"_s));
    }
    form.section(FormBuilder::tr("Related"));
    form.link(service.title(), FormBuilder::tr("service"), ElementRef{Kind::Service, service.id}.path());
    if (catalog.event(publication.event))
        form.link(publication.event, FormBuilder::tr("event"), ElementRef{Kind::Event, publication.event}.path());
    if (catalog.channel(publication.channel))
        form.link(publication.channel, FormBuilder::tr("channel"),
                  ElementRef{Kind::Channel, publication.channel}.path());
    return form.rows();
}

FormRows subscriptionForm(const Catalog &catalog, const Service &service, qsizetype index)
{
    const Subscription &subscription = service.receives.at(index);
    FormBuilder form(catalog, {Kind::Service, service.id}, u"/receives/%1"_s.arg(index));
    form.title(service.title(), {FormBuilder::tr("receives %1").arg(subscription.events.join(", "_L1))});
    addSubscription(form, subscription);
    form.section(FormBuilder::tr("Related"));
    form.link(service.title(), FormBuilder::tr("service"), ElementRef{Kind::Service, service.id}.path());
    if (catalog.channel(subscription.channel))
        form.link(subscription.channel, FormBuilder::tr("channel"),
                  ElementRef{Kind::Channel, subscription.channel}.path());
    return form.rows();
}

void addSubscription(FormBuilder &form, const Subscription &subscription)
{
    const Catalog &catalog = form.catalog();
    form.add(form.field(FieldKind::Words, FormBuilder::tr("Events"), u"/events"_s));
    form.pair(form.elementChoice(FormBuilder::tr("Channel"), u"/channel"_s, Kind::Channel, {}),
              form.field(FieldKind::Versions, FormBuilder::tr("Versions"), u"/versions"_s, FormBuilder::tr("all")));
    form.add(form.field(FieldKind::Text, FormBuilder::tr("Purpose"), u"/purpose"_s));
    form.pair(form.field(FieldKind::Count, FormBuilder::tr("Instances"), u"/instances"_s, u"1"_s),
              form.field(FieldKind::Count, FormBuilder::tr("Concurrency"), u"/concurrency"_s, u"1"_s));
    form.add(
        form.field(FieldKind::Law, FormBuilder::tr("Processing"), u"/processing"_s, FormBuilder::tr("takes no time")));
    form.curve(subscription.processing);
    form.pair(form.field(FieldKind::Share, FormBuilder::tr("Failure rate"), u"/failureRate"_s, u"0 %"_s),
              form.field(FieldKind::Span, FormBuilder::tr("Timeout"), u"/timeout"_s, FormBuilder::tr("none")));
    form.add(form.elementChoice(FormBuilder::tr("Retry policy"), u"/policy"_s, Kind::Policy,
                                defaultPolicyWords(catalog, subscription)));
    const QString deadLetter = delivery::deadLetterOf(catalog, subscription);
    form.retry(retryLine(delivery::policyOf(catalog, subscription), FormBuilder::tr("→ DLQ")));
    form.add(worstCase(catalog, subscription));
    form.pair(form.elementChoice(FormBuilder::tr("Dead letter"), u"/deadLetter"_s, Kind::Channel,
                                 subscription.deadLetter.isEmpty() && !deadLetter.isEmpty()
                                     ? FormBuilder::tr("channel's: %1").arg(deadLetter)
                                     : FormBuilder::tr("channel's")),
              form.field(FieldKind::Promise, FormBuilder::tr("SLA"), u"/sla"_s, FormBuilder::tr("no promise")));
    form.add(form.field(FieldKind::Flag, FormBuilder::tr("Idempotent (deduplicates by event id)"), u"/idempotent"_s));
    form.add(form.field(FieldKind::Flag, FormBuilder::tr("Ordered (one message of a key at a time)"), u"/ordered"_s));
    for (const Emit &emitted : subscription.emits)
        form.note(FormBuilder::tr("Then sends %1 on %2").arg(emitted.event, emitted.channel));
}

} // namespace weir
