// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schema.h"
#include "core/schema/schemagraph.h"

#include <QCoreApplication>
#include <QVarLengthArray>

namespace weir {

/// Which items or members of one value some keyword has evaluated.
class EvaluatedMarks
{
public:
    explicit EvaluatedMarks(qsizetype size) : m_bits((size + 63) / 64, 0) {}

    void mark(qsizetype index) { m_bits[index / 64] |= quint64(1) << (index % 64); }
    void markAll() { std::fill(m_bits.begin(), m_bits.end(), ~quint64(0)); }
    bool isMarked(qsizetype index) const { return (m_bits[index / 64] >> (index % 64) & 1U) != 0; }
    void add(const EvaluatedMarks &other);

private:
    QVarLengthArray<quint64, 2> m_bits;
};

/// One run of a value through a schema's graph.
class Evaluation
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    Evaluation(const SchemaGraph &graph, const ValidationLimits &limits) : m_graph(graph), m_limits(limits) {}

    /// Judges \a value by the root; violations go to \a report, or, when it is nullptr, the first one ends the run.
    Verdict run(const Node &value, QList<Violation> *report) { return run(0, value, report); }
    /// The same by one schema of the graph.
    Verdict run(quint32 schema, const Node &value, QList<Violation> *report);

private:
    using Instruction = SchemaGraph::Instruction;
    struct Scope ///< The resources entered on the way, innermost first.
    {
        const Scope *outer;
        quint32 resource;
    };
    struct At ///< What the instruction at hand looks at.
    {
        quint32 schema;
        const Instruction &step;
        const Node &value;
        EvaluatedMarks *marks; ///< Nullptr when nobody asks.
    };

    bool check(quint32 schema, const Node &value, EvaluatedMarks *marks);
    bool checkAll(quint32 schema, const Node &value, EvaluatedMarks *marks);
    bool checkStep(const At &at);
    bool checkEnum(const At &at);
    bool checkNumber(const At &at);
    bool checkCount(const At &at);
    bool checkString(const At &at);
    bool checkItems(const At &at);
    bool checkContains(const At &at);
    bool checkProperties(const At &at);
    bool checkMember(const SchemaGraph::ObjectRules &rules, const Node &member, quint32 &found, bool &isEvaluated);
    bool checkMissing(const At &at, const SchemaGraph::ObjectRules &rules);
    bool checkUnknownMember(quint32 schema, const Node &member, const SchemaGraph::ObjectRules &rules);
    bool checkNames(const At &at);
    bool checkDependentRequired(const At &at);
    bool checkDependentSchemas(const At &at);
    bool checkDynamicReference(const At &at);
    bool checkAllOf(const At &at);
    bool checkAnyOf(const At &at);
    bool checkOneOf(const At &at);
    bool checkNot(const At &at);
    bool checkCondition(const At &at);
    bool checkUnevaluated(const At &at);
    void reportAlternatives(const At &at);

    /// Judges without reporting.
    bool passes(quint32 schema, const Node &value, EvaluatedMarks *marks);
    MatchAnswer matches(quint32 pattern, const Node &place, const QString &text);
    bool fail(const At &at, const char *keyword, const QString &message);
    void report(quint32 schema, const char *keyword, const Node &value, const QString &message);
    bool giveUp(quint32 schema, const Node &value, const QString &message);
    bool isFull() const { return m_report && m_report->size() >= Validation::maxViolations; }

    const SchemaGraph &m_graph;
    ValidationLimits m_limits;
    QList<Violation> *m_report = nullptr;
    const Scope *m_scope = nullptr;
    qint64 m_steps = 0;
    int m_depth = 0;
    bool m_isUndecided = false;
    Violation m_reason; ///< Why it is undecided.
};

/// The keyword of \a check as the schema spells it.
const char *keywordOf(SchemaCheck check);

} // namespace weir
