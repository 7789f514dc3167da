// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/model/catalog.h"

#include <QList>
#include <QString>

#include <functional>

namespace weir {

/// A design and the document it was read from.
struct NamedDesign
{
    QString file;
    Catalog catalog;
};

/// Several designs as one, and what did not fit together.
struct DesignMerge
{
    Catalog catalog;
    Findings findings; ///< Rules `import/different` and `import/orphan`; the place is the document.
};

/// The services of all \a designs in one catalog; at least one is there.
///
/// Channels with the same address, or the same id, are one channel; events with the same id are one event, of which the first
/// document's payload is taken. Other elements that share an id and differ get ids of their own. What only one side knows is
/// reported: messages on a channel that nobody sends, or that nobody receives.
DesignMerge mergedDesigns(const QList<NamedDesign> &designs);

/// Messages on a channel that only one side knows, with rule `import/orphan`; \a fileOf is the document of a service.
Findings orphansOf(const Catalog &catalog, const std::function<QString(const QString &)> &fileOf);

} // namespace weir
