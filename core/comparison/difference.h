// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/jsonvalue.h"
#include "core/model/element.h"

#include <QString>
#include <QStringList>

namespace weir {

enum class DifferenceKind : quint8 { Added, Removed, Changed, Renamed };

/// `added`, `removed`, `changed`, `renamed`.
QLatin1String differenceKindName(DifferenceKind kind);

/// One difference between two designs: what it is, what it changes for whom.
struct Difference
{
    DifferenceKind kind = DifferenceKind::Changed;
    ElementRef element; ///< In the later design; in the earlier one when the element is gone.
    QString item;       ///< `receives/bill` of a service, `versions/2` of an event type; empty: the element itself.
    QString formerId;   ///< Renamed: what the element or item was called.
    QString pointer;    ///< RFC 6901, in the element's document; empty is the whole of it.
    bool isInBefore = false; ///< The pointer leads into the earlier design: what it names is gone.
    QString rule;            ///< Stable id of what happened: `channels/guarantee-weakened`, `events/removed`.
    QString what;            ///< What differs, one sentence. Translated.
    QString effect;          ///< What that changes for users, one sentence or two. Translated.
    bool isBreaking = false; ///< Somebody who relied on the earlier design is let down.
    QStringList hurt;        ///< Paths of the consumers it hurts (`billing/bill`, `webhooks/partner`), sorted.
    QString hint;            ///< Breaking: what to do. Translated.
    JsonValue before, after; ///< The values at the pointer; absent where there is none.

    bool operator==(const Difference &) const = default;
};

} // namespace weir
