// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/transport/recordingsink.h"
#include "tests/support/registertest.h"

#include "core/transport/httpserver.h"
#include "core/transport/sseclient.h"
#include "core/transport/sseroute.h"

#include <nlohmann/json.hpp>

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::ReactingSink;
using test::RecordingSink;

namespace {

Message numbered(int number)
{
    Message message;
    message.id = QString::number(number);
    message.type = u"user.created"_s;
    message.source = u"shop"_s;
    message.data = Json{{"userId", "7"}};
    return message;
}

/// Keeps every event, as a store does.
class Store : public EventReader
{
public:
    std::vector<StoredEvent> events;

    Result<EventBatch> readAfter(std::int64_t position, int limit) override
    {
        EventBatch batch;
        for (auto i = static_cast<std::size_t>(position); i < events.size() && batch.events.size() < std::size_t(limit);
             ++i)
            batch.events.push_back(events[i]);
        return batch;
    }
    Result<std::int64_t> lastPosition() override { return static_cast<std::int64_t>(events.size()); }
    Result<std::optional<std::int64_t>> positionOf(const QString &id) override
    {
        return std::optional<std::int64_t>(id.toLongLong());
    }
};

/// A server that gives the same answer to everybody.
class RawStream
{
public:
    /// \a body is that of an event stream in chunks.
    explicit RawStream(const QByteArray &body)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, [this, body] {
            QTcpSocket *const socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, [this, socket, body] {
                m_request = socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                              + body);
            });
        });
    }

    static QByteArray chunked(const QByteArray &body, qsizetype bytes)
    {
        QByteArray chunks;
        for (qsizetype at = 0; at < body.size(); at += bytes) {
            const QByteArray chunk = body.mid(at, bytes);
            chunks += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
        }
        return chunks;
    }

    SseSource source() const
    {
        SseSource source;
        source.url = *parseHttpUrl(u"http://127.0.0.1:%1/"_s.arg(m_server.serverPort()));
        return source;
    }
    /// The latest one.
    const QByteArray &request() const { return m_request; }

private:
    QTcpServer m_server;
    QByteArray m_request;
};

} // namespace

/// Client and server of event streams against each other, over loopback.
class tst_SseClient : public QObject
{
    Q_OBJECT

    static Stream stream()
    {
        Stream stream;
        stream.id = u"events"_s;
        stream.path = u"/api/events"_s;
        stream.channel = u"users"_s;
        stream.events = {u"*"_s};
        return stream;
    }

    SseSource source(const QString &path = u"/api/events"_s) const
    {
        SseSource source;
        source.url = *parseHttpUrl(u"http://127.0.0.1:%1%2"_s.arg(m_server->port()).arg(path));
        source.options.reconnectAfter = 20ms;
        source.options.shortestWait = 10ms;
        return source;
    }

    void listen(quint16 port = 0)
    {
        m_server = std::make_unique<HttpServer>(m_clock);
        HttpServerSettings settings;
        settings.port = port;
        QVERIFY(m_server->listen(settings));
    }

private slots:
    void init() { listen(); }
    void cleanup() { m_server.reset(); }

    void eventsArrive()
    {
        SseRoute route(*m_server, stream(), nullptr, m_clock);
        RecordingSink sink;
        SseClient client(source(), sink, m_clock);
        client.start();
        QTRY_COMPARE(client.state(), SseState::Open);
        for (int i = 1; i <= 500; ++i)
            route.publish(numbered(i), u"users"_s, i);
        QTRY_COMPARE(sink.events.size(), 500);
        QVERIFY(sink.events.last().startsWith(u"message|500|{\"id\":\"500\""_s));
        client.stop();
        QTRY_COMPARE(route.hub().clients(), 0);
        QCOMPARE(client.state(), SseState::Stopped);
    }

    void serversThatRestartLeaveNoGap()
    {
        Store store;
        RecordingSink sink;
        auto route = std::make_unique<SseRoute>(*m_server, stream(), &store, m_clock);
        const quint16 port = m_server->port();
        SseClient client(source(), sink, m_clock);
        client.start();
        QTRY_COMPARE(client.state(), SseState::Open);
        int sent = 0;
        for (int round = 0; round < 20; ++round) {
            for (int i = 0; i < 50; ++i) {
                store.events.push_back({++sent, u"users"_s, numbered(sent)});
                route->publish(numbered(sent), u"users"_s, sent);
            }
            // Some are on the way, some are not even written, when the server goes.
            if (round % 2 == 0)
                QTRY_VERIFY(!sink.events.isEmpty() && sink.events.size() > sent - 60);
            route.reset();
            m_server.reset();
            store.events.push_back({++sent, u"users"_s, numbered(sent)});
            listen(port);
            route = std::make_unique<SseRoute>(*m_server, stream(), &store, m_clock);
            QTRY_VERIFY(route->hub().clients() == 1);
        }
        QTRY_COMPARE(sink.events.size(), sent);
        for (int i = 0; i < sent; ++i)
            QCOMPARE(sink.events.at(i).section(u'|', 1, 1).toInt(), i + 1);
    }

    void chunksThatSplitEventsAnyhowAreRead()
    {
        QByteArray body;
        for (int i = 1; i <= 1000; ++i)
            body += "id: " + QByteArray::number(i) + "\ndata: " + QByteArray(i % 70, 'x') + "\n\n";
        RawStream server(RawStream::chunked(body, 37));
        RecordingSink sink;
        SseClient client(server.source(), sink, m_clock);
        client.start();
        QTRY_COMPARE(sink.events.size(), 1000);
        for (int i = 1; i <= 1000; ++i)
            QCOMPARE(sink.events.at(i - 1), u"message|%1|%2"_s.arg(i).arg(QString(i % 70, u'x')));
        QCOMPARE(client.bytesRead(), body.size());
    }

    void aClientThatIsStoppedByAnEventMissesNone()
    {
        const QByteArray event = "id: 1\ndata: a\n\n", next = "id: 2\ndata: b\n\n";
        RawStream server(RawStream::chunked(event, event.size()) + RawStream::chunked(next, next.size()));
        ReactingSink sink;
        SseClient client(server.source(), sink, m_clock);
        sink.react = [&client] { client.stop(); };
        client.start();
        QTRY_COMPARE(client.state(), SseState::Stopped);
        QCOMPARE(sink.events, QStringList{u"message|1|a"_s});
        sink.react = [] {};
        client.start();
        QTRY_COMPARE(sink.events.size(), 3); // the server gives both again
        QVERIFY(server.request().contains("\r\nLast-Event-ID: 1\r\n"));
    }

    void headersAndTokensAreSent()
    {
        HttpHeaders seen;
        m_server->route(HttpMethod::Get, "/api/events",
                        HttpHandler([&seen](const HttpRequest &request, const HttpReply &reply) {
                            seen = request.headers;
                            reply.send({204, {}, {}});
                        }));
        RecordingSink sink;
        SseSource asking = source();
        asking.token = Secret("canary");
        asking.headers.add("X-Tenant", "blue");
        asking.options.lastEventId = "41";
        SseClient client(asking, sink, m_clock);
        client.start();
        QTRY_COMPARE(client.state(), SseState::Stopped);
        QCOMPARE(seen.value("authorization").toByteArray(), QByteArray("Bearer canary"));
        QCOMPARE(seen.value("x-tenant").toByteArray(), QByteArray("blue"));
        QCOMPARE(seen.value("last-event-id").toByteArray(), QByteArray("41"));
        QVERIFY(seen.value("accept").startsWith("text/event-stream"));
        QVERIFY(!client.machine().error().contains(u"canary"_s));
    }

    void redirectionsAreFollowed()
    {
        SseRoute route(*m_server, stream(), nullptr, m_clock);
        m_server->route(HttpMethod::Get, "/old", HttpHandler([](const HttpRequest &, const HttpReply &reply) {
                            reply.send({307, {{"Location", "/api/events"}}, {}});
                        }));
        RecordingSink sink;
        SseClient client(source(u"/old"_s), sink, m_clock);
        client.start();
        QTRY_COMPARE(client.state(), SseState::Open);
    }

    void jsonLinesAreRead()
    {
        std::shared_ptr<HttpStream> body;
        m_server->route(HttpMethod::Get, "/lines", HttpHandler([&body](const HttpRequest &, const HttpReply &reply) {
                            body = reply.stream({200, {{"Content-Type", "application/x-ndjson"}}, "{\"a\":1}\n{\"b\""});
                        }));
        RecordingSink sink;
        SseClient client(source(u"/lines"_s), sink, m_clock);
        client.start();
        QTRY_COMPARE(sink.events.size(), 1);
        body->write(":2}\n");
        QTRY_COMPARE(sink.events, QStringList({u"message||{\"a\":1}"_s, u"message||{\"b\":2}"_s}));
    }

    void nobodyThereIsTriedAgain()
    {
        SseSource nowhere = source();
        const quint16 port = m_server->port();
        m_server.reset();
        RecordingSink sink;
        SseClient client(nowhere, sink, m_clock);
        int changes = 0;
        client.onStateChanged([&changes] { ++changes; });
        client.start();
        QTRY_VERIFY(client.machine().failures() >= 3);
        QVERIFY(!client.machine().error().isEmpty());
        QVERIFY(changes >= 6);
        listen(port);
        SseRoute route(*m_server, stream(), nullptr, m_clock);
        QTRY_COMPARE(client.state(), SseState::Open);
    }

private:
    SystemClock m_clock;
    std::unique_ptr<HttpServer> m_server;
};

WEIR_TEST(tst_SseClient)
#include "tst_sseclient.moc"
