// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"
#include "core/model/catalog.h"

namespace weir::test {

/// An event with some data.
Message eventOf(const QString &id, const QString &type = QStringLiteral("order.placed"));

/// The usage example of the specification: `user.created` of user 123.
Message userCreated();

/// A design with the channel \a channel (the inside of its JSON object), a service `shop` that sends `order.placed` and
/// `user.created` on it, and subscriptions of the service `work` (a JSON array). The policy `processing` makes three attempts,
/// 2 s and 4 s apart.
Catalog designWith(const QByteArray &channel, const QByteArray &receives);

} // namespace weir::test
