// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/diagrambuilder.h"

#include "ui/canvas/nodegeometry.h"
#include "ui/canvas/nodetext.h"
#include "ui/editing/elementpath.h"

#include "core/delivery/effective.h"

namespace weir {
namespace {

using namespace Qt::StringLiterals;

QString servicePath(const QString &id)
{
    return u"services/"_s + id;
}

QString channelPath(const QString &id)
{
    return u"channels/"_s + id;
}

} // namespace

DiagramBuilder::DiagramBuilder(const Catalog &catalog) : m_catalog(catalog), m_routing(catalog) {}

Drawing DiagramBuilder::take()
{
    addServices();
    addChannels();
    addEndpoints();
    addPublications();
    addSubscriptions();
    addDeadLetters();
    addCalls();
    nameDomains();
    return std::move(m_diagram);
}

void DiagramBuilder::addNode(DiagramNode node)
{
    node.rect = QRectF({}, nodeSize(node));
    m_diagram.index.insert(node.path, int(m_diagram.nodes.size()));
    m_diagram.nodes << node;
}

DiagramEdge *DiagramBuilder::edge(const QString &from, const QString &to, EdgeStyle style)
{
    const int first = nodeOf(from);
    const int second = nodeOf(to);
    if (first < 0 || second < 0)
        return nullptr;
    const QString key = style == EdgeStyle::Failure ? u"%1>%2!"_s.arg(from, to) : u"%1>%2"_s.arg(from, to);
    auto found = m_edges.constFind(key);
    if (found == m_edges.constEnd()) {
        found = m_edges.insert(key, int(m_diagram.edges.size()));
        DiagramEdge made;
        made.key = key;
        made.from = first;
        made.to = second;
        made.style = style;
        m_diagram.edges << made;
    }
    return &m_diagram.edges[*found];
}

void DiagramBuilder::addServices()
{
    for (const Service &service : m_catalog.services()) {
        DiagramNode node;
        node.path = servicePath(service.id);
        node.shape = service.external ? NodeShape::External : NodeShape::Service;
        node.title = service.title();
        node.detail = serviceDetail(service);
        node.tip = serviceTip(service);
        node.domain = service.external ? QString() : service.domain;
        addNode(node);
    }
}

void DiagramBuilder::addChannels()
{
    for (const Channel &channel : m_catalog.channels()) {
        if (!channel.deadLetter.isEmpty())
            m_deadLetters.insert(channel.deadLetter);
    }
    for (const Service &service : m_catalog.services()) {
        for (const Subscription &subscription : service.receives) {
            if (!subscription.deadLetter.isEmpty())
                m_deadLetters.insert(subscription.deadLetter);
        }
    }
    for (const Channel &channel : m_catalog.channels()) {
        const bool dead = m_deadLetters.contains(channel.id);
        DiagramNode node;
        node.path = channelPath(channel.id);
        node.shape = dead                        ? NodeShape::DeadLetter
            : channel.kind == ChannelKind::Queue ? NodeShape::Queue
                                                 : NodeShape::Topic;
        node.title = channel.title();
        node.detail = dead ? deadLetterDetail(channel) : channelDetail(channel);
        node.tip = channelTip(channel, dead);
        addNode(node);
    }
}

void DiagramBuilder::addEndpoints()
{
    for (const Webhook &webhook : m_catalog.webhooks()) {
        DiagramNode node;
        node.path = u"webhooks/"_s + webhook.id;
        node.shape = NodeShape::External;
        node.title = webhook.id;
        node.detail = webhookDetail(webhook);
        node.tip = node.title + u'\n' + node.detail + u'\n' + (webhook.url.isEmpty() ? webhook.path : webhook.url);
        addNode(node);
        const bool incoming = webhook.direction == Direction::Incoming;
        if (incoming && !webhook.channel.isEmpty())
            continue; // its producers draw the edge
        DiagramEdge *line = incoming ? edge(node.path, servicePath(webhook.service), EdgeStyle::Publish)
                                     : edge(servicePath(webhook.service), node.path, EdgeStyle::Publish);
        if (!line)
            continue;
        line->paths << node.path;
        line->figuresKeys << node.path;
        for (const QString &event : webhook.events)
            line->cards << EventCard{event, node.path, node.path, false};
    }
    for (const Stream &stream : m_catalog.streams()) {
        DiagramNode node;
        node.path = u"streams/"_s + stream.id;
        node.shape = NodeShape::Stream;
        node.title = stream.path.isEmpty() ? stream.id : stream.path;
        node.detail = u"Server-Sent Events"_s;
        node.tip = node.title + u'\n' + stream.events.join(u", "_s);
        addNode(node);
    }
}

void DiagramBuilder::addPublications()
{
    for (const delivery::Producer &producer : m_routing.producers()) {
        QString from, path;
        if (producer.webhook) {
            from = path = u"webhooks/"_s + producer.webhook->id;
        } else if (producer.service) {
            from = servicePath(producer.service->id);
            path = producer.publication
                ? ElementPath::publication(producer.service->id, producer.publication->id).text()
                : ElementPath::subscription(producer.service->id, producer.subscription->id).text();
        }
        DiagramEdge *line = edge(from, channelPath(producer.channel), EdgeStyle::Publish);
        if (!line)
            continue;
        line->figuresKeys << producer.path;
        if (!line->paths.contains(path))
            line->paths << path;
        const EventType *event = m_catalog.event(producer.event);
        const bool command = event && event->kind == EventKind::Command;
        const auto same = [&](const EventCard &card) { return card.event == producer.event; };
        if (std::none_of(line->cards.cbegin(), line->cards.cend(), same))
            line->cards << EventCard{producer.event, path, producer.path, command};
    }
}

void DiagramBuilder::addSubscriptions()
{
    QSet<QString> published;
    for (const delivery::Producer &producer : m_routing.producers())
        published.insert(producer.channel);
    for (const delivery::Consumer &consumer : m_routing.consumers()) {
        QString to, path;
        if (consumer.stream) {
            to = path = u"streams/"_s + consumer.stream->id;
        } else if (consumer.subscription && consumer.service) {
            to = servicePath(consumer.service->id);
            path = ElementPath::subscription(consumer.service->id, consumer.subscription->id).text();
        }
        DiagramEdge *line = edge(channelPath(consumer.channel), to, EdgeStyle::Consume);
        if (!line)
            continue;
        line->figuresKeys << consumer.path;
        line->paths << path;
        if (consumer.subscription && !published.contains(consumer.channel))
            addCards(*line, consumer.subscription->events, path, consumer.path);
    }
}

/// What is received from a channel that nobody of the design publishes to is seen on the way to who receives it.
void DiagramBuilder::addCards(DiagramEdge &line, const QStringList &events, const QString &path,
                              const QString &figuresKey)
{
    for (const QString &id : events) {
        const EventType *event = m_catalog.event(id);
        const auto same = [&](const EventCard &card) { return card.event == id; };
        if (event && std::none_of(line.cards.cbegin(), line.cards.cend(), same))
            line.cards << EventCard{id, path, figuresKey, event->kind == EventKind::Command};
    }
}

/// A dead letter queue hangs below the service whose failures it takes, or below the channel they consume: whichever
/// leaves fewer other lines to it.
void DiagramBuilder::addDeadLetters()
{
    using Counts = QMap<QString, int>;
    QMap<QString, Counts> services, channels; // dead letter channel -> source -> subscriptions
    for (const Service &service : m_catalog.services()) {
        for (const Subscription &subscription : service.receives) {
            const QString target = channelPath(delivery::deadLetterOf(m_catalog, subscription));
            if (nodeOf(target) < 0)
                continue;
            ++services[target][servicePath(service.id)];
            ++channels[target][channelPath(subscription.channel)];
        }
    }
    QSet<int> taken;
    for (auto it = services.cbegin(); it != services.cend(); ++it) {
        const Counts counts = it->size() <= channels.value(it.key()).size() ? *it : channels.value(it.key());
        QStringList sources = counts.keys();
        std::stable_sort(sources.begin(), sources.end(),
                         [&](const QString &a, const QString &b) { return counts.value(a) > counts.value(b); });
        for (const QString &source : std::as_const(sources)) {
            DiagramEdge *line = edge(source, it.key(), EdgeStyle::Failure);
            if (!line)
                continue;
            line->paths << it.key();
            DiagramNode &queue = m_diagram.nodes[line->to];
            if (queue.below < 0 && !taken.contains(line->from) && line->from != line->to) {
                queue.below = line->from;
                taken.insert(line->from);
            }
        }
    }
}

void DiagramBuilder::addCalls()
{
    for (const Service &service : m_catalog.services()) {
        for (const Call &call : service.calls) {
            if (DiagramEdge *line = edge(servicePath(service.id), servicePath(call.service), EdgeStyle::Call))
                line->paths << servicePath(service.id);
        }
    }
    for (const DiagramEdge &line : std::as_const(m_diagram.edges)) {
        if (line.style == EdgeStyle::Publish || line.style == EdgeStyle::Consume) {
            m_diagram.nodes[line.from].sends = true;
            m_diagram.nodes[line.to].receives = true;
        }
    }
}

/// What hangs below a service is in its domain.
void DiagramBuilder::nameDomains()
{
    for (DiagramNode &node : m_diagram.nodes) {
        if (node.below >= 0)
            node.domain = m_diagram.nodes.at(node.below).domain;
    }
}

Drawing diagramOf(const Catalog &catalog)
{
    return DiagramBuilder(catalog).take();
}

} // namespace weir
