// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

namespace weir {

/// An element or an item of a service that is called otherwise in the later design.
struct RenamedPart
{
    ElementRef element; ///< In the later design.
    QString member;     ///< `sends`, `receives`, `operations` of an item; empty for an element.
    QString formerId;
    QString id;
};

/// The earlier design with the names of the later one.
struct Alignment
{
    Catalog before;
    QList<RenamedPart> renames;
};

/// Finds what was renamed between \a before and \a after and renames it in \a before, with all references. At most 1,000
/// renames are found; further ones are a removal and an addition.
Alignment alignNames(const Catalog &before, const Catalog &after);

} // namespace weir
