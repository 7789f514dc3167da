// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/diagram.h"

namespace weir {

/// Makes the frames of domains anew: nodes of a domain share one where nothing foreign stands between them.
void makeGroups(Drawing &diagram);

/// Fits the frames around their nodes again after these moved.
void frameGroups(Drawing &diagram);

/// Width of a frame's title.
double groupTitleWidth(const DiagramGroup &group);

/// Room a frame takes above its nodes, with its title, and on the other sides.
inline constexpr double groupTitleRoom = 30;
inline constexpr double groupPadding = 16;

} // namespace weir
