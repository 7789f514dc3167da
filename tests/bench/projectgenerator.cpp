// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/projectgenerator.h"

#include "core/base/randomstream.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace weir::bench {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array nouns{"order",  "payment", "invoice", "shipment", "customer", "product", "basket", "refund",
                           "ticket", "account", "session", "contract", "delivery", "voucher", "rating", "booking"};
constexpr std::array verbs{"created", "updated",  "deleted",   "approved",  "rejected",
                           "expired", "archived", "completed", "cancelled", "assigned"};
constexpr std::array domains{"sales", "finance", "logistics", "identity", "support", "marketing", "platform", "risk"};
constexpr int columns = 40; ///< Services beside each other in the view.

template<typename Words>
std::string wordAt(const Words &words, int index)
{
    return words[size_t(index) % words.size()];
}

/// `order-17`: the thing that service number \a index is about.
std::string nounOf(int index)
{
    return wordAt(nouns, index) + "-" + std::to_string(index);
}

class Generator
{
public:
    explicit Generator(const ProjectSize &size) : m_size(size), m_random(1) {}

    Catalog run()
    {
        put(Kind::Project, {}, Json{{"weir", 1}, {"title", "Generated"}, {"defaults", Json{{"policy", "standard"}}}});
        put(Kind::Policy, "standard",
            Json{{"id", "standard"},
                 {"maxAttempts", 4},
                 {"strategy", Json{{"type", "exponential"}, {"initialDelay", "2s"}, {"multiplier", 2}}}});
        for (int service = 0; service < m_size.services; ++service)
            addService(service);
        for (int event = 0; event < m_size.events; ++event)
            addEvent(event);
        addView();
        return std::move(m_catalog);
    }

private:
    void put(Kind kind, const std::string &id, Json document)
    {
        m_catalog.setDocument({kind, QString::fromStdString(id)}, std::move(document));
    }

    int chance(int limit) { return int(m_random.below(std::uint64_t(limit))); }

    /// Event number \a index belongs to service `index % services`.
    std::string eventId(int index) const
    {
        const int round = index / m_size.services;
        const std::string verb = wordAt(verbs, round);
        const std::string again = round < int(verbs.size()) ? "" : "-" + std::to_string(round / int(verbs.size()));
        return nounOf(index % m_size.services) + again + "." + verb;
    }
    std::string serviceId(int index) const { return nounOf(index) + "-service"; }
    std::string topicId(int index) const { return nounOf(index) + "-events"; }
    std::string deadLetterId(int index) const { return nounOf(index) + "-dead-letters"; }

    void addService(int index)
    {
        put(Kind::Channel, topicId(index),
            Json{{"id", topicId(index)}, {"kind", "topic"}, {"guarantee", "at-least-once"}, {"retention", "7d"}});
        put(Kind::Channel, deadLetterId(index), Json{{"id", deadLetterId(index)}, {"kind", "queue"}});
        Json service{{"id", serviceId(index)},
                     {"name", "Service for " + nounOf(index)},
                     {"description", "Owns everything about " + nounOf(index) + "."},
                     {"domain", wordAt(domains, index)},
                     {"owner", "team-" + wordAt(domains, index)},
                     {"database", Json{{"kind", "PostgreSQL"}}},
                     {"outbox", Json{{"poll", "1s"}, {"batch", 100}}}};
        service["sends"] = Json::array();
        for (int event = index; event < m_size.events; event += m_size.services) {
            service["sends"].push_back(
                Json{{"event", eventId(event)},
                     {"channel", topicId(index)},
                     {"via", "outbox"},
                     {"load", Json{{"arrivals", "poisson"}, {"rate", std::to_string(1 + chance(20)) + "/min"}}},
                     {"key", "data.id"}});
        }
        service["receives"] = Json::array();
        for (int item = 0; item < 3 + chance(5); ++item)
            service["receives"].push_back(subscription(index, item));
        put(Kind::Service, serviceId(index), std::move(service));
    }

    Json subscription(int index, int item)
    {
        const int other = (index + 1 + chance(std::max(1, m_size.services - 1))) % m_size.services;
        Json events = Json::array();
        for (int event = other; event < m_size.events && events.size() < 3; event += m_size.services)
            events.push_back(eventId(event));
        std::sort(events.begin(), events.end());
        return Json{{"id", "follow-" + nounOf(other) + "-" + std::to_string(item)},
                    {"channel", topicId(other)},
                    {"events", events},
                    {"purpose", "keeps its view of " + nounOf(other) + " up to date"},
                    {"instances", 2},
                    {"concurrency", 4},
                    {"processing", Json{{"distribution", "lognormal"}, {"p50", "20ms"}, {"p99", "150ms"}}},
                    {"failureRate", 0.01},
                    {"timeout", "5s"},
                    {"idempotent", true},
                    {"deadLetter", deadLetterId(index)},
                    {"sla", Json{{"within", "5m"}, {"share", 0.999}}}};
    }

    Json schema(int properties) const
    {
        Json members{
            {"id", Json{{"type", "string"}, {"format", "uuid"}}},
            {"amount", Json{{"type", "number"}, {"minimum", 0}}},
            {"status", Json{{"type", "string"}, {"enum", Json::array({"open", "closed"})}}},
            {"owner",
             Json{{"type", "object"},
                  {"properties",
                   Json{{"name", Json{{"type", "string"}}}, {"email", Json{{"type", "string"}, {"format", "email"}}}}},
                  {"required", Json::array({"name"})}}}};
        for (int extra = 0; extra < properties; ++extra)
            members["detail" + std::to_string(extra)] = Json{{"type", "string"}, {"maxLength", 100}};
        return Json{{"type", "object"}, {"properties", members}, {"required", Json::array({"id", "status"})}};
    }

    void addEvent(int index)
    {
        const std::string id = eventId(index);
        Json versions = Json::array();
        versions.push_back(Json{{"version", 1}, {"status", "published"}, {"schema", schema(index % 4)}});
        if (index % 10 == 0)
            versions.push_back(Json{{"version", 2}, {"status", "draft"}, {"schema", schema(index % 4 + 1)}});
        put(Kind::Event, id,
            Json{{"id", id},
                 {"kind", "event"},
                 {"summary", "Something about " + nounOf(index % m_size.services) + " happened."},
                 {"tags", Json::array({"generated"})},
                 {"sla", Json{{"within", "10m"}, {"share", 0.99}}},
                 {"versions", versions}});
    }

    void addView()
    {
        std::vector<std::pair<std::string, Json>> nodes;
        for (int index = 0; index < m_size.services; ++index) {
            const int x = index % columns * 60, y = index / columns * 40;
            nodes.emplace_back("services/" + serviceId(index), Json{{"x", x}, {"y", y}});
            nodes.emplace_back("channels/" + topicId(index), Json{{"x", x + 30}, {"y", y}});
        }
        std::sort(nodes.begin(), nodes.end());
        Json::object_t members;
        members.reserve(nodes.size());
        for (auto &[key, place] : nodes)
            members.Container::emplace_back(key, std::move(place));
        Json view{{"id", "overview"}, {"title", "Overview"}};
        view["nodes"] = Json(std::move(members));
        put(Kind::View, "overview", std::move(view));
    }

    ProjectSize m_size;
    RandomStream m_random;
    Catalog m_catalog;
};

} // namespace

Catalog generatedProject(const ProjectSize &size)
{
    return Generator(size).run();
}

} // namespace weir::bench
