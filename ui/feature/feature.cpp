// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feature/feature.h"

namespace weir {

void Feature::addActions(ActionRegistry &) {}

void Feature::modeEntered(Mode) {}

void Feature::modeLeft(Mode) {}

} // namespace weir
