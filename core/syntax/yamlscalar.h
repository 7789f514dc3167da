// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/syntax/tree.h"

#include <optional>

namespace weir {

/// What the plain scalar \a text is in the YAML 1.2 core schema (§10.3.2): `yes` is a string, `~` null, `0x1f` an integer.
NodeType plainScalarType(QByteArrayView text);

/// Whether the boolean spelling \a text means true.
bool isTrue(QByteArrayView text);

/// The value of a number's spelling in JSON or the core schema; 0 when it is none.
double numberOf(QByteArrayView text);

/// The value of an integer's spelling; nothing when it is none or exceeds 64 bits.
std::optional<qint64> integerOf(QByteArrayView text);

} // namespace weir
