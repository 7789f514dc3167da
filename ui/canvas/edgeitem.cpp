// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/edgeitem.h"

#include "ui/canvas/diagramscene.h"
#include "ui/canvas/edgegeometry.h"

#include <QGraphicsSceneHoverEvent>
#include <QGraphicsSceneMouseEvent>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace weir {

EdgeItem::EdgeItem(DiagramScene &diagram, int edge) : m_scene(diagram), m_edge(edge)
{
    setAcceptHoverEvents(true);
    setZValue(diagram.diagram().edges.at(edge).cards.isEmpty() ? 1 : 2);
}

QRectF EdgeItem::boundingRect() const
{
    const DiagramEdge &edge = m_scene.diagram().edges.at(m_edge);
    QRectF all = edge.line.controlPointRect().adjusted(-9, -9, 9, 9);
    if (!edge.cards.isEmpty()) {
        for (const QRectF &card : largeCardRects(edge, largestCardText))
            all |= card.adjusted(-3, -3, 3, 3);
        const QRectF last = cardRects(edge).last();
        all |= QRectF(last.left(), last.bottom(), 200, 20); // the rates below
    }
    return all;
}

QPainterPath EdgeItem::shape() const
{
    const DiagramEdge &edge = m_scene.diagram().edges.at(m_edge);
    QPainterPathStroker stroker;
    stroker.setWidth(10);
    QPainterPath path = stroker.createStroke(edge.line);
    path.setFillRule(Qt::WindingFill);
    if (!edge.cards.isEmpty()) {
        for (const QRectF &card : cardRects(edge))
            path.addRect(card);
    }
    return path;
}

void EdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const double scale = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    EdgeState state = m_scene.edgeStateOf(m_edge);
    state.hovered = m_hovered;
    m_scene.edgePainter().paint(*painter, m_scene.diagram().edges.at(m_edge), state, scale);
}

int EdgeItem::cardAt(const QPointF &point) const
{
    const DiagramEdge &edge = m_scene.diagram().edges.at(m_edge);
    if (edge.cards.isEmpty() || edge.cards.size() > maxStackedCards)
        return -1;
    const QList<QRectF> rects = cardRects(edge);
    for (int i = 0; i < rects.size(); ++i) {
        if (rects.at(i).contains(point))
            return i;
    }
    return -1;
}

void EdgeItem::hoverEnterEvent(QGraphicsSceneHoverEvent *event)
{
    m_hovered = true;
    hoverMoveEvent(event);
    update();
}

void EdgeItem::hoverMoveEvent(QGraphicsSceneHoverEvent *event)
{
    setToolTip(m_scene.edgeTip(m_edge, cardAt(event->pos())));
}

void EdgeItem::hoverLeaveEvent(QGraphicsSceneHoverEvent *)
{
    m_hovered = false;
    update();
}

void EdgeItem::mousePressEvent(QGraphicsSceneMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    const DiagramEdge &edge = m_scene.diagram().edges.at(m_edge);
    const int card = cardAt(event->pos());
    if (card >= 0)
        m_scene.select({edge.cards.at(card).path});
    else if (!edge.paths.isEmpty())
        m_scene.select(edge.paths);
    event->accept();
}

} // namespace weir
