// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <QByteArrayView>

namespace weir {

/// The JSON value that \a bytes hold, within the budgets of foreign data; fails with line and column. \a name is what places
/// call it.
Result<Json> readPayload(QByteArrayView bytes, const QString &name);

} // namespace weir
