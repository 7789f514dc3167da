// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/delivery/routing.h"

#include <algorithm>

namespace weir::delivery {

namespace {

const QString typePlaceholder = QStringLiteral("{type}");
constexpr QChar joiningDot(0xE000); ///< In no name: keeps the segments of a type together.

QList<EventPattern> patternsOf(const QStringList &texts)
{
    QList<EventPattern> patterns;
    for (const QString &text : texts)
        patterns.append(EventPattern(text));
    return patterns;
}

void sortUnique(QList<int> &list)
{
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

} // namespace

bool Consumer::accepts(QStringView event) const
{
    if (!stream || stream->key.isEmpty())
        return std::any_of(patterns.begin(), patterns.end(), [&](const EventPattern &p) { return p.matches(event); });
    const auto isHeardAs = [this](const QString &type) {
        const EventPattern key(QString(stream->key).replace(typePlaceholder, type));
        return std::any_of(patterns.begin(), patterns.end(), [&](const EventPattern &p) { return p.overlaps(key); });
    };
    // A type at the end of a key matches by its segments, and as one: `user.{user}.*` hears `user.7.user.created`.
    return isHeardAs(event.toString())
        || (stream->key.endsWith(u'.' + typePlaceholder) && isHeardAs(event.toString().replace(u'.', joiningDot)));
}

Routing::Routing(const Catalog &catalog)
{
    for (const Service &service : catalog.services())
        addService(service);
    for (const Webhook &webhook : catalog.webhooks())
        addWebhook(catalog, webhook);
    for (const Stream &stream : catalog.streams()) {
        m_consumers.append({.path = QStringLiteral("streams/") + stream.id,
                            .element = {Kind::Stream, stream.id},
                            .pointer = {},
                            .channel = stream.channel,
                            .patterns = patternsOf(stream.events),
                            .service = catalog.service(stream.service),
                            .stream = &stream});
    }
    index();
}

void Routing::addService(const Service &service)
{
    const ElementRef element{Kind::Service, service.id};
    for (qsizetype i = 0; i < service.sends.size(); ++i) {
        const Publication &sent = service.sends.at(i);
        m_producers.append({.path = service.id + u'/' + sent.id,
                            .element = element,
                            .pointer = QStringLiteral("/sends/%1").arg(i),
                            .event = sent.event,
                            .channel = sent.channel,
                            .service = &service,
                            .publication = &sent});
    }
    for (qsizetype i = 0; i < service.receives.size(); ++i) {
        const Subscription &received = service.receives.at(i);
        const QString path = service.id + u'/' + received.id;
        const QString pointer = QStringLiteral("/receives/%1").arg(i);
        m_consumers.append({.path = path,
                            .element = element,
                            .pointer = pointer,
                            .channel = received.channel,
                            .patterns = patternsOf(received.events),
                            .service = &service,
                            .subscription = &received});
        for (qsizetype j = 0; j < received.emits.size(); ++j) {
            const Emit &emits = received.emits.at(j);
            m_producers.append({.path = path + u'/' + emits.event,
                                .element = element,
                                .pointer = pointer + QStringLiteral("/emits/%1").arg(j),
                                .event = emits.event,
                                .channel = emits.channel,
                                .service = &service,
                                .subscription = &received,
                                .emits = &emits});
        }
    }
}

void Routing::addWebhook(const Catalog &catalog, const Webhook &webhook)
{
    const QString path = QStringLiteral("webhooks/") + webhook.id;
    const ElementRef element{Kind::Webhook, webhook.id};
    const Service *service = catalog.service(webhook.service);
    if (webhook.direction == Direction::Outgoing) {
        m_consumers.append({.path = path,
                            .element = element,
                            .pointer = {},
                            .channel = {},
                            .patterns = patternsOf(webhook.events),
                            .service = service,
                            .webhook = &webhook});
        return;
    }
    QStringList brought;
    for (const WebhookMap &map : webhook.maps)
        brought.append(map.to);
    if (webhook.maps.isEmpty())
        brought = webhook.events;
    brought.removeDuplicates();
    for (const QString &event : std::as_const(brought)) {
        m_producers.append({.path = path,
                            .element = element,
                            .pointer = webhook.maps.isEmpty() ? QStringLiteral("/events") : QStringLiteral("/maps"),
                            .event = event,
                            .channel = webhook.channel,
                            .service = service,
                            .webhook = &webhook});
    }
}

void Routing::index()
{
    for (int i = 0; i < m_consumers.size(); ++i) {
        const Consumer &consumer = m_consumers.at(i);
        for (const EventPattern &pattern : consumer.patterns) {
            if (consumer.stream && !consumer.stream->key.isEmpty())
                m_patterns[{consumer.channel, QString()}].append(i);
            else if (pattern.isExact())
                m_exact[{consumer.channel, pattern.text()}].append(i);
            else
                m_patterns[{consumer.channel, pattern.firstSegment()}].append(i);
        }
    }
    m_reaching.resize(m_consumers.size());
    for (int i = 0; i < m_producers.size(); ++i) {
        const Producer &producer = m_producers.at(i);
        m_producersOfEvent[producer.event].append(i);
        for (const int consumer : consumersOf(producer.event, producer.channel))
            m_reaching[consumer].append(producer.event);
    }
    for (QStringList &events : m_reaching) {
        std::sort(events.begin(), events.end());
        events.erase(std::unique(events.begin(), events.end()), events.end());
    }
}

QList<int> Routing::consumersOf(QStringView event, QStringView channel) const
{
    const QString type = event.toString();
    const QString first = segmentsOf(event).first().toString();
    QList<int> found;
    for (const QString &place : {channel.toString(), QString()}) {
        found += m_exact.value({place, type});
        for (const QString &segment : {first, QString()}) {
            for (const int candidate : m_patterns.value({place, segment})) {
                if (m_consumers.at(candidate).accepts(event))
                    found.append(candidate);
            }
        }
    }
    // A subscription that names no channel hears nothing; webhooks, and streams that name none, listen everywhere.
    found.removeIf([this](int consumer) {
        return m_consumers.at(consumer).channel.isEmpty() && m_consumers.at(consumer).subscription;
    });
    sortUnique(found);
    return found;
}

QList<int> Routing::consumersOf(QStringView event) const
{
    QStringList channels;
    for (const int producer : producersOf(event))
        channels.append(m_producers.at(producer).channel);
    channels.removeDuplicates();
    QList<int> found;
    for (const QString &channel : std::as_const(channels))
        found += consumersOf(event, channel);
    sortUnique(found);
    return found;
}

QList<int> Routing::producersOf(QStringView event) const
{
    return m_producersOfEvent.value(event.toString());
}

QStringList Routing::eventsReaching(int index) const
{
    return m_reaching.at(index);
}

QList<int> Routing::unmatched() const
{
    QList<int> found;
    for (int i = 0; i < m_producers.size(); ++i) {
        if (consumersOf(m_producers.at(i).event, m_producers.at(i).channel).isEmpty())
            found.append(i);
    }
    return found;
}

} // namespace weir::delivery
