// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/transport/signedrequests.h"
#include "tests/support/registertest.h"

#include "core/message/cloudevent.h"
#include "core/message/envelope.h"
#include "core/transport/webhookreceiver.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace weir::test;

namespace {

/// Takes messages, or fails when told to.
class MemorySink : public EventSink
{
public:
    QList<Message> messages;
    QStringList channels;
    bool fails = false;
    ManualClock *clock = nullptr; ///< Advanced by 7 ms with each message.

    Result<std::int64_t> publish(const Message &message, const QString &channel) override
    {
        if (clock != nullptr)
            clock->advance(7ms);
        if (fails)
            return Error{u"disk full"_s, {}, {}};
        messages.append(message);
        channels.append(channel);
        return std::int64_t(messages.size());
    }
};

Webhook webhookOf(WebhookProfile profile)
{
    Webhook webhook;
    webhook.id = u"hook"_s;
    webhook.direction = Direction::Incoming;
    webhook.service = u"payment-service"_s;
    webhook.profile = profile;
    webhook.channel = u"payment-events"_s;
    if (profile == WebhookProfile::Custom)
        webhook.signature = customSignature;
    return webhook;
}

const QByteArray stripeBody =
    R"({"id":"evt_9","object":"event","type":"payment_intent.succeeded","created":1674087000,)"
    R"("data":{"object":{"id":"pi_1","amount":500}}})";

} // namespace

class tst_WebhookReceiver : public QObject
{
    Q_OBJECT

    /// A receiver with everything around it.
    struct Desk
    {
        ManualClock clock{vectorTime};
        MemorySink sink;
        MemoryReplayTable replays;
        WebhookReceiver receiver;
        QList<WebhookReceipt> receipts;

        explicit Desk(const Webhook &webhook) : receiver(webhook, signerOf(webhook.profile), sink, replays, clock)
        {
            receiver.observe([this](const WebhookReceipt &receipt) { receipts.append(receipt); });
        }

        HttpRequest request(const QByteArray &body, QByteArrayView id = "msg_1") const
        {
            HttpRequest request;
            request.method = HttpMethod::Post;
            request.body = body;
            if (!signerOf(receiver.webhook().profile).sign(request.headers, id, body, clock.now()))
                qFatal("not signed");
            return request;
        }
        HttpResponse send(const QByteArray &body, QByteArrayView id = "msg_1")
        {
            return receiver.handle(request(body, id));
        }
    };

private slots:
    void aSignedEventIsHandedOn()
    {
        Webhook webhook = webhookOf(WebhookProfile::Stripe);
        webhook.maps = {{u"payment_intent.succeeded"_s, u"payment.processed"_s}};
        Desk desk(webhook);
        desk.sink.clock = &desk.clock;
        const HttpResponse answer = desk.send(stripeBody);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, QByteArray(R"({"received":true})"));
        QCOMPARE(desk.sink.messages.size(), 1);
        const Message &message = desk.sink.messages.first();
        QCOMPARE(message.id, u"evt_9"_s);
        QCOMPARE(message.type, u"payment.processed"_s);
        QCOMPARE(message.source, u"payment-service"_s);
        QCOMPARE(timestampText(message.timestamp), u"2023-01-19T00:10:00.000Z"_s);
        QVERIFY(message.data.get() == Json::parse(R"({"id":"pi_1","amount":500})"));
        QVERIFY(message.metadata.get()
                == Json::parse(R"({"webhook":"hook","foreignType":"payment_intent.succeeded"})"));
        QCOMPARE(desk.sink.channels, QStringList{u"payment-events"_s});
        QCOMPARE(desk.receipts.first().kind, ReceiptKind::Accepted);
        QCOMPARE(desk.receipts.first().toAcknowledge, Duration(7ms));
        QCOMPARE(desk.receipts.first().foreignType, u"payment_intent.succeeded"_s);
    }

    void whatIsNotBelievedIsRefusedInTheseWords_data()
    {
        QTest::addColumn<WebhookProfile>("profile");
        QTest::newRow("standard") << WebhookProfile::Standard;
        QTest::newRow("seed") << WebhookProfile::Seed;
        QTest::newRow("stripe") << WebhookProfile::Stripe;
        QTest::newRow("github") << WebhookProfile::GitHub;
        QTest::newRow("custom") << WebhookProfile::Custom;
    }
    void whatIsNotBelievedIsRefusedInTheseWords()
    {
        QFETCH(WebhookProfile, profile);
        Desk desk(webhookOf(profile));
        const QByteArray header = schemeOf(profile).signatureHeader();
        HttpRequest changed = desk.request(vectorBody);
        changed.body += ' ';
        HttpRequest bare = desk.request(vectorBody);
        bare.headers.remove(header);
        HttpRequest garbled = desk.request(vectorBody);
        garbled.headers.set(header, "zz");
        HttpRequest twice = desk.request(vectorBody);
        twice.headers.add(header, twice.header(header).toByteArray());
        const QList<HttpRequest> wrong{changed, bare, garbled, twice};
        for (const HttpRequest &request : wrong) {
            const HttpResponse answer = desk.receiver.handle(request);
            QCOMPARE(answer.status, 400);
            QCOMPARE(answer.body, QByteArray(R"({"error":"Invalid signature"})"));
        }
        QCOMPARE(desk.receiver.count(ReceiptKind::BadSignature), 4);
        if (profile != WebhookProfile::GitHub) {
            const HttpRequest stale = desk.request(vectorBody);
            desk.clock.advance(301s);
            QCOMPARE(desk.receiver.handle(stale).body, QByteArray(R"({"error":"Invalid signature"})"));
            QCOMPARE(desk.receipts.last().fault, SignatureFault::TooOld);
        }
        QCOMPARE(desk.sink.messages.size(), 0);
        QCOMPARE(desk.receiver.count(ReceiptKind::Accepted), 0);
    }

    void theSameEventIsHandledOnce_data() { whatIsNotBelievedIsRefusedInTheseWords_data(); }
    void theSameEventIsHandledOnce()
    {
        QFETCH(WebhookProfile, profile);
        Desk desk(webhookOf(profile));
        HttpRequest request = desk.request(vectorBody);
        request.headers.set("X-GitHub-Event", "user.created");
        QCOMPARE(desk.receiver.handle(request).body, QByteArray(R"({"received":true})"));
        QCOMPARE(desk.receiver.handle(request).body, QByteArray(R"({"received":true})"));
        // Sent again later, signed anew.
        desk.clock.advance(100s);
        HttpRequest again = desk.request(vectorBody);
        again.headers.set("X-GitHub-Event", "user.created");
        QCOMPARE(desk.receiver.handle(again).status, 200);
        QCOMPARE(desk.sink.messages.size(), 1);
        QCOMPARE(desk.receiver.count(ReceiptKind::Duplicate), 2);
    }

    void unsignedIdsDoNotMakeReplaysNew()
    {
        Desk desk(webhookOf(WebhookProfile::Seed));
        HttpRequest request = desk.request(vectorBody);
        desk.receiver.handle(request);
        request.headers.set("X-Webhook-ID", "another");
        QCOMPARE(desk.receiver.handle(request).status, 200);
        QCOMPARE(desk.sink.messages.size(), 1);
        Desk gitHub(webhookOf(WebhookProfile::GitHub));
        HttpRequest push = gitHub.request("{\"ref\":\"main\"}");
        push.headers.set("X-GitHub-Event", "push");
        push.headers.set("X-GitHub-Delivery", "d-1");
        gitHub.receiver.handle(push);
        push.headers.set("X-GitHub-Delivery", "d-2");
        gitHub.receiver.handle(push);
        QCOMPARE(gitHub.sink.messages.size(), 1);
        QCOMPARE(gitHub.sink.messages.first().id, u"d-1"_s);
        QCOMPARE(gitHub.sink.messages.first().type, u"push"_s);
    }

    void unknownTypesAreAcknowledgedAndCounted()
    {
        Webhook webhook = webhookOf(WebhookProfile::Stripe);
        webhook.maps = {{u"payment_intent.*"_s, u"payment.changed"_s}};
        Desk desk(webhook);
        for (const char *id : {"a", "b"}) {
            const QByteArray body = QByteArray("{\"type\":\"customer.created\",\"id\":\"") + id + "\"}";
            QCOMPARE(desk.send(body).body, QByteArray(R"({"received":true})"));
        }
        QCOMPARE(desk.sink.messages.size(), 0);
        QCOMPARE(desk.receiver.unmappedTypes().value(u"customer.created"_s), 2);
        desk.send(stripeBody);
        QCOMPARE(desk.sink.messages.value(0).type, u"payment.changed"_s);
    }

    void listedEventsAreTakenWithoutMaps()
    {
        Webhook webhook = webhookOf(WebhookProfile::Standard);
        webhook.events = {u"user.*"_s};
        Desk desk(webhook);
        desk.send(vectorBody, "m1");
        desk.send(R"({"type":"order.placed","timestamp":"2026-01-01T00:00:00Z","data":{}})", "m2");
        desk.send(R"({"type":"user.gone","timestamp":"2026-01-01T00:00:00Z","data":{"a":1}})", "m3");
        QCOMPARE(desk.sink.messages.size(), 2);
        // The own envelope is kept as it is; a Standard Webhooks payload is called by the request's id.
        QVERIFY(desk.sink.messages.first() == readEnvelope(QByteArrayView(vectorBody), u"b"_s)->message);
        QCOMPARE(desk.sink.messages.last().id, u"m3"_s);
        QVERIFY(desk.sink.messages.last().data.get() == Json::parse(R"({"a":1})"));
        QCOMPARE(timestampText(desk.sink.messages.last().timestamp), u"2026-01-01T00:00:00Z"_s);
    }

    void actionsOfGitHubArePartOfTheType()
    {
        Webhook webhook = webhookOf(WebhookProfile::GitHub);
        webhook.maps = {{u"pull_request.opened"_s, u"review.wanted"_s}, {u"push"_s, u"code.pushed"_s}};
        Desk desk(webhook);
        HttpRequest request = desk.request(R"({"action":"opened","number":7})");
        request.headers.set("X-GitHub-Event", "pull_request");
        desk.receiver.handle(request);
        request = desk.request(R"({"action":"closed","number":7})");
        request.headers.set("X-GitHub-Event", "pull_request");
        desk.receiver.handle(request);
        QCOMPARE(desk.sink.messages.size(), 1);
        QCOMPARE(desk.sink.messages.first().type, u"review.wanted"_s);
        QCOMPARE(desk.receiver.unmappedTypes().value(u"pull_request.closed"_s), 1);
    }

    void cloudEventsAreTakenInEachMode()
    {
        CloudEvent event;
        event.id = u"ce-1"_s;
        event.source = u"/bank"_s;
        event.type = u"paid"_s;
        event.data = Json{{"a", 1}};
        Desk desk(webhookOf(WebhookProfile::Standard));
        int number = 0;
        for (const weir::HttpMessage &sent :
             {structuredRequest(event), binaryRequest(event), batchRequest({event, event})}) {
            HttpRequest request = desk.request(sent.body, "m" + QByteArray::number(++number));
            for (const auto &[name, value] : sent.headers)
                request.headers.add(name, value);
            QCOMPARE(desk.receiver.handle(request).status, 200);
        }
        QCOMPARE(desk.sink.messages.size(), 4);
        QCOMPARE(desk.sink.messages.last().id, u"ce-1"_s);
        QCOMPARE(desk.sink.messages.last().type, u"paid"_s);
    }

    void whatIsNoEventIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("no type") << QByteArray("{\"id\":\"1\"}");
        QTest::newRow("too deep") << QByteArray(200'000, '[');
        QTest::newRow("bad envelope") << QByteArray(
            R"({"id":"1","type":"a","timestamp":"yesterday","version":1,"source":"s","data":{}})");
    }
    void whatIsNoEventIsRefused()
    {
        QFETCH(QByteArray, body);
        Desk desk(webhookOf(WebhookProfile::Standard));
        QCOMPARE(desk.send(body).status, 400);
        QCOMPARE(desk.receiver.count(ReceiptKind::BadPayload), 1);
        QVERIFY(!desk.receipts.first().detail.isEmpty());
    }

    void anEventThatCouldNotBeKeptMayComeAgain()
    {
        Desk desk(webhookOf(WebhookProfile::Standard));
        desk.sink.fails = true;
        const HttpResponse answer = desk.send(vectorBody);
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.headers.contains("Retry-After"));
        desk.sink.fails = false;
        QCOMPARE(desk.send(vectorBody).status, 200);
        QCOMPARE(desk.sink.messages.size(), 1);
    }

    void onlyPostBringsEvents()
    {
        Desk desk(webhookOf(WebhookProfile::Standard));
        HttpRequest request = desk.request(vectorBody);
        request.method = HttpMethod::Get;
        const HttpResponse answer = desk.receiver.handle(request);
        QCOMPARE(answer.status, 405);
        QCOMPARE(answer.headers.value("Allow").toByteArray(), QByteArray("POST"));
    }

    void aWebhookThatIsSwitchedOffTakesNothing()
    {
        Webhook webhook = webhookOf(WebhookProfile::Standard);
        webhook.active = false;
        Desk desk(webhook);
        QCOMPARE(desk.send(vectorBody).status, 404);
        QCOMPARE(desk.sink.messages.size(), 0);
    }
};

WEIR_TEST(tst_WebhookReceiver)
#include "tst_webhookreceiver.moc"
