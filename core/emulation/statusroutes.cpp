// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/statusroutes.h"

#include "core/emulation/prometheustext.h"
#include "core/emulation/replies.h"

#include <nlohmann/json.hpp>

namespace weir {

namespace {

using Rows = std::vector<SubscriptionFigures>;
using MetricType = PrometheusText::Type;

/// One metric with a sample for each subscription.
void addCounts(PrometheusText &text, const Rows &rows, const char *name, MetricType type, const char *help,
               std::int64_t bus::SubscriptionCounts::*member)
{
    text.begin(name, type, help);
    for (const SubscriptionFigures &row : rows)
        text.sample({{"subscription", row.path}}, row.counts.*member);
}

void addSubscriptions(PrometheusText &text, const EmulatedSystem &system)
{
    using Counts = bus::SubscriptionCounts;
    const Rows rows = system.subscriptionFigures();
    addCounts(text, rows, "weir_attempts_total", MetricType::Counter, "Attempts begun.", &Counts::attempts);
    addCounts(text, rows, "weir_delivered_total", MetricType::Counter, "Events handled.", &Counts::delivered);
    text.begin("weir_failures_total", MetricType::Counter, "Failed attempts by reason.");
    for (const SubscriptionFigures &row : rows) {
        for (auto it = row.failures.cbegin(); it != row.failures.cend(); ++it)
            text.sample({{"subscription", row.path}, {"reason", it.key()}}, it.value());
    }
    addCounts(text, rows, "weir_retries_total", MetricType::Counter, "Failed attempts that are made again.",
              &Counts::retries);
    addCounts(text, rows, "weir_dead_letters_total", MetricType::Counter, "Events given up.", &Counts::dead);
    addCounts(text, rows, "weir_expired_total", MetricType::Counter, "Events that waited too long.", &Counts::expired);
    addCounts(text, rows, "weir_dropped_total", MetricType::Counter, "Events that made room.", &Counts::dropped);
    addCounts(text, rows, "weir_rejected_total", MetricType::Counter, "Events that found no room.", &Counts::rejected);
    addCounts(text, rows, "weir_duplicates_total", MetricType::Counter, "Events handled before.", &Counts::duplicates);
    addCounts(text, rows, "weir_queue_depth", MetricType::Gauge, "Events waiting.", &Counts::depth);
    addCounts(text, rows, "weir_in_flight", MetricType::Gauge, "Attempts under way.", &Counts::inFlight);
    addCounts(text, rows, "weir_backing_off", MetricType::Gauge, "Events waiting for a retry.", &Counts::backingOff);
    text.begin("weir_delivery_seconds", MetricType::Histogram, "From the event to its success.");
    for (std::size_t i = 0; i < rows.size(); ++i)
        text.histogram({{"subscription", rows[i].path}}, system.metrics().endToEnd(static_cast<int>(i)));
    text.begin("weir_attempt_seconds", MetricType::Histogram, "Time of an attempt.");
    for (std::size_t i = 0; i < rows.size(); ++i)
        text.histogram({{"subscription", rows[i].path}}, system.metrics().processing(static_cast<int>(i)));
}

void addProducers(PrometheusText &text, EmulatedSystem &system)
{
    const std::vector<PublicationFigures> publications = system.publicationFigures();
    text.begin("weir_published_total", MetricType::Counter, "Events published.");
    for (const PublicationFigures &publication : publications)
        text.sample({{"publication", publication.path}}, publication.published);
    text.begin("weir_lost_total", MetricType::Counter, "Events published directly that the broker did not take.");
    for (const PublicationFigures &publication : publications)
        text.sample({{"publication", publication.path}}, publication.lost);
    const auto outboxes = system.outboxes().counts();
    if (!outboxes)
        return;
    text.begin("weir_outbox_rows", MetricType::Gauge, "Rows of an outbox by status.");
    for (const auto &[service, counts] : *outboxes) {
        text.sample({{"service", service}, {"status", QStringLiteral("pending")}}, counts.pending);
        text.sample({{"service", service}, {"status", QStringLiteral("processed")}}, counts.processed);
        text.sample({{"service", service}, {"status", QStringLiteral("dead")}}, counts.dead);
        text.sample({{"service", service}, {"status", QStringLiteral("stuck")}}, counts.stuck);
    }
}

void addEndpoints(PrometheusText &text, const EmulatedSystem &system, const EndpointFigures &endpoints)
{
    text.begin("weir_fault_active", MetricType::Gauge, "Faults that are switched on.");
    for (const ActiveFault &fault : system.faults().active())
        text.sample({{"fault", fault.name()}}, std::int64_t(1));
    text.begin("weir_received_total", MetricType::Counter, "Events of users that were accepted.");
    text.sample({}, endpoints.received);
    text.begin("weir_stream_clients", MetricType::Gauge, "Clients of an event stream.");
    for (const EndpointFigures::Route &route : endpoints.streams)
        text.sample({{"stream", route.path}}, std::int64_t(route.clients));
    text.begin("weir_stream_delivered_total", MetricType::Counter, "Events sent to clients of an event stream.");
    for (const EndpointFigures::Route &route : endpoints.streams)
        text.sample({{"stream", route.path}}, std::int64_t(route.counters.delivered));
    text.begin("weir_stream_dropped_total", MetricType::Counter, "Clients dropped for reading too slowly.");
    for (const EndpointFigures::Route &route : endpoints.streams)
        text.sample({{"stream", route.path}}, std::int64_t(route.counters.tooSlow));
    text.begin("weir_http_connections", MetricType::Gauge, "Open connections.");
    text.sample({}, std::int64_t(endpoints.connections));
    text.begin("weir_http_requests_total", MetricType::Counter, "Requests given to a handler.");
    text.sample({}, std::int64_t(endpoints.server.requests));
    text.begin("weir_http_refused_total", MetricType::Counter, "Requests refused, by reason.");
    for (int i = 0; i < httpRefusalCount; ++i) {
        const auto refusal = static_cast<HttpRefusal>(i);
        if (endpoints.server.refusedFor(refusal) > 0)
            text.sample({{"reason", QString::fromLatin1(httpRefusalName(refusal))}},
                        std::int64_t(endpoints.server.refusedFor(refusal)));
    }
}

} // namespace

HttpResponse metricsReply(EmulatedSystem &system, const EndpointFigures &endpoints)
{
    PrometheusText text;
    addSubscriptions(text, system);
    addProducers(text, system);
    addEndpoints(text, system, endpoints);
    HttpResponse response;
    response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    response.body = text.text();
    return response;
}

HttpResponse healthReply(const EmulatedSystem &system, const QString &failure)
{
    const std::int64_t unfinished = system.bus().broker().unfinished();
    Json body{{"status", failure.isEmpty() ? "ok" : "failing"},
              {"project", system.design().catalog().project().title.toStdString()},
              {"unfinished", unfinished},
              {"faults", system.faults().active().size()}};
    if (!failure.isEmpty())
        body["error"] = failure.toStdString();
    return jsonReply(failure.isEmpty() ? 200 : 503, body);
}

HttpResponse subscriptionsReply(const EmulatedSystem &system)
{
    Json items = Json::array();
    for (const SubscriptionFigures &row : system.subscriptionFigures()) {
        Json failures = Json::object();
        for (auto it = row.failures.cbegin(); it != row.failures.cend(); ++it)
            failures[it.key().toStdString()] = it.value();
        items.push_back({{"path", row.path.toStdString()},
                         {"depth", row.counts.depth},
                         {"inFlight", row.counts.inFlight},
                         {"backingOff", row.counts.backingOff},
                         {"accepted", row.counts.accepted},
                         {"attempts", row.counts.attempts},
                         {"delivered", row.counts.delivered},
                         {"retries", row.counts.retries},
                         {"dead", row.counts.dead},
                         {"deliveredPerSecond", row.deliveredPerSecond},
                         {"failedPerSecond", row.failedPerSecond},
                         {"p50", row.p50},
                         {"p99", row.p99},
                         {"failures", std::move(failures)}});
    }
    return jsonReply(200, Json{{"subscriptions", std::move(items)}});
}

} // namespace weir
