// SPDX-License-Identifier: GPL-3.0-or-later
// What readers demand of objects.
#include "core/schema/instancevalue.h"
#include "core/schema/subsumption.h"
#include "core/syntax/jsonpointer.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QString tokenOf(const QByteArray &name)
{
    return u'/' + escapedToken(QString::fromUtf8(name));
}

/// The schema of a member has a `default` that readers fill in.
bool hasDefault(const SchemaFacts &facts, const QByteArray &name)
{
    const auto found = facts.properties.find(name);
    if (found == facts.properties.end())
        return false;
    const SchemaFacts property = factsOf(found->second);
    return std::any_of(property.view.schemas.begin(), property.view.schemas.end(), [&](quint32 schema) {
        return facts.view.graph->schemas[schema].source.member("default").isValid();
    });
}

} // namespace

void Subsumption::compareObjects(const Pair &pair)
{
    const auto countText = [](quint64 count) {
        return count == 0 || count == UINT64_MAX ? QString() : QString::number(count);
    };
    const quint64 written = std::max<quint64>(pair.writer.minProperties, pair.writer.required.size());
    if (pair.reader.minProperties > written)
        refuse(pair, "minProperties", {}, countText(pair.writer.minProperties), countText(pair.reader.minProperties));
    if (pair.reader.maxProperties < pair.writer.maxProperties)
        refuse(pair, "maxProperties", {}, countText(pair.writer.maxProperties), countText(pair.reader.maxProperties));
    for (const auto &[name, source] : pair.reader.required) {
        if (pair.writer.required.contains(name) || hasDefault(pair.reader, name))
            continue;
        const QString text = QString::fromUtf8(name);
        pair.refusals.append(
            {pair.path + tokenOf(name), u"required"_s, text, source, pair.writer.view.source(), {}, text});
    }
    compareProperties(pair);
    compareAdditional(pair);
    comparePatternProperties(pair);
    compareNames(pair);
    compareDependencies(pair);
}

std::optional<SchemaView> Subsumption::unnamed(const SchemaFacts &facts, const QByteArray &name)
{
    std::optional<SchemaView> found;
    const QString text = QString::fromUtf8(name);
    for (const SchemaFacts::Pattern &pattern : facts.patternProperties) {
        const auto expression = Pattern::of(pattern.text);
        if (expression && expression->search(text) == MatchAnswer::Yes) {
            if (!found)
                found = SchemaView{facts.view.graph, {}, {}};
            for (const quint32 schema : pattern.schema.schemas)
                found = found->with(schema);
        }
    }
    return found ? found : facts.additional;
}

void Subsumption::compareProperties(const Pair &pair)
{
    for (const auto &[name, read] : pair.reader.properties) {
        const auto known = pair.writer.properties.find(name);
        if (known == pair.writer.properties.end())
            noteUnshared(pair, name, read, true);
        // A member that the writer leaves open is taken as not sent.
        const auto written = known != pair.writer.properties.end() ? known->second : unnamed(pair.writer, name);
        if (written)
            addAll(pair, read, *written, tokenOf(name));
    }
    for (const auto &[name, written] : pair.writer.properties) {
        if (pair.reader.properties.contains(name))
            continue;
        noteUnshared(pair, name, written, false);
        compareWriterProperty(pair, name, written);
    }
}

void Subsumption::noteUnshared(const Pair &pair, const QByteArray &name, const SchemaView &schema, bool isReaders)
{
    if (m_branches == 0 && !acceptsNothing(schema))
        m_unshared.append({pair.path + tokenOf(name), QString::fromUtf8(name), schema.source(), isReaders});
}

/// A member that the writer names and the reader does not.
void Subsumption::compareWriterProperty(const Pair &pair, const QByteArray &name, const SchemaView &written)
{
    const auto read = unnamed(pair.reader, name);
    if (!read || acceptsNothing(written))
        return;
    if (acceptsNothing(*read)) {
        Refusal refusal{pair.path + tokenOf(name),
                        QLatin1String(pair.reader.additionalKeyword),
                        QString::fromUtf8(name),
                        pair.reader.view.source(),
                        written.source(),
                        QString::fromUtf8(name),
                        {}};
        pair.refusals.append(refusal);
        return;
    }
    addAll(pair, *read, written, tokenOf(name));
}

void Subsumption::compareAdditional(const Pair &pair)
{
    if (!pair.reader.additional)
        return;
    const SchemaView open{&m_writer, {}, {}};
    if (pair.writer.additional && acceptsNothing(*pair.writer.additional))
        return;
    if (acceptsNothing(*pair.reader.additional)) {
        refuse(pair, pair.reader.additionalKeyword, {}, tr("members that it does not name"),
               tr("only members that it names"));
        return;
    }
    addAll(pair, *pair.reader.additional, pair.writer.additional.value_or(open), u"/*"_s);
}

void Subsumption::comparePatternProperties(const Pair &pair)
{
    for (const SchemaFacts::Pattern &read : pair.reader.patternProperties) {
        const auto found = std::find_if(pair.writer.patternProperties.begin(), pair.writer.patternProperties.end(),
                                        [&](const SchemaFacts::Pattern &written) { return written.text == read.text; });
        const bool isClosed = pair.writer.additional && acceptsNothing(*pair.writer.additional);
        const SchemaView open{&m_writer, {}, {}};
        if (found != pair.writer.patternProperties.end())
            addAll(pair, read.schema, found->schema, u"/*"_s);
        else if (!isClosed && pair.writer.additional)
            addAll(pair, read.schema, *pair.writer.additional, u"/*"_s);
        else if (!isClosed)
            refuse(pair, "patternProperties", read.text, {}, read.text);
    }
    for (const SchemaFacts::Pattern &written : pair.writer.patternProperties) {
        const auto isSame = [&](const SchemaFacts::Pattern &read) { return written.text == read.text; };
        if (!pair.reader.additional
            || std::any_of(pair.reader.patternProperties.begin(), pair.reader.patternProperties.end(), isSame))
            continue;
        if (acceptsNothing(*pair.reader.additional))
            refuse(pair, "patternProperties", written.text, written.text, {});
        else
            addAll(pair, *pair.reader.additional, written.schema, u"/*"_s);
    }
}

void Subsumption::compareNames(const Pair &pair)
{
    for (const SchemaView &read : pair.reader.names) {
        const bool isMet =
            std::any_of(pair.writer.names.begin(), pair.writer.names.end(),
                        [&](const SchemaView &written) { return compare(read, written, pair.path).isEmpty(); });
        // A closed writer sends only names that can be looked at one by one; that is left to the keyword's own words.
        if (!isMet)
            refuse(pair, "propertyNames", {}, {}, {});
    }
}

void Subsumption::compareDependencies(const Pair &pair)
{
    for (const auto &[name, needed] : pair.reader.dependentRequired) {
        for (const QByteArray &other : needed) {
            const auto written = pair.writer.dependentRequired.find(name);
            const bool isMet = pair.writer.required.contains(other)
                || (written != pair.writer.dependentRequired.end() && written->second.contains(other));
            if (!isMet)
                refuse(pair, "dependentRequired", QString::fromUtf8(name) + u' ' + QString::fromUtf8(other), {},
                       tr("“%1” wherever “%2” is").arg(QString::fromUtf8(other), QString::fromUtf8(name)));
        }
    }
    for (const auto &[name, schema] : pair.reader.dependentSchemas) {
        SchemaView written = pair.writer.view;
        for (const auto &[other, otherSchema] : pair.writer.dependentSchemas) {
            if (other == name)
                written = written.with(otherSchema);
        }
        if (!compare({&m_reader, {schema}, {}}, written, pair.path).isEmpty())
            refuse(pair, "dependentSchemas", QString::fromUtf8(name), {}, QString::fromUtf8(name));
    }
}

} // namespace weir
