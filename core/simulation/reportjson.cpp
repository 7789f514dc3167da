// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/reportjson.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

/// The id of resources/schema/report.schema.json.
constexpr const char *schemaAddress = "https://weir.dev/schema/1/report.json";

/// A number, or null when it is none that JSON can write.
Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json number(quint64 value)
{
    return Json(value);
}

template<typename T>
void addIf(Json &object, const char *key, const std::optional<T> &value)
{
    if (value)
        object[key] = number(*value);
}

Json texts(const QStringList &list)
{
    Json array = Json::array();
    for (const QString &text : list)
        array.push_back(jsonOf(text));
    return array;
}

/// A value of a series: six digits are more than a chart shows, and whole numbers need no point.
Json seriesNumber(double value)
{
    const double rounded = QByteArray::number(value, 'g', 6).toDouble();
    if (rounded == std::round(rounded) && std::abs(rounded) < 1e15)
        return static_cast<std::int64_t>(rounded);
    return number(rounded);
}

Json series(const QList<double> &values)
{
    Json array = Json::array();
    for (const double value : values)
        array.push_back(seriesNumber(value));
    return array;
}

bool isPlainList(const Json &json)
{
    return json.is_array()
        && std::all_of(json.begin(), json.end(), [](const Json &item) { return item.is_number() || item.is_null(); });
}

/// Writes \a json over several lines, but each list of numbers on one: series would fill thousands of lines.
void write(std::string &text, const Json &json, const std::string &indent)
{
    if (json.empty() || !json.is_structured() || isPlainList(json)) {
        text += json.dump();
        return;
    }
    const std::string deeper = indent + "  ";
    text += json.is_array() ? "[" : "{";
    const char *before = "\n";
    for (const auto &[key, value] : json.items()) {
        text += before + deeper;
        if (json.is_object())
            text += Json(key).dump() + ": ";
        write(text, value, deeper);
        before = ",\n";
    }
    text += '\n' + indent + (json.is_array() ? ']' : '}');
}

Json toJson(const LatencyReport &latency)
{
    Json object = Json::object();
    object["count"] = latency.count;
    object["mean"] = number(latency.mean);
    object["ci95"] = latency.ci95 ? number(*latency.ci95) : Json(nullptr);
    object["p50"] = number(latency.p50);
    object["p90"] = number(latency.p90);
    object["p95"] = number(latency.p95);
    object["p99"] = number(latency.p99);
    object["p999"] = number(latency.p999);
    object["max"] = number(latency.max);
    return object;
}

void addIf(Json &object, const char *key, const std::optional<LatencyReport> &latency)
{
    if (latency)
        object[key] = toJson(*latency);
}

Json toJson(const LevelReport &level)
{
    Json object = Json::object();
    object["mean"] = number(level.mean);
    object["ci95"] = level.ci95 ? number(*level.ci95) : Json(nullptr);
    object["max"] = level.max;
    return object;
}

Json toJson(const LossReport &lost)
{
    Json object = Json::object();
    for (auto it = lost.cbegin(); it != lost.cend(); ++it)
        object[it.key().toStdString()] = it.value();
    return object;
}

Json toJson(const PublicationReport &report)
{
    Json object = Json::object();
    object["produced"] = report.produced;
    object["published"] = report.published;
    object["lost"] = toJson(report.lost);
    object["pending"] = report.pending;
    addIf(object, "duplicates", report.duplicates);
    if (report.refused > 0)
        object["refused"] = report.refused;
    return object;
}

Json toJson(const OutboxReport &report)
{
    Json object = Json::object();
    object["backlog"] = toJson(report.backlog);
    addIf(object, "delay", report.delay);
    addIf(object, "dead", report.dead);
    object["stuck"] = report.stuck;
    return object;
}

Json toJson(const ChannelReport &report)
{
    Json object = Json::object();
    object["kind"] = report.isQueue ? "queue" : "topic";
    object["in"] = report.in;
    addIf(object, "rejected", report.rejected);
    addIf(object, "dropped", report.dropped);
    addIf(object, "expired", report.expired);
    object["depth"] = toJson(report.depth);
    if (report.oldestMax)
        object["oldest"]["max"] = number(*report.oldestMax);
    return object;
}

Json toJson(const SlaReport &report)
{
    Json object = Json::object();
    object["within"] = number(report.within);
    object["share"] = number(report.share);
    addIf(object, "attained", report.attained);
    addIf(object, "worstMinute", report.worstMinute);
    return object;
}

Json toJson(const SubscriptionReport &report)
{
    Json object = Json::object();
    object["messages"] = report.messages;
    object["delivered"] = report.delivered;
    object["succeeded"] = report.succeeded;
    object["failedAttempts"] = report.failedAttempts;
    object["retried"] = report.retried;
    object["deadLettered"] = report.deadLettered;
    object["lost"] = toJson(report.lost);
    addIf(object, "expired", report.expired);
    addIf(object, "dropped", report.dropped);
    object["inFlight"] = report.inFlight;
    object["duplicateDeliveries"] = report.duplicateDeliveries;
    object["duplicateEffects"] = report.duplicateEffects;
    addIf(object, "attemptsPerMessage", report.attemptsPerMessage);
    object["servers"] = report.servers;
    object["utilisation"] = number(report.utilisation);
    addIf(object, "utilisationCi95", report.utilisationCi95);
    object["blocked"] = number(report.blocked);
    addIf(object, "waited", report.waited);
    object["inBackoff"]["mean"] = number(report.inBackoff);
    object["depth"] = toJson(report.depth);
    addIf(object, "wait", report.wait);
    addIf(object, "processing", report.processing);
    addIf(object, "endToEnd", report.endToEnd);
    addIf(object, "settled", report.settled);
    if (!report.failures.isEmpty())
        object["failures"] = toJson(report.failures);
    if (report.outOfOrder > 0)
        object["outOfOrder"] = report.outOfOrder;
    if (report.sla)
        object["sla"] = toJson(*report.sla);
    for (const SlaReport &sla : report.eventSlas)
        object["eventSlas"][sla.event.toStdString()] = toJson(sla);
    return object;
}

Json toJson(const DeadLetterReport &report)
{
    Json object = Json::object();
    object["in"] = report.in;
    addIf(object, "redriven", report.redriven);
    addIf(object, "max", report.max);
    return object;
}

Json toJson(const EventTypeReport &report)
{
    Json object = Json::object();
    object["produced"] = report.produced;
    addIf(object, "allSubscribers", report.allSubscribers);
    return object;
}

const char *recoveryName(Aftermath recovery)
{
    switch (recovery) {
    case Aftermath::Recovered:
        return "recovered";
    case Aftermath::Slow:
        return "slow";
    case Aftermath::Metastable:
        return "metastable";
    case Aftermath::Overloaded:
        return "overloaded";
    case Aftermath::Unknown:
        break;
    }
    return "unknown";
}

Json toJson(const FaultReport &report)
{
    Json object = Json::object();
    object["fault"] = jsonOf(report.fault);
    object["from"] = number(report.from);
    object["to"] = number(report.to);
    addIf(object, "drained", report.drained);
    object["times"] = report.times;
    addIf(object, "backlog", report.backlog);
    addIf(object, "expectedDrain", report.expectedDrain);
    if (report.recovery != Aftermath::Unknown)
        object["recovery"] = recoveryName(report.recovery);
    return object;
}

Json toJson(const BottleneckReport &report)
{
    Json object = Json::object();
    object["element"] = jsonOf(report.element);
    object["utilisation"] = number(report.utilisation);
    addIf(object, "wait", report.wait);
    return object;
}

Json toJson(const AssertionReport &report)
{
    Json object = Json::object();
    object["text"] = jsonOf(report.text);
    object["value"] = report.value ? number(*report.value) : Json(nullptr);
    object["holds"] = report.holds;
    if (report.fromSla)
        object["sla"] = true;
    if (!report.reason.isEmpty())
        object["reason"] = jsonOf(report.reason);
    return object;
}

template<typename T>
Json byPath(const QList<T> &elements)
{
    Json object = Json::object();
    for (const T &element : elements)
        object[element.path.toStdString()] = toJson(element);
    return object;
}

template<typename T>
Json inOrder(const QList<T> &elements)
{
    Json array = Json::array();
    for (const T &element : elements)
        array.push_back(toJson(element));
    return array;
}

void addFigure(Json &object, const char *key, const QList<double> &values)
{
    if (!values.isEmpty())
        object[key] = series(values);
}

template<typename T>
void addSeries(Json &all, const QString &kind, const QList<T> &elements)
{
    Json byElement = Json::object();
    for (const T &element : elements) {
        Json object = Json::object();
        addFigure(object, "throughput", element.series.throughput);
        addFigure(object, "depth", element.series.depth);
        addFigure(object, "utilisation", element.series.utilisation);
        addFigure(object, "p50", element.series.p50);
        addFigure(object, "p99", element.series.p99);
        addFigure(object, "failures", element.series.failures);
        addFigure(object, "deadLetters", element.series.deadLetters);
        if (!object.empty())
            byElement[element.path.toStdString()] = std::move(object);
    }
    if (!byElement.empty())
        all[kind.toStdString()] = std::move(byElement);
}

Json seriesJson(const Report &report)
{
    Json all = Json::object();
    all["binWidth"] = number(report.binWidth);
    addSeries(all, QStringLiteral("publications"), report.publications);
    addSeries(all, QStringLiteral("outboxes"), report.outboxes);
    addSeries(all, QStringLiteral("channels"), report.channels);
    addSeries(all, QStringLiteral("subscriptions"), report.subscriptions);
    addSeries(all, QStringLiteral("deadLetters"), report.deadLetters);
    return all;
}

} // namespace

Json reportJson(const Report &report)
{
    Json json = Json::object();
    json["$schema"] = schemaAddress;
    json["tool"] = "weir";
    json["version"] = WEIR_VERSION;
    json["project"] = jsonOf(report.project);
    json["scenario"] = jsonOf(report.scenario);
    json["seed"] = report.seed;
    json["replications"] = report.replications;
    json["simulated"] = number(report.simulated);
    json["warmup"] = number(report.warmup);
    json["events"] = report.events;
    if (report.stopped)
        json["stopped"] = true;
    json["verdict"] = jsonOf(report.verdict);
    json["holds"] = report.holds;
    addIf(json, "retryAmplification", report.retryAmplification);
    json["assumptions"] = texts(report.assumptions);
    json["warnings"] = texts(report.warnings);
    json["conservation"] = report.conservation;
    json["publications"] = byPath(report.publications);
    json["outboxes"] = byPath(report.outboxes);
    json["channels"] = byPath(report.channels);
    json["subscriptions"] = byPath(report.subscriptions);
    json["deadLetters"] = byPath(report.deadLetters);
    json["eventTypes"] = byPath(report.eventTypes);
    json["faults"] = inOrder(report.faults);
    json["bottlenecks"] = inOrder(report.bottlenecks);
    json["assertions"] = inOrder(report.assertions);
    json["series"] = seriesJson(report);
    return json;
}

QByteArray reportBytes(const Report &report)
{
    std::string text;
    write(text, reportJson(report), {});
    return QByteArray::fromStdString(text) + '\n';
}

} // namespace weir
