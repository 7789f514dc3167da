// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/duration.h"
#include "core/base/randomstream.h"
#include "core/delivery/backoff.h"
#include "core/transport/sseparser.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QList>
#include <QPair>
#include <QString>

#include <optional>

namespace weir {

/// How a client of an event stream behaves.
struct SseClientOptions
{
    Duration reconnectAfter = std::chrono::seconds(5); ///< Until the stream asks for another time.
    bool isExponential = false;                        ///< Doubles the wait for each failure in a row, with jitter.
    Duration longestWait = std::chrono::minutes(5);    ///< Between two attempts, whoever asks for more.
    Duration shortestWait = std::chrono::milliseconds(100); ///< Whoever asks for less (`retry: 0`).
    Duration heartbeat =
        std::chrono::seconds(30); ///< Of the server; silence of twice that and 5 s is a dead stream. 0: none.
    Duration connectTimeout = std::chrono::seconds(30); ///< Until the header of the answer is there.
    QByteArray lastEventId;                             ///< To go on from; empty: from now on.
    std::uint64_t seed = 1;                             ///< Of the jitter.
    StreamLimits limits;
};

/// What a client does at the moment.
enum class SseState : std::uint8_t {
    Connecting, ///< A request is under way.
    Open,       ///< Events come.
    Waiting,    ///< For the next attempt.
    Stopped,    ///< Nothing happens any more until start().
};

/// What the owner of the connection has to do now.
enum class SseAction : std::uint8_t {
    None,
    Connect,    ///< Send a request with requestHeaders(); a connection that is there is dropped before.
    Disconnect, ///< Drop the connection.
};

/// The header of an answer, as far as it matters.
struct SseResponse
{
    int status = 0;
    QByteArray contentType;
    QByteArray location;                  ///< Of a redirection, resolved against the request's address.
    bool isSameOrigin = false;            ///< Whether \ref location has the scheme, host and port of the request.
    std::optional<Duration> retryAfter{}; ///< Of `Retry-After`.
};

/// The life of one event stream's client (WHATWG HTML §9.2.3, with more patience): connects, reads, reconnects, stops.
///
/// Pure: bytes and instants in, what to do out. Instants are those of a clock that never goes back.
class SseClientMachine
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit SseClientMachine(SseClientOptions options = {});

    SseAction start(Duration now);
    /// The user wants no more: not even what has come already. A sink may call it.
    SseAction stop();
    /// `Accept`, `Cache-Control` and, when there is an id to go on from, `Last-Event-ID`.
    QList<QPair<QByteArray, QByteArray>> requestHeaders() const;

    /// The answer began. 200 with `text/event-stream` or NDJSON opens; 204 stops; 301, 302, 303, 307 and 308 are followed
    /// within the origin, five in a row; 408, 425, 429 and 5xx are tried again; everything else stops with an error.
    SseAction respond(const SseResponse &response, Duration now);
    /// Bytes of the body came.
    SseAction read(std::string_view bytes, Duration now, SseSink &sink);
    /// The connection ended, or never came to be; \a why is empty when the server closed it in order.
    SseAction closed(const QString &why, Duration now);
    /// Time has passed.
    SseAction tick(Duration now);
    /// When tick() has to be called; nothing: it need not.
    std::optional<Duration> deadline() const;

    SseState state() const { return m_state; }
    /// The state in words: `waiting 4 s: connection refused`.
    QString stateText(Duration now) const;
    /// Why the stream is not open; empty: nothing is wrong.
    const QString &error() const { return m_error; }
    /// Where a redirection sent the client, for this attempt alone unless it was a permanent one; empty: nowhere.
    const QByteArray &redirectedTo() const { return m_location; }
    /// The id to go on from.
    const std::string &lastEventId() const { return m_parser.lastEventId(); }
    /// Attempts in a row that gave no byte of a stream.
    int failures() const { return m_failures; }

private:
    class Tap;

    SseAction connect(Duration now);
    SseAction wait(const QString &why, Duration now, Duration atLeast = {});
    SseAction stopWith(const QString &why);
    SseAction redirect(const SseResponse &response, Duration now);
    Duration silenceAllowed() const;

    SseClientOptions m_options;
    delivery::RetryPlan m_plan;
    RandomStream m_random;
    SseParser m_parser;
    LineParser m_lines;
    SseState m_state = SseState::Stopped;
    QString m_error;
    QByteArray m_location;
    bool m_keepsLocation = false; ///< The redirection was permanent.
    bool m_isLines = false;       ///< The body is NDJSON.
    Duration m_reconnectAfter{};
    Duration m_until{}; ///< The end of waiting, connecting or silence.
    int m_failures = 0;
    int m_redirects = 0;
};

} // namespace weir
