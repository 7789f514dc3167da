// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/shop.h"

#include <nlohmann/json.hpp>

#include <string>

namespace weir::test {
namespace {

void add(Catalog &catalog, Kind kind, const char *text)
{
    Json document = Json::parse(text);
    const QString id = QString::fromStdString(document["id"].get<std::string>());
    catalog.setDocument({kind, id}, std::move(document));
}

} // namespace

Catalog shopCatalog()
{
    Catalog catalog;
    catalog.setDocument({}, Json::parse(R"({"weir": 1, "title": "Shop"})"));
    add(catalog, Kind::Service, R"({"id": "orders", "name": "Order Service", "outbox": {"poll": "1s"},
        "sends": [{"event": "order.placed", "channel": "orders", "load": {"rate": "120/min"}}]})");
    add(catalog, Kind::Service, R"({"id": "billing", "name": "Billing", "domain": "Payments", "receives": [
        {"id": "bill", "channel": "orders", "events": ["order.*"], "instances": 3, "concurrency": 4,
         "processing": {"distribution": "lognormal", "mean": "180ms"}, "deadLetter": "orders.dlq"},
        {"id": "settle", "channel": "payments", "events": ["payment.done"]}]})");
    add(catalog, Kind::Service, R"({"id": "mail", "name": "Mail", "receives": [
        {"id": "thank", "channel": "orders", "events": ["order.placed"], "purpose": "sends a thank-you"}]})");
    add(catalog, Kind::Service, R"({"id": "stripe", "name": "Stripe", "external": true,
        "sends": [{"event": "payment.done", "channel": "payments"}]})");
    add(catalog, Kind::Event, R"({"id": "order.placed"})");
    add(catalog, Kind::Event, R"({"id": "payment.done"})");
    add(catalog, Kind::Channel, R"({"id": "orders", "kind": "topic", "partitions": 12})");
    add(catalog, Kind::Channel, R"({"id": "orders.dlq", "kind": "queue"})");
    add(catalog, Kind::Channel, R"({"id": "payments", "kind": "queue"})");
    return catalog;
}

Catalog largeCatalog(int pairs)
{
    Catalog catalog;
    for (int i = 0; i < pairs; ++i) {
        const std::string n = std::to_string(i);
        add(catalog, Kind::Channel, (R"({"id": "c)" + n + R"(", "kind": "topic"})").c_str());
        add(catalog, Kind::Service,
            (R"({"id": "p)" + n + R"(", "sends": [{"event": "e)" + n + R"(", "channel": "c)" + n + R"("}]})").c_str());
        add(catalog, Kind::Service,
            (R"({"id": "q)" + n + R"(", "receives": [{"id": "r", "channel": "c)" + n + R"(", "events": ["*"]}]})")
                .c_str());
    }
    return catalog;
}

} // namespace weir::test
