// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/simulation/randomdesign.h"

#include "core/base/randomstream.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace weir::test {

namespace {

using Words = std::vector<const char *>;

/// Draws one design. Every element exists before something names it.
class Generator
{
public:
    explicit Generator(std::uint64_t seed) : m_random(seed) {}

    Json design()
    {
        m_design = {{"weir", 1}, {"title", "Random"}};
        m_events = 1 + below(4);
        m_channels = 1 + below(4);
        for (std::uint64_t i = 0; i < m_events; ++i)
            m_design["events"].push_back(event(i));
        for (std::uint64_t i = 0; i < m_channels; ++i)
            m_design["channels"].push_back(channel(i));
        m_design["channels"].push_back({{"id", "dead"}, {"kind", "queue"}});
        for (std::uint64_t i = 0; i < 2; ++i)
            m_design["policies"].push_back(policy(i));
        m_design["services"] = Json::array();
        const std::uint64_t services = 1 + below(4);
        for (std::uint64_t i = 0; i < services; ++i)
            m_design["services"].push_back(service(i));
        if (chance(0.4))
            m_design["webhooks"].push_back(webhook());
        if (chance(0.3))
            m_design["streams"].push_back(stream());
        m_design["scenarios"].push_back(scenario(services));
        return m_design;
    }

private:
    std::uint64_t below(std::uint64_t bound) { return m_random.below(bound); }
    bool chance(double probability) { return m_random.uniform() < probability; }
    std::string oneOf(const Words &words) { return words.at(std::size_t(below(words.size()))); }
    std::string milliseconds(std::uint64_t most) { return std::to_string(1 + below(most)) + "ms"; }
    /// A number with two digits behind the point, from 0 to \a most.
    double number(double most) { return double(below(101)) / 100 * most; }
    std::string perSecond(std::uint64_t most) { return std::to_string(1 + below(most)) + "/s"; }

    std::string anEvent() { return "thing" + std::to_string(below(m_events)) + ".happened"; }
    std::string aChannel() { return "channel" + std::to_string(below(m_channels)); }
    std::string aPolicy() { return "policy" + std::to_string(below(2)); }

    Json law(std::uint64_t mostMilliseconds)
    {
        Json law = {
            {"distribution", oneOf({"constant", "exponential", "uniform", "erlang", "gamma", "lognormal", "weibull"})}};
        law["mean"] = milliseconds(mostMilliseconds);
        if (law["distribution"] == "uniform")
            law["cv"] = 0.3;
        else if (law["distribution"] == "erlang")
            law["k"] = 1 + below(4);
        else if (law["distribution"] != "constant" && law["distribution"] != "exponential")
            law["cv"] = 0.2 + number(1.5);
        return law;
    }

    Json event(std::uint64_t index)
    {
        Json event = {{"id", "thing" + std::to_string(index) + ".happened"}};
        event["versions"] = Json::array({{{"version", 1}, {"schema", {{"type", "object"}}}}});
        if (chance(0.4))
            event["versions"].push_back({{"version", 2}, {"schema", {{"type", "object"}}}});
        if (chance(0.4))
            event["sla"] = {{"within", milliseconds(5000)}, {"share", 0.9}};
        return event;
    }

    Json channel(std::uint64_t index)
    {
        Json channel = {{"id", "channel" + std::to_string(index)}, {"kind", oneOf({"queue", "topic"})}};
        channel["guarantee"] = oneOf({"at-most-once", "at-least-once", "effectively-once"});
        if (chance(0.3))
            channel["partitions"] = 1 + below(5);
        if (chance(0.3))
            channel["capacity"] = 1 + below(50);
        if (chance(0.5))
            channel["overflow"] = oneOf({"reject", "dropOldest"});
        if (chance(0.3))
            channel["ttl"] = milliseconds(5000);
        if (chance(0.5))
            channel["latency"] = milliseconds(50);
        if (chance(0.5))
            channel["policy"] = aPolicy();
        return channel;
    }

    Json policy(std::uint64_t index)
    {
        Json policy = {{"id", "policy" + std::to_string(index)}, {"maxAttempts", 1 + below(6)}};
        Json strategy = {{"type", oneOf({"none", "fixed", "linear", "exponential", "list"})}};
        strategy["initialDelay"] = milliseconds(2000);
        if (strategy["type"] == "linear")
            strategy["increment"] = milliseconds(500);
        if (strategy["type"] == "list")
            strategy["delays"] = Json::array({milliseconds(500), milliseconds(3000)});
        if (chance(0.5))
            strategy["maxDelay"] = milliseconds(8000);
        strategy["jitter"] = oneOf({"none", "full", "equal", "decorrelated"});
        policy["strategy"] = std::move(strategy);
        policy["mode"] = oneOf({"requeue", "blocking"});
        if (chance(0.3))
            policy["maxAge"] = milliseconds(20'000);
        if (chance(0.3))
            policy["nonRetryable"] = Json::array({oneOf({"timeout", "poison", "error"})});
        if (chance(0.3))
            policy["redrive"] = {{"after", milliseconds(9000)}, {"rate", perSecond(9)}};
        return policy;
    }

    Json load()
    {
        Json load = {{"arrivals", oneOf({"poisson", "constant", "interval", "bursty", "ramp", "daily"})}};
        load["rate"] = perSecond(20);
        if (load["arrivals"] == "interval") {
            load.erase("rate");
            load["interval"] = law(500);
        } else if (load["arrivals"] == "bursty") {
            load["on"] = law(2000);
            load["off"] = law(4000);
        } else if (load["arrivals"] == "ramp") {
            load["to"] = perSecond(20);
        } else if (load["arrivals"] == "daily") {
            for (int hour = 0; hour < 24; ++hour)
                load["hours"].push_back(number(2));
        }
        if (chance(0.2))
            load["batch"] = 1 + below(4);
        return load;
    }

    Json publication(std::uint64_t index, bool hasOutbox)
    {
        Json sends = {{"id", "send" + std::to_string(index)}, {"event", anEvent()}, {"channel", aChannel()}};
        if (hasOutbox && chance(0.3))
            sends["via"] = oneOf({"outbox", "direct"});
        if (chance(0.8))
            sends["load"] = load();
        if (chance(0.3))
            sends["key"] = "data.userId";
        return sends;
    }

    Json subscription(std::uint64_t index, bool hasOutbox)
    {
        Json receives = {{"id", "take" + std::to_string(index)}, {"channel", aChannel()}};
        receives["events"] = chance(0.3) ? Json::array({"thing0.*", "thing1.*"}) : Json::array({anEvent()});
        if (chance(0.3))
            receives["versions"] = Json::array({1});
        receives["instances"] = 1 + below(3);
        receives["concurrency"] = 1 + below(4);
        if (chance(0.3))
            receives["prefetch"] = 1 + below(20);
        receives["processing"] = law(300);
        if (chance(0.6))
            receives["failureRate"] = number(0.4);
        if (chance(0.4))
            receives["timeout"] = milliseconds(900);
        if (chance(0.3))
            receives["visibilityTimeout"] = milliseconds(5000);
        if (chance(0.2))
            receives["deadline"] = law(9000);
        receives["idempotent"] = chance(0.5);
        receives["ordered"] = chance(0.2);
        if (chance(0.7))
            receives["policy"] = aPolicy();
        if (chance(0.4))
            receives["deadLetter"] = "dead";
        if (chance(0.3))
            receives["sla"] = {{"within", milliseconds(9000)}, {"share", 0.95}};
        if (chance(0.3)) {
            Json emits = {{"event", anEvent()}, {"channel", aChannel()}, {"probability", number(0.4)}};
            if (chance(0.5))
                emits["delay"] = milliseconds(800);
            emits["via"] = hasOutbox && chance(0.5) ? "outbox" : "direct";
            receives["emits"] = Json::array({emits});
        }
        return receives;
    }

    Json service(std::uint64_t index)
    {
        Json service = {{"id", "service" + std::to_string(index)}};
        const bool hasOutbox = chance(0.5);
        if (hasOutbox) {
            service["database"] = {{"kind", "postgresql"}};
            service["outbox"] = {{"mode", oneOf({"hardened", "faithful"})}, {"poll", milliseconds(3000)}};
            service["outbox"]["batch"] = 1 + below(40);
            service["outbox"]["publishTime"] = milliseconds(30);
            service["outbox"]["relays"] = 1 + below(2);
        }
        for (std::uint64_t i = 0, count = index == 0 ? 1 + below(2) : below(3); i < count; ++i)
            service["sends"].push_back(publication(i, hasOutbox));
        for (std::uint64_t i = 0, count = below(3); i < count; ++i)
            service["receives"].push_back(subscription(i, hasOutbox));
        return service;
    }

    Json webhook()
    {
        Json webhook = {
            {"id", "hook"}, {"direction", "outgoing"}, {"service", "service0"}, {"url", "https://example.org/in"}};
        webhook["events"] = Json::array({anEvent()});
        webhook["policy"] = aPolicy();
        webhook["processing"] = law(400);
        webhook["failureRate"] = number(0.3);
        webhook["concurrency"] = 1 + below(3);
        if (chance(0.5))
            webhook["rateLimit"] = perSecond(20);
        if (chance(0.5))
            webhook["breaker"] = {{"failures", 1 + below(5)}, {"open", milliseconds(4000)}};
        return webhook;
    }

    Json stream()
    {
        Json stream = {{"id", "live"}, {"service", "service0"}, {"path", "/live"}, {"channel", aChannel()}};
        stream["events"] = Json::array({anEvent()});
        return stream;
    }

    Json fault(std::uint64_t services)
    {
        const std::string kind =
            oneOf({"serviceDown", "serviceSlow", "serviceErrors", "brokerDown", "databaseDown", "relayDown",
                   "partition", "duplicate", "reorder", "delay", "poison", "loadSpike", "rollingRestart", "crashes"});
        Json fault = {{"fault", kind}};
        const bool isOfService = kind.starts_with("service") || kind == "partition" || kind == "crashes"
            || kind == "rollingRestart" || kind == "relayDown" || kind == "databaseDown";
        if (isOfService)
            fault["target"] = "service" + std::to_string(below(services));
        else if (kind == "poison")
            fault["target"] = anEvent();
        if (kind == "crashes" || chance(0.3)) {
            fault["mtbf"] = milliseconds(20'000);
            fault["mttr"] = milliseconds(3'000);
        } else {
            fault["from"] = milliseconds(20'000);
            fault["for"] = milliseconds(10'000);
        }
        if (kind == "serviceSlow" || kind == "loadSpike")
            fault["factor"] = 1 + number(3);
        if (kind == "serviceErrors" || kind == "duplicate" || kind == "reorder" || kind == "poison")
            fault["probability"] = number(1);
        if (kind == "delay" || kind == "reorder")
            fault["delay"] = milliseconds(900);
        return fault;
    }

    Json scenario(std::uint64_t services)
    {
        Json scenario = {{"id", "s"}, {"duration", "40s"}, {"warmup", "2s"}, {"replications", 3}};
        scenario["seed"] = below(1'000'000);
        scenario["drain"] = chance(0.3);
        if (chance(0.3))
            scenario["load"] = {{"factor", 0.5 + number(1)}};
        for (std::uint64_t i = 0, count = below(4); i < count; ++i)
            scenario["faults"].push_back(fault(services));
        return scenario;
    }

    RandomStream m_random;
    std::uint64_t m_events = 1, m_channels = 1;
    Json m_design;
};

} // namespace

Json randomDesign(std::uint64_t seed)
{
    return Generator(seed).design();
}

Json withUnrelatedService(Json design)
{
    design["events"].push_back({{"id", "other.happened"}});
    design["channels"].push_back({{"id", "other"}, {"kind", "queue"}});
    Json service = {{"id", "other"}};
    service["sends"] = Json::array({{{"event", "other.happened"}, {"channel", "other"}, {"load", {{"rate", "30/s"}}}}});
    service["receives"] = Json::array(
        {{{"id", "take"}, {"channel", "other"}, {"events", Json::array({"other.happened"})}, {"failureRate", 0.2}}});
    design["services"].push_back(std::move(service));
    return design;
}

} // namespace weir::test
