// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/role.h"

#include <QColor>

namespace weir {

enum class Appearance : quint8 { Light, Dark };

/// The colour of \a role: the table every other colour of the interface comes from.
QColor tokenColor(Role role, Appearance appearance);

/// Colour number \a index of the series of charts (Okabe and Ito, without yellow and black), round and round.
QColor seriesToken(int index, Appearance appearance);

/// Contrast of two opaque colours, 1 to 21 (WCAG 2.1, contrast ratio).
double contrastRatio(const QColor &one, const QColor &other);

} // namespace weir
