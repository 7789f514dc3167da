// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/jsonvalue.h"
#include "core/base/result.h"

#include <QByteArrayView>

namespace weir {

/// The JSON value that \a bytes hold, within the budgets of foreign data; fails with line and column. \a name is what places
/// call it.
Result<JsonValue> readPayload(QByteArrayView bytes, const QString &name);

} // namespace weir
