// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schemagraph.h"
#include "core/schema/schemaregistry.h"

#include <QCoreApplication>
#include <QList>

#include <deque>
#include <functional>

namespace weir {

/// Turns the schemas that a document holds and reaches into one graph. Not recursive: a worklist.
class SchemaCompiler
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit SchemaCompiler(const SchemaOptions &options) : m_options(options), m_registry(options) {}

    /// Compiles the root of \a document; errors() says what is wrong.
    void compile(const SchemaDocument &document);

    SchemaGraph take() { return std::move(m_graph); }
    const QList<Error> &errors() const { return m_errors; }
    const QList<Error> &warnings() const { return m_warnings; }

private:
    using Check = SchemaCheck;

    quint32 schemaAt(const Node &node, quint32 resource);
    void compileSchema(quint32 index);
    void compileValues(const Node &schema);
    void compileType(const Node &value);
    void compileNumbers(const Node &schema);
    void compileStrings(const Node &schema);
    void compileFormat(const Node &schema);
    void compileArrays(const Node &schema);
    void compileItems(const Node &schema);
    void compileContains(const Node &schema);
    void compileObjects(const Node &schema);
    void compileProperties(const Node &schema);
    void addPatternProperties(const Node &patterns, SchemaGraph::ObjectRules &rules);
    void compileDependencies(const Node &schema);
    void addDependencies(const Node &map, const char *keyword);
    void compileReferences(const Node &schema);
    void compileReference(const Node &reference);
    void compileDynamicReference(const Node &reference, Check check);
    void compileApplicators(const Node &schema);
    void compileList(const Node &list, Check check);
    void compileUnevaluated(const Node &schema);
    void compileDefinitions(const Node &schema);
    void linkDynamicAnchors();
    void findCircles();

    void addStep(Check check, quint32 appliesTo, quint32 a = 0, quint32 b = 0, quint32 c = 0);
    quint32 child(const Node &node) { return schemaAt(node, m_registry.resourceOf(node, m_resource)); }
    std::vector<QByteArray> namesIn(const Node &list, const QString &keyword);
    std::optional<quint32> patternOf(const Node &place, const QString &text);
    std::optional<quint64> countOf(const Node &value);
    void unresolved(const Node &reference, Error error);
    void problem(const Node &where, const QString &message, const QString &hint = {});
    Dialect dialect() const { return m_registry.resource(m_resource).dialect; }
    bool validates() const { return m_registry.resource(m_resource).validates; }

    SchemaOptions m_options;
    SchemaRegistry m_registry;
    SchemaGraph m_graph;
    std::unordered_map<quint64, quint32> m_known; ///< Document and node -> schema.
    std::deque<quint32> m_waiting;
    quint32 m_resource = 0; ///< Of the schema being compiled.
    QList<Error> m_errors;
    QList<Error> m_warnings;
};

} // namespace weir
