// SPDX-License-Identifier: GPL-3.0-or-later
// The keywords that look into arrays and objects.
#include "core/schema/schemacompiler.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace weir {

using namespace Qt::StringLiterals;

void SchemaCompiler::compileArrays(const Node &schema)
{
    if (const Node unique = schema.member("uniqueItems"); unique.isValid() && validates()) {
        if (!unique.isBoolean())
            problem(unique, tr("“uniqueItems” is neither true nor false."));
        else if (unique.toBool())
            addStep(Check::UniqueItems, typebit::array);
    }
    compileItems(schema);
    compileContains(schema);
}

void SchemaCompiler::compileItems(const Node &schema)
{
    const bool hasPrefix = dialect() == Dialect::Draft2020;
    const Node items = schema.member("items");
    const Node prefix = hasPrefix ? schema.member("prefixItems") : (items.isArray() ? items : Node());
    const Node rest = hasPrefix || !items.isArray() ? items : schema.member("additionalItems");
    if (!prefix.isValid() && !rest.isValid())
        return;
    if (hasPrefix && items.isArray()) {
        problem(items, tr("“items” is an array, which 2020-12 does not know."),
                tr("Call it “prefixItems”, or say draft-07 in “$schema”."));
        return;
    }
    SchemaGraph::ItemRules rules;
    if (prefix.isArray()) {
        std::vector<quint32> schemas;
        std::transform(prefix.begin(), prefix.end(), std::back_inserter(schemas),
                       [this](const Node &node) { return child(node); });
        rules.firstPrefix = quint32(m_graph.lists.size());
        rules.prefixCount = quint32(schemas.size());
        m_graph.lists.insert(m_graph.lists.end(), schemas.begin(), schemas.end());
    } else if (prefix.isValid()) {
        problem(prefix, tr("“prefixItems” is no array of schemas."));
    }
    if (rest.isValid())
        rules.rest = child(rest);
    addStep(Check::Items, typebit::array, quint32(m_graph.itemRules.size()));
    m_graph.itemRules.push_back(rules);
}

void SchemaCompiler::compileContains(const Node &schema)
{
    const Node contains = schema.member("contains");
    if (!contains.isValid())
        return;
    SchemaGraph::ContainRules rules;
    rules.schema = child(contains);
    rules.evaluates = dialect() == Dialect::Draft2020;
    if (dialect() != Dialect::Draft7 && validates()) {
        if (const Node least = schema.member("minContains"); least.isValid())
            rules.least = countOf(least).value_or(1);
        if (const Node most = schema.member("maxContains"); most.isValid())
            rules.most = countOf(most).value_or(UINT64_MAX);
    }
    addStep(Check::Contains, typebit::array, quint32(m_graph.containRules.size()));
    m_graph.containRules.push_back(rules);
}

void SchemaCompiler::compileObjects(const Node &schema)
{
    compileProperties(schema);
    if (const Node names = schema.member("propertyNames"); names.isValid())
        addStep(Check::PropertyNames, typebit::object, child(names));
    compileDependencies(schema);
}

std::vector<QByteArray> SchemaCompiler::namesIn(const Node &list, const QString &keyword)
{
    std::vector<QByteArray> names;
    if (!list.isArray()) {
        problem(list, tr("“%1” is no array of names.").arg(keyword),
                keyword == u"required" && list.isBoolean()
                    ? tr("“required” stands at the object and lists the names of its members.")
                    : QString());
    }
    for (const Node name : list) {
        if (name.isString())
            names.push_back(name.bytes().toByteArray());
        else
            problem(name, tr("“%1” holds something that is no name.").arg(keyword));
    }
    return names;
}

void SchemaCompiler::compileProperties(const Node &schema)
{
    const Node properties = schema.member("properties"), required = schema.member("required");
    const Node patterns = schema.member("patternProperties"), others = schema.member("additionalProperties");
    const bool isRequired = required.isValid() && validates();
    if (!properties.isValid() && !isRequired && !patterns.isValid() && !others.isValid())
        return;
    std::map<QByteArray, SchemaGraph::Property> table;
    if (properties.isValid() && !properties.isObject())
        problem(properties, tr("“properties” is no object of schemas."));
    for (const Node property : properties.isObject() ? properties : Node()) {
        const QByteArray name = property.keyBytes().toByteArray();
        table[name].name = name;
        table[name].schema = child(property);
    }
    SchemaGraph::ObjectRules rules;
    if (isRequired) {
        for (const QByteArray &name : namesIn(required, u"required"_s)) {
            table[name].name = name;
            rules.requiredCount += table[name].isRequired ? 0U : 1U;
            table[name].isRequired = true;
        }
    }
    rules.firstProperty = quint32(m_graph.properties.size());
    rules.propertyCount = quint32(table.size());
    for (auto &[name, property] : table)
        m_graph.properties.push_back(std::move(property));
    if (patterns.isValid())
        addPatternProperties(patterns, rules);
    if (others.isValid())
        rules.additional = child(others);
    addStep(Check::Properties, typebit::object, quint32(m_graph.objectRules.size()));
    m_graph.objectRules.push_back(rules);
}

void SchemaCompiler::addPatternProperties(const Node &patterns, SchemaGraph::ObjectRules &rules)
{
    if (!patterns.isObject()) {
        problem(patterns, tr("“patternProperties” is no object of schemas."));
        return;
    }
    std::vector<SchemaGraph::PatternProperty> list;
    for (const Node property : patterns) {
        if (const auto pattern = patternOf(property, property.key()))
            list.push_back({*pattern, child(property)});
    }
    rules.firstPattern = quint32(m_graph.patternProperties.size());
    rules.patternCount = quint32(list.size());
    m_graph.patternProperties.insert(m_graph.patternProperties.end(), list.begin(), list.end());
}

void SchemaCompiler::compileDependencies(const Node &schema)
{
    // Later dialects keep it for compatibility (2020-12 metaschema).
    if (const Node map = schema.member("dependencies"); map.isValid())
        addDependencies(map, "dependencies");
    if (dialect() == Dialect::Draft7)
        return;
    if (const Node map = schema.member("dependentRequired"); map.isValid() && validates())
        addDependencies(map, "dependentRequired");
    if (const Node map = schema.member("dependentSchemas"); map.isValid())
        addDependencies(map, "dependentSchemas");
}

void SchemaCompiler::addDependencies(const Node &map, const char *keyword)
{
    if (!map.isObject()) {
        problem(map, tr("“%1” is no object.").arg(QLatin1String(keyword)));
        return;
    }
    const bool isRequired = qstrcmp(keyword, "dependentRequired") == 0;
    const bool isEither = qstrcmp(keyword, "dependencies") == 0;
    std::vector<SchemaGraph::Dependency> schemas, names;
    for (const Node value : map) {
        SchemaGraph::Dependency dependency;
        dependency.name = value.keyBytes().toByteArray();
        if (isRequired || (isEither && value.isArray())) {
            dependency.required = namesIn(value, QLatin1String(keyword));
            names.push_back(std::move(dependency));
        } else {
            dependency.schema = child(value);
            schemas.push_back(std::move(dependency));
        }
    }
    for (auto *list : {&names, &schemas}) {
        if (list->empty())
            continue;
        addStep(list == &names ? Check::DependentRequired : Check::DependentSchemas, typebit::object,
                quint32(m_graph.dependencies.size()), quint32(list->size()));
        std::move(list->begin(), list->end(), std::back_inserter(m_graph.dependencies));
    }
}

} // namespace weir
