// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/network.h"

/// The models of the simulator's benchmark as networks; a second is the mean service time.
namespace weir::bench {

/// M/M/c at 0.9 of its capacity (M1: one server, M2: eight).
sim::Network queueModel(std::uint32_t servers);
/// A topic with five subscriptions of four servers, each at 0.9 (M3).
sim::Network topicModel();
/// M/M/4, a fifth of the attempts fails, three attempts, backoff of 2 and 4 s, dead letters (M4).
sim::Network retryModel();

} // namespace weir::bench
