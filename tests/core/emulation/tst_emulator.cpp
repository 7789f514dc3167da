// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/emulation/shop.h"
#include "tests/support/registertest.h"

#include "core/emulation/emulator.h"
#include "core/transport/sseclient.h"

#include <nlohmann/json.hpp>

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace weir;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

class FixedSecrets : public SecretSource
{
public:
    Result<Secret> secret(const QString &) override { return Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"); }
};

class Heard : public SseSink
{
public:
    void event(const SseEvent &event) override
    {
        events.append(QByteArray(event.data.data(), qsizetype(event.data.size())));
    }
    QList<QByteArray> events;
};

struct Answer
{
    int status = 0;
    QByteArray body;
    Json json() const { return Json::parse(body.begin(), body.end(), nullptr, false); }
};

} // namespace

class tst_Emulator : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;
    FixedSecrets m_secrets;
    std::unique_ptr<Emulator> m_emulator;

    void start(const QList<QPair<QByteArray, QByteArray>> &changes = {}, EmulatorSettings settings = {})
    {
        m_emulator.reset();
        settings.database = m_folder->filePath(u"bus.db"_s);
        settings.system.producers = settings.system.producers.value_or(QStringList());
        auto started = Emulator::start(test::shopDesign(changes), m_clock, m_secrets, settings);
        QVERIFY2(started, started ? "" : qPrintable(started.error().message));
        m_emulator = std::move(*started);
    }

    Answer ask(const QByteArray &verb, const QString &path, const QByteArray &body = {},
               const QByteArray &type = "application/json") const
    {
        QNetworkAccessManager manager;
        QNetworkRequest request(QUrl(m_emulator->url() + path));
        request.setHeader(QNetworkRequest::ContentTypeHeader, type);
        const std::unique_ptr<QNetworkReply> reply(manager.sendCustomRequest(request, verb, body));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait(10'000))
            return {};
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
    }

    static QByteArray order(const QByteArray &id)
    {
        QByteArray envelope = R"({"id": "ID", "type": "order.placed", "timestamp": "2026-01-01T00:00:00.000Z",
            "version": 1, "source": "me", "data": {"orderId": "6f1f3a54-0b5b-4b83-a6a5-3d6c2e0a1b11", "total": 1}})";
        return envelope.replace("ID", id).replace('\n', ' ');
    }

private slots:
    void init()
    {
        m_folder = test::databaseFolder();
        QVERIFY(m_folder->isValid());
    }

    void cleanup()
    {
        m_emulator.reset();
        m_folder.reset();
    }

    void anEventComesInAndIsDelivered()
    {
        start();
        const Answer answer = ask("POST", u"/events"_s, order("o-1"));
        QCOMPARE(answer.status, 202);
        QVERIFY(answer.json()["accepted"][0]["id"] == Json("o-1"));
        QTRY_COMPARE(test::figuresOf(m_emulator->system(), u"mail/send"_s).counts.delivered, std::int64_t(1));
        const Answer again = ask("POST", u"/events"_s, order("o-1"));
        QCOMPARE(again.status, 202);
        QVERIFY(again.json()["accepted"][0]["position"] == answer.json()["accepted"][0]["position"]);
        QTest::qWait(50);
        QCOMPARE(test::figuresOf(m_emulator->system(), u"billing/bill"_s).counts.delivered, std::int64_t(1));
    }

    void cloudEventsComeInInEachMode()
    {
        start();
        const QByteArray structured =
            R"({"specversion":"1.0","id":"c-1","source":"/me","type":"order.placed","data":{"total":1}})";
        QCOMPARE(ask("POST", u"/events"_s, structured, "application/cloudevents+json").status, 202);
        QByteArray other = structured;
        other.replace("c-1", "c-2");
        const Answer batch =
            ask("POST", u"/events"_s, '[' + structured + ',' + other + ']', "application/cloudevents-batch+json");
        QCOMPARE(batch.status, 202);
        QCOMPARE(batch.json()["accepted"].size(), std::size_t(2));
        const Answer lines =
            ask("POST", u"/events"_s, order("l-1") + "\n\n" + order("l-2") + '\n', "application/x-ndjson");
        QCOMPARE(lines.status, 202);
        QTRY_COMPARE(test::figuresOf(m_emulator->system(), u"billing/bill"_s).counts.delivered, std::int64_t(4));
    }

    void whatIsNoEventIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no JSON") << QByteArray("{\n  \"id\": }") << 400 << QByteArray("body:2:");
        QTest::newRow("no type") << QByteArray(R"({"id": "1"})") << 400 << QByteArray("type");
        QTest::newRow("nothing") << QByteArray() << 400 << QByteArray("error");
        QByteArray unknown = order("u-1");
        unknown.replace("order.placed", "nobody.wants");
        QTest::newRow("a type of nobody") << unknown << 422 << QByteArray("nobody.wants");
    }

    void whatIsNoEventIsRefusedWithItsPlace()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QByteArray, says);
        start();
        const Answer answer = ask("POST", u"/events"_s, body);
        QCOMPARE(answer.status, status);
        QVERIFY2(answer.body.contains(says), answer.body.constData());
        QVERIFY(answer.json().contains("error"));
    }

    void everythingIsStreamed()
    {
        start();
        Heard heard;
        SseSource source;
        source.url = *parseHttpUrl(m_emulator->url() + u"/events"_s);
        SseClient client(source, heard, m_clock);
        client.start();
        QTRY_COMPARE(client.state(), SseState::Open);
        QCOMPARE(ask("POST", u"/events"_s, order("s-1")).status, 202);
        QTRY_COMPARE(heard.events.size(), 2); // The order and its invoice.
        QVERIFY(heard.events.first().contains("\"s-1\""));
        QVERIFY(heard.events.last().contains("invoice.sent"));
    }

    void healthAndMetricsAreTold()
    {
        start();
        QCOMPARE(ask("POST", u"/events"_s, order("m-1")).status, 202);
        QTRY_COMPARE(test::figuresOf(m_emulator->system(), u"mail/send"_s).counts.delivered, std::int64_t(1));
        const Answer health = ask("GET", u"/health"_s);
        QCOMPARE(health.status, 200);
        QVERIFY(health.json()["status"] == Json("ok"));
        const Answer metrics = ask("GET", u"/metrics"_s);
        QCOMPARE(metrics.status, 200);
        QVERIFY2(metrics.body.contains("weir_delivered_total{subscription=\"billing/bill\"} 1\n"),
                 metrics.body.constData());
        QVERIFY2(metrics.body.contains("weir_delivery_seconds_count{subscription=\"mail/send\"} 1\n"),
                 metrics.body.constData());
        QVERIFY2(metrics.body.contains("weir_received_total 1\n"), metrics.body.constData());
        QCOMPARE(ask("GET", u"/subscriptions"_s).json()["subscriptions"].size(), std::size_t(2));
        QCOMPARE(ask("GET", u"/nothing"_s).status, 404);
    }

    void faultsAreSwitchedByRequest()
    {
        start();
        const Answer on = ask("POST", u"/faults"_s, R"({"fault": "brokerDown"})");
        QCOMPARE(on.status, 200);
        QVERIFY(on.json()["active"][0]["fault"] == Json("brokerDown"));
        QCOMPARE(ask("POST", u"/events"_s, order("f-1")).status, 503);
        QCOMPARE(ask("POST", u"/faults"_s, R"({"fault": "brokerDown", "on": false})").status, 200);
        QCOMPARE(ask("POST", u"/faults"_s, R"({"fault": "brokerDown", "on": false})").status, 404);
        QCOMPARE(ask("POST", u"/events"_s, order("f-1")).status, 202);
        const Answer wrong = ask("POST", u"/faults"_s, R"({"fault": "brokerdown"})");
        QCOMPARE(wrong.status, 400);
        QVERIFY2(wrong.body.contains("serviceDown"), wrong.body.constData());
        QCOMPARE(ask("POST", u"/faults"_s, R"({"fault": "serviceDown", "for": 5})").status, 400);
        QCOMPARE(ask("POST", u"/faults"_s, R"({"fault": "serviceDown", "speed": 5})").status, 400);
        QCOMPARE(ask("POST", u"/faults"_s, R"({"fault": "serviceSlow", "factor": 3})").status, 200);
        QCOMPARE(ask("POST", u"/faults"_s, R"({"clear": true})").json()["active"].size(), std::size_t(0));
    }

    void deadLettersAreWorkedOn()
    {
        start();
        QCOMPARE(ask("POST", u"/faults"_s, R"({"fault": "serviceErrors", "target": "mail"})").status, 200);
        QCOMPARE(ask("POST", u"/events"_s, order("d-1") + '\n' + order("d-2"), "application/x-ndjson").status, 202);
        QTRY_VERIFY(ask("GET", u"/dead-letters"_s).json()["total"] == Json(2));
        const Json letter = ask("GET", u"/dead-letters?limit=1"_s).json()["deadLetters"][0];
        QVERIFY(letter["failureReason"] == Json("error"));
        QVERIFY(letter["subscription"] == Json("mail/send"));
        QVERIFY(letter["originalEvent"]["type"] == Json("invoice.sent"));
        QVERIFY(ask("GET", u"/dead-letters/groups"_s).json()["groups"][0]["count"] == Json(2));
        const QString one = u"/dead-letters/%1"_s.arg(letter["id"].get<int>());
        QVERIFY(ask("GET", one).json()["id"] == letter["id"]);
        QCOMPARE(ask("POST", u"/dead-letters/replay"_s, "{}").status, 400);
        QCOMPARE(ask("POST", one + u"/discard"_s, "{}").status, 400);
        QVERIFY(ask("POST", one + u"/discard"_s, R"({"reason": "a test"})").json()["discarded"] == Json(1));
        QCOMPARE(ask("GET", one).status, 404);
        QCOMPARE(ask("GET", u"/dead-letters?format=ndjson"_s).body.count('\n'), 1);
        QCOMPARE(ask("POST", u"/faults"_s, R"({"clear": true})").status, 200);
        QVERIFY(ask("POST", u"/dead-letters/replay"_s, R"({"all": true})").json()["replaying"] == Json(1));
        QTRY_COMPARE(test::figuresOf(m_emulator->system(), u"mail/send"_s).counts.delivered, std::int64_t(1));
        QTRY_VERIFY(ask("GET", u"/dead-letters"_s).json()["total"] == Json(0));
    }

    void incomingWebhooksAreVerified()
    {
        const QPair<QByteArray, QByteArray> webhook{
            R"("policies": [)",
            R"("webhooks": [{"id": "bank", "direction": "incoming", "service": "billing", "profile": "standard",
               "secrets": ["env:BANK"], "events": ["order.placed"], "path": "/hooks/bank", "channel": "orders"}],
               "policies": [)"};
        start({webhook});
        QVERIFY2(m_emulator->warnings().isEmpty(), qPrintable(m_emulator->warnings().join(u' ')));
        const Answer unsignedOne = ask("POST", u"/hooks/bank"_s, order("w-1"));
        QCOMPARE(unsignedOne.status, 400);
        QCOMPARE(unsignedOne.body, QByteArray(R"({"error":"Invalid signature"})"));
        QCOMPARE(ask("GET", u"/hooks/bank"_s).status, 405);
        QTest::qWait(50);
        QCOMPARE(test::figuresOf(m_emulator->system(), u"billing/bill"_s).counts.accepted, std::int64_t(0));
    }

    void producersPublishByThemselves()
    {
        EmulatorSettings settings;
        settings.speed = 20;
        settings.system.producers = QStringList{u"shop/order.placed"_s};
        start({}, settings);
        QTRY_VERIFY(test::figuresOf(m_emulator->system(), u"mail/send"_s).counts.delivered >= 20);
        QVERIFY(m_emulator->stop());
    }
};

WEIR_TEST(tst_Emulator)
#include "tst_emulator.moc"
