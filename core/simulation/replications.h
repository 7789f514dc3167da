// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/engine.h"

namespace weir {

/// How replications of one network are spread.
struct ReplicationPlan
{
    std::uint32_t replications = 1; ///< At least 1.
    int threads = 1;                ///< At least 1; the caller's thread is one of them.
    /// As RunControl's, with the number of the replication; may be empty.
    std::function<void(std::uint32_t replication, double share, const std::function<sim::Results()> &seen)> watch = {};
    /// Called from the caller's thread with the results of each replication that ran, in order; may be empty.
    std::function<void(std::uint32_t replication, const sim::Results &results)> finished = {};
};

/// Runs the replications 0 … n - 1 of \a settings and merges them in this order, so that the result does not depend on the
/// threads. After a stop, replications that have not begun are left out; the first always begins. \a control.progress is
/// called from the caller's thread only and never falls; \a control.trace hears replication 0, from the thread that runs it.
sim::Results runReplications(const sim::Network &network, const sim::RunSettings &settings, const ReplicationPlan &plan,
                             const sim::RunControl &control);

} // namespace weir
