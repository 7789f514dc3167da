// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/groupbands.h"

#include "core/layout/placement.h"

#include <algorithm>
#include <limits>

namespace weir::layout {

namespace {

/// `lower` stands at least `distance` below `upper`; both are vertices, or edges of a group's frame.
struct Constraint
{
    int lower = 0;
    double distance = 0;
};

/// The middles of all vertices and the upper and lower edges of all frames, with the distances they must keep.
class Bands
{
public:
    Bands(const LayerGraph &graph, const LayoutOptions &options)
        : m_graph(graph)
        , m_options(options)
        , m_vertexCount(int(graph.vertices.size()))
    {
        const size_t count = graph.vertices.size() + 2 * size_t(graph.groupCount);
        m_below.resize(count);
        m_above.resize(count);
        for (const std::vector<int> &layer : graph.layers)
            constrain(layer);
        sort();
    }

    /// The middle of the lowest and the highest positions that keep all distances, each next to what is wanted.
    std::vector<double> positions() const
    {
        std::vector<double> wanted(m_below.size());
        for (size_t i = 0; i < m_graph.vertices.size(); ++i)
            wanted[i] = m_graph.vertices[i].y;
        for (int group = 0; group < m_graph.groupCount; ++group) {
            wanted[size_t(top(group))] = std::numeric_limits<double>::infinity();
            wanted[size_t(bottom(group))] = -std::numeric_limits<double>::infinity();
        }
        std::vector<double> down = wanted, up = wanted;
        for (int group = 0; group < m_graph.groupCount; ++group) {
            down[size_t(top(group))] = -std::numeric_limits<double>::infinity();
            up[size_t(bottom(group))] = std::numeric_limits<double>::infinity();
        }
        for (const int item : m_order) {
            for (const Constraint &next : m_below[size_t(item)])
                down[size_t(next.lower)] = std::max(down[size_t(next.lower)], down[size_t(item)] + next.distance);
        }
        for (auto it = m_order.rbegin(); it != m_order.rend(); ++it) {
            for (const Constraint &next : m_below[size_t(*it)])
                up[size_t(*it)] = std::min(up[size_t(*it)], up[size_t(next.lower)] - next.distance);
        }
        std::vector<double> result(m_graph.vertices.size());
        for (size_t i = 0; i < result.size(); ++i)
            result[i] = (down[i] + up[i]) / 2;
        return result;
    }

private:
    int top(int group) const { return m_vertexCount + 2 * group; }
    int bottom(int group) const { return m_vertexCount + 2 * group + 1; }

    void add(int upper, int lower, double distance)
    {
        m_below[size_t(upper)].push_back({lower, distance});
        m_above[size_t(lower)].push_back(upper);
    }

    void constrain(const std::vector<int> &layer)
    {
        int before = -1;
        for (const int index : layer) {
            const Vertex &vertex = m_graph.vertices[size_t(index)];
            const int groupBefore = before < 0 ? -1 : m_graph.vertices[size_t(before)].group;
            if (before >= 0 && groupBefore == vertex.group)
                add(before, index, separation(m_graph.vertices[size_t(before)], vertex, m_options));
            if (groupBefore != vertex.group)
                constrainBorder(before, index);
            if (vertex.group >= 0) {
                add(top(vertex.group), index, vertex.height / 2 + m_options.groupGap);
                add(index, bottom(vertex.group), vertex.height / 2 + m_options.groupGap);
            }
            before = index;
        }
    }

    /// Between two vertices of different groups stands the edge of one frame, or of two.
    void constrainBorder(int before, int index)
    {
        const Vertex &lower = m_graph.vertices[size_t(index)];
        const double clearance = m_options.groupGap / 2;
        if (before < 0)
            return;
        const Vertex &upper = m_graph.vertices[size_t(before)];
        if (upper.group >= 0 && lower.group >= 0)
            add(bottom(upper.group), top(lower.group), clearance);
        else if (upper.group >= 0)
            add(bottom(upper.group), index, lower.height / 2 + clearance);
        else
            add(before, top(lower.group), upper.height / 2 + clearance);
    }

    void sort()
    {
        std::vector<size_t> waiting;
        for (size_t i = 0; i < m_above.size(); ++i) {
            waiting.push_back(m_above[i].size());
            if (m_above[i].empty())
                m_order.push_back(int(i));
        }
        for (size_t i = 0; i < m_order.size(); ++i) {
            for (const Constraint &next : m_below[size_t(m_order[i])]) {
                if (--waiting[size_t(next.lower)] == 0)
                    m_order.push_back(next.lower);
            }
        }
    }

    const LayerGraph &m_graph;
    const LayoutOptions &m_options;
    int m_vertexCount;
    std::vector<std::vector<Constraint>> m_below;
    std::vector<std::vector<int>> m_above;
    std::vector<int> m_order;
};

} // namespace

void separateGroups(LayerGraph &graph, const LayoutOptions &options)
{
    const std::vector<double> positions = Bands(graph, options).positions();
    for (size_t i = 0; i < positions.size(); ++i)
        graph.vertices[i].y = positions[i];
}

} // namespace weir::layout
