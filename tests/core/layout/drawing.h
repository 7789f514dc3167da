// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/layeredlayout.h"

#include <QByteArray>
#include <QStringList>

namespace weir::test {

/// A graph and its layout, and what may be wrong with it.
struct Drawing
{
    std::vector<layout::NodeBox> nodes;
    std::vector<layout::EdgeLine> edges;
    layout::LayoutResult layout;

    /// Pairs of boxes that overlap, as text.
    QStringList overlaps() const;
    /// Edges that are no orthogonal line between the borders of their boxes, or cross another box.
    QStringList badRoutes() const;
    /// Vertical pieces of edges with different starts that lie on each other.
    QStringList sharedTrunks() const;
    /// Labels that cover a box or each other; those of loops have no room of their own.
    QStringList coveredLabels(double labelHeight) const;
    /// For looking at it.
    QByteArray toSvg() const;
};

} // namespace weir::test
