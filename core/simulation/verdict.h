// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulation/assertions.h"

namespace weir {

/// The sentence a report begins with: does the design hold, and if not, what breaks first.
///
/// `Holds: all 3 assertions hold; the busiest is Payment Service at 71 %.` \a assertions are those \a report was checked
/// against, in the same order.
QString verdictSentence(const Report &report, const BuiltNetwork &built, const std::vector<BoundAssertion> &assertions,
                        sim::Stopped stopped);

/// A sentence part that says what an assertion measured: `p99 of order.placed -> billing is 7 min 12 s (limit 5 min)`.
QString measuredText(const AssertionReport &report, const Assertion &assertion);

} // namespace weir
