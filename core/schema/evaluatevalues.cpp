// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of a value itself, and of what stands in arrays.
#include "core/schema/evaluation.h"
#include "core/schema/instancevalue.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 shownChoices = 12; ///< Values of an `enum` in a message.

} // namespace

bool Evaluation::checkEnum(const At &at)
{
    if (at.step.check == SchemaCheck::Const) {
        const Node &wanted = m_graph.values[at.step.a];
        if (areEqual(at.value, wanted, m_steps))
            return true;
        return fail(at, "const", tr("%1 is not %2.").arg(shortText(at.value), shortText(wanted)));
    }
    const auto from = m_graph.values.begin() + at.step.a, to = from + at.step.b;
    if (std::any_of(from, to, [&](const Node &value) { return areEqual(at.value, value, m_steps); }))
        return true;
    if (!m_report)
        return false;
    QStringList choices;
    for (auto it = from; it != to && choices.size() < shownChoices; ++it)
        choices.append(shortText(*it));
    if (at.step.b > shownChoices)
        choices.append(u"…"_s);
    return fail(at, "enum",
                tr("%1 is none of the allowed values: %2.").arg(shortText(at.value), choices.join(u", "_s)));
}

bool Evaluation::checkNumber(const At &at)
{
    const ExactNumber &bound = m_graph.numbers[at.step.a];
    const auto parsed = ExactNumber::of(at.value.bytes());
    const ExactNumber number = parsed ? *parsed : ExactNumber::of(at.value.toInteger());
    const auto text = [&] {
        const Node source = m_graph.schemas[at.schema].source;
        return source.member(keywordOf(at.step.check)).text();
    };
    switch (at.step.check) {
    case SchemaCheck::Minimum:
        return number >= bound
            || fail(at, "minimum", tr("%1 is below the least value, %2.").arg(at.value.text(), text()));
    case SchemaCheck::Maximum:
        return number <= bound
            || fail(at, "maximum", tr("%1 is above the greatest value, %2.").arg(at.value.text(), text()));
    case SchemaCheck::ExclusiveMinimum:
        return number > bound || fail(at, "exclusiveMinimum", tr("%1 is not above %2.").arg(at.value.text(), text()));
    case SchemaCheck::ExclusiveMaximum:
        return number < bound || fail(at, "exclusiveMaximum", tr("%1 is not below %2.").arg(at.value.text(), text()));
    default:
        return number.isMultipleOf(bound)
            || fail(at, "multipleOf", tr("%1 is no multiple of %2.").arg(at.value.text(), text()));
    }
}

bool Evaluation::checkCount(const At &at)
{
    const bool isText = at.step.check == SchemaCheck::MinLength || at.step.check == SchemaCheck::MaxLength;
    const qsizetype count = isText ? characterCount(at.value.bytes()) : at.value.size();
    m_steps += isText ? at.value.bytes().size() / 64 : 0;
    const bool isLeast = at.step.check == SchemaCheck::MinLength || at.step.check == SchemaCheck::MinItems
        || at.step.check == SchemaCheck::MinProperties;
    if (isLeast ? count >= qsizetype(at.step.a) : count <= qsizetype(at.step.a))
        return true;
    if (!m_report)
        return false;
    const QString found = isText ? tr("The text has %1 characters").arg(count)
        : at.value.isArray()     ? tr("The array has %1 items").arg(count)
                                 : tr("The object has %1 members").arg(count);
    return fail(
        at, keywordOf(at.step.check),
        (isLeast ? tr("%1; at least %2 are needed.") : tr("%1; at most %2 are allowed.")).arg(found).arg(at.step.a));
}

bool Evaluation::checkString(const At &at)
{
    if (at.step.check == SchemaCheck::Format) {
        const SchemaGraph::Format &format = m_graph.formats[at.step.a];
        m_steps += at.value.bytes().size() / 16;
        return format.check(at.value.bytes())
            || fail(at, "format",
                    tr("%1 does not have the format %2.").arg(shortText(at.value), QString::fromUtf8(format.name)));
    }
    switch (matches(at.step.a, at.value, at.value.text())) {
    case MatchAnswer::Yes:
        return true;
    case MatchAnswer::TooCostly:
        return false;
    case MatchAnswer::No:
        break;
    }
    return fail(at, "pattern",
                tr("%1 does not match the pattern “%2”.").arg(shortText(at.value), m_graph.patterns[at.step.a].text()));
}

bool Evaluation::checkItems(const At &at)
{
    const SchemaGraph::ItemRules &rules = m_graph.itemRules[at.step.a];
    bool isValid = true;
    qsizetype index = 0;
    for (const Node item : at.value) {
        const bool isPrefix = index < qsizetype(rules.prefixCount);
        const quint32 schema = isPrefix ? m_graph.lists[rules.firstPrefix + quint32(index)] : rules.rest;
        if (schema == SchemaGraph::noSchema)
            break;
        if (!check(schema, item, nullptr)) {
            isValid = false;
            if (!m_report || m_isUndecided)
                return false;
        }
        if (at.marks)
            at.marks->mark(index);
        ++index;
    }
    return isValid;
}

bool Evaluation::checkContains(const At &at)
{
    const SchemaGraph::ContainRules &rules = m_graph.containRules[at.step.a];
    EvaluatedMarks *marks = rules.evaluates ? at.marks : nullptr;
    quint64 found = 0;
    qsizetype index = 0;
    for (const Node item : at.value) {
        if (passes(rules.schema, item, nullptr)) {
            ++found;
            if (marks)
                marks->mark(index);
            if (!marks && found >= rules.least && rules.most == UINT64_MAX)
                return true;
        }
        if (m_isUndecided)
            return false;
        ++index;
    }
    if (found < rules.least) {
        return fail(at, "contains",
                    tr("%1 items of the array match “contains”; at least %2 are needed.").arg(found).arg(rules.least));
    }
    return found <= rules.most
        || fail(at, "maxContains",
                tr("%1 items of the array match “contains”; at most %2 are allowed.").arg(found).arg(rules.most));
}

} // namespace weir
