// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/engine.h"
#include "core/simulation/networkcompilation.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace weir {

namespace {

/// Events a second of each type that comes from outside of the design.

} // namespace

bool NetworkCompilation::isDeadLetterChannel(const QString &id) const
{
    const auto &channels = m_catalog.channels();
    return m_deadLetters.contains(id) || std::any_of(channels.begin(), channels.end(), [&id](const Channel &channel) {
               return channel.deadLetter == id;
           });
}

/// A design that only receives, as many AsyncAPI documents do, is fed from outside: each event type that subscriptions of an
/// unfed channel accept and that nobody publishes.
void NetworkCompilation::addOutsideSources()
{
    sim::Network &network = m_built.network;
    std::set<sim::Index> fed, published;
    for (const sim::Publication &publication : network.publications) {
        fed.insert(publication.channel);
        published.insert(publication.eventType);
    }
    std::set<std::pair<sim::Index, sim::Index>> wanted; ///< Channel, event type.
    for (const sim::Subscription &subscription : network.subscriptions) {
        if (subscription.everyChannel || fed.contains(subscription.channel)
            || isDeadLetterChannel(m_built.channels.at(qsizetype(subscription.channel))))
            continue;
        for (const sim::Index event : subscription.events) {
            if (!published.contains(event))
                wanted.insert({subscription.channel, event});
        }
    }
    if (wanted.empty())
        return;
    Service outside;
    outside.id = QStringLiteral("outside");
    serviceFor(outside.id);
    for (const auto &[channel, event] : wanted) {
        const QString type = m_built.eventTypes.at(qsizetype(event));
        const QString name = m_built.channels.at(qsizetype(channel));
        const QString path = outside.id + u'/' + type;
        const sim::Index publication = addPublication(path, type, name, outside, Via::Direct);
        sim::Source source;
        source.identity = sim::identityOf(QStringLiteral("outside/%1/%2").arg(name, type).toStdString());
        source.service = m_services.value(outside.id);
        source.rate = m_scenario.rates.value(path, assumedRate) * m_scenario.loadFactor;
        source.publications = {publication};
        network.sources.push_back(source);
        m_built.sources.append(m_built.publications.at(qsizetype(publication)));
        assume(
            QCoreApplication::translate("weir", "%1: nobody publishes %2 on it; %3 events/s from outside are assumed.")
                .arg(name, type)
                .arg(source.rate));
    }
}

} // namespace weir
