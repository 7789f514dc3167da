// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/jsonvalue.h"
#include "core/base/result.h"

namespace weir {

/// What a field edits, which decides how its value is written and checked.
enum class FieldKind : quint8 {
    Text,
    LongText,   ///< Several lines.
    Span,       ///< `180ms`.
    Rate,       ///< `50/s`.
    Share,      ///< `20 %`; 0 to 1 in the file.
    Count,      ///< A whole number from 1.
    Size,       ///< A whole number from 0.
    Number,     ///< A number that is not negative.
    Choice,     ///< One of a few texts.
    Flag,       ///< Yes or no.
    Answer,     ///< Yes, no, or open: then there is no value.
    Words,      ///< A list, written with commas.
    Versions,   ///< A list of whole numbers, written with commas.
    Spans,      ///< A list of durations, written with commas.
    Lines,      ///< A list, one item a line.
    Assertions, ///< The same; each line is an assertion.
    Law,        ///< `lognormal · mean 180ms · cv 0.8`.
    Promise,    ///< `5m · 99.9 %`.
};

/// The value as a field shows it; empty when it is null.
QString fieldText(FieldKind kind, const Json &value);

/// The value that \a text means, absent when it is empty. The error says what is wrong and what would be right.
/// \a before is the value in place: members that the text does not show stay.
Result<JsonValue> fieldValue(FieldKind kind, const QString &text, const Json &before);

} // namespace weir
