// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace weir {

enum class Weight { Regular, Semibold };

/// The width of \a text in a sans serif font of \a size pixels: an estimate from a fixed table, the same on every machine and
/// a little wider than most fonts, so that text fits where it is used.
double textWidth(QStringView text, double size, Weight weight = Weight::Regular);

/// \a text, shortened with an ellipsis so that it is not wider than \a width.
QString elided(const QString &text, double width, double size, Weight weight = Weight::Regular);

} // namespace weir
