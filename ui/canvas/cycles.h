// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/diagram.h"

#include <vector>

namespace weir {

/// For each node the number of its strongly connected component: nodes that feed each other around share one (Tarjan).
std::vector<int> componentsOf(const Drawing &diagram);

} // namespace weir
