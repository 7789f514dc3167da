// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/layeredlayout.h"

namespace weir::layout {

/// The boxes, those with loops enlarged by the room their loops take.
std::vector<NodeBox> withLoopRoom(const std::vector<NodeBox> &nodes, const std::vector<EdgeLine> &edges);

/// Moves boxes with loops from the corner of their room into its middle, draws the loops below their right corner and
/// lets the other edges begin at the box again.
void drawLoops(const std::vector<NodeBox> &nodes, const std::vector<EdgeLine> &edges, LayoutResult &layout);

/// The route of a box's loop number \a index, from 0.
std::vector<Point> loopRoute(Point corner, const NodeBox &box, int index);

} // namespace weir::layout
