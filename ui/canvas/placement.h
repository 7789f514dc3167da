// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/diagram.h"

namespace weir {

/// Lays the whole diagram out: places and routes.
void layOut(Diagram &diagram);

/// Puts nodes where \a positions (path -> top left corner) says; the others are laid out below them. Routes are missing
/// then: see routeAround().
void placeDiagram(Diagram &diagram, const QHash<QString, QPointF> &positions);

/// The notes of a view.
void placeNotes(Diagram &diagram, const View &view);

/// Routes all edges. An edge of \a before between nodes that did not move keeps its route.
void routeAround(Diagram &diagram, const Diagram &before);

/// Routes the edges of node \a moved quickly, as a drag needs it.
void routeQuickly(Diagram &diagram, int moved);

} // namespace weir
