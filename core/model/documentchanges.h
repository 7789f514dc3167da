// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/change.h"

#include <QList>

namespace weir {

/// The edits that turn the document \a before of \a element into \a after, as small as they can be while they restore
/// every byte: each replaces the value at a pointer, or the whole document. Where members or items come, go or change
/// places, the object or array around them is replaced. Empty when both are equal.
QList<Change> documentChanges(const ElementRef &element, const JsonValue &before, const JsonValue &after);

} // namespace weir
