// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/typescriptwriter.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxRenderedDepth = 24; ///< Deeper schemas are `unknown`.
constexpr int maxInlineWidth = 90;   ///< Longer types go over several lines.
constexpr int step = 2;

QString blanks(int count)
{
    return QString(count, u' ');
}

bool isIdentifier(const QString &name)
{
    static const QRegularExpression pattern(u"\\A[A-Za-z_$][A-Za-z0-9_$]*\\z"_s);
    return pattern.match(name).hasMatch();
}

/// Unions and intersections need brackets in front of `[]`, `&` or `|`.
bool isCompound(const QString &type)
{
    return type.contains(u" | "_s) || type.contains(u" & "_s);
}

QStringList withoutDuplicates(QStringList types)
{
    types.removeDuplicates();
    return types;
}

bool hasMember(const Json &schema, const char *key)
{
    return schema.is_object() && schema.contains(key);
}

QString literal(const Json &value)
{
    if (value.is_string())
        return typeScriptLiteral(textOf(value));
    if (value.is_primitive())
        return QString::fromStdString(value.dump());
    return u"unknown"_s;
}

} // namespace

QString typeScriptLiteral(const QString &text)
{
    QString result = u"'"_s;
    for (const QChar c : text) {
        if (c == u'\'' || c == u'\\')
            result += u'\\';
        if (c == u'\n')
            result += u"\\n"_s;
        else if (c.unicode() < 0x20 || c.unicode() == 0x7f || c.unicode() == 0x2028 || c.unicode() == 0x2029)
            result += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            result += c;
    }
    return result + u'\'';
}

QString typeScriptName(const QString &text)
{
    QString result;
    bool startsWord = true;
    for (const QChar c : text) {
        const bool usable = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
        if (usable && !(result.isEmpty() && c.isDigit()))
            result += startsWord ? c.toUpper() : c;
        startsWord = !usable;
    }
    return result.isEmpty() ? u"Unnamed"_s : result;
}

QString TypeScriptWriter::write(int indent)
{
    m_open = {u"#"_s};
    m_depth = 0;
    return type(m_root, indent, Layout::Lines);
}

QString TypeScriptWriter::type(const Json &schema, int indent, Layout layout)
{
    if (schema.is_boolean())
        return schema.get<bool>() ? u"unknown"_s : u"never"_s;
    if (!schema.is_object() || m_depth >= maxRenderedDepth)
        return u"unknown"_s;
    ++m_depth;
    QString result;
    if (const QString target = memberText(schema, u"$ref"); !target.isNull())
        result = reference(target, indent, layout);
    else if (hasMember(schema, "const"))
        result = literal(schema["const"]);
    else if (hasMember(schema, "enum") && schema["enum"].is_array())
        result = literals(schema["enum"]);
    else if (hasMember(schema, "allOf") && schema["allOf"].is_array())
        result = intersection(schema, indent, layout);
    else if (hasMember(schema, "oneOf") && schema["oneOf"].is_array())
        result = alternatives(schema["oneOf"], indent, layout);
    else if (hasMember(schema, "anyOf") && schema["anyOf"].is_array())
        result = alternatives(schema["anyOf"], indent, layout);
    else if (hasMember(schema, "type") && schema["type"].is_array()) {
        QStringList types;
        for (const Json &name : schema["type"])
            types.append(named(name.is_string() ? name.get<std::string>() : std::string(), schema, indent, layout));
        result = withoutDuplicates(types).join(u" | "_s);
    } else {
        result = named(memberText(schema, u"type").toStdString(), schema, indent, layout);
    }
    if (const Json *nullable = memberOf(schema, u"nullable");
        nullable && *nullable == Json(true) && !result.endsWith(u"null"_s))
        result += u" | null"_s;
    --m_depth;
    return result;
}

QString TypeScriptWriter::named(const std::string &name, const Json &schema, int indent, Layout layout)
{
    if (name == "string")
        return memberText(schema, u"format") == u"date-time"_s ? u"Date"_s : u"string"_s;
    if (name == "integer" || name == "number")
        return u"number"_s;
    if (name == "boolean" || name == "null")
        return QString::fromStdString(name);
    if (name == "array" || (name.empty() && (hasMember(schema, "items") || hasMember(schema, "prefixItems"))))
        return array(schema, indent, layout);
    if (name == "object"
        || (name.empty() && (hasMember(schema, "properties") || hasMember(schema, "additionalProperties"))))
        return object(schema, indent, layout);
    return u"unknown"_s;
}

QString TypeScriptWriter::object(const Json &schema, int indent, Layout layout)
{
    const Json *properties = memberOf(schema, u"properties");
    if (properties && properties->is_object() && !properties->empty())
        return members(*properties, schema, indent, layout);
    const Json *others = memberOf(schema, u"additionalProperties");
    const QString value = others && others->is_object() ? type(*others, indent, Layout::Inline) : u"unknown"_s;
    return u"Record<string, %1>"_s.arg(value);
}

QString TypeScriptWriter::members(const Json &properties, const Json &schema, int indent, Layout layout)
{
    const Json *required = memberOf(schema, u"required");
    const auto isRequired = [required](const std::string &key) {
        return required && required->is_array()
            && std::find(required->begin(), required->end(), Json(key)) != required->end();
    };
    QStringList lines;
    for (const auto &[key, value] : properties.items()) {
        const QString name = QString::fromStdString(key);
        const QString left = isIdentifier(name) ? name : typeScriptLiteral(name);
        lines.append(left + (isRequired(key) ? u": "_s : u"?: "_s) + type(value, indent + step, layout));
    }
    if (layout == Layout::Inline)
        return u"{ "_s + lines.join(u"; "_s) + u" }"_s;
    QString result = u"{\n"_s;
    for (const QString &line : lines)
        result += blanks(indent + step) + line + u";\n"_s;
    return result + blanks(indent) + u'}';
}

QString TypeScriptWriter::array(const Json &schema, int indent, Layout layout)
{
    const Json *tuple = memberOf(schema, u"prefixItems");
    if (tuple && tuple->is_array()) {
        QStringList types;
        for (const Json &item : *tuple)
            types.append(type(item, indent, Layout::Inline));
        return u'[' + types.join(u", "_s) + u']';
    }
    const Json *items = memberOf(schema, u"items");
    if (!items)
        return u"unknown[]"_s;
    QString item = type(*items, indent, Layout::Inline);
    if (!item.contains(u'{') && !isCompound(item))
        return item + u"[]"_s;
    if (layout == Layout::Lines && item.size() > maxInlineWidth)
        item = type(*items, indent, Layout::Lines);
    return u"Array<%1>"_s.arg(item);
}

QString TypeScriptWriter::alternatives(const Json &list, int indent, Layout layout)
{
    QStringList types;
    for (const Json &schema : list) {
        const QString one = type(schema, indent, layout);
        types.append(one.contains(u" & "_s) ? u'(' + one + u')' : one);
    }
    return types.isEmpty() ? u"unknown"_s : withoutDuplicates(types).join(u" | "_s);
}

QString TypeScriptWriter::intersection(const Json &schema, int indent, Layout layout)
{
    QStringList types;
    for (const Json &part : schema["allOf"]) {
        const QString one = type(part, indent, layout);
        types.append(one.contains(u" | "_s) ? u'(' + one + u')' : one);
    }
    if (hasMember(schema, "properties"))
        types.append(object(schema, indent, layout));
    types.removeAll(u"unknown"_s);
    return types.isEmpty() ? u"unknown"_s : withoutDuplicates(types).join(u" & "_s);
}

QString TypeScriptWriter::literals(const Json &values) const
{
    QStringList types;
    for (const Json &value : values)
        types.append(literal(value));
    return types.isEmpty() ? u"never"_s : withoutDuplicates(types).join(u" | "_s);
}

QString TypeScriptWriter::reference(const QString &target, int indent, Layout layout)
{
    if (m_open.contains(target))
        return typeScriptName(target.section(u'/', -1).section(u'.', 0, 0));
    const Json *schema = resolve(target);
    if (!schema)
        return u"unknown"_s;
    m_open.append(target);
    QString result = type(*schema, indent, layout);
    m_open.removeLast();
    return result;
}

const Json *TypeScriptWriter::resolve(const QString &target) const
{
    if (!target.startsWith(u'#'))
        return m_lookup ? m_lookup(target) : nullptr;
    try {
        return &m_root.at(Json::json_pointer(target.mid(1).toStdString()));
    } catch (const Json::exception &) {
        return nullptr; // A pointer that leads nowhere, or is none.
    }
}

} // namespace weir
