// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/asyncapireader.h"

#include <QCoreApplication>

namespace weir {

AsyncApiReader::AsyncApiReader(const Located &document, ImportContext &context, AsyncApiRoles roles)
    : m_document(document)
    , m_context(context)
    , m_roles(roles)
    , m_channels(context)
    , m_messages(context)
    , m_operations(context)
{}

AsyncApiImport AsyncApiReader::read()
{
    readChannels();
    const Node operations = m_document.node[u"operations"];
    if (m_context.major >= 3)
        readOperations();
    else if (operations.isValid())
        m_context.log.error(QCoreApplication::translate("weir", "AsyncAPI 2.x has no “operations”."),
                            operations.keyPlace(),
                            QCoreApplication::translate("weir", "They stand in the channels; or is this version 3?"));
    readComponents();

    AsyncApiImport result;
    result.counts = {m_channelCount, m_operations.count(), m_messages.used()};
    Catalog &catalog = result.catalog;
    const auto insert = [&catalog, this](Kind kind, const Json &document) {
        const QString id = kind == Kind::Project ? QString() : memberText(document, u"id");
        const Findings wrong = catalog.setDocument({kind, id}, document);
        for (const Finding &finding : wrong) {
            if (finding.severity == Severity::Error)
                m_context.log.error(finding.message, m_document.node.place(), finding.hint);
        }
    };
    insert(Kind::Project, projectDocument());
    insert(Kind::Service, serviceDocument());
    for (const Json &channel : m_channels.documents())
        insert(Kind::Channel, channel);
    for (const Json &event : m_messages.documents())
        insert(Kind::Event, event);
    const QList<CollectedSchema> schemas = m_context.schemas.takeShared();
    for (const CollectedSchema &schema : schemas) {
        Json document = Json::object();
        addText(document, "id", schema.id);
        addMember(document, "schema", schema.schema);
        insert(Kind::Schema, document);
    }
    reportUnused();
    result.findings = m_context.log.problems();
    result.losses = m_context.log.losses();
    return result;
}

void AsyncApiReader::readChannels()
{
    const Located channels = m_document[u"channels"];
    if (m_context.major == 2 && !channels.isValid())
        m_context.log.error(QCoreApplication::translate("weir", "The document has no channels."),
                            m_document.node.place());
    if (channels.isValid() && !channels.node.isObject())
        m_context.log.error(QCoreApplication::translate("weir", "“channels” is no object."), channels.node.place());
    if (!channels.node.isObject())
        return;
    for (const Node member : channels.node) {
        const Located channel = m_context.files.nearest({member, channels.file});
        if (!channel.isValid())
            continue;
        if (!channel.node.isObject() && channel.node.type() != NodeType::Null) {
            m_context.log.error(QCoreApplication::translate("weir", "The channel “%1” is no object.").arg(member.key()),
                                channel.node.place());
            continue;
        }
        ++m_channelCount;
        const QString id = m_channels.take(channel, member.key());
        if (m_context.major == 2)
            readChannelItem(channel, id);
        else
            readChannelMessages(channel, id);
    }
}

void AsyncApiReader::readChannelItem(const Located &channel, const QString &id)
{
    const bool isLiteral = m_roles == AsyncApiRoles::Literal;
    readOperationObject(channel[u"subscribe"], id, !isLiteral, QStringLiteral("subscribe"));
    readOperationObject(channel[u"publish"], id, isLiteral, QStringLiteral("publish"));
}

void AsyncApiReader::readOperationObject(const Located &reference, const QString &channel, bool isSend,
                                         const QString &keyword)
{
    if (!reference.isValid())
        return;
    const Located object = m_context.files.resolved(reference);
    if (!object.isValid())
        return;
    if (!object.node.isObject()) {
        m_context.log.error(QCoreApplication::translate("weir", "“%1” is no object.").arg(keyword),
                            object.node.place());
        return;
    }
    const QString given = TraitedObject(object, m_context).text(u"operationId");
    ImportedOperation operation{.object = object,
                                .name = given.isEmpty() ? channel + u'.' + keyword : given,
                                .isSend = isSend,
                                .channel = channel,
                                .events = {},
                                .handled = {QStringLiteral("operationId"), QStringLiteral("message")}};
    operation.events = messagesOf(object[u"message"], operation.name);
    m_operations.add(operation);
}

QStringList AsyncApiReader::messagesOf(const Located &message, const QString &operation)
{
    if (!message.isValid())
        return {};
    const QString fallback = slugOf(operation) + QStringLiteral(".message");
    const Located object = m_context.files.resolved(message);
    const Located choices = object[u"oneOf"];
    if (!choices.node.isArray()) {
        const QString event = m_messages.use(message, {}, fallback);
        return event.isEmpty() ? QStringList() : QStringList{event};
    }
    for (const Node beside : object.node) {
        if (beside.key() != u"oneOf")
            m_context.log.dropped(beside.key(),
                                  QCoreApplication::translate("weir", "it belongs to no single message of “oneOf”."),
                                  beside.keyPlace());
    }
    QStringList events;
    for (qsizetype i = 0; i < choices.node.size(); ++i) {
        const QString event = m_messages.use(choices.at(i), {}, fallback);
        if (!event.isEmpty() && !events.contains(event))
            events += event;
    }
    return events;
}

void AsyncApiReader::readChannelMessages(const Located &channel, const QString &id)
{
    const Located messages = channel[u"messages"];
    if (messages.isValid() && !messages.node.isObject())
        m_context.log.error(QCoreApplication::translate("weir", "“messages” is no object."), messages.node.place());
    if (!messages.node.isObject())
        return;
    for (const Node message : messages.node)
        m_messages.use({message, messages.file}, message.key(), id + QStringLiteral(".message"));
}

void AsyncApiReader::readOperations()
{
    const Located operations = m_document[u"operations"];
    if (operations.isValid() && !operations.node.isObject())
        m_context.log.error(QCoreApplication::translate("weir", "“operations” is no object."), operations.node.place());
    if (!operations.node.isObject())
        return;
    for (const Node member : operations.node)
        readOperation(member);
}

void AsyncApiReader::readOperation(const Node &member)
{
    const Located object = m_context.files.resolved({member, m_document.file});
    if (!object.isValid())
        return;
    const QString action = object.node[u"action"].text();
    if (action != u"send" && action != u"receive") {
        const Node wrong = object.node[u"action"].isValid() ? object.node[u"action"] : object.node;
        m_context.log.error(
            QCoreApplication::translate("weir", "The operation “%1” neither sends nor receives.").arg(member.key()),
            wrong.place(), QCoreApplication::translate("weir", "Its action is “send” or “receive”."));
        return;
    }
    const Located channel = channelOf(object[u"channel"]);
    if (!channel.isValid()) {
        m_context.log.error(QCoreApplication::translate("weir", "The operation “%1” has no channel.").arg(member.key()),
                            object.node.place());
        return;
    }
    ImportedOperation operation{
        .object = object,
        .name = member.key(),
        .isSend = action == u"send",
        .channel = m_channels.take(channel, channel.node.key()),
        .events = messagesFrom(object[u"messages"], channel),
        .handled = {QStringLiteral("action"), QStringLiteral("channel"), QStringLiteral("messages")}};
    readReply(object[u"reply"], operation);
    m_operations.add(operation);
}

Located AsyncApiReader::channelOf(const Located &reference)
{
    const Located channel = reference.isValid() ? m_context.files.resolved(reference) : Located();
    return channel.node.isObject() ? channel : Located();
}

QStringList AsyncApiReader::messagesFrom(const Located &list, const Located &channel)
{
    QStringList events;
    const QString fallback = m_channels.idOf(channel) + QStringLiteral(".message");
    const auto add = [&](const Located &message, const QString &key) {
        const QString event = m_messages.use(message, key, fallback);
        if (!event.isEmpty() && !events.contains(event))
            events += event;
    };
    // Without a list the operation takes part in all messages of its channel.
    const Located messages = list.node.isArray() ? list : channel[u"messages"];
    for (const Node message : messages.node)
        add({message, messages.file}, message.key());
    return events;
}

void AsyncApiReader::readReply(const Located &reference, ImportedOperation &operation)
{
    if (!reference.isValid())
        return;
    const Located reply = m_context.files.resolved(reference);
    const Located channel = channelOf(reply[u"channel"]);
    if (!channel.isValid())
        return; // Kept with the rest: only an address that each request brings along.
    operation.replyChannel = m_channels.take(channel, channel.node.key());
    operation.replies = messagesFrom(reply[u"messages"], channel);
    if (!reply[u"address"].isValid())
        operation.handled.insert(QStringLiteral("reply"));
}

} // namespace weir
