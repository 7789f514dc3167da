// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/messageimport.h"

#include "core/syntax/jsonpointer.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

namespace {

/// The key of a message that stands in a map called `messages`, as in `#/components/messages/UserSignedUp`.
QString keyInMap(const Node &node)
{
    const auto tokens = pointerTokens(node.pointer());
    if (!tokens || tokens->size() < 2 || tokens->at(tokens->size() - 2) != u"messages")
        return {};
    return tokens->last();
}

} // namespace

QString MessageImport::take(const Located &message, const QString &key, const QString &fallback)
{
    const Located object = m_context.files.nearest(message);
    if (!object.isValid())
        return {};
    const auto known = m_idOf.constFind(object.identity());
    if (known != m_idOf.constEnd())
        return *known;
    if (!object.node.isObject()) {
        m_context.log.error(QCoreApplication::translate("weir", "A message is no object."), object.node.place());
        m_idOf.insert(object.identity(), QString());
        return {};
    }
    const TraitedObject traited(object, m_context);
    const QString name = nameOf(traited, key);
    QString id = m_ids.take(name, fallback);
    m_idOf.insert(object.identity(), id);
    m_documents += document(traited, id, name);
    return id;
}

QString MessageImport::use(const Located &message, const QString &key, const QString &fallback)
{
    QString id = take(message, key, fallback);
    if (!id.isEmpty())
        m_used.insert(m_context.files.nearest(message).identity());
    return id;
}

QString MessageImport::nameOf(const TraitedObject &message, const QString &key) const
{
    const QString mapKey = keyInMap(message.object().node);
    for (const QString &name : {message.text(u"messageId"), mapKey, key, message.text(u"name")}) {
        if (!slugOf(name).isEmpty())
            return name;
    }
    return message.text(u"title");
}

Json MessageImport::document(const TraitedObject &message, const QString &id, const QString &name)
{
    Json event = Json::object();
    addText(event, "id", id);
    addText(event, "name", name == id ? QString() : name);
    const QString kind = message.text(u"x-eventcatalog-message-type");
    addText(event, "kind", kind == u"command" ? kind : QString());
    const QString summary = message.text(u"summary");
    const QString title = message.text(u"title");
    addText(event, "summary", summary.isEmpty() ? title : summary);
    addText(event, "description", message.text(u"description"));
    if (Json names = tags(message); !names.empty())
        addMember(event, "tags", std::move(names));
    addMember(event, "versions", Json::array({version(message)}));

    QSet<QString> handled{QStringLiteral("summary"),  QStringLiteral("description"),  QStringLiteral("tags"),
                          QStringLiteral("payload"),  QStringLiteral("schemaFormat"), QStringLiteral("examples"),
                          QStringLiteral("messageId")};
    if (summary.isEmpty() || title == summary)
        handled.insert(QStringLiteral("title"));
    if (message.text(u"name") == name)
        handled.insert(QStringLiteral("name"));
    if (kind == u"command" || kind == u"event")
        handled.insert(QStringLiteral("x-eventcatalog-message-type"));
    addExtras(event, message.leftovers(handled));
    return event;
}

Json MessageImport::tags(const TraitedObject &message)
{
    QStringList names;
    const Located list = message[u"tags"];
    for (qsizetype i = 0; i < list.node.size(); ++i) {
        const Located tag = m_context.files.resolved(list.at(i));
        const QString name = tag.node.isString() ? tag.node.text() : tag.node[u"name"].text();
        if (!name.isEmpty())
            names += name;
        for (const Node member : tag.node) {
            if (member.key() != u"name")
                m_context.log.dropped(member.key(), QCoreApplication::translate("weir", "a tag is only a name."),
                                      member.keyPlace());
        }
    }
    names.sort();
    names.removeDuplicates();
    Json array = Json::array();
    for (const QString &name : std::as_const(names))
        array.push_back(jsonOf(name));
    return array;
}

Json MessageImport::version(const TraitedObject &message)
{
    Json version = Json::object();
    addMember(version, "version", 1);
    addPayload(version, message);
    addExamples(version, message);
    return version;
}

void MessageImport::addPayload(Json &version, const TraitedObject &message)
{
    Located payload = message[u"payload"];
    if (!payload.isValid())
        return;
    QString format = message.text(u"schemaFormat");
    // 3.x: a Multi Format Schema Object, perhaps behind a reference.
    const Located target = payload.node[u"$ref"].isValid() ? m_context.files.resolved(payload) : payload;
    if (m_context.major >= 3 && target[u"schemaFormat"].node.isString() && target[u"schema"].isValid()) {
        format = target[u"schemaFormat"].node.text();
        payload = target[u"schema"];
    }
    if (isJsonSchemaFormat(format)) {
        addText(version, "x-schemaFormat", format);
        if (payload.node.isObject() || payload.node.isBoolean())
            addMember(version, "schema", m_context.schemas.schema(payload));
        else
            m_context.log.error(QCoreApplication::translate("weir", "A payload is no schema."), payload.node.place());
        return;
    }
    m_context.log.kept(format, payload.node.place());
    Json kept = Json::object();
    addText(kept, "schemaFormat", format);
    addMember(kept, "schema", m_context.schemas.inlined(payload));
    addMember(version, "x-payload", std::move(kept));
}

void MessageImport::addExamples(Json &version, const TraitedObject &message)
{
    const Located list = message[u"examples"];
    Json payloads = Json::array();
    for (qsizetype i = 0; i < list.node.size(); ++i) {
        const Located example = m_context.files.resolved(list.at(i));
        if (!example.isValid())
            continue;
        const Located payload = example[u"payload"];
        const bool isWrapped = payload.isValid() || example[u"headers"].isValid();
        if (payload.isValid() || !isWrapped)
            payloads.push_back(m_context.schemas.inlined(payload.isValid() ? payload : example));
        for (const Node member : example.node) {
            if (isWrapped && member.key() != u"payload")
                m_context.log.dropped(member.key(),
                                      QCoreApplication::translate("weir", "an example is only its payload."),
                                      member.keyPlace());
        }
    }
    if (!payloads.empty())
        addMember(version, "examples", std::move(payloads));
}

} // namespace weir
