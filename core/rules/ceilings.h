// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/service.h"

#include <optional>

namespace weir {

struct Design;

/// What the messages that reach a consumer ask of it.
struct ServerNeed
{
    double rate = 0;   ///< Messages each second that arrive.
    double each = 0;   ///< Seconds that one takes, retries included.
    int servers = 1;   ///< That it has: instances times concurrency.
    int instances = 1; ///< With which it would be busy at most seven tenths of the time; a million at most.

    /// Servers that are busy on average.
    double busy() const { return rate * each; }
    bool isUnstable() const { return busy() >= servers; }
};

/// The need of \a consumer, a place in the design's routing; nothing when its rate or its work is not known.
std::optional<ServerNeed> serverNeedOf(const Design &design, int consumer);

/// Rows each second that \a outbox publishes at most; infinite for a hardened one that takes no time.
double ceilingOf(const Outbox &outbox);

} // namespace weir
