// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/ordering.h"

#include <algorithm>
#include <numeric>

namespace weir::layout {

namespace {

constexpr int maxSweeps = 24;
constexpr size_t sweepBudget = 500'000; ///< Vertices and pieces looked at in all sweeps together, about.
constexpr int maxTranspositions = 4;
constexpr size_t largeGraph = 20'000; ///< With more vertices there is one transposition for each sweep.

enum class Side { Left, Right };

const std::vector<int> &neighbours(const LayerGraph &graph, int vertex, Side side)
{
    return side == Side::Left ? graph.left[size_t(vertex)] : graph.right[size_t(vertex)];
}

/// First order: a depth-first walk keeps what belongs together side by side.
void walkOrder(LayerGraph &graph)
{
    std::vector<std::vector<int>> layers(graph.layers.size());
    std::vector<char> seen(graph.vertices.size(), 0);
    std::vector<int> stack;
    for (const bool sourcesOnly : {true, false}) {
        for (size_t start = 0; start < graph.vertices.size(); ++start) {
            if (seen[start] || (sourcesOnly && !graph.left[start].empty()))
                continue;
            stack.push_back(int(start));
            while (!stack.empty()) {
                const int vertex = stack.back();
                stack.pop_back();
                if (seen[size_t(vertex)])
                    continue;
                seen[size_t(vertex)] = 1;
                layers[size_t(graph.vertices[size_t(vertex)].layer)].push_back(vertex);
                const std::vector<int> &next = graph.right[size_t(vertex)];
                stack.insert(stack.end(), next.rbegin(), next.rend());
            }
        }
    }
    for (size_t i = 0; i < layers.size(); ++i)
        graph.setOrder(i, std::move(layers[i]));
}

/// A vertex, or all members a group has in the layer: what moves as one.
struct Item
{
    std::vector<int> members;
    int group = -1;
    double key = 0;
    int keyed = 0; ///< Members with a key; without any the item stays where it is.
};

class Sweeper
{
public:
    explicit Sweeper(LayerGraph &graph) : m_graph(graph), m_keys(graph.vertices.size()), m_keyed(graph.vertices.size())
    {}

    void setGroupRanks(std::vector<int> ranks) { m_groupRanks = std::move(ranks); }

    void sweep(Side fixed)
    {
        const size_t count = m_graph.layers.size();
        for (size_t i = 0; i < count; ++i)
            sortLayer(fixed == Side::Left ? i : count - 1 - i, fixed);
    }

private:
    void findKeys(const std::vector<int> &layer, Side fixed)
    {
        for (const int vertex : layer) {
            const std::vector<int> &next = neighbours(m_graph, vertex, fixed);
            double sum = 0;
            for (const int neighbour : next)
                sum += m_graph.order[size_t(neighbour)];
            m_keyed[size_t(vertex)] = !next.empty();
            m_keys[size_t(vertex)] = next.empty() ? 0 : sum / double(next.size());
        }
        for (const int vertex : layer) {
            const int anchor = m_graph.vertices[size_t(vertex)].anchor;
            if (anchor >= 0 && !m_keyed[size_t(vertex)] && m_keyed[size_t(anchor)]) {
                m_keyed[size_t(vertex)] = 1;
                m_keys[size_t(vertex)] = m_keys[size_t(anchor)] + 0.25;
            }
        }
    }

    std::vector<Item> items(const std::vector<int> &layer) const
    {
        std::vector<Item> result;
        std::vector<int> itemOfGroup(size_t(m_graph.groupCount), -1);
        for (const int vertex : layer) {
            const int group = m_graph.vertices[size_t(vertex)].group;
            const bool known = group >= 0 && itemOfGroup[size_t(group)] >= 0;
            if (!known) {
                if (group >= 0)
                    itemOfGroup[size_t(group)] = int(result.size());
                result.push_back({.members = {}, .group = group, .key = 0, .keyed = 0});
            }
            Item &item = known ? result[size_t(itemOfGroup[size_t(group)])] : result.back();
            item.members.push_back(vertex);
            if (m_keyed[size_t(vertex)]) {
                item.key += m_keys[size_t(vertex)];
                ++item.keyed;
            }
        }
        for (Item &item : result) {
            if (item.keyed > 0)
                item.key /= item.keyed;
        }
        return result;
    }

    /// Sorts what has a key; the rest keeps its place.
    static void sortItems(std::vector<Item> &list)
    {
        std::vector<Item> sorted;
        for (Item &item : list) {
            if (item.keyed > 0)
                sorted.push_back(std::move(item));
        }
        std::stable_sort(sorted.begin(), sorted.end(), [](const Item &a, const Item &b) { return a.key < b.key; });
        size_t next = 0;
        for (Item &item : list) {
            if (item.keyed > 0 || item.members.empty())
                item = std::move(sorted[next++]);
        }
    }

    /// Lets groups follow each other in the same order in all layers, so that their frames need not cross.
    void alignGroups(std::vector<Item> &list) const
    {
        std::vector<size_t> places;
        for (size_t i = 0; i < list.size(); ++i) {
            if (list[i].group >= 0)
                places.push_back(i);
        }
        std::vector<Item> groups;
        groups.reserve(places.size());
        for (const size_t place : places)
            groups.push_back(std::move(list[place]));
        std::sort(groups.begin(), groups.end(), [this](const Item &a, const Item &b) {
            return m_groupRanks[size_t(a.group)] < m_groupRanks[size_t(b.group)];
        });
        for (size_t i = 0; i < places.size(); ++i)
            list[places[i]] = std::move(groups[i]);
    }

    void sortMembers(std::vector<int> &members) const
    {
        const auto key = [this](int vertex) { return m_keys[size_t(vertex)]; };
        const bool allKeyed =
            std::all_of(members.begin(), members.end(), [this](int v) { return m_keyed[size_t(v)] != 0; });
        if (allKeyed)
            std::stable_sort(members.begin(), members.end(), [&key](int a, int b) { return key(a) < key(b); });
    }

    void sortLayer(size_t layer, Side fixed)
    {
        findKeys(m_graph.layers[layer], fixed);
        std::vector<Item> list = items(m_graph.layers[layer]);
        sortItems(list);
        if (!m_groupRanks.empty())
            alignGroups(list);
        std::vector<int> order;
        order.reserve(m_graph.layers[layer].size());
        for (Item &item : list) {
            sortMembers(item.members);
            order.insert(order.end(), item.members.begin(), item.members.end());
        }
        m_graph.setOrder(layer, std::move(order));
    }

    LayerGraph &m_graph;
    std::vector<double> m_keys;
    std::vector<char> m_keyed;
    std::vector<int> m_groupRanks;
};

/// Crossings of the pieces of two vertices on one side: when \a upper stands above \a lower, less those the other way.
int crossingGain(const LayerGraph &graph, int upper, int lower, Side side)
{
    int gain = 0;
    for (const int a : neighbours(graph, upper, side)) {
        for (const int b : neighbours(graph, lower, side)) {
            const int orderA = graph.order[size_t(a)];
            const int orderB = graph.order[size_t(b)];
            gain += int(orderA > orderB) - int(orderA < orderB);
        }
    }
    return gain;
}

/// Swaps neighbours of layer \a layer where that removes crossings. Returns whether it did.
bool transposeLayer(LayerGraph &graph, std::vector<int> &layer)
{
    bool improved = false;
    for (size_t i = 0; i + 1 < layer.size(); ++i) {
        const int upper = layer[i];
        const int lower = layer[i + 1];
        if (graph.groupCount > 0 && graph.vertices[size_t(upper)].group != graph.vertices[size_t(lower)].group)
            continue;
        if (crossingGain(graph, upper, lower, Side::Left) + crossingGain(graph, upper, lower, Side::Right) > 0) {
            std::swap(graph.order[size_t(upper)], graph.order[size_t(lower)]);
            std::swap(layer[i], layer[i + 1]);
            improved = true;
        }
    }
    return improved;
}

/// Transposes layers as long as that helps; a layer is looked at again only when it or one beside it has changed.
void transpose(LayerGraph &graph)
{
    const size_t count = graph.layers.size();
    std::vector<char> changed(count + 2, 1); // Shifted by one, so that the first and the last layer have neighbours.
    const int rounds = graph.vertices.size() > largeGraph ? 1 : maxTranspositions;
    for (int round = 0; round < rounds; ++round) {
        bool improved = false;
        std::vector<char> now(count + 2, 0);
        for (size_t i = 0; i < count; ++i) {
            const bool stale = changed[i] || changed[i + 1] || changed[i + 2] || now[i];
            if (stale && transposeLayer(graph, graph.layers[i])) {
                now[i + 1] = 1;
                improved = true;
            }
        }
        if (!improved)
            return;
        changed = std::move(now);
    }
}

/// Groups by the mean relative position of their members.
std::vector<int> groupRanks(const LayerGraph &graph)
{
    std::vector<double> sums(size_t(graph.groupCount), 0), counts(size_t(graph.groupCount), 0);
    for (size_t i = 0; i < graph.vertices.size(); ++i) {
        const Vertex &vertex = graph.vertices[i];
        if (vertex.group >= 0 && vertex.isBox()) {
            sums[size_t(vertex.group)] += (graph.order[i] + 0.5) / double(graph.layers[size_t(vertex.layer)].size());
            counts[size_t(vertex.group)] += 1;
        }
    }
    std::vector<int> groups(size_t(graph.groupCount));
    std::iota(groups.begin(), groups.end(), 0);
    std::stable_sort(groups.begin(), groups.end(), [&](int a, int b) {
        return sums[size_t(a)] * counts[size_t(b)] < sums[size_t(b)] * counts[size_t(a)];
    });
    std::vector<int> ranks(groups.size());
    for (size_t i = 0; i < groups.size(); ++i)
        ranks[size_t(groups[i])] = int(i);
    return ranks;
}

long long crossingsBehind(const LayerGraph &graph, size_t layer)
{
    std::vector<int> targets;
    for (const int vertex : graph.layers[layer]) {
        const size_t begin = targets.size();
        for (const int neighbour : graph.right[size_t(vertex)])
            targets.push_back(graph.order[size_t(neighbour)]);
        std::sort(targets.begin() + std::ptrdiff_t(begin), targets.end());
    }
    // Inversions, counted with a Fenwick tree over the order of the next layer.
    std::vector<int> tree(graph.layers[layer + 1].size() + 1, 0);
    long long crossings = 0;
    for (size_t i = 0; i < targets.size(); ++i) {
        int notBelow = 0;
        for (size_t node = size_t(targets[i]) + 1; node > 0; node &= node - 1)
            notBelow += tree[node];
        crossings += static_cast<long long>(i) - notBelow;
        for (size_t node = size_t(targets[i]) + 1; node < tree.size(); node += node & (~node + 1))
            ++tree[node];
    }
    return crossings;
}

} // namespace

long long countCrossings(const LayerGraph &graph)
{
    long long crossings = 0;
    for (size_t layer = 0; layer + 1 < graph.layers.size(); ++layer)
        crossings += crossingsBehind(graph, layer);
    return crossings;
}

void orderLayers(LayerGraph &graph, const std::stop_token &stop)
{
    walkOrder(graph);
    Sweeper sweeper(graph);
    sweeper.sweep(Side::Left);
    sweeper.sweep(Side::Right);
    if (graph.groupCount > 0) {
        sweeper.setGroupRanks(groupRanks(graph));
        sweeper.sweep(Side::Left);
    }
    const int sweeps = std::clamp(int(sweepBudget / graph.vertices.size()), 4, maxSweeps);
    std::vector<std::vector<int>> best = graph.layers;
    long long fewest = countCrossings(graph);
    for (int i = 0; i < sweeps && fewest > 0 && !stop.stop_requested(); ++i) {
        sweeper.sweep(i % 2 == 0 ? Side::Left : Side::Right);
        transpose(graph);
        const long long crossings = countCrossings(graph);
        if (crossings < fewest) {
            fewest = crossings;
            best = graph.layers;
        }
    }
    for (size_t i = 0; i < best.size(); ++i)
        graph.setOrder(i, best[i]);
}

} // namespace weir::layout
