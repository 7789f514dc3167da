// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace weir::sim {

/// What a stream of an element is for; part of its seed, so the numbers stay.
enum StreamPurpose : std::uint64_t {
    ForArrivals = 1,
    ForProcessing,
    ForFailures,
    ForBackoff,
    ForEmits,
    ForFirstPoll,
    ForDeadlines,
    ForDeliveries,
    ForPatience,
    ForKeys,
    ForPoison,
    ForVersions,
};

} // namespace weir::sim
