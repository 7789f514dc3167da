// SPDX-License-Identifier: GPL-3.0-or-later
// Measures what the event costs of bench_simulation do not show: memory of each model, replications on two threads, and a
// run of 10^9 events that is watched and then cancelled.
// bench_scale [EVENTS]
#include "core/simulation/engine.h"
#include "core/simulation/eventlist.h"
#include "core/simulation/replications.h"
#include "tests/bench/benchmodels.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace weir::bench {

namespace {

using Seconds = std::chrono::duration<double>;

double wallSeconds()
{
    return Seconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// A line of /proc/self/status in MiB: `VmHWM` is the peak of the resident memory, `VmRSS` the present one.
double residentMiB(const std::string &key)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind(key + ":", 0) == 0)
            return std::strtod(line.c_str() + key.size() + 1, nullptr) / 1024;
    }
    return 0;
}

sim::RunSettings settingsFor(double customers, double rate)
{
    sim::RunSettings settings;
    settings.duration = static_cast<sim::Time>(customers / rate * 1e9);
    settings.atEnd = sim::AtEnd::Drain;
    settings.seed = 1;
    return settings;
}

/// Prints what \a work adds to the peak of resident memory, in a process of its own.
template<typename Work>
void printMemory(const char *name, double bound, Work work)
{
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        std::ofstream("/proc/self/clear_refs") << "5"; // The peak starts from here.
        const double before = residentMiB("VmRSS");
        work();
        std::printf("%-14s %8.2f MiB above the %.1f MiB of the program (bound %.0f)\n", name,
                    residentMiB("VmHWM") - before, before, bound);
        std::fflush(stdout);
        std::_Exit(0);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
        std::printf("%-14s failed\n", name);
}

void measureMemory()
{
    constexpr double customers = 3e6;
    const auto queue = [](const sim::Network &network, double rate) {
        return [&network, rate] { sim::run(network, settingsFor(customers, rate)); };
    };
    const sim::Network one = queueModel(1), eight = queueModel(8), topic = topicModel(), retries = retryModel();
    printMemory("M1 M/M/1", 8, queue(one, 0.9));
    printMemory("M2 M/M/8", 8, queue(eight, 7.2));
    printMemory("M3 topic of 5", 8, queue(topic, 3.6));
    printMemory("M4 retries", 8, queue(retries, 2.5));
    printMemory("M5 hold 1e5", 16, [] {
        sim::EventList events;
        for (int i = 0; i < 100'000; ++i)
            events.schedule(i, 0);
        for (int i = 0; i < 1'000'000; ++i) {
            const sim::Time now = events.firstTime();
            events.take();
            events.schedule(now + 100'000, 0);
        }
    });
}

/// How many times as fast replications are on two threads: the median of \a rounds interleaved rounds.
void measureThreads(int rounds)
{
    const sim::Network network = retryModel();
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        double taken[2]{};
        for (const int threads : {1, 2}) {
            ReplicationPlan plan;
            plan.replications = 8;
            plan.threads = threads;
            const double begin = wallSeconds();
            runReplications(network, settingsFor(1e6, 2.5), plan, {});
            taken[threads - 1] = wallSeconds() - begin;
        }
        ratios.push_back(taken[0] / taken[1]);
    }
    std::sort(ratios.begin(), ratios.end());
    std::printf("two threads    %8.2f times as fast (goal 1.9; an idle machine with two cores is needed)\n",
                ratios[ratios.size() / 2]);
}

/// Runs \a events events while asking now and then for what was seen so far, then once more with a stop on the way.
void measureLongRun(double events)
{
    const sim::Network network = queueModel(1);
    const sim::RunSettings settings = settingsFor(events / 2, 0.9);
    sim::RunControl control;
    constexpr int looksWanted = 50;
    int looks = 0;
    std::uint64_t seenEvents = 0;
    control.watch = [&](double share, const std::function<sim::Results()> &seen) {
        if (share * looksWanted < looks + 1)
            return;
        seenEvents = seen().events;
        ++looks;
    };
    const double begin = wallSeconds();
    const sim::Results results = sim::run(network, settings, control);
    std::printf(
        "long run       %.3g events in %.1f s, looked at %d times (last at %.3g events), peak %.1f MiB (bound 100)\n",
        static_cast<double>(results.events), wallSeconds() - begin, looks, static_cast<double>(seenEvents),
        residentMiB("VmHWM"));

    std::stop_source stop;
    double stopped = 0;
    sim::RunControl cancelled;
    cancelled.stop = stop.get_token();
    cancelled.progress = [&](double share) {
        if (stopped == 0 && share > 0.2) {
            stopped = wallSeconds();
            stop.request_stop();
        }
    };
    const sim::Results partial = sim::run(network, settings, cancelled);
    std::printf("cancelled      after %.3g events, %.2f ms after it was asked to\n",
                static_cast<double>(partial.events), stopped == 0 ? 0 : (wallSeconds() - stopped) * 1e3);
}

} // namespace

} // namespace weir::bench

int main(int argc, char **argv)
{
    using namespace weir::bench;
    const double events = argc > 1 ? std::strtod(argv[1], nullptr) : 1e9;
    if (!(events >= 1'000)) {
        std::fputs("usage: bench_scale [EVENTS]   at least 1000\n", stderr);
        return 1;
    }
    measureMemory();
    measureThreads(5);
    measureLongRun(events);
    return 0;
}
