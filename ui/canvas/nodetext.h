// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

namespace weir {

/// The second line of a service's card: "sends 2 · outbox · 120/min", "3 × 4 · lognormal 180 ms", "sends welcome email".
QString serviceDetail(const Service &service);
/// "topic · 12 partitions", "queue · at most 500".
QString channelDetail(const Channel &channel);
/// "alert at 10" has no source in a channel: what a dead letter queue is for.
QString deadLetterDetail(const Channel &channel);
QString webhookDetail(const Webhook &webhook);

/// Kind, name and every number, line by line.
QString serviceTip(const Service &service);
QString channelTip(const Channel &channel, bool isDeadLetter);

/// "lognormal 180 ms".
QString distributionText(const Distribution &distribution);

} // namespace weir
