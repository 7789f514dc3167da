// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

/// What holds for an element once its channel's and its project's defaults are taken into account.
namespace weir::delivery {

/// The retry policy of \a subscription: its own, else its channel's, else the project's. nullptr when none of them names
/// one that exists: one attempt.
const Policy *policyOf(const Catalog &catalog, const Subscription &subscription);
/// The retry policy of an outgoing \a webhook: its own, else the project's, else nullptr.
const Policy *policyOf(const Catalog &catalog, const Webhook &webhook);

/// The id of the channel for \a subscription's dead letters: its own, else its channel's; empty: the implicit
/// `<subscription>.dlq`.
QString deadLetterOf(const Catalog &catalog, const Subscription &subscription);

/// What \a channel guarantees: its own, else the project's, else at least once.
Guarantee guaranteeOf(const Catalog &catalog, const Channel &channel);

/// How \a service publishes when it says \a via: as it says, else through its outbox if it has one.
Via viaOf(const Service &service, std::optional<Via> via);

} // namespace weir::delivery
