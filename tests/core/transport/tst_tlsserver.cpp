// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/transport/httpexchange.h"
#include "core/transport/httpserver.h"
#include "tests/core/transport/certificate.h"
#include "tests/core/transport/rawclient.h"

#include <QSslCertificate>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace weir::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TlsServerTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void requestIsAnsweredOverTls();
    void foreignCertificateIsRefused_data();
    void foreignCertificateIsRefused();
    void streamGoesOverTls();
    void stalledReaderIsDroppedOverTls();
    void handshakeHasItsTime();
    void plainRequestIsNoHandshake();
    void badFilesAreErrors();

private:
    HttpServerSettings settings() const;
    HttpExchangeSettings client(const QString &host) const;

    QTemporaryDir m_folder;
    HttpTlsFiles m_files;
    QSslConfiguration m_trusting;
};

void TlsServerTest::initTestCase()
{
    if (!QSslSocket::supportsSsl())
        QSKIP("Qt has no TLS here.");
    m_files = writeCertificate(m_folder.path(), u"weir.example"_s);
    const auto certificates = QSslCertificate::fromPath(m_files.certificate);
    QCOMPARE(certificates.size(), 1);
    m_trusting = QSslConfiguration::defaultConfiguration();
    m_trusting.setCaCertificates(certificates);
}

HttpServerSettings TlsServerTest::settings() const
{
    HttpServerSettings settings;
    settings.tls = m_files;
    settings.rules.hosts = {"weir.example"};
    return settings;
}

HttpExchangeSettings TlsServerTest::client(const QString &host) const
{
    HttpExchangeSettings settings;
    settings.policy.allowPrivate = true;
    settings.tls = m_trusting;
    settings.lookup = [host](const QString &asked, QObject *context,
                             const std::function<void(Result<QList<QHostAddress>>)> &found) {
        QMetaObject::invokeMethod(
            context, [found] { found(QList{QHostAddress(QHostAddress::LocalHost)}); }, Qt::QueuedConnection);
        QCOMPARE(asked, host);
    };
    return settings;
}

void TlsServerTest::requestIsAnsweredOverTls()
{
    const SystemClock clock;
    HttpServer server(clock);
    QByteArray body;
    server.route(HttpMethod::Post, "/hook", [&body](const HttpRequest &request) {
        body = request.body;
        return HttpResponse::json(200, R"({"received":true})");
    });
    QVERIFY(server.listen(settings()));
    QVERIFY(server.url().startsWith(u"https://"_s));
    HttpOutgoingRequest request;
    request.url = *parseHttpUrl(u"https://weir.example:%1/hook"_s.arg(server.port()));
    request.body = QByteArray(300'000, 'b');
    HttpExchange exchange(clock);
    std::optional<HttpExchangeResult> result;
    exchange.start(request, client(u"weir.example"_s), [&result](const HttpExchangeResult &came) { result = came; });
    QTRY_VERIFY(result);
    QVERIFY2(result->isSuccess(), qPrintable(result->error.message));
    QCOMPARE(result->body, R"({"received":true})");
    QCOMPARE(body, request.body);
    QTRY_COMPARE(server.connections(), 0);
    QCOMPARE(server.counters().failedHandshakes, 0);
}

void TlsServerTest::foreignCertificateIsRefused_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("trusts");
    QTest::addRow("of another host") << u"other.example"_s << true;
    QTest::addRow("that nobody vouches for") << u"weir.example"_s << false;
}

void TlsServerTest::foreignCertificateIsRefused()
{
    QFETCH(QString, host);
    QFETCH(bool, trusts);
    const SystemClock clock;
    HttpServer server(clock);
    QVERIFY(server.listen(settings()));
    HttpOutgoingRequest request;
    request.url = *parseHttpUrl(u"https://%1:%2/"_s.arg(host).arg(server.port()));
    HttpExchangeSettings sending = client(host);
    if (!trusts)
        sending.tls.reset();
    HttpExchange exchange(clock);
    std::optional<HttpExchangeResult> result;
    exchange.start(request, sending, [&result](const HttpExchangeResult &came) { result = came; });
    QTRY_VERIFY(result);
    QCOMPARE(result->failure, HttpFailure::Tls);
    QVERIFY(!result->error.message.isEmpty());
    QCOMPARE(server.counters().requests, 0);
}

void TlsServerTest::streamGoesOverTls()
{
    const SystemClock clock;
    HttpServer server(clock);
    std::shared_ptr<HttpStream> stream;
    server.route(HttpMethod::Get, "/",
                 HttpHandler([&stream](const HttpRequest &, const HttpReply &reply) { stream = reply.stream({}); }));
    QVERIFY(server.listen(settings()));
    QSslSocket socket;
    socket.setSslConfiguration(m_trusting);
    socket.setPeerVerifyName(u"weir.example"_s);
    socket.connectToHostEncrypted(u"127.0.0.1"_s, server.port());
    QTRY_VERIFY(socket.isEncrypted());
    socket.write("GET / HTTP/1.1\r\nHost: weir.example\r\n\r\n");
    QTRY_VERIFY(stream);
    QVERIFY(stream->write("data: 1\n\n"));
    QByteArray received;
    QTRY_VERIFY((received += socket.readAll()).endsWith("data: 1\n\n"));
    stream->close();
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
}

void TlsServerTest::stalledReaderIsDroppedOverTls()
{
    const SystemClock clock;
    HttpServer server(clock);
    std::shared_ptr<HttpStream> stream;
    server.route(HttpMethod::Get, "/",
                 HttpHandler([&stream](const HttpRequest &, const HttpReply &reply) { stream = reply.stream({}); }));
    QVERIFY(server.listen(settings()));
    QSslSocket socket;
    socket.setSslConfiguration(m_trusting);
    socket.setPeerVerifyName(u"weir.example"_s);
    socket.connectToHostEncrypted(u"127.0.0.1"_s, server.port());
    QTRY_VERIFY(socket.isEncrypted());
    socket.write("GET / HTTP/1.1\r\nHost: weir.example\r\n\r\n");
    QTRY_VERIFY(stream);
    int written = 0;
    while (stream->write(QByteArray(8192, 'x')) && written < 10'000)
        ++written; // the client has no turn of the event loop to read
    QVERIFY(written < 10'000);
    QCOMPARE(server.counters().slowReadersDropped, 1);
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
}

void TlsServerTest::handshakeHasItsTime()
{
    ManualClock clock;
    HttpServer server(clock);
    QVERIFY(server.listen(settings()));
    RawClient silent(server.port());
    QTRY_COMPARE(server.connections(), 1);
    clock.advance(9s);
    server.checkDeadlines();
    QCOMPARE(server.connections(), 1);
    clock.advance(1s);
    QVERIFY(silent.waitForClose());
    QCOMPARE(server.counters().failedHandshakes, 1);
}

void TlsServerTest::plainRequestIsNoHandshake()
{
    const SystemClock clock;
    HttpServer server(clock);
    QVERIFY(server.listen(settings()));
    RawClient plain(server.port());
    plain.send("GET / HTTP/1.1\r\nHost: weir.example\r\n\r\n");
    QVERIFY(plain.waitForClose());
    QTRY_COMPARE(server.connections(), 0);
    QCOMPARE(server.counters().failedHandshakes, 1);
    QCOMPARE(server.counters().requests, 0);
}

void TlsServerTest::badFilesAreErrors()
{
    const SystemClock clock;
    HttpServer server(clock);
    HttpServerSettings wrong = settings();
    wrong.tls->certificate = m_folder.filePath(u"none.pem"_s);
    QVERIFY(server.listen(wrong).error().message.contains(u"none.pem"_s));
    wrong.tls = HttpTlsFiles{m_files.key, m_files.key};
    QVERIFY(server.listen(wrong).error().message.contains(u"no certificate"_s));
    wrong.tls = HttpTlsFiles{m_files.certificate, m_files.certificate};
    QVERIFY(server.listen(wrong).error().message.contains(u"no private key"_s));
    QVERIFY(!server.isListening());
    QVERIFY(server.listen(settings()));
}

WEIR_TEST(TlsServerTest)

#include "tst_tlsserver.moc"
