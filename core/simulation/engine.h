// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/network.h"
#include "core/simulation/results.h"
#include "core/simulation/trace.h"

#include <functional>
#include <stop_token>
#include <string_view>

namespace weir::sim {

/// What the outside may do to a run while it goes.
struct RunControl
{
    std::stop_token stop;                       ///< Ends the run early; it still reports what it saw.
    std::function<void(double share)> progress; ///< Called every few thousand events with 0 to 1; may be empty.
    /// Called every few thousand events with 0 to 1 and a way to ask for what was seen so far; may block, which holds the
    /// run back. May be empty.
    std::function<void(double share, const std::function<Results()> &seen)> watch;
    TraceSink *trace = nullptr; ///< Told every step of every message; null is fast.
};

/// The identity of an element by its id path; the same on every machine (FNV-1a, 64 bits, mixed).
Identity identityOf(std::string_view path);

/// Runs one replication of \a network from an empty system. Single-threaded; call it on several threads for several
/// replications. The same network, seed and replication give the same results on every machine.
///
/// The network must be valid: indices in range, times not negative, probabilities from 0 to 1.
Results run(const Network &network, const RunSettings &settings, const RunControl &control = {});

} // namespace weir::sim
