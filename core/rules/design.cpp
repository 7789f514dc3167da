// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/design.h"

#include "core/base/translate.h"
#include "core/delivery/effective.h"
#include "core/model/sourcemap.h"
#include "core/model/valuewords.h"
#include "core/rules/projectschemas.h"

namespace weir {

namespace {

constexpr int maxSuggestions = 10;

QString itemTitle(const QString &item, const Service *service)
{
    return tr("“%1” of %2").arg(item, service->title());
}

} // namespace

Design::Design(const Catalog &from, QDate day)
    : catalog(from)
    , today(day)
    , routing(from)
    , references(referencesOf(from))
    , m_schemas(std::make_unique<ProjectSchemas>(from))
{
    for (const Channel &channel : catalog.channels()) {
        if (!channel.deadLetter.isEmpty())
            deadLetters.insert(channel.deadLetter);
    }
    for (const delivery::Consumer &consumer : routing.consumers()) {
        if (consumer.subscription && !consumer.subscription->deadLetter.isEmpty())
            deadLetters.insert(consumer.subscription->deadLetter);
    }
    for (const EventType &event : catalog.events()) {
        m_typesByFirst[QString()].append(event.id);
        m_typesByFirst[delivery::segmentsOf(event.id).first().toString()].append(event.id);
    }
    feeders.resize(routing.consumers().size());
    for (int i = 0; i < routing.producers().size(); ++i) {
        const delivery::Producer &producer = routing.producers().at(i);
        receivers.append(routing.consumersOf(producer.event, producer.channel));
        reachedBy.append(static_cast<int>(receivers.last().size()));
        for (const int consumer : std::as_const(receivers.last()))
            feeders[consumer].append(i);
    }
}

Design::~Design() = default;

QStringList Design::typesMatching(const delivery::EventPattern &pattern) const
{
    QStringList types;
    for (const QString &type : m_typesByFirst.value(pattern.firstSegment())) {
        if (pattern.matches(type))
            types.append(type);
    }
    return types;
}

const Traffic &Design::traffic() const
{
    if (!m_traffic)
        m_traffic.emplace(*this);
    return *m_traffic;
}

void Reporter::add(Severity severity, const ElementRef &element, const QString &pointer, const QString &message,
                   const QString &hint)
{
    m_findings.append({m_rule.id, severity, message, hint, m_sources.place(element, pointer), element.path()});
}

QString Reporter::suggestion(const QString &id, const std::vector<QString> &ids)
{
    return m_suggestions++ < maxSuggestions ? nearestText(id, ids) : QString();
}

QString titleOf(const delivery::Consumer &consumer)
{
    if (consumer.subscription)
        return itemTitle(consumer.subscription->id, consumer.service);
    return consumer.webhook ? tr("webhook “%1”").arg(consumer.webhook->id) : tr("stream “%1”").arg(consumer.stream->id);
}

QString titleOf(const delivery::Producer &producer)
{
    if (producer.webhook)
        return tr("webhook “%1”").arg(producer.webhook->id);
    return producer.emits ? itemTitle(producer.subscription->id, producer.service) : producer.service->title();
}

const Outbox *outboxOf(const delivery::Producer &producer)
{
    if (producer.webhook || !producer.service || !producer.service->outbox)
        return nullptr;
    const std::optional<Via> via = producer.emits ? producer.emits->via : producer.publication->via;
    return delivery::viaOf(*producer.service, via) == Via::Outbox ? &*producer.service->outbox : nullptr;
}

QString channelTitle(const Design &design, const QString &id)
{
    const Channel *channel = design.catalog.channel(id);
    return tr("“%1”").arg(channel ? channel->title() : id);
}

QString listed(const QStringList &titles)
{
    if (titles.size() <= 1)
        return titles.value(0);
    if (titles.size() == 2)
        return tr("%1 and %2").arg(titles.at(0), titles.at(1));
    if (titles.size() == 3)
        return tr("%1, %2 and %3").arg(titles.at(0), titles.at(1), titles.at(2));
    return tr("%1, %2 and %3 more").arg(titles.at(0), titles.at(1)).arg(titles.size() - 2);
}

} // namespace weir
