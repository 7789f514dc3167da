// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/operationexport.h"

#include "core/interchange/messageexport.h"
#include "core/interchange/policyimport.h"
#include "core/interchange/traitedobject.h"

#include <algorithm>

namespace weir {

namespace {

/// The items of the array \a list in \a document by their ids.
QHash<QString, const Json *> itemsOf(const Json &document, QStringView list)
{
    QHash<QString, const Json *> byId;
    const Json *items = memberOf(document, list);
    if (items == nullptr || !items->is_array())
        return byId;
    for (const Json &item : *items)
        byId.insert(memberText(item, u"id"), &item);
    return byId;
}

QString nameOf(const Json &kept, const QString &id)
{
    const QString original = memberText(kept, u"operationId");
    return original.isEmpty() ? id : original;
}

bool isPattern(const QString &event)
{
    return event.contains(u'*') || event.contains(u'#') || event.contains(u'{');
}

/// Whether item \a index of a subscription's `emits` is the answer to a request.
bool isReply(const Json &item, qsizetype index)
{
    const Json *emits = memberOf(item, u"emits");
    if (emits == nullptr || !emits->is_array() || size_t(index) >= emits->size())
        return false;
    const Json *reply = memberOf(keptOf((*emits)[size_t(index)]), u"reply");
    return reply != nullptr && *reply == true;
}

} // namespace

void OperationExport::add(const Service &service, bool isNamed)
{
    m_service = isNamed ? service.id : QString();
    m_published.clear();
    const Json &document = m_catalog.document({Kind::Service, service.id}).get();
    m_operationItems = itemsOf(document, u"operations");
    m_receiveItems = itemsOf(document, u"receives");
    m_publications.clear();
    for (const Publication &publication : service.sends)
        m_publications.insert(publication.id, &publication);
    m_answers.clear();
    for (const Subscription &subscription : service.receives) {
        if (const QString name = memberText(keptOf(receiveItem(subscription.id)), u"replyTo"); !name.isEmpty())
            m_answers.insert(name, &subscription);
    }
    for (const Operation &operation : service.operations)
        addOperation(service, operation);
    addRest(service);
    for (const Subscription &subscription : service.receives) {
        addSubscription(service, subscription, receiveItem(subscription.id));
        addFollowUps(subscription, receiveItem(subscription.id));
    }
}

const Json &OperationExport::receiveItem(const QString &id) const
{
    static const Json none;
    const Json *item = m_receiveItems.value(id);
    return item != nullptr ? *item : none;
}

void OperationExport::addOperation(const Service &service, const Operation &operation)
{
    static const Json none;
    const Json *item = m_operationItems.value(operation.id);
    const Json &kept = keptOf(item != nullptr ? *item : none);
    const QString name = nameOf(kept, operation.id);
    // Publications may go to several channels; an operation of AsyncAPI has one.
    QList<QPair<QString, QStringList>> byChannel;
    for (const QString &id : operation.sends) {
        const Publication *publication = m_publications.value(id);
        if (publication == nullptr || !m_names.hasChannel(publication->channel))
            continue;
        const auto same = std::find_if(byChannel.begin(), byChannel.end(),
                                       [&](const auto &entry) { return entry.first == publication->channel; });
        auto &entry = same == byChannel.end() ? byChannel.emplaceBack(publication->channel, QStringList()) : *same;
        entry.second += publication->event;
        m_published.insert(id);
    }
    if (const QString channel = memberText(kept, u"channel"); byChannel.isEmpty() && m_names.hasChannel(channel))
        byChannel.emplaceBack(channel, QStringList());
    if (byChannel.isEmpty()) {
        m_log.own(tr("“%1” of %2 publishes nothing; it stands under “x-weir”.").arg(operation.id, service.title()),
                  ElementRef{Kind::Service, service.id}.path());
        return;
    }
    for (const auto &[channel, events] : std::as_const(byChannel)) {
        Json object = started("send", channel, operation.summary);
        const bool isFirst = channel == byChannel.front().first;
        addKept(object, kept, {QStringLiteral("operationId"), QStringLiteral("channel"), QStringLiteral("reply")});
        if (Json answer = isFirst ? replyTo(name, kept) : Json(); !answer.is_null())
            addMember(object, "reply", std::move(answer));
        addPublications(isFirst ? name : name + u'.' + channel, channel, events, std::move(object));
    }
}

void OperationExport::addPublications(const QString &name, const QString &channel, const QStringList &events,
                                      Json operation)
{
    addMember(operation, "messages", references(channel, events));
    put(name, std::move(operation));
}

void OperationExport::addRest(const Service &service)
{
    for (const Publication &publication : service.sends) {
        if (!m_published.contains(publication.id) && m_names.hasChannel(publication.channel))
            addPublications(QStringLiteral("send.") + publication.id, publication.channel, {publication.event},
                            started("send", publication.channel, {}));
    }
}

void OperationExport::addSubscription(const Service &service, const Subscription &subscription, const Json &item)
{
    const Json &kept = keptOf(item);
    if (kept.contains("replyTo") || !m_names.hasChannel(subscription.channel))
        return; // Stands in the operation that it answers.
    Json object = started("receive", subscription.channel, subscription.purpose);
    addDelivery(object, subscription);
    addKept(object, kept, {QStringLiteral("operationId"), QStringLiteral("reply")});
    QStringList answers;
    QString channel;
    for (qsizetype i = 0; i < subscription.emits.size(); ++i) {
        const Emit &emitted = subscription.emits[i];
        if (isReply(item, i) && (channel.isEmpty() || channel == emitted.channel)) {
            channel = emitted.channel;
            answers += emitted.event;
        }
    }
    if (Json answer = reply(channel, answers, kept); !answer.is_null())
        addMember(object, "reply", std::move(answer));
    // Without a list it receives all messages of its channel: the nearest there is to a pattern.
    if (std::none_of(subscription.events.begin(), subscription.events.end(), isPattern))
        addMember(object, "messages", references(subscription.channel, subscription.events));
    else
        m_log.approximated(tr("“%1” of %2 receives by a pattern; AsyncAPI has it receive all messages of its channel.")
                               .arg(subscription.id, service.title()),
                           ElementRef{Kind::Service, service.id}.path());
    put(nameOf(kept, subscription.id), std::move(object));
}

void OperationExport::addFollowUps(const Subscription &subscription, const Json &item)
{
    for (qsizetype i = 0; i < subscription.emits.size(); ++i) {
        const Emit &emitted = subscription.emits[i];
        if (!isReply(item, i) && m_names.hasChannel(emitted.channel))
            addPublications(QStringLiteral("send.%1.%2").arg(subscription.id, emitted.event), emitted.channel,
                            {emitted.event}, started("send", emitted.channel, {}));
    }
}

void OperationExport::addDelivery(Json &operation, const Subscription &subscription) const
{
    // The names of AsyncAPI's retry proposal (spec issue 1234), which is none of the specification yet.
    if (m_catalog.policy(subscription.policy) != nullptr) {
        const Json &policy = m_catalog.document({Kind::Policy, subscription.policy}).get();
        addMember(operation, "x-retry", retryOfPolicy(policy));
    }
    if (m_names.hasChannel(subscription.deadLetter)) {
        Json deadLetter = Json::object();
        addMember(deadLetter, "channel", m_names.channelReference(subscription.deadLetter));
        addMember(operation, "x-deadLetter", std::move(deadLetter));
    }
}

Json OperationExport::started(const char *action, const QString &channel, const QString &summary) const
{
    Json operation = Json::object();
    addMember(operation, "action", action);
    addMember(operation, "channel", m_names.channelReference(channel));
    addText(operation, "summary", summary);
    addText(operation, "x-weir-service", m_service);
    return operation;
}

Json OperationExport::reply(const QString &channel, const QStringList &events, const Json &kept)
{
    Json reply = Json::object();
    if (const Json *more = memberOf(kept, u"reply"); more != nullptr && more->is_object())
        addKept(reply, *more);
    if (m_names.hasChannel(channel)) {
        addMember(reply, "channel", m_names.channelReference(channel));
        addMember(reply, "messages", references(channel, events));
    }
    return reply.empty() ? Json() : reply;
}

Json OperationExport::replyTo(const QString &name, const Json &kept)
{
    const Subscription *answer = m_answers.value(name);
    return answer == nullptr ? reply({}, {}, kept) : reply(answer->channel, answer->events, kept);
}

Json OperationExport::references(const QString &channel, const QStringList &events)
{
    Json list = Json::array();
    QStringList &known = m_messages[channel];
    for (const QString &event : events) {
        if (!m_names.hasMessage(event))
            continue;
        list.push_back(m_names.messageReference(channel, event));
        if (!known.contains(event))
            known += event;
    }
    return list;
}

void OperationExport::put(const QString &name, Json operation)
{
    QString key = name;
    if (m_operations.contains(key.toStdString()) && !m_service.isEmpty())
        key = m_service + u'.' + name;
    const QString base = key;
    for (int number = 2; m_operations.contains(key.toStdString()); ++number)
        key = base + u'-' + QString::number(number);
    addMember(m_operations, key.toUtf8().constData(), std::move(operation));
}

} // namespace weir
