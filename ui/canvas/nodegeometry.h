// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/diagram.h"

namespace weir {

/// Size of a node's box: cards are all alike, pipes are as long as their name needs, on the grid.
QSizeF nodeSize(const DiagramNode &node);

/// The silhouette within \a rect.
QPainterPath nodeOutline(NodeShape shape, const QRectF &rect);

/// Where name and second line stand within \a rect.
QRectF nodeTextRect(NodeShape shape, const QRectF &rect);

/// Where the name alone stands when the diagram is shown small.
QRectF largeTextRect(NodeShape shape, const QRectF &rect);

/// Whether all lines to and from the shape meet it in one point of a side, as those of a pipe do.
bool hasPointedPorts(NodeShape shape);

bool isPipe(NodeShape shape);

} // namespace weir
