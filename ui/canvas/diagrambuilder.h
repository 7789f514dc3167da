// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/diagram.h"

#include "core/delivery/routing.h"

#include <QSet>

namespace weir {

/// Turns a catalog into the nodes and edges of a diagram.
class DiagramBuilder
{
public:
    explicit DiagramBuilder(const Catalog &catalog);

    Drawing take();

private:
    void addServices();
    void addChannels();
    void addEndpoints();
    void addPublications();
    void addSubscriptions();
    void addCards(DiagramEdge &line, const QStringList &events, const QString &path, const QString &figuresKey);
    void addDeadLetters();
    void addCalls();
    void nameDomains();

    void addNode(DiagramNode node);
    int nodeOf(const QString &path) const { return m_diagram.index.value(path, -1); }
    /// The edge between two nodes, made when there is none; nullptr when a node is missing.
    DiagramEdge *edge(const QString &from, const QString &to, EdgeStyle style);

    const Catalog &m_catalog;
    delivery::Routing m_routing;
    Drawing m_diagram;
    QHash<QString, int> m_edges; ///< Key -> index.
    QSet<QString> m_deadLetters; ///< Channels that some subscription or channel names as its dead letter channel.
};

} // namespace weir
