// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/json.h"
#include "core/model/element.h"

namespace weir {

/// What the document of \a element says that its kind does not allow: wrong types, unknown values, missing members,
/// misspelt ids, durations and rates. Rule ids start with `structure/`; places hold only the JSON Pointer.
///
/// Members no kind knows are kept by every edit; they are an `info`, unless they start with `x-` or `$`.
Findings checkDocument(const ElementRef &element, const Json &document);

/// True when \a id is an id: `[a-z0-9][a-z0-9._-]*`.
bool isSlug(QStringView id);

} // namespace weir
