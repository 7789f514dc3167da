// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/deadletterroutes.h"
#include "core/emulation/emulator.h"
#include "core/emulation/eventintake.h"
#include "core/emulation/faultroutes.h"
#include "core/emulation/replies.h"
#include "core/emulation/statusroutes.h"

#include <nlohmann/json.hpp>

/// The routes of an emulator that publish, watch and steer.
namespace weir {

namespace {

/// A request to publish whose events are not all kept yet.
struct Intake
{
    HttpReply reply;
    Json accepted = Json::array();
    qsizetype waiting = 0;
    std::optional<Error> error; ///< The first one.
};

/// A bus that cannot keep anything now is no fault of the events.
void answerWhenDone(Intake &intake, bool isReachable)
{
    if (intake.waiting > 0)
        return;
    if (!intake.error) {
        intake.reply.send(jsonReply(202, Json{{"accepted", intake.accepted}}));
        return;
    }
    const int status = isReachable ? 422 : 503;
    HttpResponse response = errorReply(status, *intake.error);
    if (!intake.accepted.empty()) {
        Json body = Json::parse(response.body.begin(), response.body.end());
        body["accepted"] = intake.accepted;
        response = jsonReply(status, body);
    }
    intake.reply.send(response);
}

} // namespace

void Emulator::addControls()
{
    m_endpoints.append({QStringLiteral("POST"), QStringLiteral("/events"),
                        tr("publish: an envelope, envelopes as NDJSON, CloudEvents")});
    m_server.route(HttpMethod::Post, "/events",
                   [this](const HttpRequest &request, const HttpReply &reply) { publish(request, reply); });
    route(HttpMethod::Get, "/health", tr("whether it runs"),
          [this](const HttpRequest &) { return healthReply(*m_system, m_failure); });
    route(HttpMethod::Get, "/metrics", tr("counters for Prometheus"),
          [this](const HttpRequest &) { return metrics(); });
    route(HttpMethod::Get, "/subscriptions", tr("figures of each subscription"),
          [this](const HttpRequest &) { return subscriptionsReply(*m_system); });
    route(HttpMethod::Get, "/faults", tr("what is switched on"),
          [this](const HttpRequest &) { return faultsReply(*m_system); });
    route(HttpMethod::Post, "/faults", tr("switch a fault on or off"),
          [this](const HttpRequest &request) { return switchFault(*m_system, request); });
    const auto read = [this](const HttpRequest &request) {
        return readDeadLetters(m_system->bus().deadLetters(), request);
    };
    const auto change = [this](const HttpRequest &request) {
        return changeDeadLetters(m_system->bus().deadLetters(), request);
    };
    route(HttpMethod::Get, "/dead-letters", tr("list, groups, ID"), read);
    route(HttpMethod::Get, "/dead-letters/*", {}, read);
    route(HttpMethod::Post, "/dead-letters/*", tr("replay, cancel, discard, ID"), change);
}

/// Answers once all events of the request are safe.
void Emulator::publish(const HttpRequest &request, const HttpReply &reply)
{
    const Result<QList<Message>> messages = eventsOf(request, m_system->bus().now());
    if (!messages) {
        reply.send(errorReply(400, messages.error()));
        return;
    }
    if (!m_system->entrance().isReachable()) {
        HttpResponse response =
            errorReply(503,
                       {tr("The broker cannot be reached: a fault is switched on, or the database fails."),
                        {},
                        tr("Try again later.")});
        response.headers.set("Retry-After", "1");
        reply.send(response);
        return;
    }
    const QString channel = QString::fromUtf8(request.parameter("channel").value_or(QByteArray()));
    const auto intake = std::make_shared<Intake>(Intake{reply, Json::array(), messages->size(), std::nullopt});
    for (const Message &message : *messages) {
        m_system->bus().submit(message, channel, [this, intake, id = message.id](const Result<std::int64_t> &position) {
            --intake->waiting;
            if (position) {
                ++m_received;
                intake->accepted.push_back({{"id", id.toStdString()}, {"position", *position}});
            } else if (!intake->error) {
                intake->error = position.error();
            }
            answerWhenDone(*intake, m_system->bus().isReachable());
        });
    }
    wake();
}

HttpResponse Emulator::metrics()
{
    EndpointFigures figures;
    figures.connections = m_server.connections();
    figures.server = m_server.counters();
    figures.received = m_received;
    for (const std::unique_ptr<SseRoute> &stream : m_streams)
        figures.streams.push_back({stream->hub().stream().path, stream->hub().clients(), stream->hub().counters()});
    return metricsReply(*m_system, figures);
}

} // namespace weir
