// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/placement.h"

#include "ui/canvas/cycles.h"
#include "ui/canvas/edgegeometry.h"
#include "ui/canvas/grouping.h"
#include "ui/theme/metrics.h"

#include "core/layout/layeredlayout.h"

#include <cmath>

namespace weir {
namespace {

using layout::EdgeLine;
using layout::NodeBox;
using layout::Point;

constexpr double cardMargin = 26;                             // line to see on both sides of a card
constexpr double dropGap = 22;                                // between a node and the dead letter queue below it
constexpr double nodeGap = groupTitleRoom + groupPadding + 4; // frames of neighbours stay apart
constexpr QSizeF usualCanvas(1000, 720);
constexpr double goodZoom = 0.75;

double snapped(double value)
{
    return std::round(value / metrics::grid) * metrics::grid;
}

QList<QPointF> pointsOf(const std::vector<Point> &route)
{
    QList<QPointF> points;
    for (const Point &point : route)
        points << QPointF(point.x, point.y);
    return points;
}

enum class Lines : quint8 { BetweenStanding, AlsoToHanging };

/// Puts a dead letter queue below its node.
void hang(Drawing &diagram, DiagramNode &node)
{
    const QRectF &host = diagram.nodes.at(node.below).rect;
    node.rect.moveTopLeft({snapped(host.center().x() - node.rect.width() / 2), host.bottom() + dropGap});
}

/// Moves everything that begins at or below \a y down by \a height; lines that cross grow.
void insertStrip(Drawing &diagram, double y, double height)
{
    for (DiagramNode &node : diagram.nodes) {
        if (node.rect.top() >= y)
            node.rect.translate(0, height);
    }
    for (DiagramEdge &edge : diagram.edges) {
        for (QPointF &point : edge.route) {
            if (point.y() >= y)
                point.ry() += height;
        }
        if (edge.label.y() >= y)
            edge.label.ry() += height;
    }
}

bool isFree(const Drawing &diagram, const QRectF &room, int except)
{
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        const DiagramNode &node = diagram.nodes.at(i);
        const bool counts = i != except && node.below != except && (node.below < 0 || node.rect.top() > 0);
        if (counts && node.rect.intersects(room))
            return false;
    }
    for (const DiagramEdge &edge : diagram.edges) {
        for (int i = 1; i < edge.route.size(); ++i) {
            if (QRectF(edge.route.at(i - 1), edge.route.at(i)).normalized().adjusted(-1, -1, 1, 1).intersects(room))
                return false;
        }
    }
    return true;
}

/// Makes room below every node that has a dead letter queue, from the top down, and puts the queues there.
void hangAll(Drawing &diagram)
{
    QList<int> queues;
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        if (diagram.nodes.at(i).below >= 0)
            queues << i;
    }
    const auto bottomOf = [&](int queue) { return diagram.nodes.at(diagram.nodes.at(queue).below).rect.bottom(); };
    std::stable_sort(queues.begin(), queues.end(), [&](int a, int b) { return bottomOf(a) < bottomOf(b); });
    for (const int queue : queues) {
        DiagramNode &node = diagram.nodes[queue];
        node.rect.moveTop(-1e9);
        const int host = node.below;
        const double bottom = diagram.nodes.at(host).rect.bottom();
        const double height = dropGap + node.rect.height();
        QRectF room = diagram.nodes.at(host).rect;
        room.setTop(bottom + 1);
        room.setHeight(height + groupPadding);
        if (!isFree(diagram, room, host))
            insertStrip(diagram, bottom + 1, height);
        hang(diagram, node);
    }
}

struct Problem
{
    std::vector<NodeBox> boxes;
    std::vector<Point> corners;
    std::vector<int> nodes; ///< Node of each box.
    std::vector<EdgeLine> lines;
    std::vector<int> edges; ///< Edge of each line.
};

/// The boxes that \a takes, and the lines between them.
template<typename Takes>
Problem problemOf(const Drawing &diagram, Takes takes, Lines which = Lines::BetweenStanding)
{
    Problem problem;
    std::vector<int> boxOf(std::size_t(diagram.nodes.size()), -1);
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        if (!takes(i))
            continue;
        const QRectF &rect = diagram.nodes.at(i).rect;
        boxOf[std::size_t(i)] = int(problem.boxes.size());
        problem.boxes.push_back({rect.width(), rect.height()});
        problem.corners.push_back({rect.x(), rect.y()});
        problem.nodes.push_back(i);
    }
    for (int i = 0; i < diagram.edges.size(); ++i) {
        const DiagramEdge &edge = diagram.edges.at(i);
        const int from = boxOf[std::size_t(edge.from)];
        const int to = boxOf[std::size_t(edge.to)];
        const bool hangs = diagram.nodes.at(edge.to).below >= 0;
        if (from < 0 || to < 0 || from == to || (hangs && which == Lines::BetweenStanding))
            continue;
        problem.lines.push_back({from, to, edge.cards.isEmpty() ? 0 : cardsWidth(edge) + cardMargin});
        problem.edges.push_back(i);
    }
    return problem;
}

/// Lays out \a problem with its top left corner at \a corner.
void solve(Drawing &diagram, const Problem &problem, const QPointF &corner)
{
    layout::LayoutOptions options;
    options.layerGap = 72;
    options.nodeGap = nodeGap;
    for (const int edge : problem.edges)
        options.labelHeight =
            std::max(options.labelHeight, 23.0 * double(cardTexts(diagram.edges.at(edge)).size()) + 6);
    const layout::LayoutResult result = layout::layeredLayout(problem.boxes, problem.lines, options);
    for (std::size_t i = 0; i < problem.nodes.size(); ++i)
        diagram.nodes[problem.nodes[i]].rect.moveTopLeft(
            {snapped(result.nodes[i].x) + corner.x(), snapped(result.nodes[i].y) + corner.y()});
    for (std::size_t i = 0; i < problem.edges.size(); ++i) {
        DiagramEdge &edge = diagram.edges[problem.edges[i]];
        edge.route = pointsOf(result.edges[i]);
        for (QPointF &point : edge.route)
            point += corner;
        edge.label = QPointF(result.labels[i].x, result.labels[i].y) + corner;
    }
}

/// Leaves out the lines back from channels to services that feed each other around: services stand in one column then,
/// their channels in the next. Says whether there are any.
bool leaveOutCycles(const Drawing &diagram, Problem &problem)
{
    const std::vector<int> components = componentsOf(diagram);
    std::vector<EdgeLine> lines;
    std::vector<int> edges;
    for (std::size_t i = 0; i < problem.edges.size(); ++i) {
        const DiagramEdge &edge = diagram.edges.at(problem.edges[i]);
        const bool around = components[std::size_t(edge.from)] == components[std::size_t(edge.to)];
        if (around && edge.style == EdgeStyle::Consume)
            continue;
        lines.push_back(problem.lines[i]);
        edges.push_back(problem.edges[i]);
    }
    const bool some = edges.size() < problem.edges.size();
    problem.lines = lines;
    problem.edges = edges;
    return some;
}

/// How large a diagram can be shown; 1 is 100 %.
double zoomOf(const Drawing &diagram)
{
    QRectF all;
    for (const DiagramNode &node : diagram.nodes) {
        if (node.below < 0)
            all |= node.rect;
    }
    return std::min({1.0, usualCanvas.width() / all.width(), usualCanvas.height() / all.height()});
}

QPointF spotOn(const QList<QPointF> &route)
{
    std::vector<Point> points;
    for (const QPointF &point : route)
        points.push_back({point.x(), point.y()});
    const Point spot = layout::labelSpot(points);
    return {spot.x, spot.y};
}

/// The label follows its edge when anchoring moved the piece it sits on.
void settleLabel(DiagramEdge &edge)
{
    for (int i = 1; i < edge.route.size(); ++i) {
        const QPointF a = edge.route.at(i - 1);
        const QPointF b = edge.route.at(i);
        const bool horizontal = qFuzzyCompare(a.y(), b.y());
        if (horizontal && std::abs(a.y() - edge.label.y()) < 14 && edge.label.x() >= std::min(a.x(), b.x())
            && edge.label.x() <= std::max(a.x(), b.x())) {
            edge.label.setY(a.y());
            return;
        }
    }
    edge.label = spotOn(edge.route);
}

void finishAll(Drawing &diagram)
{
    for (DiagramEdge &edge : diagram.edges) {
        finishEdge(edge, diagram);
        if (!edge.cards.isEmpty())
            settleLabel(edge);
    }
    makeGroups(diagram);
}

/// Lines go around the cards of \a edge.
void addObstacles(Problem &problem, const DiagramEdge &edge)
{
    for (const QRectF &card : cardRects(edge)) {
        problem.boxes.push_back({card.width(), card.height()});
        problem.corners.push_back({card.x(), card.y()});
    }
}

/// Routes the lines that have no route yet, or all of them.
void routeRest(Drawing &diagram, bool all)
{
    Problem problem = problemOf(
        diagram, [](int) { return true; }, Lines::AlsoToHanging);
    std::vector<EdgeLine> lines;
    std::vector<int> edges;
    for (std::size_t i = 0; i < problem.edges.size(); ++i) {
        const DiagramEdge &edge = diagram.edges.at(problem.edges[i]);
        const bool drops = diagram.nodes.at(edge.to).below == edge.from;
        const bool keeps = !all && !edge.route.isEmpty();
        if (keeps && !edge.cards.isEmpty())
            addObstacles(problem, edge);
        if (drops || keeps)
            continue;
        lines.push_back(problem.lines[i]);
        edges.push_back(problem.edges[i]);
    }
    for (const DiagramGroup &group : std::as_const(diagram.groups)) {
        problem.boxes.push_back({groupTitleWidth(group), 18});
        problem.corners.push_back({group.rect.left() + 14, group.rect.top() + 7});
    }
    const auto routes = layout::routeEdges(problem.boxes, problem.corners, lines);
    for (std::size_t i = 0; i < edges.size(); ++i) {
        DiagramEdge &edge = diagram.edges[edges[i]];
        edge.route = pointsOf(routes[i]);
        edge.label = spotOn(edge.route);
    }
}

} // namespace

void layOut(Drawing &diagram)
{
    Problem problem = problemOf(diagram, [&](int node) { return diagram.nodes.at(node).below < 0; });
    Drawing folded = diagram;
    solve(diagram, problem, {0, 0});
    const double zoom = zoomOf(diagram);
    if (zoom < goodZoom && leaveOutCycles(folded, problem)) {
        solve(folded, problem, {0, 0});
        if (zoomOf(folded) > 1.2 * zoom)
            diagram = folded;
    }
    hangAll(diagram);
    makeGroups(diagram);
    routeRest(diagram, false);
    finishAll(diagram);
}

/// Moves a node that came later down until none of those that are \a placed is in its way; nothing else moves.
static void goDownToFreeRoom(Drawing &diagram, int node, const std::vector<bool> &placed)
{
    QRectF &rect = diagram.nodes[node].rect;
    for (int other = 0; other < diagram.nodes.size(); ++other) {
        const bool standsAlone = diagram.nodes.at(other).below < 0;
        if (other == node || !(placed[std::size_t(other)] || standsAlone)
            || !diagram.nodes.at(other).rect.intersects(rect))
            continue;
        rect.moveTop(snapped(diagram.nodes.at(other).rect.bottom()) + metrics::grid);
        other = -1; // the new place may meet one that was passed already
    }
}

void placeDiagram(Drawing &diagram, const QHash<QString, QPointF> &positions)
{
    std::vector<bool> placed(std::size_t(diagram.nodes.size()), false);
    QRectF known;
    for (auto it = positions.cbegin(); it != positions.cend(); ++it) {
        const int node = diagram.index.value(it.key(), -1);
        if (node < 0)
            continue;
        QRectF &rect = diagram.nodes[node].rect;
        rect.moveTopLeft(*it);
        known |= rect;
        placed[std::size_t(node)] = true;
    }
    const auto isNew = [&](int node) { return !placed[std::size_t(node)] && diagram.nodes.at(node).below < 0; };
    solve(diagram, problemOf(diagram, isNew), {snapped(known.left()), snapped(known.bottom()) + 8.0 * metrics::grid});
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        if (placed[std::size_t(i)] || diagram.nodes.at(i).below < 0)
            continue;
        hang(diagram, diagram.nodes[i]);
        goDownToFreeRoom(diagram, i, placed);
        placed[std::size_t(i)] = true;
    }
}

void placeNotes(Drawing &diagram, const View &view)
{
    const int unit = metrics::grid;
    for (const ViewNote &note : view.notes)
        diagram.notes << DiagramNote{note.id, note.text,
                                     QRect(note.x * unit, note.y * unit, note.w * unit, note.h * unit)};
}

void routeAround(Drawing &diagram, const Drawing &before)
{
    QHash<QString, const DiagramEdge *> old;
    for (const DiagramEdge &edge : before.edges)
        old.insert(edge.key, &edge);
    const auto stayed = [&](int node) {
        const DiagramNode &now = diagram.nodes.at(node);
        const int then = before.index.value(now.path, -1);
        return then >= 0 && before.nodes.at(then).rect == now.rect;
    };
    bool changed = false;
    QList<DiagramEdge *> kept;
    for (DiagramEdge &edge : diagram.edges) {
        const DiagramEdge *same = old.value(edge.key);
        if (same && stayed(edge.from) && stayed(edge.to))
            kept << &edge;
        else
            changed = true;
    }
    if (changed) {
        makeGroups(diagram);
        routeRest(diagram, true);
    }
    for (DiagramEdge *edge : std::as_const(kept)) {
        edge->route = old.value(edge->key)->route;
        edge->label = old.value(edge->key)->label;
    }
    finishAll(diagram);
}

void routeQuickly(Drawing &diagram, int moved)
{
    for (DiagramEdge &edge : diagram.edges) {
        if (edge.from != moved && edge.to != moved)
            continue;
        edge.route = quickRoute(diagram.nodes.at(edge.from).rect, diagram.nodes.at(edge.to).rect);
        finishEdge(edge, diagram);
        edge.label = spotOn(edge.route);
    }
}

} // namespace weir
