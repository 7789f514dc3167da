// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/diagram.h"

namespace weir {

/// Lays the whole diagram out: places and routes.
void layOut(Drawing &diagram);

/// Puts nodes where \a positions (path -> top left corner) says; the others are laid out below them. Routes are missing
/// then: see routeAround().
void placeDiagram(Drawing &diagram, const QHash<QString, QPointF> &positions);

/// The notes of a view.
void placeNotes(Drawing &diagram, const View &view);

/// Routes all edges. An edge of \a before between nodes that did not move keeps its route.
void routeAround(Drawing &diagram, const Drawing &before);

/// Routes the edges of node \a moved quickly, as a drag needs it.
void routeQuickly(Drawing &diagram, int moved);

} // namespace weir
