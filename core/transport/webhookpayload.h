// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/message.h"
#include "core/model/endpoint.h"
#include "core/transport/httpmessage.h"

#include <QList>

namespace weir {

/// What the body of a request to an incoming webhook says.
struct WebhookPayload
{
    QString id;              ///< What the signed body calls the event; empty when it does not.
    QString foreignType;     ///< As the service calls it; of the first one when there are several.
    QList<Message> messages; ///< Those whose type means something here, under their own types.

    /// It is an event, but none that the webhook is for.
    bool isUnmapped() const { return messages.isEmpty(); }
};

/// Reads the events in \a request: CloudEvents in each mode, the own envelope, or what the service of the webhook's profile
/// sends (Standard Webhooks, Stripe, GitHub; else any JSON object with a `type`). \a id is what the request calls itself, for
/// bodies without an id; \a receivedAt is the time of those without one.
///
/// Types are translated by the webhook's `maps` (exactly, or by a pattern); without maps its `events` say which are wanted,
/// without those too every type is. Fails when the body is no event.
Result<WebhookPayload> readWebhookPayload(const Webhook &webhook, const HttpRequest &request, const QString &id,
                                          TimePoint receivedAt);

} // namespace weir
