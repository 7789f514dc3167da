// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/theme/theme.h"

namespace weir {

/// What the command line of `weir-studio` asks for.
struct StudioOptions
{
    QString project;                  ///< Folder, bundle or document to open; empty for none.
    QString screenshots;              ///< Folder for pictures of each mode; empty: show the window.
    std::optional<ThemeChoice> theme; ///< For this run only.
    double scale = 0;                 ///< Of everything; 0 as the desktop has it.
};

/// Reads the arguments before there is an application, as the scale has to be known by then. `--help` and `--version`
/// print and end the program.
Result<StudioOptions> studioOptions(int argc, char **argv);

} // namespace weir
