// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/comparison/difference.h"

#include <QList>

namespace weir {

/// A member of a document that differs, not judged yet.
struct MemberDifference
{
    DifferenceKind kind = DifferenceKind::Changed;
    QString field;           ///< `receives/*/timeout`: members on the way, `*` for a named item; empty: the document.
    QString item;            ///< `receives/bill/emits/bill.sent`: the innermost named item; empty: none.
    QString pointer;         ///< RFC 6901.
    bool isInBefore = false; ///< The pointer leads into the earlier document.
    JsonValue before, after;
};

/// What differs between two documents of \a element, by meaning. Items of arrays are matched by their `id`, else by what
/// names them (version, event, service). Objects such as `sla` and `strategy` differ as a whole. One side may be absent.
QList<MemberDifference> memberDifferences(const ElementRef &element, const JsonValue &before, const JsonValue &after);

} // namespace weir
