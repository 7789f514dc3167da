// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/transport/httphandler.h"
#include "core/transport/httplimits.h"
#include "core/transport/tlsfiles.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QObject>
#include <QTimer>

#include <array>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace weir {

class HttpListener;
class HttpServerConnection;

struct HttpServerSettings
{
    QHostAddress address = QHostAddress(QHostAddress::LocalHost);
    quint16 port = 0; ///< 0: any free one.
    HttpRules rules;
    int connections = 512;
    int connectionsPerPeer = 32; ///< Of one address.
    std::optional<HttpTlsFiles> tls;
};

/// What a server counted since its start.
struct HttpServerCounters
{
    qint64 accepted = 0;           ///< Connections.
    qint64 requests = 0;           ///< Given to a handler.
    qint64 displaced = 0;          ///< Connections without a whole request that made room for new ones.
    qint64 slowReadersDropped = 0; ///< Of streams, and of answers that were not read.
    qint64 failedHandshakes = 0;   ///< Of TLS.
    std::array<qint64, httpRefusalCount> refused{};

    qint64 refusedFor(HttpRefusal refusal) const { return refused.at(static_cast<std::size_t>(refusal)); }
};

/// An HTTP/1.1 server: a thin layer of sockets over HttpConnection.
///
/// Lives on one thread, that of its handlers too. Handlers run for whole, well-formed requests only. When all places are
/// taken, a new connection takes the place of the one that has waited longest for the rest of a request, if there is one:
/// slow clients cannot keep good ones out.
class HttpServer : public QObject
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit HttpServer(const Clock &clock, QObject *parent = nullptr);
    ~HttpServer() override;

    /// Answers \a method on \a path, which is compared exactly; one that ends in `/*` takes every path below. HEAD is
    /// answered as GET, without the body. A later route for the same replaces the earlier one.
    void route(HttpMethod method, const QByteArray &path, HttpHandler handler);
    /// The same for a handler that answers at once.
    void route(HttpMethod method, const QByteArray &path, std::function<HttpResponse(const HttpRequest &)> handler);
    /// Takes the route away; connections stay.
    void removeRoute(HttpMethod method, const QByteArray &path);

    /// Listens. Fails when the address is taken or not allowed, or a TLS file is not readable.
    Result<void> listen(const HttpServerSettings &settings);
    /// Ends all connections and streams; listens no more. May be called by a handler; the server may not be destroyed by one.
    void close();

    bool isListening() const;
    quint16 port() const;
    /// `http://127.0.0.1:8080`, as a client of this machine reaches it.
    QString url() const;
    /// Open now.
    int connections() const;
    int streams() const;
    const HttpServerCounters &counters() const { return m_counters; }

    /// Ends the connections whose time has come. A timer calls it while there are connections.
    void checkDeadlines();

private:
    friend class HttpListener;
    friend class HttpServerConnection;

    struct Route
    {
        QByteArray path;
        bool below = false;
        HttpMethod method = HttpMethod::Get;
        std::shared_ptr<const HttpHandler> handler; ///< Shared with the requests that it is handling.
    };

    void accept(qintptr descriptor);
    std::optional<HttpRefusal> makeRoom(const QHostAddress &peer);
    bool displaceOne(const QHostAddress *peer);
    void handle(const HttpRequest &request, const HttpReply &reply);
    const Route *findRoute(HttpMethod method, const QByteArray &path) const;
    void count(HttpRefusal refusal);
    const QByteArray &date();
    void remove(HttpServerConnection *connection);

    const Clock &m_clock;
    HttpServerSettings m_settings;
    std::optional<QSslConfiguration> m_tls;
    std::unique_ptr<HttpListener> m_listener;
    std::vector<Route> m_routes;
    std::unordered_map<HttpServerConnection *, std::shared_ptr<HttpServerConnection>> m_connections;
    std::vector<std::shared_ptr<HttpServerConnection>> m_ended; ///< Until the event loop has left them.
    ByteBudget m_budget;
    HttpServerCounters m_counters;
    std::chrono::milliseconds m_tick{};
    std::int64_t m_dateSecond = -1;
    QByteArray m_date;
    QTimer m_timer;
};

} // namespace weir
