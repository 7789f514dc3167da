// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/evolution.h"

#include "core/schema/changetext.h"
#include "core/schema/schemagraph.h"

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// Where the difference stands: at the keyword, if the schema has it.
QString placeOf(const Refusal &refusal, const Node &schema)
{
    const Node keyword = schema[refusal.keyword];
    return keyword.isValid() ? keyword.pointer() : schema.pointer();
}

class Evolution
{
public:
    Evolution(const Schema &before, const Schema &after) : m_before(before.graph()), m_after(after.graph()) {}

    SchemaEvolution judge()
    {
        Subsumption backward(m_after, m_before);
        for (const Refusal &refusal : backward.refusals())
            add(refusal, Direction::Backward);
        for (const Refusal &refusal : Subsumption(m_before, m_after).refusals())
            add(refusal, Direction::Forward);
        for (const Found &found : std::as_const(m_found))
            m_evolution.changes.append(changeOf(found));
        for (const UnsharedMember &member : backward.unsharedMembers())
            addMember(member);
        std::stable_sort(m_evolution.changes.begin(), m_evolution.changes.end(),
                         [](const SchemaChange &a, const SchemaChange &b) { return a.isBreaking() > b.isBreaking(); });
        const auto &changes = m_evolution.changes;
        const bool breaksBackward =
            std::any_of(changes.begin(), changes.end(), [](const SchemaChange &c) { return c.breaksBackward; });
        const bool breaksForward =
            std::any_of(changes.begin(), changes.end(), [](const SchemaChange &c) { return c.breaksForward; });
        m_evolution.verdict = breaksBackward ? (breaksForward ? Compatibility::None : Compatibility::Forward)
                                             : (breaksForward ? Compatibility::Backward : Compatibility::Full);
        return m_evolution;
    }

private:
    enum class Direction : quint8 { Backward, Forward };
    struct Found
    {
        std::optional<Refusal> backward, forward;
    };

    void add(const Refusal &refusal, Direction direction)
    {
        // A keyword that refuses in both directions at one place is one change.
        const auto known = std::find_if(m_found.begin(), m_found.end(), [&](const Found &found) {
            const Refusal &other = found.backward ? *found.backward : *found.forward;
            return other.path == refusal.path && other.keyword == refusal.keyword && other.detail == refusal.detail;
        });
        if (known == m_found.end())
            m_found.append(direction == Direction::Backward ? Found{refusal, {}} : Found{{}, refusal});
        else if (direction == Direction::Backward)
            known->backward = known->backward ? known->backward : refusal;
        else
            known->forward = known->forward ? known->forward : refusal;
    }

    SchemaChange changeOf(const Found &found) const
    {
        const Refusal &refusal = found.backward ? *found.backward : *found.forward;
        const Node inNew = found.backward ? refusal.reader : refusal.writer;
        const Node inOld = found.backward ? refusal.writer : refusal.reader;
        SchemaChange change;
        change.breaksBackward = found.backward.has_value();
        change.breaksForward = found.forward.has_value();
        change.path = refusal.path;
        // The keyword's own place says more than the schema's: a `required` that is gone stands in the old version.
        change.isInOld = !inNew.isValid() || (!inNew[refusal.keyword].isValid() && inOld[refusal.keyword].isValid());
        change.pointer = placeOf(refusal, change.isInOld ? inOld : inNew);
        change.rule = changeRule(refusal, change.breaksBackward, change.breaksForward);
        change.why = changeReason(refusal, change.breaksBackward, change.breaksForward);
        change.fix = changeFix(refusal, change.breaksBackward, change.breaksForward);
        return change;
    }

    /// Members that came or went without hurting anybody.
    void addMember(const UnsharedMember &member)
    {
        const bool isTold =
            std::any_of(m_evolution.changes.begin(), m_evolution.changes.end(),
                        [&](const SchemaChange &change) { return change.path == member.path && change.isBreaking(); });
        if (isTold)
            return;
        SchemaChange change;
        change.rule = member.isReaders ? u"evolution/property-added"_s : u"evolution/property-removed"_s;
        change.path = member.path;
        change.pointer = member.schema.pointer();
        change.isInOld = !member.isReaders;
        change.why = memberReason(member);
        if (!m_evolution.changes.contains(change))
            m_evolution.changes.append(change);
    }

    const SchemaGraph &m_before;
    const SchemaGraph &m_after;
    QList<Found> m_found;
    SchemaEvolution m_evolution;
};

} // namespace

QLatin1String compatibilityName(Compatibility compatibility)
{
    switch (compatibility) {
    case Compatibility::Full:
        return "full"_L1;
    case Compatibility::Backward:
        return "backward"_L1;
    case Compatibility::Forward:
        return "forward"_L1;
    case Compatibility::None:
        break;
    }
    return "none"_L1;
}

Compatibility combined(Compatibility a, Compatibility b)
{
    const bool backward = isBackward(a) && isBackward(b), forward = isForward(a) && isForward(b);
    if (backward)
        return forward ? Compatibility::Full : Compatibility::Backward;
    return forward ? Compatibility::Forward : Compatibility::None;
}

SchemaEvolution evolutionOf(const Schema &before, const Schema &after)
{
    return Evolution(before, after).judge();
}

} // namespace weir
