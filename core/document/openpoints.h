// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QList>
#include <QString>

namespace weir {

/// The six sections of the Event Architecture Document.
enum class Section : quint8 { Overview = 1, Catalog, Producers, Flows, Infrastructure, ErrorHandling };

/// Something the document should say but the model does not.
struct OpenPoint
{
    Section section = Section::Overview;
    QString element; ///< `kind/id`, with `/` and the id of the item behind it for a part: `services/billing/bill`.
    QString text;    ///< One sentence.

    bool operator==(const OpenPoint &) const = default;
};

/// What \a catalog leaves open, by section and then by element.
QList<OpenPoint> openPoints(const Catalog &catalog);

} // namespace weir
