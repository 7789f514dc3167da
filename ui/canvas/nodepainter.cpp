// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/nodepainter.h"

#include "ui/canvas/fittedtext.h"
#include "ui/canvas/nodegeometry.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace weir {
namespace {

constexpr double legibleName = 11.5; // pixels on the screen

struct Colors
{
    Role fill, stroke;
};

Colors colorsOf(NodeShape shape)
{
    switch (shape) {
    case NodeShape::Service:
        return {Role::ServiceFill, Role::ServiceStroke};
    case NodeShape::External:
        return {Role::ExternalFill, Role::ExternalStroke};
    case NodeShape::Stream:
    case NodeShape::Topic:
        return {Role::TopicFill, Role::TopicStroke};
    case NodeShape::Queue:
        return {Role::QueueFill, Role::QueueStroke};
    case NodeShape::DeadLetter:
        return {Role::DeadLetterFill, Role::DeadLetterStroke};
    }
    return {Role::ServiceFill, Role::ServiceStroke};
}

bool isDashed(NodeShape shape)
{
    return shape == NodeShape::External || shape == NodeShape::DeadLetter;
}

void drawElided(QPainter &painter, const QRectF &rect, const QFont &font, const QString &text)
{
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(text, Qt::ElideRight, rect.width()));
}

} // namespace

Role healthRole(Health health, Role fallback)
{
    switch (health) {
    case Health::Good:
        return Role::Good;
    case Health::Warning:
        return Role::Warning;
    case Health::Bad:
        return Role::Bad;
    case Health::Unknown:
        break;
    }
    return fallback;
}

void NodePainter::paint(QPainter &painter, const DiagramNode &node, const NodeState &state, double scale) const
{
    const QRectF box({}, node.rect.size());
    const bool detailed = scale >= detailScale;
    paintHalo(painter, node, box, state);
    paintBody(painter, node, box, detailed);
    if (scale >= plainScale) {
        paintMarks(painter, node, box);
        paintTexts(painter, node, box, state);
    } else if (detailed) {
        if (!isPipe(node.shape))
            paintMarks(painter, node, box);
        paintLargeName(painter, node, box, state, legibleName / scale);
    }
    paintUtilisation(painter, node, box, state.figures);
    if (state.problem && *state.problem != Severity::Info)
        paintBadge(painter, box, *state.problem);
}

void NodePainter::paintHalo(QPainter &painter, const DiagramNode &node, const QRectF &box, const NodeState &state) const
{
    if (!state.selected && !state.focused && !state.hovered)
        return;
    const double radius = (isPipe(node.shape) ? box.height() / 2 : metrics::cardRadius) + 4.5;
    const QRectF ring = box.adjusted(-5, -5, 5, 5);
    painter.setBrush(Qt::NoBrush);
    QColor color = m_theme.color(Role::Accent);
    if (state.selected) {
        painter.setPen(QPen(color, 2));
        painter.drawRoundedRect(ring, radius, radius);
        color.setAlphaF(0.14F);
        painter.setPen(QPen(color, 5));
        painter.drawRoundedRect(ring, radius, radius);
    } else if (state.focused) {
        painter.setPen(QPen(color, 1.5, Qt::DashLine));
        painter.drawRoundedRect(ring, radius, radius);
    } else {
        color.setAlphaF(0.35F);
        painter.setPen(QPen(color, 2));
        painter.drawRoundedRect(ring, radius, radius);
    }
}

void NodePainter::paintBody(QPainter &painter, const DiagramNode &node, const QRectF &box, bool detailed) const
{
    const Colors colors = colorsOf(node.shape);
    const QColor stroke = m_theme.color(colors.stroke);
    QPen pen(stroke, detailed ? 1.5 : 3);
    pen.setJoinStyle(Qt::RoundJoin);
    if (isDashed(node.shape) && detailed)
        pen.setDashPattern({5 / 1.5, 3 / 1.5});
    const QPainterPath outline = nodeOutline(node.shape, box);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(colors.fill));
    painter.drawPath(outline);
    if (node.shape == NodeShape::DeadLetter && detailed) {
        QColor hatch = stroke;
        hatch.setAlphaF(0.22F);
        painter.save();
        painter.setClipPath(outline);
        painter.setPen(QPen(hatch, 1.4));
        const int lines = int(std::ceil((box.width() + box.height()) / 6));
        for (int i = 0; i < lines; ++i) {
            const double x = box.left() - box.height() + 6 * i;
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
        }
        painter.restore();
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen);
    painter.drawPath(outline);
}

/// Bars on the sides a card sends to and receives from, the near end of a pipe, the slots of a queue.
void NodePainter::paintMarks(QPainter &painter, const DiagramNode &node, const QRectF &box) const
{
    const QColor stroke = m_theme.color(colorsOf(node.shape).stroke);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(stroke, 2.4, Qt::SolidLine, Qt::RoundCap));
    if (!isPipe(node.shape)) {
        if (node.sends)
            painter.drawLine(QPointF(box.right() - 5, box.top() + 10), QPointF(box.right() - 5, box.bottom() - 10));
        if (node.receives)
            painter.drawLine(QPointF(box.left() + 5, box.top() + 10), QPointF(box.left() + 5, box.bottom() - 10));
        return;
    }
    if (node.shape == NodeShape::Topic) {
        painter.setPen(QPen(stroke, 1.5));
        painter.drawArc(QRectF(box.left(), box.top(), 28, box.height()), 270 * 16, 180 * 16);
        return;
    }
    painter.setPen(QPen(stroke, 2, Qt::SolidLine, Qt::RoundCap));
    for (const int slot : {0, 1, 2}) {
        const double x = box.right() - 32 + 8 * slot;
        painter.drawLine(QPointF(x, box.top() + 9), QPointF(x, box.bottom() - 9));
    }
}

void NodePainter::paintTexts(QPainter &painter, const DiagramNode &node, const QRectF &box,
                             const NodeState &state) const
{
    QRectF area = nodeTextRect(node.shape, box);
    const bool hasBar = state.figures.utilisation >= 0 && !isPipe(node.shape);
    if (hasBar)
        area.adjust(0, -3, 0, -5);
    const QString detail = state.figures.text.isEmpty() ? node.detail : state.figures.text;
    const QFont name = font(isPipe(node.shape) ? TextStyle::PipeName : TextStyle::Name);
    painter.setPen(m_theme.color(Role::Text));
    if (detail.isEmpty()) {
        drawElided(painter, area, name, node.name());
        return;
    }
    const double half = area.height() / 2;
    drawElided(painter, QRectF(area.x(), area.y(), area.width(), half + 1), name, node.name());
    const Role role = state.figures.text.isEmpty() || state.figures.health != Health::Bad ? Role::DimText : Role::Bad;
    painter.setPen(m_theme.color(role));
    drawElided(painter, QRectF(area.x(), area.y() + half, area.width(), half), font(TextStyle::Small), detail);
}

/// The name alone, as large as the box allows up to \a pixels; a figure that tells of something wrong stays.
void NodePainter::paintLargeName(QPainter &painter, const DiagramNode &node, const QRectF &box, const NodeState &state,
                                 double pixels) const
{
    QRectF area = largeTextRect(node.shape, box);
    if (state.figures.utilisation >= 0 && !isPipe(node.shape))
        area.adjust(0, 0, 0, -6);
    const TextStyle style = isPipe(node.shape) ? TextStyle::PipeName : TextStyle::Name;
    painter.setPen(m_theme.color(Role::Text));
    if (state.figures.text.isEmpty() || state.figures.health != Health::Bad) {
        drawFitted(painter, area, fittedText(node.name(), style, area.size(), pixels));
        return;
    }
    const QSizeF half(area.width(), area.height() / 2);
    drawFitted(painter, QRectF(area.topLeft(), half), fittedText(node.name(), style, half, pixels));
    painter.setPen(m_theme.color(Role::Bad));
    drawFitted(painter, QRectF(area.left(), area.center().y(), half.width(), half.height()),
               fittedText(state.figures.text, TextStyle::Small, half, pixels));
}

void NodePainter::paintUtilisation(QPainter &painter, const DiagramNode &node, const QRectF &box,
                                   const ElementFigures &figures) const
{
    if (figures.utilisation < 0 || isPipe(node.shape))
        return;
    const QRectF bar(box.left() + 16, box.bottom() - 9, box.width() - 32, 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(Role::Line));
    painter.drawRoundedRect(bar, 2, 2);
    const double share = std::clamp(figures.utilisation, 0.0, 1.0);
    if (share <= 0)
        return;
    painter.setBrush(m_theme.color(healthRole(figures.health, Role::Good)));
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(std::max(4.0, bar.width() * share), bar.height())), 2, 2);
}

void NodePainter::paintBadge(QPainter &painter, const QRectF &box, Severity severity) const
{
    const bool bad = severity == Severity::Error;
    const QPointF middle = box.topRight() + QPointF(-3, 3);
    painter.setPen(QPen(m_theme.color(Role::Canvas), 2));
    painter.setBrush(m_theme.color(bad ? Role::Bad : Role::Warning));
    painter.drawEllipse(middle, 8, 8);
    painter.setPen(QPen(m_theme.color(Role::Canvas), 1.8, Qt::SolidLine, Qt::RoundCap));
    if (bad) {
        painter.drawLine(middle + QPointF(-2.6, -2.6), middle + QPointF(2.6, 2.6));
        painter.drawLine(middle + QPointF(2.6, -2.6), middle + QPointF(-2.6, 2.6));
    } else {
        painter.drawLine(middle + QPointF(0, -3.6), middle + QPointF(0, 0.8));
        painter.drawPoint(middle + QPointF(0, 3.8));
    }
}

} // namespace weir
