// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <QByteArray>

namespace weir {

/// \a value as one YAML 1.2 document in block style: UTF-8, LF, two spaces, members in their order, final newline.
///
/// readYaml() gives the same value again. Texts are plain where no reader, of YAML 1.1 either, takes them for something else;
/// those of several lines are literal blocks where they can be, all others stand in double quotes.
QByteArray writeYaml(const Json &value);

} // namespace weir
