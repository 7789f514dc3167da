// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/transport/signedrequests.h"
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"
#include "core/delivery/backoff.h"
#include "core/message/envelope.h"
#include "core/transport/retryafter.h"
#include "core/transport/webhookendpoint.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace weir::test;

namespace {

std::shared_ptr<const Message> messageOf(const QString &id)
{
    auto message = std::make_shared<Message>(readEnvelope(QByteArrayView(vectorBody), u"b"_s)->message);
    message->id = id;
    return message;
}

Webhook outgoing()
{
    Webhook webhook;
    webhook.id = u"partner"_s;
    webhook.profile = WebhookProfile::Standard;
    webhook.events = {u"user.*"_s};
    webhook.url = u"https://partner.example/hooks"_s;
    return webhook;
}

WebhookAnswer status(int code, const QByteArray &retryAfter = {})
{
    return {.status = code, .retryAfter = retryAfter, .error = {}, .isRefusedByPolicy = false};
}

} // namespace

class tst_WebhookEndpoint : public QObject
{
    Q_OBJECT

    /// An endpoint under a clock of its own.
    struct Bench
    {
        ManualClock clock{vectorTime};
        WebhookEndpoint endpoint;
        std::uint64_t last = 0;

        explicit Bench(const Webhook &webhook, const WebhookEndpointOptions &options = {})
            : endpoint(webhook, signerOf(webhook.profile), options)
        {}

        std::uint64_t submit(int attempt = 1)
        {
            ++last;
            endpoint.submit(last, messageOf(u"evt_%1"_s.arg(last)), attempt, clock.now());
            return last;
        }
        /// Tickets that begin now.
        QList<std::uint64_t> begin()
        {
            QList<std::uint64_t> tickets;
            for (const WebhookRequest &request : endpoint.next(clock.elapsed(), clock.now()))
                tickets.append(request.ticket);
            return tickets;
        }
        WebhookResult end(std::uint64_t ticket, const WebhookAnswer &answer)
        {
            endpoint.finished(ticket, answer, clock.elapsed(), clock.now());
            const auto results = endpoint.takeResults();
            return results.empty() ? WebhookResult() : results.back();
        }
    };

private slots:
    void requestsAreSignedEnvelopes()
    {
        Bench bench(outgoing());
        bench.endpoint.submit(1, messageOf(u"evt_1"_s), 1, bench.clock.now());
        const auto requests = bench.endpoint.next(bench.clock.elapsed(), bench.clock.now());
        QCOMPARE(requests.size(), std::size_t(1));
        const WebhookRequest &request = requests.front();
        QCOMPARE(request.url, u"https://partner.example/hooks"_s);
        QCOMPARE(request.body, vectorBody);
        QCOMPARE(request.timeout, Duration(30s));
        QCOMPARE(request.headers.value("content-type").toByteArray(), QByteArray("application/json"));
        QCOMPARE(request.headers.value("webhook-id").toByteArray(), QByteArray("evt_1"));
        QVERIFY(signerOf(WebhookProfile::Standard).verify(request.headers, request.body, vectorTime).isValid());
    }

    void theSpecificationsHeadersAreSent()
    {
        Webhook webhook = outgoing();
        webhook.profile = WebhookProfile::Seed;
        Bench bench(webhook);
        bench.endpoint.submit(1, messageOf(u"evt_1"_s), 1, bench.clock.now());
        const HttpHeaders headers = bench.endpoint.next(0s, bench.clock.now()).front().headers;
        QCOMPARE(headers.value("X-Webhook-Signature").toByteArray(),
                 QByteArray("sha256=2e09ccf1a090d61d7522558dacfc9aac159fff1c090f3ce5fbff07b925ce3ac9"));
        QCOMPARE(headers.value("X-Webhook-Timestamp").toByteArray(), QByteArray("1674087231000"));
        QCOMPARE(headers.value("X-Webhook-ID").toByteArray(), QByteArray("evt_1"));
    }

    void onlyListedEventsOfActiveEndpointsAreWanted()
    {
        Webhook webhook = outgoing();
        QVERIFY(Bench(webhook).endpoint.wants(u"user.created"));
        QVERIFY(!Bench(webhook).endpoint.wants(u"order.placed"));
        webhook.events.clear();
        QVERIFY(!Bench(webhook).endpoint.wants(u"user.created"));
        webhook = outgoing();
        webhook.active = false;
        Bench bench(webhook);
        QVERIFY(!bench.endpoint.wants(u"user.created"));
        bench.submit();
        QVERIFY(bench.begin().isEmpty());
        QVERIFY(bench.endpoint.takeResults().front().outcome.giveUp);
    }

    void answersAreJudged_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<bool>("succeeded");
        QTest::addColumn<bool>("giveUp");
        QTest::addColumn<qint64>("notBefore"); // s
        const auto row = [](int code, const char *asked, bool succeeded, bool giveUp, qint64 notBefore) {
            QTest::addRow("%d %s", code, asked) << code << QByteArray(asked) << succeeded << giveUp << notBefore;
        };
        for (const int code : {200, 201, 202, 204, 299})
            row(code, "", true, false, 0);
        for (const int code : {301, 302, 307, 400, 404, 500, 502})
            row(code, "", false, false, 1);
        row(410, "", false, true, 1);
        row(429, "120", false, false, 120);
        row(503, "Thu, 19 Jan 2023 00:14:51 GMT", false, false, 60);
        row(503, "Thu, 19 Jan 2023 00:00:00 GMT", false, false, 1);
        row(429, "999999999999", false, false, 86'400);
        row(429, "soon", false, false, 1);
        row(500, "120", false, false, 1);
        row(302, "120", false, false, 1);
    }
    void answersAreJudged()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, retryAfter);
        Bench bench(outgoing());
        const std::uint64_t ticket = bench.submit(3);
        bench.begin();
        bench.clock.advance(40ms);
        const WebhookResult result = bench.end(ticket, status(code, retryAfter));
        // vectorTime is 00:13:51; the answer came 40 ms later.
        QTEST(result.outcome.succeeded, "succeeded");
        QTEST(result.outcome.giveUp, "giveUp");
        QTEST(qint64(std::chrono::ceil<std::chrono::seconds>(result.outcome.notBefore).count()), "notBefore");
        QCOMPARE(result.attempt.status, code);
        QCOMPARE(result.attempt.attempt, 3);
        QCOMPARE(result.attempt.webhook, u"partner"_s);
        QCOMPARE(result.attempt.event, u"evt_1"_s);
        QCOMPARE(result.attempt.latency, Duration(40ms));
        QCOMPARE(result.attempt.startedAt, vectorTime);
        QCOMPARE(result.attempt.error.isEmpty(), result.outcome.succeeded);
        if (!result.outcome.succeeded)
            QVERIFY2(result.outcome.reason.startsWith(QString::number(code)), qPrintable(result.outcome.reason));
    }

    void noAnswerIsAFailure()
    {
        Bench bench(outgoing());
        std::uint64_t ticket = bench.submit();
        bench.begin();
        QCOMPARE(bench.end(ticket, {.status = 0, .retryAfter = {}, .error = u"timed out"_s, .isRefusedByPolicy = false})
                     .outcome.reason,
                 u"timed out"_s);
        ticket = bench.submit();
        bench.begin();
        QVERIFY(bench.end(ticket, {.status = 0, .retryAfter = {}, .error = u"private"_s, .isRefusedByPolicy = true})
                    .outcome.giveUp);
        // Only once.
        bench.endpoint.finished(ticket, status(200), 0s, vectorTime);
        QVERIFY(bench.endpoint.takeResults().empty());
    }

    void goneIsGone()
    {
        Bench bench(outgoing());
        const auto first = bench.submit(), second = bench.submit();
        bench.begin();
        bench.end(first, status(410));
        QCOMPARE(bench.endpoint.state(), EndpointState::Gone);
        // What is under way ends as it ends; nothing new begins.
        QVERIFY(bench.end(second, status(200)).outcome.succeeded);
        bench.submit();
        QVERIFY(bench.begin().isEmpty());
        QVERIFY(bench.endpoint.takeResults().front().outcome.giveUp);
        bench.endpoint.enable();
        bench.submit();
        QCOMPARE(bench.begin().size(), 1);
    }

    void neverFasterThanItsRate()
    {
        Webhook webhook = outgoing();
        webhook.rateLimit = 4;
        Bench bench(webhook);
        RandomStream random(5);
        Duration last = -1h;
        int sent = 0;
        for (int step = 0; step < 4'000; ++step) {
            if (random.below(3) == 0)
                bench.submit();
            for (const std::uint64_t ticket : bench.begin()) {
                QVERIFY(bench.clock.elapsed() - last >= 250ms);
                last = bench.clock.elapsed();
                bench.end(ticket, status(random.below(2) == 0 ? 200 : 404));
                ++sent;
            }
            bench.clock.advance(std::chrono::milliseconds(random.below(60)));
        }
        QVERIFY(sent > 300);
        QVERIFY(bench.endpoint.waiting() > 0);
        QVERIFY(*bench.endpoint.nextDeadline(bench.clock.elapsed()) >= bench.clock.elapsed());
    }

    void retryAfterHoldsEverythingBack()
    {
        Bench bench(outgoing());
        const auto first = bench.submit();
        bench.begin();
        bench.end(first, status(429, "10"));
        bench.submit();
        QVERIFY(bench.begin().isEmpty());
        QCOMPARE(*bench.endpoint.nextDeadline(bench.clock.elapsed()), Duration(10s));
        bench.clock.advance(9999ms);
        QVERIFY(bench.begin().isEmpty());
        bench.clock.advance(1ms);
        QCOMPARE(bench.begin().size(), 1);
    }

    void theBreakerLetsOneProbeThrough()
    {
        Webhook webhook = outgoing();
        webhook.breaker = Breaker{3, 30s};
        Bench bench(webhook);
        for (int i = 0; i < 3; ++i) {
            const auto ticket = bench.submit();
            QCOMPARE(bench.begin().size(), 1);
            bench.end(ticket, status(i == 1 ? 0 : 500));
        }
        QCOMPARE(bench.endpoint.breakerState(), delivery::CircuitBreaker::State::Open);
        for (int i = 0; i < 5; ++i)
            bench.submit();
        QVERIFY(bench.begin().isEmpty());
        QCOMPARE(*bench.endpoint.nextDeadline(bench.clock.elapsed()), Duration(30s));
        bench.clock.advance(30s);
        auto probe = bench.begin();
        QCOMPARE(probe.size(), 1);
        QVERIFY(bench.begin().isEmpty());
        bench.end(probe.first(), status(503));
        bench.clock.advance(29s);
        QVERIFY(bench.begin().isEmpty());
        bench.clock.advance(1s);
        probe = bench.begin();
        QCOMPARE(probe.size(), 1);
        // An answer about the one event says that the receiver works.
        bench.end(probe.first(), status(404));
        QCOMPARE(bench.endpoint.breakerState(), delivery::CircuitBreaker::State::Closed);
        QCOMPARE(bench.begin().size(), 3);
    }

    void concurrencyAndOrderAreKept()
    {
        Webhook webhook = outgoing();
        webhook.concurrency = 2;
        Bench bench(webhook);
        for (int i = 0; i < 5; ++i)
            bench.submit();
        QCOMPARE(bench.begin(), QList<std::uint64_t>({1, 2}));
        QVERIFY(!bench.endpoint.nextDeadline(0s));
        bench.end(2, status(200));
        QCOMPARE(bench.begin(), QList<std::uint64_t>({3}));
        webhook.ordered = true;
        Bench ordered(webhook);
        for (int i = 0; i < 3; ++i)
            ordered.submit();
        for (std::uint64_t ticket = 1; ticket <= 3; ++ticket) {
            QCOMPARE(ordered.begin(), QList<std::uint64_t>({ticket}));
            QVERIFY(ordered.begin().isEmpty());
            ordered.end(ticket, status(200));
        }
    }

    void waitingHasALimit()
    {
        WebhookEndpointOptions options;
        options.waiting = 2;
        Bench bench(outgoing(), options);
        for (int i = 0; i < 3; ++i)
            bench.submit();
        const auto results = bench.endpoint.takeResults();
        QCOMPARE(results.size(), std::size_t(1));
        QCOMPARE(results.front().ticket, std::uint64_t(3));
        QVERIFY(!results.front().outcome.succeeded && !results.front().outcome.giveUp);
    }

    void idsThatCannotBeSignedAreGivenUp()
    {
        Bench bench(outgoing());
        bench.endpoint.submit(1, messageOf(u"a.1674087231"_s), 1, vectorTime);
        QVERIFY(bench.begin().isEmpty());
        QVERIFY(bench.endpoint.takeResults().front().outcome.giveUp);
    }

    void tenAttemptsTakeAboutThreeDays()
    {
        // The schedule of Standard Webhooks, half of each wait by chance.
        Policy policy;
        policy.maxAttempts = 10;
        policy.strategy.type = RetryStrategy::List;
        policy.strategy.delays = {5s, 5min, 30min, 2h, 5h, 10h, 14h, 20h, 24h};
        policy.strategy.jitter = Jitter::Equal;
        const delivery::RetryPlan plan = delivery::retryPlan(&policy);
        RandomStream random(14);
        for (int run = 0; run < 50; ++run) {
            Bench bench(outgoing());
            std::vector<TimePoint> starts;
            Duration previous{};
            bool isDead = false;
            for (int attempt = 1; !isDead; ++attempt) {
                bench.endpoint.submit(static_cast<std::uint64_t>(attempt), messageOf(u"evt"_s), attempt,
                                      bench.clock.now());
                const auto requests = bench.endpoint.next(bench.clock.elapsed(), bench.clock.now());
                QCOMPARE(requests.size(), std::size_t(1));
                starts.push_back(bench.clock.now());
                // Each attempt is signed anew: it is fresh when it arrives.
                QVERIFY(signerOf(WebhookProfile::Standard)
                            .verify(requests.front().headers, requests.front().body, bench.clock.now())
                            .isValid());
                const WebhookResult result = bench.end(static_cast<std::uint64_t>(attempt), status(500));
                const auto decision = plan.decide(attempt, 0, previous.count(), random.uniform());
                isDead = !decision.isRetry();
                previous = decision.delay;
                bench.clock.advance(std::max<Duration>(decision.delay, result.outcome.notBefore));
            }
            QCOMPARE(starts.size(), std::size_t(10));
            for (std::size_t i = 1; i < starts.size(); ++i) {
                const Duration wait = starts[i] - starts[i - 1], full = policy.strategy.delays.at(qsizetype(i) - 1);
                QVERIFY(wait >= full / 2 && wait <= full);
                QVERIFY(wait >= 1s);
            }
            const Duration whole = starts.back() - starts.front();
            QVERIFY(whole > 37h && whole < 76h);
        }
    }

    void httpDates_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("seconds"); // -1: none
        const qint64 moment = 784'111'777;   // The example of RFC 9110 §5.6.7.
        QTest::newRow("fixed length") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << moment;
        QTest::newRow("RFC 850") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << moment;
        QTest::newRow("asctime") << QByteArray("Sun Nov  6 08:49:37 1994") << moment;
        QTest::newRow("asctime, two digits") << QByteArray("Wed Nov 16 08:49:37 1994") << moment + 864'000;
        QTest::newRow("leap second") << QByteArray("Sat, 31 Dec 2016 23:59:60 GMT") << qint64(1'483'228'800);
        for (const char *wrong :
             {"", "Sun, 06 Nov 1994 08:49:37", "Sun, 31 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
              "sun, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
              "Sun, 06 Nov 0000 08:49:37 GMT", "2016-12-31T00:00:00Z", "Sunday, 06-Nov-9x 08:49:37 GMT"})
            QTest::newRow(wrong) << QByteArray(wrong) << qint64(-1);
    }
    void httpDates()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, seconds);
        const auto date = readHttpDate(text, vectorTime);
        QCOMPARE(date ? qint64(date->time_since_epoch() / 1s) : qint64(-1), seconds);
    }
};

WEIR_TEST(tst_WebhookEndpoint)
#include "tst_webhookendpoint.moc"
