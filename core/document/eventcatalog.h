// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/delivery/routing.h"
#include "core/document/outline.h"

#include <QStringList>

namespace weir {

/// The Event Catalog: each event with its description, producers, consumers, newest schema, retry policy and SLA.
Outline eventCatalog(const Catalog &catalog);

/// The same of one event.
Outline eventCatalog(const Catalog &catalog, const EventType &event);

/// Which versions of an event's schema are shown.
enum class VersionsShown { Newest, Live };

/// Adds the entry of \a event with a heading of level \a level.
void addCatalogEntry(Outline &outline, const Catalog &catalog, const delivery::Routing &routing, const EventType &event,
                     VersionsShown versions, int level);

/// Names of those who produce \a event, without duplicates.
QStringList producerNames(const delivery::Routing &routing, const QString &event);

/// How a consumer is called: the title of its service, its webhook or its stream.
QString consumerName(const delivery::Consumer &consumer);

} // namespace weir
