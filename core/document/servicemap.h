// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace weir {

struct MapNode
{
    enum class Kind { Service, External, Queue, Topic, DeadLetters };

    Kind kind = Kind::Service;
    QString path; ///< `services/billing`, `channels/orders`, `webhooks/stripe`.
    QString title;
    QString detail; ///< Second line; may be empty.
    int group = -1; ///< Index of its domain in `groups`; -1: none.
    bool sends = false, receives = false;

    bool operator==(const MapNode &) const = default;
};

struct MapEdge
{
    enum class Kind { Publish, Deliver, Fail };

    Kind kind = Kind::Publish;
    int from = 0, to = 0; ///< Indices of nodes.
    QStringList events;   ///< The event types that a publication carries; else empty.

    bool operator==(const MapEdge &) const = default;
};

/// Who sends what through which channel to whom.
struct ServiceMap
{
    QList<MapNode> nodes;
    QList<MapEdge> edges;
    QStringList groups; ///< Names of the domains.

    bool operator==(const ServiceMap &) const = default;
};

enum class MapDetail { Main, DeadLetters };

/// The map of a whole design, with the dead letter queues that it has only when \a detail asks for them.
ServiceMap serviceMap(const Catalog &catalog, MapDetail detail = MapDetail::Main);

/// The part of \a map around one event type: its producers, their channels and who receives it.
ServiceMap eventMap(const Catalog &catalog, const QString &event);

} // namespace weir
