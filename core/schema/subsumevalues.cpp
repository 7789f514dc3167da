// SPDX-License-Identifier: GPL-3.0-or-later
// What readers demand of numbers, texts and arrays, and of a value as a whole.
#include "core/base/translate.h"
#include "core/schema/instancevalue.h"
#include "core/schema/subsumption.h"

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

bool areSame(const Node &a, const Node &b)
{
    qint64 cost = 0;
    return areEqual(a, b, cost);
}

/// A bound in words that tell it from others.
QString boundText(const std::optional<NumberBound> &bound)
{
    if (!bound)
        return {};
    const double value = bound->value.toDouble();
    return (bound->isExclusive ? tr("%1, exclusive") : u"%1"_s).arg(QString::number(value, 'g', 15));
}

/// For integers an exclusive bound is the next integer.
std::optional<NumberBound> inclusive(const std::optional<NumberBound> &bound, qint64 step)
{
    const auto value = bound && bound->isExclusive ? bound->value.toInteger() : std::nullopt;
    if (!value || std::abs(*value) > (qint64(1) << 53))
        return bound;
    return NumberBound{ExactNumber::of(*value + step), false};
}

/// Formats whose texts all have another format too.
bool implies(const QString &format, const QString &other)
{
    static const QHash<QString, QStringList> wider{{u"email"_s, {u"idn-email"_s}},
                                                   {u"hostname"_s, {u"idn-hostname"_s}},
                                                   {u"uri"_s, {u"iri"_s, u"uri-reference"_s, u"iri-reference"_s}},
                                                   {u"iri"_s, {u"iri-reference"_s}},
                                                   {u"uri-reference"_s, {u"iri-reference"_s}}};
    return format == other || wider.value(format).contains(other);
}

QString countText(quint64 count)
{
    return count == 0 || count == UINT64_MAX ? QString() : QString::number(count);
}

} // namespace

void Subsumption::compareNumbers(const Pair &pair)
{
    const bool isWhole = !(pair.writer.types & typebit::number);
    const auto of = [isWhole](const std::optional<NumberBound> &bound, qint64 step) {
        return isWhole ? inclusive(bound, step) : bound;
    };
    const auto lower = of(pair.reader.minimum, 1), lowest = of(pair.writer.minimum, 1);
    if (lower
        && (!lowest || lowest->value < lower->value
            || (lowest->value == lower->value && lower->isExclusive && !lowest->isExclusive)))
        refuse(pair, pair.reader.minimum->isExclusive ? "exclusiveMinimum" : "minimum", {},
               boundText(pair.writer.minimum), boundText(pair.reader.minimum));
    const auto upper = of(pair.reader.maximum, -1), uppermost = of(pair.writer.maximum, -1);
    if (upper
        && (!uppermost || uppermost->value > upper->value
            || (uppermost->value == upper->value && upper->isExclusive && !uppermost->isExclusive)))
        refuse(pair, pair.reader.maximum->isExclusive ? "exclusiveMaximum" : "maximum", {},
               boundText(pair.writer.maximum), boundText(pair.reader.maximum));
    for (const ExactNumber &divisor : pair.reader.divisors) {
        const auto isCovered = [&](const ExactNumber &written) { return written.isMultipleOf(divisor); };
        const bool isMet = std::any_of(pair.writer.divisors.begin(), pair.writer.divisors.end(), isCovered)
            || (isWhole && ExactNumber::of(1).isMultipleOf(divisor));
        if (!isMet) {
            refuse(pair, "multipleOf", {},
                   pair.writer.divisors.empty() ? QString() : QString::number(pair.writer.divisors.front().toDouble()),
                   QString::number(divisor.toDouble()));
        }
    }
}

void Subsumption::compareStrings(const Pair &pair)
{
    if (pair.reader.minLength > pair.writer.minLength)
        refuse(pair, "minLength", {}, countText(pair.writer.minLength), countText(pair.reader.minLength));
    if (pair.reader.maxLength < pair.writer.maxLength)
        refuse(pair, "maxLength", {}, countText(pair.writer.maxLength), countText(pair.reader.maxLength));
    const auto written = [](const std::set<QString> &texts) {
        return QStringList(texts.begin(), texts.end()).join(u", "_s);
    };
    for (const QString &pattern : pair.reader.patterns) {
        if (!pair.writer.patterns.contains(pattern))
            refuse(pair, "pattern", {}, written(pair.writer.patterns), pattern);
    }
    for (const QString &format : pair.reader.formats) {
        const auto isCovered = [&](const QString &other) { return implies(other, format); };
        if (std::none_of(pair.writer.formats.begin(), pair.writer.formats.end(), isCovered))
            refuse(pair, "format", {}, written(pair.writer.formats), format);
    }
    for (const QString &content : pair.reader.contents) {
        if (pair.writer.contents.contains(content))
            continue;
        const QString keyword = content.section(u' ', 0, 0);
        refuse(pair, qPrintable(keyword), {}, written(pair.writer.contents), content.section(u' ', 1));
    }
}

void Subsumption::compareArrays(const Pair &pair)
{
    if (pair.reader.minItems > pair.writer.minItems)
        refuse(pair, "minItems", {}, countText(pair.writer.minItems), countText(pair.reader.minItems));
    if (pair.reader.maxItems < pair.writer.maxItems)
        refuse(pair, "maxItems", {}, countText(pair.writer.maxItems), countText(pair.reader.maxItems));
    if (pair.reader.hasUniqueItems && !pair.writer.hasUniqueItems && pair.writer.maxItems > 1)
        refuse(pair, "uniqueItems", {}, {}, {});
    compareItems(pair);
    compareContains(pair);
}

void Subsumption::compareItems(const Pair &pair)
{
    const auto at = [](const SchemaFacts &facts, size_t index) -> std::optional<SchemaView> {
        if (index < facts.prefix.size() && !facts.prefix[index].schemas.empty())
            return facts.prefix[index];
        return facts.rest;
    };
    const SchemaView open{&m_writer, {}, {}};
    const size_t first = std::max(pair.reader.prefix.size(), pair.writer.prefix.size());
    for (size_t i = 0; i <= first && i < pair.writer.maxItems; ++i) {
        const auto read = i < first ? at(pair.reader, i) : pair.reader.rest;
        const auto written = i < first ? at(pair.writer, i) : pair.writer.rest;
        if (written && acceptsNothing(*written))
            break; // Longer arrays do not occur.
        if (!read)
            continue;
        if (acceptsNothing(*read)) {
            refuse(pair, "items", QString::number(i), {}, tr("at most %1 items").arg(i));
            break;
        }
        addAll(pair, *read, written.value_or(open), i < first ? u"/%1"_s.arg(i) : u"/*"_s);
    }
}

void Subsumption::compareContains(const Pair &pair)
{
    for (const SchemaFacts::Contain &read : pair.reader.contains) {
        if (read.least == 0 && read.most == UINT64_MAX)
            continue;
        const auto covers = [&](const SchemaFacts::Contain &written) {
            return areSame(read.schema.source(), written.schema.source()) && written.least >= read.least
                && written.most <= read.most;
        };
        if (std::none_of(pair.writer.contains.begin(), pair.writer.contains.end(), covers))
            refuse(pair, "contains", {}, {}, {});
    }
}

void Subsumption::compareLogic(const Pair &pair)
{
    for (const quint32 negated : pair.reader.negated) {
        const auto isSame = [&](quint32 other) {
            return areSame(m_reader.schemas[negated].source, m_writer.schemas[other].source);
        };
        const SchemaFacts forbidden = factsOf({&m_reader, {negated}, {}});
        const bool isApart = (forbidden.types & pair.writer.types) == 0;
        if (!isApart && std::none_of(pair.writer.negated.begin(), pair.writer.negated.end(), isSame))
            refuse(pair, "not", {}, {}, {});
    }
    compareConditionals(pair);
}

void Subsumption::compareConditionals(const Pair &pair)
{
    for (const SchemaFacts::Conditional &read : pair.reader.conditionals) {
        const auto found = std::find_if(
            pair.writer.conditionals.begin(), pair.writer.conditionals.end(),
            [&](const SchemaFacts::Conditional &written) { return areSame(read.condition, written.condition); });
        const bool isKnown = found != pair.writer.conditionals.end();
        const auto compareBranch = [&](quint32 readBranch, quint32 writtenBranch) {
            if (readBranch == SchemaGraph::noSchema)
                return;
            SchemaView written = pair.writer.view;
            if (writtenBranch != SchemaGraph::noSchema)
                written = written.with(writtenBranch);
            pair.refusals.append(compare({&m_reader, {readBranch}, {}}, written, pair.path));
        };
        // With another condition both branches must suit all that is written.
        compareBranch(read.thenSchema, isKnown ? found->thenSchema : SchemaGraph::noSchema);
        compareBranch(read.elseSchema, isKnown ? found->elseSchema : SchemaGraph::noSchema);
    }
}

} // namespace weir
