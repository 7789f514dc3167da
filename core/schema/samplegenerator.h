// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/randomstream.h"
#include "core/schema/schemaview.h"

#include <optional>
#include <set>

namespace weir {

/// One attempt at a value for a schema. It follows what the schema demands, but does not look back: what contradicts an
/// earlier choice is found by validating.
class SampleGenerator
{
public:
    SampleGenerator(const SchemaGraph &graph, RandomStream &random) : m_graph(graph), m_random(random) {}

    /// A value for the root; nothing when a dead end was chosen.
    std::optional<Json> attempt();

private:
    std::optional<Json> value(SchemaView view, const QString &name);
    std::optional<Json> valueOf(const SchemaFacts &facts, const QString &name);
    std::optional<Json> suggested(const SchemaFacts &facts);
    std::optional<Json> number(const SchemaFacts &facts, const QString &name, bool isWhole);
    std::optional<Json> multiple(const SchemaFacts &facts, double least, double most);
    std::optional<Json> text(const SchemaFacts &facts, const QString &name);
    std::optional<Json> array(const SchemaFacts &facts, const QString &name);
    bool addContained(const SchemaFacts &facts, Json &array, const QString &name);
    bool addItem(Json &array, Json item, bool mustDiffer) const;
    std::optional<SchemaView> itemView(const SchemaFacts &facts, size_t index) const;
    std::optional<Json> object(const SchemaFacts &facts);
    std::vector<QByteArray> chosenNames(const SchemaFacts &facts);
    std::optional<Json> member(const SchemaFacts &facts, const QByteArray &name);
    bool addUnnamed(const SchemaFacts &facts, Json &object);
    QString newName(const SchemaFacts &facts);
    SchemaView decided(SchemaView view, SchemaFacts &facts);
    quint32 chosenType(const SchemaFacts &facts);

    bool isShort() const { return m_depth > 6; } ///< Deep inside only what must be is drawn.
    bool happens(double share) { return m_random.uniform() < share; }

    const SchemaGraph &m_graph;
    RandomStream &m_random;
    int m_depth = 0;
};

} // namespace weir
