// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/duration.h"
#include "core/base/result.h"

#include <QList>
#include <QStringList>

#include <functional>
#include <variant>

namespace weir {

/// What a part of an expression is worth: missing, a truth, a number, a duration or a text.
using ExpressionValue = std::variant<std::monostate, bool, double, Duration, QString>;

/// Says what a dotted name is worth; a name that has no value is missing (`std::monostate`).
using ExpressionLookup = std::function<ExpressionValue(const QString &name)>;

enum class ExpressionOperator : quint8 {
    Literal,
    Name,
    Has, ///< `has(data.total)`.
    Not,
    Negate,
    Multiply,
    Divide,
    Add, ///< Also joins texts.
    Subtract,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    And,
    Or,
    Contains, ///< `a contains b`, `contains(a, b)` or `a.contains(b)`; likewise the next two.
    StartsWith,
    EndsWith,
};

/// One operation; operands are positions in the expression's list.
struct ExpressionNode
{
    ExpressionOperator operation = ExpressionOperator::Literal;
    int left = -1, right = -1; ///< Both come before this node; -1 is none.
    int column = 0;            ///< From 1, in UTF-8 bytes.
    ExpressionValue value;     ///< Of a literal.
    QString name;              ///< Of `Name` and `Has`.

    bool operator==(const ExpressionNode &) const = default;
};

/// An expression of Weir's one small language, as filters, alerts and colour rules use it:
/// `type == "order.placed" && data.total > 100 || latency > 250ms`.
///
/// `&& || !` may be written `and or not`. Names are dotted and may hold indices (`data.items[0].sku`). Durations compare
/// with durations only, texts with texts. An operation on values that do not fit, a missing one included, is missing;
/// a missing condition does not hold.
class Expression
{
public:
    Expression() = default;

    const QString &text() const { return m_text; }
    bool isEmpty() const { return m_nodes.isEmpty(); }
    /// In order of evaluation; the last is the whole.
    const QList<ExpressionNode> &nodes() const { return m_nodes; }
    /// The names it asks for, sorted, each once.
    QStringList names() const;

    ExpressionValue evaluate(const ExpressionLookup &lookup) const;
    /// Whether evaluate() gives true.
    bool holds(const ExpressionLookup &lookup) const;

    bool operator==(const Expression &other) const { return m_nodes == other.m_nodes; }

private:
    friend class ExpressionParser;
    QString m_text;
    QList<ExpressionNode> m_nodes;
};

/// \a text as an expression. The error's place has line 1 and the column where reading stopped (from 1, UTF-8 bytes).
/// At most 4,096 characters and 64 levels deep.
Result<Expression> parseExpression(QStringView text);

} // namespace weir
