// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/servicepagewriter.h"

#include "core/interchange/policyimport.h"
#include "core/interchange/slug.h"
#include "core/interchange/traitedobject.h"

#include <algorithm>

namespace weir {

namespace {

const Json &itemAt(const Json &document, QStringView list, qsizetype index)
{
    static const Json none;
    const Json *items = memberOf(document, list);
    const bool isThere = items != nullptr && items->is_array() && size_t(index) < items->size();
    return isThere ? (*items)[size_t(index)] : none;
}

/// Adds what an import kept of an item, without its pointers to channels, which were written already.
void addKeptItem(Json &item, const Json &from)
{
    for (const auto &[key, value] : pageKept(from).items()) {
        if (!item.contains(key) && key != "to" && key != "from")
            addMember(item, key.c_str(), value);
    }
}

QString guaranteeText(Guarantee guarantee)
{
    switch (guarantee) {
    case Guarantee::AtMostOnce:
        return QStringLiteral("at-most-once");
    case Guarantee::AtLeastOnce:
        break;
    case Guarantee::EffectivelyOnce:
        return QStringLiteral("exactly-once");
    }
    return QStringLiteral("at-least-once");
}

} // namespace

QString ServicePageWriter::idOf(const QString &service) const
{
    const QString kept = memberText(pageKept(m_index.catalog().document({Kind::Service, service}).get()), u"id");
    return kept.isEmpty() ? service : kept;
}

QString ServicePageWriter::channelId(const QString &channel) const
{
    const QString kept = memberText(pageKept(m_index.catalog().document({Kind::Channel, channel}).get()), u"id");
    return kept.isEmpty() ? channel : kept;
}

bool ServicePageWriter::isImplied(const QString &channel) const
{
    const Json *implied = memberOf(pageKept(m_index.catalog().document({Kind::Channel, channel}).get()), u"implied");
    return implied != nullptr && *implied == true;
}

void ServicePageWriter::addChannels()
{
    for (const Channel &channel : m_index.catalog().channels()) {
        if (isImplied(channel.id))
            continue;
        const Json &kept = pageKept(m_index.catalog().document({Kind::Channel, channel.id}).get());
        Json frontmatter = Json::object();
        addText(frontmatter, "id", channelId(channel.id));
        addText(frontmatter, "name", channel.title());
        const QString version = memberText(kept, u"version");
        addText(frontmatter, "version", version.isEmpty() ? QStringLiteral("1.0.0") : version);
        addText(frontmatter, "address", channel.address);
        if (channel.guarantee)
            addText(frontmatter, "deliveryGuarantee", guaranteeText(*channel.guarantee));
        addText(frontmatter, "x-kind",
                channel.kind == ChannelKind::Queue ? QStringLiteral("queue") : QStringLiteral("topic"));
        if (const Json *front = memberOf(kept, u"frontmatter"))
            m_pages.addKept(frontmatter, *front, QStringLiteral("channels"));
        const QString folder = memberText(kept, u"folder");
        m_pages.addPage(folder.isEmpty() ? QStringLiteral("channels/") + channel.id : folder, frontmatter,
                        memberText(kept, u"body"));
    }
}

void ServicePageWriter::addServices()
{
    for (const Service &service : m_index.catalog().services())
        addService(service);
}

void ServicePageWriter::addService(const Service &service)
{
    const Json &document = m_index.catalog().document({Kind::Service, service.id}).get();
    const Json &kept = pageKept(document);
    Json frontmatter = Json::object();
    addText(frontmatter, "id", idOf(service.id));
    addText(frontmatter, "name", service.title());
    const QString version = memberText(kept, u"version");
    addText(frontmatter, "version", version.isEmpty() ? QStringLiteral("1.0.0") : version);
    addText(frontmatter, "summary", service.description);
    if (service.external)
        addMember(frontmatter, "externalSystem", true);
    if (Json items = sends(service, document); !items.empty())
        addMember(frontmatter, "sends", std::move(items));
    if (Json items = receives(service, document); !items.empty())
        addMember(frontmatter, "receives", std::move(items));
    if (const Json *outbox = memberOf(document, u"outbox"))
        addMember(frontmatter, "x-outbox", *outbox);
    if (const Json *front = memberOf(kept, u"frontmatter"))
        m_pages.addKept(frontmatter, *front, QStringLiteral("services"));
    if (!service.owner.isEmpty() && !frontmatter.contains("owners"))
        addMember(frontmatter, "owners", Json::array({jsonOf(service.owner)}));
    QString folder = memberText(kept, u"folder");
    if (folder.isEmpty()) {
        const QString domain = slugOf(service.domain);
        folder = (domain.isEmpty() ? QString() : QStringLiteral("domains/%1/").arg(domain))
            + QStringLiteral("services/") + service.id;
    }
    m_pages.addPage(folder, frontmatter, memberText(kept, u"body"));
}

Json ServicePageWriter::sends(const Service &service, const Json &document) const
{
    Json items = Json::array();
    QStringList done;
    const auto add = [&](const QString &event, int version, const QStringList &channels, const Json &from) {
        done += event;
        Json item = pointerTo(event, version, channels, "to");
        addKeptItem(item, from);
        items.push_back(std::move(item));
    };
    for (qsizetype i = 0; i < service.sends.size(); ++i) {
        const Publication &publication = service.sends[i];
        if (done.contains(publication.event))
            continue;
        QStringList channels;
        for (const Publication &other : service.sends) {
            if (other.event == publication.event)
                channels += other.channel;
        }
        const int version = publication.versions.size() == 1 ? publication.versions.firstKey() : 0;
        add(publication.event, version, channels, itemAt(document, u"sends", i));
    }
    for (const Subscription &subscription : service.receives) {
        for (const Emit &emitted : subscription.emits) {
            if (!done.contains(emitted.event))
                add(emitted.event, 0, {emitted.channel}, {});
        }
    }
    return items;
}

Json ServicePageWriter::receives(const Service &service, const Json &document)
{
    Json items = Json::array();
    for (qsizetype i = 0; i < service.receives.size(); ++i) {
        const Subscription &subscription = service.receives[i];
        const int version = subscription.versions.size() == 1 ? subscription.versions.front() : 0;
        const QStringList events = eventsOf(service, subscription);
        for (const QString &event : events) {
            Json item = pointerTo(event, version, {subscription.channel}, "from");
            addText(item, "x-purpose", subscription.purpose);
            addDelivery(item, subscription);
            addKeptItem(item, itemAt(document, u"receives", i));
            items.push_back(std::move(item));
        }
    }
    return items;
}

QStringList ServicePageWriter::eventsOf(const Service &service, const Subscription &subscription)
{
    QStringList events;
    bool hasPattern = false;
    for (const QString &event : subscription.events) {
        if (m_index.catalog().event(event) != nullptr) {
            events += event;
            continue;
        }
        hasPattern = true;
        const QList<qsizetype> sent = m_index.publicationsTo(subscription.channel);
        for (const qsizetype publication : sent)
            events += m_index.publications()[publication].event;
    }
    if (hasPattern)
        m_log.approximated(tr("“%1” of %2 receives by a pattern; EventCatalog is told every message of its channel.")
                               .arg(subscription.id, service.title()),
                           ElementRef{Kind::Service, service.id}.path());
    events.removeDuplicates();
    return events;
}

Json ServicePageWriter::pointerTo(const QString &event, int version, const QStringList &channels,
                                  const char *member) const
{
    Json item = Json::object();
    addText(item, "id", m_messages.idOf(event));
    addText(item, "version", version > 0 ? m_messages.versionOf(event, version) : QString());
    Json pointers = Json::array();
    for (const QString &channel : channels) {
        if (isImplied(channel))
            continue;
        Json pointer = Json::object();
        addText(pointer, "id", channelId(channel));
        pointers.push_back(std::move(pointer));
    }
    if (!pointers.empty())
        addMember(item, member, std::move(pointers));
    return item;
}

void ServicePageWriter::addDelivery(Json &item, const Subscription &subscription) const
{
    if (m_index.catalog().policy(subscription.policy) != nullptr)
        addMember(item, "x-retry",
                  retryOfPolicy(m_index.catalog().document({Kind::Policy, subscription.policy}).get()));
    if (m_index.catalog().channel(subscription.deadLetter) != nullptr)
        addText(item, "x-deadLetter", channelId(subscription.deadLetter));
}

} // namespace weir
