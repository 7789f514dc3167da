// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/layeredlayout.h"

#include "core/layout/components.h"
#include "core/layout/loops.h"
#include "core/layout/ordering.h"
#include "core/layout/placement.h"
#include "core/layout/routing.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace weir::layout {

namespace {

struct Bounds
{
    double left = std::numeric_limits<double>::infinity(), top = left;
    double right = -left, bottom = -left;

    void add(double x, double y)
    {
        left = std::min(left, x);
        top = std::min(top, y);
        right = std::max(right, x);
        bottom = std::max(bottom, y);
    }
};

/// What a component's drawing covers: boxes, routes, labels, frames of groups; wide enough for the grid.
Bounds boundsOf(const LayoutResult &layout, const Component &component, const LayoutOptions &options)
{
    Bounds bounds;
    for (size_t i = 0; i < layout.nodes.size(); ++i) {
        const NodeBox &box = component.boxes[i];
        const double frame = box.group >= 0 ? options.groupGap : 0;
        bounds.add(layout.nodes[i].x - frame, layout.nodes[i].y - frame);
        bounds.add(layout.nodes[i].x + box.width + frame, layout.nodes[i].y + box.height + frame);
    }
    for (size_t i = 0; i < layout.edges.size(); ++i) {
        for (const Point &point : layout.edges[i])
            bounds.add(point.x, point.y);
        const EdgeLine &edge = component.edges[i];
        const double labelHeight = edge.labelHeight > 0 ? edge.labelHeight : options.labelHeight;
        if (edge.labelWidth > 0) {
            bounds.add(layout.labels[i].x - edge.labelWidth / 2, layout.labels[i].y - labelHeight / 2);
            bounds.add(layout.labels[i].x + edge.labelWidth / 2, layout.labels[i].y + labelHeight / 2);
        }
    }
    if (options.grid > 0) {
        bounds.left = std::floor(bounds.left / options.grid) * options.grid;
        bounds.right = std::ceil(bounds.right / options.grid) * options.grid;
    }
    return bounds;
}

/// Heights are on the grid but for the boxes' half height; the shift keeps corners there.
double gridShift(double top, double corner, double grid)
{
    return grid > 0 ? std::ceil((corner - top) / grid) * grid - corner : -top;
}

void move(std::vector<Point> &points, Point by)
{
    for (Point &point : points) {
        point.x += by.x;
        point.y += by.y;
    }
}

LayoutResult layOut(const Component &component, const LayoutOptions &options, const std::stop_token &stop)
{
    LayerGraph graph = layerGraph(component, options);
    orderLayers(graph, stop);
    placeVertices(graph, options);
    LayoutResult layout = routeComponent(graph, component, options);
    const Bounds bounds = boundsOf(layout, component, options);
    const Point shift{-bounds.left, gridShift(bounds.top, layout.nodes.front().y, options.grid)};
    move(layout.nodes, shift);
    move(layout.labels, shift);
    for (std::vector<Point> &route : layout.edges)
        move(route, shift);
    layout.width = bounds.right + shift.x;
    layout.height = bounds.bottom + shift.y;
    if (options.grid > 0)
        layout.height = std::ceil(layout.height / options.grid) * options.grid;
    return layout;
}

void insert(const LayoutResult &part, const Part &indices, Point corner, LayoutResult &whole)
{
    for (size_t i = 0; i < indices.boxes.size(); ++i)
        whole.nodes[size_t(indices.boxes[i])] = {part.nodes[i].x + corner.x, part.nodes[i].y + corner.y};
    for (size_t i = 0; i < indices.edges.size(); ++i) {
        const auto target = size_t(indices.edges[i]);
        whole.edges[target] = part.edges[i];
        move(whole.edges[target], corner);
        whole.labels[target] = {part.labels[i].x + corner.x, part.labels[i].y + corner.y};
    }
    whole.width = std::max(whole.width, corner.x + part.width);
    whole.height = std::max(whole.height, corner.y + part.height);
}

} // namespace

LayoutResult layeredLayout(const std::vector<NodeBox> &nodes, const std::vector<EdgeLine> &edges,
                           const LayoutOptions &options, const std::stop_token &stop)
{
    LayoutResult result;
    result.nodes.resize(nodes.size());
    result.edges.resize(edges.size());
    result.labels.resize(edges.size());
    const std::vector<Part> parts = connectedParts(nodes, withLoopRoom(nodes, edges), edges);
    std::vector<LayoutResult> layouts;
    std::vector<Size> sizes;
    for (const Part &part : parts) {
        layouts.push_back(layOut(part.component, options, stop));
        sizes.push_back({layouts.back().width, layouts.back().height});
    }
    const std::vector<Point> corners = packRows(sizes, 2 * options.nodeGap);
    for (size_t i = 0; i < parts.size(); ++i)
        insert(layouts[i], parts[i], corners[i], result);
    drawLoops(nodes, edges, result);
    result.finished = !stop.stop_requested();
    return result;
}

Point labelSpot(const std::vector<Point> &route)
{
    Point spot = route.empty() ? Point{} : route.front();
    double longest = -1;
    for (size_t i = 1; i < route.size(); ++i) {
        const double length = route[i].y == route[i - 1].y ? std::abs(route[i].x - route[i - 1].x) : 0;
        if (length > longest) {
            longest = length;
            spot = {(route[i].x + route[i - 1].x) / 2, (route[i].y + route[i - 1].y) / 2};
        }
    }
    return spot;
}

} // namespace weir::layout
