// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/comparison/compare.h"

#include "core/base/translate.h"
#include "core/comparison/judgement.h"
#include "core/comparison/renames.h"
#include "core/model/valuewords.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <tuple>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// A value in a sentence.
QString wordsOf(const JsonValue &value)
{
    if (!value)
        return tr("nothing");
    if (value.get().is_structured())
        return shortened(QString::fromStdString(value.get().dump()));
    return valueWords(value.get()).simplified();
}

/// `channels/orders`, `billing/bill`, `order.placed version 2`: what a sentence is about.
QString subjectOf(const ElementRef &element, const QString &item)
{
    if (item.isEmpty())
        return element.path();
    const QString name = item.section(u'/', 1, 1), below = item.section(u'/', 2);
    if (element.kind == Kind::Event)
        return tr("%1 version %2").arg(element.path(), name);
    const QString path = element.kind == Kind::Service ? element.id + u'/' + name : element.path() + u'/' + item;
    return below.isEmpty() || element.kind != Kind::Service ? path : path + u'/' + below.section(u'/', 1);
}

QString sentence(const ElementRef &element, const MemberDifference &member)
{
    const QString subject = subjectOf(element, member.item);
    const QString name = member.field.section(u'/', -1);
    const bool isWhole = name.isEmpty() || name == u"*";
    if (isWhole && member.kind != DifferenceKind::Changed) {
        const QString group = member.field.section(u'/', -2, -2);
        const QString what = group.isEmpty() ? subject : tr("%1 (%2)").arg(subject, group);
        return member.kind == DifferenceKind::Added ? tr("%1 is new.").arg(what) : tr("%1 is gone.").arg(what);
    }
    if (member.kind == DifferenceKind::Added)
        return tr("%1: %2 is %3; there was none.").arg(subject, name, wordsOf(member.after));
    if (member.kind == DifferenceKind::Removed)
        return tr("%1: %2 is gone; it was %3.").arg(subject, name, wordsOf(member.before));
    const QString old = wordsOf(member.before), current = wordsOf(member.after);
    if (old == current)
        return tr("%1: %2 is another.").arg(subject, name);
    return tr("%1: %2 is %3 instead of %4.").arg(subject, name, current, old);
}

/// What happened, where no judge has another name for it: `added`, `item-added`, `changed`.
QString ruleName(const MemberDifference &member)
{
    const bool isItem = member.field.endsWith(u'*');
    if (!isItem && !member.field.isEmpty())
        return differenceKindName(DifferenceKind::Changed);
    return (isItem ? u"item-"_s : QString()) + differenceKindName(member.kind);
}

class Comparison
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    Comparison(const Catalog &before, const Catalog &after)
        : m_alignment(alignNames(before, after))
        , m_sides(m_alignment.before, after)
    {
        for (const QList<Judge> &group : {channelJudges(), documentationJudges(), endpointJudges(), eventJudges(),
                                          policyJudges(), serviceJudges(), subscriptionJudges()}) {
            for (const Judge &judge : group)
                m_judges.emplace(std::pair(judge.kind, QString::fromLatin1(judge.field)), judge);
        }
    }

    QList<Difference> differences()
    {
        for (const RenamedPart &part : std::as_const(m_alignment.renames))
            addRename(part);
        QList<ElementRef> all = m_sides.before.elements() + m_sides.after.elements();
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        for (const ElementRef &element : std::as_const(all)) {
            const JsonValue old = m_sides.before.document(element), current = m_sides.after.document(element);
            if (old == current)
                continue;
            for (const MemberDifference &member : memberDifferences(element, old, current))
                add(element, member);
        }
        std::stable_sort(m_found.begin(), m_found.end(), [](const Difference &left, const Difference &right) {
            return std::tuple(!left.isBreaking, left.element) < std::tuple(!right.isBreaking, right.element);
        });
        return m_found;
    }

private:
    void add(const ElementRef &element, const MemberDifference &member)
    {
        Difference difference;
        difference.kind = member.kind;
        difference.element = element;
        difference.item = member.item;
        difference.pointer = member.pointer;
        difference.isInBefore = member.isInBefore;
        difference.before = member.before;
        difference.after = member.after;
        difference.what = sentence(element, member);
        judge(element, member, difference);
    }

    void addRename(const RenamedPart &part)
    {
        MemberDifference member;
        member.kind = DifferenceKind::Renamed;
        member.field = part.member.isEmpty() ? QString() : part.member + u"/*"_s;
        member.item = part.member.isEmpty() ? QString() : part.member + u'/' + part.id;
        Difference difference;
        difference.kind = DifferenceKind::Renamed;
        difference.element = part.element;
        difference.item = member.item;
        difference.formerId = part.formerId;
        const QString subject = subjectOf(part.element, member.item);
        const QString former = part.member.isEmpty() ? ElementRef{part.element.kind, part.formerId}.path()
                                                     : part.element.id + u'/' + part.formerId;
        difference.what = tr("%1 was renamed; it was %2.").arg(subject, former);
        judge(part.element, member, difference);
    }

    void judge(const ElementRef &element, const MemberDifference &member, Difference &difference)
    {
        difference.rule = kindName(element.kind) + u'/' + ruleName(member);
        auto found = m_judges.find({element.kind, member.field});
        if (found == m_judges.end())
            found = m_judges.find({element.kind, u"*"_s});
        if (found != m_judges.end()) {
            if (*found->second.effect != 0)
                difference.effect = tr(found->second.effect);
            if (found->second.judge)
                found->second.judge({m_sides, element, member}, difference);
        }
        difference.hurt.sort();
        difference.hurt.removeDuplicates();
        m_found.append(std::move(difference));
    }

    Alignment m_alignment;
    Sides m_sides;
    std::map<std::pair<Kind, QString>, Judge> m_judges;
    QList<Difference> m_found;
};

} // namespace

QLatin1String differenceKindName(DifferenceKind kind)
{
    switch (kind) {
    case DifferenceKind::Added:
        return "added"_L1;
    case DifferenceKind::Removed:
        return "removed"_L1;
    case DifferenceKind::Changed:
        return "changed"_L1;
    case DifferenceKind::Renamed:
        break;
    }
    return "renamed"_L1;
}

void setBreaking(Difference &difference, const char *rule, const QString &effect, const QStringList &hurt,
                 const QString &hint)
{
    difference.isBreaking = true;
    difference.rule = kindName(difference.element.kind) + u'/' + QLatin1String(rule);
    difference.effect = effect;
    difference.hurt = hurt;
    difference.hint = hint;
}

QList<Difference> compare(const Catalog &before, const Catalog &after)
{
    return Comparison(before, after).differences();
}

} // namespace weir
