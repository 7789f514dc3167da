// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/networkcompilation.h"

#include "core/delivery/effective.h"
#include "core/simulation/faultplan.h"
#include "core/simulation/trafficestimate.h"

#include <QCoreApplication>
#include <QSet>

namespace weir {

namespace {

/// Elements a warning names at most.
constexpr qsizetype namesInWarning = 6;

QString tr(const char *text)
{
    return QCoreApplication::translate("weir", text);
}

QString listText(const QStringList &names)
{
    if (names.size() <= namesInWarning)
        return names.join(u", ");
    return tr("%1 and %2 more").arg(names.first(namesInWarning).join(u", ")).arg(names.size() - namesInWarning);
}

sim::Guarantee guaranteeFor(Guarantee guarantee)
{
    switch (guarantee) {
    case Guarantee::AtMostOnce:
        return sim::Guarantee::AtMostOnce;
    case Guarantee::EffectivelyOnce:
        return sim::Guarantee::EffectivelyOnce;
    case Guarantee::AtLeastOnce:
        break;
    }
    return sim::Guarantee::AtLeastOnce;
}

} // namespace

Result<BuiltNetwork> buildNetwork(const Catalog &catalog, const Scenario &scenario)
{
    return NetworkCompilation(catalog, scenario).build();
}

NetworkCompilation::NetworkCompilation(const Catalog &catalog, const Scenario &scenario)
    : m_catalog(catalog)
    , m_scenario(scenario)
{}

Result<BuiltNetwork> NetworkCompilation::build()
{
    addServices();
    addEventTypes();
    addChannels();
    for (const Service &service : m_catalog.services()) {
        for (qsizetype i = 0; i < service.sends.size(); ++i)
            addSends(service, i);
        addOperations(service);
    }
    for (const Service &service : m_catalog.services()) {
        for (qsizetype i = 0; i < service.receives.size(); ++i)
            addSubscription(service, service.receives.at(i), QStringLiteral("/receives/") + QString::number(i));
    }
    addOutsideSources();
    checkRates();
    if (m_error)
        return *m_error;
    const Result<void> planned = planFaults(m_scenario, m_built);
    if (!planned)
        return planned.error();
    noteEndpoints();
    noteUnused();
    m_built.warnings += overloadWarnings(m_built);
    return std::move(m_built);
}

void NetworkCompilation::fail(const QString &element, const QString &pointer, const QString &message)
{
    if (m_error)
        return;
    Place place;
    place.file = element;
    place.pointer = pointer;
    m_error = Error{message, place, {}};
}

void NetworkCompilation::addServices()
{
    for (const Service &service : m_catalog.services()) {
        m_services.insert(service.id, m_built.network.services++);
        m_built.services.append(service.id);
        m_built.serviceTitles.append(service.title());
    }
}

void NetworkCompilation::addEventTypes()
{
    QSet<QString> ids;
    for (const EventType &event : m_catalog.events())
        ids.insert(event.id);
    for (const Service &service : m_catalog.services()) {
        for (const Publication &sends : service.sends)
            ids.insert(sends.event);
        for (const Subscription &receives : service.receives) {
            for (const Emit &emits : receives.emits)
                ids.insert(emits.event);
        }
    }
    ids.remove(QString());
    m_built.eventTypes = QStringList(ids.begin(), ids.end());
    m_built.eventTypes.sort();
    for (const QString &id : std::as_const(m_built.eventTypes)) {
        m_eventTypes.insert(id, m_built.network.eventTypes++);
        const EventType *type = m_catalog.event(id);
        m_eventSlas.push_back(type != nullptr && type->sla ? &*type->sla : nullptr);
    }
}

void NetworkCompilation::addChannels()
{
    for (const Channel &channel : m_catalog.channels())
        addChannel(channel);
    QStringList named;
    for (const Service &service : m_catalog.services()) {
        for (const Publication &sends : service.sends)
            named.append(sends.channel);
        for (const Subscription &receives : service.receives) {
            named.append(receives.channel);
            for (const Emit &emits : receives.emits)
                named.append(emits.channel);
        }
    }
    for (const QString &id : std::as_const(named)) {
        if (id.isEmpty() || m_channels.contains(id))
            continue;
        Channel channel;
        channel.id = id;
        addChannel(channel);
        assume(tr("%1: there is no such channel; a topic is assumed.").arg(id));
    }
}

void NetworkCompilation::addChannel(const Channel &channel)
{
    sim::Channel made;
    made.kind = channel.kind == ChannelKind::Queue ? sim::ChannelKind::Queue : sim::ChannelKind::Topic;
    made.guarantee = guaranteeFor(delivery::guaranteeOf(m_catalog, channel));
    made.latency = channel.latency.value_or(Duration::zero()).count();
    m_channels.insert(channel.id, static_cast<sim::Index>(m_built.network.channels.size()));
    m_built.network.channels.push_back(made);
    m_built.channels.append(channel.id);
    if (channel.capacity)
        unused(tr("capacity"), channel.id);
    if (channel.ttl)
        unused(tr("ttl"), channel.id);
    if (channel.partitions.value_or(1) > 1)
        unused(tr("partitions"), channel.id);
}

void NetworkCompilation::noteEndpoints()
{
    for (const Webhook &webhook : m_catalog.webhooks()) {
        if (webhook.active)
            unused(webhook.direction == Direction::Incoming ? tr("incoming webhook") : tr("outgoing webhook"),
                   webhook.id);
    }
    for (const Stream &stream : m_catalog.streams())
        unused(tr("SSE route"), stream.id);
}

void NetworkCompilation::noteUnused()
{
    for (auto it = m_unused.cbegin(); it != m_unused.cend(); ++it)
        warn(tr("Not simulated yet: %1 (%2).").arg(it.key(), listText(it.value())));
}

} // namespace weir
