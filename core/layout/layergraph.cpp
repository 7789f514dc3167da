// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/layergraph.h"

#include "core/layout/ranking.h"

#include <algorithm>

namespace weir::layout {

namespace {

int addVertex(LayerGraph &graph, Vertex vertex)
{
    const int index = int(graph.vertices.size());
    graph.vertices.push_back(vertex);
    return index;
}

/// Adds the passages of \a edge and links them.
void addChain(LayerGraph &graph, int index, const EdgeLine &edge, bool backward, const LayoutOptions &options)
{
    Chain chain{.edge = index, .from = edge.from, .to = edge.to, .backward = backward, .label = -1, .vertices = {}};
    const int left = backward ? edge.to : edge.from;
    const int right = backward ? edge.from : edge.to;
    const int first = graph.vertices[size_t(left)].layer + (backward ? 0 : 1);
    const int last = graph.vertices[size_t(right)].layer - (backward ? 0 : 1);
    if (!backward)
        chain.vertices.push_back(left);
    for (int layer = first; layer <= last; ++layer) {
        Vertex passage;
        passage.layer = layer;
        if (backward && (layer == first || layer == last))
            passage.anchor = layer == first ? left : right;
        const bool labelHere = edge.labelWidth > 0 && layer == (backward ? last : first);
        if (labelHere) {
            passage.kind = VertexKind::Label;
            passage.width = edge.labelWidth;
            passage.height = edge.labelHeight > 0 ? edge.labelHeight : options.labelHeight;
        }
        chain.vertices.push_back(addVertex(graph, passage));
        if (labelHere)
            chain.label = chain.vertices.back();
    }
    if (!backward)
        chain.vertices.push_back(right);
    graph.chains.push_back(std::move(chain));
}

void addGhosts(LayerGraph &graph)
{
    struct Span
    {
        int first = -1, last = -1;
    };
    std::vector<Span> spans(size_t(graph.groupCount));
    std::vector<std::vector<char>> present(size_t(graph.groupCount), std::vector<char>(graph.layers.size(), 0));
    for (const Vertex &vertex : graph.vertices) {
        if (vertex.group < 0)
            continue;
        Span &span = spans[size_t(vertex.group)];
        span.first = span.first < 0 ? vertex.layer : std::min(span.first, vertex.layer);
        span.last = std::max(span.last, vertex.layer);
        present[size_t(vertex.group)][size_t(vertex.layer)] = 1;
    }
    for (int group = 0; group < graph.groupCount; ++group) {
        for (int layer = spans[size_t(group)].first; layer >= 0 && layer <= spans[size_t(group)].last; ++layer) {
            if (present[size_t(group)][size_t(layer)])
                continue;
            Vertex ghost;
            ghost.kind = VertexKind::Ghost;
            ghost.layer = layer;
            ghost.group = group;
            addVertex(graph, ghost);
        }
    }
}

} // namespace

void LayerGraph::setOrder(size_t layer, std::vector<int> ordered)
{
    for (size_t i = 0; i < ordered.size(); ++i)
        order[size_t(ordered[i])] = int(i);
    layers[layer] = std::move(ordered);
}

LayerGraph layerGraph(const Component &component, const LayoutOptions &options)
{
    std::vector<RankEdge> rankEdges;
    for (const EdgeLine &edge : component.edges)
        rankEdges.push_back({edge.from, edge.to, edge.labelWidth > 0 ? 2 : 1, false});
    const std::vector<int> ranks = rankNodes(int(component.boxes.size()), rankEdges);

    LayerGraph graph;
    for (size_t i = 0; i < component.boxes.size(); ++i) {
        const NodeBox &box = component.boxes[i];
        Vertex vertex;
        vertex.kind = VertexKind::Box;
        vertex.box = int(i);
        vertex.layer = ranks[i];
        vertex.group = box.group;
        vertex.width = box.width;
        vertex.height = box.height;
        addVertex(graph, vertex);
        graph.groupCount = std::max(graph.groupCount, box.group + 1);
    }
    graph.layers.resize(1 + size_t(*std::max_element(ranks.begin(), ranks.end())));
    for (size_t i = 0; i < component.edges.size(); ++i)
        addChain(graph, int(i), component.edges[i], rankEdges[i].reversed, options);
    addGhosts(graph);

    graph.order.resize(graph.vertices.size());
    graph.left.resize(graph.vertices.size());
    graph.right.resize(graph.vertices.size());
    for (const Chain &chain : graph.chains) {
        for (size_t i = 0; i + 1 < chain.vertices.size(); ++i) {
            graph.right[size_t(chain.vertices[i])].push_back(chain.vertices[i + 1]);
            graph.left[size_t(chain.vertices[i + 1])].push_back(chain.vertices[i]);
        }
    }
    return graph;
}

} // namespace weir::layout
