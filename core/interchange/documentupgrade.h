// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

namespace weir {

/// Makes of \a document, an AsyncAPI 3 document whose details come from one of version 2, what version 3 allows: bindings lose
/// members and versions that were given up, ids of Kafka clients and groups become schemas, and channels describe the
/// parameters of their addresses and no others.
void upgradeToVersion3(Json &document);

} // namespace weir
