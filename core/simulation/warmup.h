// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/networkbuilder.h"
#include "core/simulation/results.h"

namespace weir {

/// The warm-up of a network from a run without one, by MSER-5: the longest that any subscription's number of messages
/// needs before the first fault. A subscription without a steady part counts for nothing and gets a sentence in \a warnings.
sim::Time foundWarmup(const BuiltNetwork &built, const sim::Results &pilot, QStringList &warnings);

} // namespace weir
