// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/faultwatch.h"

#include <algorithm>

namespace weir::sim {

FaultWatch::FaultWatch(const std::vector<Fault> &faults)
    : m_before(faults.size())
    , m_end(faults.size())
    , m_drained(faults.size(), -1)
{
    for (std::size_t i = 0; i < faults.size(); ++i) {
        if (faults[i].to <= faults[i].from)
            continue;
        m_edges.push_back({faults[i].from, i, true});
        m_edges.push_back({faults[i].to, i, false});
    }
    std::stable_sort(m_edges.begin(), m_edges.end(), [](const Edge &a, const Edge &b) { return a.time < b.time; });
}

Time FaultWatch::nextTime() const
{
    return m_next < m_edges.size() ? m_edges[m_next].time : std::numeric_limits<Time>::max();
}

void FaultWatch::end(std::size_t fault, Time now)
{
    m_end[fault] = now;
    m_watched.push_back(fault);
}

void FaultWatch::look(Time now, std::int64_t backlog)
{
    std::erase_if(m_watched, [&](std::size_t fault) {
        if (backlog > m_before[fault])
            return false;
        m_drained[fault] = now - m_end[fault];
        return true;
    });
}

} // namespace weir::sim
