// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/nudging.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace weir::layout {

namespace {

constexpr double pitch = 8;
constexpr int maxSteps = 6; ///< To either side.

/// One piece of a route between two bends, as a line at `at` from `low` to `high`.
struct Piece
{
    size_t route = 0, index = 0; ///< From point index to index + 1.
    double at = 0, low = 0, high = 0;
};

class Spreader
{
public:
    Spreader(std::vector<std::vector<Point>> &routes, const std::vector<Rectangle> &boxes, bool vertical)
        : m_routes(routes)
        , m_boxes(boxes)
        , m_vertical(vertical)
    {}

    void spread()
    {
        std::vector<Piece> pieces;
        for (size_t route = 0; route < m_routes.size(); ++route) {
            for (size_t i = 0; i + 1 < m_routes[route].size(); ++i) {
                if (isAcross(route, i))
                    pieces.push_back(piece(route, i));
            }
        }
        std::stable_sort(pieces.begin(), pieces.end(), [](const Piece &a, const Piece &b) { return a.at < b.at; });
        for (const Piece &each : pieces)
            place(each);
    }

private:
    double along(Point point) const { return m_vertical ? point.y : point.x; }
    double across(Point point) const { return m_vertical ? point.x : point.y; }
    void setAcross(Point &point, double value) const { (m_vertical ? point.x : point.y) = value; }

    bool isAcross(size_t route, size_t index) const
    {
        const Point a = m_routes[route][index];
        const Point b = m_routes[route][index + 1];
        return across(a) == across(b) && along(a) != along(b);
    }

    Piece piece(size_t route, size_t index) const
    {
        const Point a = m_routes[route][index];
        const Point b = m_routes[route][index + 1];
        return {route, index, across(a), std::min(along(a), along(b)), std::max(along(a), along(b))};
    }

    /// The first and the last piece hold on to the boxes.
    bool isMovable(const Piece &piece) const
    {
        return piece.index > 0 && piece.index + 2 < m_routes[piece.route].size();
    }

    bool isTaken(const Piece &piece) const
    {
        for (auto it = m_placed.lower_bound(piece.at - pitch + 1);
             it != m_placed.end() && it->first < piece.at + pitch - 1; ++it) {
            const Piece &other = it->second;
            if (other.low < piece.high && piece.low < other.high
                && m_routes[other.route].front() != m_routes[piece.route].front())
                return true;
        }
        return false;
    }

    bool isBarred(const Piece &piece) const
    {
        const std::vector<Point> &route = m_routes[piece.route];
        Point a = route[piece.index], b = route[piece.index + 1];
        const Point before = route[piece.index - 1], after = route[piece.index + 2];
        setAcross(a, piece.at);
        setAcross(b, piece.at);
        // The neighbours must keep their direction, or they would run into their own way.
        const auto turned = [this](Point fixed, Point was, Point is) {
            return (across(was) - across(fixed)) * (across(is) - across(fixed)) <= 0;
        };
        if (turned(before, route[piece.index], a) || turned(after, route[piece.index + 1], b))
            return true;
        return std::any_of(m_boxes.begin(), m_boxes.end(), [&](const Rectangle &box) {
            return box.crosses(a, b) || box.crosses(before, a) || box.crosses(b, after);
        });
    }

    void place(Piece piece)
    {
        const double wanted = piece.at;
        if (isMovable(piece) && isTaken(piece)) {
            bool found = false;
            for (int step = 1; step <= 2 * maxSteps && !found; ++step) {
                piece.at = wanted + (step % 2 == 1 ? pitch : -pitch) * std::ceil(step / 2.0);
                found = !isTaken(piece) && !isBarred(piece);
            }
            if (!found)
                piece.at = wanted;
            setAcross(m_routes[piece.route][piece.index], piece.at);
            setAcross(m_routes[piece.route][piece.index + 1], piece.at);
        }
        m_placed.emplace(piece.at, piece);
    }

    std::vector<std::vector<Point>> &m_routes;
    const std::vector<Rectangle> &m_boxes;
    bool m_vertical;
    std::multimap<double, Piece> m_placed;
};

} // namespace

void spreadOverlaps(std::vector<std::vector<Point>> &routes, const std::vector<Rectangle> &boxes)
{
    Spreader(routes, boxes, true).spread();
    Spreader(routes, boxes, false).spread();
}

} // namespace weir::layout
