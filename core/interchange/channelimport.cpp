// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/channelimport.h"

#include "core/interchange/bindingimport.h"
#include "core/interchange/versionupgrade.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

namespace {

/// The name that a queue has at its broker.
QString brokerName(const Json &bindings)
{
    for (const QStringView protocol : {u"sqs", u"amqp"}) {
        const Json *binding = memberOf(bindings, protocol);
        const Json *queue = binding ? memberOf(*binding, u"queue") : nullptr;
        if (queue)
            return memberText(*queue, u"name");
    }
    return {};
}

} // namespace

QString ChannelImport::take(const Located &channel, const QString &key)
{
    if (QString known = idOf(channel); !known.isEmpty())
        return known;
    const TraitedObject object(channel, m_context);
    // In 2.x the key is the address; in 3.x an address may be absent or null: not known.
    const QString address = m_context.major == 2 ? key : object.text(u"address");
    QString id = m_ids.take(key, QStringLiteral("channel"));
    m_idOf.insert(channel.identity(), id);

    Json document = Json::object();
    addText(document, "id", id);
    addText(document, "name", key == id ? QString() : key);
    Json bindings = object[u"bindings"].isValid() ? m_context.schemas.inlined(object[u"bindings"]) : Json();
    const bool isQueue = readChannelBindings(bindings).isQueue;
    addText(document, "kind", isQueue ? QStringLiteral("queue") : QStringLiteral("topic"));
    addText(document, "address", address);
    for (const QString &name : {key, address, brokerName(bindings)}) {
        if (!name.isEmpty())
            m_idByName.insert(name, id);
    }
    addBindings(document, bindings, id);
    if (!bindings.is_null())
        addMember(document, "bindings", std::move(bindings));
    const QSet<QString> handled = m_context.major == 2
        ? QSet<QString>{QStringLiteral("bindings"), QStringLiteral("subscribe"), QStringLiteral("publish"),
                        QStringLiteral("parameters"), QStringLiteral("servers")}
        : QSet<QString>{QStringLiteral("address"), QStringLiteral("messages"), QStringLiteral("bindings"),
                        QStringLiteral("servers")};
    Json extras = object.leftovers(handled);
    if (m_context.major == 2 && object[u"parameters"].isValid())
        addMember(extras, "parameters", parameters(object[u"parameters"]));
    if (const Located servers = object[u"servers"]; servers.isValid()) {
        m_context.log.kept(QStringLiteral("servers"), servers.node.keyPlace());
        addMember(extras, "servers", serverNames(servers, m_context));
    }
    addExtras(document, std::move(extras));
    m_position.insert(id, m_documents.size());
    m_documents += std::move(document);
    return id;
}

void ChannelImport::addBindings(Json &document, const Json &bindings, const QString &id)
{
    const ChannelBindings said = readChannelBindings(bindings);
    if (said.partitions > 0)
        addMember(document, "partitions", said.partitions);
    addText(document, "retention", said.retention);
    addText(document, "latency", said.latency);
    if (!said.policy.is_null())
        addText(document, "policy", m_policies.take(said.policy, id + QStringLiteral(".retry")));
    if (!said.deadLetter.isEmpty())
        m_deadLetter.insert(id, said.deadLetter);
    m_defaults.insert(id, {said.isOrdered, said.visibilityTimeout});
}

Json ChannelImport::parameters(const Located &parameters)
{
    m_context.log.kept(QStringLiteral("parameters"), parameters.node.keyPlace());
    if (!parameters.node.isObject())
        return m_context.schemas.inlined(parameters);
    Json converted = Json::object();
    for (const Node member : parameters.node) {
        const Located parameter = m_context.files.resolved({member, parameters.file});
        if (parameter.isValid())
            addMember(converted, member.key().toUtf8().constData(), convertedParameter(parameter));
    }
    return converted;
}

Json ChannelImport::convertedParameter(const Located &parameter)
{
    if (!parameter.node.isObject())
        return m_context.schemas.inlined(parameter);
    // AsyncAPI 3.0: a parameter has no schema any more, and its values are texts.
    Json converted = Json::object();
    const auto texts = [](const Node &list) {
        Json array = Json::array();
        for (const Node item : list)
            array.push_back(jsonOf(item.text()));
        return array;
    };
    const Located schema = m_context.files.resolved(parameter[u"schema"]);
    for (const Node member : schema.node) {
        const QString key = member.key();
        const bool isTaken = key == u"description" && parameter[u"description"].isValid();
        if ((key == u"enum" || key == u"examples") && member.isArray())
            addMember(converted, key.toUtf8().constData(), texts(member));
        else if ((key == u"default" || key == u"description") && !isTaken)
            addText(converted, key.toUtf8().constData(), member.text());
        else
            m_context.log.dropped(key, QCoreApplication::translate("weir", "a parameter of AsyncAPI 3 has no schema."),
                                  member.keyPlace());
    }
    for (const Node member : parameter.node) {
        if (member.key() != u"schema")
            addMember(converted, member.key().toUtf8().constData(),
                      m_context.schemas.inlined({member, parameter.file}));
    }
    return converted;
}

void ChannelImport::suggest(const QString &id, const char *member, const QString &value)
{
    const auto position = m_position.constFind(id);
    if (position == m_position.constEnd() || value.isEmpty())
        return;
    Json &document = m_documents[*position];
    if (!document.contains(member))
        addText(document, member, value);
}

void ChannelImport::keepMessages(const QString &id, const QStringList &events)
{
    const auto position = m_position.constFind(id);
    if (position == m_position.constEnd())
        return;
    Json list = Json::array();
    for (const QString &event : events)
        list.push_back(jsonOf(event));
    Json &document = m_documents[*position];
    if (!document.contains("x-asyncapi"))
        addMember(document, "x-asyncapi", Json::object());
    addMember(document["x-asyncapi"], "messages", std::move(list));
}

void ChannelImport::addDeadLetterQueues()
{
    QStringList origins = m_deadLetter.keys();
    std::sort(origins.begin(), origins.end());
    for (const QString &origin : std::as_const(origins)) {
        const QString name = m_deadLetter.value(origin);
        if (!m_idByName.contains(name)) {
            const QString id = m_ids.take(name, QStringLiteral("dead-letters"));
            Json queue = Json::object();
            addText(queue, "id", id);
            addText(queue, "name", name == id ? QString() : name);
            addText(queue, "kind", QStringLiteral("queue"));
            m_idByName.insert(name, id);
            m_position.insert(id, m_documents.size());
            m_documents += std::move(queue);
        }
        suggest(origin, "deadLetter", m_idByName.value(name));
    }
    m_deadLetter.clear();
}

} // namespace weir
