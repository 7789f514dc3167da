// SPDX-License-Identifier: GPL-3.0-or-later
// The part of DiagramScene that turns pointer and keyboard into selections and verbs.
#include "ui/canvas/diagramscene.h"

#include "ui/canvas/edgeitem.h"
#include "ui/canvas/grouping.h"
#include "ui/canvas/groupitem.h"
#include "ui/canvas/nodeitem.h"
#include "ui/canvas/placement.h"
#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/theme/metrics.h"

#include <QGraphicsSceneMouseEvent>
#include <QSignalBlocker>

#include <numeric>

namespace weir {

void DiagramScene::select(const QStringList &paths)
{
    m_document.setSelection(paths);
}

void DiagramScene::activate(const QString &path)
{
    emit activated(path);
}

QStringList DiagramScene::selectedPaths() const
{
    QStringList paths;
    for (const NodeItem *item : m_nodeItems) {
        if (item->isSelected())
            paths << m_diagram.nodes.at(item->node()).path;
    }
    return paths;
}

QRectF DiagramScene::selectedRect() const
{
    QRectF all;
    for (const QString &path : m_document.selection()) {
        const int node = m_diagram.nodeAt(path);
        if (node >= 0)
            all |= m_diagram.nodes.at(node).rect;
    }
    return all;
}

/// The document's selection becomes the items'.
void DiagramScene::showSelection()
{
    m_nudgeGesture = 0;
    m_showingSelection = true;
    const QStringList &selection = m_document.selection();
    m_selectedPaths = QSet<QString>(selection.cbegin(), selection.cend());
    m_selectedEvents.clear();
    for (const QString &path : selection) {
        const auto element = ElementRef::fromPath(path);
        if (element && element->kind == Kind::Event)
            m_selectedEvents.insert(element->id);
    }
    for (NodeItem *item : std::as_const(m_nodeItems))
        item->setSelected(m_selectedPaths.contains(m_diagram.nodes.at(item->node()).path));
    m_showingSelection = false;
    update();
}

/// The items' selection becomes the document's.
void DiagramScene::takeSelection()
{
    if (m_showingSelection)
        return;
    m_document.setSelection(selectedPaths());
}

void DiagramScene::setFocusedNode(int node)
{
    if (node == m_focused)
        return;
    m_focused = node;
    update();
    emit focusMoved(node);
}

int DiagramScene::nodeBeside(int node, int step) const
{
    if (m_diagram.nodes.isEmpty())
        return -1;
    std::vector<int> order(std::size_t(m_diagram.nodes.size()));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [this](int a, int b) {
        const QPointF one = m_diagram.nodes.at(a).rect.topLeft();
        const QPointF other = m_diagram.nodes.at(b).rect.topLeft();
        return one.x() != other.x() ? one.x() < other.x() : one.y() < other.y();
    });
    const auto at = std::find(order.cbegin(), order.cend(), node);
    if (at == order.cend())
        return step > 0 ? order.front() : order.back();
    const auto next = (at - order.cbegin()) + step;
    return next < 0 || next >= std::ssize(order) ? -1 : order[std::size_t(next)];
}

void DiagramScene::moveTo(const QHash<int, QPointF> &corners, int gesture)
{
    const View *view = m_document.catalog().view(viewId());
    QMap<QString, QPoint> positions;
    // Nothing else may move: what only the layout placed is written down with the first move.
    for (int i = 0; i < m_diagram.nodes.size(); ++i) {
        const DiagramNode &node = m_diagram.nodes.at(i);
        if (corners.contains(i))
            positions.insert(node.path, (corners.value(i) / metrics::grid).toPoint());
        else if (!view || !view->nodes.contains(node.path))
            positions.insert(node.path, (node.rect.topLeft() / metrics::grid).toPoint());
    }
    if (!m_editor.moveNodes(viewId(), positions, gesture))
        refresh();
}

void DiagramScene::nudge(const QPoint &steps)
{
    QHash<int, QPointF> corners;
    for (const NodeItem *item : std::as_const(m_nodeItems)) {
        if (item->isSelected())
            corners.insert(item->node(), item->pos() + QPointF(steps) * metrics::grid);
    }
    if (corners.isEmpty())
        return;
    if (m_nudgeGesture == 0)
        m_nudgeGesture = m_editor.beginGesture();
    const int gesture = m_nudgeGesture;
    moveTo(corners, gesture);
    m_nudgeGesture = gesture; // showing the selection after the rebuild forgot it
}

void DiagramScene::arrangeAll()
{
    Drawing arranged = m_diagram;
    layOut(arranged);
    QMap<QString, QPoint> positions;
    for (const DiagramNode &node : std::as_const(arranged.nodes))
        positions.insert(node.path, (node.rect.topLeft() / metrics::grid).toPoint());
    const Drawing before = std::exchange(m_diagram, arranged); // the new routes stay with nodes that do not move
    if (!m_editor.arrange(viewId(), positions, {}, tr("Lay out all")))
        m_diagram = before;
    refresh();
}

void DiagramScene::followDrag(int node, const QPointF &corner)
{
    for (EdgeItem *item : std::as_const(m_edgeItems)) {
        const DiagramEdge &edge = m_diagram.edges.at(item->edge());
        if (edge.from == node || edge.to == node)
            item->prepareChange();
    }
    for (QGraphicsItem *item : std::as_const(m_groupItems))
        static_cast<GroupItem *>(item)->prepareChange();
    m_diagram.nodes[node].rect.moveTopLeft(corner);
    routeQuickly(m_diagram, node);
    frameGroups(m_diagram);
}

void DiagramScene::mousePressEvent(QGraphicsSceneMouseEvent *event)
{
    m_dragStart.clear();
    const QList<QGraphicsItem *> under = items(event->scenePos());
    const bool onNode = !under.isEmpty() && under.first()->type() == NodeItem::Type;
    m_dragging = onNode && event->button() == Qt::LeftButton && !m_document.isReadOnly();
    QGraphicsScene::mousePressEvent(event);
    if (onNode)
        setFocusedNode(static_cast<NodeItem *>(under.first())->node());
    for (const NodeItem *item : std::as_const(m_nodeItems)) {
        if (item->isSelected())
            m_dragStart.insert(item->node(), item->pos());
    }
}

void DiagramScene::mouseReleaseEvent(QGraphicsSceneMouseEvent *event)
{
    QGraphicsScene::mouseReleaseEvent(event);
    if (!m_dragging)
        return;
    m_dragging = false;
    QHash<int, QPointF> moved;
    for (auto it = m_dragStart.cbegin(); it != m_dragStart.cend(); ++it) {
        if (m_nodeItems.at(it.key())->pos() != *it)
            moved.insert(it.key(), m_nodeItems.at(it.key())->pos());
    }
    if (!moved.isEmpty())
        moveTo(moved, m_editor.beginGesture());
}

} // namespace weir
