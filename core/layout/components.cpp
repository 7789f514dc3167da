// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/components.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace weir::layout {

namespace {

constexpr double pageRatio = 1.5; ///< Width to height.

class DisjointSets
{
public:
    explicit DisjointSets(size_t count) : m_parents(count) { std::iota(m_parents.begin(), m_parents.end(), 0); }

    int find(int item)
    {
        while (m_parents[size_t(item)] != item) {
            m_parents[size_t(item)] = m_parents[size_t(m_parents[size_t(item)])];
            item = m_parents[size_t(item)];
        }
        return item;
    }
    void join(int a, int b)
    {
        const int first = find(a);
        const int second = find(b);
        m_parents[size_t(std::max(first, second))] = std::min(first, second);
    }

private:
    std::vector<int> m_parents;
};

/// Numbers the groups of a component from 0, in the order they occur.
void renumberGroups(Component &component)
{
    std::vector<int> known;
    for (NodeBox &box : component.boxes) {
        if (box.group < 0)
            continue;
        const auto it = std::find(known.begin(), known.end(), box.group);
        const int number = int(it - known.begin());
        if (it == known.end())
            known.push_back(box.group);
        box.group = number;
    }
}

DisjointSets joined(const std::vector<NodeBox> &boxes, const std::vector<EdgeLine> &edges)
{
    DisjointSets sets(boxes.size());
    for (const EdgeLine &edge : edges)
        sets.join(edge.from, edge.to);
    std::vector<int> byGroup(boxes.size());
    std::iota(byGroup.begin(), byGroup.end(), 0);
    std::stable_sort(byGroup.begin(), byGroup.end(),
                     [&boxes](int a, int b) { return boxes[size_t(a)].group < boxes[size_t(b)].group; });
    for (size_t i = 1; i < byGroup.size(); ++i) {
        const int group = boxes[size_t(byGroup[i])].group;
        if (group >= 0 && group == boxes[size_t(byGroup[i - 1])].group)
            sets.join(byGroup[i - 1], byGroup[i]);
    }
    return sets;
}

} // namespace

std::vector<Part> connectedParts(const std::vector<NodeBox> &boxes, const std::vector<NodeBox> &roomy,
                                 const std::vector<EdgeLine> &edges)
{
    DisjointSets sets = joined(boxes, edges);
    std::vector<Part> parts;
    std::vector<int> partOfRoot(boxes.size(), -1), partOf(boxes.size()), indexInPart(boxes.size());
    for (size_t i = 0; i < boxes.size(); ++i) {
        int &part = partOfRoot[size_t(sets.find(int(i)))];
        if (part < 0) {
            part = int(parts.size());
            parts.emplace_back();
        }
        Part &owner = parts[size_t(part)];
        partOf[i] = part;
        indexInPart[i] = int(owner.boxes.size());
        owner.boxes.push_back(int(i));
        owner.component.boxes.push_back(roomy[i]);
        owner.component.sides.push_back(boxes[i].height);
    }
    for (size_t i = 0; i < edges.size(); ++i) {
        EdgeLine edge = edges[i];
        if (edge.from == edge.to)
            continue;
        Part &owner = parts[size_t(partOf[size_t(edge.from)])];
        edge.from = indexInPart[size_t(edge.from)];
        edge.to = indexInPart[size_t(edge.to)];
        owner.edges.push_back(int(i));
        owner.component.edges.push_back(edge);
    }
    for (Part &part : parts)
        renumberGroups(part.component);
    return parts;
}

std::vector<Point> packRows(const std::vector<Size> &sizes, double gap)
{
    std::vector<int> order(sizes.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&sizes](int a, int b) {
        const Size &first = sizes[size_t(a)];
        const Size &second = sizes[size_t(b)];
        return first.width * first.height > second.width * second.height;
    });
    double widest = 0, area = 0;
    for (const Size &size : sizes) {
        widest = std::max(widest, size.width);
        area += (size.width + gap) * (size.height + gap);
    }
    const double rowWidth = std::max(widest, std::sqrt(area * pageRatio));
    std::vector<Point> places(sizes.size());
    double x = 0, y = 0, rowHeight = 0;
    for (const int index : order) {
        const Size &size = sizes[size_t(index)];
        if (x > 0 && x + size.width > rowWidth) {
            x = 0;
            y += rowHeight + gap;
            rowHeight = 0;
        }
        places[size_t(index)] = {x, y};
        x += size.width + gap;
        rowHeight = std::max(rowHeight, size.height);
    }
    return places;
}

} // namespace weir::layout
