// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/networkbuilder.h"

namespace weir {

/// What queueing theory expects of a network before it is run, ignoring faults.
struct TrafficEstimate
{
    std::vector<double> publications; ///< Events each second, by publication.
    std::vector<double> arrivals;     ///< Messages each second, by subscription; on a queue by share of capacity.
    std::vector<double> load;         ///< Utilisation each subscription would need, above 1 when it cannot keep up.
    std::vector<double> offered; ///< Servers each subscription would keep busy in the mean (Erlangs), retries included.
    std::vector<double> outboxes; ///< Rows each second, by outbox.
    bool isExplosive = false;     ///< Follow-up events cause ever more of themselves.
};

/// Rates through the network: sources, follow-ups, retries (`1 + p + p^2 + …` attempts for each message).
TrafficEstimate estimateTraffic(const sim::Network &network);

/// Rows each second that the relays of \a outbox can publish at most.
double outboxCapacity(const sim::Outbox &outbox);

/// One sentence for each station that cannot keep up, and one for a loop of events without end.
QStringList overloadWarnings(const BuiltNetwork &built);

} // namespace weir
