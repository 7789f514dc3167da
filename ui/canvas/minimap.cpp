// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/minimap.h"

#include "ui/canvas/diagramscene.h"
#include "ui/canvas/diagramview.h"
#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace weir {
namespace {

constexpr QSize mapSize(140, 98);
constexpr double inset = 8;

} // namespace

Minimap::Minimap(DiagramView &view) : QWidget(&view), m_view(view)
{
    setFixedSize(mapSize);
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("Overview: click to go there"));
    setAccessibleName(tr("Overview of the diagram"));
}

QTransform Minimap::transform() const
{
    const QRectF whole = m_view.diagram().diagram().bounds();
    const QRectF room = QRectF(rect()).adjusted(inset, inset, -inset, -inset);
    const double scale =
        std::min(room.width() / std::max(whole.width(), 1.0), room.height() / std::max(whole.height(), 1.0));
    QTransform transform;
    transform.translate(room.center().x(), room.center().y());
    transform.scale(scale, scale);
    transform.translate(-whole.center().x(), -whole.center().y());
    return transform;
}

void Minimap::paintEvent(QPaintEvent *)
{
    const Theme &theme = m_view.diagram().theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.color(Role::Line), 1));
    painter.setBrush(theme.color(Role::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
    const QTransform map = transform();
    QColor box = theme.color(Role::DimText);
    box.setAlphaF(0.55F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(box);
    for (const DiagramNode &node : m_view.diagram().diagram().nodes)
        painter.drawRoundedRect(map.mapRect(node.rect), 1.5, 1.5);
    const QRectF seen = m_view.mapToScene(m_view.viewport()->rect()).boundingRect();
    painter.setPen(QPen(theme.color(Role::Accent), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(map.mapRect(seen).intersected(QRectF(rect()).adjusted(2, 2, -2, -2)), 2, 2);
}

void Minimap::mousePressEvent(QMouseEvent *event)
{
    m_view.centerOn(transform().inverted().map(event->position()));
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    mousePressEvent(event);
}

} // namespace weir
