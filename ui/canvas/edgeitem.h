// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGraphicsItem>

namespace weir {

class DiagramScene;

/// One edge with its event cards: knows its index, asks the scene for everything else.
class EdgeItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };

    EdgeItem(DiagramScene &diagram, int edge);

    int type() const override { return Type; }
    int edge() const { return m_edge; }
    /// The route or the cards are about to change.
    void prepareChange() { prepareGeometryChange(); }

    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

protected:
    void hoverEnterEvent(QGraphicsSceneHoverEvent *event) override;
    void hoverMoveEvent(QGraphicsSceneHoverEvent *event) override;
    void hoverLeaveEvent(QGraphicsSceneHoverEvent *event) override;
    void mousePressEvent(QGraphicsSceneMouseEvent *event) override;

private:
    /// Index of the card at \a point; -1 when there is none.
    int cardAt(const QPointF &point) const;

    DiagramScene &m_scene;
    int m_edge;
    bool m_hovered = false;
};

} // namespace weir
