// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <QStringView>

namespace weir {

/// \a token as it stands in a JSON Pointer (RFC 6901 §3).
QString escapedPointerToken(QStringView token);

/// The value at \a pointer in \a document, or nullptr.
const Json *valueAt(const Json &document, QStringView pointer);

/// How editAt() changes the value at a pointer.
enum class Edit { Insert, Replace, Remove };

/// Inserts, replaces or removes the value at \a pointer (not empty) in \a document. For an insertion the parent has to
/// be there; an array item is inserted before that index, `-` appends. The error names what is missing.
Result<void> editAt(Json &document, QStringView pointer, Edit edit, const Json &value);

} // namespace weir
