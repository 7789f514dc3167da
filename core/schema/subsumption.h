// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schemaview.h"

#include <QCoreApplication>
#include <QHash>
#include <QList>
#include <QString>

#include <map>

namespace weir {

/// Why a reader's schema refuses something that a writer's schema allows.
struct Refusal
{
    QString path;    ///< JSON Pointer of the values, `*` for each item or member.
    QString keyword; ///< What refuses: `required`, `enum`, `type`; `limit` when the comparison was given up.
    QString detail;  ///< What tells refusals of one keyword apart: a member's name, a value.
    Node reader;     ///< The schema that refuses.
    Node writer;     ///< The one that allows; invalid when nothing says it.
    QString allowed; ///< What the writer allows, in words; empty when that is everything.
    QString wanted;  ///< What the reader wants, in words.
};

/// A member that only one side names; by itself no reason to refuse.
struct UnsharedMember
{
    QString path;
    QString name;
    Node schema;
    bool isReaders = false; ///< The reader names it; else the writer.
};

/// Finds out whether a reader's schema accepts all that a writer's allows, by going through both at once.
class Subsumption
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    Subsumption(const SchemaGraph &reader, const SchemaGraph &writer) : m_reader(reader), m_writer(writer) {}

    /// The refusals, none when every value that the writer allows is accepted.
    QList<Refusal> refusals();
    /// The members that only one side names, outside of alternatives; known after refusals().
    const QList<UnsharedMember> &unsharedMembers() const { return m_unshared; }

private:
    using Views = std::pair<std::vector<quint32>, std::vector<quint32>>;
    /// Both sides of one comparison.
    struct Pair
    {
        const SchemaFacts &reader;
        const SchemaFacts &writer;
        QString path;
        QList<Refusal> &refusals;
    };

    QList<Refusal> compare(const SchemaView &reader, const SchemaView &writer, const QString &path);
    QList<Refusal> compareFacts(const SchemaFacts &reader, const SchemaFacts &writer, const QString &path);
    QList<Refusal> compareByWriterAlternative(const SchemaFacts &reader, const SchemaFacts &writer,
                                              const QString &path);
    QList<Refusal> comparePlain(const SchemaFacts &reader, const SchemaFacts &writer, const QString &path);
    void compareAlternatives(const Pair &pair);
    bool isAcceptedByType(const Pair &pair, size_t group);
    bool compareFiniteValues(const Pair &pair);
    void compareTypes(const Pair &pair);
    void compareNumbers(const Pair &pair);
    void compareStrings(const Pair &pair);
    void compareArrays(const Pair &pair);
    void compareItems(const Pair &pair);
    void compareContains(const Pair &pair);
    void compareObjects(const Pair &pair);
    void compareProperties(const Pair &pair);
    void noteUnshared(const Pair &pair, const QByteArray &name, const SchemaView &schema, bool isReaders);
    void compareWriterProperty(const Pair &pair, const QByteArray &name, const SchemaView &written);
    void compareAdditional(const Pair &pair);
    void comparePatternProperties(const Pair &pair);
    void compareNames(const Pair &pair);
    void compareDependencies(const Pair &pair);
    void compareLogic(const Pair &pair);
    void compareConditionals(const Pair &pair);

    /// What the writer says of a member that it does not name: a schema, or nothing when it does not say.
    static std::optional<SchemaView> unnamed(const SchemaFacts &facts, const QByteArray &name);
    void addAll(const Pair &pair, const SchemaView &reader, const SchemaView &writer, const QString &token);
    static void refuse(const Pair &pair, const char *keyword, const QString &detail, const QString &allowed,
                       const QString &wanted);
    bool isAccepted(quint32 readerSchema, const Node &value);

    const SchemaGraph &m_reader;
    const SchemaGraph &m_writer;
    std::map<Views, bool> m_open; ///< Comparisons begun: meeting one again is a recursive schema, taken as equal.
    QList<UnsharedMember> m_unshared;
    int m_steps = 0;
    int m_depth = 0;
    int m_branches = 0; ///< Of alternatives, being compared within each other.
};

} // namespace weir
