// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/webhookpayload.h"

#include "core/base/translate.h"
#include "core/delivery/eventpattern.h"
#include "core/message/cloudeventmapping.h"
#include "core/message/envelope.h"
#include "core/message/payload.h"
#include "core/message/plainenvelope.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

const QString bodyName = QStringLiteral("body");

/// The own type of \a foreign; empty: it means nothing here.
QString ownType(const Webhook &webhook, const QString &foreign)
{
    const auto matches = [&foreign](const QString &pattern) {
        return pattern == foreign || delivery::EventPattern(pattern).matches(foreign);
    };
    if (!webhook.maps.isEmpty()) {
        const auto map = std::find_if(webhook.maps.begin(), webhook.maps.end(),
                                      [&](const WebhookMap &candidate) { return matches(candidate.from); });
        return map == webhook.maps.end() ? QString() : map->to;
    }
    if (webhook.events.isEmpty() || std::any_of(webhook.events.begin(), webhook.events.end(), matches))
        return foreign;
    return {};
}

bool isCloudEvent(const HttpRequest &request)
{
    constexpr QByteArrayView mediaType = "application/cloudevents";
    const QByteArrayView given = request.header("content-type");
    return request.headers.contains("ce-specversion")
        || (given.size() >= mediaType.size() && isSameHttpName(given.first(mediaType.size()), mediaType));
}

bool isEnvelope(const Json &body)
{
    return body.contains("id") && body.contains("type") && body.contains("timestamp") && body.contains("version")
        && body.contains("source");
}

Error wrongEvent(const Findings &findings)
{
    const auto error = std::find_if(findings.begin(), findings.end(),
                                    [](const Finding &finding) { return finding.severity == Severity::Error; });
    if (error == findings.end())
        return Error{tr("The body holds no event."), {}, {}};
    return Error{error->message, error->place, error->hint};
}

void addMessage(WebhookPayload &payload, const Webhook &webhook, Message message)
{
    if (payload.foreignType.isEmpty())
        payload.foreignType = message.type;
    message.type = ownType(webhook, message.type);
    if (!message.type.isEmpty())
        payload.messages.append(std::move(message));
}

Result<WebhookPayload> readCloudEvents(const Webhook &webhook, const HttpRequest &request, TimePoint receivedAt)
{
    const auto readings = readCloudEventRequest(HttpMessage{request.headers.toList(), request.body}, bodyName);
    if (!readings)
        return readings.error();
    WebhookPayload payload;
    for (const CloudEventReading &reading : *readings) {
        if (!reading.isValid())
            return wrongEvent(reading.findings);
        addMessage(payload, webhook, messageOf(reading.event, receivedAt).message);
    }
    // Attributes in headers are not signed; those in the body are.
    if (readings->size() == 1 && !request.headers.contains("ce-specversion"))
        payload.id = readings->first().event.id;
    return payload;
}

/// Names of events as GitHub has them: the event of the header, with the action of the body when there is one.
QString gitHubType(const Webhook &webhook, const QString &event, const Json &body)
{
    const QString action = memberText(body, u"action");
    const QString whole = action.isEmpty() ? event : event + u'.' + action;
    return ownType(webhook, whole).isEmpty() && !ownType(webhook, event).isEmpty() ? event : whole;
}

/// When the event happened, by `timestamp`, `created` or `created_at`.
Timestamp timeOf(const Json &body, TimePoint receivedAt)
{
    for (const char16_t *name : {u"timestamp", u"created_at"}) {
        if (const auto time = parseTimestamp(memberText(body, name)))
            return *time;
    }
    constexpr std::int64_t lastSecond = 9'000'000'000; // In the year 2255.
    const Json *created = memberOf(body, u"created");
    if (created != nullptr && created->is_number_integer()) {
        const auto seconds = created->get<std::int64_t>();
        if (seconds > 0 && seconds < lastSecond)
            return {TimePoint(std::chrono::seconds(seconds)), {}};
    }
    return {std::chrono::floor<std::chrono::milliseconds>(receivedAt), {}};
}

/// What the event is about: the member `data` (of Stripe, the object in it), else the whole body. It is moved out.
Json takeData(const Webhook &webhook, Json &body)
{
    const auto data = body.find("data");
    if (data == body.end())
        return std::move(body);
    if (webhook.profile == WebhookProfile::Stripe && data->is_object() && data->contains("object"))
        return std::move(*data->find("object"));
    return std::move(*data);
}

Result<WebhookPayload> readForeign(const Webhook &webhook, const HttpRequest &request, Json &body, const QString &id,
                                   TimePoint receivedAt)
{
    Message message;
    WebhookPayload payload;
    payload.id = memberText(body, u"id");
    message.type = memberText(body, u"type");
    message.id = payload.id.isEmpty() ? id : payload.id;
    if (webhook.profile == WebhookProfile::GitHub) {
        message.type = gitHubType(webhook, QString::fromUtf8(request.header("X-GitHub-Event")), body);
        payload.id.clear(); // Of what the event is about, if anything.
        message.id = QString::fromUtf8(request.header("X-GitHub-Delivery"));
    }
    if (message.id.isEmpty())
        message.id = id;
    if (message.type.isEmpty())
        return Error{tr("The body says no event type."),
                     {},
                     webhook.profile == WebhookProfile::GitHub ? tr("GitHub says it in the header X-GitHub-Event.")
                                                               : tr("It is a JSON object with a member “type”.")};
    message.timestamp = timeOf(body, receivedAt);
    message.source = webhook.service.isEmpty() ? webhook.id : webhook.service;
    message.data = takeData(webhook, body);
    message.metadata = Json{{"webhook", webhook.id.toStdString()}, {"foreignType", message.type.toStdString()}};
    addMessage(payload, webhook, std::move(message));
    return payload;
}

} // namespace

Result<WebhookPayload> readWebhookPayload(const Webhook &webhook, const HttpRequest &request, const QString &id,
                                          TimePoint receivedAt)
{
    if (isCloudEvent(request))
        return readCloudEvents(webhook, request, receivedAt);
    Result<Json> body = readPayload(request.body, bodyName);
    if (!body)
        return body.error();
    if (!body->is_object())
        return Error{tr("The body is no JSON object."), {.file = bodyName, .pointer = {}}, {}};
    if (!isEnvelope(*body))
        return readForeign(webhook, request, *body, id, receivedAt);
    std::optional<Message> message = plainMessage(std::move(*body));
    if (!message) {
        Result<EnvelopeReading> reading = readEnvelope(QByteArrayView(request.body), bodyName);
        if (!reading)
            return reading.error();
        if (!reading->isValid())
            return wrongEvent(reading->findings);
        message = std::move(reading->message);
    }
    WebhookPayload payload;
    payload.id = message->id;
    addMessage(payload, webhook, std::move(*message));
    return payload;
}

} // namespace weir
