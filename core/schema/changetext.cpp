// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/changetext.h"

#include "core/base/translate.h"

namespace weir {

using namespace Qt::StringLiterals;

namespace {

bool isMember(const Refusal &refusal)
{
    return (refusal.keyword == u"additionalProperties" || refusal.keyword == u"unevaluatedProperties")
        && !refusal.detail.isEmpty();
}

bool isAlternative(const Refusal &refusal)
{
    return refusal.keyword == u"anyOf" || refusal.keyword == u"oneOf";
}

/// `min-length` for `minLength`.
QString kebab(const QString &keyword)
{
    QString result;
    for (const QChar c : keyword) {
        if (c.isUpper())
            result += u'-';
        result += c.toLower();
    }
    return result;
}

QString orAbsent(const QString &text)
{
    return text.isEmpty() ? tr("absent") : text;
}

/// The change in words, from the old version to the new one.
QString whatChanged(const Refusal &refusal, bool isBackward)
{
    const QString &was = isBackward ? refusal.allowed : refusal.wanted;
    const QString &now = isBackward ? refusal.wanted : refusal.allowed;
    if (refusal.keyword == u"required")
        return (isBackward ? tr("“%1” is required now.") : tr("“%1” is no longer required.")).arg(refusal.detail);
    if (isMember(refusal)) {
        return (isBackward ? tr("“%1” is gone, and members that are not named are refused.")
                           : tr("“%1” is new, and the old version refuses members that it does not name."))
            .arg(refusal.detail);
    }
    if (refusal.keyword == u"additionalProperties" || refusal.keyword == u"unevaluatedProperties")
        return isBackward ? tr("Members that are not named are refused now.")
                          : tr("Members that are not named are allowed now; the old version refuses them.");
    if (refusal.keyword == u"enum" && !refusal.detail.isEmpty())
        return (isBackward ? tr("The value %1 is no longer allowed.") : tr("The value %1 is new.")).arg(refusal.detail);
    if (refusal.keyword == u"enum")
        return isBackward ? tr("Only listed values are allowed now.") : tr("Values are no longer limited to a list.");
    if (isAlternative(refusal))
        return isBackward
            ? tr("An alternative is gone or narrower: nothing in “%1” accepts it now.").arg(refusal.keyword)
            : tr("An alternative is new or wider: nothing in the old “%1” accepts it.").arg(refusal.keyword);
    if (refusal.keyword == u"false")
        return isBackward ? tr("No value is allowed here any more.")
                          : tr("Values are allowed here now; none was before.");
    if (refusal.keyword == u"limit")
        return tr("The versions are too intricate to compare here, which counts as breaking.");
    if (refusal.keyword == u"type")
        return tr("The type was %1 and is %2 now.").arg(was, now);
    if (was.isEmpty() && now.isEmpty())
        return (isBackward ? tr("“%1” allows less than before.") : tr("“%1” allows more than before."))
            .arg(refusal.keyword);
    return tr("“%1” was %2 and is %3 now.").arg(refusal.keyword, orAbsent(was), orAbsent(now));
}

QString backwardFix(const Refusal &refusal)
{
    if (refusal.keyword == u"required")
        return tr("Make “%1” optional, give it a default, or write an upcaster that sets it.").arg(refusal.detail);
    if (refusal.keyword == u"enum")
        return tr("Keep the value, or map it to another one in an upcaster.");
    if (refusal.keyword == u"type")
        return tr("Add a member of the new type beside the old one, or write an upcaster that converts it.");
    if (isMember(refusal))
        return tr("Keep “%1” as optional, or write an upcaster that drops it.").arg(refusal.detail);
    if (refusal.keyword.endsWith(u"Properties"))
        return tr("Leave the object open, or write an upcaster that drops what is not named.");
    if (isAlternative(refusal))
        return tr("Keep the alternative, or write an upcaster that turns it into another one.");
    return tr("Keep what was allowed, or write an upcaster that turns old events into new ones.");
}

QString forwardFix(const Refusal &refusal)
{
    if (refusal.keyword == u"required")
        return tr("Keep “%1” required, or move consumers to the new version before producers leave it out.")
            .arg(refusal.detail);
    if (refusal.keyword == u"enum")
        return tr("Let consumers accept unknown values before producers send new ones, or publish a new event name.");
    if (refusal.keyword == u"type")
        return tr("Add a member of the new type beside the old one, or publish a new event name.");
    if (isMember(refusal))
        return tr("Leave objects open in versions to come; move consumers to the new version before producers send "
                  "“%1”.")
            .arg(refusal.detail);
    return tr("Move consumers to the new version before producers send it, or publish a new event name.");
}

} // namespace

QString changeRule(const Refusal &refusal, bool breaksBackward, bool breaksForward)
{
    const QString prefix = u"evolution/"_s;
    if (refusal.keyword == u"limit")
        return prefix + u"undecided"_s;
    if (refusal.keyword == u"required")
        return prefix + (breaksBackward ? u"required-added"_s : u"required-removed"_s);
    if (isMember(refusal))
        return prefix + (breaksBackward ? u"property-removed"_s : u"property-added"_s);
    if (refusal.keyword == u"enum" && !refusal.detail.isEmpty() && breaksBackward != breaksForward)
        return prefix + (breaksBackward ? u"enum-value-removed"_s : u"enum-value-added"_s);
    if (isAlternative(refusal) && breaksBackward != breaksForward)
        return prefix + (breaksBackward ? u"alternative-removed"_s : u"alternative-added"_s);
    const QString keyword = refusal.keyword == u"false" ? u"schema"_s : kebab(refusal.keyword);
    if (breaksBackward && breaksForward)
        return prefix + keyword + u"-changed"_s;
    return prefix + keyword + (breaksBackward ? u"-narrowed"_s : u"-widened"_s);
}

QString changeReason(const Refusal &refusal, bool breaksBackward, bool breaksForward)
{
    const QString what = whatChanged(refusal, breaksBackward) + u' ';
    if (breaksBackward && breaksForward)
        return what
            + tr("Consumers of the new version cannot read all old events, nor those of the old version all new ones.");
    return what
        + (breaksBackward ? tr("Consumers of the new version cannot read all old events.")
                          : tr("Consumers of the old version cannot read all new events."));
}

QString changeFix(const Refusal &refusal, bool breaksBackward, bool breaksForward)
{
    if (refusal.keyword == u"limit")
        return tr("Compare the two versions by eye here.");
    if (breaksBackward && breaksForward && refusal.keyword != u"type")
        return tr("Write an upcaster and move consumers to the new version first, or publish a new event name.");
    return breaksBackward && !breaksForward ? backwardFix(refusal) : forwardFix(refusal);
}

QString memberReason(const UnsharedMember &member)
{
    return member.isReaders
        ? tr("“%1” is new; old events do without it, and consumers of the old version ignore it.").arg(member.name)
        : tr("“%1” is gone; consumers of the new version ignore it in old events.").arg(member.name);
}

} // namespace weir
