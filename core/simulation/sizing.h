// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/scenariorunner.h"

namespace weir {

/// What is looked for.
enum class SizeQuestion {
    Instances, ///< The fewest instances of each subscription that keep every promise.
    Load,      ///< The largest multiple of the scenario's load that does.
    Outage,    ///< The longest outage that does.
};

struct SizingOptions
{
    SizeQuestion question = SizeQuestion::Instances;
    SimulationOptions run;
};

/// A subscription whose instances were counted.
struct SizedSubscription
{
    QString path;     ///< `billing/bill`.
    int now = 1;      ///< Instances in the design.
    int estimate = 1; ///< What queueing theory says (SizingEstimate).
    int fewest = 1;   ///< One less breaks a promise, or does not keep up with its load in the mean.

    bool operator==(const SizedSubscription &) const = default;
};

/// A quantity whose largest value was found.
struct SizedQuantity
{
    QString element;                ///< Outage: the fault, `brokerDown`; empty for the load.
    double now = 1;                 ///< 1 for the load; seconds of the outage in the scenario, 0 without one.
    std::optional<double> estimate; ///< What queueing theory says.
    double most = 0;                ///< Largest that was seen to keep every promise,
    std::optional<double> broken;   ///< and the smallest that does not; none when the search found no limit.

    bool operator==(const SizedQuantity &) const = default;
};

/// One simulation of the search.
struct SizingTrial
{
    double at = 0;                     ///< The factor on the load, seconds of the outage, or all instances together.
    QList<int> instances;              ///< Of each subscription in the order of the answer; empty for load and outage.
    bool keeps = false;                ///< Every promise, in each replication.
    QList<AssertionReport> assertions; ///< What was measured.

    bool operator==(const SizingTrial &) const = default;
};

/// The answer to a question of size.
struct Sizing
{
    SizeQuestion question = SizeQuestion::Instances;
    bool isPossible = false;                ///< Something was found that keeps every promise.
    QList<SizedSubscription> subscriptions; ///< Instances; sorted by path.
    SizedQuantity quantity;                 ///< Load and outage.
    QList<SizingTrial> trials;              ///< In the order they were run; the bisection's way to the answer.
    Report report;        ///< Of the answer; of the largest try when nothing keeps the promises. Without time series.
    int runs = 0;         ///< Simulations that were needed.
    bool stopped = false; ///< Interrupted: there is no answer.
};

/// Looks for the size at which \a catalog just keeps its promises under a scenario: the assertions of the scenario and of
/// the options, and the SLAs of the design. A try keeps them when each of its replications does, so that the answer does
/// not hang on one lucky run. Bisection starts from the estimate of queueing theory.
///
/// Blocks until done. Fails as runScenario() does, and when nothing is promised.
Result<Sizing> findSize(const Catalog &catalog, const SizingOptions &options, const SimulationControl &control = {});

} // namespace weir
