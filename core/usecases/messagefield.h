// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/expression.h"
#include "core/message/message.h"

namespace weir {

/// What \a name is worth in \a message, for expressions over live events: `id type timestamp version source correlationId
/// causationId`, and members of `data` and `metadata` (`data.items[0].sku`). A member that is no text, number or truth is
/// missing.
ExpressionValue messageField(const Message &message, const QString &name);

/// \a value as the key of order and partition; empty when it is missing.
QString keyText(const ExpressionValue &value);

} // namespace weir
