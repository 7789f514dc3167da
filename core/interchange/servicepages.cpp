// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/servicepages.h"

#include "core/interchange/traitedobject.h"

namespace weir {

namespace {

/// Guarantees as EventCatalog spells them.
QString guaranteeOf(const QString &text)
{
    if (text == u"exactly-once")
        return QStringLiteral("effectively-once");
    return text == u"at-most-once" || text == u"at-least-once" ? text : QString();
}

bool isQueue(const Node &root)
{
    const QString said = root[u"x-kind"].text();
    if (said == u"queue" || said == u"topic")
        return said == u"queue";
    for (const Node protocol : root[u"protocols"]) {
        if (protocol.text().compare(QLatin1String("sqs"), Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

/// Whether \a item is the page of a message that names its producers and consumers (first layout).
bool isMessagePage(const Node &item)
{
    return item[u"producers"].isValid() || item[u"consumers"].isValid();
}

} // namespace

void ServicePages::addChannel(const CatalogPage &page)
{
    const Node root = page.root();
    const QString id = m_newChannels.take(page.id, QStringLiteral("channel"));
    m_channelIds.insert(page.id, id);
    Json document = Json::object();
    addText(document, "id", id);
    const QString name = root[u"name"].text();
    addText(document, "name", name == id ? QString() : name);
    addText(document, "kind", isQueue(root) ? QStringLiteral("queue") : QStringLiteral("topic"));
    addText(document, "address", root[u"address"].text());
    const QString guarantee = guaranteeOf(root[u"deliveryGuarantee"].text());
    addText(document, "guarantee", guarantee);
    QSet<QString> handled{QStringLiteral("name"), QStringLiteral("address"), QStringLiteral("x-kind")};
    if (!guarantee.isEmpty())
        handled.insert(QStringLiteral("deliveryGuarantee"));
    addMember(document, "x-eventcatalog", keptOfPage(page, handled, id, m_log));
    m_channels.insert(id, document);
}

void ServicePages::addService(const CatalogPage &page, const QString &domain)
{
    const Node root = page.root();
    const QString id = m_newServices.take(page.id, QStringLiteral("service"));
    const QString name = root[u"name"].text();
    m_serviceIds.insert(page.id, id);
    if (!name.isEmpty() && !m_serviceIds.contains(name))
        m_serviceIds.insert(name, id);
    Json document = Json::object();
    addText(document, "id", id);
    addText(document, "name", name == id ? QString() : name);
    addText(document, "description", root[u"summary"].text().trimmed());
    addText(document, "domain", domain);
    const Node owner = root[u"owners"].at(0);
    addText(document, "owner", catalogPointer(owner).id);
    if (root[u"externalSystem"].toBool())
        addMember(document, "external", true);
    if (const QString store = catalogPointer(root[u"writesTo"].at(0)).id; !store.isEmpty()) {
        Json database = Json::object();
        addText(database, "name", store);
        addMember(document, "database", std::move(database));
    }
    if (root[u"x-outbox"].isObject())
        addMember(document, "outbox", root[u"x-outbox"].toJson());
    const QSet<QString> handled{QStringLiteral("name"),  QStringLiteral("summary"),  QStringLiteral("externalSystem"),
                                QStringLiteral("sends"), QStringLiteral("receives"), QStringLiteral("x-outbox")};
    addMember(document, "x-eventcatalog", keptOfPage(page, handled, id, m_log));
    m_services.insert(id, document);
    for (const Node item : root[u"sends"])
        addSend(id, item);
    for (const Node item : root[u"receives"])
        addReceive(id, item);
}

void ServicePages::addProducersAndConsumers(const CatalogPage &page)
{
    for (const Node producer : page.root()[u"producers"]) {
        const QString name = catalogPointer(producer).id;
        if (!name.isEmpty())
            addSend(service(name, producer.place()), page.root());
    }
    for (const Node consumer : page.root()[u"consumers"]) {
        const QString name = catalogPointer(consumer).id;
        if (!name.isEmpty())
            addReceive(service(name, consumer.place()), page.root());
    }
}

void ServicePages::finish()
{
    for (auto it = m_items.begin(); it != m_items.end(); ++it) {
        Json &document = m_services[it.key()];
        const Json kept = document.contains("x-eventcatalog") ? document["x-eventcatalog"] : Json();
        document.erase("x-eventcatalog");
        if (!it->sends.empty())
            addMember(document, "sends", std::move(it->sends));
        if (!it->receives.empty())
            addMember(document, "receives", std::move(it->receives));
        if (!kept.is_null())
            addMember(document, "x-eventcatalog", kept);
    }
}

QString ServicePages::service(const QString &name, const Place &place)
{
    const auto known = m_serviceIds.constFind(name);
    if (known != m_serviceIds.constEnd())
        return *known;
    QString id = m_newServices.take(name, QStringLiteral("service"));
    m_serviceIds.insert(name, id);
    Json document = Json::object();
    addText(document, "id", id);
    addText(document, "name", name == id ? QString() : name);
    m_services.insert(id, document);
    m_log.warning(tr("No page describes the service “%1”.").arg(name), place);
    return id;
}

QString ServicePages::channel(const QString &name, const Place &place)
{
    const auto known = m_channelIds.constFind(name);
    if (known != m_channelIds.constEnd())
        return *known;
    QString id = m_newChannels.take(name, QStringLiteral("channel"));
    m_channelIds.insert(name, id);
    Json document = Json::object();
    addText(document, "id", id);
    addText(document, "name", name == id ? QString() : name);
    addText(document, "kind", QStringLiteral("topic"));
    m_channels.insert(id, document);
    m_log.warning(tr("No page describes the channel “%1”.").arg(name), place, tr("It becomes a topic."));
    return id;
}

QString ServicePages::impliedChannel(const QString &event)
{
    QString &id = m_implied[event];
    if (!id.isEmpty())
        return id;
    id = m_newChannels.take(event, QStringLiteral("channel"));
    Json document = Json::object();
    addText(document, "id", id);
    // One handles a command, everybody who wants to hears of an event.
    addText(document, "kind", m_messages.isCommand(event) ? QStringLiteral("queue") : QStringLiteral("topic"));
    Json kept = Json::object();
    addMember(kept, "implied", true);
    addMember(document, "x-eventcatalog", std::move(kept));
    m_channels.insert(id, document);
    return id;
}

void ServicePages::learn(const CatalogPage &page)
{
    const auto collect = [&page](const QString &list, const QString &channels, QHash<QString, QStringList> &known) {
        for (const Node item : page.root()[list]) {
            for (const Node pointer : item[channels])
                known[catalogPointer(item).id] += catalogPointer(pointer).id;
        }
    };
    collect(QStringLiteral("sends"), QStringLiteral("to"), m_sentTo);
    collect(QStringLiteral("receives"), QStringLiteral("from"), m_receivedFrom);
}

QStringList ServicePages::channelsFor(Direction direction, const Node &item, const QString &name, const QString &event)
{
    QStringList names;
    for (const Node pointer : item[direction == Direction::Send ? u"to" : u"from"])
        names += catalogPointer(pointer).id;
    if (names.isEmpty())
        names = m_messages.channelsOf(event);
    // Whoever names no channel is connected with the others through the ones that they name.
    if (names.isEmpty())
        names = m_sentTo.value(name);
    if (names.isEmpty() && direction == Direction::Send)
        names = m_receivedFrom.value(name);
    QStringList ids;
    for (const QString &channelName : std::as_const(names)) {
        if (!channelName.isEmpty())
            ids += channel(channelName, item.place());
    }
    if (ids.isEmpty())
        ids += impliedChannel(event);
    ids.removeDuplicates();
    return ids;
}

int ServicePages::declaredVersion(const QString &event, const CatalogPointer &pointer, const Node &item)
{
    if (pointer.version.isEmpty() || isMessagePage(item))
        return 0;
    const int number = m_messages.numberOf(event, pointer.version);
    return number > 0 && !m_messages.isNewest(event, number) ? number : 0;
}

void ServicePages::addSend(const QString &service, const Node &item)
{
    const CatalogPointer pointer = catalogPointer(item);
    const QString name = pointer.id.isEmpty() ? item[u"name"].text() : pointer.id;
    const QString event = m_messages.take(name, item.place());
    ++m_operations;
    Items &items = m_items[service];
    const QStringList channels = channelsFor(Direction::Send, item, name, event);
    const int version = declaredVersion(event, pointer, item);
    for (const QString &channel : channels) {
        const bool isFirst = !items.ids.contains(event);
        const QString id = items.ids.take(isFirst ? event : event + u'.' + channel, channel);
        Json publication = Json::object();
        addText(publication, "id", id == event ? QString() : id);
        addText(publication, "event", event);
        if (version > 0)
            addMember(publication, "versions", Json{{std::to_string(version), 1}});
        addText(publication, "channel", channel);
        if (Json kept = keptOfItem(item, {}); !kept.empty())
            addMember(publication, "x-eventcatalog", std::move(kept));
        items.sends.push_back(std::move(publication));
    }
}

void ServicePages::addReceive(const QString &service, const Node &item)
{
    const CatalogPointer pointer = catalogPointer(item);
    const QString name = pointer.id.isEmpty() ? item[u"name"].text() : pointer.id;
    const QString event = m_messages.take(name, item.place());
    ++m_operations;
    Items &items = m_items[service];
    const QStringList channels = channelsFor(Direction::Receive, item, name, event);
    const int version = declaredVersion(event, pointer, item);
    for (const QString &channel : channels) {
        const bool isFirst = !items.ids.contains(event);
        const QString id = items.ids.take(isFirst ? event : event + u'.' + channel, channel);
        Json subscription = Json::object();
        addText(subscription, "id", id);
        addText(subscription, "channel", channel);
        addMember(subscription, "events", Json::array({jsonOf(event)}));
        if (version > 0)
            addMember(subscription, "versions", Json::array({version}));
        addText(subscription, "purpose", item[u"x-purpose"].text());
        addDelivery(subscription, service + u'.' + id, item);
        if (Json kept = keptOfItem(
                item, {QStringLiteral("x-purpose"), QStringLiteral("x-retry"), QStringLiteral("x-deadLetter")});
            !kept.empty())
            addMember(subscription, "x-eventcatalog", std::move(kept));
        items.receives.push_back(std::move(subscription));
    }
}

void ServicePages::addDelivery(Json &subscription, const QString &id, const Node &item)
{
    const Json policy = policyOfRetry(item[u"x-retry"].toJson());
    if (!policy.is_null()) {
        const QString given = item[u"x-retry"][u"id"].text();
        addText(subscription, "policy",
                m_policies.take(policy, given.isEmpty() ? id + QStringLiteral(".retry") : given));
    }
    if (const QString name = item[u"x-deadLetter"].text(); !name.isEmpty())
        addText(subscription, "deadLetter", channel(name, item[u"x-deadLetter"].place()));
}

Json ServicePages::keptOfItem(const Node &item, const QStringList &handled)
{
    Json kept = Json::object();
    if (!item.isObject() || isMessagePage(item))
        return kept;
    for (const Node member : item) {
        const QString key = member.key();
        if (key == u"id" || handled.contains(key))
            continue;
        if (key != u"version" && key != u"to" && key != u"from")
            m_log.kept(key, member.keyPlace());
        addMember(kept, key.toUtf8().constData(), member.toJson());
    }
    return kept;
}

} // namespace weir
