// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace weir::layout {

/// The vertical piece of an edge, or of a fan of edges, in the gap between two layers.
struct Trunk
{
    std::vector<double> left;  ///< Heights at which it is reached from the layer at the left.
    std::vector<double> right; ///< Heights at which it leaves to the layer at the right.
    int track = 0;             ///< From the left; trunks that overlap have different ones.

    double top() const;
    double bottom() const;
};

/// Sets the tracks so that no two trunks overlap and few edges cross. Returns the number of tracks.
int assignTracks(std::vector<Trunk> &trunks);

} // namespace weir::layout
