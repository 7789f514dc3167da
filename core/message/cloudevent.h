// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/message/message.h"
#include "core/syntax/tree.h"

#include <QByteArrayView>
#include <QList>
#include <QPair>

#include <optional>

namespace weir {

/// An event as CloudEvents 1.0.2 describes it; `specversion` is always 1.0.
struct CloudEvent
{
    QString id;
    QString source; ///< URI-reference.
    QString type;
    QString dataContentType; ///< Media type; empty: JSON.
    QString dataSchema;      ///< URI; empty: none.
    QString subject;         ///< Empty: none.
    std::optional<Timestamp> time;
    JsonValue extensions; ///< An object of texts, booleans and 32-bit integers; absent: none.
    JsonValue data;       ///< Absent when \ref binary is there, or there is no data.
    std::optional<QByteArray> binary;

    bool operator==(const CloudEvent &) const = default;
};

/// What was read as a CloudEvent, and what is wrong with it (rules `cloudevents/…`).
struct CloudEventReading
{
    CloudEvent event;
    Findings findings;

    /// Nothing is wrong; warnings are allowed.
    bool isValid() const;
};

/// Reads one event of the JSON event format (media type `application/cloudevents+json`).
CloudEventReading readCloudEvent(const Node &document);
/// The same for a value without places, in which nothing is wrong or odd; nothing when there may be a finding.
std::optional<CloudEventReading> readPlainCloudEvent(const Json &document);
/// Reads an array of them (`application/cloudevents-batch+json`); an error when it is none.
Result<QList<CloudEventReading>> readCloudEventBatch(const Node &document);

/// \a event in the JSON event format, attributes in the order of the specification.
Json cloudEventJson(const CloudEvent &event);
Json cloudEventBatchJson(const QList<CloudEvent> &events);

/// A message of HTTP: header lines, names in any case, and the body.
struct HttpMessage
{
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;

    /// The value of the first header called \a name.
    QByteArray header(QByteArrayView name) const;
    bool operator==(const HttpMessage &) const = default;
};

/// The events that \a request carries: one in binary or structured content mode, any number in batched mode (CloudEvents
/// HTTP Protocol Binding 1.0.2 §3). Fails when it carries none or its body is no JSON; \a name is what places call it.
Result<QList<CloudEventReading>> readCloudEventRequest(const HttpMessage &request, const QString &name);

/// \a event in binary content mode: attributes as percent-encoded `ce-` headers, data as body.
HttpMessage binaryRequest(const CloudEvent &event);
/// \a event in structured content mode.
HttpMessage structuredRequest(const CloudEvent &event);
/// \a events in batched content mode.
HttpMessage batchRequest(const QList<CloudEvent> &events);

/// Whether data of the media type \a type (empty: yes) is JSON: `application/json`, `text/json` or `+json`, parameters aside.
bool isJsonMediaType(const QString &type);

} // namespace weir
