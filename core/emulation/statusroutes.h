// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulation/emulatedsystem.h"
#include "core/transport/httpmessage.h"
#include "core/transport/httpserver.h"
#include "core/transport/ssehub.h"

namespace weir {

/// What the endpoints counted, for /metrics.
struct EndpointFigures
{
    /// An SSE route.
    struct Route
    {
        QString path;
        int clients = 0;
        SseHubCounters counters;
    };

    int connections = 0;
    HttpServerCounters server;
    std::vector<Route> streams;
    std::int64_t received = 0; ///< Events of users that were accepted.
};

/// Answers `GET /metrics` in the text format of Prometheus: rate, errors and duration of each subscription, producers, outboxes,
/// streams, connections.
HttpResponse metricsReply(EmulatedSystem &system, const EndpointFigures &endpoints);

/// Answers `GET /health`: 200 `{"status": "ok", …}`, or 503 when \a failure (empty: none) keeps the emulation from going on.
HttpResponse healthReply(const EmulatedSystem &system, const QString &failure);

/// Answers `GET /subscriptions`: what the terminal shows as a table.
HttpResponse subscriptionsReply(const EmulatedSystem &system);

} // namespace weir
