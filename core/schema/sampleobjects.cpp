// SPDX-License-Identifier: GPL-3.0-or-later
// Draws objects, and gives out only what is valid.
#include "core/schema/formats.h"
#include "core/schema/sample.h"
#include "core/schema/samplegenerator.h"
#include "core/schema/sampletexts.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr double optionalShare = 0.75; ///< Of optional members that are drawn.
constexpr int nameTries = 50;

} // namespace

/// The required members and some of the optional ones, with what they make necessary, in the order of the schema.
std::vector<QByteArray> SampleGenerator::chosenNames(const SchemaFacts &facts)
{
    std::set<QByteArray> chosen;
    for (const auto &[name, source] : facts.required)
        chosen.insert(name);
    quint64 room = facts.maxProperties > chosen.size() ? facts.maxProperties - chosen.size() : 0;
    for (const auto &[name, view] : facts.properties) {
        const bool isWanted = chosen.size() < facts.minProperties || (!isShort() && happens(optionalShare));
        if (!chosen.contains(name) && room > 0 && isWanted && !acceptsNothing(view)) {
            chosen.insert(name);
            --room;
        }
    }
    for (bool isGrowing = true; isGrowing;) {
        isGrowing = false;
        for (const auto &[name, needed] : facts.dependentRequired) {
            for (const QByteArray &other : needed)
                isGrowing = (chosen.contains(name) && chosen.insert(other).second) || isGrowing;
        }
    }
    std::vector<QByteArray> ordered;
    for (const quint32 schema : facts.view.schemas) {
        for (const Node property : m_graph.schemas[schema].source.member("properties")) {
            const QByteArray name = property.keyBytes().toByteArray();
            if (chosen.erase(name) > 0)
                ordered.push_back(name);
        }
    }
    ordered.insert(ordered.end(), chosen.begin(), chosen.end());
    return ordered;
}

std::optional<Json> SampleGenerator::member(const SchemaFacts &facts, const QByteArray &name)
{
    const QString text = QString::fromUtf8(name);
    SchemaView view{&m_graph, {}, {}};
    const auto known = facts.properties.find(name);
    if (known != facts.properties.end())
        view = known->second;
    bool isNamed = known != facts.properties.end();
    for (const SchemaFacts::Pattern &pattern : facts.patternProperties) {
        const auto expression = Pattern::of(pattern.text);
        if (!expression || expression->search(text) != MatchAnswer::Yes)
            continue;
        isNamed = true;
        for (const quint32 schema : pattern.schema.schemas)
            view = view.with(schema);
    }
    if (!isNamed && facts.additional)
        view = *facts.additional;
    return acceptsNothing(view) ? std::nullopt : value(view, text);
}

QString SampleGenerator::newName(const SchemaFacts &facts)
{
    if (!facts.patternProperties.empty() && (facts.additional || happens(0.5))) {
        const auto &pattern = facts.patternProperties[m_random.below(facts.patternProperties.size())];
        if (QString drawn = sampleOfPattern(pattern.text, m_random); !drawn.isNull())
            return drawn;
    }
    if (!facts.names.empty()) {
        SchemaView view = facts.names.front();
        for (const SchemaView &other : facts.names)
            view = view.with(other.schemas.front());
        const auto drawn = value(view, QString());
        return drawn ? textOf(*drawn) : QString();
    }
    return sampleOfName(QString(), m_random);
}

/// Members that no keyword names, while more are needed.
bool SampleGenerator::addUnnamed(const SchemaFacts &facts, Json &object)
{
    const bool isMap = facts.properties.empty() && facts.required.empty()
        && (facts.additional || !facts.patternProperties.empty() || !facts.names.empty());
    quint64 wanted = facts.minProperties;
    if (isMap && !isShort())
        wanted = std::min(facts.maxProperties, std::max<quint64>(wanted, 1 + m_random.below(3)));
    for (int tries = 0; object.size() < wanted && tries < nameTries; ++tries) {
        const QString name = newName(facts);
        if (name.isNull() || object.contains(name.toStdString()))
            continue;
        if (auto made = member(facts, name.toUtf8()))
            object[name.toStdString()] = std::move(*made);
    }
    return object.size() >= facts.minProperties;
}

std::optional<Json> SampleGenerator::object(const SchemaFacts &facts)
{
    const std::vector<QByteArray> names = chosenNames(facts);
    // A member may make further schemas hold for the whole object.
    SchemaView view = facts.view;
    for (const auto &[name, schema] : facts.dependentSchemas) {
        if (std::find(names.begin(), names.end(), name) != names.end())
            view = view.with(schema);
    }
    if (view.schemas.size() > facts.view.schemas.size()) {
        SchemaFacts more = factsOf(view);
        decided(view, more);
        for (const QByteArray &name : names)
            more.required.emplace(name, Node());
        return object(more);
    }
    Json result = Json::object();
    for (const QByteArray &name : names) {
        auto made = member(facts, name);
        if (!made && facts.required.contains(name))
            return std::nullopt;
        if (made)
            result[name.toStdString()] = std::move(*made);
    }
    return addUnnamed(facts, result) ? std::optional(result) : std::nullopt;
}

Result<Json> sampleOf(const Schema &schema, RandomStream &random)
{
    for (int i = 0; i < maxSampleAttempts; ++i) {
        auto made = SampleGenerator(schema.graph(), random).attempt();
        if (made && schema.validate(*made).isValid())
            return std::move(*made);
    }
    return Error{
        QCoreApplication::translate("weir", "No value for the schema was found in %1 attempts.").arg(maxSampleAttempts),
        {},
        QCoreApplication::translate("weir", "The schema may contradict itself; give it “examples” that are valid.")};
}

} // namespace weir
