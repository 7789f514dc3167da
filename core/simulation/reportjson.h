// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/simulation/report.h"

#include <QByteArray>

namespace weir {

/// The report as `weir simulate --format json` prints it: durations in seconds, what could not be filled is absent. Keys
/// are only ever added; `resources/schema/report.schema.json` describes them.
Json reportJson(const Report &report);

/// reportJson() as text: two spaces, LF, a final newline. Equal reports give equal bytes on every machine.
QByteArray reportBytes(const Report &report);

} // namespace weir
