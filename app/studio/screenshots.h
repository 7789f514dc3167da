// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace weir {

class MainWindow;

/// Opens \a project (the checkout example when empty) and writes a picture of each mode to \a folder: `welcome.png`,
/// `design.png`, `simulate.png`, `document.png`, and of each page of Simulate mode: `simulate-sweep.png`, ….
/// Returns the exit code.
int takeScreenshots(MainWindow &window, const QString &project, const QString &folder);

} // namespace weir
