// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>

namespace weir {

/// What the window is for at the moment; one button of the strip at the left each, in this order.
enum class Mode : quint8 { Welcome, Design, Simulate, Document };

/// Where the window puts a widget of a feature.
enum class Area : quint8 {
    TopBar, ///< In the bar above the centre, behind the mode's actions.
    Left,
    Centre,
    Right,
    Bottom, ///< Below the centre.
};

} // namespace weir

Q_DECLARE_METATYPE(weir::Mode)
