// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/jsonvalue.h"
#include "core/base/result.h"

namespace weir {

/// A distribution's document on one line: `lognormal · mean 180ms · cv 0.8`.
QString distributionText(const Json &value);

/// The document that \a text means: the law, then its figures in any order, separated by `·`, commas or blanks. A lone
/// duration is a constant. Members of \a before that the text cannot show stay. The error says what is wrong.
Result<JsonValue> distributionValue(const QString &text, const Json &before);

} // namespace weir
