// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/network.h"

#include <limits>

namespace weir::sim {

/// One time a fault happens.
struct FaultWindow
{
    std::size_t fault = 0;
    Time from = 0;
    Time to = 0; ///< After `from`.
};

/// When the faults of \a network happen in one replication, up to \a end: their windows, or those that a process with
/// exponential times between repair and failure draws.
std::vector<FaultWindow> faultWindows(const Network &network, std::uint64_t seed, std::uint32_t replication);

/// When faults begin and end, and how long after each the backlog is back to what it was.
class FaultWatch
{
public:
    /// One end of a fault's window.
    struct Edge
    {
        Time time = 0;
        std::size_t window = 0;
        bool begins = false;
    };

    FaultWatch() = default;
    explicit FaultWatch(std::vector<FaultWindow> windows);

    const std::vector<FaultWindow> &windows() const { return m_windows; }
    std::size_t faultOf(std::size_t window) const { return m_windows[window].fault; }

    /// Instant of the next edge; the largest instant when there is none.
    Time nextTime() const;
    /// Takes the next edge.
    Edge takeEdge() { return m_edges[m_next++]; }

    /// Window \a window begins; the backlog is then, and was before in the mean, at most \a backlog.
    void begin(std::size_t window, std::int64_t backlog) { m_before[window] = backlog; }
    /// Window \a window has ended at \a now.
    void end(std::size_t window, Time now);
    /// Whether a fault has ended whose backlog is not gone yet.
    bool isWatching() const { return !m_watched.empty(); }
    /// Takes note of the backlog at \a now.
    void look(Time now, std::int64_t backlog);
    /// Nanoseconds after its end that what \a window left was gone; -1 if that was not seen.
    Time drained(std::size_t window) const { return m_drained[window]; }

private:
    std::vector<FaultWindow> m_windows;
    std::vector<Edge> m_edges;
    std::size_t m_next = 0;
    std::vector<std::int64_t> m_before;
    std::vector<Time> m_end, m_drained;
    std::vector<std::size_t> m_watched;
};

} // namespace weir::sim
