// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httpserverconnection.h"

#include "core/transport/httpserver.h"

#include <QSslSocket>
#include <QTcpSocket>

#include <array>
#include <cerrno>
#include <utility>

#include <sys/socket.h>

namespace weir {

namespace {

constexpr qsizetype readBytes = 64 * 1024; ///< At once; as many may wait in the socket while a request is handled.
constexpr int streamKernelBytes =
    128 * 1024; ///< What the system keeps for the reader of a stream, beside our own buffer.

/// The way back to the client of one request, which may be gone by the time it is used.
class ServerReplyTarget : public HttpReplyTarget
{
public:
    explicit ServerReplyTarget(HttpServerConnection &connection)
        : m_connection(connection.weak_from_this())
        , m_exchange(connection.exchange())
    {}

    bool isAlive() const override { return open() != nullptr; }
    void answer(const HttpResponse &response) override
    {
        if (const auto connection = open())
            connection->answer(response);
    }
    std::shared_ptr<HttpStream> stream(const HttpResponse &head) override
    {
        const auto connection = open();
        return connection ? connection->stream(head) : nullptr;
    }
    void hangUp(HttpHangUp how) override
    {
        if (const auto connection = open())
            connection->hangUp(how);
    }

private:
    std::shared_ptr<HttpServerConnection> open() const
    {
        auto connection = m_connection.lock();
        const bool isOpen = connection && connection->exchange() == m_exchange
            && connection->machine().state() == HttpConnection::State::Answering;
        return isOpen ? connection : nullptr;
    }

    std::weak_ptr<HttpServerConnection> m_connection;
    quint64 m_exchange;
};

} // namespace

/// The stream that a handler holds; letting go of it ends the response.
class HttpServerStream : public HttpStream
{
public:
    explicit HttpServerStream(std::weak_ptr<HttpServerConnection> connection) : m_connection(std::move(connection)) {}
    HttpServerStream(const HttpServerStream &) = delete;
    HttpServerStream &operator=(const HttpServerStream &) = delete;
    ~HttpServerStream() override { closeConnection(); }

    bool isOpen() const override { return m_isOpen; }
    bool write(const QByteArray &bytes) override
    {
        const auto connection = m_connection.lock();
        return m_isOpen && connection && connection->write(bytes);
    }
    qint64 pending() const override
    {
        const auto connection = m_connection.lock();
        return m_isOpen && connection ? connection->pending() : 0;
    }
    void close() override { closeConnection(); }
    void onEnd(std::function<void(HttpStreamEnd)> ended) override { m_ended = std::move(ended); }

    /// Marks it ended; gives what is to be told of it.
    std::function<void(HttpStreamEnd)> end()
    {
        m_isOpen = false;
        return std::exchange(m_ended, nullptr);
    }

private:
    void closeConnection()
    {
        if (const auto connection = m_connection.lock(); connection && m_isOpen)
            connection->closeStream();
        m_isOpen = false;
    }

    std::weak_ptr<HttpServerConnection> m_connection;
    std::function<void(HttpStreamEnd)> m_ended;
    bool m_isOpen = true;
};

HttpServerConnection::HttpServerConnection(HttpServer &server, std::unique_ptr<QTcpSocket> socket,
                                           const QHostAddress &peer)
    : m_server(server)
    , m_socket(std::move(socket))
    , m_peer(peer)
    , m_http(server.m_settings.rules, &server.m_budget, server.m_clock.elapsed())
    , m_acceptedAt(server.m_clock.elapsed())
    , m_isTls(server.m_tls.has_value())
{
    m_socket->setReadBufferSize(readBytes);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpServerConnection::work);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, [this] { end(HttpStreamEnd::Left); });
    const auto written = [this] {
        m_http.setUnsent(pending(), m_server.m_clock.elapsed());
        work();
    };
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, written);
    if (auto *const tls = qobject_cast<QSslSocket *>(m_socket.get())) {
        m_isHandshaking = true;
        connect(tls, &QSslSocket::encrypted, this, [this] { m_isHandshaking = false; });
        connect(tls, &QSslSocket::encryptedBytesWritten, this, written);
        tls->setSslConfiguration(*m_server.m_tls);
        tls->startServerEncryption();
    }
}

HttpServerConnection::~HttpServerConnection()
{
    m_socket->disconnect(this);
    m_socket->abort();
}

void HttpServerConnection::checkDeadline(Duration now)
{
    if (m_isHandshaking) {
        if (now >= m_acceptedAt + m_server.m_settings.rules.limits.request)
            end(HttpStreamEnd::Left);
        return;
    }
    if (now < m_http.deadline())
        return;
    m_http.checkDeadline(now);
    work();
}

/// Ends the connection and tells a stream. What a stream is told from within its own write() waits for the event loop.
void HttpServerConnection::end(HttpStreamEnd why)
{
    if (std::exchange(m_isGone, true))
        return;
    if (m_isHandshaking)
        ++m_server.m_counters.failedHandshakes;
    if (m_http.isSlowReader() || why == HttpStreamEnd::TooSlow)
        ++m_server.m_counters.slowReadersDropped;
    const auto self = shared_from_this();
    m_http.abort();
    m_socket->disconnect(this);
    m_socket->abort();
    m_server.remove(this);
    if (const auto stream = m_stream.lock()) {
        if (auto ended = stream->end())
            QMetaObject::invokeMethod(
                &m_server, [ended = std::move(ended), why] { ended(why); }, Qt::QueuedConnection);
    }
}

void HttpServerConnection::answer(const HttpResponse &response)
{
    m_http.answer(response, m_server.date(), m_server.m_clock.elapsed());
    work();
}

std::shared_ptr<HttpStream> HttpServerConnection::stream(const HttpResponse &head)
{
    m_socket->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, streamKernelBytes);
    auto stream = std::make_shared<HttpServerStream>(weak_from_this());
    m_stream = stream;
    m_http.beginStream(head, m_server.date());
    flush();
    work();
    return stream;
}

void HttpServerConnection::hangUp(HttpHangUp how)
{
    if (how == HttpHangUp::Reset) {
        const linger none{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
        end(HttpStreamEnd::Closed);
        return;
    }
    m_http.close();
    work();
}

bool HttpServerConnection::write(const QByteArray &bytes)
{
    if (m_isGone || !isStreaming())
        return false;
    send(bytes);
    if (pending() <= m_server.m_settings.rules.limits.streamBytes)
        return !m_isGone;
    end(HttpStreamEnd::TooSlow);
    return false;
}

qint64 HttpServerConnection::pending() const
{
    const qint64 waiting = m_socket->bytesToWrite();
    const auto *const tls = qobject_cast<const QSslSocket *>(m_socket.get());
    return tls ? waiting + tls->encryptedBytesToWrite() : waiting;
}

void HttpServerConnection::closeStream()
{
    if (const auto stream = m_stream.lock()) {
        if (auto ended = stream->end())
            QMetaObject::invokeMethod(
                &m_server, [ended = std::move(ended)] { ended(HttpStreamEnd::Closed); }, Qt::QueuedConnection);
    }
    if (m_isGone)
        return;
    m_http.close();
    m_http.setUnsent(pending(), m_server.m_clock.elapsed());
    work();
}

/// Reads, lets requests be handled and sends, until nothing more can be done now.
void HttpServerConnection::work()
{
    if (m_isWorking || m_isGone)
        return;
    m_isWorking = true;
    const auto self = shared_from_this();
    std::array<char, readBytes> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): read into
    bool hasWorked = true;
    while (hasWorked && !m_isGone) {
        hasWorked = false;
        Duration now = m_server.m_clock.elapsed();
        while (auto request = m_http.takeRequest(now)) {
            request->peer = m_peer;
            ++m_exchange;
            ++m_server.m_counters.requests;
            m_server.handle(*request, HttpReply(std::make_shared<ServerReplyTarget>(*this)));
            if (m_isGone)
                return;
            hasWorked = true;
            now = m_server.m_clock.elapsed();
        }
        flush();
        if (!m_isGone && m_http.wantsBytes()) {
            const qint64 bytes = m_socket->read(buffer.data(), buffer.size());
            if (bytes > 0)
                m_http.receive({buffer.data(), bytes}, now);
            hasWorked = hasWorked || bytes > 0;
        }
    }
    m_isWorking = false;
    settle();
}

/// Sends what the machine has to say.
void HttpServerConnection::flush()
{
    if (const auto refusal = m_http.takeRefusal())
        m_server.count(*refusal);
    const QByteArray output = m_http.takeOutput();
    if (!output.isEmpty())
        send(output);
    noteUnsent();
}

/// Asks for the time only when there is something to wait for.
void HttpServerConnection::noteUnsent()
{
    if (const qint64 unsent = pending(); unsent != 0 || m_http.unsent() != 0)
        m_http.setUnsent(unsent, m_server.m_clock.elapsed());
}

/// One call of the system when nothing waits and the line is plain: the socket's own buffer costs another turn of the loop.
void HttpServerConnection::send(const QByteArray &bytes)
{
    qint64 sent = 0;
    if (!m_isTls && m_socket->bytesToWrite() == 0) {
        const ssize_t now = ::send(static_cast<int>(m_socket->socketDescriptor()), bytes.constData(),
                                   static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (now < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
            end(HttpStreamEnd::Left);
            return;
        }
        sent = std::max<qint64>(0, now);
    }
    if (sent == bytes.size())
        return;
    m_socket->write(bytes.constData() + sent, bytes.size() - sent);
    if (m_isTls)
        m_socket->flush();
}

/// Closes when the machine says so and all is sent.
void HttpServerConnection::settle()
{
    if (m_isGone)
        return;
    if (m_http.isAborted()) {
        end(HttpStreamEnd::Left);
        return;
    }
    if (pending() > 0)
        return;
    if (m_http.state() == HttpConnection::State::Closed) {
        m_socket->disconnectFromHost();
    } else if (m_http.state() == HttpConnection::State::Lingering && !std::exchange(m_isShutDown, true)) {
        if (m_isTls)
            m_socket->disconnectFromHost();
        else
            ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
    }
}

} // namespace weir
