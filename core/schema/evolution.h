// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schema.h"

#include <QList>
#include <QString>

namespace weir {

/// What the step from one version of a schema to the next keeps working.
///
/// *Backward*: who knows the new version can read old events (still in an outbox, a retry, a DLQ or a replay).
/// *Forward*: who knows only the old version can read new events.
enum class Compatibility : quint8 { Full, Backward, Forward, None };

/// `full`, `backward`, `forward`, `none`.
QLatin1String compatibilityName(Compatibility compatibility);

/// One difference between two versions that matters to somebody.
struct SchemaChange
{
    QString rule; ///< `evolution/required-added`: what happened to which keyword.
    QString
        pointer; ///< JSON Pointer of the schema with the difference: in the new version, or in the old when it is gone.
    bool isInOld = false; ///< The pointer leads into the old version.
    QString path;         ///< JSON Pointer of the values it is about, `*` for each item or member: `/items/*/price`.
    bool breaksBackward = false; ///< Who knows the new version cannot read all old events.
    bool breaksForward = false;  ///< Who knows only the old version cannot read all new events.
    QString why;                 ///< What differs and whom it hurts, one or two sentences.
    QString fix;                 ///< What to do; empty when nothing breaks.

    bool isBreaking() const { return breaksBackward || breaksForward; }
    bool operator==(const SchemaChange &) const = default;
};

struct SchemaEvolution
{
    Compatibility verdict = Compatibility::Full;
    QList<SchemaChange> changes; ///< Breaking ones first; empty when both versions accept the same.

    bool operator==(const SchemaEvolution &) const = default;
};

/// Judges the step from \a before to \a after.
///
/// Structural: `$ref` and `allOf` count as what they say, so that moving a part into `$defs` is no difference. What an open
/// object may also carry is taken as not sent: an optional member that is new breaks nobody who leaves objects open. A new
/// required member with a `default` breaks nobody: readers fill it in. `format` counts as a restriction. Where schemas are
/// too intricate to compare (`not`, `if`) any difference counts as breaking.
SchemaEvolution evolutionOf(const Schema &before, const Schema &after);

/// What compatibility remains of several steps or members: each direction only if all have it.
Compatibility combined(Compatibility a, Compatibility b);

inline bool isBackward(Compatibility compatibility)
{
    return compatibility == Compatibility::Full || compatibility == Compatibility::Backward;
}

inline bool isForward(Compatibility compatibility)
{
    return compatibility == Compatibility::Full || compatibility == Compatibility::Forward;
}

} // namespace weir
