// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/layergraph.h"

#include <stop_token>

namespace weir::layout {

/// Orders the vertices of each layer so that few edges cross and groups stay together. Stops early, with a valid order,
/// when \a stop asks for it.
void orderLayers(LayerGraph &graph, const std::stop_token &stop);

/// Crossings of the pieces between neighbouring layers.
long long countCrossings(const LayerGraph &graph);

} // namespace weir::layout
