// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/transport/httpserver.h"
#include "tests/core/transport/rawclient.h"

#include <QDir>
#include <QTest>

using namespace weir;
using namespace weir::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray get(const QByteArray &path, const QByteArray &fields = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

/// What a client of its own is answered to \a request.
QByteArray answerTo(const HttpServer &server, const QByteArray &request)
{
    RawClient client(server.port());
    client.send(request);
    [&] { QVERIFY(client.waitFor("\r\n\r\n")); }();
    return client.received();
}

QByteArray statusOf(const QByteArray &answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.sliced(9, 3) : QByteArray();
}

qsizetype openFiles()
{
    return QDir(u"/proc/self/fd"_s).entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot).size();
}

} // namespace

class HttpServerTest : public QObject
{
    Q_OBJECT

private slots:
    void routesAreFound_data();
    void routesAreFound();
    void otherMethodIsToldWhichAreAllowed();
    void connectionTakesFurtherRequests();
    void answerMayComeLater();
    void unansweredRequestIsAnError();
    void lateAnswerReachesNoOtherRequest();
    void clientIsHungUpOn();
    void largeAnswerArrivesWhole();
    void connectionsComeAndGoWithoutATrace();
    void portThatIsTakenIsAnError();
    void closedServerEndsItsClients();
};

void HttpServerTest::routesAreFound_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *line, const char *status, const char *body) {
        QTest::addRow("%s", line) << QByteArray(line) << QByteArray(status) << QByteArray(body);
    };
    row("GET /a", "200", "GET /a");
    row("GET /a?b=c", "200", "GET /a");
    row("GET /%61", "200", "GET /a");
    row("HEAD /a", "200", "");
    row("POST /a", "200", "POST /a");
    row("GET /below/x", "200", "below /below/x");
    row("GET /below/deep/x/y", "200", "deep /below/deep/x/y");
    row("GET /below/exact", "200", "exact /below/exact");
    row("GET /below", "404", R"({"error":"There is nothing at this path"})");
    row("GET /A", "404", R"({"error":"There is nothing at this path"})");
    row("GET /a/", "404", R"({"error":"There is nothing at this path"})");
    row("DELETE /a", "405", R"({"error":"This path does not take the method"})");
    row("POST /below/x", "405", R"({"error":"This path does not take the method"})");
}

void HttpServerTest::routesAreFound()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, body);
    const SystemClock clock;
    HttpServer server(clock);
    const auto says = [](const QByteArray &word) {
        return [word](const HttpRequest &request) { return HttpResponse{200, {}, word + ' ' + request.path}; };
    };
    server.route(HttpMethod::Get, "/a", says("GET"));
    server.route(HttpMethod::Post, "/a", says("wrong"));
    server.route(HttpMethod::Post, "/a", says("POST"));
    server.route(HttpMethod::Get, "/below/*", says("below"));
    server.route(HttpMethod::Get, "/below/deep/*", says("deep"));
    server.route(HttpMethod::Get, "/below/exact", says("exact"));
    server.route(HttpMethod::Get, "/gone", says("gone"));
    server.removeRoute(HttpMethod::Get, "/gone");
    QVERIFY(server.listen({}));
    const QByteArray answer = answerTo(server, line + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(statusOf(answer), status);
    QCOMPARE(answer.sliced(answer.indexOf("\r\n\r\n") + 4), body);
    QVERIFY(answer.contains("Date: "));
    QCOMPARE(statusOf(answerTo(server, get("/gone"))), "404");
}

void HttpServerTest::otherMethodIsToldWhichAreAllowed()
{
    const SystemClock clock;
    HttpServer server(clock);
    server.route(HttpMethod::Post, "/hook", [](const HttpRequest &) { return HttpResponse(); });
    QVERIFY(server.listen({}));
    QVERIFY(answerTo(server, get("/hook")).contains("Allow: POST\r\n"));
    QCOMPARE(server.url(), u"http://127.0.0.1:%1"_s.arg(server.port()));
}

void HttpServerTest::connectionTakesFurtherRequests()
{
    const SystemClock clock;
    HttpServer server(clock);
    server.route(HttpMethod::Get, "/*", [](const HttpRequest &request) {
        return HttpResponse{200, {}, request.path + ';'};
    });
    QVERIFY(server.listen({}));
    RawClient client(server.port());
    client.send(get("/1") + get("/2"));
    QVERIFY(client.waitFor("/2;"));
    client.send(get("/3", "Connection: close\r\n"));
    QVERIFY(client.waitForClose());
    const QByteArray answers = client.received();
    QVERIFY(answers.indexOf("/1;") < answers.indexOf("/2;") && answers.indexOf("/2;") < answers.indexOf("/3;"));
    QCOMPARE(server.counters().accepted, 1);
    QCOMPARE(server.counters().requests, 3);
    QTRY_COMPARE(server.connections(), 0);
}

void HttpServerTest::answerMayComeLater()
{
    const SystemClock clock;
    HttpServer server(clock);
    std::vector<HttpReply> replies;
    server.route(HttpMethod::Get, "/later",
                 HttpHandler([&replies](const HttpRequest &, const HttpReply &reply) { replies.push_back(reply); }));
    QVERIFY(server.listen({}));
    RawClient client(server.port());
    client.send(get("/later") + get("/later"));
    QTRY_COMPARE(replies.size(), 1U);
    QVERIFY(replies.front().isOpen());
    QVERIFY(client.received().isEmpty());
    replies.front().send(HttpResponse::text(200, u"first"));
    QVERIFY(!replies.front().isOpen());
    QVERIFY(client.waitFor("first"));
    QTRY_COMPARE(replies.size(), 2U);
    replies.front().send(HttpResponse::text(200, u"again"));
    client.reset();
    QTRY_VERIFY(!replies.back().isOpen());
    replies.back().send(HttpResponse::text(200, u"nobody"));
    QTRY_COMPARE(server.connections(), 0);
}

void HttpServerTest::unansweredRequestIsAnError()
{
    const SystemClock clock;
    HttpServer server(clock);
    server.route(HttpMethod::Get, "/", HttpHandler([](const HttpRequest &, const HttpReply &) {}));
    QVERIFY(server.listen({}));
    QCOMPARE(statusOf(answerTo(server, get("/"))), "500");
}

void HttpServerTest::lateAnswerReachesNoOtherRequest()
{
    ManualClock clock;
    HttpServer server(clock);
    std::vector<HttpReply> replies;
    server.route(HttpMethod::Get, "/",
                 HttpHandler([&replies](const HttpRequest &, const HttpReply &reply) { replies.push_back(reply); }));
    QVERIFY(server.listen({}));
    RawClient client(server.port());
    client.send(get("/"));
    QTRY_COMPARE(replies.size(), 1U);
    clock.advance(std::chrono::seconds(61));
    QVERIFY(client.waitForClose());
    QCOMPARE(statusOf(client.received()), "503");
    QVERIFY(!replies.front().isOpen());
    replies.front().send(HttpResponse::text(200, u"late"));
    QVERIFY(!client.received().contains("late"));
    QCOMPARE(server.counters().refusedFor(HttpRefusal::NotAnswered), 1);
}

void HttpServerTest::clientIsHungUpOn()
{
    const SystemClock clock;
    HttpServer server(clock);
    server.route(HttpMethod::Get, "/*", HttpHandler([](const HttpRequest &request, const HttpReply &reply) {
                     reply.hangUp(request.path == "/reset" ? HttpHangUp::Reset : HttpHangUp::Close);
                 }));
    QVERIFY(server.listen({}));
    for (const QByteArray path : {"/reset", "/close"}) {
        RawClient client(server.port());
        client.send(get(path));
        QVERIFY(client.waitForClose());
        QVERIFY(client.received().isEmpty());
    }
    QTRY_COMPARE(server.connections(), 0);
}

void HttpServerTest::largeAnswerArrivesWhole()
{
    const SystemClock clock;
    HttpServer server(clock);
    const QByteArray body = QByteArray("0123456789abcdef").repeated(512 * 1024);
    server.route(HttpMethod::Post, "/", [&body](const HttpRequest &request) {
        return HttpResponse{200, {}, body + QByteArray::number(request.body.size())};
    });
    QVERIFY(server.listen({}));
    RawClient client(server.port());
    const QByteArray sent(1024 * 1024, 'y');
    QByteArray request = "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
        + QByteArray::number(sent.size()) + "\r\n\r\n" + sent;
    while (!request.isEmpty()) {
        request = request.sliced(std::max<qsizetype>(0, client.send(request)));
        QCoreApplication::processEvents();
    }
    QVERIFY(client.waitForClose());
    QVERIFY(client.received().endsWith(body + QByteArray::number(sent.size())));
}

void HttpServerTest::connectionsComeAndGoWithoutATrace()
{
    const SystemClock clock;
    HttpServer server(clock);
    std::vector<std::shared_ptr<HttpStream>> streams;
    server.route(HttpMethod::Get, "/stream", HttpHandler([&streams](const HttpRequest &, const HttpReply &reply) {
                     streams.push_back(reply.stream({}));
                 }));
    server.route(HttpMethod::Get, "/", [](const HttpRequest &) { return HttpResponse(); });
    QVERIFY(server.listen({}));
    const qsizetype files = openFiles();
    for (int i = 0; i < 250; ++i) {
        RawClient nothing(server.port());
        RawClient half(server.port());
        half.send("GET / HT");
        RawClient whole(server.port());
        whole.send(get("/"));
        RawClient stream(server.port());
        stream.send(get("/stream"));
        QVERIFY(stream.waitFor("\r\n\r\n"));
        if (i % 2 == 0)
            whole.reset();
    }
    QTRY_COMPARE(server.connections(), 0);
    QCOMPARE(server.streams(), 0);
    QCOMPARE(streams.size(), 250U);
    QVERIFY(std::none_of(streams.begin(), streams.end(), [](const auto &stream) { return stream->isOpen(); }));
    QTRY_COMPARE(openFiles(), files);
}

void HttpServerTest::portThatIsTakenIsAnError()
{
    const SystemClock clock;
    HttpServer first(clock);
    QVERIFY(first.listen({}));
    HttpServer second(clock);
    HttpServerSettings settings;
    settings.port = first.port();
    const auto listening = second.listen(settings);
    QVERIFY(!listening);
    QVERIFY(listening.error().message.contains(QString::number(first.port())));
    QVERIFY(!second.isListening());
    first.close();
    QVERIFY(second.listen(settings));
}

void HttpServerTest::closedServerEndsItsClients()
{
    const SystemClock clock;
    auto server = std::make_unique<HttpServer>(clock);
    std::shared_ptr<HttpStream> stream;
    std::vector<HttpReply> replies;
    server->route(HttpMethod::Get, "/stream",
                  HttpHandler([&](const HttpRequest &, const HttpReply &reply) { stream = reply.stream({}); }));
    server->route(HttpMethod::Get, "/later",
                  HttpHandler([&](const HttpRequest &, const HttpReply &reply) { replies.push_back(reply); }));
    server->route(HttpMethod::Post, "/stop", [&](const HttpRequest &) {
        server->close();
        return HttpResponse();
    });
    QVERIFY(server->listen({}));
    RawClient streaming(server->port());
    streaming.send(get("/stream"));
    RawClient waiting(server->port());
    waiting.send(get("/later"));
    QTRY_VERIFY(stream && replies.size() == 1);
    RawClient stopping(server->port());
    stopping.send("POST /stop HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(streaming.waitForClose());
    QVERIFY(waiting.waitForClose());
    QVERIFY(stopping.waitForClose());
    QVERIFY(!stream->isOpen());
    QVERIFY(!RawClient(server->port()).isConnected());
    server.reset();
    QVERIFY(!replies.front().isOpen());
    replies.clear();
    stream.reset();
}

WEIR_TEST(HttpServerTest)

#include "tst_httpserver.moc"
