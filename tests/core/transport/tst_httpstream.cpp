// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/transport/httpserver.h"
#include "tests/core/transport/rawclient.h"

#include <QTest>

using namespace weir;
using namespace weir::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray get(const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

} // namespace

class HttpStreamTest : public QObject
{
    Q_OBJECT

private slots:
    void streamIsSentAsItIsWritten();
    void streamEndsWhenTheClientLeaves();
    void streamEndsWhenItIsLetGo();
    void slowReaderOfAStreamIsDropped();
};

void HttpStreamTest::streamIsSentAsItIsWritten()
{
    const SystemClock clock;
    HttpServer server(clock);
    std::shared_ptr<HttpStream> stream;
    server.route(
        HttpMethod::Get, "/events", HttpHandler([&stream](const HttpRequest &, const HttpReply &reply) {
            stream = reply.stream({200, {{"Content-Type", "text/event-stream"}, {"Connection", "keep-alive"}}, {}});
            stream->write("data: 0\n\n");
        }));
    QVERIFY(server.listen({}));
    RawClient client(server.port());
    client.send(get("/events"));
    QVERIFY(client.waitFor("data: 0\n\n"));
    QVERIFY(client.received().contains("Connection: keep-alive\r\n"));
    QVERIFY(!client.received().contains("Content-Length"));
    QCOMPARE(server.streams(), 1);
    for (int i = 1; i < 100; ++i)
        QVERIFY(stream->write("data: " + QByteArray::number(i) + "\n\n"));
    QVERIFY(client.waitFor("data: 99\n\n"));
    QCOMPARE(client.received().count("data: "), 100);
    std::optional<HttpStreamEnd> end;
    stream->onEnd([&end](HttpStreamEnd why) { end = why; });
    stream->close();
    QVERIFY(!stream->isOpen());
    QVERIFY(!stream->write("more"));
    QVERIFY(client.waitForClose());
    QTRY_COMPARE(end, HttpStreamEnd::Closed);
    QTRY_COMPARE(server.connections(), 0);
}

void HttpStreamTest::streamEndsWhenTheClientLeaves()
{
    const SystemClock clock;
    HttpServer server(clock);
    std::shared_ptr<HttpStream> stream;
    std::optional<HttpStreamEnd> end;
    server.route(HttpMethod::Get, "/", HttpHandler([&](const HttpRequest &, const HttpReply &reply) {
                     stream = reply.stream({});
                     stream->onEnd([&end](HttpStreamEnd why) { end = why; });
                 }));
    QVERIFY(server.listen({}));
    {
        RawClient client(server.port());
        client.send(get("/"));
        QVERIFY(client.waitFor("\r\n\r\n"));
        QCOMPARE(server.streams(), 1);
    }
    QTRY_COMPARE(end, HttpStreamEnd::Left);
    QVERIFY(!stream->isOpen());
    QVERIFY(!stream->write("x"));
    QCOMPARE(stream->pending(), 0);
    QCOMPARE(server.streams(), 0);
    QCOMPARE(server.counters().slowReadersDropped, 0);
}

void HttpStreamTest::streamEndsWhenItIsLetGo()
{
    const SystemClock clock;
    HttpServer server(clock);
    server.route(HttpMethod::Get, "/", HttpHandler([](const HttpRequest &, const HttpReply &reply) {
                     reply.stream({200, {}, "all there is"})->write(".");
                 }));
    QVERIFY(server.listen({}));
    RawClient client(server.port());
    client.send(get("/"));
    QVERIFY(client.waitForClose());
    QVERIFY(client.received().endsWith("all there is."));
}

void HttpStreamTest::slowReaderOfAStreamIsDropped()
{
    const SystemClock clock;
    HttpServer server(clock);
    std::vector<std::shared_ptr<HttpStream>> streams;
    server.route(HttpMethod::Get, "/", HttpHandler([&streams](const HttpRequest &, const HttpReply &reply) {
                     streams.push_back(reply.stream({}));
                 }));
    QVERIFY(server.listen({}));
    RawClient stalled(server.port(), "127.0.0.1", 4096);
    stalled.send(get("/"));
    QTRY_COMPARE(streams.size(), 1U);
    RawClient reading(server.port());
    reading.send(get("/"));
    QTRY_COMPARE(streams.size(), 2U);

    std::optional<HttpStreamEnd> end;
    streams.front()->onEnd([&end](HttpStreamEnd why) { end = why; });
    const QByteArray block(8 * 1024, 'x');
    qint64 largest = 0;
    int written = 0;
    while (streams.front()->write(block) && written < 1000) {
        largest = std::max(largest, streams.front()->pending());
        QVERIFY(streams.back()->write(block));
        ++written;
        const qsizetype whole = written * block.size();
        QTRY_VERIFY(reading.received().size() >= whole);
    }
    QVERIFY2(written < 1000, "the stalled reader was never dropped");
    QVERIFY(largest > 200 * 1024 && largest <= 256 * 1024);
    QVERIFY2(written * block.size() < 1024 * 1024, qPrintable(QString::number(written)));
    QVERIFY(!streams.front()->isOpen());
    QTRY_COMPARE(end, HttpStreamEnd::TooSlow);
    QCOMPARE(server.counters().slowReadersDropped, 1);
    QCOMPARE(server.streams(), 1);
    QVERIFY(streams.back()->write("still here"));
    QVERIFY(reading.waitFor("still here"));
}

WEIR_TEST(HttpStreamTest)

#include "tst_httpstream.moc"
