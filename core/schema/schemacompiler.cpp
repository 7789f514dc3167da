// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schemacompiler.h"

#include <QCoreApplication>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxProblems = 100; ///< Told at most.

} // namespace

void SchemaCompiler::compile(const SchemaDocument &document)
{
    const auto root = m_registry.add(document, m_options.base, m_options.base, m_options.dialect);
    if (!root) {
        m_errors.append(root.error());
        return;
    }
    schemaAt(document->root(), *root);
    do {
        while (!m_waiting.empty() && m_errors.size() < maxProblems) {
            const quint32 next = m_waiting.front();
            m_waiting.pop_front();
            compileSchema(next);
        }
        linkDynamicAnchors();
    } while (!m_waiting.empty() && m_errors.size() < maxProblems);
    if (m_errors.isEmpty())
        findCircles();
    m_graph.documents = m_registry.documents();
}

quint32 SchemaCompiler::schemaAt(const Node &node, quint32 resource)
{
    const quint64 key = quint64(m_registry.resource(resource).document) << 32 | node.number();
    const auto [known, isNew] = m_known.try_emplace(key, quint32(m_graph.schemas.size()));
    if (!isNew)
        return known->second;
    SchemaGraph::Schema schema;
    schema.source = node;
    schema.resource = resource;
    if (node.isBoolean())
        schema.kind = node.toBool() ? SchemaGraph::Kind::True : SchemaGraph::Kind::False;
    else if (!node.isObject())
        problem(node, tr("This is no schema: it is neither an object nor true or false."));
    else if (qsizetype(m_graph.schemas.size()) < m_options.maxSchemas)
        m_waiting.push_back(known->second);
    else if (qsizetype(m_graph.schemas.size()) == m_options.maxSchemas)
        problem(node, tr("These are more than %1 schemas.").arg(m_options.maxSchemas));
    m_graph.schemas.push_back(schema);
    return known->second;
}

void SchemaCompiler::compileSchema(quint32 index)
{
    const Node source = m_graph.schemas[index].source;
    m_resource = m_graph.schemas[index].resource;
    const auto first = quint32(m_graph.code.size());
    if (dialect() == Dialect::Draft7 && source.member("$ref").isString()) {
        compileReference(source.member("$ref")); // What stands beside it does not count.
    } else {
        if (validates()) {
            compileValues(source);
            compileNumbers(source);
            compileStrings(source);
        }
        compileFormat(source);
        compileArrays(source);
        compileObjects(source);
        compileReferences(source);
        compileApplicators(source);
        compileUnevaluated(source); // Last: it looks at what the others evaluated.
    }
    compileDefinitions(source);
    SchemaGraph::Schema &schema = m_graph.schemas[index];
    schema.first = first;
    schema.count = quint32(m_graph.code.size()) - first;
    if (schema.count == 0)
        schema.kind = SchemaGraph::Kind::True;
}

/// Compiles what only waits to be referred to, so that its mistakes are told too.
void SchemaCompiler::compileDefinitions(const Node &schema)
{
    for (const char *keyword : {"$defs", "definitions"}) {
        const Node map = schema.member(keyword);
        if (shapeOf(keyword, dialect()) != KeywordShape::SchemaMap || !map.isObject())
            continue;
        for (const Node definition : map) {
            if (definition.isObject() || definition.isBoolean())
                child(definition);
        }
    }
}

/// Gives each resource the schemas of its dynamic anchors; compiling those may find further resources.
void SchemaCompiler::linkDynamicAnchors()
{
    for (size_t i = 0; i < m_registry.resources().size(); ++i) {
        if (m_graph.resources.size() <= i)
            m_graph.resources.push_back(
                {m_registry.resource(quint32(i)).uri, m_registry.resource(quint32(i)).root, {}});
        const auto anchors = m_registry.resource(quint32(i)).dynamicAnchors;
        for (auto it = anchors.cbegin(); it != anchors.cend(); ++it)
            m_graph.resources[i].dynamicAnchors.insert(it.key(), schemaAt(it.value(), quint32(i)));
    }
}

void SchemaCompiler::addStep(Check check, quint32 appliesTo, quint32 a, quint32 b, quint32 c)
{
    m_graph.code.push_back({check, quint8(appliesTo), a, b, c});
}

void SchemaCompiler::problem(const Node &where, const QString &message, const QString &hint)
{
    if (m_errors.size() < maxProblems)
        m_errors.append(Error{message, where.place(), hint});
}

void SchemaCompiler::unresolved(const Node &reference, Error error)
{
    error.place = reference.place();
    (m_options.unresolved == UnresolvedReference::IsError ? m_errors : m_warnings).append(error);
}

std::vector<quint32> SchemaGraph::inPlace(quint32 schema) const
{
    std::vector<quint32> result;
    const Schema &from = schemas[schema];
    for (quint32 i = from.first; i < from.first + from.count; ++i) {
        const Instruction &step = code[i];
        switch (step.check) {
        case SchemaCheck::Reference:
        case SchemaCheck::DynamicReference:
        case SchemaCheck::Not:
            result.push_back(step.a);
            break;
        case SchemaCheck::AllOf:
        case SchemaCheck::AnyOf:
        case SchemaCheck::OneOf:
            result.insert(result.end(), lists.begin() + step.a, lists.begin() + step.a + step.b);
            break;
        case SchemaCheck::IfThenElse:
            for (const quint32 target : {step.a, step.b, step.c}) {
                if (target != noSchema)
                    result.push_back(target);
            }
            break;
        case SchemaCheck::DependentSchemas:
            for (quint32 k = step.a; k < step.a + step.b; ++k)
                result.push_back(dependencies[k].schema);
            break;
        default:
            break;
        }
    }
    return result;
}

/// Judging must end: a schema that comes back to itself at the same value never does (2020-12 core §9.4.1).
void SchemaCompiler::findCircles()
{
    enum class State : quint8 { New, Open, Done };
    std::vector<State> states(m_graph.schemas.size(), State::New);
    struct Step
    {
        quint32 schema;
        std::vector<quint32> next;
    };
    for (quint32 start = 0; start < m_graph.schemas.size(); ++start) {
        if (states[start] != State::New)
            continue;
        std::vector<Step> path{{start, m_graph.inPlace(start)}};
        states[start] = State::Open;
        while (!path.empty()) {
            if (path.back().next.empty()) {
                states[path.back().schema] = State::Done;
                path.pop_back();
                continue;
            }
            const quint32 next = path.back().next.back();
            path.back().next.pop_back();
            if (states[next] == State::Open) {
                problem(m_graph.schemas[next].source,
                        tr("The schema refers to itself for the same value, so that judging would never end."),
                        tr("Let one of the references in the circle stand below properties or items."));
            } else if (states[next] == State::New) {
                states[next] = State::Open;
                path.push_back({next, m_graph.inPlace(next)});
            }
        }
    }
}

} // namespace weir
