// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/comparison/memberdifferences.h"
#include "core/comparison/sides.h"

namespace weir {

/// What is asked about one difference: where it is, and both designs.
struct Question
{
    const Sides &sides;
    const ElementRef &element;
    const MemberDifference &member;

    /// `bill` of `receives/bill/…`; empty when the difference is in no named item.
    QString itemName() const { return member.item.section(u'/', 1, 1); }
    /// `billing/bill`: the path of the service's item.
    QString itemPath() const { return element.id + u'/' + itemName(); }
};

/// How a member of a kind is judged.
struct Judge
{
    Kind kind;
    const char *field;  ///< As MemberDifference::field; `*` alone is any other of the kind.
    const char *effect; ///< What a change means to users when nothing breaks, to be translated.
    void (*judge)(const Question &question, Difference &difference) = nullptr; ///< Finds out whether it breaks.
};

/// The groups, each in a file of its own.
QList<Judge> channelJudges();
QList<Judge> documentationJudges();
QList<Judge> endpointJudges();
QList<Judge> eventJudges();
QList<Judge> policyJudges();
QList<Judge> serviceJudges();
QList<Judge> subscriptionJudges();

/// Makes \a difference a breaking one. \a rule follows the kind: `guarantee-weakened`.
void setBreaking(Difference &difference, const char *rule, const QString &effect, const QStringList &hurt,
                 const QString &hint);

/// Versions that are sent to the consumer at \a path in the later design and that it cannot handle, but for those that it
/// was sent, and could not handle, before.
QStringList newlyRefusedVersions(const Sides &sides, const QString &path);

/// Says of a subscription, channel, webhook or project whose retry policy changed who is tried less patiently now.
void judgePolicyChoice(const Question &question, Difference &difference);

} // namespace weir
