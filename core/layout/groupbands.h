// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/layergraph.h"

namespace weir::layout {

/// Moves vertices up and down, as little as it can, so that the frame of each group holds its members only. The layers'
/// order must keep groups together, and in the same order in all layers.
void separateGroups(LayerGraph &graph, const LayoutOptions &options);

} // namespace weir::layout
