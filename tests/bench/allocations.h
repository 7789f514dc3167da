// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace weir::bench {

/// How often this program has called `operator new`; linking `allocations.cpp` replaces it with one that counts.
std::uint64_t allocations();

} // namespace weir::bench
