// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"

class QIODevice;

namespace weir {

class Catalog;

/// What a check of real events against a design found.
struct EventCheck
{
    Findings findings; ///< Rules `envelope/…`, `cloudevents/…`, `events/…` and `schema/…`, in the order of the file.
    qsizetype events = 0;
    qsizetype wrong = 0;    ///< Events with at least one error; lines that are no events are among them.
    bool isComplete = true; ///< False when there was more to say than mostFindings.

    static constexpr qsizetype mostFindings = 10'000;
};

/// Checks the events in the file \a path (`-`: \a standardInput), envelopes or CloudEvents in the JSON format, against
/// \a catalog: one event a line, or one JSON document that is an event or an array of them.
///
/// Looked at are the members of the envelope (`envelope/…`, `cloudevents/…`), ids that were there before
/// (`events/duplicate-id`), types and versions the design does not declare (`events/undeclared-type`,
/// `events/undeclared-version`), data against the schema of the declared version (`schema/…`) and members that only another
/// version has (`events/version-mismatch`). A line that is no JSON is a finding; an error means that nothing could be read.
Result<EventCheck> checkEvents(const Catalog &catalog, const QString &path, QIODevice *standardInput = nullptr);

} // namespace weir
