// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/layout/drawing.h"

#include <algorithm>

namespace weir::test {

using layout::NodeBox;
using layout::Point;
using namespace Qt::StringLiterals;

namespace {

struct Rectangle
{
    double left = 0, top = 0, right = 0, bottom = 0;

    bool meets(const Rectangle &other) const
    {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

Rectangle rectangleOf(const Drawing &drawing, size_t i)
{
    const Point corner = drawing.layout.nodes[i];
    return {corner.x, corner.y, corner.x + drawing.nodes[i].width, corner.y + drawing.nodes[i].height};
}

/// A piece of a route, widened by nothing in its direction and by a hair across.
Rectangle rectangleOf(Point a, Point b)
{
    const double hair = 1e-6;
    const bool vertical = a.x == b.x;
    const double spreadX = vertical ? hair : -hair;
    const double spreadY = vertical ? -hair : hair;
    return {std::min(a.x, b.x) - spreadX, std::min(a.y, b.y) - spreadY, std::max(a.x, b.x) + spreadX,
            std::max(a.y, b.y) + spreadY};
}

bool onSide(const Rectangle &box, Point point, bool right)
{
    return point.x == (right ? box.right : box.left) && point.y >= box.top && point.y <= box.bottom;
}

} // namespace

QStringList Drawing::overlaps() const
{
    QStringList result;
    for (size_t i = 0; i < nodes.size(); ++i) {
        for (size_t j = i + 1; j < nodes.size(); ++j) {
            if (rectangleOf(*this, i).meets(rectangleOf(*this, j)))
                result.append(u"%1 and %2"_s.arg(i).arg(j));
        }
    }
    return result;
}

QStringList Drawing::badRoutes() const
{
    QStringList result;
    for (size_t i = 0; i < edges.size(); ++i) {
        const std::vector<Point> &route = layout.edges[i];
        if (route.size() < 2) {
            result.append(u"edge %1 has no route"_s.arg(i));
            continue;
        }
        const bool loop = edges[i].from == edges[i].to;
        if (!onSide(rectangleOf(*this, size_t(edges[i].from)), route.front(), true)
            || (!loop && !onSide(rectangleOf(*this, size_t(edges[i].to)), route.back(), false)))
            result.append(u"edge %1 does not reach its boxes"_s.arg(i));
        for (size_t j = 1; j < route.size(); ++j) {
            if (route[j].x != route[j - 1].x && route[j].y != route[j - 1].y)
                result.append(u"edge %1 is not orthogonal"_s.arg(i));
            for (size_t box = 0; box < nodes.size(); ++box) {
                if (rectangleOf(*this, box).meets(rectangleOf(route[j - 1], route[j])))
                    result.append(u"edge %1 crosses box %2"_s.arg(i).arg(box));
            }
        }
    }
    return result;
}

QStringList Drawing::sharedTrunks() const
{
    struct Piece
    {
        double x = 0, top = 0, bottom = 0;
        Point start;
        size_t edge = 0;
    };
    std::vector<Piece> pieces;
    for (size_t i = 0; i < edges.size(); ++i) {
        const std::vector<Point> &route = layout.edges[i];
        for (size_t j = 1; j < route.size(); ++j) {
            if (route[j].x == route[j - 1].x)
                pieces.push_back({route[j].x, std::min(route[j].y, route[j - 1].y),
                                  std::max(route[j].y, route[j - 1].y), route.front(), i});
        }
    }
    std::sort(pieces.begin(), pieces.end(),
              [](const Piece &a, const Piece &b) { return a.x != b.x ? a.x < b.x : a.top < b.top; });
    QStringList result;
    for (size_t i = 0; i < pieces.size(); ++i) {
        for (size_t j = i + 1; j < pieces.size() && pieces[j].x == pieces[i].x && pieces[j].top < pieces[i].bottom;
             ++j) {
            if (pieces[i].start != pieces[j].start)
                result.append(u"edges %1 and %2 at x %3"_s.arg(pieces[i].edge).arg(pieces[j].edge).arg(pieces[i].x));
        }
    }
    return result;
}

QStringList Drawing::coveredLabels(double labelHeight) const
{
    QStringList result;
    std::vector<Rectangle> labels;
    for (size_t i = 0; i < edges.size(); ++i) {
        if (edges[i].labelWidth <= 0 || edges[i].from == edges[i].to)
            continue;
        const Point middle = layout.labels[i];
        const Rectangle label{middle.x - edges[i].labelWidth / 2, middle.y - labelHeight / 2,
                              middle.x + edges[i].labelWidth / 2, middle.y + labelHeight / 2};
        for (size_t box = 0; box < nodes.size(); ++box) {
            if (rectangleOf(*this, box).meets(label))
                result.append(u"label %1 covers box %2"_s.arg(i).arg(box));
        }
        for (const Rectangle &other : labels) {
            if (other.meets(label))
                result.append(u"label %1 covers a label"_s.arg(i));
        }
        labels.push_back(label);
    }
    return result;
}

QByteArray Drawing::toSvg() const
{
    QString svg = u"<svg xmlns='http://www.w3.org/2000/svg' width='%1' height='%2' viewBox='-20 -20 %1 %2'>"
                  "<rect x='-20' y='-20' width='%1' height='%2' fill='white'/>"_s.arg(layout.width + 40)
                      .arg(layout.height + 40);
    for (size_t i = 0; i < nodes.size(); ++i) {
        svg += u"<rect x='%1' y='%2' width='%3' height='%4' rx='6' fill='%6' stroke='#333'/><text x='%1' y='%2' dx='6' "
               u"dy='16' "
               "font-size='12'>%5</text>"_s.arg(layout.nodes[i].x)
                   .arg(layout.nodes[i].y)
                   .arg(nodes[i].width)
                   .arg(nodes[i].height)
                   .arg(i)
                   .arg(nodes[i].group < 0 ? u"#eee"_s : u"hsl(%1,60%,85%)"_s.arg(nodes[i].group * 67));
    }
    for (size_t i = 0; i < edges.size(); ++i) {
        QString points;
        for (const Point &point : layout.edges[i])
            points += u"%1,%2 "_s.arg(point.x).arg(point.y);
        svg += u"<polyline points='%1' fill='none' stroke='#06c'/>"_s.arg(points);
        if (edges[i].labelWidth > 0)
            svg += u"<rect x='%1' y='%2' width='%3' height='24' fill='#fc8'/>"_s
                       .arg(layout.labels[i].x - edges[i].labelWidth / 2)
                       .arg(layout.labels[i].y - 12)
                       .arg(edges[i].labelWidth);
    }
    return (svg + u"</svg>\n"_s).toUtf8();
}

} // namespace weir::test
