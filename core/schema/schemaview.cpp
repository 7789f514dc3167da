// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schemaview.h"

#include "core/schema/instancevalue.h"

#include <algorithm>

namespace weir {

namespace {

using Check = SchemaCheck;

/// Goes through the schemas of a view and writes down what each instruction demands.
class Gathering
{
public:
    explicit Gathering(const SchemaView &view) : m_graph(*view.graph)
    {
        m_facts.view.graph = view.graph;
        m_facts.view.decided = view.decided;
        for (const quint32 schema : view.schemas)
            add(schema);
        closeObjects();
        restrictTypes();
    }

    SchemaFacts take() { return std::move(m_facts); }

private:
    using Instruction = SchemaGraph::Instruction;

    SchemaView viewOf(quint32 schema) const { return {&m_graph, {schema}, {}}; }

    void add(quint32 schema)
    {
        if (std::find(m_facts.view.schemas.begin(), m_facts.view.schemas.end(), schema) != m_facts.view.schemas.end())
            return;
        m_facts.view.schemas.push_back(schema);
        const SchemaGraph::Schema &from = m_graph.schemas[schema];
        m_facts.acceptsNothing = m_facts.acceptsNothing || from.kind == SchemaGraph::Kind::False;
        for (quint32 i = from.first; i < from.first + from.count; ++i) {
            addValue(m_graph.code[i]);
            addContainer(m_graph.code[i], from.source);
            addInPlace(m_graph.code[i], from.source);
        }
        addTexts(from.source);
    }

    /// Keywords that are read from the text since they may be annotations only.
    void addTexts(const Node &source)
    {
        if (const Node format = source.member("format"); format.isString())
            m_facts.formats.insert(format.text());
        for (const char *keyword : {"contentEncoding", "contentMediaType"}) {
            if (const Node content = source.member(keyword); content.isString())
                m_facts.contents.insert(QLatin1String(keyword) + u' ' + content.text());
        }
    }

    void addValue(const Instruction &step)
    {
        switch (step.check) {
        case Check::Type:
            m_facts.types &= step.a & typebit::number ? step.a | typebit::integer : step.a;
            break;
        case Check::Const:
            addValues({m_graph.values[step.a]});
            break;
        case Check::Enum:
            addValues({m_graph.values.begin() + step.a, m_graph.values.begin() + step.a + step.b});
            break;
        case Check::Minimum:
        case Check::ExclusiveMinimum:
            addMinimum({m_graph.numbers[step.a], step.check == Check::ExclusiveMinimum});
            break;
        case Check::Maximum:
        case Check::ExclusiveMaximum:
            addMaximum({m_graph.numbers[step.a], step.check == Check::ExclusiveMaximum});
            break;
        case Check::MultipleOf:
            m_facts.divisors.push_back(m_graph.numbers[step.a]);
            break;
        case Check::Pattern:
            m_facts.patterns.insert(m_graph.patterns[step.a].text());
            break;
        case Check::MinLength:
            m_facts.minLength = std::max<quint64>(m_facts.minLength, step.a);
            break;
        case Check::MaxLength:
            m_facts.maxLength = std::min<quint64>(m_facts.maxLength, step.a);
            break;
        case Check::MinItems:
            m_facts.minItems = std::max<quint64>(m_facts.minItems, step.a);
            break;
        case Check::MaxItems:
            m_facts.maxItems = std::min<quint64>(m_facts.maxItems, step.a);
            break;
        case Check::MinProperties:
            m_facts.minProperties = std::max<quint64>(m_facts.minProperties, step.a);
            break;
        case Check::MaxProperties:
            m_facts.maxProperties = std::min<quint64>(m_facts.maxProperties, step.a);
            break;
        case Check::UniqueItems:
            m_facts.hasUniqueItems = true;
            break;
        default:
            break;
        }
    }

    void addValues(std::vector<Node> values)
    {
        if (m_facts.values) {
            std::erase_if(values, [this](const Node &value) {
                qint64 cost = 0;
                return std::none_of(m_facts.values->begin(), m_facts.values->end(),
                                    [&](const Node &known) { return areEqual(known, value, cost); });
            });
        }
        m_facts.values = std::move(values);
    }

    void addMinimum(const NumberBound &bound)
    {
        auto &known = m_facts.minimum;
        if (!known || bound.value > known->value || (bound.value == known->value && bound.isExclusive))
            known = bound;
    }

    void addMaximum(const NumberBound &bound)
    {
        auto &known = m_facts.maximum;
        if (!known || bound.value < known->value || (bound.value == known->value && bound.isExclusive))
            known = bound;
    }

    void addContainer(const Instruction &step, const Node &source)
    {
        switch (step.check) {
        case Check::Properties:
            addProperties(m_graph.objectRules[step.a], source);
            break;
        case Check::PropertyNames:
            m_facts.names.push_back(viewOf(step.a));
            break;
        case Check::Items:
            addItems(m_graph.itemRules[step.a]);
            break;
        case Check::Contains: {
            const SchemaGraph::ContainRules &rules = m_graph.containRules[step.a];
            m_facts.contains.push_back({viewOf(rules.schema), rules.least, rules.most});
            break;
        }
        case Check::UnevaluatedProperties:
            m_unevaluated = step.a;
            break;
        case Check::UnevaluatedItems:
            if (!m_facts.rest)
                m_facts.rest = viewOf(step.a);
            break;
        case Check::DependentRequired:
            for (quint32 i = step.a; i < step.a + step.b; ++i) {
                for (const QByteArray &name : m_graph.dependencies[i].required)
                    m_facts.dependentRequired[m_graph.dependencies[i].name].insert(name);
            }
            break;
        case Check::DependentSchemas:
            for (quint32 i = step.a; i < step.a + step.b; ++i)
                m_facts.dependentSchemas.emplace_back(m_graph.dependencies[i].name, m_graph.dependencies[i].schema);
            break;
        default:
            break;
        }
    }

    void addProperties(const SchemaGraph::ObjectRules &rules, const Node &source)
    {
        for (quint32 i = rules.firstProperty; i < rules.firstProperty + rules.propertyCount; ++i) {
            const SchemaGraph::Property &property = m_graph.properties[i];
            if (property.schema != SchemaGraph::noSchema) {
                SchemaView &view = m_facts.properties[property.name];
                view.graph = &m_graph;
                view.schemas.push_back(property.schema);
            }
            if (property.isRequired)
                m_facts.required.emplace(property.name, source);
        }
        for (quint32 i = rules.firstPattern; i < rules.firstPattern + rules.patternCount; ++i) {
            const SchemaGraph::PatternProperty &property = m_graph.patternProperties[i];
            m_facts.patternProperties.push_back({m_graph.patterns[property.pattern].text(), viewOf(property.schema)});
        }
        if (rules.additional != SchemaGraph::noSchema)
            m_facts.additional =
                m_facts.additional ? m_facts.additional->with(rules.additional) : viewOf(rules.additional);
    }

    void addItems(const SchemaGraph::ItemRules &rules)
    {
        if (rules.prefixCount > 0 && m_facts.prefix.size() < rules.prefixCount)
            m_facts.prefix.resize(rules.prefixCount, SchemaView{&m_graph, {}, {}});
        for (quint32 i = 0; i < rules.prefixCount; ++i)
            m_facts.prefix[i].schemas.push_back(m_graph.lists[rules.firstPrefix + i]);
        if (rules.rest != SchemaGraph::noSchema)
            m_facts.rest = m_facts.rest ? m_facts.rest->with(rules.rest) : viewOf(rules.rest);
    }

    void addInPlace(const Instruction &step, const Node &source)
    {
        switch (step.check) {
        case Check::Reference:
        case Check::DynamicReference:
            add(step.a);
            break;
        case Check::AllOf:
            for (quint32 i = step.a; i < step.a + step.b; ++i)
                add(m_graph.lists[i]);
            break;
        case Check::AnyOf:
        case Check::OneOf:
            addAlternatives(step, source);
            break;
        case Check::Not:
            m_facts.negated.push_back(step.a);
            break;
        case Check::IfThenElse:
            m_facts.conditionals.push_back({m_graph.schemas[step.a].source, step.a, step.b, step.c});
            break;
        default:
            break;
        }
    }

    void addAlternatives(const Instruction &step, const Node &source)
    {
        const auto &decided = m_facts.view.decided;
        if (std::find(decided.begin(), decided.end(), step.a) != decided.end())
            return;
        const auto from = m_graph.lists.begin() + step.a;
        m_facts.alternatives.push_back(
            {step.a, {from, from + step.b}, step.check == Check::AnyOf ? "anyOf" : "oneOf", source});
    }

    void closeObjects()
    {
        if (m_unevaluated == SchemaGraph::noSchema || m_facts.additional)
            return;
        m_facts.additional = viewOf(m_unevaluated);
        m_facts.additionalKeyword = "unevaluatedProperties";
    }

    /// A list of values says the types too.
    void restrictTypes()
    {
        if (!m_facts.values)
            return;
        quint32 types = 0;
        for (const Node &value : *m_facts.values)
            types |= typeBitsOf(value) & typebit::integer ? typebit::integer : typeBitsOf(value);
        m_facts.types &= types;
    }

    const SchemaGraph &m_graph;
    SchemaFacts m_facts;
    quint32 m_unevaluated = SchemaGraph::noSchema;
};

} // namespace

SchemaView SchemaView::with(quint32 schema) const
{
    SchemaView view = *this;
    if (std::find(schemas.begin(), schemas.end(), schema) == schemas.end())
        view.schemas.push_back(schema);
    return view;
}

SchemaFacts factsOf(const SchemaView &view)
{
    return Gathering(view).take();
}

bool acceptsNothing(const SchemaView &view)
{
    return std::any_of(view.schemas.begin(), view.schemas.end(),
                       [&](quint32 schema) { return view.graph->schemas[schema].kind == SchemaGraph::Kind::False; });
}

} // namespace weir
