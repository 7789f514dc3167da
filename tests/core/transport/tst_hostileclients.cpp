// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/transport/httpserver.h"
#include "tests/core/transport/rawclient.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace weir;
using namespace weir::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 megabyte = 1024 * 1024;

/// Clients of 127.0.0.2 and on, so many of each address. The server shares the thread: now and then it has to accept, or
/// connecting waits for ever.
std::vector<std::unique_ptr<RawClient>> crowd(quint16 port, int addresses, int ofEach)
{
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < addresses * ofEach; ++i) {
        const QByteArray from = "127.0.0." + QByteArray::number(2 + i / ofEach);
        clients.push_back(std::make_unique<RawClient>(port, from.constData()));
        if (i % 32 == 31)
            QCoreApplication::processEvents();
    }
    return clients;
}

/// A server that answers `fine` and counts what reaches its handler.
struct Site
{
    explicit Site(const Clock &clock) : server(clock)
    {
        server.route(HttpMethod::Get, "/", [](const HttpRequest &) { return HttpResponse::text(200, u"fine"); });
        server.route(HttpMethod::Post, "/", [this](const HttpRequest &) {
            ++posts;
            return HttpResponse::text(200, u"taken");
        });
    }

    HttpServer server;
    int posts = 0;
};

const QByteArray goodRequest = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// Whether a good client is answered.
bool answers(const HttpServer &server)
{
    RawClient good(server.port());
    good.send(goodRequest);
    return good.waitFor("fine");
}

} // namespace

class HostileClientsTest : public QObject
{
    Q_OBJECT

private slots:
    void slowClientsGoInTime();
    void silentClientsGoInTime();
    void manyGreedyClientsCostLittleMemory();
    void announcedGigabyteIsRefusedAtOnce();
    void endlessHeaderIsRefused();
    void slowClientsMakeRoomForGoodOnes();
    void streamsAreNotDisplaced();
    void unreadAnswersAreBounded();
    void handlerNeverRunsForSmuggledRequests_data();
    void handlerNeverRunsForSmuggledRequests();
};

void HostileClientsTest::slowClientsGoInTime()
{
    ManualClock clock;
    Site site(clock);
    QVERIFY(site.server.listen({}));
    auto clients = crowd(site.server.port(), 5, 20);
    for (const auto &client : clients)
        client->send("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n");
    for (const auto &client : clients) {
        QVERIFY(client->waitFor("100 Continue"));
        QCOMPARE(client->send("slow"), 4);
    }
    QCOMPARE(site.server.connections(), 100);
    clock.advance(9s);
    QVERIFY(answers(site.server));
    QVERIFY(site.server.connections() >= 100);
    clock.advance(1s);
    for (const auto &client : clients)
        QVERIFY(client->waitForClose());
    QTRY_VERIFY(site.server.connections() <= 1); // the good one's may be idle
    QCOMPARE(site.server.counters().refusedFor(HttpRefusal::TooSlow), 100);
    QCOMPARE(site.posts, 0);
    QVERIFY(answers(site.server));
}

void HostileClientsTest::silentClientsGoInTime()
{
    ManualClock clock;
    Site site(clock);
    QVERIFY(site.server.listen({}));
    auto clients = crowd(site.server.port(), 1, 20);
    QTRY_COMPARE(site.server.connections(), 20);
    clients.front()->shutDown(); // half open
    clock.advance(29s);
    QVERIFY(answers(site.server));
    clock.advance(1s);
    for (const auto &client : clients)
        QVERIFY(client->waitForClose());
    QVERIFY(clients.back()->received().isEmpty());
}

void HostileClientsTest::manyGreedyClientsCostLittleMemory()
{
    const SystemClock clock;
    Site site(clock);
    QVERIFY(site.server.listen({}));
    QVERIFY(answers(site.server));
    const qint64 before = residentMemory();
    auto clients = crowd(site.server.port(), 10, 30);
    const QByteArray part(128 * 1024, 'x');
    for (const auto &client : clients)
        client->send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048576\r\n\r\n");
    for (int round = 0; round < 3; ++round) {
        for (const auto &client : clients)
            client->send(part);
        QVERIFY(answers(site.server));
    }
    const qint64 growth = residentMemory() - before;
    qInfo("300 clients with bodies of 1 MB: %lld KB more", static_cast<long long>(growth / 1024));
    QVERIFY2(growth < 32 * megabyte || !isMemoryTheProgramsOwn(), qPrintable(QString::number(growth)));
    QVERIFY(site.server.counters().refusedFor(HttpRefusal::TooMuchBuffered) > 0 || site.posts > 0);
}

void HostileClientsTest::announcedGigabyteIsRefusedAtOnce()
{
    ManualClock clock;
    Site site(clock);
    QVERIFY(site.server.listen({}));
    const qint64 before = residentMemory();
    auto clients = crowd(site.server.port(), 10, 10);
    for (const auto &client : clients)
        client->send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\n");
    for (const auto &client : clients)
        QVERIFY(client->waitFor("HTTP/1.1 413 "));
    const QByteArray part(64 * 1024, 'x');
    for (int round = 0; round < 20; ++round) {
        for (const auto &client : clients)
            client->send(part);
        QCoreApplication::processEvents();
    }
    QVERIFY(residentMemory() - before < 32 * megabyte || !isMemoryTheProgramsOwn());
    QVERIFY(answers(site.server));
    clock.advance(2s);
    QTRY_VERIFY(site.server.connections() <= 1);
    QCOMPARE(site.posts, 0);
}

void HostileClientsTest::endlessHeaderIsRefused()
{
    const SystemClock clock;
    Site site(clock);
    QVERIFY(site.server.listen({}));
    for (const QByteArray start : {"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", "GET /", "GET / HTTP/1.1\r\n"}) {
        RawClient client(site.server.port());
        client.send(start);
        qsizetype sent = 0;
        while (client.received().isEmpty() && !client.isClosedByServer() && sent < 4 * megabyte) {
            sent += std::max<qsizetype>(
                0, client.send(start.endsWith("\r\n") ? QByteArray("a:b\r\n").repeated(100) : QByteArray(512, 'x')));
            QCoreApplication::processEvents();
        }
        QVERIFY(client.waitFor("HTTP/1.1 431 "));
        QVERIFY(sent < megabyte);
    }
    QCOMPARE(site.server.counters().refusedFor(HttpRefusal::HeaderTooLarge), 3);
}

void HostileClientsTest::slowClientsMakeRoomForGoodOnes()
{
    const SystemClock clock;
    Site site(clock);
    QVERIFY(site.server.listen({}));
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < 300; ++i) { // all of the good client's address
        slow.push_back(std::make_unique<RawClient>(site.server.port()));
        slow.back()->send("GET / HT");
        if (i % 50 == 49)
            QVERIFY(answers(site.server));
    }
    QVERIFY(site.server.connections() <= 32);
    QVERIFY(site.server.counters().displaced >= 300 - 32);
    QVERIFY(!slow.back()->isClosedByServer());
    QVERIFY(slow.front()->isClosedByServer());
}

void HostileClientsTest::streamsAreNotDisplaced()
{
    const SystemClock clock;
    Site site(clock);
    std::vector<std::shared_ptr<HttpStream>> streams;
    site.server.route(HttpMethod::Get, "/stream", HttpHandler([&streams](const HttpRequest &, const HttpReply &reply) {
                          streams.push_back(reply.stream({}));
                      }));
    HttpServerSettings settings;
    settings.connections = 6;
    settings.connectionsPerPeer = 4;
    QVERIFY(site.server.listen(settings));
    auto watchers = crowd(site.server.port(), 1, 4);
    for (const auto &watcher : watchers)
        watcher->send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QTRY_COMPARE(streams.size(), 4U);
    RawClient fifth(site.server.port(), "127.0.0.2");
    QVERIFY(fifth.waitForClose());
    QVERIFY(fifth.received().startsWith("HTTP/1.1 503 "));
    QCOMPARE(site.server.counters().refusedFor(HttpRefusal::TooManyOfPeer), 1);
    QVERIFY(answers(site.server));

    RawClient next(site.server.port(), "127.0.0.3");
    next.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    RawClient last(site.server.port(), "127.0.0.4");
    last.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QTRY_COMPARE(streams.size(), 6U);
    RawClient seventh(site.server.port(), "127.0.0.9");
    QVERIFY(seventh.waitForClose());
    QCOMPARE(site.server.counters().refusedFor(HttpRefusal::TooManyConnections), 1);
    QVERIFY(std::all_of(streams.begin(), streams.end(), [](const auto &stream) { return stream->isOpen(); }));
}

void HostileClientsTest::unreadAnswersAreBounded()
{
    ManualClock clock;
    Site site(clock);
    const QByteArray body(100 * 1024, 'x');
    int asked = 0;
    site.server.route(HttpMethod::Get, "/large", [&](const HttpRequest &) {
        ++asked;
        return HttpResponse{200, {}, body};
    });
    QVERIFY(site.server.listen({}));
    RawClient client(site.server.port(), "127.0.0.1", 4096);
    const QByteArray request = "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (int i = 0; i < 50; ++i) {
        client.send(request.repeated(100));
        QTest::qWait(0);
    }
    QTRY_VERIFY(asked > 0);
    const int handled = asked;
    QVERIFY2(handled < 100, qPrintable(QString::number(handled)));
    QVERIFY(answers(site.server));
    clock.advance(31s);
    QTRY_COMPARE(site.server.counters().slowReadersDropped, 1);
}

void HostileClientsTest::handlerNeverRunsForSmuggledRequests_data()
{
    QTest::addColumn<QByteArray>("input");
    const auto row = [](const char *name, const QByteArray &fields, const QByteArray &body) {
        QTest::addRow("%s", name) << "POST / HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n" + body;
    };
    const QByteArray inner = "POST / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    row("length before chunks", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + inner);
    row("chunks before length", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n" + inner);
    row("chunked behind a tab", "Transfer-Encoding:\tchunked, identity\r\n", "0\r\n\r\n" + inner);
    row("chunked with a strange letter", "Transfer-Encoding: chunked\x0b\r\n", "0\r\n\r\n" + inner);
    row("blank in the name", "Transfer-Encoding : chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n" + inner);
    row("folded coding", "Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n" + inner);
    row("two lengths", "Content-Length: 0\r\nContent-Length: 38\r\n", inner);
    row("two lengths in one", "Content-Length: 0, 38\r\n", inner);
    row("chunk size with a sign", "Transfer-Encoding: chunked\r\n", "+0\r\n\r\n" + inner);
    row("chunk size with an underscore", "Transfer-Encoding: chunked\r\n", "1_0\r\n\r\n" + inner);
    row("line feed in the chunk's extension", "Transfer-Encoding: chunked\r\n", "1;a\nb\r\nx\r\n0\r\n\r\n" + inner);
}

void HostileClientsTest::handlerNeverRunsForSmuggledRequests()
{
    QFETCH(QByteArray, input);
    const SystemClock clock;
    Site site(clock);
    QVERIFY(site.server.listen({}));
    RawClient client(site.server.port());
    client.send(input);
    QVERIFY(client.waitFor("\r\n\r\n"));
    client.shutDown();
    QVERIFY(client.waitForClose());
    QVERIFY(client.received().startsWith("HTTP/1.1 400 ") || client.received().startsWith("HTTP/1.1 501 "));
    QCOMPARE(client.received().count("HTTP/1.1 "), 1);
    QCOMPARE(site.posts, 0);
    QCOMPARE(site.server.counters().requests, 0);
}

WEIR_TEST(HostileClientsTest)

#include "tst_hostileclients.moc"
