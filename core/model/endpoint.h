// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/jsonvalue.h"
#include "core/model/distribution.h"

#include <QString>
#include <QStringList>

namespace weir {

enum class Direction : quint8 { Incoming, Outgoing };
enum class WebhookProfile : quint8 { Standard, Seed, Stripe, GitHub, Custom };

/// Signature of a webhook with the profile `custom`.
struct WebhookSignature
{
    QString header, prefix, encoding, signedTemplate;

    bool operator==(const WebhookSignature &) const = default;
};

/// A foreign event type and the own one it becomes.
struct WebhookMap
{
    QString from, to;

    bool operator==(const WebhookMap &) const = default;
};

struct Breaker
{
    int failures = 5; ///< In a row, until it opens.
    Duration open = std::chrono::seconds(30);

    bool operator==(const Breaker &) const = default;
};

/// An HTTP endpoint that brings events in or carries them out.
struct Webhook
{
    QString id;
    Direction direction = Direction::Outgoing;
    QString service;
    WebhookProfile profile = WebhookProfile::Standard;
    std::optional<WebhookSignature> signature;
    QStringList secrets; ///< References (`env:NAME`, `file:PATH`, `keychain:NAME`), never the secret.
    bool active = true;
    QStringList events;                ///< Types or patterns.
    QString path;                      ///< Incoming.
    QString channel;                   ///< Incoming: where its events go.
    std::optional<Duration> tolerance; ///< Incoming: age of a signature.
    QList<WebhookMap> maps;            ///< Incoming.
    QString url;                       ///< Outgoing.
    QString policy;                    ///< Outgoing.
    std::optional<Duration> timeout;   ///< Outgoing.
    bool ordered = false;
    std::optional<int> concurrency;
    std::optional<double> rateLimit; ///< Requests each second.
    std::optional<Breaker> breaker;
    bool allowPrivate = false;
    std::optional<Distribution> processing; ///< Of the receiver, when simulated.
    std::optional<double> failureRate;      ///< Of the receiver, when simulated.

    bool operator==(const Webhook &) const = default;
};

/// A Server-Sent Events route.
struct Stream
{
    QString id;
    QString service;
    QString path;
    QString channel;
    QStringList events; ///< Patterns; `{user}` comes from the request.
    QString key;
    Duration heartbeat = std::chrono::seconds(30);
    std::optional<int> replay;

    bool operator==(const Stream &) const = default;
};

} // namespace weir

Q_DECLARE_TYPEINFO(weir::Webhook, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(weir::Stream, Q_RELOCATABLE_TYPE);
