// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/overlay.h"

#include <QGraphicsView>

namespace weir {

class DiagramScene;
class Editor;
class EmptyState;
class Minimap;
class ProjectDocument;
class Theme;

/// The canvas: shows the diagram of the open project.
///
/// Wheel scrolls, Ctrl+wheel zooms at the pointer, middle drag or Space and drag pans, left drag selects or moves. Arrows
/// move the selection by a grid step (Shift: ten), Tab goes from node to node, Enter activates, 1 fits all, 2 the selection.
class DiagramView : public QGraphicsView
{
    Q_OBJECT

public:
    DiagramView(ProjectDocument &document, Editor &editor, const Theme &theme, QWidget *parent = nullptr);
    ~DiagramView() override;

    DiagramScene &diagram() const { return *m_scene; }

    static constexpr double minZoom = 0.01;
    static constexpr double maxZoom = 8;
    /// Pixels for a unit; 1 is 100 %.
    double zoom() const;
    void setMinimapVisible(bool visible);

public slots:
    void setZoom(double zoom);
    void zoomIn();
    void zoomOut();
    void fitAll();
    void fitSelection();
    /// The lowest \a pixels are covered by something else: what is fitted stays above them.
    void setCoveredBelow(int pixels);
    /// Brings an element into sight; does nothing when it is.
    void reveal(const QString &path);
    void setOverlay(const weir::Overlay &overlay);
    void clearOverlay();
    /// Automatic layout of everything, one undo step.
    void arrangeAll();

signals:
    void zoomChanged(double zoom);
    /// Enter or double click: show what there is to say about the element.
    void activated(const QString &path);
    /// The button of the empty canvas.
    void emptyTriggered();

protected:
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void followDocument();
    void fit(const QRectF &rect, double largest);
    /// Nobody has zoomed since the whole was fitted: it is fitted again when the room changes.
    bool isFitted() const;
    void placeOverlays();
    void showMinimap();
    /// A key without Ctrl, Alt or Meta; false when it means nothing here.
    bool pressPlain(const QKeyEvent &event);
    bool moveByKey(const QKeyEvent &event);

    DiagramScene *m_scene;
    Minimap *m_minimap;
    EmptyState *m_empty;
    QPoint m_panFrom;
    bool m_spaceDown = false;
    bool m_panning = false;
    bool m_fitPending = true; ///< Fit as soon as there is a size and a diagram.
    int m_coveredBelow = 0;
    double m_fittedZoom = 0; ///< Of the last fitAll(); another zoom is the user's.
    bool m_minimapWanted = true;
};

} // namespace weir
