// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/samplegenerator.h"

#include "core/schema/sampletexts.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cmath>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxSampleDepth = 40;
constexpr double nullShare = 0.1;
constexpr double exampleShare = 0.4; ///< Of values that come from `examples`.
constexpr double reach = 1e6;        ///< Of numbers with one bound only.

/// What a schema without `type` is about.
quint32 impliedTypes(const SchemaFacts &facts)
{
    if (!facts.properties.empty() || !facts.required.empty() || facts.minProperties > 0 || facts.additional
        || !facts.patternProperties.empty() || !facts.names.empty() || !facts.dependentRequired.empty())
        return typebit::object;
    if (!facts.prefix.empty() || facts.rest || facts.minItems > 0 || !facts.contains.empty() || facts.hasUniqueItems)
        return typebit::array;
    if (facts.minimum || facts.maximum)
        return typebit::number | typebit::integer;
    if (!facts.divisors.empty())
        return typebit::number | typebit::integer;
    return typebit::string;
}

} // namespace

std::optional<Json> SampleGenerator::attempt()
{
    m_depth = 0;
    return value({&m_graph, {0}, {}}, QString());
}

/// Chooses among alternatives until none is left open.
SchemaView SampleGenerator::decided(SchemaView view, SchemaFacts &facts)
{
    for (int round = 0; round < maxSampleDepth; ++round) {
        if (!facts.alternatives.empty()) {
            const SchemaFacts::Alternatives &group = facts.alternatives.front();
            view = facts.view.with(group.schemas[m_random.below(group.schemas.size())]);
            view.decided.push_back(group.group);
            facts = factsOf(view);
            continue;
        }
        const auto open =
            std::find_if(facts.conditionals.begin(), facts.conditionals.end(), [&](const auto &conditional) {
                const auto &list = facts.view.schemas;
                return std::none_of(list.begin(), list.end(), [&](quint32 schema) {
                    return schema == conditional.ifSchema || schema == conditional.elseSchema;
                });
            });
        if (open == facts.conditionals.end())
            break;
        const bool holds = open->elseSchema == SchemaGraph::noSchema || happens(0.5);
        view = facts.view;
        if (holds) {
            view = view.with(open->ifSchema);
            if (open->thenSchema != SchemaGraph::noSchema)
                view = view.with(open->thenSchema);
        } else {
            view = view.with(open->elseSchema);
        }
        facts = factsOf(view);
    }
    return view;
}

std::optional<Json> SampleGenerator::value(SchemaView view, const QString &name)
{
    if (m_depth >= maxSampleDepth)
        return std::nullopt;
    ++m_depth;
    SchemaFacts facts = factsOf(view);
    decided(std::move(view), facts);
    auto made = facts.acceptsNothing ? std::nullopt : valueOf(facts, name);
    --m_depth;
    return made;
}

std::optional<Json> SampleGenerator::suggested(const SchemaFacts &facts)
{
    if (facts.values) {
        if (facts.values->empty())
            return std::nullopt;
        return (*facts.values)[m_random.below(facts.values->size())].toJson();
    }
    for (const quint32 schema : facts.view.schemas) {
        const Node examples = m_graph.schemas[schema].source.member("examples");
        if (examples.isArray() && examples.size() > 0 && happens(exampleShare))
            return examples.at(qsizetype(m_random.below(std::uint64_t(examples.size())))).toJson();
    }
    return std::nullopt;
}

quint32 SampleGenerator::chosenType(const SchemaFacts &facts)
{
    quint32 types = facts.types;
    if (types == (typebit::all | typebit::integer))
        types = impliedTypes(facts);
    if (types & typebit::number)
        types &= ~typebit::integer;
    if ((types & typebit::null) && types != typebit::null && !isShort())
        types = happens(nullShare) ? typebit::null : types & ~typebit::null;
    if (types == 0)
        return 0;
    if (isShort() && (types & typebit::null))
        return typebit::null;
    auto nth = m_random.below(std::uint64_t(std::popcount(types)));
    for (quint32 bit = typebit::null; bit <= typebit::object; bit <<= 1U) {
        if ((types & bit) && nth-- == 0)
            return bit;
    }
    return 0;
}

std::optional<Json> SampleGenerator::valueOf(const SchemaFacts &facts, const QString &name)
{
    if (auto given = suggested(facts); given || facts.values)
        return given;
    switch (chosenType(facts)) {
    case typebit::null:
        return Json();
    case typebit::boolean:
        return Json(happens(0.5));
    case typebit::integer:
        return number(facts, name, true);
    case typebit::number:
        return number(facts, name, false);
    case typebit::string:
        return text(facts, name);
    case typebit::array:
        return array(facts, name);
    case typebit::object:
        return object(facts);
    default:
        return std::nullopt;
    }
}

std::optional<Json> SampleGenerator::number(const SchemaFacts &facts, const QString &name, bool isWhole)
{
    const UsualRange usual = usualRange(name);
    double least = usual.least, most = usual.most;
    if (facts.minimum && facts.maximum) {
        const double lower = facts.minimum->value.toDouble(), upper = facts.maximum->value.toDouble();
        const bool isUsual = least >= lower && most <= upper;
        least = isUsual ? least : lower;
        most = isUsual ? most : upper;
    } else if (facts.minimum) {
        least = std::max(least, facts.minimum->value.toDouble());
        most = std::max(most, least + std::max(100.0, std::abs(least)));
    } else if (facts.maximum) {
        most = std::min(most, facts.maximum->value.toDouble());
        least = std::min(least, most - std::max(100.0, std::abs(most)));
    }
    if (!facts.divisors.empty())
        return multiple(facts, least, most);
    if (isWhole || usual.places == 0) {
        const double first = std::ceil(least), last = std::floor(most);
        if (first <= last && std::abs(first) < 9e15 && std::abs(last) < 9e15)
            return Json(qint64(first) + qint64(m_random.below(std::uint64_t(last - first) + 1)));
        if (isWhole)
            return std::nullopt;
    }
    const double drawn = least + m_random.uniform() * (most - least);
    const double rounded = QString::number(drawn, 'f', usual.places).toDouble();
    return Json(rounded > least && rounded < most ? rounded : drawn);
}

std::optional<Json> SampleGenerator::multiple(const SchemaFacts &facts, double least, double most)
{
    // The largest divisor is tried; where the others do not divide it, validating sorts out what does not fit.
    const ExactNumber &divisor = *std::max_element(facts.divisors.begin(), facts.divisors.end());
    const double step = divisor.toDouble();
    if (step <= 0)
        return std::nullopt;
    const double first = std::ceil(std::max(least, -reach * step) / step - 1e-9);
    const double last = std::floor(std::min(most, std::max(least, 0.0) + reach * step) / step + 1e-9);
    if (first > last || std::abs(first) > 9e15 || std::abs(last) > 9e15)
        return std::nullopt;
    const ExactNumber value = divisor.times(qint64(first) + qint64(m_random.below(std::uint64_t(last - first) + 1)));
    if (const auto whole = value.toInteger())
        return Json(*whole);
    return Json(value.toDouble());
}

std::optional<Json> SampleGenerator::text(const SchemaFacts &facts, const QString &name)
{
    if (!facts.patterns.empty()) {
        auto pattern = facts.patterns.begin();
        std::advance(pattern, m_random.below(facts.patterns.size()));
        const QString drawn = sampleOfPattern(*pattern, m_random);
        return drawn.isNull() ? std::nullopt : std::optional(jsonOf(drawn));
    }
    for (const QString &format : facts.formats) {
        if (const QString drawn = sampleOfFormat(format, m_random); !drawn.isNull())
            return jsonOf(drawn);
    }
    QString drawn = sampleOfName(name, m_random);
    while (quint64(drawn.size()) < facts.minLength)
        drawn += u' ' + sampleOfName(QString(), m_random);
    const quint64 most = std::max(facts.minLength, std::min<quint64>(facts.maxLength, quint64(drawn.size())));
    return jsonOf(drawn.first(qsizetype(std::min(most, facts.maxLength))));
}

std::optional<SchemaView> SampleGenerator::itemView(const SchemaFacts &facts, size_t index) const
{
    if (index < facts.prefix.size() && !facts.prefix[index].schemas.empty())
        return facts.prefix[index];
    return facts.rest;
}

bool SampleGenerator::addItem(Json &array, Json item, bool mustDiffer) const
{
    if (mustDiffer && std::find(array.begin(), array.end(), item) != array.end())
        return false;
    array.push_back(std::move(item));
    return true;
}

bool SampleGenerator::addContained(const SchemaFacts &facts, Json &array, const QString &name)
{
    for (const SchemaFacts::Contain &contain : facts.contains) {
        for (quint64 i = 0, tries = 0; i < contain.least && tries < contain.least + 50; ++tries) {
            SchemaView view = itemView(facts, array.size()).value_or(SchemaView{&m_graph, {}, {}});
            for (const quint32 schema : contain.schema.schemas)
                view = view.with(schema);
            auto item = value(view, name);
            i += item && addItem(array, std::move(*item), facts.hasUniqueItems) ? 1U : 0U;
        }
    }
    return array.size() <= facts.maxItems;
}

std::optional<Json> SampleGenerator::array(const SchemaFacts &facts, const QString &name)
{
    Json list = Json::array();
    // What `contains` wants comes behind what stands at fixed places.
    const quint64 more = isShort() ? 0 : m_random.below(3) + (facts.minItems == 0 ? 1 : 0);
    const quint64 usual =
        std::max<quint64>(facts.minItems, isShort() ? 0 : facts.prefix.size()) + (facts.prefix.empty() ? more : 0);
    const quint64 count = std::min(facts.maxItems, std::max(facts.minItems, usual));
    quint64 contained = 0;
    for (const SchemaFacts::Contain &contain : facts.contains)
        contained += contain.least;
    for (quint64 tries = 0; list.size() + contained < count && tries < count + 50; ++tries) {
        const auto view = itemView(facts, list.size());
        if (view && acceptsNothing(*view))
            break;
        auto item = value(view.value_or(SchemaView{&m_graph, {}, {}}), name);
        if (!item && !view)
            return std::nullopt;
        if (item)
            addItem(list, std::move(*item), facts.hasUniqueItems);
        else if (list.size() >= facts.minItems)
            break;
    }
    return addContained(facts, list, name) ? std::optional(list) : std::nullopt;
}

} // namespace weir
