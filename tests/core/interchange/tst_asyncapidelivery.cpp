// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/interchange/asyncapiimport.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Imports what must have no errors.
AsyncApiImport read(const QByteArray &text)
{
    const auto import = importAsyncApi(text, u"shop.yaml"_s, {});
    [&] {
        QVERIFY2(import.isOk(), import ? "" : qPrintable(import.error().message));
        QCOMPARE(import->findings, Findings());
    }();
    return *import;
}

QByteArray kept(const Catalog &catalog, const ElementRef &element, const char *member)
{
    const Json *extras = memberOf(catalog.document(element).get(), u"x-asyncapi");
    return extras && extras->contains(member) ? QByteArray::fromStdString((*extras)[member].dump()).replace('"', '\'')
                                              : QByteArray();
}

const QByteArray header3 = "asyncapi: 3.1.0\ninfo: {title: Order Service, version: 1.2.0}\n";
const QByteArray header2 = "asyncapi: 2.6.0\ninfo: {title: Order Service, version: 1.2.0}\n";
const QByteArray receiving = "operations: {bill: {action: receive, channel: {$ref: '#/channels/orders'}}}\n";

} // namespace

/// What bindings and AsyncAPI's retry proposal say becomes policies, dead letters, times and guarantees.
class tst_AsyncApiDelivery : public QObject
{
    Q_OBJECT

private slots:
    void anSqsQueueBringsItsTimesAndItsRedrivePolicy()
    {
        const Catalog catalog = read(header3 + R"(
channels:
  orders:
    bindings:
      sqs:
        queue:
          name: orders.fifo
          fifoQueue: true
          visibilityTimeout: 60
          messageRetentionPeriod: 86400
          deliveryDelay: 5
          redrivePolicy: {deadLetterQueue: {arn: 'arn:aws:sqs:eu-1:1:orders-dead'}, maxReceiveCount: 3}
        deadLetterQueue: {name: orders-dead}
)" + receiving)
                                    .catalog;
        const Channel *channel = catalog.channel(u"orders");
        QVERIFY(channel);
        QCOMPARE(channel->kind, ChannelKind::Queue);
        QVERIFY(channel->retention == 24h && channel->latency == 5s);
        QCOMPARE(channel->deadLetter, u"orders-dead"_s);
        QVERIFY(catalog.channel(u"orders-dead") && catalog.channel(u"orders-dead")->kind == ChannelKind::Queue);
        const Policy *policy = catalog.policy(channel->policy);
        QVERIFY(policy);
        QCOMPARE(policy->maxAttempts, 3);
        QCOMPARE(policy->strategy.type, RetryStrategy::Fixed);
        QVERIFY(policy->strategy.initialDelay == 60s);
        const Subscription &bill = catalog.services().front().receives.front();
        QVERIFY(bill.visibilityTimeout == 60s && bill.ordered);
    }

    void theRetryProposalIsRead_data()
    {
        QTest::addColumn<QByteArray>("prefix");
        QTest::addColumn<QByteArray>("strategy");
        QTest::addColumn<int>("type");
        QTest::addColumn<qint64>("initial");
        QTest::addColumn<qint64>("increment");
        QTest::addColumn<qint64>("most");
        QTest::newRow("fixed") << QByteArray() << QByteArray("{type: fixed, delaySeconds: 2.5}")
                               << int(RetryStrategy::Fixed) << qint64(2500) << qint64(0) << qint64(-1);
        QTest::newRow("linear") << QByteArray("x-")
                                << QByteArray("{type: linear, initialDelaySeconds: 1, incrementSeconds: 3}")
                                << int(RetryStrategy::Linear) << qint64(1000) << qint64(3000) << qint64(-1);
        QTest::newRow("exponential")
            << QByteArray()
            << QByteArray("{type: exponential, initialDelaySeconds: 2, multiplier: 2, maxDelaySeconds: 60}")
            << int(RetryStrategy::Exponential) << qint64(2000) << qint64(0) << qint64(60000);
        QTest::newRow("ISO 8601") << QByteArray(
            "x-") << QByteArray("{type: exponential, initialDelay: PT1.5S, multiplier: 2, maxDelay: PT1H1M}")
                                  << int(RetryStrategy::Exponential) << qint64(1500) << qint64(0) << qint64(3660000);
    }
    void theRetryProposalIsRead()
    {
        QFETCH(QByteArray, prefix);
        QFETCH(QByteArray, strategy);
        const AsyncApiImport import =
            read(header3 + "channels: {orders: {}, dead: {address: orders.dlq}}\noperations:\n  bill:\n"
                 + "    action: receive\n    channel: {$ref: '#/channels/orders'}\n    " + prefix
                 + "retry: {maxAttempts: 4, strategy: " + strategy + "}\n    " + prefix
                 + "deadLetter: {channel: {$ref: '#/channels/dead'}}\n");
        const Subscription &bill = import.catalog.services().front().receives.front();
        QCOMPARE(bill.deadLetter, u"dead"_s);
        const Policy *policy = import.catalog.policy(bill.policy);
        QVERIFY(policy);
        QCOMPARE(policy->id, u"bill.retry"_s);
        QCOMPARE(policy->maxAttempts, 4);
        QTEST(int(policy->strategy.type), "type");
        QFETCH(qint64, initial);
        QFETCH(qint64, increment);
        QFETCH(qint64, most);
        QVERIFY(policy->strategy.initialDelay == std::chrono::milliseconds(initial));
        QVERIFY(policy->strategy.increment == std::chrono::milliseconds(increment));
        QVERIFY(most < 0 ? !policy->strategy.maxDelay : policy->strategy.maxDelay == std::chrono::milliseconds(most));
        QCOMPARE(import.losses, Findings());
    }

    void equalPoliciesAreOne()
    {
        const QByteArray retry = "retry: {maxAttempts: 3, channel: {$ref: '#/channels/again'}}";
        const AsyncApiImport import =
            read(header3 + "channels: {orders: {}, again: {}}\noperations:\n"
                 + "  bill: {action: receive, channel: {$ref: '#/channels/orders'}, " + retry + "}\n"
                 + "  ship: {action: receive, channel: {$ref: '#/channels/orders'}, " + retry + "}\n");
        QCOMPARE(import.catalog.policies().size(), 1);
        QCOMPARE(import.losses.size(), 2);
        QCOMPARE(import.losses.front().place.pointer, u"/operations/bill/retry/channel"_s);
    }

    void bindingsOfOperationsSpeakOfTheChannel_data()
    {
        QTest::addColumn<QByteArray>("bindings");
        QTest::addColumn<int>("guarantee");
        QTest::newRow("MQTT at most once") << QByteArray("{mqtt: {qos: 0}}") << int(Guarantee::AtMostOnce);
        QTest::newRow("MQTT at least once") << QByteArray("{mqtt: {qos: 1}}") << int(Guarantee::AtLeastOnce);
        QTest::newRow("MQTT exactly once") << QByteArray("{mqtt: {qos: 2}}") << int(Guarantee::EffectivelyOnce);
        QTest::newRow("AMQP without acknowledgement")
            << QByteArray("{amqp: {ack: false}}") << int(Guarantee::AtMostOnce);
        QTest::newRow("AMQP with acknowledgement") << QByteArray("{amqp: {ack: true}}") << -1;
        QTest::newRow("MQTT nonsense") << QByteArray("{mqtt: {qos: 7}}") << -1;
    }
    void bindingsOfOperationsSpeakOfTheChannel()
    {
        QFETCH(QByteArray, bindings);
        QFETCH(int, guarantee);
        const Catalog catalog = read(header3 + "channels: {orders: {}}\noperations: {bill: {action: receive, channel: "
                                     + "{$ref: '#/channels/orders'}, bindings: " + bindings + "}}\n")
                                    .catalog;
        const auto said = catalog.channel(u"orders")->guarantee;
        QCOMPARE(said ? int(*said) : -1, guarantee);
    }

    void httpMethodsAndSnsDeliveriesAreRead()
    {
        const Catalog catalog = read(header3 + R"(
channels: {orders: {}}
operations:
  place:
    action: send
    channel: {$ref: '#/channels/orders'}
    bindings:
      http: {method: POST}
      amqp: {expiration: 30000}
      sns: {deliveryPolicy: {numRetries: 9, minDelayTarget: 1, maxDelayTarget: 20, backoffFunction: exponential}}
)")
                                    .catalog;
        QCOMPARE(catalog.services().front().operations.front().method, u"POST"_s);
        const Channel *channel = catalog.channel(u"orders");
        QVERIFY(channel->ttl == 30s);
        const Policy *policy = catalog.policy(channel->policy);
        QVERIFY(policy && policy->maxAttempts == 10 && policy->strategy.type == RetryStrategy::Exponential);
        QVERIFY(policy->strategy.initialDelay == 1s && policy->strategy.maxDelay == 20s);
    }

    void version2IsKeptInTheFormOfVersion3()
    {
        const AsyncApiImport import = read(header2 + R"(
tags: [{name: shop}]
servers:
  production: {url: 'kafka://broker.example.com:9092/v1', protocol: kafka, security: [{oauth: [read]}]}
channels:
  'orders/{region}':
    servers: [production]
    parameters:
      region: {description: Where, schema: {type: string, enum: [eu, us], default: eu}, location: '$message.payload#/region'}
    publish: {operationId: bill, security: [{user: []}], message: {name: x}}
components:
  securitySchemes:
    user: {type: userPassword}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://example.com', scopes: {read: Reads}}}}
)");
        const ElementRef project{}, channel{Kind::Channel, u"orders.region"_s};
        QCOMPARE(
            kept(import.catalog, project, "servers"),
            QByteArray("{'production':{'host':'broker.example.com:9092','pathname':'/v1','protocol':'kafka','security':"
                       "[{'type':'oauth2','flows':{'clientCredentials':{'tokenUrl':'https://example.com',"
                       "'availableScopes':{'read':'Reads'}}},'scopes':['read']}]}}"));
        QCOMPARE(kept(import.catalog, project, "info"), QByteArray("{'tags':[{'name':'shop'}]}"));
        QCOMPARE(kept(import.catalog, channel, "servers"), QByteArray("['production']"));
        QCOMPARE(kept(import.catalog, channel, "parameters"),
                 QByteArray("{'region':{'enum':['eu','us'],'default':'eu','description':'Where',"
                            "'location':'$message.payload#/region'}}"));
        const Json &bill = import.catalog.document({Kind::Service, u"order-service"_s}).get()["receives"][0];
        QCOMPARE(bill["x-asyncapi"]["security"].dump(), std::string("[{\"type\":\"userPassword\"}]"));
        // The type of a parameter is what version 3 cannot say.
        QVERIFY(std::any_of(import.losses.begin(), import.losses.end(), [](const Finding &loss) {
            return loss.rule == u"import/dropped"_s && loss.place.pointer.endsWith(u"/region/schema/type"_s);
        }));
    }

    void aReplyIsKnownAsOne()
    {
        const Catalog catalog = read(header3 + R"(
channels:
  asks: {messages: {Ask: {}}}
  answers: {messages: {Answer: {}}}
operations:
  answer:
    action: receive
    channel: {$ref: '#/channels/asks'}
    reply: {channel: {$ref: '#/channels/answers'}, address: {location: '$message.header#/replyTo'}}
  ask: {action: send, channel: {$ref: '#/channels/asks'}, reply: {channel: {$ref: '#/channels/answers'}}}
)")
                                    .catalog;
        const Json &service = catalog.document({Kind::Service, u"order-service"_s}).get();
        const Json &answer = service["receives"][0];
        const Json &emitted = answer["emits"][0];
        QCOMPARE(emitted["event"].get<std::string>(), std::string("answer"));
        QCOMPARE(emitted["channel"].get<std::string>(), std::string("answers"));
        QVERIFY(emitted["x-asyncapi"]["reply"].get<bool>());
        QCOMPARE(answer["x-asyncapi"]["reply"]["address"]["location"].get<std::string>(),
                 std::string("$message.header#/replyTo"));
        QCOMPARE(service["receives"][1]["x-asyncapi"]["replyTo"].get<std::string>(), std::string("ask"));
    }
};

WEIR_TEST(tst_AsyncApiDelivery)
#include "tst_asyncapidelivery.moc"
