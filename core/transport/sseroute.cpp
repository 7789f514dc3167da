// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/sseroute.h"

#include <algorithm>

namespace weir {

SseRoute::SseRoute(HttpServer &server, const Stream &stream, EventReader *reader, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_server(server)
    , m_clock(clock)
    , m_hub(stream, reader, clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SseRoute::flush);
    m_server.route(HttpMethod::Get, stream.path.toUtf8(),
                   HttpHandler([this](const HttpRequest &request, const HttpReply &reply) {
                       m_hub.connect(request, reply);
                       flush();
                   }));
}

SseRoute::~SseRoute()
{
    m_server.removeRoute(HttpMethod::Get, m_hub.stream().path.toUtf8());
}

void SseRoute::publish(const Message &message, const QString &channel, std::int64_t position)
{
    m_hub.publish(message, channel, position);
    m_timer.start(0);
}

void SseRoute::flush()
{
    m_hub.flush();
    const auto deadline = m_hub.nextDeadline();
    if (deadline)
        m_timer.start(std::max(std::chrono::milliseconds(0),
                               std::chrono::ceil<std::chrono::milliseconds>(*deadline - m_clock.elapsed())));
    else
        m_timer.stop();
}

} // namespace weir
