// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/faultwatch.h"

#include "core/base/randomstream.h"

#include <algorithm>

namespace weir::sim {

namespace {

constexpr std::uint64_t forFaultTimes = 64;

Time drawn(Time mean, RandomStream &stream)
{
    const double value = stream.exponential() * static_cast<double>(mean);
    return std::max<Time>(1, static_cast<Time>(std::min(value, 0x1p60)));
}

} // namespace

std::vector<FaultWindow> faultWindows(const Network &network, std::uint64_t seed, std::uint32_t replication)
{
    std::vector<FaultWindow> windows;
    for (std::size_t i = 0; i < network.faults.size(); ++i) {
        const Fault &fault = network.faults[i];
        if (fault.mtbf <= 0) {
            if (fault.from < fault.to)
                windows.push_back({i, fault.from, fault.to});
            continue;
        }
        RandomStream stream(seed, replication, fault.identity, forFaultTimes);
        Time now = fault.from;
        for (std::size_t count = 0; count < mostFaultWindows; ++count) {
            const Time begin = now + drawn(fault.mtbf, stream);
            now = begin + drawn(fault.mttr, stream);
            if (begin >= fault.to)
                break;
            windows.push_back({i, begin, std::min(now, fault.to)});
        }
    }
    return windows;
}

FaultWatch::FaultWatch(std::vector<FaultWindow> windows)
    : m_windows(std::move(windows))
    , m_before(m_windows.size())
    , m_end(m_windows.size())
    , m_drained(m_windows.size(), -1)
{
    for (std::size_t i = 0; i < m_windows.size(); ++i) {
        if (m_windows[i].to <= m_windows[i].from)
            continue;
        m_edges.push_back({m_windows[i].from, i, true});
        m_edges.push_back({m_windows[i].to, i, false});
    }
    std::stable_sort(m_edges.begin(), m_edges.end(), [](const Edge &a, const Edge &b) { return a.time < b.time; });
}

Time FaultWatch::nextTime() const
{
    return m_next < m_edges.size() ? m_edges[m_next].time : std::numeric_limits<Time>::max();
}

void FaultWatch::end(std::size_t window, Time now)
{
    m_end[window] = now;
    m_watched.push_back(window);
}

void FaultWatch::look(Time now, std::int64_t backlog)
{
    std::erase_if(m_watched, [&](std::size_t window) {
        if (backlog > m_before[window])
            return false;
        m_drained[window] = now - m_end[window];
        return true;
    });
}

} // namespace weir::sim
