// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/transport/httpexchange.h"
#include "core/transport/httpserver.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A resolver of the test, that counts how often it is asked.
HostLookup lookup(const QList<QHostAddress> &addresses, int *asked = nullptr)
{
    return [addresses, asked](const QString &, QObject *context,
                              const std::function<void(Result<QList<QHostAddress>>)> &found) {
        if (asked)
            ++*asked;
        QMetaObject::invokeMethod(
            context, [addresses, found] { found(addresses); }, Qt::QueuedConnection);
    };
}

HttpExchangeSettings allowing()
{
    HttpExchangeSettings settings;
    settings.policy.allowPrivate = true;
    settings.lookup = lookup({QHostAddress(QHostAddress::LocalHost)});
    return settings;
}

HttpOutgoingRequest requestTo(const QString &url, const QByteArray &body = "{}")
{
    HttpOutgoingRequest request;
    request.url = *parseHttpUrl(url);
    request.headers.add("Content-Type", "application/json");
    request.body = body;
    return request;
}

/// What comes of \a request.
HttpExchangeResult resultOf(const HttpOutgoingRequest &request, const HttpExchangeSettings &settings)
{
    const SystemClock clock;
    HttpExchange exchange(clock);
    std::optional<HttpExchangeResult> result;
    exchange.start(request, settings, [&result](const HttpExchangeResult &came) { result = came; });
    [&] {
        QVERIFY(!result); // not from within the call
        QTRY_VERIFY(result);
    }();
    return result.value_or(HttpExchangeResult());
}

/// A server that sends \a answer, whatever it is asked, and closes when told.
class Scripted
{
public:
    Scripted(const QByteArray &answer, bool closes)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, answer, closes] {
            QTcpSocket *const socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, answer, closes] {
                received += socket->readAll();
                if (!received.contains("\r\n\r\n"))
                    return;
                socket->write(answer);
                if (closes)
                    socket->disconnectFromHost();
            });
        });
    }

    QString url() const { return u"http://hooks.example:%1/in?a=b"_s.arg(m_server.serverPort()); }
    QByteArray received;

private:
    QTcpServer m_server;
};

} // namespace

class HttpExchangeTest : public QObject
{
    Q_OBJECT

private slots:
    void requestIsSentAndAnswered();
    void answersAreRead_data();
    void answersAreRead();
    void bodyIsCutNotRefused();
    void privateAddressIsNotConnectedTo_data();
    void privateAddressIsNotConnectedTo();
    void nameIsResolvedOnce();
    void nextAddressIsTried();
    void failuresSayWhy();
    void silenceEndsInATimeOut();
    void abortedRequestSaysNothing();
    void framingHeadersAreRefused();
    void exchangeCanBeUsedAgain();
};

void HttpExchangeTest::requestIsSentAndAnswered()
{
    Scripted server("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\nRetry-After: 7\r\n\r\nok", false);
    const HttpExchangeResult result = resultOf(requestTo(server.url(), "{\"a\":1}"), allowing());
    QCOMPARE(result.failure, HttpFailure::None);
    QCOMPARE(result.status, 202);
    QVERIFY(result.isSuccess());
    QCOMPARE(result.body, "ok");
    QCOMPARE(result.headers.value("retry-after").toByteArray(), "7");
    QCOMPARE(result.address, QHostAddress(QHostAddress::LocalHost));
    QVERIFY(result.latency > 0s);
    const QByteArray port = server.url().section(u':', 2, 2).section(u'/', 0, 0).toLatin1();
    QCOMPARE(server.received,
             "POST /in?a=b HTTP/1.1\r\nHost: hooks.example:" + port
                 + "\r\nContent-Type: application/json\r\nContent-Length: 7\r\nConnection: close\r\n\r\n{\"a\":1}");
}

void HttpExchangeTest::answersAreRead_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isSuccess");
    const auto row = [](const char *name, const QByteArray &answer, int status, bool isSuccess) {
        QTest::addRow("%s", name) << answer << status << isSuccess;
    };
    row("to the end", "HTTP/1.1 200 OK\r\n\r\nbody", 200, true);
    row("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n", 200, true);
    row("redirect", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 4\r\n\r\nbody", 302, false);
    row("gone", "HTTP/1.1 410 Gone\r\nContent-Length: 4\r\n\r\nbody", 410, false);
    row("cut off", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbody", 0, false);
    row("nothing", "", 0, false);
    row("no HTTP", "220 mail.example ESMTP\r\n", 0, false);
}

void HttpExchangeTest::answersAreRead()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, status);
    QFETCH(bool, isSuccess);
    Scripted server(answer, true);
    const HttpExchangeResult result = resultOf(requestTo(server.url()), allowing());
    QCOMPARE(result.failure, status > 0 ? HttpFailure::None : HttpFailure::Malformed);
    QCOMPARE(result.status, status);
    QCOMPARE(result.isSuccess(), isSuccess);
    QCOMPARE(result.error.message.isEmpty(), status > 0);
    if (status > 0)
        QCOMPARE(result.body, "body");
}

void HttpExchangeTest::bodyIsCutNotRefused()
{
    Scripted server("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(1'000'000, 'x'), true);
    HttpExchangeSettings settings = allowing();
    settings.keptBody = 1000;
    const HttpExchangeResult result = resultOf(requestTo(server.url()), settings);
    QVERIFY(result.isSuccess());
    QVERIFY(result.isBodyCut);
    QCOMPARE(result.body, QByteArray(1000, 'x'));
}

void HttpExchangeTest::privateAddressIsNotConnectedTo_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QList<QHostAddress>>("addresses");
    const QHostAddress loopback(QHostAddress::LocalHost);
    const QHostAddress publicOne(u"8.8.8.8"_s);
    QTest::addRow("written") << u"127.0.0.1"_s << QList<QHostAddress>();
    QTest::addRow("written oddly") << u"2130706433"_s << QList<QHostAddress>();
    QTest::addRow("localhost") << u"localhost"_s << QList{publicOne};
    QTest::addRow("resolved") << u"hooks.example"_s << QList{loopback};
    QTest::addRow("resolved beside a public one") << u"hooks.example"_s << QList{publicOne, loopback};
    QTest::addRow("resolved to a mapped one") << u"hooks.example"_s << QList{QHostAddress(u"::ffff:127.0.0.1"_s)};
}

void HttpExchangeTest::privateAddressIsNotConnectedTo()
{
    QFETCH(QString, host);
    QFETCH(QList<QHostAddress>, addresses);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    HttpExchangeSettings settings;
    settings.lookup = lookup(addresses);
    const HttpExchangeResult result =
        resultOf(requestTo(u"http://%1:%2/"_s.arg(host).arg(server.serverPort())), settings);
    QCOMPARE(result.failure, HttpFailure::Refused);
    QVERIFY(!result.error.message.isEmpty());
    QVERIFY(result.error.hint.contains(u"Allow private"_s));
    QVERIFY(!server.hasPendingConnections());
    QVERIFY(!server.waitForNewConnection(20));
}

void HttpExchangeTest::nameIsResolvedOnce()
{
    Scripted server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false);
    int asked = 0;
    HttpExchangeSettings settings = allowing();
    settings.lookup = lookup({QHostAddress(QHostAddress::LocalHost)}, &asked);
    QVERIFY(resultOf(requestTo(server.url()), settings).isSuccess());
    QCOMPARE(asked, 1);
}

void HttpExchangeTest::nextAddressIsTried()
{
    Scripted server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false);
    HttpExchangeSettings settings = allowing();
    settings.lookup =
        lookup({QHostAddress(u"127.0.0.9"_s), QHostAddress(QHostAddress::LocalHost)}); // nobody listens on the first
    const HttpExchangeResult result = resultOf(requestTo(server.url()), settings);
    QVERIFY(result.isSuccess());
    QCOMPARE(result.address, QHostAddress(QHostAddress::LocalHost));
}

void HttpExchangeTest::failuresSayWhy()
{
    quint16 closedPort = 0;
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        closedPort = server.serverPort();
    }
    const HttpOutgoingRequest request = requestTo(u"http://hooks.example:%1/"_s.arg(closedPort));
    const HttpExchangeResult refused = resultOf(request, allowing());
    QCOMPARE(refused.failure, HttpFailure::NoConnect);
    QVERIFY(refused.error.message.contains(u"hooks.example:%1"_s.arg(closedPort)));
    HttpExchangeSettings settings = allowing();
    settings.lookup = lookup({});
    QCOMPARE(resultOf(request, settings).failure, HttpFailure::NotFound);
}

void HttpExchangeTest::silenceEndsInATimeOut()
{
    QTcpServer server; // which accepts, and says nothing
    QVERIFY(server.listen(QHostAddress::LocalHost));
    HttpExchangeSettings settings = allowing();
    settings.timeout = 50ms;
    const HttpExchangeResult result =
        resultOf(requestTo(u"http://hooks.example:%1/"_s.arg(server.serverPort())), settings);
    QCOMPARE(result.failure, HttpFailure::TimedOut);
    QVERIFY(result.error.message.contains(u"50 ms"_s));
}

void HttpExchangeTest::abortedRequestSaysNothing()
{
    Scripted server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false);
    const SystemClock clock;
    HttpExchange exchange(clock);
    bool isCalled = false;
    exchange.start(requestTo(server.url()), allowing(), [&isCalled](const HttpExchangeResult &) { isCalled = true; });
    QVERIFY(exchange.isRunning());
    exchange.abort();
    QVERIFY(!exchange.isRunning());
    QVERIFY(resultOf(requestTo(server.url()), allowing()).isSuccess());
    QVERIFY(!isCalled);
}

void HttpExchangeTest::framingHeadersAreRefused()
{
    for (const char *const name : {"Host", "content-length", "Transfer-Encoding", "Connection"}) {
        HttpOutgoingRequest request = requestTo(u"http://hooks.example/"_s);
        request.headers.add(name, "x");
        const auto bytes = httpRequestBytes(request);
        QVERIFY(!bytes);
        QVERIFY(bytes.error().message.contains(QString::fromLatin1(name), Qt::CaseInsensitive));
        QCOMPARE(resultOf(request, allowing()).failure, HttpFailure::Refused);
    }
}

void HttpExchangeTest::exchangeCanBeUsedAgain()
{
    Scripted server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false);
    const SystemClock clock;
    HttpExchange exchange(clock);
    int answered = 0;
    std::function<void(const HttpExchangeResult &)> next = [&](const HttpExchangeResult &result) {
        QVERIFY(result.isSuccess());
        if (++answered < 3)
            exchange.start(requestTo(server.url()), allowing(), next);
    };
    exchange.start(requestTo(server.url()), allowing(), next);
    QTRY_COMPARE(answered, 3);
    QVERIFY(!exchange.isRunning());
}

WEIR_TEST(HttpExchangeTest)

#include "tst_httpexchange.moc"
