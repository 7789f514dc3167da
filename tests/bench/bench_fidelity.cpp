// SPDX-License-Identifier: GPL-3.0-or-later
/// Emulates designs and simulates them, and prints both side by side: median and 99th percentile of the time from an event to
/// its success, attempts for each message, share of dead letters. Emulated time is virtual: it passes as fast as the machine
/// can. Run it with the number of emulated seconds, 600 by default.
#include "tests/support/designs.h"

#include "core/emulation/emulatedsystem.h"
#include "core/simulation/scenariorunner.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cmath>
#include <cstdio>
#include <cstdlib>

using namespace weir;

namespace {

/// What differs between the designs.
struct Variant
{
    const char *name;
    const char *load;     ///< Of the producer.
    const char *consumer; ///< Members of the subscription.
    const char *policy;   ///< Members of the policy.
    const char *channel;  ///< Members of the channel.
    const char *via;      ///< `direct` or `outbox`.
};

const Variant variants[] = {
    {"M/M/1, half busy", R"("arrivals": "poisson", "rate": "5/s")",
     R"("instances": 1, "processing": {"distribution": "exponential", "mean": "100ms"})", R"("maxAttempts": 1)",
     R"("kind": "queue")", "direct"},
    {"M/M/1, 80 % busy", R"("arrivals": "poisson", "rate": "8/s")",
     R"("instances": 1, "processing": {"distribution": "exponential", "mean": "100ms"})", R"("maxAttempts": 1)",
     R"("kind": "queue")", "direct"},
    {"M/M/4", R"("arrivals": "poisson", "rate": "20/s")",
     R"("instances": 4, "processing": {"distribution": "exponential", "mean": "150ms"})", R"("maxAttempts": 1)",
     R"("kind": "queue")", "direct"},
    {"lognormal times", R"("arrivals": "poisson", "rate": "5/s")",
     R"("instances": 2, "processing": {"distribution": "lognormal", "mean": "180ms", "cv": 0.8})",
     R"("maxAttempts": 1)", R"("kind": "queue")", "direct"},
    {"failures, fixed retry", R"("arrivals": "poisson", "rate": "5/s")",
     R"("instances": 2, "failureRate": 0.2, "processing": {"distribution": "exponential", "mean": "50ms"})",
     R"("maxAttempts": 3, "strategy": {"type": "fixed", "initialDelay": "2s"})", R"("kind": "topic")", "direct"},
    {"failures, exponential retry", R"("arrivals": "poisson", "rate": "5/s")",
     R"("instances": 2, "failureRate": 0.3, "processing": {"distribution": "exponential", "mean": "50ms"})",
     R"("maxAttempts": 4, "strategy": {"type": "exponential", "initialDelay": "1s", "multiplier": 2, "jitter": "full"})",
     R"("kind": "topic")", "direct"},
    {"time-outs", R"("arrivals": "poisson", "rate": "5/s")",
     R"("instances": 2, "timeout": "200ms", "processing": {"distribution": "exponential", "mean": "100ms"})",
     R"("maxAttempts": 2, "strategy": {"type": "fixed", "initialDelay": "1s"})", R"("kind": "topic")", "direct"},
    {"bursts", R"("arrivals": "bursty", "rate": "10/s", "on": {"distribution": "exponential", "mean": "5s"},
      "off": {"distribution": "exponential", "mean": "5s"})",
     R"("instances": 2, "processing": {"distribution": "exponential", "mean": "100ms"})", R"("maxAttempts": 1)",
     R"("kind": "queue")", "direct"},
    {"through an outbox", R"("arrivals": "poisson", "rate": "5/s")",
     R"("instances": 2, "processing": {"distribution": "exponential", "mean": "50ms"})", R"("maxAttempts": 1)",
     R"("kind": "topic")", "outbox"},
    {"partitions, blocking retry", R"("arrivals": "poisson", "rate": "5/s")",
     R"("instances": 4, "failureRate": 0.05, "processing": {"distribution": "exponential", "mean": "50ms"})",
     R"("maxAttempts": 3, "mode": "blocking", "strategy": {"type": "fixed", "initialDelay": "500ms"})",
     R"("kind": "topic", "partitions": 4)", "direct"},
};

struct Figures
{
    double p50 = 0, p99 = 0, attempts = 0, dead = 0;
};

Catalog designOf(const Variant &variant)
{
    const QByteArray bundle = QByteArray(R"({"weir": 1, "title": "Bench", "services": [
        {"id": "billing", "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"], "concurrency": 1,
          "policy": "p", )")
        + variant.consumer + R"(}]},
        {"id": "shop", "outbox": {"poll": "1s", "batch": 100}, "sends": [{"event": "order.placed", "channel": "orders",
          "via": ")"
        + variant.via + R"(", "load": {)" + variant.load + R"(}}]}],
        "events": [{"id": "order.placed", "versions": [{"version": 1, "schema": {"type": "object"}}]}],
        "channels": [{"id": "orders", )"
        + variant.channel + R"(}], "policies": [{"id": "p", )" + variant.policy + "}]}";
    return test::designFrom(bundle);
}

std::optional<Figures> simulated(Catalog catalog, int seconds)
{
    Json scenario{{"id", "s"}, {"duration", std::to_string(seconds) + "s"}, {"warmup", "0s"}, {"replications", 20}};
    catalog.setDocument({Kind::Scenario, QStringLiteral("s")}, scenario);
    const Result<Report> report = runScenario(catalog, {});
    const SubscriptionReport *bill = report ? report->subscription(u"billing/bill") : nullptr;
    if (bill == nullptr || !bill->endToEnd)
        return std::nullopt;
    return Figures{bill->endToEnd->p50, bill->endToEnd->p99, bill->attemptsPerMessage.value_or(0),
                   double(bill->deadLettered) / double(bill->messages)};
}

std::optional<Figures> emulated(const Catalog &catalog, int seconds, const QString &database)
{
    ManualClock clock(TimePoint(std::chrono::seconds(1'770'000'000)));
    auto design = EmulatedDesign::of(catalog, Scenario());
    if (!design)
        return std::nullopt;
    auto system = EmulatedSystem::open(std::move(*design), database, clock);
    if (!system)
        return std::nullopt;
    const Duration end = std::chrono::seconds(seconds);
    while (clock.elapsed() < end) {
        if (!(*system)->advance())
            return std::nullopt;
        clock.advance(std::max(Duration(0), std::min((*system)->nextDeadline(), end) - clock.elapsed()));
    }
    const SubscriptionFigures bill = (*system)->subscriptionFigures().front();
    const double settled = double(bill.counts.delivered + bill.counts.dead);
    return Figures{bill.p50, bill.p99, double(bill.counts.attempts) / settled, double(bill.counts.dead) / settled};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int seconds = argc > 1 ? std::max(10, std::atoi(argv[1])) : 600;
    const QString memory = QStringLiteral("/dev/shm");
    const QTemporaryDir folder((QFileInfo(memory).isWritable() ? memory : QDir::tempPath())
                               + QStringLiteral("/weir-fidelity-XXXXXX"));
    std::printf("%-28s %17s %17s %15s %15s\n", "design (predicted, measured)", "p50 ms", "p99 ms", "attempts",
                "dead share");
    int number = 0;
    for (const Variant &variant : variants) {
        const Catalog catalog = designOf(variant);
        const auto predicted = simulated(catalog, seconds);
        const auto measured = emulated(catalog, seconds, folder.filePath(QStringLiteral("%1.db").arg(number++)));
        if (!predicted || !measured) {
            std::printf("%-28s could not be run\n", variant.name);
            return 1;
        }
        std::printf("%-28s %8.0f %8.0f %8.0f %8.0f %7.3f %7.3f %7.4f %7.4f\n", variant.name, predicted->p50 * 1e3,
                    measured->p50 * 1e3, predicted->p99 * 1e3, measured->p99 * 1e3, predicted->attempts,
                    measured->attempts, predicted->dead, measured->dead);
    }
    return 0;
}
