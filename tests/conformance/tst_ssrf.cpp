// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/transport/addresspolicy.h"
#include "core/transport/httpexchange.h"
#include "core/transport/httpserver.h"
#include "tests/conformance/corpus.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto ssrfCases = "conformance/ssrf/cases.json"_L1;

/// What the corpus's names resolve to; every other one to a public address.
QList<QHostAddress> addressesOf(const QString &host)
{
    return {host == u"v6.test"_s ? QHostAddress(QHostAddress::LocalHostIPv6) : QHostAddress(u"8.8.4.4"_s)};
}

/// Asks the policy all that is asked before a connection is made.
Result<void> allowed(const QString &target)
{
    const AddressPolicy policy;
    const auto url = policy.checkUrl(target);
    if (!url)
        return url.error();
    if (url->address)
        return {};
    return policy.checkAddresses(url->host, addressesOf(url->host));
}

} // namespace

class SsrfSuite : public QObject
{
    Q_OBJECT

private slots:
    void targets_data();
    void targets();
    void redirectIsNotFollowed();
};

void SsrfSuite::targets_data()
{
    WEIR_NEED_CORPUS(ssrfCases);
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("isAllowed");
    const Json suite = test::corpusJson(ssrfCases);
    for (const Json &entry : suite["cases"]) {
        const QString target = textOf(entry["target"]);
        if (!target.contains("redirect.test"_L1)) // see redirectIsNotFollowed()
            QTest::addRow("%s", qPrintable(textOf(entry["id"]))) << target << (textOf(entry["expect"]) == u"allow"_s);
    }
}

void SsrfSuite::targets()
{
    QFETCH(QString, target);
    QFETCH(bool, isAllowed);
    const Result<void> result = allowed(target);
    QVERIFY2(result.isOk() == isAllowed, qPrintable(result ? target : result.error().message));
    QVERIFY(result || !result.error().message.isEmpty());
}

void SsrfSuite::redirectIsNotFollowed()
{
    const SystemClock clock;
    HttpServer server(clock);
    HttpServerSettings settings;
    settings.rules.hosts = {"redirect.test"};
    QVERIFY(server.listen(settings));
    bool isReached = false;
    server.route(HttpMethod::Post, "/", [&server](const HttpRequest &) {
        return HttpResponse{302, {{"Location", (server.url() + u"/inner"_s).toLatin1()}}, {}};
    });
    server.route(HttpMethod::Get, "/inner", [&isReached](const HttpRequest &) {
        isReached = true;
        return HttpResponse();
    });

    HttpExchangeSettings sending;
    sending.policy.allowPrivate = true;
    sending.lookup = [](const QString &, QObject *context,
                        const std::function<void(Result<QList<QHostAddress>>)> &found) {
        QMetaObject::invokeMethod(
            context, [found] { found(QList{QHostAddress(QHostAddress::LocalHost)}); }, Qt::QueuedConnection);
    };
    HttpOutgoingRequest request;
    request.url = *parseHttpUrl(u"http://redirect.test:%1/"_s.arg(server.port()));
    std::optional<HttpExchangeResult> result;
    HttpExchange exchange(clock);
    exchange.start(request, sending, [&result](const HttpExchangeResult &came) { result = came; });
    QTRY_VERIFY(result);
    QCOMPARE(result->failure, HttpFailure::None);
    QCOMPARE(result->status, 302);
    QVERIFY(!result->isSuccess());
    QCOMPARE(server.counters().requests, 1);
    QVERIFY(!isReached);
}

WEIR_TEST(SsrfSuite)

#include "tst_ssrf.moc"
