// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/events.h"

#include "tests/support/designs.h"

#include <nlohmann/json.hpp>

namespace weir::test {

using namespace Qt::StringLiterals;

Message eventOf(const QString &id, const QString &type)
{
    Message message;
    message.id = id;
    message.type = type;
    message.timestamp = *parseTimestamp(u"2026-03-01T12:00:00.250Z");
    message.source = u"shop"_s;
    message.data = Json{{"number", id.toStdString()}, {"total", 12.5}};
    return message;
}

Message userCreated()
{
    Message message = eventOf(u"V1StGXR8_Z5jdHi6B-myT"_s, u"user.created"_s);
    message.source = u"user-service"_s;
    message.data = Json{{"userId", "123"}, {"email", "user@example.com"}, {"name", "John"}};
    return message;
}

Catalog designWith(const QByteArray &channel, const QByteArray &receives)
{
    return designFrom(R"({"weir": 1, "title": "Bus",
      "events": [{"id": "order.placed", "versions": [{"version": 1, "schema": {"type": "object"}}]},
                 {"id": "user.created", "versions": [{"version": 1, "schema": {"type": "object"}}]}],
      "policies": [{"id": "processing", "maxAttempts": 3,
        "strategy": {"type": "exponential", "initialDelay": "2s", "multiplier": 2},
        "nonRetryable": ["validation", "4xx"]}],
      "channels": [{"id": "orders", )"
                      + channel + R"(}],
      "services": [{"id": "shop", "sends": [{"id": "placed", "event": "order.placed", "channel": "orders"},
                                            {"id": "created", "event": "user.created", "channel": "orders"}]},
                   {"id": "work", "receives": )"
                      + receives + "}]}");
}

} // namespace weir::test
