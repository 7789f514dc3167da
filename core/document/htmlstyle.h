// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace weir {

/// The style sheet of exported pages, without the diagrams' part.
QString htmlStyle();

} // namespace weir
