// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/networkcompilation.h"

#include "core/base/translate.h"
#include "core/delivery/effective.h"
#include "core/simulation/faultplan.h"
#include "core/simulation/trafficestimate.h"

#include <QSet>

#include <algorithm>

namespace weir {

namespace {

/// Elements a warning names at most.
constexpr qsizetype namesInWarning = 6;
/// Partitions of one channel at most.
constexpr int mostPartitions = 10'000;

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

Result<BuiltNetwork> buildNetwork(const Catalog &catalog, const Scenario &scenario, const QString &root)
{
    return NetworkCompilation(catalog, scenario, root).build();
}

NetworkCompilation::NetworkCompilation(const Catalog &catalog, const Scenario &scenario, const QString &root)
    : m_catalog(catalog)
    , m_scenario(scenario)
    , m_root(root)
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
    for (const Webhook &webhook : m_catalog.webhooks()) {
        if (webhook.active && webhook.direction == Direction::Incoming)
            addIncoming(webhook);
        else if (webhook.active)
            addOutgoing(webhook);
    }
    for (const Stream &stream : m_catalog.streams())
        addStream(stream);
    addOutsideSources();
    setVersions();
    checkRates();
    if (m_error)
        return *m_error;
    const Result<void> planned = planFaults(m_scenario, m_built);
    if (!planned)
        return planned.error();
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
        if (service.database || service.outbox)
            m_built.network.withDatabase.push_back(m_built.network.services);
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
    const QString element = QStringLiteral("channels/") + channel.id;
    const int partitions = channel.partitions.value_or(1);
    if (channel.capacity.value_or(1) < 1)
        fail(element, QStringLiteral("/capacity"),
             tr("%1 could hold %2 messages: it must be at least one.").arg(channel.id).arg(*channel.capacity));
    if (channel.ttl && channel.ttl->count() <= 0)
        fail(element, QStringLiteral("/ttl"), tr("%1: its ttl must be above 0.").arg(channel.id));
    if (made.latency < 0)
        fail(element, QStringLiteral("/latency"), tr("%1: its latency is negative.").arg(channel.id));
    if (partitions < 1 || partitions > mostPartitions)
        fail(element, QStringLiteral("/partitions"),
             tr("%1 has %2 partitions: 1 to %3 can be simulated.").arg(channel.id).arg(partitions).arg(mostPartitions));
    made.capacity = static_cast<std::uint32_t>(std::max(0, channel.capacity.value_or(0)));
    made.overflow = channel.overflow == Overflow::DropOldest ? sim::Overflow::DropOldest : sim::Overflow::Reject;
    if (channel.ttl)
        made.ttl = sim::Distribution::constant(static_cast<double>(channel.ttl->count()));
    made.partitions = static_cast<std::uint32_t>(std::clamp(partitions, 1, mostPartitions));
    m_channels.insert(channel.id, static_cast<sim::Index>(m_built.network.channels.size()));
    m_built.network.channels.push_back(made);
    m_built.channels.append(channel.id);
}

void NetworkCompilation::noteUnused()
{
    for (auto it = m_unused.cbegin(); it != m_unused.cend(); ++it)
        warn(tr("Not simulated yet: %1 (%2).").arg(it.key(), listText(it.value())));
}

} // namespace weir
