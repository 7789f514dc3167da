// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schemagraph.h"

#include <QSet>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace weir {

/// Schemas of one graph that all hold for the same value.
struct SchemaView
{
    const SchemaGraph *graph = nullptr;
    std::vector<quint32> schemas;
    std::vector<quint32> decided; ///< Groups of alternatives of which one is among the schemas.

    /// The view with one more schema.
    SchemaView with(quint32 schema) const;
    /// Where it stands: the first schema's source.
    Node source() const { return schemas.empty() ? Node() : graph->schemas[schemas.front()].source; }
};

/// A bound of numbers.
struct NumberBound
{
    ExactNumber value;
    bool isExclusive = false;
};

/// What the schemas of a view demand together, with references and `allOf` resolved.
struct SchemaFacts
{
    struct Pattern
    {
        QString text;
        SchemaView schema;
    };
    struct Conditional
    {
        Node condition;
        quint32 ifSchema = SchemaGraph::noSchema;
        quint32 thenSchema = SchemaGraph::noSchema, elseSchema = SchemaGraph::noSchema;
    };
    struct Alternatives
    {
        quint32 group = 0; ///< Tells it from others of the graph.
        std::vector<quint32> schemas;
        const char *keyword = "anyOf";
        Node source;
    };
    struct Contain
    {
        SchemaView schema;
        quint64 least = 1, most = UINT64_MAX;
    };

    SchemaView view; ///< With references resolved; the source of pointers.
    bool acceptsNothing = false;
    quint32 types = typebit::all | typebit::integer;
    std::optional<std::vector<Node>> values; ///< `enum` and `const`, intersected.
    std::optional<NumberBound> minimum, maximum;
    std::vector<ExactNumber> divisors;
    quint64 minLength = 0, maxLength = UINT64_MAX;
    quint64 minItems = 0, maxItems = UINT64_MAX;
    quint64 minProperties = 0, maxProperties = UINT64_MAX;
    bool hasUniqueItems = false;
    std::set<QString> patterns, formats, contents; ///< Sorted, so that samples are the same everywhere.
    std::map<QByteArray, SchemaView> properties;
    std::map<QByteArray, Node> required; ///< Name -> schema that requires it.
    std::vector<Pattern> patternProperties;
    std::optional<SchemaView> additional; ///< Of `additionalProperties`, else of `unevaluatedProperties`.
    const char *additionalKeyword = "additionalProperties";
    std::vector<SchemaView> prefix;
    std::optional<SchemaView> rest;
    std::vector<SchemaView> names;
    std::vector<Contain> contains;
    std::map<QByteArray, QSet<QByteArray>> dependentRequired;
    std::vector<std::pair<QByteArray, quint32>> dependentSchemas;
    std::vector<Alternatives> alternatives; ///< Of `anyOf` and `oneOf`.
    std::vector<quint32> negated;
    std::vector<Conditional> conditionals;
};

/// Gathers what \a view demands.
SchemaFacts factsOf(const SchemaView &view);

/// Whether no value at all fits.
bool acceptsNothing(const SchemaView &view);

} // namespace weir
