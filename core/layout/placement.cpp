// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/placement.h"

#include "core/layout/groupbands.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace weir::layout {

namespace {

/// The graph as one of the four passes sees it: from the left or the right, from the top or the bottom.
struct Perspective
{
    std::vector<std::vector<int>> layers;
    std::vector<int> order;
    const std::vector<std::vector<int>> *neighbours = nullptr; ///< In the layer before; sorted from the top.
    bool fromBottom = false;
};

/// Pairs of vertices that must not be aligned because a straight long edge crosses their piece.
class Conflicts
{
public:
    explicit Conflicts(const LayerGraph &graph)
    {
        m_marked.resize(graph.vertices.size());
        for (size_t i = 0; i + 1 < graph.layers.size(); ++i)
            markBehind(graph, i);
    }

    bool contains(int a, int b) const
    {
        const std::vector<int> &marked = m_marked[size_t(std::min(a, b))];
        return std::find(marked.begin(), marked.end(), std::max(a, b)) != marked.end();
    }

private:
    /// The passage left of \a vertex when the piece between them belongs to the inside of an edge; else -1.
    static int innerNeighbour(const LayerGraph &graph, int vertex)
    {
        if (!graph.vertices[size_t(vertex)].isPassage() || graph.left[size_t(vertex)].empty())
            return -1;
        const int neighbour = graph.left[size_t(vertex)].front();
        return graph.vertices[size_t(neighbour)].isPassage() ? neighbour : -1;
    }

    void markBehind(const LayerGraph &graph, size_t layer)
    {
        const std::vector<int> &next = graph.layers[layer + 1];
        int low = 0;
        size_t scanned = 0;
        for (size_t i = 0; i < next.size(); ++i) {
            const int inner = innerNeighbour(graph, next[i]);
            if (inner < 0 && i + 1 < next.size())
                continue;
            const int high = inner >= 0 ? graph.order[size_t(inner)] : int(graph.layers[layer].size()) - 1;
            for (; scanned <= i; ++scanned) {
                for (const int neighbour : graph.left[size_t(next[scanned])]) {
                    const int order = graph.order[size_t(neighbour)];
                    const bool innerPiece = innerNeighbour(graph, next[scanned]) >= 0;
                    if (!innerPiece && (order < low || order > high))
                        mark(neighbour, next[scanned]);
                }
            }
            low = high;
        }
    }

    void mark(int a, int b) { m_marked[size_t(std::min(a, b))].push_back(std::max(a, b)); }

    std::vector<std::vector<int>> m_marked;
};

struct Alignment
{
    std::vector<int> root, next;
};

Alignment align(const Perspective &view, const Conflicts &conflicts)
{
    Alignment result;
    for (size_t i = 0; i < view.order.size(); ++i) {
        result.root.push_back(int(i));
        result.next.push_back(int(i));
    }
    for (const std::vector<int> &layer : view.layers) {
        int last = -1;
        for (const int vertex : layer) {
            const std::vector<int> &neighbours = (*view.neighbours)[size_t(vertex)];
            const size_t count = neighbours.size();
            for (size_t m = (count + 1) / 2; count > 0 && m <= count / 2 + 1; ++m) {
                if (result.next[size_t(vertex)] != vertex)
                    break;
                const int median = neighbours[view.fromBottom ? count - m : m - 1];
                if (last < view.order[size_t(median)] && !conflicts.contains(median, vertex)) {
                    result.next[size_t(median)] = vertex;
                    result.root[size_t(vertex)] = result.root[size_t(median)];
                    result.next[size_t(vertex)] = result.root[size_t(vertex)];
                    last = view.order[size_t(median)];
                }
            }
        }
    }
    return result;
}

struct Spacing
{
    int block = 0;
    double distance = 0;
};

/// Moves blocks of aligned vertices together: a longest-path walk from the top, then a pull towards what stands below.
std::vector<double> compact(const LayerGraph &graph, const Perspective &view, const Alignment &alignment,
                            const LayoutOptions &options)
{
    const size_t count = graph.vertices.size();
    std::vector<std::vector<Spacing>> above(count), below(count);
    std::vector<int> waiting(count, 0);
    for (const std::vector<int> &layer : view.layers) {
        for (size_t i = 1; i < layer.size(); ++i) {
            const int upper = alignment.root[size_t(layer[i - 1])];
            const int lower = alignment.root[size_t(layer[i])];
            const double distance =
                separation(graph.vertices[size_t(layer[i - 1])], graph.vertices[size_t(layer[i])], options);
            above[size_t(lower)].push_back({upper, distance});
            below[size_t(upper)].push_back({lower, distance});
            ++waiting[size_t(lower)];
        }
    }
    std::vector<int> order;
    for (size_t i = 0; i < count; ++i) {
        if (waiting[i] == 0 && alignment.root[i] == int(i))
            order.push_back(int(i));
    }
    std::vector<double> y(count, 0);
    for (size_t i = 0; i < order.size(); ++i) {
        for (const Spacing &next : below[size_t(order[i])]) {
            y[size_t(next.block)] = std::max(y[size_t(next.block)], y[size_t(order[i])] + next.distance);
            if (--waiting[size_t(next.block)] == 0)
                order.push_back(next.block);
        }
    }
    for (auto it = order.rbegin(); it != order.rend(); ++it) {
        double limit = std::numeric_limits<double>::infinity();
        for (const Spacing &next : below[size_t(*it)])
            limit = std::min(limit, y[size_t(next.block)] - next.distance);
        if (std::isfinite(limit))
            y[size_t(*it)] = std::max(y[size_t(*it)], limit);
    }
    for (size_t i = 0; i < count; ++i)
        y[i] = y[size_t(alignment.root[i])];
    return y;
}

Perspective perspective(const LayerGraph &graph, bool fromRight, bool fromBottom,
                        const std::vector<std::vector<int>> &neighbours)
{
    Perspective view;
    view.layers = graph.layers;
    view.neighbours = &neighbours;
    view.fromBottom = fromBottom;
    if (fromRight)
        std::reverse(view.layers.begin(), view.layers.end());
    view.order.resize(graph.vertices.size());
    for (std::vector<int> &layer : view.layers) {
        if (fromBottom)
            std::reverse(layer.begin(), layer.end());
        for (size_t i = 0; i < layer.size(); ++i)
            view.order[size_t(layer[i])] = int(i);
    }
    return view;
}

std::vector<std::vector<int>> sortedByOrder(const LayerGraph &graph, std::vector<std::vector<int>> neighbours)
{
    for (std::vector<int> &list : neighbours) {
        std::sort(list.begin(), list.end(),
                  [&graph](int a, int b) { return graph.order[size_t(a)] < graph.order[size_t(b)]; });
    }
    return neighbours;
}

/// Shifts the four assignments over the narrowest one: those from the top at its top, those from the bottom at its bottom.
void alignToNarrowest(std::array<std::vector<double>, 4> &assignments)
{
    std::array<std::pair<double, double>, 4> ranges;
    size_t narrowest = 0;
    for (size_t i = 0; i < 4; ++i) {
        const auto [low, high] = std::minmax_element(assignments[i].begin(), assignments[i].end());
        ranges[i] = {*low, *high};
        if (ranges[i].second - ranges[i].first < ranges[narrowest].second - ranges[narrowest].first)
            narrowest = i;
    }
    for (size_t i = 0; i < 4; ++i) {
        const bool fromBottom = i % 2 == 1;
        const double shift =
            fromBottom ? ranges[narrowest].second - ranges[i].second : ranges[narrowest].first - ranges[i].first;
        for (double &y : assignments[i])
            y += shift;
    }
}

void snap(LayerGraph &graph, double grid)
{
    double phase = 0;
    for (const Vertex &vertex : graph.vertices) {
        if (vertex.isBox()) {
            phase = std::floor(std::fmod(vertex.height / 2, grid));
            break;
        }
    }
    for (Vertex &vertex : graph.vertices)
        vertex.y = std::floor((vertex.y - phase) / grid + 0.5) * grid + phase;
}

} // namespace

double separation(const Vertex &upper, const Vertex &lower, const LayoutOptions &options)
{
    const int boxes = int(upper.isBox()) + int(lower.isBox());
    const double gap = boxes == 2 ? options.nodeGap : boxes == 1 ? options.nodeGap * 0.75 : options.nodeGap * 0.5;
    return upper.height / 2 + gap + lower.height / 2;
}

void placeVertices(LayerGraph &graph, const LayoutOptions &options)
{
    const std::vector<std::vector<int>> left = sortedByOrder(graph, graph.left);
    const std::vector<std::vector<int>> right = sortedByOrder(graph, graph.right);
    const Conflicts conflicts(graph);
    std::array<std::vector<double>, 4> assignments;
    for (size_t i = 0; i < 4; ++i) {
        const bool fromRight = i >= 2;
        const bool fromBottom = i % 2 == 1;
        const Perspective view = perspective(graph, fromRight, fromBottom, fromRight ? right : left);
        assignments[i] = compact(graph, view, align(view, conflicts), options);
        if (fromBottom) {
            for (double &y : assignments[i])
                y = -y;
        }
    }
    alignToNarrowest(assignments);
    for (size_t i = 0; i < graph.vertices.size(); ++i) {
        std::array<double, 4> y{assignments[0][i], assignments[1][i], assignments[2][i], assignments[3][i]};
        std::sort(y.begin(), y.end());
        graph.vertices[i].y = (y[1] + y[2]) / 2;
    }
    if (graph.groupCount > 0)
        separateGroups(graph, options);
    if (options.grid > 0)
        snap(graph, options.grid);
}

} // namespace weir::layout
