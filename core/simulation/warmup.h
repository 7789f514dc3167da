// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/networkbuilder.h"
#include "core/simulation/results.h"

#include <span>

namespace weir {

/// How many of \a values to cut off at the start, by MSER-5 (White 1997): the cut that leaves the smallest error of the
/// mean, looked for in the first half of batches of five. Nothing when it would lie at the end of that half: the values
/// have no steady part.
std::optional<std::size_t> mserTruncation(std::span<const double> values);

/// The warm-up of a network from a run without one: the longest that any subscription's number of messages needs before
/// the first fault. A subscription without a steady part counts for nothing and gets a sentence in \a warnings.
sim::Time foundWarmup(const BuiltNetwork &built, const sim::Results &pilot, QStringList &warnings);

} // namespace weir
