// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/tracks.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace weir::layout {

namespace {

constexpr double clearance = 6; ///< Trunks whose ends are nearer than this do not share a track.

double mean(const std::vector<double> &values, double otherwise)
{
    return values.empty() ? otherwise : std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

/// Trunks in an order, from the left, in which those that run the same way do not cross.
std::vector<int> preferredOrder(const std::vector<Trunk> &trunks)
{
    struct Rank
    {
        int direction = 0; ///< Going up first, then down.
        double key = 0;
    };
    std::vector<Rank> ranks;
    for (const Trunk &trunk : trunks) {
        const double from = mean(trunk.left, trunk.top());
        const double to = mean(trunk.right, trunk.bottom());
        const bool up = to < from;
        ranks.push_back({up ? 0 : 1, up ? from : -from});
    }
    std::vector<int> order(trunks.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&ranks](int a, int b) {
        const Rank &first = ranks[size_t(a)];
        const Rank &second = ranks[size_t(b)];
        return first.direction != second.direction ? first.direction < second.direction : first.key < second.key;
    });
    return order;
}

struct End
{
    double y = 0;
    int trunk = 0;
};

/// For each trunk those that must be at its left: they are reached where it leaves, so their horizontal pieces would overlap
/// otherwise.
std::vector<std::vector<int>> predecessors(const std::vector<Trunk> &trunks)
{
    std::vector<End> reached;
    for (size_t i = 0; i < trunks.size(); ++i) {
        for (const double y : trunks[i].left)
            reached.push_back({y, int(i)});
    }
    std::stable_sort(reached.begin(), reached.end(), [](const End &a, const End &b) { return a.y < b.y; });
    std::vector<std::vector<int>> result(trunks.size());
    for (size_t i = 0; i < trunks.size(); ++i) {
        for (const double y : trunks[i].right) {
            auto it = std::lower_bound(reached.begin(), reached.end(), y - clearance,
                                       [](const End &end, double limit) { return end.y < limit; });
            for (; it != reached.end() && it->y <= y + clearance; ++it) {
                if (it->trunk != int(i))
                    result[i].push_back(it->trunk);
            }
        }
    }
    return result;
}

/// \a order changed as little as possible so that predecessors come first; where they form a circle, the first one wins.
std::vector<int> respectPredecessors(const std::vector<int> &order, const std::vector<std::vector<int>> &before)
{
    std::vector<char> state(order.size(), 0);
    std::vector<int> result;
    std::vector<std::pair<int, size_t>> stack;
    for (const int start : order) {
        if (state[size_t(start)] != 0)
            continue;
        state[size_t(start)] = 1;
        stack.emplace_back(start, 0);
        while (!stack.empty()) {
            auto &[trunk, next] = stack.back();
            if (next < before[size_t(trunk)].size()) {
                const int predecessor = before[size_t(trunk)][next++];
                if (state[size_t(predecessor)] == 0) {
                    state[size_t(predecessor)] = 1;
                    stack.emplace_back(predecessor, 0);
                }
                continue;
            }
            result.push_back(trunk);
            stack.pop_back();
        }
    }
    return result;
}

} // namespace

double Trunk::top() const
{
    double result = std::numeric_limits<double>::infinity();
    for (const double y : left)
        result = std::min(result, y);
    for (const double y : right)
        result = std::min(result, y);
    return result;
}

double Trunk::bottom() const
{
    double result = -std::numeric_limits<double>::infinity();
    for (const double y : left)
        result = std::max(result, y);
    for (const double y : right)
        result = std::max(result, y);
    return result;
}

int assignTracks(std::vector<Trunk> &trunks)
{
    const std::vector<std::vector<int>> before = predecessors(trunks);
    const std::vector<int> order = respectPredecessors(preferredOrder(trunks), before);
    std::vector<double> tops, bottoms;
    for (const Trunk &trunk : trunks) {
        tops.push_back(trunk.top());
        bottoms.push_back(trunk.bottom());
    }
    int count = 0;
    for (size_t i = 0; i < order.size(); ++i) {
        const size_t current = size_t(order[i]);
        int track = 0;
        for (size_t j = 0; j < i; ++j) {
            const size_t other = size_t(order[j]);
            const bool apart = tops[current] > bottoms[other] + clearance || tops[other] > bottoms[current] + clearance;
            if (!apart)
                track = std::max(track, trunks[other].track + 1);
        }
        for (const int predecessor : before[current])
            track = std::max(track, trunks[size_t(predecessor)].track + 1);
        trunks[current].track = track;
        count = std::max(count, track + 1);
    }
    return count;
}

} // namespace weir::layout
