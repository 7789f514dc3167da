// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace weir {

class Catalog;

/// Where the element of a report stands in selections: `services/billing/receives/bill` for `billing/bill`,
/// `services/orders/sends/order.placed` for `orders/order.placed`, `services/orders/outbox` for `outboxes/orders`.
QString selectionPath(const Catalog &catalog, const QString &element);

/// What people call the element of a report: `Billing · bill` for `billing/bill`, `Orders outbox` for `outboxes/orders`,
/// the title of a channel; the path itself when \a catalog does not have it.
QString elementName(const Catalog &catalog, const QString &element);

} // namespace weir
