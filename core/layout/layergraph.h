// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/layeredlayout.h"

#include <vector>

namespace weir::layout {

enum class VertexKind : char {
    Box,
    Bend,  ///< Where an edge passes a layer.
    Label, ///< The same, with room for the edge's label.
    Ghost, ///< Keeps a group's frame free in a layer without members.
};

/// What takes room in a layer.
struct Vertex
{
    VertexKind kind = VertexKind::Bend;
    int box = -1; ///< Index of the box, or -1.
    int layer = 0;
    int group = -1;
    int anchor = -1; ///< Box vertex of the same layer that an edge against the flow turns around; -1: none.
    double width = 0, height = 0;
    double y = 0; ///< Middle.

    bool isBox() const { return kind == VertexKind::Box; }
    bool isPassage() const { return kind == VertexKind::Bend || kind == VertexKind::Label; }
};

/// The way of one edge through the layers, from left to right.
struct Chain
{
    int edge = 0;          ///< Index of the edge.
    int from = 0, to = 0;  ///< Its boxes, as it was given.
    bool backward = false; ///< Against the flow: the vertices are passages in all layers from `to` up to `from`.
    int label = -1;        ///< The vertex with its label, or -1.
    std::vector<int> vertices;
};

/// One connected component with its edges cut into pieces between neighbouring layers. The first vertices are the boxes.
struct LayerGraph
{
    std::vector<Vertex> vertices;
    std::vector<std::vector<int>> layers;      ///< Vertices by layer, in order.
    std::vector<int> order;                    ///< Position of each vertex within its layer.
    std::vector<std::vector<int>> left, right; ///< Neighbours of each vertex.
    std::vector<Chain> chains;
    int groupCount = 0;

    /// Takes over an order of layer \a layer.
    void setOrder(size_t layer, std::vector<int> ordered);
};

/// Boxes and edges of one component. Loops do not occur in `edges`.
struct Component
{
    std::vector<NodeBox> boxes; ///< Groups numbered from 0 without gaps.
    std::vector<EdgeLine> edges;
    std::vector<double> sides; ///< Height of each box that edges can use; the rest is room for loops.
};

LayerGraph layerGraph(const Component &component, const LayoutOptions &options);

} // namespace weir::layout
