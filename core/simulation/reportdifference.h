// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/reportfigures.h"

namespace weir {

/// One figure of one element in two reports. A side that does not know it is empty.
struct FigureDifference
{
    QString element; ///< `billing/bill`, `channels/orders`, `outboxes/orders`; empty for the whole run.
    QString figure;  ///< Translated: "p99 end to end", "utilisation", "dead letters".
    FigureUnit unit = FigureUnit::Messages;
    std::optional<double> before, after;

    /// after - before; nothing when a side is missing.
    std::optional<double> change() const;
    /// after / before - 1; nothing when a side is missing or before is 0.
    std::optional<double> relativeChange() const;
    bool operator==(const FigureDifference &) const = default;
};

/// The figures that differ, the largest relative change first; those only one report has come last, by element.
QList<FigureDifference> reportDifferences(const Report &before, const Report &after);

} // namespace weir
