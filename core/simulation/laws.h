// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/distribution.h"
#include "core/simulation/distribution.h"

#include <optional>

namespace weir {

/// The law that a design writes as \a distribution; nothing when its numbers contradict each other or none are given.
std::optional<sim::Distribution> lawOf(const Distribution &distribution);

/// Whether \a distribution says nothing about its size: no mean, median, bounds or buckets.
bool isUnsized(const Distribution &distribution);

/// The law of \a factor times what \a law draws; the factor is above 0.
sim::Distribution scaledLaw(const sim::Distribution &law, double factor);

} // namespace weir
