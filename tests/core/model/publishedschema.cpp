// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/model/publishedschema.h"

#include "core/model/fields.h"

#include <nlohmann/json.hpp>

namespace weir {

namespace {

using namespace Qt::StringLiterals;

constexpr const char *slugPattern = "^[a-z0-9][a-z0-9._-]*$";
constexpr const char *durationPattern = "^[0-9]+([.][0-9]+)?(ns|us|ms|s|m|h|d)$";
constexpr const char *ratePattern = "^[0-9]+([.][0-9]+)?/(s|min|h|d)$";

/// Writes one schema with the shapes it uses as definitions.
class SchemaWriter
{
public:
    Json write(const Shape &shape)
    {
        Json schema = objectSchema(shape);
        // Writing a definition may ask for more of them.
        Json definitions = Json::object();
        for (size_t i = 0; i < m_used.size(); ++i)
            definitions[m_used[i]->name().toStdString()] = objectSchema(*m_used[i]);
        if (!definitions.empty())
            schema["$defs"] = std::move(definitions);
        return schema;
    }

private:
    Json objectSchema(const Shape &shape)
    {
        Json properties = Json::object();
        Json required = Json::array();
        for (const Field &field : shape.fields()) {
            Json property = Json::object();
            const QString name = shape.name() + u'.' + QString::fromStdString(field.key);
            property["description"] = jsonOf(memberDescriptions().value(name));
            property.update(typeSchema(field.type));
            properties[field.key] = std::move(property);
            if (field.isRequired)
                required.push_back(field.key);
        }
        Json schema{{"type", "object"}};
        if (!required.empty())
            schema["required"] = std::move(required);
        schema["properties"] = std::move(properties);
        if (!shape.choice().empty()) {
            for (const std::string &key : shape.choice())
                schema["oneOf"].push_back(Json{{"required", Json::array({key})}});
        }
        return schema;
    }

    Json reference(const Shape &shape)
    {
        if (std::find(m_used.begin(), m_used.end(), &shape) == m_used.end())
            m_used.push_back(&shape);
        return Json{{"$ref", "#/$defs/" + shape.name().toStdString()}};
    }

    Json typeSchema(const ValueType &type)
    {
        switch (type.kind) {
        case ValueKind::Text:
            return Json{{"type", "string"}};
        case ValueKind::Slug:
            return Json{{"type", "string"}, {"pattern", slugPattern}};
        case ValueKind::Date:
            return Json{{"type", "string"}, {"format", "date"}};
        case ValueKind::Span:
            return Json{{"type", "string"}, {"pattern", durationPattern}};
        case ValueKind::Rate:
            return Json{{"type", "string"}, {"pattern", ratePattern}};
        case ValueKind::Boolean:
            return Json{{"type", "boolean"}};
        case ValueKind::Integer:
        case ValueKind::Number:
            return numberSchema(type);
        case ValueKind::Enumeration:
            return enumSchema(type);
        case ValueKind::Object:
            return reference(type.shape());
        case ValueKind::Array:
        case ValueKind::Set:
            return arraySchema(type);
        case ValueKind::Map:
            return mapSchema(type);
        case ValueKind::Either: {
            Json schema = Json::object();
            for (const ValueType &part : type.parts)
                schema["anyOf"].push_back(typeSchema(part));
            return schema;
        }
        case ValueKind::Any:
            break;
        }
        return Json::object();
    }

    static Json numberSchema(const ValueType &type)
    {
        const bool isInteger = type.kind == ValueKind::Integer;
        Json schema{{"type", isInteger ? "integer" : "number"}};
        if (type.minimum >= 0)
            schema["minimum"] = qint64(type.minimum);
        if (!isInteger && type.maximum == 1)
            schema["maximum"] = 1;
        return schema;
    }

    static Json enumSchema(const ValueType &type)
    {
        Json schema = Json::object();
        for (const QString &text : type.texts)
            schema["enum"].push_back(jsonOf(text));
        return schema;
    }

    Json arraySchema(const ValueType &type)
    {
        Json schema{{"type", "array"}, {"items", typeSchema(type.parts.front())}};
        if (type.fixedSize >= 0) {
            schema["minItems"] = type.fixedSize;
            schema["maxItems"] = type.fixedSize;
        }
        return schema;
    }

    Json mapSchema(const ValueType &type)
    {
        Json schema{{"type", "object"}, {"additionalProperties", typeSchema(type.parts.front())}};
        if (type.hasNumericKeys)
            schema["propertyNames"] = Json{{"pattern", "^[1-9][0-9]*$"}};
        return schema;
    }

    std::vector<const Shape *> m_used;
};

Json headed(const QString &name, const QString &title, Json schema)
{
    Json document{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                  {"$id", "https://weir.dev/schema/1/" + name.toStdString() + ".json"},
                  {"title", title.toStdString()}};
    for (auto &[key, value] : schema.items())
        document[key] = value;
    return document;
}

} // namespace

QString schemaName(Kind kind)
{
    return kind == Kind::Approvals ? u"approvals"_s : documentShape(kind).name();
}

Json publishedSchema(Kind kind)
{
    Json schema = SchemaWriter().write(documentShape(kind));
    const QString title = u"Weir: "_s + schemaName(kind);
    if (kind != Kind::Approvals)
        return headed(schemaName(kind), title, std::move(schema));
    return headed(schemaName(kind), title, Json{{"type", "array"}, {"items", std::move(schema)}});
}

Json bundleSchema()
{
    Json properties = Json::object();
    for (const Kind kind : allKinds) {
        if (kind == Kind::Project)
            continue;
        Json member{{"description", memberDescriptions().value(u"bundle."_s + kindName(kind)).toStdString()}};
        Json reference{{"$ref", schemaName(kind).toStdString() + ".json"}};
        if (kind == Kind::Approvals)
            member.update(reference);
        else if (kind == Kind::Schema || kind == Kind::Doc)
            member.update(Json{{"type", "array"}, {"items", SchemaWriter().write(documentShape(kind))}});
        else
            member.update(Json{{"type", "array"}, {"items", std::move(reference)}});
        properties[kindName(kind).toStdString()] = std::move(member);
    }
    return headed(u"bundle"_s, u"Weir: a whole project in one file"_s,
                  Json{{"$ref", "catalog.json"}, {"properties", std::move(properties)}});
}

} // namespace weir
