// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/routing.h"

#include "core/layout/tracks.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace weir::layout {

namespace {

constexpr double trackPitch = 10;
constexpr double gapMargin = 16; ///< Between a layer and the nearest track.
constexpr double arrowRoom = 20; ///< Between the last track and a layer with boxes.

/// Where an edge meets a side of a box.
struct Port
{
    int chain = 0;
    double wanted = 0; ///< Height of what it is connected with.
};

/// One edge's step through one gap: from the layer at the left, to the layer at the right, or back to the same one.
struct Hop
{
    int chain = 0;
    size_t gap = 0;
    double from = 0, to = 0;
    enum class Shape { Through, TurnRight, TurnLeft } shape = Shape::Through;
    int fan = -1;   ///< Box whose fan it belongs to.
    int trunk = -1; ///< Index in the gap; -1: a straight line.
};

class Router
{
public:
    Router(const LayerGraph &graph, const Component &component, const LayoutOptions &options)
        : m_graph(graph)
        , m_component(component)
        , m_options(options)
    {}

    LayoutResult route()
    {
        choosePorts();
        for (size_t i = 0; i < m_graph.chains.size(); ++i)
            addHops(int(i));
        layTrunks();
        placeColumns();
        return result();
    }

private:
    const Vertex &vertex(int index) const { return m_graph.vertices[size_t(index)]; }

    /// Whether the edge leaves its box together with the others that have no label.
    bool inFan(const Chain &chain) const
    {
        return !chain.backward && m_component.edges[size_t(chain.edge)].labelWidth <= 0;
    }

    void choosePorts()
    {
        m_tailPorts.resize(m_graph.chains.size());
        m_headPorts.resize(m_graph.chains.size());
        std::vector<std::vector<Port>> leaving(m_component.boxes.size()), entering(m_component.boxes.size());
        for (size_t i = 0; i < m_graph.chains.size(); ++i) {
            const Chain &chain = m_graph.chains[i];
            const int next = chain.backward ? chain.vertices.back() : chain.vertices[1];
            leaving[size_t(chain.from)].push_back({int(i), vertex(next).y});
        }
        for (size_t box = 0; box < m_component.boxes.size(); ++box)
            chooseTails(int(box), leaving[box]);
        for (size_t i = 0; i < m_graph.chains.size(); ++i) {
            const Chain &chain = m_graph.chains[i];
            const int before = chain.backward ? chain.vertices.front() : chain.vertices[chain.vertices.size() - 2];
            const double y = vertex(before).isBox() ? m_tailPorts[i] : vertex(before).y;
            entering[size_t(chain.to)].push_back({int(i), y});
        }
        for (size_t box = 0; box < m_component.boxes.size(); ++box)
            spread(int(box), entering[box], m_headPorts);
    }

    /// One port for the fan, one for each edge with a label.
    void chooseTails(int box, const std::vector<Port> &ports)
    {
        std::vector<Port> apart, fan;
        for (const Port &port : ports)
            (inFan(m_graph.chains[size_t(port.chain)]) ? fan : apart).push_back(port);
        if (!fan.empty()) {
            // The stem of a fan stands in the middle; a single edge may start in front of its target.
            const double wanted = fan.size() == 1 ? fan.front().wanted : vertex(box).y;
            apart.push_back({fan.front().chain, wanted});
        }
        spread(box, apart, m_tailPorts);
        for (const Port &port : fan)
            m_tailPorts[size_t(port.chain)] = m_tailPorts[size_t(fan.front().chain)];
    }

    /// Distributes ports over a side around its middle, in the order of what they are connected with; where that saves a small
    /// step, in front of it.
    void spread(int box, std::vector<Port> ports, std::vector<double> &heights) const
    {
        std::stable_sort(ports.begin(), ports.end(), [](const Port &a, const Port &b) { return a.wanted < b.wanted; });
        const double reach = std::max(0.0, m_component.sides[size_t(box)] / 2 - portMargin);
        const double count = double(ports.size());
        const double pitch = std::min(maxPortPitch, 2 * reach / std::max(1.0, count - 1));
        const double middle = vertex(box).y;
        std::vector<double> places;
        for (size_t i = 0; i < ports.size(); ++i) {
            const double even = middle + (double(i) - (count - 1) / 2) * pitch;
            const bool near = std::abs(ports[i].wanted - even) <= maxPortPitch || ports.size() == 1;
            const bool ahead = near && std::abs(ports[i].wanted - middle) <= reach;
            const double place = ahead ? ports[i].wanted : even;
            places.push_back(i == 0 ? place : std::max(place, places.back() + pitch));
        }
        double limit = middle + reach;
        for (size_t i = ports.size(); i-- > 0; limit = places[i] - pitch) {
            places[i] = std::min(places[i], limit);
            heights[size_t(ports[i].chain)] = std::floor(places[i]);
        }
    }

    void addHops(int index)
    {
        const Chain &chain = m_graph.chains[size_t(index)];
        const auto &path = chain.vertices;
        const double tail = m_tailPorts[size_t(index)];
        const double head = m_headPorts[size_t(index)];
        if (chain.backward) {
            const auto last = size_t(vertex(path.back()).layer);
            const auto first = size_t(vertex(path.front()).layer);
            add({index, last + 1, tail, vertex(path.back()).y, Hop::Shape::TurnRight, -1, -1});
            for (size_t i = path.size() - 1; i > 0; --i)
                add({index, size_t(vertex(path[i]).layer), vertex(path[i - 1]).y, vertex(path[i]).y,
                     Hop::Shape::Through, -1, -1});
            add({index, first, vertex(path.front()).y, head, Hop::Shape::TurnLeft, -1, -1});
            return;
        }
        for (size_t i = 0; i + 1 < path.size(); ++i) {
            const double from = i == 0 ? tail : vertex(path[i]).y;
            const double to = i + 2 == path.size() ? head : vertex(path[i + 1]).y;
            const int fan = i == 0 && inFan(chain) ? chain.from : -1;
            add({index, size_t(vertex(path[i]).layer) + 1, from, to, Hop::Shape::Through, fan, -1});
        }
    }

    void add(const Hop &hop) { m_hops.push_back(hop); }

    /// Gap g is at the left of layer g; the last one is behind the last layer.
    void layTrunks()
    {
        m_trunks.resize(m_graph.layers.size() + 1);
        std::vector<int> fanTrunks(m_component.boxes.size(), -1);
        for (Hop &hop : m_hops) {
            std::vector<Trunk> &trunks = m_trunks[hop.gap];
            const bool bent = hop.shape != Hop::Shape::Through || hop.from != hop.to;
            if (!bent)
                continue;
            const bool joins = hop.fan >= 0 && fanTrunks[size_t(hop.fan)] >= 0;
            hop.trunk = joins ? fanTrunks[size_t(hop.fan)] : int(trunks.size());
            if (!joins)
                trunks.emplace_back();
            if (hop.fan >= 0)
                fanTrunks[size_t(hop.fan)] = hop.trunk;
            Trunk &trunk = trunks[size_t(hop.trunk)];
            if (hop.shape == Hop::Shape::TurnLeft) {
                trunk.right.insert(trunk.right.end(), {hop.from, hop.to});
                continue;
            }
            if (!joins)
                trunk.left.push_back(hop.from);
            (hop.shape == Hop::Shape::TurnRight ? trunk.left : trunk.right).push_back(hop.to);
        }
    }

    bool hasBoxes(size_t layer) const
    {
        const std::vector<int> &list = m_graph.layers[layer];
        return std::any_of(list.begin(), list.end(), [this](int index) { return vertex(index).isBox(); });
    }

    void placeColumns()
    {
        const size_t count = m_graph.layers.size();
        m_columns.resize(count);
        m_firstTracks.resize(count + 1);
        std::vector<double> widths(count, 0);
        for (const Vertex &each : m_graph.vertices)
            widths[size_t(each.layer)] = std::max(widths[size_t(each.layer)], each.width);
        double x = 0;
        for (size_t gap = 0; gap <= count; ++gap) {
            const int tracks = assignTracks(m_trunks[gap]);
            const double lanes = std::max(0, tracks - 1) * trackPitch;
            const bool outer = gap == 0 || gap == count;
            double width = tracks > 0 || !outer ? gapMargin + lanes + arrowRoom : 0;
            if (!outer && hasBoxes(gap - 1) && hasBoxes(gap))
                width = std::max(width, m_options.layerGap);
            if (m_options.grid > 0)
                width = std::ceil(width / m_options.grid) * m_options.grid;
            m_firstTracks[gap] = std::floor(x + (width - lanes) / 2);
            x += width;
            if (gap < count) {
                m_columns[gap] = {x, widths[gap]};
                x += m_options.grid > 0 ? std::ceil(widths[gap] / m_options.grid) * m_options.grid : widths[gap];
            }
        }
        m_width = x;
    }

    double trackX(const Hop &hop) const
    {
        return m_firstTracks[hop.gap] + m_trunks[hop.gap][size_t(hop.trunk)].track * trackPitch;
    }

    static void append(std::vector<Point> &route, Point point)
    {
        if (!route.empty() && route.back() == point)
            return;
        const size_t count = route.size();
        const auto inLine = [&](double Point::*coordinate) {
            return count >= 2 && route[count - 1].*coordinate == point.*coordinate
                && route[count - 2].*coordinate == point.*coordinate;
        };
        if (inLine(&Point::x) || inLine(&Point::y))
            route.back() = point;
        else
            route.push_back(point);
    }

    LayoutResult result() const
    {
        LayoutResult layout;
        layout.width = m_width;
        for (size_t i = 0; i < m_component.boxes.size(); ++i) {
            const Vertex &place = vertex(int(i));
            layout.nodes.push_back({m_columns[size_t(place.layer)].x, place.y - place.height / 2});
        }
        layout.edges.resize(m_component.edges.size());
        layout.labels.resize(m_component.edges.size());
        for (size_t i = 0; i < m_graph.chains.size(); ++i) {
            const Chain &chain = m_graph.chains[i];
            const double x = layout.nodes[size_t(chain.from)].x + vertex(chain.from).width;
            append(layout.edges[size_t(chain.edge)], {x, m_tailPorts[i]});
        }
        for (const Hop &hop : m_hops)
            appendHop(layout.edges[size_t(m_graph.chains[size_t(hop.chain)].edge)], hop);
        for (size_t i = 0; i < m_graph.chains.size(); ++i)
            finishRoute(layout, i);
        return layout;
    }

    void appendHop(std::vector<Point> &route, const Hop &hop) const
    {
        if (hop.trunk < 0)
            return;
        const bool toLeft = m_graph.chains[size_t(hop.chain)].backward && hop.shape == Hop::Shape::Through;
        append(route, {trackX(hop), toLeft ? hop.to : hop.from});
        append(route, {trackX(hop), toLeft ? hop.from : hop.to});
    }

    void finishRoute(LayoutResult &layout, size_t index) const
    {
        const Chain &chain = m_graph.chains[index];
        std::vector<Point> &route = layout.edges[size_t(chain.edge)];
        append(route, {layout.nodes[size_t(chain.to)].x, m_headPorts[index]});
        if (chain.label >= 0) {
            const Vertex &label = vertex(chain.label);
            const Column &column = m_columns[size_t(label.layer)];
            layout.labels[size_t(chain.edge)] = {column.x + column.width / 2, label.y};
        } else {
            layout.labels[size_t(chain.edge)] = labelSpot(route);
        }
    }

    struct Column
    {
        double x = 0, width = 0;
    };

    const LayerGraph &m_graph;
    const Component &m_component;
    const LayoutOptions &m_options;
    std::vector<double> m_tailPorts, m_headPorts; ///< By chain.
    std::vector<Hop> m_hops;                      ///< Each chain's from its tail to its head.
    std::vector<std::vector<Trunk>> m_trunks;     ///< By gap.
    std::vector<double> m_firstTracks;            ///< By gap.
    std::vector<Column> m_columns;
    double m_width = 0;
};

} // namespace

LayoutResult routeComponent(const LayerGraph &graph, const Component &component, const LayoutOptions &options)
{
    return Router(graph, component, options).route();
}

} // namespace weir::layout
