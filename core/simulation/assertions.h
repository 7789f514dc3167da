// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/assertion.h"
#include "core/simulation/networkbuilder.h"
#include "core/simulation/report.h"
#include "core/simulation/results.h"

namespace weir {

/// An assertion and what it is about in a network.
///
/// An event stands for every subscription that receives it, `event -> service` for those of one service, a channel for
/// its subscriptions, `*` for all. A subscription that receives several types is measured as a whole.
struct BoundAssertion
{
    Assertion assertion;
    std::vector<sim::Index> subscriptions, publications, channels; ///< Increasing.
    std::optional<std::size_t> eventSla; ///< Which of the subscription's, when it has several.
    bool fromSla = false;
};

/// Reads \a texts and finds what they are about. Fails for one that cannot be read or names nothing; the place's pointer
/// is \a pointer with the position added (`/assertions/2`), its file \a element.
Result<std::vector<BoundAssertion>> bindAssertions(const BuiltNetwork &built, const QStringList &texts,
                                                   const QString &element, const QString &pointer);

/// The SLAs of the design as assertions: `share(within 5m, billing/bill) >= 0.999`.
std::vector<BoundAssertion> slaAssertions(const BuiltNetwork &built);

/// Lets the engine count what `share(within …)` asks, exactly, where the design has no SLA of its own.
void requestShares(const std::vector<BoundAssertion> &assertions, sim::Network &network);

/// What was measured and whether the promise is kept. What could not be measured does not hold and says why.
AssertionReport evaluateAssertion(const BoundAssertion &bound, const BuiltNetwork &built, const sim::Results &results);

} // namespace weir
