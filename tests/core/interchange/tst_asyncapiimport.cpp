// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/interchange/asyncapiimport.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

Result<AsyncApiImport> read(const QByteArray &text, AsyncApiRoles roles = AsyncApiRoles::Specification)
{
    return importAsyncApi(text, u"shop.yaml"_s, {roles, {}});
}

QByteArray dump(const Catalog &catalog, Kind kind, const QString &id)
{
    return QByteArray::fromStdString(catalog.document({kind, id}).get().dump());
}

/// JSON with the double quotes written as single ones, for moc does not read raw strings in macros.
QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

/// The place of the loss of \a construct as `line:column rule`; empty when it is not reported.
QString lossOf(const AsyncApiImport &import, const QString &pointer)
{
    const auto found = std::find_if(import.losses.begin(), import.losses.end(),
                                    [&](const Finding &loss) { return loss.place.pointer == pointer; });
    return found == import.losses.end() ? QString() : u"%1 %2"_s.arg(found->place.line).arg(found->rule);
}

const QByteArray header3 = "asyncapi: 3.1.0\ninfo: {title: Order Service, version: 1.2.0}\n";
const QByteArray header2 = "asyncapi: 2.6.0\ninfo: {title: Order Service, version: 1.2.0}\n";

} // namespace

class tst_AsyncApiImport : public QObject
{
    Q_OBJECT

private slots:
    void listsInPlaceOfObjectsAreKeptAsTheyStand_data()
    {
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("servers") << QByteArray("servers: [{url: a.example}, {url: b.example}]\nchannels: {}\n");
        QTest::newRow("a server") << QByteArray("servers: {main: [{a: 1}, {b: 2}]}\nchannels: {}\n");
        QTest::newRow("schemes") << QByteArray("channels: {}\ncomponents: {securitySchemes: [{a: 1}, {b: 2}]}\n");
        QTest::newRow("parameters") << QByteArray("channels: {'a/{b}': {parameters: [{a: 1}, {b: 2}]}}\n");
        QTest::newRow("a parameter") << QByteArray("channels: {'a/{b}': {parameters: {b: [{a: 1}, {b: 2}]}}}\n");
    }
    void listsInPlaceOfObjectsAreKeptAsTheyStand()
    {
        QFETCH(QByteArray, part);
        const auto import = read(header2 + part);
        QVERIFY2(import.isOk(), import ? "" : qPrintable(import.error().message));
        QByteArray all;
        for (const ElementRef &element : import->catalog.elements())
            all += dump(import->catalog, element.kind, element.id);
        QVERIFY2(!all.contains("\"\":"), all.constData()); // No item became a member without a name.
        QVERIFY2(all.contains("[{"), all.constData());
    }

    void theApplicationBecomesAService()
    {
        const auto import = read(header3 + R"(
channels:
  placed: {address: 'shop/{region}/placed', messages: {OrderPlaced: {$ref: '#/components/messages/OrderPlaced'}}}
  bills: {messages: {Bill: {payload: {type: object}}}}
operations:
  announceOrder: {action: send, channel: {$ref: '#/channels/placed'}, summary: Tells the shop}
  billOrder: {action: receive, channel: {$ref: '#/channels/bills'}, summary: Writes the bill}
components:
  messages:
    OrderPlaced: {summary: An order was placed, payload: {type: object, properties: {id: {type: string}}}}
)");
        QVERIFY2(import.isOk(), import ? "" : qPrintable(import.error().message));
        QCOMPARE(import->findings, Findings());
        QCOMPARE(import->counts, (AsyncApiCounts{2, 2, 2}));
        const Catalog &catalog = import->catalog;
        QCOMPARE(catalog.project().title, u"Order Service"_s);
        QCOMPARE(catalog.project().version, u"1.2.0"_s);
        const Service *service = catalog.service(u"order-service");
        QVERIFY(service);
        QCOMPARE(service->name, u"Order Service"_s);
        QCOMPARE(service->sends.size(), 1);
        QCOMPARE(service->sends.front().event, u"order-placed"_s);
        QCOMPARE(service->sends.front().channel, u"placed"_s);
        QCOMPARE(service->operations.front().id, u"announce-order"_s);
        QCOMPARE(service->operations.front().sends, QStringList{u"order-placed"_s});
        QCOMPARE(service->receives.front().id, u"bill-order"_s);
        QCOMPARE(service->receives.front().events, QStringList{u"bill"_s});
        QCOMPARE(service->receives.front().purpose, u"Writes the bill"_s);
        QCOMPARE(catalog.channel(u"placed")->address, u"shop/{region}/placed"_s);
        const EventType *event = catalog.event(u"order-placed");
        QVERIFY(event);
        QCOMPARE(event->name, u"OrderPlaced"_s);
        QCOMPARE(event->summary, u"An order was placed"_s);
        QCOMPARE(QByteArray::fromStdString(event->versions.front().schema.get().dump()),
                 quoted("{'type':'object','properties':{'id':{'type':'string'}}}"));
    }

    void subscribeSendsUnlessReadLiterally()
    {
        const QByteArray text = header2
            + "channels:\n  a: {subscribe: {operationId: told, message: {name: x}}}\n"
              "  b: {publish: {message: {oneOf: [{name: y}, {name: z}]}}}\n";
        const auto spec = read(text);
        QVERIFY(spec.isOk());
        QCOMPARE(spec->counts, (AsyncApiCounts{2, 2, 3}));
        QCOMPARE(spec->catalog.services().front().sends.front().event, u"x"_s);
        QCOMPARE(spec->catalog.services().front().receives.front().events, (QStringList{u"y"_s, u"z"_s}));
        QCOMPARE(spec->catalog.services().front().receives.front().id, u"b.publish"_s);
        const auto literal = read(text, AsyncApiRoles::Literal);
        QVERIFY(literal.isOk());
        QCOMPARE(literal->catalog.services().front().receives.front().id, u"told"_s);
        QCOMPARE(literal->catalog.services().front().sends.size(), 2);
    }

    void traitsWinInVersion2AndLoseInVersion3()
    {
        const QByteArray message =
            "{name: x, summary: own, traits: [{summary: first, description: one}, {description: two}]}";
        const auto old = read(header2 + "channels: {a: {publish: {message: " + message + "}}}\n");
        QVERIFY(old.isOk());
        QCOMPARE(old->catalog.events().front().summary, u"first"_s);
        QCOMPARE(old->catalog.events().front().description, u"two"_s);
        const auto recent = read(header3 + "channels: {a: {messages: {x: " + message + "}}}\n");
        QVERIFY(recent.isOk());
        QCOMPARE(recent->catalog.events().front().summary, u"own"_s);
        QCOMPARE(recent->catalog.events().front().description, u"two"_s);
        QCOMPARE(lossOf(*recent, u"/channels/a/messages/x/traits/0/summary"_s), u"3 import/dropped"_s);
    }

    void bindingsDecideTheKindOfAChannel_data()
    {
        QTest::addColumn<QByteArray>("bindings");
        QTest::addColumn<bool>("isQueue");
        QTest::newRow("none") << QByteArray("{}") << false;
        QTest::newRow("AMQP queue") << QByteArray("{amqp: {is: queue, queue: {name: q}}}") << true;
        QTest::newRow("AMQP routing key") << QByteArray("{amqp: {is: routingKey}}") << false;
        QTest::newRow("SQS") << QByteArray("{sqs: {queue: {name: q}}}") << true;
        QTest::newRow("SNS") << QByteArray("{sns: {name: t}}") << false;
        QTest::newRow("Kafka") << QByteArray("{kafka: {partitions: 12, topicConfiguration: {retention.ms: 3600000}}}")
                               << false;
    }
    void bindingsDecideTheKindOfAChannel()
    {
        QFETCH(QByteArray, bindings);
        QFETCH(bool, isQueue);
        const auto import = read(header3 + "channels: {a: {bindings: " + bindings + "}}\n");
        QVERIFY(import.isOk());
        const Channel &channel = import->catalog.channels().front();
        QCOMPARE(channel.kind == ChannelKind::Queue, isQueue);
        QVERIFY(channel.bindings.isPresent());
        if (bindings.contains("kafka")) {
            QCOMPARE(channel.partitions, std::optional(12));
            QVERIFY(channel.retention == std::chrono::hours(1));
        }
    }

    void sharedSchemasKeepTheirReferences()
    {
        const auto import = read(header3 + R"(
channels: {a: {messages: {x: {payload: {$ref: '#/components/schemas/Node'}}}}}
components:
  schemas:
    Node: {type: object, properties: {next: {$ref: '#/components/schemas/Node'}, $ref: {type: string}}, default: {$ref: data}}
    Unused: {type: string}
)");
        QVERIFY(import.isOk());
        QCOMPARE(import->findings, Findings());
        QCOMPARE(dump(import->catalog, Kind::Event, u"x"_s),
                 quoted("{'id':'x','versions':[{'version':1,'schema':{'$ref':'schemas/node.json'}}]}"));
        QCOMPARE(QByteArray::fromStdString(import->catalog.schema(u"node")->schema.get().dump()),
                 quoted("{'type':'object','properties':{'next':{'$ref':'schemas/node.json'},"
                        "'$ref':{'type':'string'}},'default':{'$ref':'data'}}"));
        QVERIFY(import->catalog.schema(u"unused"));
    }

    void otherPayloadsAreKeptAndReported()
    {
        const auto import =
            read(header3
                 + "channels: {a: {messages: {x: {payload: "
                   "{schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: {type: record}}}}}}\n");
        QVERIFY(import.isOk());
        QVERIFY(dump(import->catalog, Kind::Event, u"x"_s)
                    .contains(quoted("'x-payload':{'schemaFormat':'application/vnd.apache.avro")));
        QVERIFY(!import->catalog.events().front().versions.front().schema);
        QCOMPARE(lossOf(*import, u"/channels/a/messages/x/payload/schema"_s), u"3 import/kept"_s);
    }

    void propertiesMayReferToOtherProperties()
    {
        const auto import = read(header3 + R"(
channels:
  a: {messages: {x: {payload: {properties: {own: {type: string}, $ref: '#/components/schemas/both'}}}}}
components:
  schemas:
    both: {own: {type: number}, other: {type: integer}, again: {properties: {$ref: '#/components/schemas/both'}}}
)");
        QVERIFY(import.isOk());
        const QByteArray event = dump(import->catalog, Kind::Event, u"x"_s);
        QVERIFY2(event.contains(quoted("'own':{'type':'string'},'other':{'type':'integer'},'again':{'properties':")),
                 event.constData());
    }

    void whatIsNotInterpretedIsKeptAndReported()
    {
        const auto import = read(header3 + R"(
servers: {prod: {host: 'b:9092', protocol: kafka}}
channels:
  a:
    description: About a
    messages: {x: {headers: {type: object}, correlationId: {$ref: '#/components/correlationIds/c'}, x-own: 1}}
components:
  correlationIds: {c: {location: '$message.header#/id'}, unused: {location: x}}
)");
        QVERIFY(import.isOk());
        QVERIFY(import->catalog.project().broker);
        QVERIFY(import->catalog.project().broker->kind == BrokerKind::Kafka);
        QVERIFY(dump(import->catalog, Kind::Channel, u"a"_s)
                    .contains(quoted("'x-asyncapi':{'description':'About a','messages':['x']}")));
        QVERIFY(dump(import->catalog, Kind::Event, u"x"_s)
                    .contains(quoted("'x-asyncapi':{'headers':{'type':'object'},'correlationId':{'location':'$message."
                                     "header#/id'},'x-own':1}")));
        QCOMPARE(lossOf(*import, u"/channels/a/description"_s), u"7 import/kept"_s);
        QCOMPARE(lossOf(*import, u"/channels/a/messages/x/headers"_s), u"8 import/kept"_s);
        QCOMPARE(lossOf(*import, u"/servers"_s), u"4 import/kept"_s);
        QCOMPARE(lossOf(*import, u"/components/correlationIds/unused"_s), u"10 import/dropped"_s);
        QCOMPARE(lossOf(*import, u"/components/correlationIds/c"_s), QString());
    }

    void aReplyBecomesAFollowUp()
    {
        const auto import = read(header3 + R"(
channels:
  ask: {messages: {Ask: {}}}
  answer: {messages: {Yes: {}, No: {}}}
operations:
  serve: {action: receive, channel: {$ref: '#/channels/ask'}, reply: {channel: {$ref: '#/channels/answer'}}}
)");
        QVERIFY(import.isOk());
        QCOMPARE(import->counts, (AsyncApiCounts{2, 1, 3}));
        const QList<Emit> emits = import->catalog.services().front().receives.front().emits;
        QCOMPARE(emits.size(), 2);
        QCOMPARE(emits.front().event, u"yes"_s);
        QCOMPARE(emits.front().channel, u"answer"_s);
        QCOMPARE(emits.front().probability, 0.5);
    }

    void otherDocumentsAreRefusedWithAPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("version 1") << QByteArray("\nasyncapi: 1.2.0\n") << 2;
        QTest::newRow("a release candidate") << QByteArray("asyncapi: 2.0.0-rc1\n") << 1;
        QTest::newRow("a later version") << QByteArray("info: {}\nasyncapi: '4.0.0'\n") << 2;
        QTest::newRow("another format") << QByteArray("\nopenapi: 3.0.0\n") << 2;
        QTest::newRow("a list") << QByteArray("\n- 1\n") << 2;
        QTest::newRow("no YAML") << QByteArray("asyncapi: 3.0.0\ninfo: [\n") << 2;
    }
    void otherDocumentsAreRefusedWithAPlace()
    {
        QFETCH(QByteArray, text);
        const auto import = read(text);
        QVERIFY(!import);
        QCOMPARE(import.error().place.file, u"shop.yaml"_s);
        QTEST(import.error().place.line, "line");
        QVERIFY(import.error().place.column >= 1);
    }

    void brokenPartsAreLeftOutWithAFinding()
    {
        const auto import = read(header3 + R"(
channels:
  a: {messages: {x: {$ref: '#/components/messages/nowhere'}, y: 5, z: {}}}
  b: 7
operations:
  lost: {action: send, channel: {$ref: '#/channels/c'}}
  odd: {action: shout, channel: {$ref: '#/channels/a'}}
  fine: {action: send, channel: {$ref: '#/channels/a'}}
)");
        QVERIFY(import.isOk());
        QCOMPARE(import->counts, (AsyncApiCounts{1, 1, 1}));
        QStringList lines;
        for (const Finding &finding : import->findings)
            lines += QString::number(finding.place.line);
        QCOMPARE(lines, (QStringList{u"5"_s, u"5"_s, u"6"_s, u"8"_s, u"8"_s, u"9"_s}));
    }

    void referencesReachFilesBelowTheRootOnly()
    {
        QTemporaryDir folder;
        const auto write = [&folder](const QString &name, const QByteArray &text) {
            QDir(folder.path()).mkpath(QFileInfo(name).path());
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(text), text.size());
        };
        write(u"outside.yaml"_s, "x: {name: secret}\n");
        write(u"root/common/m.yaml"_s, "x: {name: fromFile, payload: {$ref: 's.json#/Part'}}\n");
        write(u"root/common/s.json"_s, R"({"Part": {"type": "object"}})");
        write(u"root/api/shop.yaml"_s, header3 + R"(
channels:
  a:
    messages:
      inside: {$ref: '../common/m.yaml#/x'}
      outside: {$ref: '../../outside.yaml#/x'}
      link: {$ref: '../common/link.yaml#/x'}
      absolute: {$ref: '/etc/passwd'}
      remote: {$ref: 'https://example.com/m.yaml#/x'}
      missing: {$ref: './none.yaml'}
)");
        QVERIFY(QFile::link(folder.filePath(u"outside.yaml"_s), folder.filePath(u"root/common/link.yaml"_s)));
        const auto import = importAsyncApi(folder.filePath(u"root/api/shop.yaml"_s),
                                           {AsyncApiRoles::Specification, folder.filePath(u"root"_s)});
        QVERIFY2(import.isOk(), import ? "" : qPrintable(import.error().message));
        QVERIFY(import->catalog.event(u"inside"));
        QVERIFY(import->catalog.schema(u"part"));
        QVERIFY(import->catalog.event(u"remote"));
        QCOMPARE(import->catalog.events().size(), 2);
        QStringList lines;
        for (const Finding &finding : import->findings)
            lines += QString::number(finding.place.line);
        QCOMPARE(lines, (QStringList{u"8"_s, u"9"_s, u"10"_s, u"12"_s}));
        QCOMPARE(lossOf(*import, u"/channels/a/messages/remote/$ref"_s), u"11 import/remote"_s);
    }

    void circlesEnd()
    {
        const auto import = read(header3 + R"(
channels:
  a: {$ref: '#/channels/b'}
  b: {$ref: '#/channels/a'}
  c: {messages: {x: {headers: {$ref: '#/channels/c/messages/x/headers'}, bindings: {$ref: '#/channels/c'}}}}
)");
        QVERIFY(import.isOk());
        QCOMPARE(import->counts.channels, 1);
        QVERIFY(!import->findings.isEmpty());
    }

    void theSameDocumentGivesTheSameCatalog()
    {
        const QByteArray text =
            header2 + "channels: {A b: {publish: {message: {name: X}}}, a-b: {publish: {message: {name: x}}}}\n";
        const auto first = read(text);
        const auto second = read(text);
        QVERIFY(first.isOk() && second.isOk());
        QVERIFY(first->catalog == second->catalog);
        QVERIFY(first->catalog.channel(u"a-b") && first->catalog.channel(u"a-b-2"));
        QVERIFY(first->catalog.event(u"x") && first->catalog.event(u"x-2"));
    }
};

WEIR_TEST(tst_AsyncApiImport)
#include "tst_asyncapiimport.moc"
