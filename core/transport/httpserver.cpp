// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/httpserver.h"

#include "core/transport/httplistener.h"
#include "core/transport/httpserverconnection.h"
#include "core/transport/httpwriter.h"
#include "core/transport/tlsfiles.h"

#include <QLoggingCategory>
#include <QSslSocket>
#include <QTcpSocket>

#include <algorithm>

#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

Q_LOGGING_CATEGORY(lcHttpServer, "weir.transport.server", QtInfoMsg)

constexpr std::chrono::milliseconds slowestTick(100);
constexpr std::chrono::milliseconds fastestTick(10);
constexpr std::chrono::milliseconds acceptPause(500); ///< When the system gives no further descriptor.
constexpr int backlog = 256;

/// How often deadlines are looked at: often enough for the shortest of them.
std::chrono::milliseconds tickFor(const HttpLimits &limits)
{
    const Duration shortest = std::min({limits.request, limits.idle, limits.answer, limits.linger});
    return std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(shortest / 10), fastestTick, slowestTick);
}

/// IPv4 clients of a socket for both families look like IPv6 ones.
QHostAddress plainAddress(const QHostAddress &address)
{
    bool isIPv4 = false;
    const quint32 value = address.toIPv4Address(&isIPv4);
    return isIPv4 ? QHostAddress(value) : address;
}

} // namespace

HttpServer::HttpServer(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock), m_budget(0)
{
    m_timer.callOnTimeout(this, &HttpServer::checkDeadlines);
}

HttpServer::~HttpServer()
{
    close();
    m_ended.clear();
}

void HttpServer::route(HttpMethod method, const QByteArray &path, HttpHandler handler)
{
    removeRoute(method, path);
    const bool below = path.endsWith("/*");
    m_routes.push_back(
        {below ? path.chopped(1) : path, below, method, std::make_shared<const HttpHandler>(std::move(handler))});
}

void HttpServer::route(HttpMethod method, const QByteArray &path,
                       std::function<HttpResponse(const HttpRequest &)> handler)
{
    route(method, path, HttpHandler([handler = std::move(handler)](const HttpRequest &request, const HttpReply &reply) {
              reply.send(handler(request));
          }));
}

void HttpServer::removeRoute(HttpMethod method, const QByteArray &path)
{
    const bool below = path.endsWith("/*");
    const QByteArray kept = below ? path.chopped(1) : path;
    std::erase_if(m_routes, [&](const Route &route) {
        return route.method == method && route.below == below && route.path == kept;
    });
}

Result<void> HttpServer::listen(const HttpServerSettings &settings)
{
    close();
    m_settings = settings;
    m_settings.rules.anyAddressAsHost = m_settings.rules.anyAddressAsHost || !settings.address.isLoopback();
    HttpLimits &limits = m_settings.rules.limits;
    limits.bodyBytes = std::clamp<qsizetype>(limits.bodyBytes, 0, HttpLimits::largestBody);
    m_budget.setLimit(std::max(limits.bufferedBytes, limits.bodyBytes));
    m_tls.reset();
    if (settings.tls) {
        auto configuration = serverTlsConfiguration(*settings.tls);
        if (!configuration)
            return configuration.error();
        m_tls = *configuration;
    }
    m_listener = std::make_unique<HttpListener>([this](qintptr descriptor) { accept(descriptor); });
    m_listener->setListenBacklogSize(backlog);
    connect(m_listener.get(), &QTcpServer::acceptError, this, [this] {
        qCWarning(lcHttpServer, "Cannot accept a connection: %s", qUtf8Printable(m_listener->errorString()));
        QTimer::singleShot(acceptPause, m_listener.get(),
                           [listener = m_listener.get()] { listener->resumeAccepting(); });
    });
    if (!m_listener->listen(settings.address, settings.port)) {
        const QString why = m_listener->errorString();
        m_listener.reset();
        return Error{
            tr("Cannot listen on %1, port %2: %3.").arg(settings.address.toString()).arg(settings.port).arg(why),
            {},
            tr("Choose another port, or end the program that uses it.")};
    }
    m_tick = tickFor(limits);
    return {};
}

void HttpServer::close()
{
    m_listener.reset();
    m_timer.stop();
    const auto connections = m_connections;
    for (const auto &[pointer, connection] : connections)
        connection->end(HttpStreamEnd::Closed);
}

bool HttpServer::isListening() const
{
    return m_listener != nullptr;
}

quint16 HttpServer::port() const
{
    return m_listener ? m_listener->serverPort() : 0;
}

QString HttpServer::url() const
{
    const QHostAddress &address = m_settings.address;
    const bool isAny = address == QHostAddress(QHostAddress::Any) || address == QHostAddress(QHostAddress::AnyIPv4)
        || address == QHostAddress(QHostAddress::AnyIPv6);
    QString host = isAny ? u"127.0.0.1"_s : address.toString();
    if (!isAny && address.protocol() == QAbstractSocket::IPv6Protocol)
        host = u'[' + host + u']';
    return u"%1://%2:%3"_s.arg(m_tls ? u"https"_s : u"http"_s, host).arg(port());
}

int HttpServer::connections() const
{
    return static_cast<int>(m_connections.size());
}

int HttpServer::streams() const
{
    return static_cast<int>(std::count_if(m_connections.begin(), m_connections.end(),
                                          [](const auto &entry) { return entry.second->isStreaming(); }));
}

/// Looks one tick ahead: a client goes a little early rather than late.
void HttpServer::checkDeadlines()
{
    const Duration now = m_clock.elapsed() + m_tick;
    std::vector<std::shared_ptr<HttpServerConnection>> connections;
    connections.reserve(m_connections.size());
    for (const auto &[pointer, connection] : m_connections)
        connections.push_back(connection);
    for (const auto &connection : connections)
        connection->checkDeadline(now);
}

void HttpServer::accept(qintptr descriptor)
{
    std::unique_ptr<QTcpSocket> socket = m_tls ? std::make_unique<QSslSocket>() : std::make_unique<QTcpSocket>();
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(static_cast<int>(descriptor));
        return;
    }
    const QHostAddress peer = plainAddress(socket->peerAddress());
    if (const auto refusal = makeRoom(peer)) {
        count(*refusal);
        if (!m_tls) { // best effort: it is not waited for
            QByteArray answer;
            appendHttpResponse(answer, HttpResponse::error(503, httpRefusalText(*refusal)),
                               {.keepAlive = false, .date = date()});
            ::send(static_cast<int>(descriptor), answer.constData(), static_cast<std::size_t>(answer.size()),
                   MSG_NOSIGNAL | MSG_DONTWAIT);
        }
        socket->disconnectFromHost();
        return;
    }
    ++m_counters.accepted;
    const auto connection = std::make_shared<HttpServerConnection>(*this, std::move(socket), peer);
    m_connections.emplace(connection.get(), connection);
    if (!m_timer.isActive())
        m_timer.start(m_tick);
}

/// Sees to it that \a peer may have one connection more; says why not.
std::optional<HttpRefusal> HttpServer::makeRoom(const QHostAddress &peer)
{
    const auto ofPeer = std::count_if(m_connections.begin(), m_connections.end(),
                                      [&peer](const auto &entry) { return entry.second->peer() == peer; });
    if (ofPeer >= m_settings.connectionsPerPeer && !displaceOne(&peer))
        return HttpRefusal::TooManyOfPeer;
    if (connections() >= m_settings.connections && !displaceOne(nullptr))
        return HttpRefusal::TooManyConnections;
    return std::nullopt;
}

/// Ends the connection, of \a peer if given, that has waited longest for a request to be complete.
bool HttpServer::displaceOne(const QHostAddress *peer)
{
    HttpServerConnection *oldest = nullptr;
    for (const auto &[pointer, connection] : m_connections) {
        if ((peer && connection->peer() != *peer) || !connection->machine().isWaiting())
            continue;
        if (!oldest || connection->machine().waitingSince() < oldest->machine().waitingSince())
            oldest = pointer;
    }
    if (oldest == nullptr)
        return false;
    ++m_counters.displaced;
    oldest->end(HttpStreamEnd::Left);
    return true;
}

void HttpServer::handle(const HttpRequest &request, const HttpReply &reply)
{
    const Route *route = findRoute(request.method, request.path);
    if (route == nullptr && request.method == HttpMethod::Head)
        route = findRoute(HttpMethod::Get, request.path);
    if (route) {
        const auto handler = route->handler; // which may change the routes
        (*handler)(request, reply);
        return;
    }
    QByteArray allowed;
    for (const Route &other : m_routes) {
        if (other.below ? request.path.startsWith(other.path) : request.path == other.path)
            allowed.append(allowed.isEmpty() ? "" : ", ").append(httpMethodName(other.method));
    }
    HttpResponse response = allowed.isEmpty() ? HttpResponse::error(404, u"There is nothing at this path")
                                              : HttpResponse::error(405, u"This path does not take the method");
    if (!allowed.isEmpty())
        response.headers.add("Allow", allowed);
    reply.send(response);
}

/// The route for exactly \a path, or else the longest one that it lies below.
const HttpServer::Route *HttpServer::findRoute(HttpMethod method, const QByteArray &path) const
{
    const Route *best = nullptr;
    for (const Route &route : m_routes) {
        if (route.method != method)
            continue;
        if (!route.below && route.path == path)
            return &route;
        if (route.below && path.startsWith(route.path) && (!best || best->path.size() < route.path.size()))
            best = &route;
    }
    return best;
}

const QByteArray &HttpServer::date()
{
    const auto second = std::chrono::floor<std::chrono::seconds>(m_clock.now()).time_since_epoch().count();
    if (second != m_dateSecond) {
        m_dateSecond = second;
        m_date = httpDate(second);
    }
    return m_date;
}

void HttpServer::count(HttpRefusal refusal)
{
    ++m_counters.refused.at(static_cast<std::size_t>(refusal));
    qCDebug(lcHttpServer, "Refused: %s", httpRefusalName(refusal).data());
}

/// Forgets \a connection; its memory stays until the event loop has left it.
void HttpServer::remove(HttpServerConnection *connection)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end())
        return;
    m_ended.push_back(std::move(found->second));
    m_connections.erase(found);
    if (m_ended.size() == 1)
        QMetaObject::invokeMethod(
            this, [this] { m_ended.clear(); }, Qt::QueuedConnection);
    if (m_connections.empty())
        m_timer.stop();
}

} // namespace weir
