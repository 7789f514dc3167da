// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/eventintake.h"

#include "core/base/translate.h"
#include "core/message/cloudevent.h"
#include "core/message/cloudeventmapping.h"
#include "core/message/envelope.h"

#include <algorithm>

namespace weir {

namespace {

/// The first error of \a findings, told as one of the body.
Error firstError(const Findings &findings, int firstLine)
{
    const auto isError = [](const Finding &finding) { return finding.severity == Severity::Error; };
    const auto found = std::find_if(findings.begin(), findings.end(), isError);
    if (found == findings.end())
        return {tr("The event is not valid."), {}, {}};
    Place place = found->place;
    place.file = QStringLiteral("body");
    place.line += place.line > 0 ? firstLine - 1 : 0;
    return {found->message, place, found->hint};
}

Result<Message> envelopeOf(QByteArrayView json, int line)
{
    Result<EnvelopeReading> reading = readEnvelope(json, QStringLiteral("body"));
    if (!reading) {
        Error error = reading.error();
        error.place.line += error.place.line > 0 ? line - 1 : 0;
        return error;
    }
    if (!reading->isValid())
        return firstError(reading->findings, line);
    return std::move(reading->message);
}

Result<QList<Message>> linesOf(const QByteArray &body)
{
    QList<Message> messages;
    int line = 0;
    for (const QByteArray &text : body.split('\n')) {
        ++line;
        if (text.trimmed().isEmpty())
            continue;
        Result<Message> message = envelopeOf(text, line);
        if (!message)
            return message.error();
        messages.append(std::move(*message));
    }
    return messages;
}

Result<QList<Message>> cloudEventsOf(const HttpRequest &request, TimePoint receivedAt)
{
    const HttpMessage message{request.headers.toList(), request.body};
    const Result<QList<CloudEventReading>> readings = readCloudEventRequest(message, QStringLiteral("body"));
    if (!readings)
        return readings.error();
    QList<Message> messages;
    for (const CloudEventReading &reading : *readings) {
        if (!reading.isValid())
            return firstError(reading.findings, 1);
        messages.append(messageOf(reading.event, receivedAt).message);
    }
    return messages;
}

bool isCloudEvent(const HttpRequest &request, const QByteArray &mediaType)
{
    return mediaType.startsWith("application/cloudevents") || request.headers.contains("ce-specversion");
}

} // namespace

Result<QList<Message>> eventsOf(const HttpRequest &request, TimePoint receivedAt)
{
    const QByteArray mediaType = request.header("Content-Type").toByteArray().trimmed().toLower();
    Result<QList<Message>> messages = QList<Message>();
    if (isCloudEvent(request, mediaType)) {
        messages = cloudEventsOf(request, receivedAt);
    } else if (mediaType.startsWith("application/x-ndjson") || mediaType.startsWith("application/ndjson")) {
        messages = linesOf(request.body);
    } else {
        Result<Message> message = envelopeOf(request.body, 1);
        if (!message)
            return message.error();
        messages = QList<Message>{std::move(*message)};
    }
    if (messages && messages->isEmpty())
        return Error{tr("There is no event in the request."),
                     {QStringLiteral("body"), 0, 0, {}},
                     tr("Send an envelope as JSON, one on each line as application/x-ndjson, or CloudEvents.")};
    return messages;
}

} // namespace weir
