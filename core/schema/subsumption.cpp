// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/subsumption.h"

#include "core/schema/evaluation.h"
#include "core/schema/instancevalue.h"
#include "core/syntax/jsonpointer.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxSteps = 20'000; ///< Pairs of schemas compared.
constexpr int maxComparedDepth = 200;
constexpr int maxBranches = 4;               ///< Alternatives of alternatives of …
constexpr qsizetype maxPlainDifferences = 3; ///< In an alternative that still counts as the same one.

/// Whether an alternative that is refused so is another one, not the same with a difference.
bool isOther(const QList<Refusal> &refusals, const QString &path)
{
    return refusals.size() > maxPlainDifferences
        || std::any_of(refusals.begin(), refusals.end(), [&](const Refusal &refusal) {
               return refusal.path == path && (refusal.keyword == u"type" || refusal.keyword == u"false");
           });
}

} // namespace

QList<Refusal> Subsumption::refusals()
{
    return compare({&m_reader, {0}, {}}, {&m_writer, {0}, {}}, QString());
}

QList<Refusal> Subsumption::compare(const SchemaView &reader, const SchemaView &writer, const QString &path)
{
    if (acceptsNothing(writer))
        return {};
    if (acceptsNothing(reader))
        return {{path, u"false"_s, {}, reader.source(), writer.source(), {}, tr("nothing")}};
    const Views key{reader.schemas, writer.schemas};
    if (!m_open.try_emplace(key, true).second)
        return {};
    if (++m_steps > maxSteps || m_depth >= maxComparedDepth) {
        m_open.erase(key);
        return {{path, u"limit"_s, {}, reader.source(), writer.source(), {}, {}}};
    }
    ++m_depth;
    QList<Refusal> result = compareFacts(factsOf(reader), factsOf(writer), path);
    --m_depth;
    m_open.erase(key);
    return result;
}

QList<Refusal> Subsumption::compareFacts(const SchemaFacts &reader, const SchemaFacts &writer, const QString &path)
{
    if (writer.acceptsNothing || writer.types == 0)
        return {};
    if (++m_steps > maxSteps)
        return {{path, u"limit"_s, {}, reader.view.source(), writer.view.source(), {}, {}}};
    QList<Refusal> finite;
    if (compareFiniteValues({reader, writer, path, finite}))
        return finite;
    // What the writer's alternatives have in common may suffice; otherwise each of them is looked at.
    QList<Refusal> common = comparePlain(reader, writer, path);
    if (common.isEmpty() || writer.alternatives.empty() || m_branches >= maxBranches)
        return common;
    ++m_branches;
    QList<Refusal> each = compareByWriterAlternative(reader, writer, path);
    --m_branches;
    return each;
}

QList<Refusal> Subsumption::compareByWriterAlternative(const SchemaFacts &reader, const SchemaFacts &writer,
                                                       const QString &path)
{
    QList<Refusal> fewest;
    for (size_t group = 0; group < writer.alternatives.size(); ++group) {
        QList<Refusal> found;
        for (const quint32 alternative : writer.alternatives[group].schemas) {
            SchemaView chosen = writer.view.with(alternative);
            chosen.decided.push_back(writer.alternatives[group].group);
            SchemaFacts branch = factsOf(chosen);
            branch.types &= writer.types;
            found += compareFacts(reader, branch, path);
        }
        if (found.isEmpty())
            return {};
        if (group == 0 || found.size() < fewest.size())
            fewest = found;
    }
    return fewest;
}

QList<Refusal> Subsumption::comparePlain(const SchemaFacts &reader, const SchemaFacts &writer, const QString &path)
{
    QList<Refusal> found;
    const Pair pair{reader, writer, path, found};
    if (reader.acceptsNothing) {
        refuse(pair, "false", {}, {}, tr("nothing"));
        return found;
    }
    compareTypes(pair);
    if (reader.values) {
        refuse(pair, "enum", {}, {}, tr("one of %1 values").arg(reader.values->size()));
        return found;
    }
    if (writer.types & reader.types & (typebit::number | typebit::integer))
        compareNumbers(pair);
    if (writer.types & reader.types & typebit::string)
        compareStrings(pair);
    if (writer.types & reader.types & typebit::array)
        compareArrays(pair);
    if (writer.types & reader.types & typebit::object)
        compareObjects(pair);
    compareLogic(pair);
    compareAlternatives(pair);
    return found;
}

/// A writer with a list of values is judged value by value, exactly.
bool Subsumption::compareFiniteValues(const Pair &pair)
{
    if (!pair.writer.values)
        return false;
    for (const Node &value : *pair.writer.values) {
        const bool isWritten =
            std::all_of(pair.writer.view.schemas.begin(), pair.writer.view.schemas.end(),
                        [&](quint32 s) { return Evaluation(m_writer, {}).run(s, value, nullptr) == Verdict::Valid; });
        if (!isWritten)
            continue;
        const bool isRead = std::all_of(pair.reader.view.schemas.begin(), pair.reader.view.schemas.end(),
                                        [&](quint32 s) { return isAccepted(s, value); });
        if (!isRead)
            refuse(pair, "enum", shortText(value), shortText(value), {});
    }
    return true;
}

bool Subsumption::isAccepted(quint32 readerSchema, const Node &value)
{
    return Evaluation(m_reader, {}).run(readerSchema, value, nullptr) == Verdict::Valid;
}

void Subsumption::compareTypes(const Pair &pair)
{
    quint32 refused = pair.writer.types & ~pair.reader.types;
    if ((refused & typebit::number) && (pair.reader.types & typebit::integer))
        refused |= typebit::integer; // Only numbers with a fraction are refused: say “number”.
    if (refused == 0)
        return;
    refuse(pair, "type", {}, typeNames(pair.writer.types).join(u", "_s), typeNames(pair.reader.types).join(u", "_s));
}

void Subsumption::compareAlternatives(const Pair &pair)
{
    for (size_t group = 0; group < pair.reader.alternatives.size(); ++group) {
        if (m_branches >= maxBranches || isAcceptedByType(pair, group))
            continue;
        // The alternative that fits best tells what is wrong.
        ++m_branches;
        std::optional<QList<Refusal>> best;
        for (const quint32 alternative : pair.reader.alternatives[group].schemas) {
            const QList<Refusal> found = compareFacts(factsOf({&m_reader, {alternative}, {}}), pair.writer, pair.path);
            if (!best
                || std::pair(isOther(found, pair.path), found.size())
                    < std::pair(isOther(*best, pair.path), best->size()))
                best = found;
            if (found.isEmpty())
                break;
        }
        --m_branches;
        if (isOther(*best, pair.path)) {
            Refusal refusal{pair.path,
                            QLatin1String(pair.reader.alternatives[group].keyword),
                            {},
                            pair.reader.alternatives[group].source,
                            pair.writer.view.schemas.empty() ? Node()
                                                             : m_writer.schemas[pair.writer.view.schemas.back()].source,
                            typeNames(pair.writer.types).join(u", "_s),
                            {}};
            refusal.detail = refusal.writer.pointer();
            pair.refusals.append(refusal);
        } else {
            pair.refusals.append(*best);
        }
    }
}

/// Whether each type that the writer allows is accepted by one of the alternatives.
bool Subsumption::isAcceptedByType(const Pair &pair, size_t group)
{
    ++m_branches;
    bool isAccepted = true;
    for (quint32 bit = typebit::null; bit <= typebit::object && isAccepted; bit <<= 1U) {
        if (!(pair.writer.types & bit) || (bit == typebit::integer && (pair.writer.types & typebit::number)))
            continue;
        SchemaFacts writer = pair.writer;
        writer.types = bit == typebit::number ? typebit::number | typebit::integer : bit;
        const auto &list = pair.reader.alternatives[group].schemas;
        isAccepted = std::any_of(list.begin(), list.end(), [&](quint32 alternative) {
            return compareFacts(factsOf({&m_reader, {alternative}, {}}), writer, pair.path).isEmpty();
        });
    }
    --m_branches;
    return isAccepted;
}

void Subsumption::addAll(const Pair &pair, const SchemaView &reader, const SchemaView &writer, const QString &token)
{
    pair.refusals.append(compare(reader, writer, pair.path + token));
}

void Subsumption::refuse(const Pair &pair, const char *keyword, const QString &detail, const QString &allowed,
                         const QString &wanted)
{
    // The place is the schema that has the keyword, which may be one of several that hold together.
    const auto placeIn = [keyword](const SchemaFacts &facts) {
        for (const quint32 schema : facts.view.schemas) {
            const Node source = facts.view.graph->schemas[schema].source;
            if (source.member(keyword).isValid())
                return source;
        }
        return facts.view.source();
    };
    pair.refusals.append(
        {pair.path, QLatin1String(keyword), detail, placeIn(pair.reader), placeIn(pair.writer), allowed, wanted});
}

} // namespace weir
