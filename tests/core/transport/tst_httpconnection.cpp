// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/transport/httpconnection.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using State = HttpConnection::State;

const QByteArray get = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
const QByteArray half = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhe";
const HttpRules usual;

} // namespace

class HttpConnectionTest : public QObject
{
    Q_OBJECT

private slots:
    void answerIsFramed();
    void answerToHeadHasNoBody();
    void closeIsSaidAndDone();
    void pipelinedRequestsAreAnsweredInOrder();
    void idleClientGoesAfter30s();
    void slowRequestIsRefusedAfter10s();
    void slowRequestGainsNothingByTrickling();
    void secondRequestHasItsOwnTime();
    void unansweredRequestEnds();
    void clientThatDoesNotReadIsDropped();
    void nothingMoreIsHandledWhileAnswersWait();
    void refusedClientMayReadWhy();
    void streamTakesOver();
    void continueIsSaidOnce();
};

void HttpConnectionTest::answerIsFramed()
{
    HttpConnection http(usual, nullptr, 0s);
    http.receive(get, 1s);
    QVERIFY(http.takeRequest(1s));
    QVERIFY(!http.takeRequest(1s));
    HttpResponse response = HttpResponse::json(201, "{}");
    response.headers.add("Content-Length", "999");
    QVERIFY(!response.headers.add("X-Evil", "a\r\nSet-Cookie: b"));
    http.answer(response, "today", 1s);
    QCOMPARE(http.takeOutput(),
             "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nDate: today\r\n"
             "Content-Length: 2\r\n\r\n{}");
    QCOMPARE(http.state(), State::Receiving);
}

void HttpConnectionTest::answerToHeadHasNoBody()
{
    HttpConnection http(usual, nullptr, 0s);
    http.receive("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n", 1s);
    QVERIFY(http.takeRequest(1s));
    http.answer(HttpResponse::text(200, u"abc"), {}, 1s);
    const QByteArray output = http.takeOutput();
    QVERIFY(output.contains("Content-Length: 3\r\n"));
    QVERIFY(output.endsWith("\r\n\r\n"));
}

void HttpConnectionTest::closeIsSaidAndDone()
{
    HttpConnection http(usual, nullptr, 0s);
    http.receive("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: x, close\r\n\r\n" + get, 1s);
    QVERIFY(http.takeRequest(1s));
    http.answer({}, {}, 1s);
    QVERIFY(http.takeOutput().contains("Connection: close\r\n"));
    QCOMPARE(http.state(), State::Closed);
    QVERIFY(!http.takeRequest(1s));
}

void HttpConnectionTest::pipelinedRequestsAreAnsweredInOrder()
{
    HttpConnection http(usual, nullptr, 0s);
    http.receive("GET /a HTTP/1.1\r\nHost: localhost\r\n\r\nGET /b HTTP/1.1\r\nHost: localhost\r\n\r\nGET /c HT", 1s);
    QCOMPARE(http.takeRequest(1s)->path, "/a");
    QVERIFY(!http.wantsBytes());
    QVERIFY(!http.takeRequest(1s));
    http.answer({}, {}, 1s);
    QCOMPARE(http.takeRequest(1s)->path, "/b");
    http.answer({}, {}, 1s);
    QVERIFY(!http.takeRequest(1s));
    http.receive("TP/1.1\r\nHost: localhost\r\n\r\n", 1s);
    QCOMPARE(http.takeRequest(1s)->path, "/c");
}

void HttpConnectionTest::idleClientGoesAfter30s()
{
    HttpConnection http(usual, nullptr, 5s);
    QCOMPARE(http.deadline(), 35s);
    http.checkDeadline(35s - 1ns);
    QCOMPARE(http.state(), State::Receiving);
    http.checkDeadline(35s);
    QCOMPARE(http.state(), State::Closed);
    QVERIFY(http.takeOutput().isEmpty());
    QVERIFY(!http.takeRefusal());
}

void HttpConnectionTest::slowRequestIsRefusedAfter10s()
{
    HttpConnection http(usual, nullptr, 0s);
    http.receive(half, 3s);
    QCOMPARE(http.deadline(), 13s);
    http.checkDeadline(13s);
    QCOMPARE(http.takeRefusal(), HttpRefusal::TooSlow);
    QVERIFY(http.takeOutput().startsWith("HTTP/1.1 408 "));
    QCOMPARE(http.state(), State::Closed);
}

void HttpConnectionTest::slowRequestGainsNothingByTrickling()
{
    HttpConnection http(usual, nullptr, 0s);
    Duration now = 1s;
    for (const char byte : get.first(9)) {
        http.receive(QByteArrayView(&byte, 1), now);
        now += 1s;
    }
    QCOMPARE(http.deadline(), 11s);
    http.checkDeadline(11s);
    QCOMPARE(http.takeRefusal(), HttpRefusal::TooSlow);
}

void HttpConnectionTest::secondRequestHasItsOwnTime()
{
    HttpConnection http(usual, nullptr, 0s);
    http.receive(get, 1s);
    QVERIFY(http.takeRequest(1s));
    http.answer({}, {}, 4s);
    QCOMPARE(http.deadline(), 34s);
    http.receive("\r\n", 20s);
    QCOMPARE(http.deadline(), 34s);
    http.receive("G", 25s);
    QCOMPARE(http.deadline(), 35s);
}

void HttpConnectionTest::unansweredRequestEnds()
{
    HttpConnection http(usual, nullptr, 0s);
    http.receive(get, 1s);
    QVERIFY(http.takeRequest(2s));
    QCOMPARE(http.deadline(), 62s);
    http.checkDeadline(62s);
    QCOMPARE(http.takeRefusal(), HttpRefusal::NotAnswered);
    QVERIFY(http.takeOutput().startsWith("HTTP/1.1 503 "));
    http.answer(HttpResponse::text(200, u"late"), {}, 63s);
    QVERIFY(http.takeOutput().isEmpty());
}

void HttpConnectionTest::clientThatDoesNotReadIsDropped()
{
    HttpConnection http(usual, nullptr, 0s);
    http.receive(get, 1s);
    QVERIFY(http.takeRequest(1s));
    http.answer({}, {}, 1s);
    http.setUnsent(1000, 1s);
    http.setUnsent(900, 10s);
    http.setUnsent(900, 20s);
    QCOMPARE(http.deadline(), 40s);
    http.checkDeadline(40s);
    QVERIFY(http.isAborted());
    QVERIFY(http.isSlowReader());

    HttpConnection reading(usual, nullptr, 0s);
    reading.setUnsent(1000, 1s);
    reading.setUnsent(0, 29s);
    QCOMPARE(reading.deadline(), 59s);
}

void HttpConnectionTest::nothingMoreIsHandledWhileAnswersWait()
{
    HttpConnection http(usual, nullptr, 0s);
    http.receive(get + get, 1s);
    QVERIFY(http.takeRequest(1s));
    http.answer(HttpResponse{200, {}, QByteArray(300'000, 'x')}, {}, 1s);
    QVERIFY(!http.takeRequest(1s));
    QVERIFY(!http.wantsBytes());
    const qint64 size = http.takeOutput().size();
    http.setUnsent(size, 1s);
    QVERIFY(!http.takeRequest(1s));
    http.setUnsent(1000, 15s);
    QVERIFY(http.takeRequest(15s));
}

void HttpConnectionTest::refusedClientMayReadWhy()
{
    HttpConnection http(usual, nullptr, 0s);
    http.receive("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\nabc", 1s);
    QCOMPARE(http.takeRefusal(), HttpRefusal::BodyTooLarge);
    QVERIFY(!http.takeRefusal());
    const QByteArray output = http.takeOutput();
    QVERIFY(output.startsWith("HTTP/1.1 413 "));
    QVERIFY(output.contains("Connection: close\r\n"));
    QVERIFY(output.endsWith("{\"error\":\"The body is too large\"}"));
    QCOMPARE(http.state(), State::Lingering);
    http.receive(get, 2s);
    QVERIFY(!http.takeRequest(2s));
    http.checkDeadline(3s);
    QCOMPARE(http.state(), State::Closed);
}

void HttpConnectionTest::streamTakesOver()
{
    HttpConnection http(usual, nullptr, 0s);
    http.receive(get, 1s);
    QVERIFY(http.takeRequest(1s));
    http.beginStream({200, {{"Content-Type", "text/event-stream"}, {"Connection", "keep-alive"}}, "retry: 1\n\n"}, {});
    QCOMPARE(http.takeOutput(),
             "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: keep-alive\r\n\r\n"
             "retry: 1\n\n");
    QCOMPARE(http.state(), State::Streaming);
    QCOMPARE(http.deadline(), Duration::max());
    http.receive(get, 2s);
    QVERIFY(!http.takeRequest(2s));
    http.close();
    QCOMPARE(http.state(), State::Closed);
}

void HttpConnectionTest::continueIsSaidOnce()
{
    HttpConnection http(usual, nullptr, 0s);
    const QByteArray header = "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n";
    http.receive(header, 1s);
    QCOMPARE(http.takeOutput(), "HTTP/1.1 100 Continue\r\n\r\n");
    http.receive("a", 1s);
    QVERIFY(http.takeOutput().isEmpty());
    http.receive("b", 1s);
    QVERIFY(http.takeRequest(1s));
    http.answer({}, {}, 1s);
    QVERIFY(!http.takeOutput().contains("100 Continue"));
    http.receive(header + "ab", 1s); // does not wait: it need not be told
    QVERIFY(!http.takeOutput().contains("100 Continue"));
}

WEIR_TEST(HttpConnectionTest)

#include "tst_httpconnection.moc"
