// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/diagramview.h"

#include "ui/canvas/accessiblediagram.h"
#include "ui/canvas/diagramscene.h"
#include "ui/canvas/minimap.h"
#include "ui/editing/projectdocument.h"
#include "ui/theme/emptystate.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr double zoomStep = 1.2;
constexpr double fitMargin = 18;
constexpr int cornerGap = 16;

} // namespace

DiagramView::DiagramView(ProjectDocument &document, Editor &editor, const Theme &theme, QWidget *parent)
    : QGraphicsView(parent)
    , m_scene(new DiagramScene(document, editor, theme, this))
    , m_minimap(new Minimap(*this))
    , m_empty(new EmptyState(u"design"_s, tr("Nothing here yet. Open a project, or start from an example."),
                             tr("Show examples"), this))
{
    installDiagramAccessibility();
    setScene(m_scene);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setResizeAnchor(QGraphicsView::AnchorViewCenter);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    setOptimizationFlags(QGraphicsView::DontSavePainterState | QGraphicsView::DontAdjustForAntialiasing);
    setDragMode(QGraphicsView::RubberBandDrag);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Diagram"));
    connect(m_scene, &DiagramScene::activated, this, &DiagramView::activated);
    connect(m_scene, &DiagramScene::rebuilt, this, &DiagramView::followDocument);
    connect(m_scene, &QGraphicsScene::changed, m_minimap, qOverload<>(&QWidget::update));
    connect(m_scene, &DiagramScene::focusMoved, this, [this](int node) { announceFocus(*this, node); });
    connect(m_empty, &EmptyState::triggered, this, &DiagramView::emptyTriggered);
    connect(&document, &ProjectDocument::catalogReset, this, [this] {
        m_fitPending = true;
        followDocument();
    });
    connect(&document, &ProjectDocument::revealRequested, this, &DiagramView::reveal);
    followDocument();
}

DiagramView::~DiagramView() = default;

void DiagramView::followDocument()
{
    const bool empty = m_scene->diagram().nodes.isEmpty();
    m_empty->setVisible(empty);
    showMinimap();
    if (m_fitPending && !empty && isVisible())
        fitAll();
    m_minimap->update();
}

double DiagramView::zoom() const
{
    return transform().m11();
}

void DiagramView::setZoom(double zoom)
{
    const double wanted = std::clamp(zoom, minZoom, maxZoom);
    if (qFuzzyCompare(wanted, this->zoom()))
        return;
    const double factor = wanted / this->zoom();
    scale(factor, factor);
    showMinimap();
    emit zoomChanged(this->zoom());
}

void DiagramView::zoomIn()
{
    setZoom(zoom() * zoomStep);
}

void DiagramView::zoomOut()
{
    setZoom(zoom() / zoomStep);
}

void DiagramView::fit(const QRectF &rect, double largest)
{
    if (rect.isEmpty())
        return;
    const QSizeF room = QSizeF(viewport()->size()) - QSizeF(2 * fitMargin, 2 * fitMargin + m_coveredBelow);
    const double wanted = std::min({room.width() / rect.width(), room.height() / rect.height(), largest});
    const ViewportAnchor anchor = transformationAnchor();
    setTransformationAnchor(QGraphicsView::NoAnchor);
    setZoom(std::max(wanted, minZoom));
    setTransformationAnchor(anchor);
    centerOn(rect.center() + QPointF(0, m_coveredBelow / (2 * this->zoom())));
    showMinimap();
}

void DiagramView::fitAll()
{
    m_fitPending = false;
    fit(m_scene->diagram().bounds(), 1);
    m_fittedZoom = zoom();
}

bool DiagramView::isFitted() const
{
    return qFuzzyCompare(m_fittedZoom, zoom());
}

void DiagramView::setCoveredBelow(int pixels)
{
    if (pixels == m_coveredBelow)
        return;
    m_coveredBelow = pixels;
    if (isFitted())
        fitAll();
}

void DiagramView::fitSelection()
{
    fit(m_scene->selectedRect(), 2);
}

void DiagramView::reveal(const QString &path)
{
    const int node = m_scene->diagram().nodeAt(path);
    if (node < 0)
        return;
    const QRectF rect = m_scene->diagram().nodes.at(node).rect;
    if (!mapToScene(viewport()->rect()).boundingRect().contains(rect))
        centerOn(rect.center());
}

void DiagramView::setOverlay(const Overlay &overlay)
{
    m_scene->setOverlay(overlay);
}

void DiagramView::clearOverlay()
{
    m_scene->setOverlay({});
}

void DiagramView::arrangeAll()
{
    m_scene->arrangeAll();
    fitAll();
}

void DiagramView::setMinimapVisible(bool visible)
{
    m_minimapWanted = visible;
    followDocument();
}

void DiagramView::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        setZoom(zoom() * std::pow(zoomStep, event->angleDelta().y() / 120.0));
        event->accept();
        return;
    }
    const bool sideways = event->modifiers() & Qt::ShiftModifier;
    const QPoint delta = event->pixelDelta().isNull() ? event->angleDelta() / 2 : event->pixelDelta();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - (sideways ? delta.y() : delta.x()));
    if (!sideways)
        verticalScrollBar()->setValue(verticalScrollBar()->value() - delta.y());
    event->accept();
}

bool DiagramView::moveByKey(const QKeyEvent &event)
{
    const int step = event.modifiers() & Qt::ShiftModifier ? 10 : 1;
    switch (event.key()) {
    case Qt::Key_Left:
        m_scene->nudge({-step, 0});
        return true;
    case Qt::Key_Right:
        m_scene->nudge({step, 0});
        return true;
    case Qt::Key_Up:
        m_scene->nudge({0, -step});
        return true;
    case Qt::Key_Down:
        m_scene->nudge({0, step});
        return true;
    default:
        return false;
    }
}

void DiagramView::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    if (!plain || !pressPlain(*event))
        QGraphicsView::keyPressEvent(event);
}

bool DiagramView::pressPlain(const QKeyEvent &event)
{
    if (event.key() == Qt::Key_Space && !event.isAutoRepeat()) {
        m_spaceDown = true;
        viewport()->setCursor(Qt::OpenHandCursor);
    } else if (event.key() == Qt::Key_1) {
        fitAll();
    } else if (event.key() == Qt::Key_2) {
        fitSelection();
    } else if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
        const QStringList selected = m_scene->selectedPaths();
        if (!selected.isEmpty())
            emit activated(selected.first());
    } else if (event.key() == Qt::Key_Escape) {
        m_scene->select({});
    } else {
        return moveByKey(event);
    }
    return true;
}

void DiagramView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceDown = false;
        if (!m_panning)
            viewport()->unsetCursor();
    }
    QGraphicsView::keyReleaseEvent(event);
}

void DiagramView::mousePressEvent(QMouseEvent *event)
{
    const bool pans = event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceDown);
    if (!pans) {
        QGraphicsView::mousePressEvent(event);
        return;
    }
    m_panning = true;
    m_panFrom = event->position().toPoint();
    viewport()->setCursor(Qt::ClosedHandCursor);
}

void DiagramView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_panning) {
        QGraphicsView::mouseMoveEvent(event);
        return;
    }
    const QPoint delta = event->position().toPoint() - m_panFrom;
    m_panFrom = event->position().toPoint();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - delta.y());
}

void DiagramView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_panning) {
        QGraphicsView::mouseReleaseEvent(event);
        return;
    }
    m_panning = false;
    if (m_spaceDown)
        viewport()->setCursor(Qt::OpenHandCursor);
    else
        viewport()->unsetCursor();
}

/// The overview is there when something is out of sight and the view is large enough.
void DiagramView::showMinimap()
{
    const QRectF seen = mapToScene(viewport()->rect()).boundingRect();
    const bool useful = width() > 560 && height() > 340 && !seen.contains(m_scene->diagram().bounds());
    m_minimap->setVisible(m_minimapWanted && useful && !m_scene->diagram().nodes.isEmpty());
    m_minimap->update();
}

void DiagramView::placeOverlays()
{
    m_minimap->move(width() - m_minimap->width() - cornerGap, height() - m_minimap->height() - cornerGap);
    m_empty->setGeometry(rect());
}

void DiagramView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    placeOverlays();
    if (!m_fitPending && isFitted())
        fitAll();
    showMinimap();
}

void DiagramView::showEvent(QShowEvent *event)
{
    QGraphicsView::showEvent(event);
    if (m_fitPending && !m_scene->diagram().nodes.isEmpty())
        fitAll();
}

void DiagramView::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    showMinimap();
}

void DiagramView::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

/// Tab goes through the nodes and leaves the canvas at either end.
bool DiagramView::focusNextPrevChild(bool next)
{
    const int node = m_scene->nodeBeside(m_scene->focusedNode(), next ? 1 : -1);
    if (node < 0 || !hasFocus()) {
        m_scene->setFocusedNode(-1);
        return QGraphicsView::focusNextPrevChild(next);
    }
    m_scene->setFocusedNode(node);
    m_scene->select({m_scene->diagram().nodes.at(node).path});
    reveal(m_scene->diagram().nodes.at(node).path);
    return true;
}

} // namespace weir
