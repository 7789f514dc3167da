// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QString>

namespace weir {

/// The style sheet of the application: `resources` theme.qss with its `@role` words replaced by colours.
QString styleSheetFor(Appearance appearance);

} // namespace weir
