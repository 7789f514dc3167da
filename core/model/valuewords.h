// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/fields.h"

#include <QString>

#include <vector>

namespace weir {

/// \a type for people: `a whole number of at least 1`, `one of queue, topic`. Translated.
QString typeWords(const ValueType &type);

/// \a value for people: scalars as they are written, others by their type. Translated.
QString valueWords(const Json &value);

/// \a text, cut where it gets too long for a message.
QString shortened(const QString &text);

/// The one of \a texts that \a text was probably meant to be; empty when none is near.
QString nearestText(const QString &text, const std::vector<QString> &texts);

} // namespace weir
