// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of what stands in objects.
#include "core/schema/evaluation.h"
#include "core/schema/instancevalue.h"
#include "core/syntax/jsonwriter.h"
#include "core/syntax/reader.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QString named(QByteArrayView name)
{
    return u'“' + QString::fromUtf8(name) + u'”';
}

constexpr int shownNames = 12; ///< In a message.

} // namespace

bool Evaluation::checkProperties(const At &at)
{
    const SchemaGraph::ObjectRules &rules = m_graph.objectRules[at.step.a];
    bool isValid = true;
    quint32 found = 0;
    qsizetype index = 0;
    for (const Node member : at.value) {
        bool isEvaluated = false;
        if (!checkMember(rules, member, found, isEvaluated)) {
            isValid = false;
            if (!m_report || m_isUndecided)
                return false;
        }
        if (at.marks && isEvaluated)
            at.marks->mark(index);
        ++index;
    }
    return (found == rules.requiredCount || checkMissing(at, rules)) && isValid;
}

bool Evaluation::checkMember(const SchemaGraph::ObjectRules &rules, const Node &member, quint32 &found,
                             bool &isEvaluated)
{
    const QByteArrayView key = member.keyBytes();
    const auto from = m_graph.properties.begin() + rules.firstProperty, to = from + rules.propertyCount;
    const auto known =
        std::lower_bound(from, to, key, [](const SchemaGraph::Property &property, QByteArrayView wanted) {
            return QByteArrayView(property.name) < wanted;
        });
    bool isValid = true;
    if (known != to && QByteArrayView(known->name) == key) {
        found += known->isRequired ? 1U : 0U;
        if (known->schema != SchemaGraph::noSchema) {
            isEvaluated = true;
            isValid = check(known->schema, member, nullptr);
        }
    }
    if (rules.patternCount > 0) {
        const QString name = QString::fromUtf8(key);
        for (quint32 i = rules.firstPattern; i < rules.firstPattern + rules.patternCount; ++i) {
            const SchemaGraph::PatternProperty &property = m_graph.patternProperties[i];
            const MatchAnswer answer = matches(property.pattern, member, name);
            if (answer == MatchAnswer::TooCostly)
                return false;
            if (answer == MatchAnswer::Yes) {
                isEvaluated = true;
                isValid = check(property.schema, member, nullptr) && isValid;
            }
        }
    }
    if (!isEvaluated && rules.additional != SchemaGraph::noSchema) {
        isEvaluated = true;
        return checkUnknownMember(rules.additional, member, rules);
    }
    return isValid;
}

bool Evaluation::checkUnknownMember(quint32 schema, const Node &member, const SchemaGraph::ObjectRules &rules)
{
    if (m_graph.schemas[schema].kind != SchemaGraph::Kind::False)
        return check(schema, member, nullptr);
    if (!m_report)
        return false;
    QStringList names;
    for (quint32 i = rules.firstProperty; i < rules.firstProperty + rules.propertyCount; ++i) {
        if (m_graph.properties[i].schema != SchemaGraph::noSchema && names.size() <= shownNames)
            names.append(names.size() < shownNames ? QString::fromUtf8(m_graph.properties[i].name) : u"…"_s);
    }
    QString message = tr("The member %1 is not known here.").arg(named(member.keyBytes()));
    if (!names.isEmpty())
        message += u' ' + tr("Known are: %1.").arg(names.join(u", "_s));
    report(schema, nullptr, member, message);
    if (!m_report->isEmpty())
        m_report->last().keyword = u"additionalProperties"_s;
    return false;
}

bool Evaluation::checkMissing(const At &at, const SchemaGraph::ObjectRules &rules)
{
    if (!m_report)
        return false;
    for (quint32 i = rules.firstProperty; i < rules.firstProperty + rules.propertyCount; ++i) {
        const SchemaGraph::Property &property = m_graph.properties[i];
        if (property.isRequired && !at.value.member(property.name).isValid())
            fail(at, "required", tr("The member %1 is missing.").arg(named(property.name)));
    }
    return false;
}

bool Evaluation::checkNames(const At &at)
{
    // A name is judged as a value of its own: a document that holds only the name.
    return std::all_of(at.value.begin(), at.value.end(), [&](const Node &member) {
        const auto name = readJson(quotedJson(member.keyBytes()), {});
        if (name && passes(at.step.a, name->root(), nullptr))
            return true;
        if (!m_isUndecided)
            report(at.schema, "propertyNames", member,
                   tr("%1 is not allowed as a name.").arg(named(member.keyBytes())));
        return false;
    });
}

bool Evaluation::checkDependentRequired(const At &at)
{
    bool isValid = true;
    for (quint32 i = at.step.a; i < at.step.a + at.step.b; ++i) {
        const SchemaGraph::Dependency &dependency = m_graph.dependencies[i];
        if (!at.value.member(dependency.name).isValid())
            continue;
        for (const QByteArray &name : dependency.required) {
            if (at.value.member(name).isValid())
                continue;
            isValid = fail(at, "dependentRequired",
                           tr("The member %1 is missing; %2 needs it.").arg(named(name), named(dependency.name)));
        }
    }
    return isValid;
}

bool Evaluation::checkDependentSchemas(const At &at)
{
    bool isValid = true;
    for (quint32 i = at.step.a; i < at.step.a + at.step.b; ++i) {
        const SchemaGraph::Dependency &dependency = m_graph.dependencies[i];
        if (at.value.member(dependency.name).isValid())
            isValid = check(dependency.schema, at.value, at.marks) && isValid;
    }
    return isValid;
}

bool Evaluation::checkUnevaluated(const At &at)
{
    bool isValid = true;
    qsizetype index = 0;
    for (const Node child : at.value) {
        const qsizetype position = index++;
        if (at.marks->isMarked(position))
            continue;
        at.marks->mark(position);
        if (m_graph.schemas[at.step.a].kind == SchemaGraph::Kind::False) {
            report(at.schema, keywordOf(at.step.check), child,
                   at.value.isArray() ? tr("The item %1 is not allowed: no schema describes it.").arg(position)
                                      : tr("The member %1 is not known here.").arg(named(child.keyBytes())));
            isValid = false;
        } else if (!check(at.step.a, child, nullptr)) {
            isValid = false;
        }
        if (!isValid && (!m_report || m_isUndecided))
            return false;
    }
    return isValid;
}

} // namespace weir
