// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/layeredlayout.h"

#include "core/layout/loops.h"
#include "core/layout/nudging.h"
#include "core/layout/obstaclegrid.h"

#include <algorithm>
#include <cmath>

namespace weir::layout {

namespace {

constexpr double margin = 12;         ///< Between a route and the boxes it passes.
constexpr double tightMargin = 4;     ///< The same where boxes stand close.
constexpr double neighbourhood = 400; ///< Boxes that far from both ends are looked at first.

class EdgeRouter
{
public:
    EdgeRouter(const std::vector<NodeBox> &nodes, const std::vector<Point> &positions,
               const std::vector<EdgeLine> &edges)
        : m_edges(edges)
    {
        for (size_t i = 0; i < nodes.size(); ++i) {
            const Point corner = positions[i];
            m_boxes.push_back({corner.x, corner.y, corner.x + nodes[i].width, corner.y + nodes[i].height});
        }
        choosePorts();
    }

    std::vector<std::vector<Point>> routes() const
    {
        std::vector<std::vector<Point>> result(m_edges.size());
        for (size_t i = 0; i < m_edges.size(); ++i) {
            if (m_edges[i].from != m_edges[i].to)
                result[i] = route(m_starts[i], m_ends[i]);
        }
        spreadOverlaps(result, m_boxes);
        return result;
    }

private:
    Point middle(int box) const
    {
        const Rectangle &place = m_boxes[size_t(box)];
        return {(place.left + place.right) / 2, (place.top + place.bottom) / 2};
    }

    /// Edges without label leave from the middle, those with label apart; edges enter apart, ordered by where they come
    /// from.
    void choosePorts()
    {
        std::vector<std::vector<int>> leaving(m_boxes.size()), entering(m_boxes.size());
        std::vector<int> fans(m_boxes.size(), -1);
        for (size_t i = 0; i < m_edges.size(); ++i) {
            const EdgeLine &edge = m_edges[i];
            if (edge.from == edge.to)
                continue;
            entering[size_t(edge.to)].push_back(int(i));
            int &fan = fans[size_t(edge.from)];
            if (edge.labelWidth > 0 || fan < 0)
                leaving[size_t(edge.from)].push_back(int(i));
            if (edge.labelWidth <= 0 && fan < 0)
                fan = int(i);
        }
        m_starts.resize(m_edges.size());
        m_ends.resize(m_edges.size());
        for (size_t box = 0; box < m_boxes.size(); ++box) {
            spread(int(box), leaving[box], true);
            spread(int(box), entering[box], false);
        }
        for (size_t i = 0; i < m_edges.size(); ++i) {
            const int fan = fans[size_t(m_edges[i].from)];
            if (m_edges[i].labelWidth <= 0 && fan >= 0)
                m_starts[i] = m_starts[size_t(fan)];
        }
    }

    void spread(int box, std::vector<int> ports, bool right)
    {
        const auto other = [&](int edge) { return right ? m_edges[size_t(edge)].to : m_edges[size_t(edge)].from; };
        std::stable_sort(ports.begin(), ports.end(),
                         [&](int a, int b) { return middle(other(a)).y < middle(other(b)).y; });
        const Rectangle &place = m_boxes[size_t(box)];
        const double room = std::max(0.0, place.bottom - place.top - 2 * portMargin);
        const double pitch = std::min(maxPortPitch, room / std::max<double>(1, double(ports.size()) - 1));
        for (size_t i = 0; i < ports.size(); ++i) {
            const double y = middle(box).y + (double(i) - (double(ports.size()) - 1) / 2) * pitch;
            const Point port{right ? place.right : place.left, std::floor(y)};
            (right ? m_starts : m_ends)[size_t(ports[i])] = port;
        }
    }

    bool isFree(const std::vector<Point> &route) const
    {
        for (size_t i = 1; i < route.size(); ++i) {
            for (const Rectangle &box : m_boxes) {
                if (box.crosses(route[i - 1], route[i]))
                    return false;
            }
        }
        return true;
    }

    /// Straight, or with one step in the middle.
    static std::vector<Point> direct(Point from, Point to)
    {
        if (from.y == to.y)
            return {from, to};
        const double x = std::floor((from.x + to.x) / 2);
        return {from, {x, from.y}, {x, to.y}, to};
    }

    std::vector<Point> route(Point from, Point to) const
    {
        std::vector<Point> simple = direct(from, to);
        if (to.x >= from.x + 2 * margin && isFree(simple))
            return simple;
        for (const double distance : {margin, tightMargin}) {
            if (auto found = around(from, to, distance))
                return *found;
        }
        return simple;
    }

    /// A way around the boxes near the two ends; around all boxes when that meets a further one.
    std::optional<std::vector<Point>> around(Point from, Point to, double distance) const
    {
        const Rectangle area{std::min(from.x, to.x) - neighbourhood, std::min(from.y, to.y) - neighbourhood,
                             std::max(from.x, to.x) + neighbourhood, std::max(from.y, to.y) + neighbourhood};
        std::vector<Rectangle> near;
        for (const Rectangle &box : m_boxes) {
            if (box.left < area.right && area.left < box.right && box.top < area.bottom && area.top < box.bottom)
                near.push_back(box);
        }
        const Point first{from.x + distance, from.y};
        const Point last{to.x - distance, to.y};
        for (const std::vector<Rectangle> &boxes : {near, m_boxes}) {
            const ObstacleGrid grid(boxes, distance,
                                    {from, first, last, to, {(from.x + to.x) / 2, (from.y + to.y) / 2}});
            auto found = grid.route(first, to);
            if (!found)
                continue;
            found->insert(found->begin(), from);
            std::vector<Point> clean = withoutMiddles(*found);
            if (isFree(clean))
                return clean;
        }
        return std::nullopt;
    }

    static std::vector<Point> withoutMiddles(const std::vector<Point> &route)
    {
        std::vector<Point> result;
        for (const Point &point : route) {
            const size_t count = result.size();
            if (count >= 2
                && ((result[count - 1].x == point.x && result[count - 2].x == point.x)
                    || (result[count - 1].y == point.y && result[count - 2].y == point.y)))
                result.back() = point;
            else if (count == 0 || result.back() != point)
                result.push_back(point);
        }
        return result;
    }

    const std::vector<EdgeLine> &m_edges;
    std::vector<Rectangle> m_boxes;
    std::vector<Point> m_starts, m_ends; ///< By edge.
};

} // namespace

std::vector<std::vector<Point>> routeEdges(const std::vector<NodeBox> &nodes, const std::vector<Point> &positions,
                                           const std::vector<EdgeLine> &edges)
{
    std::vector<std::vector<Point>> routes = EdgeRouter(nodes, positions, edges).routes();
    std::vector<int> loops(nodes.size(), 0);
    for (size_t i = 0; i < edges.size(); ++i) {
        const auto box = size_t(edges[i].from);
        if (edges[i].from == edges[i].to)
            routes[i] = loopRoute(positions[box], nodes[box], loops[box]++);
    }
    return routes;
}

} // namespace weir::layout
