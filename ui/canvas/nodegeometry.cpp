// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/nodegeometry.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QFontMetricsF>

#include <cmath>

namespace weir {
namespace {

constexpr double topicCap = 14; // half width of the near end of a pipe
constexpr double topicTip = 18;
constexpr double slotRoom = 44;
constexpr double pipeMin = 144;
constexpr double pipeMax = 216;

double onGrid(double length)
{
    return std::ceil(length / metrics::grid) * metrics::grid;
}

QPainterPath topicOutline(const QRectF &rect)
{
    QPainterPath path;
    const double middle = rect.center().y();
    path.moveTo(rect.left() + topicCap, rect.top());
    path.lineTo(rect.right() - topicTip, rect.top());
    path.lineTo(rect.right(), middle);
    path.lineTo(rect.right() - topicTip, rect.bottom());
    path.lineTo(rect.left() + topicCap, rect.bottom());
    path.arcTo(QRectF(rect.left(), rect.top(), 2 * topicCap, rect.height()), 270, -180);
    path.closeSubpath();
    return path;
}

} // namespace

bool isPipe(NodeShape shape)
{
    return shape == NodeShape::Topic || shape == NodeShape::Queue || shape == NodeShape::DeadLetter;
}

bool hasPointedPorts(NodeShape shape)
{
    return isPipe(shape);
}

QSizeF nodeSize(const DiagramNode &node)
{
    if (!isPipe(node.shape))
        return {metrics::cardWidth, metrics::cardHeight};
    const double text = std::max(QFontMetricsF(font(TextStyle::PipeName)).horizontalAdvance(node.title),
                                 QFontMetricsF(font(TextStyle::Small)).horizontalAdvance(node.detail));
    const double room = node.shape == NodeShape::Topic ? 34 + topicTip + 6 : 18 + slotRoom;
    return {std::clamp(onGrid(text + room), pipeMin, pipeMax), metrics::pipeHeight};
}

QPainterPath nodeOutline(NodeShape shape, const QRectF &rect)
{
    if (shape == NodeShape::Topic)
        return topicOutline(rect);
    QPainterPath path;
    const double radius = isPipe(shape) ? rect.height() / 2 : metrics::cardRadius;
    path.addRoundedRect(rect, radius, radius);
    return path;
}

QRectF nodeTextRect(NodeShape shape, const QRectF &rect)
{
    switch (shape) {
    case NodeShape::Topic:
        return rect.adjusted(34, 4, -topicTip, -4);
    case NodeShape::Queue:
    case NodeShape::DeadLetter:
        return rect.adjusted(18, 4, -slotRoom + 4, -4);
    default:
        return rect.adjusted(16, 9, -12, -9);
    }
}

QRectF largeTextRect(NodeShape shape, const QRectF &rect)
{
    switch (shape) {
    case NodeShape::Topic:
        return rect.adjusted(16, 2, -topicTip + 2, -2);
    case NodeShape::Queue:
    case NodeShape::DeadLetter:
        return rect.adjusted(16, 2, -16, -2);
    default:
        return rect.adjusted(13, 4, -11, -4);
    }
}

} // namespace weir
