// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/cloudevent.h"

namespace weir {

/// How envelopes and CloudEvents become each other.
struct CloudEventOptions
{
    QString typePrefix; ///< Put before types, as in `com.example.`, and taken off again.
    QString sourceBase; ///< Put before sources, as in `https://example.com/`, and taken off again.
    /// Before `TYPE/vN` in `dataschema`; a URI.
    QString schemaBase = QStringLiteral("urn:weir:events:");
};

/// An envelope as CloudEvent, and what changed on the way.
struct CloudEventMapping
{
    CloudEvent event;
    Findings losses; ///< Rules `cloudevents/renamed` and `cloudevents/dropped`; the pointer is that of the envelope.
};

/// \a message as CloudEvent. Members of the metadata become extensions where their names and values can; the others stand
/// together as JSON in the extension `metadata`, so that messageOf() gives the same envelope again.
CloudEventMapping cloudEventOf(const Message &message, const CloudEventOptions &options = {});

/// A CloudEvent as envelope, and what had to be assumed.
struct MessageMapping
{
    Message message;
    Findings assumptions; ///< Rules `cloudevents/assumed-…`; the pointer is that of the CloudEvent.
};

/// \a event as envelope. Without a time it happened at \a receivedAt; without a schema version it is 1; without a
/// correlation id the trace id of `traceparent` (W3C Trace Context) is taken.
MessageMapping messageOf(const CloudEvent &event, TimePoint receivedAt, const CloudEventOptions &options = {});

} // namespace weir
