// SPDX-License-Identifier: GPL-3.0-or-later
/// Emulates designs and simulates them, and prints both side by side: median and 99th percentile of the time from an event to
/// its success, attempts for each message, share of dead letters. Emulated time is virtual: it passes as fast as the machine
/// can.
///
/// Each side is run several times with seeds of its own; what is printed are the means over the runs, and by how much the
/// measured one may really be off: the interval of Welch's t at 95 %. The bus lets an event wait for others before it writes
/// them together; the simulated channel has that time as its latency. A difference that is none at 99.9 % is told, and the
/// program ends with 1: of the forty figures chance alone names one time in twenty-five.
/// bench_fidelity [SECONDS [RUNS]], 600 and 10 by default.
#include "tests/support/designs.h"

#include "core/emulation/emulatedsystem.h"
#include "core/simulation/scenariorunner.h"
#include "core/statistics/confidence.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

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

/// Of one run; in the order in which they are printed.
enum Figure { P50, P99, Attempts, DeadShare, figureCount };
using Figures = std::array<double, figureCount>;
constexpr std::array<const char *, figureCount> figureNames{"p50 ms", "p99 ms", "attempts", "dead %"};
constexpr std::array<double, figureCount> figureScale{1e3, 1e3, 1, 100};

/// \a latency is that of the channel; the emulated bus adds its own.
Catalog designOf(const Variant &variant, Duration latency)
{
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(latency).count();
    const QByteArray bundle = QByteArray(R"({"weir": 1, "title": "Bench", "services": [
        {"id": "billing", "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"], "concurrency": 1,
          "policy": "p", )")
        + variant.consumer + R"(}]},
        {"id": "shop", "outbox": {"poll": "1s", "batch": 100}, "sends": [{"event": "order.placed", "channel": "orders",
          "via": ")"
        + variant.via + R"(", "load": {)" + variant.load + R"(}}]}],
        "events": [{"id": "order.placed", "versions": [{"version": 1, "schema": {"type": "object"}}]}],
        "channels": [{"id": "orders", )"
        + variant.channel + R"(, "latency": ")" + QByteArray::number(qint64(milliseconds))
        + R"(ms"}], "policies": [{"id": "p", )" + variant.policy + "}]}";
    return test::designFrom(bundle);
}

std::optional<Figures> simulated(Catalog catalog, int seconds, int seed)
{
    Json scenario{{"id", "s"},
                  {"duration", std::to_string(seconds) + "s"},
                  {"warmup", "0s"},
                  {"replications", 1},
                  {"seed", seed}};
    catalog.setDocument({Kind::Scenario, QStringLiteral("s")}, scenario);
    const Result<Report> report = runScenario(catalog, {});
    const SubscriptionReport *bill = report ? report->subscription(u"billing/bill") : nullptr;
    if (bill == nullptr || !bill->endToEnd)
        return std::nullopt;
    return Figures{bill->endToEnd->p50, bill->endToEnd->p99, bill->attemptsPerMessage.value_or(0),
                   double(bill->deadLettered) / double(bill->messages)};
}

std::optional<Figures> emulated(const Catalog &catalog, int seconds, int seed, const QString &database)
{
    ManualClock clock(TimePoint(std::chrono::seconds(1'770'000'000)));
    auto design = EmulatedDesign::of(catalog, Scenario());
    if (!design)
        return std::nullopt;
    EmulationSettings settings;
    settings.seed = static_cast<std::uint64_t>(seed);
    auto system = EmulatedSystem::open(std::move(*design), database, clock, settings);
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

/// The difference of two means and what is known about it.
struct Difference
{
    double value = 0;
    double halfWidth = 0; ///< Of its interval at 95 %.
    bool isReal = false;  ///< Zero lies outside the interval at 99.9 %.
};

Difference differenceOf(const RunMeans &predicted, const RunMeans &measured)
{
    const auto squaredError = [](const RunMeans &runs) {
        return runs.deviation() * runs.deviation() / double(runs.count());
    };
    const double a = squaredError(predicted), b = squaredError(measured);
    Difference difference{measured.mean() - predicted.mean()};
    if (a + b <= 0) {
        difference.isReal = difference.value != 0;
        return difference;
    }
    const double freedom =
        (a + b) * (a + b) / (a * a / double(predicted.count() - 1) + b * b / double(measured.count() - 1));
    const int degrees = std::max(1, int(freedom));
    difference.halfWidth = studentQuantile(0.975, degrees) * std::sqrt(a + b);
    difference.isReal = std::abs(difference.value) > studentQuantile(0.9995, degrees) * std::sqrt(a + b);
    return difference;
}

/// Prints a line; the number of figures that really differ, nothing if the design could not be run.
std::optional<int> compare(const Variant &variant, int seconds, int runs, const QString &folder)
{
    const bool isDirect = std::string_view(variant.via) == "direct";
    const Duration wait = isDirect ? bus::DurableBusSettings().groupCommit : Duration(0);
    const Catalog predictedDesign = designOf(variant, wait), emulatedDesign = designOf(variant, Duration(0));
    std::array<RunMeans, figureCount> predicted, measured;
    for (int run = 1; run <= runs; ++run) {
        const auto simulation = simulated(predictedDesign, seconds, run);
        const QString database = folder + QStringLiteral("/%1.db").arg(run);
        const auto emulation = emulated(emulatedDesign, seconds, 1'000 + run, database);
        if (!simulation || !emulation)
            return std::nullopt;
        for (const QString &file : QDir(folder).entryList(QDir::Files))
            QFile::remove(folder + u'/' + file);
        for (std::size_t figure = 0; figure < figureCount; ++figure) {
            predicted.at(figure).add(simulation->at(figure) * figureScale.at(figure));
            measured.at(figure).add(emulation->at(figure) * figureScale.at(figure));
        }
    }
    std::printf("%-28s", variant.name);
    int real = 0;
    for (std::size_t figure = 0; figure < figureCount; ++figure) {
        const Difference difference = differenceOf(predicted.at(figure), measured.at(figure));
        const int digits = figure < Attempts ? 0 : 3;
        std::printf(" | %8.*f %+7.*f ±%-6.*f%c", digits, predicted.at(figure).mean(), digits, difference.value, digits,
                    difference.halfWidth, difference.isReal ? '!' : ' ');
        real += difference.isReal ? 1 : 0;
    }
    std::printf("\n");
    std::fflush(stdout);
    return real;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int seconds = argc > 1 ? std::max(10, std::atoi(argv[1])) : 600;
    const int runs = argc > 2 ? std::max(2, std::atoi(argv[2])) : 10;
    const QString memory = QStringLiteral("/dev/shm");
    const QTemporaryDir folder((QFileInfo(memory).isWritable() ? memory : QDir::tempPath())
                               + QStringLiteral("/weir-fidelity-XXXXXX"));
    std::printf("%-28s", "predicted, measured less it");
    for (const char *name : figureNames)
        std::printf(" | %-26s", name);
    std::printf("\n");
    int real = 0;
    for (const Variant &variant : variants) {
        const std::optional<int> differing = compare(variant, seconds, runs, folder.path());
        if (!differing) {
            std::printf("%-28s could not be run\n", variant.name);
            return 1;
        }
        real += *differing;
    }
    std::printf("%d of %d figures differ (!): more than chance explains at 99.9 %%\n", real,
                int(std::size(variants)) * int(figureCount));
    return real == 0 ? 0 : 1;
}
