// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/layergraph.h"

namespace weir::layout {

/// Positions of one component's boxes and routes of its edges, from placed vertices. Starts at (0, 0).
LayoutResult routeComponent(const LayerGraph &graph, const Component &component, const LayoutOptions &options);

} // namespace weir::layout
