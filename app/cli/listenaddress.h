// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/httpserver.h"

namespace weir {

/// Sets where \a settings listens to what `--listen` says: `PORT`, `ADDR`, `ADDR:PORT` or `[ADDR]:PORT`; empty leaves loopback
/// and any free port. On another address than loopback every address in numbers is allowed as `Host`.
Result<void> setListenAddress(const QString &text, HttpServerSettings &settings);

} // namespace weir
