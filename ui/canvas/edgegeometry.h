// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/diagram.h"

namespace weir {

/// Cards stacked on an edge before one "n events" card stands for all.
inline constexpr int maxStackedCards = 3;

/// The corners joined by straight lines, each corner round as far as the pieces allow.
QPainterPath roundedLine(const QList<QPointF> &route, double radius);

/// An orthogonal route from the right of one box to the left of another, while a box is being dragged.
QList<QPointF> quickRoute(const QRectF &from, const QRectF &to);

/// A route straight down from one box to the one below it, or stepped when it does not stand below.
QList<QPointF> dropRoute(const QRectF &from, const QRectF &to);

/// Moves the ends of \a route onto the points where \a from and \a to can be met, and keeps it orthogonal.
QList<QPointF> anchored(QList<QPointF> route, const DiagramNode &from, const DiagramNode &to);

/// Texts on the cards of an edge: the events, or one "n events".
QStringList cardTexts(const DiagramEdge &edge);

/// Where the cards of an edge are, in the order of cardTexts(), around its label.
QList<QRectF> cardRects(const DiagramEdge &edge);

/// The same when the diagram is shown small: cards are as wide as their texts need at \a pixels and the line has room for.
QList<QRectF> largeCardRects(const DiagramEdge &edge, double pixels);

/// Width the cards need on the way; 0 without cards.
double cardsWidth(const DiagramEdge &edge);

/// Route done: line and, unless it is known, the place of the cards.
void finishEdge(DiagramEdge &edge, const Drawing &diagram);

} // namespace weir
