// SPDX-License-Identifier: GPL-3.0-or-later
// Checks that apply other schemas to the same value.
#include "core/schema/evaluation.h"
#include "core/schema/instancevalue.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// How close a failed alternative came: of the right type, with the right constants (which tell alternatives apart), wrong
/// deep inside, wrong seldom.
std::tuple<bool, bool, qsizetype, qsizetype> closeness(const QList<Violation> &violations, const QString &here)
{
    qsizetype depth = 0;
    bool hasType = true, hasConstants = true;
    for (const Violation &violation : violations) {
        depth = std::max(depth, violation.instance.pointer.count(u'/'));
        hasType = hasType && !(violation.keyword == u"type" && violation.instance.pointer == here);
        hasConstants = hasConstants && violation.keyword != u"const" && violation.keyword != u"enum";
    }
    return {hasType, hasConstants, depth, -violations.size()};
}

} // namespace

bool Evaluation::checkDynamicReference(const At &at)
{
    // The outermost resource on the way here that has the anchor wins (2020-12 core §8.2.3.2).
    quint32 target = at.step.a;
    const QByteArray &name = m_graph.names[at.step.b];
    for (const Scope *scope = m_scope; scope; scope = scope->outer) {
        const auto &anchors = m_graph.resources[scope->resource].dynamicAnchors;
        if (const auto found = anchors.constFind(name); found != anchors.cend())
            target = *found;
    }
    return check(target, at.value, at.marks);
}

bool Evaluation::checkAllOf(const At &at)
{
    bool isValid = true;
    for (quint32 i = at.step.a; i < at.step.a + at.step.b; ++i) {
        if (check(m_graph.lists[i], at.value, at.marks))
            continue;
        isValid = false;
        if (!m_report || m_isUndecided)
            return false;
    }
    return isValid;
}

bool Evaluation::checkAnyOf(const At &at)
{
    bool isValid = false;
    for (quint32 i = at.step.a; i < at.step.a + at.step.b; ++i) {
        isValid = passes(m_graph.lists[i], at.value, at.marks) || isValid;
        if (m_isUndecided)
            return false;
        if (isValid && !at.marks)
            return true;
    }
    if (!isValid && m_report)
        reportAlternatives(at);
    return isValid;
}

bool Evaluation::checkOneOf(const At &at)
{
    quint32 matched = 0;
    QStringList places;
    std::optional<EvaluatedMarks> marks;
    for (quint32 i = at.step.a; i < at.step.a + at.step.b; ++i) {
        std::optional<EvaluatedMarks> own;
        if (at.marks)
            own.emplace(at.value.size());
        const bool isMatch = passes(m_graph.lists[i], at.value, own ? &*own : nullptr);
        if (m_isUndecided)
            return false;
        if (!isMatch)
            continue;
        ++matched;
        marks = own;
        places.append(m_graph.schemas[m_graph.lists[i]].source.pointer());
        if (matched > 1 && !m_report)
            return false;
    }
    if (matched == 1) {
        if (marks)
            at.marks->add(*marks);
        return true;
    }
    if (!m_report)
        return false;
    if (matched == 0) {
        reportAlternatives(at);
        return false;
    }
    return fail(at, "oneOf",
                tr("%1 matches %2 of the alternatives, but exactly one must match: %3.")
                    .arg(shortText(at.value))
                    .arg(matched)
                    .arg(places.join(u", "_s)));
}

/// Says that none matches, and what is wrong with the one that comes closest.
void Evaluation::reportAlternatives(const At &at)
{
    const QString here = at.value.pointer();
    QList<Violation> closest;
    QList<Violation> *const before = m_report;
    for (quint32 i = at.step.a; i < at.step.a + at.step.b && !m_isUndecided; ++i) {
        QList<Violation> own;
        m_report = &own;
        check(m_graph.lists[i], at.value, nullptr);
        if (!own.isEmpty() && (closest.isEmpty() || closeness(own, here) > closeness(closest, here)))
            closest = own;
    }
    m_report = before;
    QString message = tr("%1 matches none of the %2 alternatives.").arg(shortText(at.value)).arg(at.step.b);
    if (!closest.isEmpty())
        message += u' ' + tr("The closest fails since: %1").arg(closest.first().message);
    fail(at, keywordOf(at.step.check), message);
    for (const Violation &violation : closest) {
        if (!isFull())
            m_report->append(violation);
    }
}

bool Evaluation::checkNot(const At &at)
{
    if (!passes(at.step.a, at.value, nullptr))
        return !m_isUndecided;
    return fail(at, "not", tr("%1 matches the schema that “not” forbids.").arg(shortText(at.value)));
}

bool Evaluation::checkCondition(const At &at)
{
    const bool holds = passes(at.step.a, at.value, at.marks);
    if (m_isUndecided)
        return false;
    const quint32 next = holds ? at.step.b : at.step.c;
    return next == SchemaGraph::noSchema || check(next, at.value, at.marks);
}

} // namespace weir
