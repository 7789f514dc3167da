// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/diagram.h"

namespace weir {

int Drawing::nodeAt(const QString &path) const
{
    const int exact = index.value(path, -1);
    if (exact >= 0)
        return exact;
    const auto element = ElementRef::fromPath(path);
    return element ? index.value(element->path(), -1) : -1;
}

QRectF Drawing::bounds() const
{
    QRectF all;
    for (const DiagramNode &node : nodes)
        all |= node.rect;
    for (const DiagramGroup &group : groups)
        all |= group.rect;
    for (const DiagramNote &note : notes)
        all |= note.rect;
    for (const DiagramEdge &edge : edges)
        all |= edge.line.boundingRect();
    return all;
}

} // namespace weir
