// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <functional>

namespace weir {

/// Whether the member \a key of a JSON Schema holds schemas by name (`properties`).
bool holdsSchemas(const QString &key);
/// Whether the member \a key of a JSON Schema holds values, in which `$ref` means nothing (`enum`).
bool holdsData(const QString &key);

/// \a schema with the text of each `$ref` replaced by what \a renamed makes of it.
Json withReferences(const Json &schema, const std::function<QString(const QString &)> &renamed);

} // namespace weir
