// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/network.h"

#include <limits>

namespace weir::sim {

/// When faults begin and end, and how long after each the backlog is back to what it was.
class FaultWatch
{
public:
    /// One end of a fault's window.
    struct Edge
    {
        Time time = 0;
        std::size_t fault = 0;
        bool begins = false;
    };

    FaultWatch() = default;
    explicit FaultWatch(const std::vector<Fault> &faults);

    /// Instant of the next edge; the largest instant when there is none.
    Time nextTime() const;
    /// Takes the next edge.
    Edge takeEdge() { return m_edges[m_next++]; }

    /// Fault \a fault begins; the backlog is then, and was before in the mean, at most \a backlog.
    void begin(std::size_t fault, std::int64_t backlog) { m_before[fault] = backlog; }
    /// Fault \a fault has ended at \a now.
    void end(std::size_t fault, Time now);
    /// Whether a fault has ended whose backlog is not gone yet.
    bool isWatching() const { return !m_watched.empty(); }
    /// Takes note of the backlog at \a now.
    void look(Time now, std::int64_t backlog);
    /// Nanoseconds after its end that \a fault was gone; -1 if that was not seen.
    Time drained(std::size_t fault) const { return m_drained[fault]; }

private:
    std::vector<Edge> m_edges;
    std::size_t m_next = 0;
    std::vector<std::int64_t> m_before;
    std::vector<Time> m_end, m_drained;
    std::vector<std::size_t> m_watched;
};

} // namespace weir::sim
