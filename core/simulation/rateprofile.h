// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/network.h"

#include <limits>

namespace weir::sim {

/// How a source's rate changes with time: linear pieces over and over, times the factors of windows. Turns time at the
/// nominal rate into virtual time, so the same random numbers make the same process, only faster or slower.
class RateProfile
{
public:
    static constexpr Time never = std::numeric_limits<Time>::max() / 4;

    RateProfile() = default;
    explicit RateProfile(const std::vector<RatePiece> &pieces);

    /// From \a from to \a to the rate is \a factor times what it was. Windows may overlap.
    void addWindow(Time from, Time to, double factor);
    /// Whether the rate is always the nominal one.
    bool isFlat() const { return m_pieces.empty() && m_edges.empty(); }
    /// The instant at which \a nominal nanoseconds at the nominal rate have passed since \a now; `never` when the rate
    /// stays 0.
    Time after(Time now, double nominal);

private:
    struct Edge
    {
        Time time = 0;
        double factor = 1; ///< From then on.
    };
    struct Window
    {
        Time from = 0, to = 0;
        double factor = 1;
    };
    /// A stretch with a linear rate.
    struct Stretch
    {
        Time end = never;
        double rate = 1;  ///< At its beginning.
        double slope = 0; ///< For each nanosecond.
    };

    Stretch stretchAt(Time now);
    void mergeWindows();

    std::vector<RatePiece> m_pieces;
    Time m_period = 0;
    bool m_isEverZero = false; ///< All pieces are.
    std::vector<Window> m_windows;
    std::vector<Edge> m_edges;
    std::size_t m_edge = 0; ///< First edge after the last instant asked for.
    bool m_isMerged = true;
};

} // namespace weir::sim
