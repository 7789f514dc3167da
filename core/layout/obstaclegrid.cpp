// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/obstaclegrid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

namespace weir::layout {

namespace {

constexpr double bendCost = 60; ///< A bend is worth a detour of that length.
constexpr double tolerance = 1e-9;

std::vector<double> unique(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

int indexOf(const std::vector<double> &values, double value)
{
    return int(std::lower_bound(values.begin(), values.end(), value) - values.begin());
}

struct Candidate
{
    double cost = 0;
    int state = 0;

    bool operator<(const Candidate &other) const
    {
        return cost != other.cost ? cost > other.cost : state > other.state;
    }
};

} // namespace

/// What A* knows of each state: a point and the direction in which it was reached.
struct ObstacleGrid::Search
{
    std::vector<double> costs;
    std::vector<int> origins;
    std::priority_queue<Candidate> open;

    void offer(int state, double cost, double estimate, int origin)
    {
        if (cost >= costs[size_t(state)])
            return;
        costs[size_t(state)] = cost;
        origins[size_t(state)] = origin;
        open.push({cost + estimate, state});
    }
};

bool Rectangle::crosses(Point a, Point b) const
{
    return std::min(a.x, b.x) < right - tolerance && std::max(a.x, b.x) > left + tolerance
        && std::min(a.y, b.y) < bottom - tolerance && std::max(a.y, b.y) > top + tolerance;
}

ObstacleGrid::ObstacleGrid(const std::vector<Rectangle> &boxes, double margin, const std::vector<Point> &extra)
{
    for (const Rectangle &box : boxes) {
        m_columns.insert(m_columns.end(), {box.left - margin, box.right + margin});
        m_rows.insert(m_rows.end(), {box.top - margin, box.bottom + margin});
    }
    for (const Point &point : extra) {
        m_columns.push_back(point.x);
        m_rows.push_back(point.y);
    }
    m_columns = unique(std::move(m_columns));
    m_rows = unique(std::move(m_rows));
    m_barredRight.assign(m_columns.size() * m_rows.size(), 0);
    m_barredDown = m_barredRight;
    for (const Rectangle &box : boxes)
        bar(box);
}

int ObstacleGrid::column(double x) const
{
    return indexOf(m_columns, x);
}

int ObstacleGrid::row(double y) const
{
    return indexOf(m_rows, y);
}

void ObstacleGrid::bar(const Rectangle &box)
{
    const auto width = m_columns.size();
    const int firstColumn = std::max(0, column(box.left) - 1);
    const int firstRow = std::max(0, row(box.top) - 1);
    for (int y = firstRow; y < int(m_rows.size()) && m_rows[size_t(y)] <= box.bottom; ++y) {
        for (int x = firstColumn; x < int(width) && m_columns[size_t(x)] <= box.right; ++x) {
            const Point here{m_columns[size_t(x)], m_rows[size_t(y)]};
            const size_t index = size_t(y) * width + size_t(x);
            if (x + 1 < int(width) && box.crosses(here, {m_columns[size_t(x) + 1], here.y}))
                m_barredRight[index] = 1;
            if (y + 1 < int(m_rows.size()) && box.crosses(here, {here.x, m_rows[size_t(y) + 1]}))
                m_barredDown[index] = 1;
        }
    }
}

int ObstacleGrid::stateOf(int column, int row, Direction direction) const
{
    return (row * int(m_columns.size()) + column) * 4 + direction;
}

bool ObstacleGrid::barred(int column, int row, Direction direction) const
{
    const int width = int(m_columns.size());
    const size_t at = size_t(row) * size_t(width) + size_t(column);
    switch (direction) {
    case Right:
        return column + 1 >= width || m_barredRight[at];
    case Left:
        return column == 0 || m_barredRight[at - 1];
    case Down:
        return row + 1 >= int(m_rows.size()) || m_barredDown[at];
    case Up:
        return row == 0 || m_barredDown[at - size_t(width)];
    }
    return true;
}

std::optional<std::vector<Point>> ObstacleGrid::route(Point from, Point to) const
{
    const int width = int(m_columns.size());
    Search search;
    search.costs.assign(m_columns.size() * m_rows.size() * 4, std::numeric_limits<double>::infinity());
    search.origins.assign(search.costs.size(), -1);
    const int goal = stateOf(column(to.x), row(to.y), Right);
    search.offer(stateOf(column(from.x), row(from.y), Right), 0, 0, -1);
    while (!search.open.empty()) {
        const int state = search.open.top().state;
        search.open.pop();
        if (state == goal)
            return path(search, state);
        const int x = state / 4 % width;
        const int y = state / 4 / width;
        for (int turn = -1; turn <= 1; ++turn) {
            const auto direction = static_cast<Direction>((state % 4 + turn + 4) % 4);
            if (barred(x, y, direction))
                continue;
            const int nextX = x + (direction == Right) - (direction == Left);
            const int nextY = y + (direction == Down) - (direction == Up);
            const double length = std::abs(m_columns[size_t(nextX)] - m_columns[size_t(x)])
                + std::abs(m_rows[size_t(nextY)] - m_rows[size_t(y)]);
            const double left = std::abs(to.x - m_columns[size_t(nextX)]) + std::abs(to.y - m_rows[size_t(nextY)]);
            search.offer(stateOf(nextX, nextY, direction),
                         search.costs[size_t(state)] + length + (turn == 0 ? 0 : bendCost), left, state);
        }
    }
    return std::nullopt;
}

std::vector<Point> ObstacleGrid::path(const Search &search, int state) const
{
    const int width = int(m_columns.size());
    std::vector<Point> points;
    for (; state >= 0; state = search.origins[size_t(state)]) {
        const Point point{m_columns[size_t(state / 4 % width)], m_rows[size_t(state / 4 / width)]};
        const size_t count = points.size();
        const bool inLine = count >= 2
            && ((points[count - 1].x == point.x && points[count - 2].x == point.x)
                || (points[count - 1].y == point.y && points[count - 2].y == point.y));
        if (inLine)
            points.back() = point;
        else
            points.push_back(point);
    }
    std::reverse(points.begin(), points.end());
    return points;
}

} // namespace weir::layout
