// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/diagram.h"
#include "ui/canvas/edgepainter.h"
#include "ui/canvas/nodepainter.h"

#include "core/model/overlay.h"

#include <QGraphicsScene>

namespace weir {

class EdgeItem;
class Editor;
class NodeItem;
class ProjectDocument;
class Theme;

/// The diagram of the open project: builds it, follows the document, and turns gestures into verbs of the editor.
class DiagramScene : public QGraphicsScene
{
    Q_OBJECT

public:
    DiagramScene(ProjectDocument &document, Editor &editor, const Theme &theme, QObject *parent = nullptr);
    ~DiagramScene() override;

    const Drawing &diagram() const { return m_diagram; }
    const Theme &theme() const { return m_theme; }
    const NodePainter &nodePainter() const { return m_nodePainter; }
    const EdgePainter &edgePainter() const { return m_edgePainter; }

    /// What is true of a node or an edge at the moment.
    NodeState stateOf(int node) const;
    EdgeState edgeStateOf(int edge) const;
    /// Tool tip of an edge, or of its card \a card when that is not negative.
    QString edgeTip(int edge, int card) const;

    /// Figures to draw over the diagram; an empty overlay removes them.
    void setOverlay(const Overlay &overlay);
    bool hasOverlay() const { return !m_overlay.isEmpty(); }

    void select(const QStringList &paths);
    void activate(const QString &path);
    QStringList selectedPaths() const;
    QRectF selectedRect() const;

    /// The node the keyboard is at; -1: none.
    int focusedNode() const { return m_focused; }
    void setFocusedNode(int node);
    /// The next node in reading order: columns from the left, each from the top.
    int nodeBeside(int node, int step) const;

    /// Moves the selected nodes by grid steps; a series of nudges is one undo step.
    void nudge(const QPoint &steps);
    /// Lays everything out anew, as one undo step.
    void arrangeAll();

    bool isDragging() const { return m_dragging; }
    /// A node item moved under the pointer.
    void followDrag(int node, const QPointF &corner);

signals:
    /// Enter or a double click on an element.
    void activated(const QString &path);
    /// Nodes are others, or stand elsewhere.
    void rebuilt();
    void focusMoved(int node);

protected:
    void mousePressEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseReleaseEvent(QGraphicsSceneMouseEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;

private:
    void reset();
    void refresh();
    void build();
    void makeItems();
    void readFindings();
    void showSelection();
    void takeSelection();
    void moveTo(const QHash<int, QPointF> &corners, int gesture);
    QString viewId() const;

    ProjectDocument &m_document;
    Editor &m_editor;
    const Theme &m_theme;
    NodePainter m_nodePainter;
    EdgePainter m_edgePainter;
    Drawing m_diagram;
    QHash<QString, QPointF> m_automatic; ///< Where layout put what the view does not place.
    QList<NodeItem *> m_nodeItems;
    QList<EdgeItem *> m_edgeItems;
    QList<QGraphicsItem *> m_groupItems;
    QHash<QString, Severity> m_problems; ///< Path -> worst finding.
    QSet<QString> m_selectedPaths;
    QSet<QString> m_selectedEvents;
    Overlay m_overlay;
    double m_largestRate = 0;
    int m_focused = -1;
    int m_nudgeGesture = 0;
    bool m_dragging = false;
    bool m_showingSelection = false;
    QHash<int, QPointF> m_dragStart;
};

} // namespace weir
