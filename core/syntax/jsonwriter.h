// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/syntax/numberspellings.h"

#include <QByteArray>

namespace weir {

/// \a value in Weir's canonical bytes: UTF-8, LF, two spaces, final newline, members in their order.
///
/// An array or object other than the root stands on one line when it fits 100 columns there, contains no array of
/// objects and nests at most two levels; arrays of objects have a line for each item. A number whose pointer is in
/// \a spellings keeps that spelling while it means the same value.
QByteArray writeJson(const Json &value, const NumberSpellings &spellings = {});

/// \a value on one line without a final newline, by the same rules for numbers and strings.
QByteArray writeJsonLine(const Json &value);

/// \a text as a JSON string with its quotes; escapes only what RFC 8259 §7 demands.
QByteArray quotedJson(QByteArrayView text);

} // namespace weir
