// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace weir {

/// The names that a TypeScript source declares as `interface` or `type`, in its order.
QStringList typeScriptNames(const QString &source);

/// The JSON Schema (2020-12) of what \a source declares as \a name; empty is the last declaration, `Name.member` what a
/// member of it holds. Other declarations that it uses come along in `$defs`.
///
/// Understood are interfaces (`extends` is merged) and types of objects, `?`, arrays, tuples, unions, literals, `Record`,
/// `Array` and `Date` (a `date-time`). An error with line and column for what is no data (functions, type parameters) or is
/// not declared; what stands outside of the declarations is skipped. \a file is only named in places.
Result<Json> schemaFromTypeScript(const QString &source, const QString &file, const QString &name = {});

} // namespace weir
