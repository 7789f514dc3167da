// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <vector>

namespace weir::layout {

struct Point
{
    double x = 0, y = 0;
    bool operator==(const Point &) const = default;
};

/// A box to be placed; its index is its identity.
struct NodeBox
{
    double width = 0, height = 0;
    int group = -1; ///< Nodes of a group stay together; -1: none.
};

/// A directed edge between two boxes, by index. \a labelWidth keeps room on the way for a label.
struct EdgeLine
{
    int from = 0, to = 0;
    double labelWidth = 0;
    double labelHeight = 0; ///< Across the flow; 0: that of the options.
};

constexpr double maxPortPitch = 16; ///< Between two edges at one side of a box.
constexpr double portMargin = 8;    ///< Between an edge and the corner.

struct LayoutOptions
{
    double layerGap = 96; ///< Between columns, without labels.
    double nodeGap = 32;  ///< Between boxes of a column.
    double groupGap = 24; ///< Around groups.
    double labelHeight = 24;
    double grid = 8; ///< Corners lie on this grid where the boxes' heights allow it; 0: no grid.
};

/// Positions (top left corners) and orthogonal routes; flow goes from left to right.
struct LayoutResult
{
    std::vector<Point> nodes;
    std::vector<std::vector<Point>> edges; ///< Bends from border to border, both ends included.
    std::vector<Point> labels; ///< Middle of the room kept for each edge's label, on its route; a loop's has none.
    double width = 0, height = 0;
    bool finished = true; ///< False when it was stopped: positions are there, but not improved.
};

/// Layered (Sugiyama) layout: cycles broken, layers, crossings reduced, coordinates, orthogonal routes. Deterministic.
///
/// Edges leave a box at the right and enter at the left; those without a label leave it as one fan. An edge against the
/// flow goes around its two boxes.
LayoutResult layeredLayout(const std::vector<NodeBox> &nodes, const std::vector<EdgeLine> &edges,
                           const LayoutOptions &options = {}, const std::stop_token &stop = {});

/// Routes \a edges orthogonally between boxes that stay where they are (\a positions: top left corners).
std::vector<std::vector<Point>> routeEdges(const std::vector<NodeBox> &nodes, const std::vector<Point> &positions,
                                           const std::vector<EdgeLine> &edges);

/// Where a label fits best on \a route: the middle of its longest horizontal piece.
Point labelSpot(const std::vector<Point> &route);

} // namespace weir::layout
