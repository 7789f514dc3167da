// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/enumtext.h"

#include <array>

namespace weir {

namespace {

template<typename... Texts>
constexpr auto texts(Texts... values)
{
    return std::array<std::string_view, sizeof...(Texts)>{values...};
}

constexpr auto arrivals = texts("poisson", "constant", "interval", "bursty", "ramp", "daily", "trace");
constexpr auto brokers = texts("embedded", "nats", "kafka", "rabbitmq", "mqtt", "sqs", "other");
constexpr auto channelKinds = texts("queue", "topic");
constexpr auto directions = texts("incoming", "outgoing");
constexpr auto distributions =
    texts("constant", "uniform", "exponential", "erlang", "gamma", "lognormal", "weibull", "pareto", "empirical");
constexpr auto eventKinds = texts("event", "command");
constexpr auto faults =
    texts("serviceDown", "serviceSlow", "serviceErrors", "brokerDown", "databaseDown", "relayDown", "partition",
          "duplicate", "reorder", "delay", "poison", "loadSpike", "rollingRestart", "crashes");
constexpr auto guarantees = texts("at-most-once", "at-least-once", "effectively-once");
constexpr auto jitters = texts("none", "full", "equal", "decorrelated");
constexpr auto outboxModes = texts("hardened", "faithful");
constexpr auto overflows = texts("reject", "dropOldest");
constexpr auto participantKinds = texts("actor", "service", "database", "outbox", "worker", "external");
constexpr auto retryModes = texts("requeue", "blocking");
constexpr auto retryStrategies = texts("none", "fixed", "linear", "exponential", "list");
constexpr auto severities = texts("error", "warning", "info", "off");
constexpr auto stepKinds = texts("message", "reply", "loop", "alt", "transaction", "note");
constexpr auto versionStatuses = texts("draft", "published", "deprecated", "retired");
constexpr auto vias = texts("outbox", "direct");
constexpr auto webhookProfiles = texts("standard", "seed", "stripe", "github", "custom");

} // namespace

template<>
std::span<const std::string_view> enumTexts<Arrivals>()
{
    return arrivals;
}
template<>
std::span<const std::string_view> enumTexts<BrokerKind>()
{
    return brokers;
}
template<>
std::span<const std::string_view> enumTexts<ChannelKind>()
{
    return channelKinds;
}
template<>
std::span<const std::string_view> enumTexts<Direction>()
{
    return directions;
}
template<>
std::span<const std::string_view> enumTexts<DistributionKind>()
{
    return distributions;
}
template<>
std::span<const std::string_view> enumTexts<EventKind>()
{
    return eventKinds;
}
template<>
std::span<const std::string_view> enumTexts<FaultKind>()
{
    return faults;
}
template<>
std::span<const std::string_view> enumTexts<Guarantee>()
{
    return guarantees;
}
template<>
std::span<const std::string_view> enumTexts<Jitter>()
{
    return jitters;
}
template<>
std::span<const std::string_view> enumTexts<OutboxMode>()
{
    return outboxModes;
}
template<>
std::span<const std::string_view> enumTexts<Overflow>()
{
    return overflows;
}
template<>
std::span<const std::string_view> enumTexts<ParticipantKind>()
{
    return participantKinds;
}
template<>
std::span<const std::string_view> enumTexts<RetryMode>()
{
    return retryModes;
}
template<>
std::span<const std::string_view> enumTexts<RetryStrategy>()
{
    return retryStrategies;
}
template<>
std::span<const std::string_view> enumTexts<Severity>()
{
    return severities;
}
template<>
std::span<const std::string_view> enumTexts<StepKind>()
{
    return stepKinds;
}
template<>
std::span<const std::string_view> enumTexts<VersionStatus>()
{
    return versionStatuses;
}
template<>
std::span<const std::string_view> enumTexts<Via>()
{
    return vias;
}
template<>
std::span<const std::string_view> enumTexts<WebhookProfile>()
{
    return webhookProfiles;
}

} // namespace weir
