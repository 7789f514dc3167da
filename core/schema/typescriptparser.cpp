// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/typescriptparser.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

using Kind = TypeScriptToken::Kind;

constexpr int maxTypeDepth = 100;
constexpr auto undefinedMark = "undefined"; ///< Stands in for a type that only makes a member optional.

Json ofType(const char *name)
{
    Json schema = Json::object();
    schema["type"] = name;
    return schema;
}

bool isUndefined(const Json &schema)
{
    return schema == Json(undefinedMark);
}

/// Outside of members `undefined` says nothing.
void forgetUndefined(Json &schema)
{
    if (schema.is_object())
        schema.erase("undefined");
}

/// A literal's or an `enum`'s values; nothing for other schemas.
std::optional<Json> valuesOf(const Json &schema)
{
    if (const Json *value = memberOf(schema, u"const"))
        return Json::array({*value});
    if (const Json *values = memberOf(schema, u"enum"))
        return *values;
    return std::nullopt;
}

} // namespace

const TypeScriptToken &TypeScriptParser::peek(size_t ahead) const
{
    return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
}

TypeScriptToken TypeScriptParser::take()
{
    TypeScriptToken token = peek();
    m_at = std::min(m_at + 1, m_tokens.size() - 1);
    return token;
}

bool TypeScriptParser::takeIf(QStringView mark)
{
    if (!peek().is(mark))
        return false;
    take();
    return true;
}

std::nullopt_t TypeScriptParser::fail(const TypeScriptToken &at, const QString &message, const QString &hint)
{
    if (!m_current->error)
        m_current->error = Error{message, Place{m_file, at.line, at.column, {}}, hint};
    return std::nullopt;
}

/// Passes what is no declaration of a type: to a semicolon, or behind a block.
void TypeScriptParser::skipStatement()
{
    int depth = 0;
    while (peek().kind != Kind::End) {
        const TypeScriptToken token = take();
        if (token.is(u"{") || token.is(u"(") || token.is(u"["))
            ++depth;
        if (token.is(u"}") || token.is(u")") || token.is(u"]"))
            --depth;
        if (depth <= 0 && (token.is(u";") || token.is(u"}")))
            return;
    }
}

std::vector<TypeScriptType> TypeScriptParser::declarations()
{
    std::vector<TypeScriptType> found;
    while (peek().kind != Kind::End) {
        if (takeIf(u"export") || takeIf(u"declare"))
            continue;
        const bool isInterface = peek().is(u"interface");
        if ((isInterface || peek().is(u"type")) && peek(1).kind == Kind::Word) {
            take();
            found.push_back(declaration(isInterface));
        } else {
            skipStatement();
        }
    }
    return found;
}

TypeScriptType TypeScriptParser::declaration(bool isInterface)
{
    TypeScriptType result;
    m_current = &result;
    m_depth = 0;
    const TypeScriptToken name = take();
    result.name = name.text;
    const size_t start = m_at;
    std::optional<Json> schema;
    if (peek().is(u"<")) {
        fail(peek(), tr("“%1” has type parameters, which no schema can say.").arg(name.text));
    } else if (isInterface) {
        readParents();
        schema = takeIf(u"{") ? objectType() : fail(peek(), tr("“{” is missing."));
    } else {
        schema = takeIf(u"=") ? type() : fail(peek(), tr("“=” is missing."));
    }
    if (schema && isUndefined(*schema))
        schema = fail(name, tr("“%1” is never there.").arg(name.text));
    if (schema) {
        forgetUndefined(*schema);
        result.schema = std::move(*schema);
        takeIf(u";");
    } else {
        m_at = start; // Read on behind it.
        skipStatement();
    }
    m_current = nullptr;
    return result;
}

void TypeScriptParser::readParents()
{
    if (!takeIf(u"extends"))
        return;
    do
        m_current->parents.append(take().text);
    while (takeIf(u","));
}

std::optional<Json> TypeScriptParser::type()
{
    if (++m_depth > maxTypeDepth)
        return fail(peek(), tr("Types nest more than %1 deep.").arg(maxTypeDepth));
    takeIf(u"|");
    std::vector<Json> parts;
    do {
        auto part = intersection();
        if (!part)
            return std::nullopt;
        parts.push_back(std::move(*part));
    } while (takeIf(u"|"));
    --m_depth;
    return unionOf(std::move(parts));
}

/// Literals become one `enum`, null joins a type; the rest are alternatives. `undefined` stays in front as a mark.
std::optional<Json> TypeScriptParser::unionOf(std::vector<Json> parts)
{
    if (parts.size() == 1)
        return std::move(parts.front());
    const bool isOptional = std::erase_if(parts, isUndefined) > 0;
    Json values = Json::array(), alternatives = Json::array();
    bool hasNull = false;
    for (const Json &part : parts) {
        const auto literals = valuesOf(part);
        hasNull = hasNull || part == ofType("null");
        for (const Json &value : literals ? *literals : Json::array())
            values.push_back(value);
        if (!literals && part != ofType("null"))
            alternatives.push_back(part);
    }
    if (!values.empty()) {
        if (hasNull)
            values.push_back(nullptr);
        alternatives.push_back(values.size() == 1 ? Json({{"const", values[0]}}) : Json({{"enum", values}}));
    } else if (hasNull && alternatives.size() == 1 && memberOf(alternatives[0], u"type")
               && alternatives[0]["type"].is_string()) {
        alternatives[0]["type"] = Json::array({alternatives[0]["type"], "null"});
    } else if (hasNull) {
        alternatives.push_back(ofType("null"));
    }
    Json result = alternatives.size() == 1 ? alternatives[0] : Json({{"anyOf", alternatives}});
    if (isOptional)
        result["undefined"] = true;
    return result;
}

std::optional<Json> TypeScriptParser::intersection()
{
    Json parts = Json::array();
    do {
        auto part = postfix();
        if (!part)
            return std::nullopt;
        parts.push_back(std::move(*part));
    } while (takeIf(u"&"));
    return parts.size() == 1 ? parts[0] : Json({{"allOf", parts}});
}

std::optional<Json> TypeScriptParser::postfix()
{
    auto result = primary();
    while (result && peek().is(u"[") && peek(1).is(u"]")) {
        take();
        take();
        Json array = ofType("array");
        forgetUndefined(*result);
        if (!result->empty())
            array["items"] = std::move(*result);
        result = std::move(array);
    }
    return result;
}

std::optional<Json> TypeScriptParser::primary()
{
    while (takeIf(u"readonly")) {} // Says nothing about data.
    const TypeScriptToken token = take();
    if (token.kind == Kind::Text)
        return Json({{"const", jsonOf(token.text)}});
    const bool isNegative = token.is(u"-") && peek().kind == Kind::Number;
    if (token.kind == Kind::Number || isNegative) {
        QString digits = isNegative ? u'-' + take().text : token.text;
        digits.remove(u'_');
        const Json value = Json::parse(digits.toStdString(), nullptr, false);
        return value.is_number() ? std::optional(Json({{"const", value}}))
                                 : fail(token, tr("“%1” is no number of JSON.").arg(digits));
    }
    if (token.is(u"{"))
        return objectType();
    if (token.is(u"["))
        return tuple();
    if (token.is(u"(")) {
        // A bracket around a type, not the parameters of a function.
        auto inner = type();
        if (!inner || !takeIf(u")") || peek().is(u"=>"))
            return fail(token, tr("A function is no data."), tr("Leave it out of the type."));
        return inner;
    }
    if (token.kind == Kind::Word)
        return named(token);
    return fail(token,
                token.kind == Kind::End ? tr("The type ends too early.") : tr("“%1” is no type.").arg(token.text));
}

std::optional<Json> TypeScriptParser::named(const TypeScriptToken &word)
{
    if (peek().is(u"<"))
        return generic(word);
    const QString &name = word.text;
    if (name == u"string" || name == u"number" || name == u"boolean" || name == u"null" || name == u"object")
        return ofType(qPrintable(name));
    if (name == u"bigint")
        return ofType("integer");
    if (name == u"unknown" || name == u"any")
        return Json::object();
    if (name == u"undefined" || name == u"void")
        return Json(undefinedMark);
    if (name == u"true" || name == u"false")
        return Json({{"const", name == u"true"}});
    if (name == u"never")
        return Json({{"not", Json::object()}});
    if (name == u"Date") {
        Json date = ofType("string");
        date["format"] = "date-time";
        return date;
    }
    m_current->uses.push_back({name, word});
    return Json({{"$ref", "#/$defs/" + name.toStdString()}});
}

std::optional<Json> TypeScriptParser::generic(const TypeScriptToken &word)
{
    take();
    std::vector<Json> arguments;
    do {
        auto argument = type();
        if (!argument)
            return std::nullopt;
        forgetUndefined(*argument);
        arguments.push_back(std::move(*argument));
    } while (takeIf(u","));
    if (!takeIf(u">"))
        return fail(peek(), tr("“>” is missing."));
    if ((word.is(u"Array") || word.is(u"ReadonlyArray") || word.is(u"Set")) && arguments.size() == 1) {
        Json array = ofType("array");
        if (!arguments[0].empty())
            array["items"] = arguments[0];
        if (word.is(u"Set"))
            array["uniqueItems"] = true;
        return array;
    }
    if (word.is(u"Record") && arguments.size() == 2) {
        Json object = ofType("object");
        if (const auto names = valuesOf(arguments[0]))
            object["propertyNames"] = Json({{"enum", *names}});
        if (!arguments[1].empty())
            object["additionalProperties"] = arguments[1];
        return object;
    }
    return fail(word, tr("“%1” with type parameters is not understood.").arg(word.text),
                tr("Array, ReadonlyArray, Set and Record are."));
}

std::optional<Json> TypeScriptParser::tuple()
{
    Json array = ofType("array");
    array["prefixItems"] = Json::array();
    while (!takeIf(u"]")) {
        auto item = type();
        if (!item)
            return std::nullopt;
        forgetUndefined(*item);
        array["prefixItems"].push_back(std::move(*item));
        if (!takeIf(u",") && !peek().is(u"]"))
            return fail(peek(), tr("“]” is missing."));
    }
    array["minItems"] = array["prefixItems"].size();
    array["items"] = false;
    return array;
}

std::optional<Json> TypeScriptParser::objectType()
{
    Json schema = ofType("object");
    while (!takeIf(u"}")) {
        if (peek().kind == Kind::End)
            return fail(peek(), tr("“}” is missing."));
        if (!member(schema))
            return std::nullopt;
        if (!takeIf(u";"))
            takeIf(u",");
    }
    return schema;
}

bool TypeScriptParser::member(Json &schema)
{
    if (peek().is(u"readonly") && !peek(1).is(u":") && !peek(1).is(u"?"))
        take();
    const TypeScriptToken name = take();
    if (name.is(u"[")) { // [key: string]: T
        while (!takeIf(u"]")) {
            if (take().kind == Kind::End)
                return fail(name, tr("“]” is missing.")), false;
        }
        auto value = takeIf(u":") ? type() : fail(peek(), tr("“:” is missing."));
        if (value && !value->empty())
            schema["additionalProperties"] = std::move(*value);
        return value.has_value();
    }
    if (name.kind == Kind::Mark || name.kind == Kind::End)
        return fail(name, tr("“%1” is no name of a member.").arg(name.text)), false;
    bool isOptional = takeIf(u"?");
    if (peek().is(u"("))
        return fail(name, tr("“%1” is a function, which is no data.").arg(name.text), tr("Leave it out of the type.")),
               false;
    auto value = takeIf(u":") ? type() : fail(peek(), tr("“:” is missing."));
    if (!value)
        return false;
    if (isUndefined(*value))
        return true; // Never there.
    isOptional = isOptional || value->erase("undefined") > 0;
    if (!isOptional)
        schema["required"].push_back(name.text.toStdString());
    schema["properties"][name.text.toStdString()] = std::move(*value);
    return true;
}

} // namespace weir
