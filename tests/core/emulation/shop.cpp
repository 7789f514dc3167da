// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/emulation/shop.h"

#include "tests/support/designs.h"

#include <QDir>
#include <QFileInfo>

namespace weir::test {

namespace {

const char *const shopBundle = R"({
  "weir": 1, "title": "Shop",
  "services": [
    {"id": "billing", "database": {"kind": "sqlite"}, "receives": [{"id": "bill", "channel": "orders",
      "events": ["order.placed"], "instances": 1, "concurrency": 4, "idempotent": true,
      "processing": {"distribution": "constant", "mean": "20ms"}, "policy": "twice",
      "emits": [{"event": "invoice.sent", "channel": "invoices"}]}]},
    {"id": "mail", "receives": [{"id": "send", "channel": "invoices", "events": ["invoice.sent"], "instances": 1,
      "concurrency": 4, "processing": {"distribution": "constant", "mean": "5ms"}}]},
    {"id": "shop", "sends": [{"event": "order.placed", "channel": "orders", "via": "direct",
      "load": {"arrivals": "constant", "rate": "10/s"}}]}
  ],
  "events": [
    {"id": "invoice.sent", "versions": [{"version": 1, "schema": {"type": "object", "required": ["orderId", "amount"],
      "properties": {"orderId": {"type": "string", "format": "uuid"}, "amount": {"type": "integer", "minimum": 1}}}}]},
    {"id": "order.placed", "versions": [{"version": 1, "schema": {"type": "object", "required": ["orderId", "total"],
      "properties": {"orderId": {"type": "string", "format": "uuid"}, "total": {"type": "number", "minimum": 0}}}}]}
  ],
  "channels": [{"id": "invoices", "kind": "topic"}, {"id": "orders", "kind": "topic"}],
  "policies": [{"id": "twice", "maxAttempts": 2, "strategy": {"type": "fixed", "initialDelay": "1s"}}]
})";

const char *const partnerBundle = R"({
  "weir": 1, "title": "Partner",
  "events": [{"id": "order.placed", "versions": [{"version": 1, "schema": {"type": "object"}}]}],
  "policies": [{"id": "thrice", "maxAttempts": 3,
    "strategy": {"type": "exponential", "initialDelay": "2s", "multiplier": 2}}],
  "channels": [{"id": "orders", "kind": "topic"}],
  "services": [{"id": "shop", "sends": [{"event": "order.placed", "channel": "orders"}]}],
  "webhooks": [{"id": "partner", "direction": "outgoing", "url": "https://partner.example/hook", "events": ["*"],
    "policy": "thrice", "timeout": "8s", "concurrency": 3}]
})";

} // namespace

Catalog partnerDesign()
{
    return designFrom(partnerBundle);
}

std::unique_ptr<EmulatedDesign> shopDesign(const QList<QPair<QByteArray, QByteArray>> &changes)
{
    QByteArray bundle(shopBundle);
    for (const auto &[from, to] : changes) {
        Q_ASSERT(bundle.contains(from));
        bundle.replace(from, to);
    }
    Result<std::unique_ptr<EmulatedDesign>> design = EmulatedDesign::of(designFrom(bundle), Scenario());
    Q_ASSERT(design);
    return std::move(*design);
}

std::unique_ptr<QTemporaryDir> databaseFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    const QString place = QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    return std::make_unique<QTemporaryDir>(place + QStringLiteral("/weir-emulation-XXXXXX"));
}

QString pass(EmulatedSystem &system, ManualClock &clock, Duration span)
{
    const Duration end = clock.elapsed() + span;
    for (int steps = 0; steps < 2'000'000; ++steps) {
        if (const Result<void> advanced = system.advance(); !advanced)
            return advanced.error().message;
        const Duration next = system.nextDeadline();
        if (clock.elapsed() == end && next > end)
            return {};
        clock.advance(std::max(Duration(0), std::min(next, end) - clock.elapsed()));
    }
    return QStringLiteral("The system does not get on.");
}

SubscriptionFigures figuresOf(const EmulatedSystem &system, const QString &path)
{
    for (const SubscriptionFigures &figures : system.subscriptionFigures()) {
        if (figures.path == path)
            return figures;
    }
    return {};
}

} // namespace weir::test
