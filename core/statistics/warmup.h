// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace weir {

/// Where the warm-up of \a values (in order of time) ends, by MSER-5 (White, 1997): the number of values to leave out so
/// that the mean of the rest is most certain, a multiple of 5, at most half of them. 0 for fewer than 20 values.
std::size_t warmupByMser5(std::span<const double> values);

} // namespace weir
