// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/asyncapireader.h"

#include "core/model/canonical.h"

#include <QCoreApplication>

namespace weir {

AsyncApiReader::AsyncApiReader(const Located &document, ImportContext &context, AsyncApiRoles roles)
    : m_document(document)
    , m_context(context)
    , m_roles(roles)
    , m_channels(context, m_policies)
    , m_messages(context)
    , m_operations(context, m_channels, m_policies)
{
    context.securitySchemes = document[u"components"][u"securitySchemes"];
}

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
    keepListedMessages();
    readComponents();
    m_channels.addDeadLetterQueues();

    AsyncApiImport result;
    result.counts = {m_channelCount, m_operations.count(), m_messages.used()};
    const ElementDocuments documents = ownDetails(elements(), m_document, m_context.log);
    for (auto it = documents.begin(); it != documents.end(); ++it) {
        const Findings wrong = result.catalog.setDocument(it.key(), canonicalDocument(it.key().kind, it.value()));
        for (const Finding &finding : wrong) {
            if (finding.severity == Severity::Error)
                m_context.log.error(finding.message, m_document.node.place(), finding.hint);
        }
    }
    reportUnused();
    result.findings = m_context.log.problems();
    result.losses = m_context.log.losses();
    return result;
}

ElementDocuments AsyncApiReader::elements()
{
    ElementDocuments elements;
    const auto add = [&elements](Kind kind, const Json &document) {
        elements.insert({kind, kind == Kind::Project ? QString() : memberText(document, u"id")}, document);
    };
    add(Kind::Project, projectDocument());
    const QList<Json> services = serviceDocuments();
    for (const Json &service : services)
        add(Kind::Service, service);
    for (const Json &channel : m_channels.documents())
        add(Kind::Channel, channel);
    for (const Json &event : m_messages.documents())
        add(Kind::Event, event);
    for (const Json &policy : m_policies.documents())
        add(Kind::Policy, policy);
    const QList<CollectedSchema> schemas = m_context.schemas.takeShared();
    for (const CollectedSchema &schema : schemas) {
        Json document = Json::object();
        addText(document, "id", schema.id);
        addMember(document, "schema", schema.schema);
        add(Kind::Schema, document);
    }
    return elements;
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
    readDelivery(operation);
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
    ListedMessages &listed = m_listed[id];
    listed.place = messages.node.keyPlace();
    for (const Node message : messages.node) {
        const QString event = m_messages.use({message, messages.file}, message.key(), id + QStringLiteral(".message"));
        if (!event.isEmpty())
            listed.events.insert(event);
    }
}

void AsyncApiReader::keepListedMessages()
{
    for (auto it = m_listed.cbegin(); it != m_listed.cend(); ++it) {
        QStringList left = (it->events - m_carried.value(it.key())).values();
        if (left.isEmpty())
            continue;
        left.sort();
        m_channels.keepMessages(it.key(), left);
        m_context.log.kept(QStringLiteral("messages"), it->place);
    }
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
    readDelivery(operation);
    if (const Node service = object.node[u"x-weir-service"]; service.isString()) {
        operation.service = slugOf(service.text());
        operation.handled.insert(QStringLiteral("x-weir-service"));
    }
    m_operations.add(operation);
}

void AsyncApiReader::readDelivery(ImportedOperation &operation)
{
    // AsyncAPI's retry proposal (spec issue 1234), and the same under `x-` while it is none of the specification.
    const Located &object = operation.object;
    for (const QString &prefix : {QString(), QStringLiteral("x-")}) {
        const Located retry = object[prefix + QStringLiteral("retry")];
        const Located deadLetter = object[prefix + QStringLiteral("deadLetter")];
        const Json policy = retry.isValid() ? m_context.schemas.inlined(retry) : Json();
        if (operation.policy.is_null() && !operation.isSend && !policyOfRetry(policy).is_null()) {
            operation.policy = policyOfRetry(policy);
            addText(operation.policy, "id", memberText(policy, u"id"));
            operation.handled.insert(prefix + QStringLiteral("retry"));
            reportRetry(retry);
        }
        const Located channel = channelOf(deadLetter[u"channel"]);
        if (operation.deadLetter.isEmpty() && !operation.isSend && channel.isValid()) {
            operation.deadLetter = m_channels.take(channel, channel.node.key());
            operation.handled.insert(prefix + QStringLiteral("deadLetter"));
            if (const Node messages = deadLetter.node[u"messages"]; messages.isValid())
                m_context.log.dropped(messages.key(),
                                      QCoreApplication::translate("weir", "dead letters are the messages that failed."),
                                      messages.keyPlace());
        }
    }
}

void AsyncApiReader::reportRetry(const Located &retry)
{
    const QStringList known{QStringLiteral("id"), QStringLiteral("name"), QStringLiteral("maxAttempts"),
                            QStringLiteral("strategy")};
    for (const Node member : retry.node) {
        if (!known.contains(member.key()))
            m_context.log.dropped(member.key(),
                                  QCoreApplication::translate("weir", "a retry policy of Weir has no such member."),
                                  member.keyPlace());
    }
}

Located AsyncApiReader::channelOf(const Located &reference)
{
    const Located channel = reference.isValid() ? m_context.files.resolved(reference) : Located();
    return channel.node.isObject() ? channel : Located();
}

QStringList AsyncApiReader::messagesFrom(const Located &list, const Located &channel)
{
    QStringList events;
    const QString id = m_channels.idOf(channel);
    const auto add = [&](const Located &message, const QString &key) {
        const QString event = m_messages.use(message, key, id + QStringLiteral(".message"));
        if (!event.isEmpty() && !events.contains(event))
            events += event;
        m_carried[id].insert(event);
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
    Json more = Json::object();
    for (const Node member : reply.node) {
        const QString key = member.key();
        if (key != u"channel" && key != u"messages")
            addMember(more, key.toUtf8().constData(), m_context.schemas.inlined({member, reply.file}));
    }
    if (!more.empty()) {
        m_context.log.kept(QStringLiteral("reply"), reply.node.keyPlace());
        operation.reply = std::move(more);
    }
    const Located channel = channelOf(reply[u"channel"]);
    if (!channel.isValid())
        return; // Only an address that each request brings along.
    operation.replyChannel = m_channels.take(channel, channel.node.key());
    operation.replies = messagesFrom(reply[u"messages"], channel);
}

} // namespace weir
