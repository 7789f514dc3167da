// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/catalog.h"
#include "core/model/change.h"

namespace weir {

/// The digest of what \a schema and the shared schemas it refers to demand: `sha256:` and 64 digits.
///
/// Kept as `x-digest` of a published version, it shows whether the schema is still the one that was published. The order of
/// members does not count, nor do `title`, `description`, `$comment` and `examples`, which demand nothing.
QString schemaDigest(const Catalog &catalog, const Json &schema);

/// Whether \a version is promised to somebody: it has a schema and is no draft.
bool isPublished(const EventVersion &version);

/// The edit that seals every published version of \a catalog that has no seal yet.
QList<Change> sealEdit(const Catalog &catalog);

} // namespace weir
