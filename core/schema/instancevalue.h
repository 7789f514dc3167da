// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/syntax/tree.h"

namespace weir {

/// Whether two values are equal as JSON Schema sees it (2020-12 core §4.2.2): numbers by value, objects without an order
/// of members. \a cost grows by the values compared.
bool areEqual(const Node &a, const Node &b, qint64 &cost);

/// Equal values have equal hashes.
size_t hashOf(const Node &value, qint64 &cost);

/// The number of characters (Unicode code points) of UTF-8 text.
qsizetype characterCount(QByteArrayView text);

/// The type bits (typebit) of \a value: one bit, and `number` too for an integer.
quint32 typeBitsOf(const Node &value);

/// \a value for a message: `"text"`, `42`, `an object`; long texts are cut.
QString shortText(const Node &value);

/// Whether all items of \a array differ; \a cost grows by the values compared.
bool areUnique(const Node &array, qint64 &cost);

} // namespace weir
