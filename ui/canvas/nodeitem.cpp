// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/nodeitem.h"

#include "ui/canvas/diagramscene.h"
#include "ui/canvas/nodegeometry.h"
#include "ui/theme/metrics.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <cmath>

namespace weir {

NodeItem::NodeItem(DiagramScene &diagram, int node) : m_scene(diagram), m_node(node)
{
    setFlags(ItemIsMovable | ItemIsSelectable | ItemSendsGeometryChanges);
    setAcceptHoverEvents(true);
    setZValue(3);
    const DiagramNode &value = diagram.diagram().nodes.at(node);
    setPos(value.rect.topLeft());
    setToolTip(value.tip);
}

QRectF NodeItem::boundingRect() const
{
    const double reach = NodePainter::reach;
    return QRectF({}, m_scene.diagram().nodes.at(m_node).rect.size()).adjusted(-reach, -reach, reach, reach);
}

QPainterPath NodeItem::shape() const
{
    QPainterPath path;
    path.addRect(QRectF({}, m_scene.diagram().nodes.at(m_node).rect.size()));
    return path;
}

void NodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const double scale = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    NodeState state = m_scene.stateOf(m_node);
    state.selected = isSelected();
    state.hovered = m_hovered;
    m_scene.nodePainter().paint(*painter, m_scene.diagram().nodes.at(m_node), state, scale);
}

QVariant NodeItem::itemChange(GraphicsItemChange change, const QVariant &value)
{
    if (change == ItemPositionChange && m_scene.isDragging()) {
        const QPointF wanted = value.toPointF();
        const double grid = metrics::grid;
        return QPointF(std::round(wanted.x() / grid) * grid, std::round(wanted.y() / grid) * grid);
    }
    if (change == ItemPositionHasChanged && m_scene.isDragging())
        m_scene.followDrag(m_node, value.toPointF());
    return QGraphicsItem::itemChange(change, value);
}

void NodeItem::hoverEnterEvent(QGraphicsSceneHoverEvent *)
{
    m_hovered = true;
    update();
}

void NodeItem::hoverLeaveEvent(QGraphicsSceneHoverEvent *)
{
    m_hovered = false;
    update();
}

void NodeItem::mouseDoubleClickEvent(QGraphicsSceneMouseEvent *)
{
    m_scene.activate(m_scene.diagram().nodes.at(m_node).path);
}

} // namespace weir
