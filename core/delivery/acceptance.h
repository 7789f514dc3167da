// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/service.h"

namespace weir::delivery {

/// Whether \a subscription can handle schema version \a version: it accepts it, or its upcasters lead from it to one that it
/// accepts, step by step.
bool acceptsVersion(const Subscription &subscription, int version);

} // namespace weir::delivery
