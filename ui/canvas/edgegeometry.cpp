// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/edgegeometry.h"

#include "ui/canvas/fittedtext.h"
#include "ui/canvas/nodegeometry.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLineF>

#include <cmath>

namespace weir {
namespace {

constexpr double maxCardWidth = 168;
constexpr double cardPitch = 23;
constexpr double largeCardPadding = 15; // beside a text that grew
constexpr double step = 20;             // a line's first and last piece at least

double cardWidth(const QString &text)
{
    static const QFontMetricsF metrics(font(TextStyle::EventName));
    return std::min(std::ceil(metrics.horizontalAdvance(text)) + 24, maxCardWidth);
}

/// The horizontal piece of \a edge that its cards sit on, without its ends; empty when there is none.
QLineF cardRun(const DiagramEdge &edge)
{
    constexpr double endRoom = 16; // arrow heads and bends stay in sight
    for (int i = 1; i < edge.route.size(); ++i) {
        const QPointF a = edge.route.at(i - 1);
        const QPointF b = edge.route.at(i);
        const double left = std::min(a.x(), b.x()) + endRoom;
        const double right = std::max(a.x(), b.x()) - endRoom;
        const bool holds = std::abs(a.y() - edge.label.y()) < 1 && std::abs(b.y() - edge.label.y()) < 1
            && left < edge.label.x() && edge.label.x() < right;
        if (holds)
            return {left, a.y(), right, a.y()};
    }
    return {};
}

/// The point of a box where lines enter or leave, at the height \a y when the shape allows that.
QPointF port(const DiagramNode &node, bool right, double y)
{
    const double x = right ? node.rect.right() : node.rect.left();
    if (hasPointedPorts(node.shape))
        return {x, node.rect.center().y()};
    return {x, std::clamp(y, node.rect.top() + metrics::cardRadius, node.rect.bottom() - metrics::cardRadius)};
}

/// Puts the first corner of \a route at \a point; the piece behind it stays horizontal.
void moveStart(QList<QPointF> &route, const QPointF &point)
{
    if (qFuzzyCompare(route.first().y(), point.y())) {
        route.first() = point;
        return;
    }
    if (route.size() == 2) {
        const double middle = (point.x() + route.last().x()) / 2;
        route = {point, {middle, point.y()}, {middle, route.last().y()}, route.last()};
        return;
    }
    route[1].setY(point.y());
    route.first() = point;
}

} // namespace

QPainterPath roundedLine(const QList<QPointF> &route, double radius)
{
    QPainterPath path;
    if (route.isEmpty())
        return path;
    path.moveTo(route.first());
    for (int i = 1; i + 1 < route.size(); ++i) {
        const QLineF in(route.at(i), route.at(i - 1));
        const QLineF out(route.at(i), route.at(i + 1));
        const double inShare = i == 1 ? 1 : 0.5;
        const double outShare = i + 2 == route.size() ? 1 : 0.5;
        const double fit = std::min({radius, in.length() * inShare, out.length() * outShare});
        if (fit < 0.5) {
            path.lineTo(route.at(i));
            continue;
        }
        path.lineTo(in.pointAt(fit / in.length()));
        path.quadTo(route.at(i), out.pointAt(fit / out.length()));
    }
    path.lineTo(route.last());
    return path;
}

QList<QPointF> quickRoute(const QRectF &from, const QRectF &to)
{
    const QPointF start(from.right(), from.center().y());
    const QPointF end(to.left(), to.center().y());
    if (end.x() - start.x() >= 2 * step) {
        if (qFuzzyCompare(start.y(), end.y()))
            return {start, end};
        const double middle = std::round((start.x() + end.x()) / 2);
        return {start, {middle, start.y()}, {middle, end.y()}, end};
    }
    const bool apart = from.bottom() + step < to.top() || to.bottom() + step < from.top();
    const double y = apart ? (std::min(from.bottom(), to.bottom()) + std::max(from.top(), to.top())) / 2
                           : std::max(from.bottom(), to.bottom()) + step;
    const double right = start.x() + step;
    const double left = end.x() - step;
    return {start, {right, start.y()}, {right, y}, {left, y}, {left, end.y()}, end};
}

QList<QPointF> dropRoute(const QRectF &from, const QRectF &to)
{
    const QPointF end(to.center().x(), to.top());
    if (to.top() < from.bottom() + metrics::grid)
        return quickRoute(from, to);
    const double x = std::clamp(end.x(), from.left() + 24, from.right() - 24);
    const QPointF start(x, from.bottom());
    if (std::abs(x - end.x()) < 1)
        return {{end.x(), from.bottom()}, end};
    const double middle = (start.y() + end.y()) / 2;
    return {start, {x, middle}, {end.x(), middle}, end};
}

QList<QPointF> anchored(QList<QPointF> route, const DiagramNode &from, const DiagramNode &to)
{
    if (route.size() < 2)
        route = quickRoute(from.rect, to.rect);
    const QPointF start = port(from, true, route.first().y());
    const QPointF end = port(to, false, route.last().y());
    moveStart(route, start);
    std::reverse(route.begin(), route.end());
    moveStart(route, end);
    std::reverse(route.begin(), route.end());
    return route;
}

QStringList cardTexts(const DiagramEdge &edge)
{
    if (edge.cards.size() > maxStackedCards)
        return {QCoreApplication::translate("weir::Canvas", "%1 events").arg(edge.cards.size())};
    QStringList texts;
    for (const EventCard &card : edge.cards)
        texts << card.event;
    return texts;
}

QList<QRectF> cardRects(const DiagramEdge &edge)
{
    const QStringList texts = cardTexts(edge);
    const double height = cardPitch * double(texts.size() - 1) + metrics::eventHeight;
    QList<QRectF> rects;
    double y = edge.label.y() - height / 2;
    for (const QString &text : texts) {
        const double width = cardWidth(text);
        rects << QRectF(edge.label.x() - width / 2, y, width, metrics::eventHeight);
        y += cardPitch;
    }
    return rects;
}

QList<QRectF> largeCardRects(const DiagramEdge &edge, double pixels)
{
    QList<QRectF> rects = cardRects(edge);
    const QLineF run = cardRun(edge);
    const QStringList texts = cardTexts(edge);
    for (int i = 0; i < rects.size(); ++i) {
        QRectF &rect = rects[i];
        const QSizeF most(std::max(run.length(), rect.width()) - largeCardPadding, metrics::eventHeight + 1);
        const FittedText text = fittedText(texts.at(i), TextStyle::EventName, most, pixels);
        const double width = std::max(rect.width(), text.width() + largeCardPadding);
        if (width <= rect.width())
            continue;
        const double left = std::clamp(rect.center().x() - width / 2, run.x1(), std::max(run.x1(), run.x2() - width));
        rect.setRect(left, rect.top(), width, rect.height());
    }
    return rects;
}

double cardsWidth(const DiagramEdge &edge)
{
    double width = 0;
    for (const QString &text : cardTexts(edge))
        width = std::max(width, cardWidth(text));
    return width;
}

void finishEdge(DiagramEdge &edge, const Drawing &diagram)
{
    const DiagramNode &from = diagram.nodes.at(edge.from);
    const DiagramNode &to = diagram.nodes.at(edge.to);
    const bool drops = edge.style == EdgeStyle::Failure && to.below == edge.from;
    edge.route = drops ? dropRoute(from.rect, to.rect) : anchored(edge.route, from, to);
    edge.line = roundedLine(edge.route, metrics::bendRadius);
}

} // namespace weir
