// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/layeredlayout.h"

#include <cstdint>
#include <optional>

namespace weir::layout {

struct Rectangle
{
    double left = 0, top = 0, right = 0, bottom = 0;

    /// Whether the inside of the rectangle meets the line from \a a to \a b, which is horizontal or vertical.
    bool crosses(Point a, Point b) const;
};

/// The lines that orthogonal routes around some boxes may use, and where boxes bar them.
class ObstacleGrid
{
public:
    /// Lines run at distance \a margin around each of \a boxes, and through the points of \a extra.
    ObstacleGrid(const std::vector<Rectangle> &boxes, double margin, const std::vector<Point> &extra);

    /// A shortest route with few bends that passes \a from to the right and arrives at \a to from the left. Both must be
    /// among the extra points.
    std::optional<std::vector<Point>> route(Point from, Point to) const;

private:
    enum Direction : int { Right, Down, Left, Up };
    struct Search;

    int column(double x) const;
    int row(double y) const;
    int stateOf(int column, int row, Direction direction) const;
    bool barred(int column, int row, Direction direction) const;
    void bar(const Rectangle &box);
    std::vector<Point> path(const Search &search, int state) const;

    std::vector<double> m_columns, m_rows;
    std::vector<std::uint8_t> m_barredRight, m_barredDown; ///< By point: whether the step from it is barred.
};

} // namespace weir::layout
