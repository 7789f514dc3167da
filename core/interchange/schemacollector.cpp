// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/schemacollector.h"

#include "core/interchange/schemareferences.h"
#include "core/syntax/jsonpointer.h"

#include <QFileInfo>

namespace weir {

namespace {

/// Values copied for one inlined value at most; what goes beyond stays a reference.
constexpr int mostInlined = 20'000;

void append(Json &object, const QString &key, Json value)
{
    Json::object_t::Container &members = object.get_ref<Json::object_t &>();
    members.emplace_back(key.toStdString(), std::move(value));
}

} // namespace

bool isJsonSchemaFormat(const QString &format)
{
    return format.isEmpty() || format.startsWith(QLatin1String("application/vnd.aai.asyncapi"))
        || format.startsWith(QLatin1String("application/schema+"))
        || format.startsWith(QLatin1String("application/vnd.oai.openapi"));
}

Json SchemaCollector::schema(const Located &value)
{
    return copied(value, Place::Schema);
}

Json SchemaCollector::copied(const Located &value, Place place)
{
    const Node &node = value.node;
    if (node.isArray()) {
        Json array = Json::array();
        for (const Node item : node)
            array.push_back(copied({item, value.file}, Place::Schema));
        return array;
    }
    if (!node.isObject())
        return node.toJson();
    if (place == Place::Schema && node[u"$ref"].isString())
        return reference(value);
    if (place == Place::MapOfSchemas && node[u"$ref"].isString())
        return referredMap(value);
    Json object = Json::object();
    for (const Node member : node) {
        const QString key = member.key();
        const bool isData = place == Place::Schema && holdsData(key);
        const bool isMap = place == Place::Schema && holdsSchemas(key);
        append(object, key,
               isData ? member.toJson() : copied({member, value.file}, isMap ? Place::MapOfSchemas : Place::Schema));
    }
    return object;
}

Json SchemaCollector::reference(const Located &value)
{
    const Located target = m_files.resolved(value, Siblings::Kept);
    Json object = Json::object();
    for (const Node member : value.node) {
        const QString key = member.key();
        if (key != u"$ref")
            append(object, key, copied({member, value.file}, holdsSchemas(key) ? Place::MapOfSchemas : Place::Schema));
        else if (target.isValid())
            append(object, key, jsonOf(QStringLiteral("schemas/%1.json").arg(share(target, nameOf(target)))));
        else
            append(object, key, member.toJson());
    }
    return object;
}

Json SchemaCollector::referredMap(const Located &value)
{
    // A schema cannot be a text, so what is called `$ref` here refers to other properties, as parsers have it.
    const Located target = m_files.resolved(value, Siblings::Kept);
    const bool isUsable = target.node.isObject() && !m_inlining.contains(target.identity());
    if (!isUsable)
        return value.node.toJson();
    m_inlining.insert(target.identity());
    Json object = Json::object();
    for (const Node member : value.node) {
        if (member.key() != u"$ref")
            append(object, member.key(), copied({member, value.file}, Place::Schema));
    }
    for (const Node member : target.node) {
        if (!value.node[member.key()].isValid())
            append(object, member.key(), copied({member, target.file}, Place::Schema));
    }
    m_inlining.remove(target.identity());
    return object;
}

Json SchemaCollector::inlined(const Located &value)
{
    const bool isOutermost = m_inlining.isEmpty();
    if (isOutermost)
        m_inlined = 0;
    const Located target = m_files.resolved(value);
    const bool isRepeated = target.isValid() && target.node.size() > 0 && m_inlining.contains(target.identity());
    if (!target.isValid() || isRepeated || ++m_inlined > mostInlined)
        return value.node.toJson();
    const Node &node = target.node;
    if (!node.isObject() && !node.isArray())
        return node.toJson();
    m_inlining.insert(target.identity());
    Json copy = node.isArray() ? Json::array() : Json::object();
    for (const Node child : node) {
        Json item = inlined({child, target.file});
        if (node.isArray())
            copy.push_back(std::move(item));
        else
            append(copy, child.key(), std::move(item));
    }
    m_inlining.remove(target.identity());
    return copy;
}

QString SchemaCollector::share(const Located &value, const QString &name)
{
    const auto known = m_idOf.constFind(value.identity());
    if (known != m_idOf.constEnd())
        return *known;
    QString id = m_ids.take(name, QStringLiteral("schema"));
    m_idOf.insert(value.identity(), id);
    m_waiting.append({id, value});
    return id;
}

QString SchemaCollector::nameOf(const Located &value) const
{
    const auto tokens = pointerTokens(value.node.pointer());
    if (tokens && !tokens->isEmpty())
        return tokens->last();
    return QFileInfo(value.node.place().file).completeBaseName();
}

QList<CollectedSchema> SchemaCollector::takeShared()
{
    QList<CollectedSchema> schemas;
    // Grows while it is worked off: a schema may refer to further ones.
    for (qsizetype i = 0; i < m_waiting.size(); ++i) {
        const auto [id, value] = m_waiting[i];
        const Located format = value[u"schemaFormat"];
        const bool isWrapped = format.node.isString() && value[u"schema"].isValid();
        if (!isWrapped) {
            schemas.append({id, schema(value)});
        } else if (isJsonSchemaFormat(format.node.text())) {
            Json unwrapped = schema(value[u"schema"]);
            if (unwrapped.is_object())
                append(unwrapped, QStringLiteral("x-schemaFormat"), jsonOf(format.node.text()));
            schemas.append({id, std::move(unwrapped)});
        } else {
            Json kept = Json::object();
            append(kept, QStringLiteral("x-asyncapi"), inlined(value));
            schemas.append({id, std::move(kept)});
        }
    }
    m_waiting.clear();
    return schemas;
}

} // namespace weir
