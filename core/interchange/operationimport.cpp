// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/operationimport.h"

#include "core/interchange/bindingimport.h"
#include "core/interchange/versionupgrade.h"

namespace weir {

namespace {

Json texts(QStringList list)
{
    Json array = Json::array();
    for (const QString &text : std::as_const(list))
        array.push_back(jsonOf(text));
    return array;
}

QStringList sortedOnce(QStringList list)
{
    list.sort();
    list.removeDuplicates();
    return list;
}

QString summaryOf(const TraitedObject &operation)
{
    const QString summary = operation.text(u"summary");
    return summary.isEmpty() ? operation.text(u"title") : summary;
}

QSet<QString> handledBy(const ImportedOperation &operation, const TraitedObject &object)
{
    QSet<QString> handled = operation.handled;
    handled.insert(QStringLiteral("summary"));
    if (object.text(u"summary").isEmpty())
        handled.insert(QStringLiteral("title"));
    return handled;
}

OperationBindings bindingsOf(const TraitedObject &operation, ImportContext &context)
{
    const Located bindings = operation[u"bindings"];
    return bindings.isValid() ? readOperationBindings(context.schemas.inlined(bindings)) : OperationBindings();
}

} // namespace

void OperationImport::add(const ImportedOperation &operation)
{
    ++m_count;
    ServiceParts &parts = m_parts[operation.service];
    const QString fallback =
        operation.channel + (operation.isSend ? QStringLiteral(".send") : QStringLiteral(".receive"));
    if (operation.isSend)
        addSend(parts, operation, parts.operationIds.take(operation.name, fallback));
    else
        addReceive(parts, operation, parts.itemIds.take(operation.name, fallback));
}

QString OperationImport::publish(ServiceParts &parts, const QString &event, const QString &channel,
                                 const QString &otherwise)
{
    // A publication without an id is called by its event.
    const bool isFirst = !parts.itemIds.contains(event);
    QString id = parts.itemIds.take(isFirst ? event : otherwise, otherwise);
    Json publication = Json::object();
    addText(publication, "id", id == event ? QString() : id);
    addText(publication, "event", event);
    addText(publication, "channel", channel);
    parts.sends.push_back(std::move(publication));
    return id;
}

void OperationImport::addSend(ServiceParts &parts, const ImportedOperation &operation, const QString &id)
{
    const TraitedObject object(operation.object, m_context);
    const OperationBindings said = bindingsOf(object, m_context);
    QStringList publications;
    for (const QString &event : operation.events)
        publications += publish(parts, event, operation.channel, operation.events.size() == 1 ? id : id + u'.' + event);
    Json item = Json::object();
    addText(item, "id", id);
    addText(item, "method", said.method);
    addText(item, "summary", summaryOf(object));
    if (!publications.isEmpty())
        addMember(item, "sends", texts(publications));
    m_channels.suggest(operation.channel, "guarantee", said.guarantee);
    m_channels.suggest(operation.channel, "ttl", said.ttl);
    if (!said.policy.is_null())
        m_channels.suggest(operation.channel, "policy", m_policies.take(said.policy, id + QStringLiteral(".retry")));
    Json more = extras(operation, object, id);
    if (publications.isEmpty())
        addText(more, "channel", operation.channel);
    addExtras(item, std::move(more));
    parts.operations.push_back(std::move(item));
    if (operation.replyChannel.isEmpty())
        return;

    Json answer = Json::object();
    addText(answer, "id", parts.itemIds.take(id + QStringLiteral(".reply"), id));
    addText(answer, "channel", operation.replyChannel);
    addMember(answer, "events", texts(sortedOnce(operation.replies)));
    Json reply = Json::object();
    addText(reply, "replyTo", operation.name);
    addExtras(answer, std::move(reply));
    parts.receives.push_back(std::move(answer));
}

void OperationImport::addReceive(ServiceParts &parts, const ImportedOperation &operation, const QString &id)
{
    const TraitedObject object(operation.object, m_context);
    const OperationBindings said = bindingsOf(object, m_context);
    Json item = Json::object();
    addText(item, "id", id);
    addText(item, "channel", operation.channel);
    addMember(item, "events", texts(sortedOnce(operation.events)));
    addText(item, "purpose", summaryOf(object));
    addDelivery(item, operation, id, said.policy);
    m_channels.suggest(operation.channel, "guarantee", said.guarantee);
    if (Json list = emits(operation); !list.empty())
        addMember(item, "emits", std::move(list));
    addExtras(item, extras(operation, object, id));
    parts.receives.push_back(std::move(item));
}

Json OperationImport::extras(const ImportedOperation &operation, const TraitedObject &object, const QString &id)
{
    QSet<QString> handled = handledBy(operation, object);
    const Located security = m_context.major == 2 ? object[u"security"] : Located();
    handled.insert(QStringLiteral("reply"));
    if (security.isValid())
        handled.insert(QStringLiteral("security"));
    Json extras = object.leftovers(handled);
    if (security.isValid()) {
        m_context.log.kept(QStringLiteral("security"), security.node.keyPlace());
        addMember(extras, "security", upgradedSecurity(security, m_context));
    }
    if (!operation.reply.is_null())
        addMember(extras, "reply", operation.reply);
    if (operation.name != id)
        addText(extras, "operationId", operation.name);
    return extras;
}

void OperationImport::addDelivery(Json &item, const ImportedOperation &operation, const QString &id,
                                  const Json &fromBindings)
{
    const ReceiverDefaults defaults = m_channels.receiverDefaults(operation.channel);
    addText(item, "visibilityTimeout", defaults.visibilityTimeout);
    if (defaults.isOrdered)
        addMember(item, "ordered", true);
    const Json &policy = operation.policy.is_null() ? fromBindings : operation.policy;
    if (!policy.is_null()) {
        const QString given = memberText(policy, u"id");
        Json members = policy;
        members.erase("id");
        addText(item, "policy", m_policies.take(members, given.isEmpty() ? id + QStringLiteral(".retry") : given));
    }
    addText(item, "deadLetter", operation.deadLetter);
}

Json OperationImport::emits(const ImportedOperation &operation)
{
    Json list = Json::array();
    if (operation.replyChannel.isEmpty())
        return list;
    for (const QString &event : operation.replies) {
        Json answer = Json::object();
        addText(answer, "event", event);
        addText(answer, "channel", operation.replyChannel);
        // One of them answers; the document does not say how often which.
        if (operation.replies.size() > 1)
            addMember(answer, "probability", 1.0 / double(operation.replies.size()));
        Json reply = Json::object();
        addMember(reply, "reply", true);
        addExtras(answer, std::move(reply));
        list.push_back(std::move(answer));
    }
    return list;
}

void OperationImport::finish(Json &service, const QString &id)
{
    ServiceParts &parts = m_parts[id];
    if (!parts.operations.empty())
        addMember(service, "operations", std::move(parts.operations));
    if (!parts.sends.empty())
        addMember(service, "sends", std::move(parts.sends));
    if (!parts.receives.empty())
        addMember(service, "receives", std::move(parts.receives));
}

} // namespace weir
