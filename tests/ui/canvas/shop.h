// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

namespace weir::test {

/// Orders sends order.placed (outbox) to the topic `orders`; Billing (domain Payments) and Mail receive it, Billing with
/// dead letters in `orders.dlq`. Stripe is external and sends payment.done to the queue `payments`, Billing receives it.
Catalog shopCatalog();

/// \a pairs services that send to a topic each, with a consumer each.
Catalog largeCatalog(int pairs);

} // namespace weir::test
