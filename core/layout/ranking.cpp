// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/ranking.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace weir::layout {

namespace {

constexpr int maxTightenings = 16;

/// Edge indices by node.
using Incidence = std::vector<std::vector<int>>;

struct Neighbourhood
{
    Incidence in, out;
};

Neighbourhood neighbourhood(int count, const std::vector<RankEdge> &edges)
{
    Neighbourhood result{Incidence(size_t(count)), Incidence(size_t(count))};
    for (size_t i = 0; i < edges.size(); ++i) {
        const RankEdge &edge = edges[i];
        result.out[size_t(edge.reversed ? edge.to : edge.from)].push_back(int(i));
        result.in[size_t(edge.reversed ? edge.from : edge.to)].push_back(int(i));
    }
    return result;
}

int head(const RankEdge &edge)
{
    return edge.reversed ? edge.from : edge.to;
}

int tail(const RankEdge &edge)
{
    return edge.reversed ? edge.to : edge.from;
}

/// Marks the edges that lead back into the path of a depth-first walk from \a start.
void markBackEdges(int start, const Incidence &out, std::vector<RankEdge> &edges, std::vector<char> &state)
{
    enum State : char { Unseen, OnPath, Done };
    std::vector<std::pair<int, size_t>> path{{start, 0}};
    state[size_t(start)] = OnPath;
    while (!path.empty()) {
        auto &[node, next] = path.back();
        const std::vector<int> &leaving = out[size_t(node)];
        if (next == leaving.size()) {
            state[size_t(node)] = Done;
            path.pop_back();
            continue;
        }
        RankEdge &edge = edges[size_t(leaving[next++])];
        const int target = edge.to;
        if (state[size_t(target)] == OnPath) {
            edge.reversed = true;
        } else if (state[size_t(target)] == Unseen) {
            state[size_t(target)] = OnPath;
            path.emplace_back(target, 0);
        }
    }
}

void breakCycles(int count, std::vector<RankEdge> &edges)
{
    const Neighbourhood around = neighbourhood(count, edges);
    std::vector<char> state(size_t(count), 0);
    for (const bool sourcesOnly : {true, false}) {
        for (int node = 0; node < count; ++node) {
            if (state[size_t(node)] == 0 && (!sourcesOnly || around.in[size_t(node)].empty()))
                markBackEdges(node, around.out, edges, state);
        }
    }
}

/// Nodes in an order in which each edge leads forward.
std::vector<int> topologicalOrder(int count, const std::vector<RankEdge> &edges, const Neighbourhood &around)
{
    std::vector<int> order, waiting;
    order.reserve(size_t(count));
    for (int node = 0; node < count; ++node) {
        waiting.push_back(int(around.in[size_t(node)].size()));
        if (waiting.back() == 0)
            order.push_back(node);
    }
    for (size_t i = 0; i < order.size(); ++i) {
        for (const int edge : around.out[size_t(order[i])]) {
            const int target = head(edges[size_t(edge)]);
            if (--waiting[size_t(target)] == 0)
                order.push_back(target);
        }
    }
    return order;
}

/// Moves each node within its freedom towards the side where more of its edges are. Returns whether anything moved.
bool tighten(const std::vector<int> &order, const std::vector<RankEdge> &edges, const Neighbourhood &around,
             std::vector<int> &ranks)
{
    bool moved = false;
    for (const int node : order) {
        const std::vector<int> &in = around.in[size_t(node)];
        const std::vector<int> &out = around.out[size_t(node)];
        int lowest = 0;
        int highest = std::numeric_limits<int>::max();
        for (const int edge : in)
            lowest = std::max(lowest, ranks[size_t(tail(edges[size_t(edge)]))] + edges[size_t(edge)].length);
        for (const int edge : out)
            highest = std::min(highest, ranks[size_t(head(edges[size_t(edge)]))] - edges[size_t(edge)].length);
        int wanted = ranks[size_t(node)];
        if (in.size() > out.size())
            wanted = lowest;
        else if (out.size() > in.size())
            wanted = highest;
        moved = moved || wanted != ranks[size_t(node)];
        ranks[size_t(node)] = wanted;
    }
    return moved;
}

} // namespace

std::vector<int> rankNodes(int count, std::vector<RankEdge> &edges)
{
    breakCycles(count, edges);
    const Neighbourhood around = neighbourhood(count, edges);
    std::vector<int> order = topologicalOrder(count, edges, around);
    std::vector<int> ranks(size_t(count), 0);
    for (const int node : order) {
        for (const int edge : around.in[size_t(node)]) {
            const RankEdge &entering = edges[size_t(edge)];
            ranks[size_t(node)] = std::max(ranks[size_t(node)], ranks[size_t(tail(entering))] + entering.length);
        }
    }
    for (int i = 0; i < maxTightenings; ++i) {
        std::reverse(order.begin(), order.end());
        if (!tighten(order, edges, around, ranks) && i > 0)
            break;
    }
    const int first = ranks.empty() ? 0 : *std::min_element(ranks.begin(), ranks.end());
    for (int &rank : ranks)
        rank -= first;
    return ranks;
}

} // namespace weir::layout
