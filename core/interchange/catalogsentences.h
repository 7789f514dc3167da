// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <QString>

#include <optional>

namespace weir {

/// The retry policy (without an id) that a sentence of an event catalog describes: `3 retries with exponential backoff`.
/// Null for `no retries`; nothing when it says something else.
std::optional<Json> policyOfSentence(const QString &sentence);

/// The SLA that a sentence describes: `Process within 5 minutes (99.9 % of all)`; nothing when it says something else.
std::optional<Json> slaOfSentence(const QString &sentence);

/// A duration in words (`5 minutes`, `250 ms`) as Weir writes it; empty when it is none.
QString durationOfWords(const QString &words);

} // namespace weir
