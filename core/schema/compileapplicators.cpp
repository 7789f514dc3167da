// SPDX-License-Identifier: GPL-3.0-or-later
// References, and the keywords that apply schemas to the same value.
#include "core/schema/schemacompiler.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 any = typebit::all | typebit::integer;

} // namespace

void SchemaCompiler::compileReferences(const Node &schema)
{
    if (const Node reference = schema.member("$ref"); reference.isValid())
        compileReference(reference);
    if (dialect() == Dialect::Draft2020) {
        if (const Node reference = schema.member("$dynamicRef"); reference.isValid())
            compileDynamicReference(reference, Check::DynamicReference);
    } else if (dialect() == Dialect::Draft2019) {
        if (const Node reference = schema.member("$recursiveRef"); reference.isValid())
            compileDynamicReference(reference, Check::DynamicReference);
    }
}

void SchemaCompiler::compileReference(const Node &reference)
{
    if (!reference.isString()) {
        problem(reference, tr("“$ref” is no text."));
        return;
    }
    const auto target = m_registry.resolve(m_resource, reference.text());
    if (!target)
        unresolved(reference, target.error());
    else
        addStep(Check::Reference, any, schemaAt(target->node, target->resource));
}

void SchemaCompiler::compileDynamicReference(const Node &reference, Check check)
{
    if (!reference.isString()) {
        problem(reference, tr("“%1” is no text.").arg(reference.key()));
        return;
    }
    const auto target = m_registry.resolve(m_resource, reference.text());
    if (!target) {
        unresolved(reference, target.error());
        return;
    }
    const quint32 schema = schemaAt(target->node, target->resource);
    const QByteArray name = reference.text().section(u'#', 1).toUtf8();
    // Dynamic only where the place it first names is a dynamic anchor of that name (2020-12 core §8.2.3.2).
    const auto &anchors = m_registry.resource(target->resource).dynamicAnchors;
    const auto anchor = anchors.constFind(name);
    if (anchor == anchors.cend() || *anchor != target->node) {
        addStep(Check::Reference, any, schema);
        return;
    }
    addStep(check, any, schema, quint32(m_graph.names.size()));
    m_graph.names.push_back(name);
}

void SchemaCompiler::compileApplicators(const Node &schema)
{
    compileList(schema.member("allOf"), Check::AllOf);
    compileList(schema.member("anyOf"), Check::AnyOf);
    compileList(schema.member("oneOf"), Check::OneOf);
    if (const Node negated = schema.member("not"); negated.isValid())
        addStep(Check::Not, any, child(negated));
    const Node condition = schema.member("if"), then = schema.member("then"), otherwise = schema.member("else");
    const quint32 thenSchema = then.isValid() ? child(then) : SchemaGraph::noSchema;
    const quint32 elseSchema = otherwise.isValid() ? child(otherwise) : SchemaGraph::noSchema;
    if (condition.isValid())
        addStep(Check::IfThenElse, any, child(condition), thenSchema, elseSchema);
}

void SchemaCompiler::compileList(const Node &list, Check check)
{
    if (!list.isValid())
        return;
    if (!list.isArray() || list.size() == 0) {
        problem(list, tr("“%1” is no array of at least one schema.").arg(list.key()));
        return;
    }
    std::vector<quint32> schemas;
    std::transform(list.begin(), list.end(), std::back_inserter(schemas),
                   [this](const Node &node) { return child(node); });
    addStep(check, any, quint32(m_graph.lists.size()), quint32(schemas.size()));
    m_graph.lists.insert(m_graph.lists.end(), schemas.begin(), schemas.end());
}

void SchemaCompiler::compileUnevaluated(const Node &schema)
{
    if (dialect() == Dialect::Draft7)
        return;
    if (const Node items = schema.member("unevaluatedItems"); items.isValid())
        addStep(Check::UnevaluatedItems, typebit::array, child(items));
    if (const Node properties = schema.member("unevaluatedProperties"); properties.isValid())
        addStep(Check::UnevaluatedProperties, typebit::object, child(properties));
}

} // namespace weir
