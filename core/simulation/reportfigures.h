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

/// One number of a report.
struct ReportFigure
{
    QString element; ///< `billing/bill`, `channels/orders`, `outboxes/orders`; a fault by its name.
    QString key;     ///< For files, never translated: `p99EndToEnd`. With the element it is unique in a report.
    QString figure;  ///< Translated: "p99 end to end", "utilisation", "dead letters".
    FigureUnit unit = FigureUnit::Messages;
    double value = 0;
};

/// All numbers of \a report that can be laid beside those of another one, element by element. Counts are sums over its
/// replications.
QList<ReportFigure> reportFigures(const Report &report);

/// \a value in \a unit for people: `7 min 12 s`, `71 %`, `1,204`, `50/s`.
QString figureText(double value, FigureUnit unit);

/// How much a change from \a before to \a after weighs, 0 to 1 (2 when the sign changes): relative to the larger side, so
/// that a figure that was 0 counts as a whole change.
double changeWeight(double before, double after);

} // namespace weir
