// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editing/catalogchanges.h"

namespace weir {

QList<Change> changesBetween(const Catalog &before, const Catalog &after)
{
    QList<ElementRef> elements = before.elements();
    for (const ElementRef &element : after.elements()) {
        if (!before.contains(element))
            elements.append(element);
    }
    QList<Change> changes;
    for (const ElementRef &element : std::as_const(elements)) {
        const Change change{element, {}, before.document(element), after.document(element)};
        if (change.before != change.after)
            changes.append(change);
    }
    return changes;
}

} // namespace weir
