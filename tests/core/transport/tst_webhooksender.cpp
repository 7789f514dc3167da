// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/transport/signedrequests.h"
#include "tests/support/registertest.h"

#include "core/message/envelope.h"
#include "core/transport/httpserver.h"
#include "core/transport/webhookreceiver.h"
#include "core/transport/webhooksender.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace weir::test;

namespace {

class MemoryLog : public DeliveryLog
{
public:
    std::vector<DeliveryAttempt> kept;

    Result<void> record(const DeliveryAttempt &attempt) override
    {
        kept.push_back(attempt);
        return {};
    }
    Result<std::vector<DeliveryAttempt>> attempts(const DeliveryAttemptFilter &) override { return kept; }
};

class ListSink : public EventSink
{
public:
    QStringList ids;

    Result<std::int64_t> publish(const Message &message, const QString &) override
    {
        ids.append(message.id);
        return std::int64_t(ids.size());
    }
};

std::shared_ptr<const Message> messageOf(const QString &id)
{
    auto message = std::make_shared<Message>(readEnvelope(QByteArrayView(vectorBody), u"b"_s)->message);
    message->id = id;
    return message;
}

} // namespace

/// The sender against servers of the tests, over loopback.
class tst_WebhookSender : public QObject
{
    Q_OBJECT

    Webhook outgoing(const QString &path = u"/hook"_s) const
    {
        Webhook webhook;
        webhook.id = u"partner"_s;
        webhook.events = {u"*"_s};
        webhook.url = u"http://127.0.0.1:%1%2"_s.arg(m_server->port()).arg(path);
        webhook.allowPrivate = true;
        return webhook;
    }

    /// The result of one attempt at \a webhook.
    WebhookResult attempt(const Webhook &webhook)
    {
        WebhookSender sender(WebhookEndpoint(webhook, signerOf(webhook.profile)), m_clock, &m_log);
        std::optional<WebhookResult> result;
        sender.send(messageOf(u"evt_1"_s), 1, [&result](const WebhookResult &came) {
            result = came;
            return std::optional(vectorTime);
        });
        [&] {
            QVERIFY(!result);
            QTRY_VERIFY(result);
        }();
        return result.value_or(WebhookResult());
    }

private slots:
    void init()
    {
        m_server = std::make_unique<HttpServer>(m_clock);
        QVERIFY(m_server->listen({}));
        m_log.kept.clear();
    }
    void cleanup() { m_server.reset(); }

    void theOwnReceiverBelievesTheOwnSender_data()
    {
        QTest::addColumn<WebhookProfile>("profile");
        QTest::newRow("standard") << WebhookProfile::Standard;
        QTest::newRow("seed") << WebhookProfile::Seed;
        QTest::newRow("stripe") << WebhookProfile::Stripe;
        QTest::newRow("github") << WebhookProfile::GitHub;
        QTest::newRow("custom") << WebhookProfile::Custom;
    }
    void theOwnReceiverBelievesTheOwnSender()
    {
        QFETCH(WebhookProfile, profile);
        Webhook incoming;
        incoming.id = u"in"_s;
        incoming.profile = profile;
        ListSink sink;
        MemoryReplayTable replays;
        WebhookReceiver receiver(incoming, signerOf(profile), sink, replays, m_clock);
        m_server->route(HttpMethod::Post, "/hook",
                        [&receiver](const HttpRequest &request) { return receiver.handle(request); });
        Webhook webhook = outgoing();
        webhook.profile = profile;
        WebhookSender sender(WebhookEndpoint(webhook, signerOf(profile)), m_clock, &m_log);
        int succeeded = 0;
        for (int i = 0; i < 30; ++i) {
            // Every third event is sent again.
            sender.send(messageOf(u"evt_%1"_s.arg(i - i % 3)), 1, [&succeeded](const WebhookResult &result) {
                succeeded += result.outcome.succeeded ? 1 : 0;
                return std::optional<TimePoint>();
            });
        }
        QTRY_COMPARE(succeeded, 30);
        QCOMPARE(sink.ids.size(), 10);
        QCOMPARE(receiver.count(ReceiptKind::Duplicate), 20);
        QCOMPARE(m_log.kept.size(), std::size_t(30));
    }

    void attemptsAreLogged()
    {
        m_server->route(HttpMethod::Post, "/hook", [](const HttpRequest &) {
            return HttpResponse{503, {{"Retry-After", "30"}}, {}};
        });
        const WebhookResult result = attempt(outgoing());
        QCOMPARE(result.outcome.notBefore, Duration(30s));
        QCOMPARE(m_log.kept.size(), std::size_t(1));
        const DeliveryAttempt &kept = m_log.kept.front();
        QCOMPARE(kept.status, 503);
        QCOMPARE(kept.webhook, u"partner"_s);
        QCOMPARE(kept.error, u"503: Service Unavailable"_s);
        QVERIFY(kept.nextAttemptAt == vectorTime);
        QVERIFY(kept.latency > Duration::zero());
    }

    void redirectionsAreFailures()
    {
        bool followed = false;
        m_server->route(HttpMethod::Post, "/hook", [](const HttpRequest &) {
            return HttpResponse{307, {{"Location", "/there"}}, {}};
        });
        m_server->route(HttpMethod::Post, "/there", [&followed](const HttpRequest &) {
            followed = true;
            return HttpResponse{200, {}, {}};
        });
        QVERIFY(!attempt(outgoing()).outcome.succeeded);
        QVERIFY(!followed);
    }

    void silenceEndsAtTheTimeOut()
    {
        std::vector<HttpReply> held;
        m_server->route(HttpMethod::Post, "/hook",
                        HttpHandler([&held](const HttpRequest &, const HttpReply &reply) { held.push_back(reply); }));
        Webhook webhook = outgoing();
        webhook.timeout = 50ms;
        const WebhookResult result = attempt(webhook);
        QVERIFY(!result.outcome.succeeded && !result.outcome.giveUp);
        QVERIFY(result.attempt.latency >= 50ms);
        QCOMPARE(result.attempt.status, 0);
    }

    void thisNetworkIsRefusedUnlessAllowed()
    {
        bool reached = false;
        m_server->route(HttpMethod::Post, "/hook", [&reached](const HttpRequest &) {
            reached = true;
            return HttpResponse{200, {}, {}};
        });
        Webhook webhook = outgoing();
        webhook.allowPrivate = false;
        const WebhookResult result = attempt(webhook);
        QVERIFY(!result.outcome.succeeded && result.outcome.giveUp);
        QVERIFY(!reached);
        webhook.url = u"ftp://example.com/"_s;
        QVERIFY(attempt(webhook).outcome.giveUp);
    }

    void nobodyThereIsTriedAgain()
    {
        const Webhook webhook = outgoing();
        m_server->close();
        const WebhookResult result = attempt(webhook);
        QVERIFY(!result.outcome.succeeded && !result.outcome.giveUp);
        QVERIFY(!result.outcome.reason.isEmpty());
    }

private:
    SystemClock m_clock;
    std::unique_ptr<HttpServer> m_server;
    MemoryLog m_log;
};

WEIR_TEST(tst_WebhookSender)
#include "tst_webhooksender.moc"
