// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace weir {

/// What may be said against an event's name.
enum class NameFault : quint8 {
    None,
    NotTwoSegments, ///< Not `<entity>.<verb>`: one segment, more than two, or an empty one.
    NotLowerCase,   ///< Capitals, underscores or other characters than small letters, digits and hyphens.
    NotPastTense,   ///< The second segment is no verb in the past tense.
    Plural,         ///< The entity is a plural.
};

/// A name in the form `<entity>.<past-tense-verb>`.
struct ProposedName
{
    QString text;
    bool isSure = false; ///< False when nothing in the old name says what happened, so that the verb is a guess.

    bool operator==(const ProposedName &) const = default;
};

struct NameVerdict
{
    NameFault fault = NameFault::None;
    ProposedName proposal; ///< A name that has no fault; empty without a fault.

    bool operator==(const NameVerdict &) const = default;
};

/// Holds \a name against `<entity>.<past-tense-verb>` with the entity in the singular; \a verbs are further words that
/// pass as verbs. \a spelling is how the event was called where it came from, in capitals that show its words.
NameVerdict judgeEventName(const QString &name, const QStringList &verbs = {}, const QString &spelling = {});

/// The name that the words of \a name make.
ProposedName proposedEventName(const QString &name, const QStringList &verbs = {});

} // namespace weir
