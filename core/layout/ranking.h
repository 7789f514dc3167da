// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace weir::layout {

/// An edge as ranking sees it; never a loop.
struct RankEdge
{
    int from = 0, to = 0;
    int length = 1;        ///< Least number of layers it spans.
    bool reversed = false; ///< Set for edges that close a cycle; they count from `to` to `from`.
};

/// The layer of each of \a count nodes, from 0, so that each edge spans its length at least; marks the edges that had to be
/// turned round for it.
std::vector<int> rankNodes(int count, std::vector<RankEdge> &edges);

} // namespace weir::layout
