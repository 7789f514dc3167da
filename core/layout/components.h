// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/layergraph.h"

#include <vector>

namespace weir::layout {

/// A connected part of a graph, with the indices its boxes and edges have in the whole.
struct Part
{
    Component component;
    std::vector<int> boxes, edges;
};

/// The connected parts; boxes of one group count as connected. Loops are left out. \a roomy are the boxes with the room
/// their loops take.
std::vector<Part> connectedParts(const std::vector<NodeBox> &boxes, const std::vector<NodeBox> &roomy,
                                 const std::vector<EdgeLine> &edges);

struct Size
{
    double width = 0, height = 0;
};

/// Top left corners for rectangles in rows: large ones first, \a gap between them, about 3 to 2 in all.
std::vector<Point> packRows(const std::vector<Size> &sizes, double gap);

} // namespace weir::layout
