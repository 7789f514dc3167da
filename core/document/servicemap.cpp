// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/servicemap.h"

#include "core/base/translate.h"
#include "core/delivery/effective.h"
#include "core/delivery/routing.h"

#include <QMap>

#include <algorithm>
#include <set>
#include <tuple>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QString counted(const char *one, const char *many, qsizetype count)
{
    return count == 1 ? tr(one) : tr(many).arg(count);
}

class Mapper
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit Mapper(const Catalog &catalog) : m_catalog(catalog), m_routing(catalog) {}

    ServiceMap map()
    {
        addServices();
        addChannels();
        addEndpoints();
        addPublications();
        addDeliveries();
        return std::move(m_map);
    }

private:
    int add(MapNode node)
    {
        const int index = int(m_map.nodes.size());
        m_indices.insert(node.path, index);
        m_map.nodes.append(std::move(node));
        return index;
    }

    int groupOf(const Service &service)
    {
        if (service.domain.isEmpty())
            return -1;
        qsizetype group = m_map.groups.indexOf(service.domain);
        if (group < 0) {
            group = m_map.groups.size();
            m_map.groups.append(service.domain);
        }
        return int(group);
    }

    QString detailOf(const Service &service) const
    {
        std::set<QString> sent;
        for (const delivery::Producer &producer : m_routing.producers()) {
            if (producer.service == &service && !producer.webhook)
                sent.insert(producer.event);
        }
        QStringList parts;
        if (service.external)
            parts.append(tr("external"));
        if (!sent.empty())
            parts.append(tr("sends %1").arg(sent.size()));
        else if (service.receives.size() == 1 && !service.receives.first().purpose.isEmpty())
            parts.append(service.receives.first().purpose.simplified());
        else if (!service.receives.isEmpty())
            parts.append(tr("receives %1").arg(service.receives.size()));
        if (service.outbox)
            parts.append(tr("outbox"));
        return parts.join(u" · "_s);
    }

    void addServices()
    {
        for (const Service &service : m_catalog.services()) {
            MapNode node;
            node.kind = service.external ? MapNode::Kind::External : MapNode::Kind::Service;
            node.path = u"services/"_s + service.id;
            node.title = service.title();
            node.detail = detailOf(service);
            node.group = groupOf(service);
            add(node);
        }
    }

    void addChannels()
    {
        std::set<QString> deadLetters;
        for (const Service &service : m_catalog.services()) {
            for (const Subscription &subscription : service.receives)
                deadLetters.insert(delivery::deadLetterOf(m_catalog, subscription));
        }
        for (const Channel &channel : m_catalog.channels()) {
            MapNode node;
            const bool topic = channel.kind == ChannelKind::Topic;
            node.kind = topic ? MapNode::Kind::Topic : MapNode::Kind::Queue;
            node.detail = topic ? tr("topic") : tr("queue");
            if (deadLetters.contains(channel.id)) {
                node.kind = MapNode::Kind::DeadLetters;
                node.detail = tr("dead letters");
            }
            if (channel.partitions)
                node.detail += u" · "_s + counted("1 partition", "%1 partitions", *channel.partitions);
            node.path = u"channels/"_s + channel.id;
            node.title = channel.title();
            add(node);
        }
    }

    void addEndpoints()
    {
        for (const Webhook &webhook : m_catalog.webhooks()) {
            MapNode node;
            node.kind = MapNode::Kind::External;
            node.path = u"webhooks/"_s + webhook.id;
            node.title = webhook.id;
            node.detail = webhook.direction == Direction::Incoming ? tr("incoming webhook") : tr("outgoing webhook");
            add(node);
        }
        for (const Stream &stream : m_catalog.streams()) {
            MapNode node;
            node.kind = MapNode::Kind::External;
            node.path = u"streams/"_s + stream.id;
            node.title = stream.path.isEmpty() ? stream.id : stream.path;
            node.detail = tr("event stream (SSE)");
            add(node);
        }
    }

    int channelNode(const QString &id) const { return m_indices.value(u"channels/"_s + id, -1); }

    /// The node of a producer or consumer.
    template<typename End>
    int nodeOf(const End &end) const
    {
        if (end.webhook)
            return m_indices.value(u"webhooks/"_s + end.webhook->id, -1);
        return end.service ? m_indices.value(u"services/"_s + end.service->id, -1) : -1;
    }

    void addPublications()
    {
        std::map<std::pair<int, int>, QStringList> events;
        for (const delivery::Producer &producer : m_routing.producers()) {
            const int from = nodeOf(producer);
            const int to = channelNode(producer.channel);
            if (from < 0 || to < 0)
                continue;
            QStringList &list = events[{from, to}];
            if (!list.contains(producer.event))
                list.append(producer.event);
            m_map.nodes[from].sends = true;
        }
        for (const auto &[ends, list] : events)
            m_map.edges.append({MapEdge::Kind::Publish, ends.first, ends.second, list});
    }

    void addDeliveries()
    {
        std::set<std::pair<int, int>> deliveries, failures;
        for (const delivery::Consumer &consumer : m_routing.consumers()) {
            const int to =
                consumer.stream ? m_indices.value(u"streams/"_s + consumer.stream->id, -1) : nodeOf(consumer);
            if (to < 0)
                continue;
            m_map.nodes[to].receives = true;
            if (!consumer.channel.isEmpty())
                deliveries.insert({channelNode(consumer.channel), to});
            for (const delivery::Producer &producer : m_routing.producers()) {
                if (consumer.channel.isEmpty() && consumer.accepts(producer.event))
                    deliveries.insert({channelNode(producer.channel), to});
            }
            if (consumer.subscription)
                failures.insert({to, channelNode(delivery::deadLetterOf(m_catalog, *consumer.subscription))});
        }
        for (const auto &[from, to] : deliveries) {
            if (from >= 0)
                m_map.edges.append({MapEdge::Kind::Deliver, from, to, {}});
        }
        for (const auto &[from, to] : failures) {
            if (to >= 0)
                m_map.edges.append({MapEdge::Kind::Fail, from, to, {}});
        }
    }

    const Catalog &m_catalog;
    delivery::Routing m_routing;
    ServiceMap m_map;
    QHash<QString, int> m_indices;
};

/// \a map with those nodes only that \a keep names, without groups.
ServiceMap restricted(const ServiceMap &map, const std::set<int> &keep, const std::set<qsizetype> &edges)
{
    ServiceMap result;
    QHash<int, int> indices;
    for (const int index : keep) {
        indices.insert(index, int(result.nodes.size()));
        MapNode node = map.nodes[index];
        node.group = -1;
        result.nodes.append(node);
    }
    for (const qsizetype edge : edges) {
        MapEdge copy = map.edges[edge];
        copy.from = indices.value(copy.from);
        copy.to = indices.value(copy.to);
        result.edges.append(copy);
    }
    return result;
}

} // namespace

ServiceMap serviceMap(const Catalog &catalog, MapDetail detail)
{
    ServiceMap map = Mapper(catalog).map();
    if (detail == MapDetail::DeadLetters)
        return map;
    // A dead letter queue that somebody reads is a queue like others.
    std::set<int> keep;
    std::set<qsizetype> edges;
    std::set<int> read;
    for (const MapEdge &edge : map.edges) {
        if (edge.kind == MapEdge::Kind::Deliver)
            read.insert(edge.from);
    }
    for (int i = 0; i < map.nodes.size(); ++i) {
        if (map.nodes[i].kind != MapNode::Kind::DeadLetters || read.count(i) > 0)
            keep.insert(i);
    }
    for (qsizetype i = 0; i < map.edges.size(); ++i) {
        if (keep.count(map.edges[i].from) > 0 && keep.count(map.edges[i].to) > 0)
            edges.insert(i);
    }
    ServiceMap result = restricted(map, keep, edges);
    for (int i = 0, next = 0; i < map.nodes.size(); ++i) {
        if (keep.count(i) > 0)
            result.nodes[next++].group = map.nodes[i].group;
    }
    result.groups = map.groups;
    return result;
}

ServiceMap eventMap(const Catalog &catalog, const QString &event)
{
    const ServiceMap map = Mapper(catalog).map();
    const delivery::Routing routing(catalog);
    std::set<QString> producers, channels, consumers;
    for (const int index : routing.producersOf(event)) {
        const delivery::Producer &producer = routing.producers()[index];
        producers.insert(producer.webhook ? u"webhooks/"_s + producer.webhook->id
                                          : u"services/"_s + (producer.service ? producer.service->id : QString()));
        channels.insert(u"channels/"_s + producer.channel);
    }
    for (const int index : routing.consumersOf(event)) {
        const delivery::Consumer &consumer = routing.consumers()[index];
        consumers.insert(consumer.stream ? u"streams/"_s + consumer.stream->id
                             : consumer.webhook
                             ? u"webhooks/"_s + consumer.webhook->id
                             : u"services/"_s + (consumer.service ? consumer.service->id : QString()));
    }
    std::set<int> keep;
    std::set<qsizetype> edges;
    for (qsizetype i = 0; i < map.edges.size(); ++i) {
        const MapEdge &edge = map.edges[i];
        const QString from = map.nodes[edge.from].path;
        const QString to = map.nodes[edge.to].path;
        const bool publishes = edge.kind == MapEdge::Kind::Publish && producers.contains(from) && channels.contains(to)
            && edge.events.contains(event);
        const bool delivers = edge.kind == MapEdge::Kind::Deliver && channels.contains(from) && consumers.contains(to);
        if (publishes || delivers) {
            keep.insert({edge.from, edge.to});
            edges.insert(i);
        }
    }
    ServiceMap result = restricted(map, keep, edges);
    for (MapEdge &edge : result.edges) {
        if (!edge.events.isEmpty())
            edge.events = QStringList{event};
    }
    return result;
}

} // namespace weir
