// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QHash>
#include <QList>
#include <QPainterPath>
#include <QRectF>
#include <QString>
#include <QStringList>

namespace weir {

/// The silhouettes of a diagram; shape, glyph and word carry the meaning, colour only helps.
enum class NodeShape : quint8 { Service, External, Stream, Topic, Queue, DeadLetter };

/// One box of a diagram.
struct DiagramNode
{
    QString path; ///< As selections and overlays name it: `services/billing`.
    NodeShape shape = NodeShape::Service;
    QString title;
    QString detail; ///< Second line.
    QString tip;    ///< Everything worth knowing, for the tool tip.
    QString domain;
    bool sends = false, receives = false;
    int below = -1; ///< Index of the node it hangs below (a dead letter queue); -1: stands alone.
    QRectF rect;    ///< In scene pixels.

    QString name() const { return title.isEmpty() ? path : title; }
};

/// An event that an edge carries.
struct EventCard
{
    QString event;
    QString path;       ///< What a click selects: a publication, subscription or webhook.
    QString figuresKey; ///< As overlays name it: `orders/order.placed`.
    bool command = false;
};

enum class EdgeStyle : quint8 { Publish, Consume, Failure, Call };

/// One line of a diagram; several publications or subscriptions between the same two nodes share it.
struct DiagramEdge
{
    QString key;          ///< `services/orders>channels/orders`.
    int from = 0, to = 0; ///< Indices of nodes.
    EdgeStyle style = EdgeStyle::Publish;
    QList<EventCard> cards;
    QStringList figuresKeys; ///< Overlay keys whose rates add up to the edge's.
    QStringList paths;       ///< What selects it; the first is what a click selects.
    QList<QPointF> route;    ///< Corners, both ends included.
    QPainterPath line;       ///< The route with round corners.
    QPointF label;           ///< Middle of the cards.
};

/// A frame around the nodes of one domain.
struct DiagramGroup
{
    QString title;
    QList<int> nodes;
    QRectF rect;
};

struct DiagramNote
{
    QString id, text;
    QRectF rect;
};

/// What is drawn: plain values; items hold indices into it.
struct Drawing
{
    QList<DiagramNode> nodes;
    QList<DiagramEdge> edges;
    QList<DiagramGroup> groups;
    QList<DiagramNote> notes;
    QHash<QString, int> index; ///< Path -> node.

    /// Index of the node with that path, or of the node that a publication or subscription belongs to; -1 when none.
    int nodeAt(const QString &path) const;
    QRectF bounds() const;
};

/// The nodes and edges of a design with their texts and sizes, without positions and routes.
Drawing diagramOf(const Catalog &catalog);

} // namespace weir
