// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/layergraph.h"

namespace weir::layout {

/// Sets `y` of all vertices: long edges straight, fans symmetric (U. Brandes, B. Köpf: Fast and Simple Horizontal
/// Coordinate Assignment, 2001), the frames of groups free of others. Keeps the order of the layers.
void placeVertices(LayerGraph &graph, const LayoutOptions &options);

/// Least distance between the middles of two vertices that follow each other in a layer.
double separation(const Vertex &upper, const Vertex &lower, const LayoutOptions &options);

} // namespace weir::layout
