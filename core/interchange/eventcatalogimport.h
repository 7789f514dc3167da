// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/model/catalog.h"

#include <QMap>
#include <QString>

namespace weir {

/// A design made from an EventCatalog project.
struct EventCatalogImport
{
    Catalog catalog;
    Findings findings;              ///< What is wrong with the pages; what depends on it was left out.
    Findings losses;                ///< What was not carried over, or is only kept as text.
    QMap<QString, int> resources;   ///< Current resources by collection: `events`, `services`, `adrs`, …
    QMap<QString, int> oldVersions; ///< Pages below `versioned/`, by collection.
    int operations = 0;             ///< Messages that services send or receive.
};

/// Reads the EventCatalog project in \a folder, of the first, second or newest layout.
///
/// Services, messages with all their versions, channels and flows become elements of the design; every other page stays
/// word for word with the project. A message without a channel gets one of its own. Fails when there is no such folder or
/// nothing of the kind in it.
Result<EventCatalogImport> importEventCatalog(const QString &folder);

} // namespace weir
