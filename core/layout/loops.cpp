// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/loops.h"

#include <algorithm>

namespace weir::layout {

namespace {

constexpr double firstReach = 12; ///< Of the innermost loop, beyond the box.
constexpr double loopPitch = 8;
constexpr double loopClearance = 4;
constexpr double cornerInset = 6;

std::vector<int> loopCounts(size_t count, const std::vector<EdgeLine> &edges)
{
    std::vector<int> result(count, 0);
    for (const EdgeLine &edge : edges) {
        if (edge.from == edge.to)
            ++result[size_t(edge.from)];
    }
    return result;
}

/// Room beyond the box for \a loops loops, a multiple of 8.
double roomFor(int loops)
{
    return loops == 0 ? 0 : firstReach + (loops - 1) * loopPitch + loopClearance;
}

} // namespace

std::vector<NodeBox> withLoopRoom(const std::vector<NodeBox> &nodes, const std::vector<EdgeLine> &edges)
{
    const std::vector<int> counts = loopCounts(nodes.size(), edges);
    std::vector<NodeBox> result = nodes;
    for (size_t i = 0; i < nodes.size(); ++i) {
        result[i].width += roomFor(counts[i]);
        result[i].height += 2 * roomFor(counts[i]);
    }
    return result;
}

void drawLoops(const std::vector<NodeBox> &nodes, const std::vector<EdgeLine> &edges, LayoutResult &layout)
{
    const std::vector<int> counts = loopCounts(nodes.size(), edges);
    for (size_t i = 0; i < nodes.size(); ++i)
        layout.nodes[i].y += roomFor(counts[i]);
    std::vector<int> drawn(nodes.size(), 0);
    for (size_t i = 0; i < edges.size(); ++i) {
        const auto box = size_t(edges[i].from);
        if (edges[i].from != edges[i].to) {
            if (!layout.edges[i].empty())
                layout.edges[i].front().x = layout.nodes[box].x + nodes[box].width;
            continue;
        }
        layout.edges[i] = loopRoute(layout.nodes[box], nodes[box], drawn[box]++);
        layout.labels[i] = labelSpot(layout.edges[i]);
    }
}

std::vector<Point> loopRoute(Point corner, const NodeBox &box, int index)
{
    const double step = index * loopPitch;
    const double right = corner.x + box.width;
    const double bottom = corner.y + box.height;
    const double outX = right + firstReach + step;
    const double outY = bottom + firstReach + step;
    const double startY = bottom - std::min(cornerInset + step, box.height / 2);
    const double endX = right - std::min(2 * cornerInset + step, box.width / 2);
    return {{right, startY}, {outX, startY}, {outX, outY}, {endX, outY}, {endX, bottom}};
}

} // namespace weir::layout
