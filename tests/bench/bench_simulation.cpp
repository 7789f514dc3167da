// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the simulator against bare loops, in interleaved rounds: CPU time, median of the ratios.
// bench_simulation [ROUNDS [CUSTOMERS [FILE.json]]]
#include "core/base/randomstream.h"
#include "core/simulation/engine.h"
#include "core/simulation/eventlist.h"
#include "tests/bench/allocations.h"
#include "tests/bench/barequeues.h"
#include "tests/bench/benchmodels.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>

namespace weir::bench {

namespace {

double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// What one side of one round cost and saw.
struct Sample
{
    double nanoseconds = 0; ///< For each event.
    double meanWait = 0;
    std::uint64_t events = 0;
};

struct Model
{
    std::string name;
    double theory = 0; ///< Mean wait.
    std::function<Sample(std::uint64_t seed)> limit, weir;
};

struct Row
{
    std::string name;
    double limit = 0, weir = 0, ratio = 0; ///< Medians over the rounds.
};

Sample timed(const std::function<Sample()> &work)
{
    const double begin = cpuSeconds();
    Sample sample = work();
    sample.nanoseconds = (cpuSeconds() - begin) * 1e9 / static_cast<double>(sample.events);
    return sample;
}

Sample bare(const BareResult &result)
{
    return {0, result.meanWait, result.events};
}

Sample engine(const sim::Network &network, double rate, std::uint64_t customers, std::uint64_t seed)
{
    sim::RunSettings settings;
    settings.duration = static_cast<sim::Time>(static_cast<double>(customers) / rate * 1e9);
    settings.atEnd = sim::AtEnd::Drain;
    settings.seed = seed;
    const sim::Results results = sim::run(network, settings);
    if (!results.conserved)
        std::abort();
    double mean = 0;
    for (const sim::SubscriptionResult &subscription : results.subscriptions)
        mean += subscription.wait.histogram.mean() * 1e-9 / static_cast<double>(results.subscriptions.size());
    return {0, mean, results.events};
}

Sample hold(std::uint64_t pending, std::uint64_t holds, std::uint64_t seed)
{
    RandomStream random(seed);
    sim::EventList events;
    for (std::uint64_t i = 0; i < pending; ++i)
        events.schedule(static_cast<sim::Time>(random.exponential() * 1e9), 0);
    sim::Time now = 0;
    for (std::uint64_t i = 0; i < holds; ++i) {
        now = events.firstTime();
        events.take();
        events.schedule(now + static_cast<sim::Time>(random.exponential() * 1e9), 0);
    }
    return {0, static_cast<double>(now) * 1e-9, holds};
}

std::vector<Model> models(std::uint64_t n)
{
    const auto queue = [n](std::uint32_t servers) {
        return [n, servers, network = queueModel(servers)](std::uint64_t seed) {
            return engine(network, 0.9 * servers, n, seed);
        };
    };
    const std::uint64_t publications = n / 3;
    constexpr std::uint64_t pending = 100'000;
    return {
        {"M1 M/M/1", 9.0, [n](std::uint64_t seed) { return bare(bareQueue(1, n, seed)); }, queue(1)},
        {"M2 M/M/8", 0.876916, [n](std::uint64_t seed) { return bare(bareQueue(8, n, seed)); }, queue(8)},
        {"M3 topic of 5", 1.969383, [=](std::uint64_t seed) { return bare(bareTopic(publications, seed)); },
         [publications, network = topicModel()](std::uint64_t seed) {
             return engine(network, 3.6, publications, seed);
         }},
        {"M4 retries", 0.613530, [n](std::uint64_t seed) { return bare(bareRetry(n, seed)); },
         [n, network = retryModel()](std::uint64_t seed) { return engine(network, 2.5, n, seed); }},
        {"M5 hold 1e5", 0, [n](std::uint64_t seed) { return bare(bareHold(pending, n, seed)); },
         [n](std::uint64_t seed) { return hold(pending, n, seed); }},
    };
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

Row measure(const Model &model, int rounds)
{
    std::vector<double> limits, weirs, ratios;
    double limitWait = 0, weirWait = 0;
    for (int round = 0; round <= rounds; ++round) {
        const auto seed = static_cast<std::uint64_t>(round + 1);
        const Sample limit = timed([&] { return model.limit(seed); });
        const Sample weir = timed([&] { return model.weir(seed); });
        if (round == 0)
            continue; // Warms caches and pages.
        limits.push_back(limit.nanoseconds);
        weirs.push_back(weir.nanoseconds);
        ratios.push_back(weir.nanoseconds / limit.nanoseconds);
        limitWait += limit.meanWait / rounds;
        weirWait += weir.meanWait / rounds;
    }
    const Row row{model.name, median(limits), median(weirs), median(ratios)};
    std::printf("%-14s %10.1f %10.1f %8.2f   %10.4f %10.4f %10.4f\n", row.name.c_str(), row.limit, row.weir, row.ratio,
                limitWait, weirWait, model.theory);
    std::fflush(stdout);
    return row;
}

/// Allocations that a run ten times as long makes more than a short one: 0 once warm.
std::int64_t steadyAllocations(const sim::Network &network, double rate)
{
    const auto count = [&](std::uint64_t customers) {
        const std::uint64_t before = allocations();
        engine(network, rate, customers, 1);
        return static_cast<std::int64_t>(allocations() - before);
    };
    const std::int64_t warm = count(300'000);
    return count(3'000'000) - warm;
}

bool writeJson(const char *path, const std::vector<Row> &rows)
{
    std::FILE *const file = std::fopen(path, "w");
    if (!file)
        return false;
    std::fputs("{\"benchmark\": \"simulation\", \"unit\": \"ns/event\", \"rows\": [\n", file);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::fprintf(file, "  {\"model\": \"%s\", \"limit\": %.2f, \"weir\": %.2f, \"ratio\": %.3f}%s\n",
                     rows[i].name.c_str(), rows[i].limit, rows[i].weir, rows[i].ratio, i + 1 < rows.size() ? "," : "");
    }
    std::fputs("]}\n", file);
    return std::fclose(file) == 0;
}

} // namespace

} // namespace weir::bench

int main(int argc, char **argv)
{
    using namespace weir::bench;
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 7;
    const std::uint64_t customers = argc > 2 ? std::max(1000ull, std::strtoull(argv[2], nullptr, 10)) : 1'000'000;
    std::printf("%-14s %10s %10s %8s   %10s %10s %10s\n", "model", "limit", "weir", "ratio", "wait limit", "wait weir",
                "theory");
    std::vector<Row> rows;
    for (const Model &model : models(customers))
        rows.push_back(measure(model, rounds));
    std::printf("allocations once warm: M1 %lld, M2 %lld, M3 %lld, M4 %lld\n",
                static_cast<long long>(steadyAllocations(queueModel(1), 0.9)),
                static_cast<long long>(steadyAllocations(queueModel(8), 7.2)),
                static_cast<long long>(steadyAllocations(topicModel(), 3.6)),
                static_cast<long long>(steadyAllocations(retryModel(), 2.5)));
    return argc > 3 && !writeJson(argv[3], rows) ? 1 : 0;
}
