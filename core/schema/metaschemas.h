// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/schemaoptions.h"

namespace weir {

/// The built-in document whose address is \a uri (without fragment): the metaschemas of the dialects that are
/// understood, which schemas may refer to. Null when it is none of them.
SchemaDocument metaschemaDocument(const QString &uri);

} // namespace weir
