// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/obstaclegrid.h"

namespace weir::layout {

/// Moves inner pieces of \a routes that lie on pieces of other routes beside them, where \a boxes leave room. Routes with the
/// same start may share their pieces.
void spreadOverlaps(std::vector<std::vector<Point>> &routes, const std::vector<Rectangle> &boxes);

} // namespace weir::layout
