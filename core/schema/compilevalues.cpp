// SPDX-License-Identifier: GPL-3.0-or-later
// The keywords that look at a value itself: types, numbers, texts, counts.
#include "core/schema/schemacompiler.h"

#include <QCoreApplication>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

quint32 typeBit(QByteArrayView name)
{
    if (name == "null")
        return typebit::null;
    if (name == "boolean")
        return typebit::boolean;
    if (name == "integer")
        return typebit::integer;
    if (name == "number")
        return typebit::number | typebit::integer;
    if (name == "string")
        return typebit::string;
    if (name == "array")
        return typebit::array;
    return name == "object" ? typebit::object : 0;
}

constexpr quint32 numbersOnly = typebit::number | typebit::integer;

} // namespace

void SchemaCompiler::compileValues(const Node &schema)
{
    if (const Node type = schema.member("type"); type.isValid())
        compileType(type);
    if (const Node value = schema.member("const"); value.isValid()) {
        addStep(Check::Const, typebit::all, quint32(m_graph.values.size()));
        m_graph.values.push_back(value);
    }
    if (const Node list = schema.member("enum"); list.isArray()) {
        addStep(Check::Enum, typebit::all, quint32(m_graph.values.size()), quint32(list.size()));
        m_graph.values.insert(m_graph.values.end(), list.begin(), list.end());
    } else if (list.isValid()) {
        problem(list, tr("“enum” is no array."), tr("List the values that are allowed."));
    }
}

void SchemaCompiler::compileType(const Node &value)
{
    quint32 bits = 0;
    const auto add = [&](const Node &name) {
        const quint32 bit = name.isString() ? typeBit(name.bytes()) : 0;
        if (bit == 0) {
            problem(name, tr("“%1” is no type of JSON Schema.").arg(name.text()),
                    tr("The types are null, boolean, integer, number, string, array and object."));
        }
        bits |= bit;
    };
    if (value.isArray()) {
        for (const Node name : value)
            add(name);
    } else {
        add(value);
    }
    addStep(Check::Type, typebit::all | typebit::integer, bits);
}

void SchemaCompiler::compileNumbers(const Node &schema)
{
    constexpr std::pair<const char *, Check> bounds[]{{"minimum", Check::Minimum},
                                                      {"exclusiveMinimum", Check::ExclusiveMinimum},
                                                      {"maximum", Check::Maximum},
                                                      {"exclusiveMaximum", Check::ExclusiveMaximum},
                                                      {"multipleOf", Check::MultipleOf}};
    for (const auto &[keyword, check] : bounds) {
        const Node value = schema.member(keyword);
        if (!value.isValid())
            continue;
        const auto number = value.isNumber() ? ExactNumber::of(value.bytes()) : std::nullopt;
        const bool isDivisor = check == Check::MultipleOf;
        if (!number) {
            problem(value, tr("“%1” is no number.").arg(QLatin1String(keyword)),
                    isDivisor ? QString()
                              : tr("Before draft-06 exclusive bounds were true or false; write the number."));
        } else if (isDivisor && (number->isZero() || number->isNegative())) {
            problem(value, tr("“multipleOf” is not above 0."));
        } else {
            addStep(check, numbersOnly, quint32(m_graph.numbers.size()));
            m_graph.numbers.push_back(*number);
        }
    }
}

std::optional<quint64> SchemaCompiler::countOf(const Node &value)
{
    const auto number = value.isNumber() ? ExactNumber::of(value.bytes()) : std::nullopt;
    if (!number || !number->isInteger() || number->isNegative()) {
        problem(value, tr("“%1” is no whole number of at least 0.").arg(value.key()));
        return std::nullopt;
    }
    return quint64(number->toInteger().value_or(INT64_MAX));
}

void SchemaCompiler::compileStrings(const Node &schema)
{
    constexpr std::tuple<const char *, Check, quint32> counts[]{
        {"minLength", Check::MinLength, typebit::string},
        {"maxLength", Check::MaxLength, typebit::string},
        {"minItems", Check::MinItems, typebit::array},
        {"maxItems", Check::MaxItems, typebit::array},
        {"minProperties", Check::MinProperties, typebit::object},
        {"maxProperties", Check::MaxProperties, typebit::object}};
    for (const auto &[keyword, check, types] : counts) {
        if (const Node value = schema.member(keyword); value.isValid()) {
            if (const auto count = countOf(value))
                addStep(check, types, quint32(std::min<quint64>(*count, UINT32_MAX)));
        }
    }
    if (const Node pattern = schema.member("pattern"); pattern.isString()) {
        if (const auto index = patternOf(pattern, pattern.text()))
            addStep(Check::Pattern, typebit::string, *index);
    } else if (pattern.isValid()) {
        problem(pattern, tr("“pattern” is no text."));
    }
}

void SchemaCompiler::compileFormat(const Node &schema)
{
    const Node format = schema.member("format");
    if (!format.isValid())
        return;
    if (!format.isString()) {
        problem(format, tr("“format” is no text."));
        return;
    }
    if (m_options.format == FormatUse::Annotation && !m_registry.resource(m_resource).assertsFormat)
        return;
    if (const FormatCheck check = formatCheck(format.bytes(), dialect())) {
        addStep(Check::Format, typebit::string, quint32(m_graph.formats.size()));
        m_graph.formats.push_back({format.bytes().toByteArray(), check});
    }
}

std::optional<quint32> SchemaCompiler::patternOf(const Node &place, const QString &text)
{
    const auto pattern = Pattern::of(text);
    if (!pattern) {
        problem(place, pattern.error().message, pattern.error().hint);
        return std::nullopt;
    }
    m_graph.patterns.push_back(*pattern);
    return quint32(m_graph.patterns.size() - 1);
}

} // namespace weir
