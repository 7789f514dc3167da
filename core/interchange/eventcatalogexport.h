// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>

namespace weir {

class Catalog;

/// A design as EventCatalog project.
struct EventCatalogExport
{
    QMap<QString, QByteArray> files; ///< By path below the project's folder.
    Findings losses;                 ///< What EventCatalog does not learn from it; the elements are named.
};

/// \a catalog in the layout of EventCatalog 4, pages that an import kept included. Retry policies, dead letters, SLAs, outboxes
/// and the like are `x-` keys, as are keys that EventCatalog does not know. What is left stands in `weir.json`, which
/// EventCatalog does not look at, so that an import gives the same catalog again. Fails when no temporary files can be made.
Result<EventCatalogExport> exportEventCatalog(const Catalog &catalog);

} // namespace weir
