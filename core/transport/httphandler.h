// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/httpmessage.h"

#include <functional>
#include <memory>

namespace weir {

/// How a connection ends without an answer, when a fault is emulated.
enum class HttpHangUp : quint8 {
    Close, ///< Orderly (FIN).
    Reset, ///< At once (RST).
};

/// Why a stream ended.
enum class HttpStreamEnd : quint8 {
    Left,    ///< The client is gone.
    TooSlow, ///< More than `HttpLimits::streamBytes` waited for it: it was dropped.
    Closed,  ///< close() was called, or the server ended.
};

/// A response that goes on: the body of server-sent events. Ends when the connection does; no length is announced.
///
/// Lives on the server's thread. Once ended, it stays so and takes nothing.
class HttpStream
{
public:
    virtual ~HttpStream() = default;

    virtual bool isOpen() const = 0;
    /// Sends \a bytes: with one call of the system when nothing waits; otherwise they wait. False when the stream has
    /// ended, or ends by this since too much waits.
    virtual bool write(const QByteArray &bytes) = 0;
    /// Bytes that wait in this process.
    virtual qint64 pending() const = 0;
    /// Ends the response when all that waits is sent.
    virtual void close() = 0;
    /// \a ended is called once, from the event loop, when the stream has ended for whatever reason; not when the server is
    /// destroyed before that.
    virtual void onEnd(std::function<void(HttpStreamEnd)> ended) = 0;
};

/// Where an exchange takes its answer. Implemented by the server's connections.
class HttpReplyTarget
{
public:
    virtual ~HttpReplyTarget() = default;

    virtual bool isAlive() const = 0;
    virtual void answer(const HttpResponse &response) = 0;
    virtual std::shared_ptr<HttpStream> stream(const HttpResponse &head) = 0;
    virtual void hangUp(HttpHangUp how) = 0;
};

/// The way back to the client of one request: may be kept and used later, once, on the server's thread.
///
/// When the last copy goes without an answer, the client is answered 500.
class HttpReply
{
public:
    explicit HttpReply(std::shared_ptr<HttpReplyTarget> target);

    /// The client is still there and not yet answered.
    bool isOpen() const;
    /// Answers. Nothing happens when the client is gone or was answered before.
    void send(const HttpResponse &response) const;
    /// Answers with the status and the header of \a head (and its body, as the first bytes), and keeps the response open.
    /// Null when the client is gone or was answered before.
    std::shared_ptr<HttpStream> stream(const HttpResponse &head) const;
    /// Ends the connection without an answer.
    void hangUp(HttpHangUp how) const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// Answers a request, in the call or later. The request is the handler's to copy when it needs it later.
using HttpHandler = std::function<void(const HttpRequest &, HttpReply)>;

} // namespace weir
