// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/rateprofile.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace weir::sim {

RateProfile::RateProfile(const std::vector<RatePiece> &pieces) : m_pieces(pieces)
{
    for (const RatePiece &piece : pieces)
        m_period += piece.length;
    m_isEverZero = !pieces.empty() && std::all_of(pieces.begin(), pieces.end(), [](const RatePiece &piece) {
        return !(piece.from > 0) && !(piece.to > 0);
    });
}

void RateProfile::addWindow(Time from, Time to, double factor)
{
    if (from >= to)
        return;
    m_windows.push_back({from, to, factor});
    m_isMerged = false;
    m_edges.resize(1); // It is not flat any more.
}

/// The product of all windows' factors between each two of their ends.
void RateProfile::mergeWindows()
{
    m_isMerged = true;
    m_edges.clear();
    std::set<Time> ends;
    for (const Window &window : m_windows) {
        ends.insert(window.from);
        ends.insert(window.to);
    }
    std::vector<Window> waiting = m_windows;
    std::stable_sort(waiting.begin(), waiting.end(), [](const Window &a, const Window &b) { return a.from < b.from; });
    std::vector<Window> active;
    std::size_t next = 0;
    for (const Time end : ends) {
        std::erase_if(active, [end](const Window &window) { return window.to <= end; });
        while (next < waiting.size() && waiting[next].from <= end)
            active.push_back(waiting[next++]);
        double factor = 1;
        for (const Window &window : active)
            factor *= window.factor;
        m_edges.push_back({end, factor});
    }
}

/// Instants that are asked for never decrease.
RateProfile::Stretch RateProfile::stretchAt(Time now)
{
    Stretch stretch;
    while (m_edge < m_edges.size() && m_edges[m_edge].time <= now)
        ++m_edge;
    const double factor = m_edge == 0 ? 1 : m_edges[m_edge - 1].factor;
    if (m_edge < m_edges.size())
        stretch.end = m_edges[m_edge].time;
    stretch.rate = factor;
    if (m_pieces.empty())
        return stretch;
    Time inside = now % m_period;
    std::size_t i = 0;
    while (inside >= m_pieces[i].length)
        inside -= m_pieces[i++].length;
    const RatePiece &piece = m_pieces[i];
    const double slope = (piece.to - piece.from) / static_cast<double>(piece.length);
    stretch.rate = factor * (piece.from + slope * static_cast<double>(inside));
    stretch.slope = factor * slope;
    stretch.end = std::min(stretch.end, now + (piece.length - inside));
    return stretch;
}

Time RateProfile::after(Time now, double nominal)
{
    if (!m_isMerged)
        mergeWindows();
    while (now < never && !m_isEverZero) {
        const Stretch stretch = stretchAt(now);
        const auto length = static_cast<double>(stretch.end - now);
        const double passes = length * (stretch.rate + stretch.slope * length / 2);
        if (passes < nominal) {
            nominal -= std::max(0.0, passes);
            now = stretch.end;
            continue;
        }
        // rate x + slope x^2 / 2 = nominal, by the form that does not cancel.
        const double root = std::sqrt(std::max(0.0, stretch.rate * stretch.rate + 2 * stretch.slope * nominal));
        const double x = 2 * nominal / (stretch.rate + root);
        return now + static_cast<Time>(std::min(x, length));
    }
    return never;
}

} // namespace weir::sim
