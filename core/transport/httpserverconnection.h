// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/httpconnection.h"
#include "core/transport/httphandler.h"

#include <QHostAddress>
#include <QObject>

#include <memory>

class QTcpSocket;

namespace weir {

class HttpServer;
class HttpServerStream;

/// The socket of one client of HttpServer, driven by HttpConnection. Private to the server.
class HttpServerConnection : public QObject, public std::enable_shared_from_this<HttpServerConnection>
{
public:
    /// Takes over \a socket.
    HttpServerConnection(HttpServer &server, std::unique_ptr<QTcpSocket> socket, const QHostAddress &peer);
    ~HttpServerConnection() override;

    const QHostAddress &peer() const { return m_peer; }
    const HttpConnection &machine() const { return m_http; }
    quint64 exchange() const { return m_exchange; }
    bool isStreaming() const { return m_http.state() == HttpConnection::State::Streaming; }

    /// Acts on what is due at \a now.
    void checkDeadline(Duration now);
    /// Ends the connection at once, for \a why when it streams.
    void end(HttpStreamEnd why);

    void answer(const HttpResponse &response);
    std::shared_ptr<HttpStream> stream(const HttpResponse &head);
    void hangUp(HttpHangUp how);
    /// For streams: sends or keeps \a bytes; false when the connection ended by it.
    bool write(const QByteArray &bytes);
    qint64 pending() const;
    /// For streams: ends when all is sent.
    void closeStream();

private:
    void work();
    void flush();
    void noteUnsent();
    void send(const QByteArray &bytes);
    void settle();

    HttpServer &m_server;
    std::unique_ptr<QTcpSocket> m_socket;
    QHostAddress m_peer;
    HttpConnection m_http;
    Duration m_acceptedAt;
    quint64 m_exchange = 0;
    bool m_isTls = false;
    bool m_isHandshaking = false;
    bool m_isWorking = false;
    bool m_isGone = false;
    bool m_isShutDown = false;
    std::weak_ptr<HttpServerStream> m_stream;
};

} // namespace weir
