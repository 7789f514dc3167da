// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/element.h"

#include <QStringView>

namespace weir {

/// \a document with its members in the order of files.md and its sets sorted. A member no kind knows stays behind the
/// member it followed; nothing is added or dropped.
Json canonicalDocument(Kind kind, const Json &document);

/// Moves the member that \a pointer names, just appended to its object, to where canonical order has it.
void moveToItsPlace(Kind kind, Json &document, QStringView pointer);

/// Whether two values mean the same: members may stand in any order.
bool meansTheSame(const Json &left, const Json &right);

} // namespace weir
