// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/httpserver.h"
#include "core/transport/ssehub.h"

#include <QTimer>

namespace weir {

/// An SSE hub at its path of a server: flushes what was published once for each turn of the event loop, and keeps the
/// heartbeat.
class SseRoute : public QObject
{
public:
    /// \a server, \a reader (may be null) and \a clock must outlive it.
    SseRoute(HttpServer &server, const Stream &stream, EventReader *reader, const Clock &clock,
             QObject *parent = nullptr);
    ~SseRoute() override;

    /// An event was accepted on \a channel at \a position (0: it has none).
    void publish(const Message &message, const QString &channel, std::int64_t position);
    const SseHub &hub() const { return m_hub; }

private:
    void flush();

    HttpServer &m_server;
    const Clock &m_clock;
    SseHub m_hub;
    QTimer m_timer;
};

} // namespace weir
