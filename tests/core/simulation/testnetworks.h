// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/engine.h"

#include <string>

/// Small networks for tests; a second is the unit of time.
namespace weir::sim::test {

inline constexpr double seconds = 1e9;

/// A network with \a channels of this kind, one service, one event type and nothing else.
Network emptyNetwork(ChannelKind kind, Index channels = 1);
/// Adds a producer of event type \a eventType to \a channel (direct) with Poisson arrivals; its index.
Index addSource(Network &network, double rate, Index channel = 0, Index eventType = 0);
/// Adds a subscription to \a channel for event type \a eventType with exponential processing; its index.
Index addSubscription(Network &network, std::uint32_t servers, double meanService, Index channel = 0,
                      Index eventType = 0);
/// One queue: M/M/c with mean service 1 s.
Network oneQueue(double rate, std::uint32_t servers);

/// One message at \a at, twice that and so on (seconds) to a queue with one server that takes \a processing seconds.
Network oneMessage(double at, double processing);

/// Keeps the steps of a run.
class Recorder : public TraceSink
{
public:
    void step(const TraceStep &step) override { steps.push_back(step); }
    /// When steps of one kind happened.
    std::vector<Time> times(Step wanted) const;

    std::vector<TraceStep> steps;
};

/// Settings for \a duration seconds.
RunSettings upTo(double duration, AtEnd atEnd = AtEnd::Drain);
/// Runs and records the steps.
Results traced(const Network &network, const RunSettings &settings, Recorder &recorder);

/// Settings for \a customers arrivals at \a rate, until all have left.
RunSettings untilEmpty(double customers, double rate, std::uint64_t seed);

/// A hash over everything in \a results: equal for equal results, on every machine.
std::uint64_t digest(const Results &results);

} // namespace weir::sim::test
