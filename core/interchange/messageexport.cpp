// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/messageexport.h"

#include "core/interchange/schemareferences.h"
#include "core/interchange/traitedobject.h"
#include "core/model/sharedschema.h"
#include "core/syntax/jsonpointer.h"

#include <nlohmann/json.hpp>

namespace weir {

namespace {

/// Whether the JSON Pointer \a pointer leads to something in \a value.
bool leadsSomewhere(const Json &value, const QString &pointer)
{
    const auto tokens = pointerTokens(pointer);
    if (!tokens)
        return false;
    const Json *at = &value;
    for (const QString &token : *tokens) {
        if (at->is_array()) {
            bool isNumber = false;
            const size_t index = token.toUInt(&isNumber);
            at = isNumber && index < at->size() ? &(*at)[index] : nullptr;
        } else {
            at = memberOf(*at, token);
        }
        if (at == nullptr)
            return false;
    }
    return true;
}

/// \a schema, which will stand at the pointer \a base, with its references turned into those of the document.
Json inDocument(const Json &schema, const QString &base)
{
    return withReferences(schema, [&](const QString &reference) {
        const QString pointer = reference.section(u'#', 1);
        if (const QString shared = sharedSchemaOf(reference); !shared.isEmpty())
            return QStringLiteral("#/components/schemas/") + shared + pointer;
        const bool isLocal = reference.startsWith(u'#') && leadsSomewhere(schema, pointer);
        return isLocal ? u'#' + base + pointer : reference;
    });
}

Json tagsOf(const QStringList &names)
{
    Json tags = Json::array();
    for (const QString &name : names) {
        Json tag = Json::object();
        addText(tag, "name", name);
        tags.push_back(std::move(tag));
    }
    return tags;
}

/// The version numbered \a number in the document of an event type.
Json versionIn(const Json &document, int number)
{
    const Json *versions = memberOf(document, u"versions");
    if (versions != nullptr && versions->is_array()) {
        for (const Json &version : *versions) {
            const Json *its = memberOf(version, u"version");
            if (its != nullptr && *its == number)
                return version;
        }
    }
    return Json::object();
}

Json examplesOf(const Json &version)
{
    Json examples = Json::array();
    const Json *list = memberOf(version, u"examples");
    if (list == nullptr || !list->is_array())
        return examples;
    for (const Json &payload : *list) {
        Json example = Json::object();
        addMember(example, "payload", payload);
        examples.push_back(std::move(example));
    }
    return examples;
}

} // namespace

const Json &keptOf(const Json &document)
{
    static const Json nothing = Json::object();
    const Json *kept = memberOf(document, u"x-asyncapi");
    return kept != nullptr && kept->is_object() ? *kept : nothing;
}

void addKept(Json &object, const Json &kept, const QStringList &except)
{
    for (const auto &[key, value] : kept.items()) {
        if (!object.contains(key) && !except.contains(QString::fromStdString(key)))
            addMember(object, key.c_str(), value);
    }
}

Json MessageExport::messages()
{
    Json messages = Json::object();
    for (const EventType &event : m_catalog.events())
        addMember(messages, m_names.message(event.id).toUtf8().constData(), message(event));
    return messages;
}

Json MessageExport::message(const EventType &event)
{
    const Json &document = m_catalog.document({Kind::Event, event.id}).get();
    const QString key = m_names.message(event.id);
    Json message = Json::object();
    addText(message, "summary", event.summary);
    addText(message, "description", event.description);
    if (event.kind == EventKind::Command)
        addText(message, "x-eventcatalog-message-type", QStringLiteral("command"));
    Json kept = keptOf(document);
    if (const Json *headers = memberOf(kept, u"headers"))
        addMember(message, "headers", inDocument(*headers, QStringLiteral("/components/messages/%1/headers").arg(key)));
    addKept(message, kept);
    if (!event.tags.isEmpty())
        addMember(message, "tags", tagsOf(event.tags));
    const EventVersion *newest = event.newest();
    if (newest == nullptr)
        return message;
    if (event.versions.size() > 1)
        m_log.own(tr("Version %1 of the event “%2” is its payload; the older versions stand under “x-weir”.")
                      .arg(newest->version)
                      .arg(event.id),
                  ElementRef{Kind::Event, event.id}.path());
    const Json version = versionIn(document, newest->version);
    addPayload(message, version, key);
    if (Json examples = examplesOf(version); !examples.empty())
        addMember(message, "examples", std::move(examples));
    return message;
}

void MessageExport::addPayload(Json &message, const Json &version, const QString &key) const
{
    const QString base = QStringLiteral("/components/messages/%1/payload").arg(key);
    const QString format = memberText(version, u"x-schemaFormat");
    if (const Json *foreign = memberOf(version, u"x-payload")) {
        addMember(message, "payload", *foreign);
    } else if (const Json *schema = memberOf(version, u"schema"); schema != nullptr && !format.isEmpty()) {
        Json wrapped = Json::object();
        addText(wrapped, "schemaFormat", format);
        addMember(wrapped, "schema", inDocument(*schema, base + QStringLiteral("/schema")));
        addMember(message, "payload", std::move(wrapped));
    } else if (schema != nullptr) {
        addMember(message, "payload", inDocument(*schema, base));
    }
}

Json MessageExport::schemas() const
{
    Json schemas = Json::object();
    for (const SharedSchema &shared : m_catalog.schemas()) {
        const Json &schema = shared.schema.get();
        const QString base = QStringLiteral("/components/schemas/") + shared.id;
        const QString format = memberText(schema, u"x-schemaFormat");
        const Json &foreign = keptOf(schema);
        Json written;
        if (foreign.contains("schemaFormat") && schema.size() == 1) {
            written = foreign;
        } else if (!format.isEmpty()) {
            Json bare = schema;
            bare.erase("x-schemaFormat");
            written = Json::object();
            addText(written, "schemaFormat", format);
            addMember(written, "schema", inDocument(bare, base + QStringLiteral("/schema")));
        } else {
            written = inDocument(schema, base);
        }
        addMember(schemas, shared.id.toUtf8().constData(), std::move(written));
    }
    return schemas;
}

} // namespace weir
