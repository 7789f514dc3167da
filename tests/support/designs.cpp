// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/designs.h"

#include <nlohmann/json.hpp>

namespace weir::test {

Catalog designFrom(const QByteArray &bundle)
{
    const Json whole = Json::parse(bundle.toStdString());
    Catalog catalog;
    Findings findings;
    Json settings = Json::object();
    for (const auto &[key, value] : whole.items()) {
        const auto kind = kindNamed(QString::fromStdString(key));
        if (!kind || !value.is_array()) {
            settings[key] = value;
            continue;
        }
        for (const Json &element : value)
            findings += catalog.setDocument({*kind, memberText(element, u"id")}, element);
    }
    findings += catalog.setDocument({}, settings);
    for (const Finding &finding : std::as_const(findings))
        qFatal("%s: %s", qPrintable(finding.place.pointer), qPrintable(finding.message));
    return catalog;
}

Catalog oneQueue()
{
    return designFrom(R"({
      "weir": 1, "title": "One queue",
      "services": [
        {"id": "billing", "name": "Billing", "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"],
          "instances": 1, "concurrency": 1, "processing": {"distribution": "exponential", "mean": "1s"}}]},
        {"id": "orders", "sends": [{"event": "order.placed", "channel": "orders", "via": "direct",
          "load": {"arrivals": "poisson", "rate": "0.5/s"}}]}
      ],
      "events": [{"id": "order.placed", "versions": [{"version": 1, "schema": {"type": "object"}}]}],
      "channels": [{"id": "orders", "kind": "queue"}],
      "scenarios": [{"id": "steady", "duration": "20000s", "warmup": "0s", "replications": 3}]
    })");
}

} // namespace weir::test
