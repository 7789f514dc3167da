// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/bus/deadletters.h"
#include "core/transport/httpmessage.h"

namespace weir {

/// Answers `GET /dead-letters…`:
/// - `/dead-letters`: `{"deadLetters": […], "total": n}`, by the parameters `subscription type reason text since after limit`;
///   with `format=ndjson` one a line, all that the filter gives,
/// - `/dead-letters/groups`: those that failed for one reason,
/// - `/dead-letters/ID`: one of them.
HttpResponse readDeadLetters(bus::DeadLetters &deadLetters, const HttpRequest &request);

/// Answers `POST /dead-letters…`; bodies name what is meant by the members of the filter (`ids` too) or `"all": true`:
/// - `/dead-letters/replay`, with `rate` (each second), `/dead-letters/cancel`, `/dead-letters/discard`, with `reason`,
/// - `/dead-letters/ID`: the body is the event, edited,
/// - `/dead-letters/ID/replay`, `/dead-letters/ID/cancel`, `/dead-letters/ID/discard`: that one.
HttpResponse changeDeadLetters(bus::DeadLetters &deadLetters, const HttpRequest &request);

/// One dead letter as these routes show it: the entry of the specification, and what is known besides.
Json deadLetterJson(const bus::DeadLetter &letter);
/// A group of them.
Json deadLetterGroupJson(const bus::DeadLetterGroup &group);

} // namespace weir
