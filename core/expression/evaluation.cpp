// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/expression.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <vector>

namespace weir {

namespace {

using enum ExpressionOperator;

bool isMissing(const ExpressionValue &value)
{
    return value.index() == 0;
}

bool isTruth(const ExpressionValue &value, bool wanted)
{
    const bool *truth = std::get_if<bool>(&value);
    return truth && *truth == wanted;
}

ExpressionValue finite(double value)
{
    return std::isfinite(value) ? ExpressionValue(value) : ExpressionValue();
}

/// \a nanoseconds as a duration; missing when it does not fit in 64 bits.
ExpressionValue duration(double nanoseconds)
{
    constexpr double limit = 9.2e18;
    if (!(std::abs(nanoseconds) < limit))
        return {};
    return Duration(static_cast<Duration::rep>(std::llround(nanoseconds)));
}

double nanoseconds(const ExpressionValue &value)
{
    return static_cast<double>(std::get<Duration>(value).count());
}

ExpressionValue calculatedDuration(ExpressionOperator operation, const ExpressionValue &left,
                                   const ExpressionValue &right)
{
    const bool both = std::holds_alternative<Duration>(left) && std::holds_alternative<Duration>(right);
    const double *factor = std::get_if<double>(std::holds_alternative<Duration>(left) ? &right : &left);
    if (operation == Add && both)
        return duration(nanoseconds(left) + nanoseconds(right));
    if (operation == Subtract && both)
        return duration(nanoseconds(left) - nanoseconds(right));
    if (operation == Divide && both)
        return finite(nanoseconds(left) / nanoseconds(right));
    if (operation == Multiply && factor)
        return duration(nanoseconds(std::holds_alternative<Duration>(left) ? left : right) * *factor);
    if (operation == Divide && factor && std::holds_alternative<Duration>(left))
        return duration(nanoseconds(left) / *factor);
    return {};
}

ExpressionValue calculated(ExpressionOperator operation, const ExpressionValue &left, const ExpressionValue &right)
{
    if (std::holds_alternative<Duration>(left) || std::holds_alternative<Duration>(right))
        return calculatedDuration(operation, left, right);
    if (const QString *text = std::get_if<QString>(&left); text && operation == Add) {
        const QString *more = std::get_if<QString>(&right);
        return more ? ExpressionValue(*text + *more) : ExpressionValue();
    }
    const double *a = std::get_if<double>(&left);
    const double *b = std::get_if<double>(&right);
    if (!a || !b)
        return {};
    switch (operation) {
    case Add:
        return finite(*a + *b);
    case Subtract:
        return finite(*a - *b);
    case Multiply:
        return finite(*a * *b);
    default:
        return finite(*a / *b);
    }
}

std::partial_ordering order(const ExpressionValue &left, const ExpressionValue &right)
{
    if (const double *a = std::get_if<double>(&left))
        return *a <=> std::get<double>(right);
    if (const Duration *a = std::get_if<Duration>(&left))
        return a->count() <=> std::get<Duration>(right).count();
    if (const QString *a = std::get_if<QString>(&left))
        return QString::compare(*a, std::get<QString>(right)) <=> 0;
    return std::get<bool>(left) == std::get<bool>(right) ? std::partial_ordering::equivalent
                                                         : std::partial_ordering::unordered;
}

ExpressionValue compared(ExpressionOperator operation, const ExpressionValue &left, const ExpressionValue &right)
{
    if (isMissing(left) || left.index() != right.index())
        return {};
    const std::partial_ordering ordering = order(left, right);
    if (operation == Equal)
        return ordering == 0;
    if (operation == NotEqual)
        return ordering != 0;
    if (std::holds_alternative<bool>(left))
        return {};
    switch (operation) {
    case Less:
        return ordering < 0;
    case LessOrEqual:
        return ordering <= 0;
    case Greater:
        return ordering > 0;
    default:
        return ordering >= 0;
    }
}

ExpressionValue searched(ExpressionOperator operation, const ExpressionValue &left, const ExpressionValue &right)
{
    const QString *text = std::get_if<QString>(&left);
    const QString *part = std::get_if<QString>(&right);
    if (!text || !part)
        return {};
    if (operation == Contains)
        return text->contains(*part);
    return operation == StartsWith ? text->startsWith(*part) : text->endsWith(*part);
}

/// One side decides a conjunction when it is false, a disjunction when it is true; else both must be known.
ExpressionValue joined(bool decisive, const ExpressionValue &left, const ExpressionValue &right)
{
    if (isTruth(left, decisive) || isTruth(right, decisive))
        return decisive;
    return isTruth(left, !decisive) && isTruth(right, !decisive) ? ExpressionValue(!decisive) : ExpressionValue();
}

ExpressionValue negated(ExpressionOperator operation, const ExpressionValue &value)
{
    if (const bool *truth = std::get_if<bool>(&value); truth && operation == Not)
        return !*truth;
    if (const double *number = std::get_if<double>(&value); number && operation == Negate)
        return -*number;
    if (std::holds_alternative<Duration>(value) && operation == Negate)
        return duration(-nanoseconds(value));
    return {};
}

ExpressionValue operated(ExpressionOperator operation, const ExpressionValue &left, const ExpressionValue &right)
{
    switch (operation) {
    case And:
        return joined(false, left, right);
    case Or:
        return joined(true, left, right);
    case Contains:
    case StartsWith:
    case EndsWith:
        return searched(operation, left, right);
    case Add:
    case Subtract:
    case Multiply:
    case Divide:
        return calculated(operation, left, right);
    default:
        return compared(operation, left, right);
    }
}

} // namespace

QStringList Expression::names() const
{
    QStringList names;
    for (const ExpressionNode &node : m_nodes) {
        if (node.operation == Name || node.operation == Has)
            names.append(node.name);
    }
    names.sort();
    names.removeDuplicates();
    return names;
}

ExpressionValue Expression::evaluate(const ExpressionLookup &lookup) const
{
    if (m_nodes.isEmpty())
        return {};
    std::vector<ExpressionValue> values;
    values.reserve(static_cast<std::size_t>(m_nodes.size()));
    const auto at = [&values](int position) -> const ExpressionValue & {
        return values[static_cast<std::size_t>(position)];
    };
    for (const ExpressionNode &node : m_nodes) {
        if (node.operation == Literal)
            values.push_back(node.value);
        else if (node.operation == Name)
            values.push_back(lookup(node.name));
        else if (node.operation == Has)
            values.push_back(!isMissing(lookup(node.name)));
        else if (node.operation == Not || node.operation == Negate)
            values.push_back(negated(node.operation, at(node.left)));
        else
            values.push_back(operated(node.operation, at(node.left), at(node.right)));
    }
    return values.back();
}

bool Expression::holds(const ExpressionLookup &lookup) const
{
    return isTruth(evaluate(lookup), true);
}

} // namespace weir
