// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/grouping.h"

#include "ui/theme/fonts.h"

#include <QFontMetricsF>
#include <QMap>

namespace weir {
namespace {

QRectF frameOf(const Drawing &diagram, const QList<int> &nodes)
{
    QRectF frame;
    for (const int node : nodes)
        frame |= diagram.nodes.at(node).rect;
    return frame.adjusted(-groupPadding, -groupTitleRoom, groupPadding, groupPadding);
}

/// Whether a frame around \a nodes would hold no other node.
bool standsAlone(const Drawing &diagram, const QList<int> &nodes)
{
    const QRectF frame = frameOf(diagram, nodes);
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        const DiagramNode &node = diagram.nodes.at(i);
        const bool inside = nodes.contains(i) || (node.below >= 0 && nodes.contains(node.below));
        if (!inside && node.rect.intersects(frame))
            return false;
    }
    return true;
}

/// Joins neighbours of \a clusters, in their order, as long as nothing foreign gets into a frame.
void joinNeighbours(const Drawing &diagram, QList<QList<int>> &clusters)
{
    for (int i = 0; i + 1 < clusters.size();) {
        const QList<int> joined = clusters.at(i) + clusters.at(i + 1);
        if (!standsAlone(diagram, joined)) {
            ++i;
            continue;
        }
        clusters[i] = joined;
        clusters.removeAt(i + 1);
    }
}

QList<QList<int>> clustersOf(const Drawing &diagram, const QList<int> &members)
{
    QList<QList<int>> clusters;
    for (const int node : members) {
        if (diagram.nodes.at(node).below < 0 || !members.contains(diagram.nodes.at(node).below))
            clusters << QList<int>{node};
    }
    for (QList<int> &cluster : clusters) {
        for (const int node : members) {
            if (diagram.nodes.at(node).below == cluster.first())
                cluster << node;
        }
    }
    const auto corner = [&](const QList<int> &cluster) { return diagram.nodes.at(cluster.first()).rect.topLeft(); };
    std::stable_sort(clusters.begin(), clusters.end(), [&](const QList<int> &a, const QList<int> &b) {
        return corner(a).x() != corner(b).x() ? corner(a).x() < corner(b).x() : corner(a).y() < corner(b).y();
    });
    joinNeighbours(diagram, clusters);
    std::stable_sort(clusters.begin(), clusters.end(), [&](const QList<int> &a, const QList<int> &b) {
        return corner(a).y() != corner(b).y() ? corner(a).y() < corner(b).y() : corner(a).x() < corner(b).x();
    });
    joinNeighbours(diagram, clusters);
    return clusters;
}

} // namespace

void makeGroups(Drawing &diagram)
{
    QMap<QString, QList<int>> domains;
    for (int i = 0; i < diagram.nodes.size(); ++i) {
        if (!diagram.nodes.at(i).domain.isEmpty())
            domains[diagram.nodes.at(i).domain] << i;
    }
    diagram.groups.clear();
    for (auto it = domains.cbegin(); it != domains.cend(); ++it) {
        for (const QList<int> &cluster : clustersOf(diagram, *it))
            diagram.groups << DiagramGroup{it.key(), cluster, {}};
    }
    frameGroups(diagram);
}

double groupTitleWidth(const DiagramGroup &group)
{
    const double width = QFontMetricsF(font(TextStyle::GroupTitle)).horizontalAdvance(group.title);
    return std::min(width, group.rect.width() - 28);
}

void frameGroups(Drawing &diagram)
{
    for (DiagramGroup &group : diagram.groups)
        group.rect = frameOf(diagram, group.nodes);
}

} // namespace weir
