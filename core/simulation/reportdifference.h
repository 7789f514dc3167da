// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/report.h"

namespace weir {

/// What a figure is, hence how it is written.
enum class FigureUnit {
    Seconds,
    Share,       ///< 0 to 1; digits near 0 and 1, where they matter.
    Utilisation, ///< 0 to 1; whole per cents.
    Messages,
    PerSecond,
};

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

/// \a value in \a unit for people: `7 min 12 s`, `71 %`, `1,204`, `50/s`.
QString figureText(double value, FigureUnit unit);

} // namespace weir
