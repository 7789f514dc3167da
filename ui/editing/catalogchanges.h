// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

namespace weir {

/// What turns \a before into \a after, one whole document each.
QList<Change> changesBetween(const Catalog &before, const Catalog &after);

} // namespace weir
