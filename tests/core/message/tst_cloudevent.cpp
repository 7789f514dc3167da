// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/message/cloudeventmapping.h"
#include "core/message/envelope.h"
#include "core/syntax/reader.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr TimePoint receipt(1'772'366'400s);

Message envelope(const QByteArray &metadata = {})
{
    Message message;
    message.id = u"e1"_s;
    message.type = u"user.created"_s;
    message.timestamp = *parseTimestamp(u"2026-03-01T12:00:00.250Z");
    message.version = 2;
    message.source = u"user-service"_s;
    message.data = Json{{"userId", "123"}, {"total", 1.5}};
    if (!metadata.isEmpty())
        message.metadata = Json::parse(metadata.toStdString());
    return message;
}

CloudEventReading structured(const QByteArray &json)
{
    const auto tree = readJson(json, u"event.json"_s);
    return readCloudEvent(tree->root());
}

CloudEvent readBack(const CloudEvent &event)
{
    const CloudEventReading reading = structured(QByteArray::fromStdString(cloudEventJson(event).dump()));
    [&] { QCOMPARE(reading.findings, Findings()); }();
    return reading.event;
}

QStringList rulesOf(const Findings &findings)
{
    QStringList rules;
    for (const Finding &finding : findings)
        rules += finding.place.pointer + u' ' + finding.rule;
    return rules;
}

const QByteArray minimum = R"({"specversion":"1.0","id":"1","source":"/s","type":"a.b")";

QByteArray dumped(const Json &value)
{
    return QByteArray::fromStdString(value.dump());
}

/// JSON with the double quotes written as single ones, for moc does not read raw strings in macros.
QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace

class tst_CloudEvent : public QObject
{
    Q_OBJECT

private slots:
    void anEnvelopeComesBackAsItWas_data()
    {
        QTest::addColumn<QByteArray>("metadata");
        QTest::newRow("no metadata") << QByteArray();
        QTest::newRow("empty") << QByteArray("{}");
        QTest::newRow("texts, truths, integers") << quoted("{'region':'eu','retry':true,'attempt':3}");
        QTest::newRow("subject") << quoted("{'subject':'users/123'}");
        QTest::newRow("nested") << quoted("{'trace':{'a':[1,2]},'share':0.5,'nothing':null}");
        QTest::newRow("empty text") << quoted("{'note':''}");
        QTest::newRow("beyond 32 bits") << quoted("{'bytes':4294967296}");
        QTest::newRow("names that attributes have") << quoted("{'id':'x','type':'y','time':'z','data':1}");
        QTest::newRow("names that the mapping has") << quoted("{'schemaversion':7,'metadata':'m','correlationid':'c'}");
        QTest::newRow("names that cannot be") << quoted("{'user-agent':'x','größe':1}");
        QTest::newRow("control character") << quoted("{'note':'a\\u0007'}");
        QTest::newRow("subject that is no text") << quoted("{'subject':5}");
        QTest::newRow("two cases of one name") << quoted("{'ip':'1','IP':'2'}");
    }
    void anEnvelopeComesBackAsItWas()
    {
        QFETCH(QByteArray, metadata);
        Message message = envelope(metadata);
        message.correlationId = u"c1"_s;
        message.causationId = u"e0"_s;
        const CloudEventMapping mapping = cloudEventOf(message);
        QCOMPARE(mapping.losses, Findings());
        const MessageMapping back = messageOf(readBack(mapping.event), receipt);
        QCOMPARE(back.assumptions, Findings());
        QCOMPARE(dumped(envelopeJson(back.message)), dumped(envelopeJson(message)));
        QCOMPARE(back.message, message);
    }

    void theMappingIsTheDocumentedOne()
    {
        Message message = envelope(quoted("{'region':'eu','subject':'u/1','more':[1]}"));
        message.correlationId = u"c1"_s;
        CloudEventOptions options;
        options.typePrefix = u"com.example."_s;
        options.sourceBase = u"https://example.com/"_s;
        options.schemaBase = u"https://example.com/schemas/"_s;
        QCOMPARE(dumped(cloudEventJson(cloudEventOf(message, options).event)),
                 quoted("{'specversion':'1.0','id':'e1','source':'https://example.com/"
                        "user-service','type':'com.example.user.created','datacontenttype':'application/"
                        "json','dataschema':'https://example.com/schemas/user.created/v2','subject':'u/"
                        "1','time':'2026-03-01T12:00:00.250Z','schemaversion':2,'correlationid':'c1','region':'eu','"
                        "metadata':'{\\'more\\':[1]}','data':{'userId':'123','total':1.5}}"));
        const MessageMapping back = messageOf(readBack(cloudEventOf(message, options).event), receipt, options);
        QCOMPARE(back.message.type, message.type);
        QCOMPARE(back.message.source, message.source);
    }

    void renamedMetadataIsReported()
    {
        const CloudEventMapping mapping = cloudEventOf(envelope(quoted("{'userAgent':'x'}")));
        QCOMPARE(dumped(mapping.event.extensions.get()), quoted("{'schemaversion':2,'useragent':'x'}"));
        QCOMPARE(rulesOf(mapping.losses), QStringList{u"/metadata/userAgent cloudevents/renamed"_s});
    }

    void theSchemaVersionIsFound_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<int>("version");
        QTest::addColumn<bool>("isAssumed");
        QTest::newRow("extension") << quoted(",'schemaversion':3,'dataschema':'urn:x/v2'") << 3 << false;
        QTest::newRow("extension as text") << quoted(",'schemaversion':'3'") << 3 << false;
        QTest::newRow("schema's URI") << quoted(",'dataschema':'https://example.com/a/v2'") << 2 << false;
        QTest::newRow("nowhere") << quoted(",'dataschema':'https://example.com/a'") << 1 << true;
    }
    void theSchemaVersionIsFound()
    {
        QFETCH(QByteArray, more);
        const auto mapping =
            messageOf(structured(minimum + more + quoted(",'time':'2026-03-01T12:00:00Z'}")).event, receipt);
        QTEST(mapping.message.version, "version");
        QFETCH(bool, isAssumed);
        QCOMPARE(rulesOf(mapping.assumptions),
                 isAssumed ? QStringList{u"/schemaversion cloudevents/assumed-version"_s} : QStringList());
        const CloudEventReading typed = structured(quoted(
            "{'specversion':'1.0','id':'1','source':'/s','type':'user.created.v4','time':'2026-03-01T12:00:00Z'}"));
        QCOMPARE(messageOf(typed.event, receipt).message.version, 4);
    }

    void whatIsMissingIsAssumedAndSaid()
    {
        const auto mapping = messageOf(
            structured(minimum + quoted(",'traceparent':'00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'}"))
                .event,
            receipt);
        QCOMPARE(rulesOf(mapping.assumptions),
                 (QStringList{u"/time cloudevents/assumed-time"_s, u"/correlationid cloudevents/assumed-correlation"_s,
                              u"/schemaversion cloudevents/assumed-version"_s}));
        QCOMPARE(mapping.message.correlationId, u"0af7651916cd43dd8448eb211c80319c"_s);
        QVERIFY(mapping.message.timestamp.instant == receipt);
    }

    void headersAreEncodedAsTheBindingSays()
    {
        CloudEvent event = structured(minimum + "}").event;
        event.extensions = Json{{"name", "Euro € 100%"}, {"count", 5}};
        event.data = Json{{"a", 1}};
        const HttpMessage request = binaryRequest(event);
        QCOMPARE(request.header("ce-name"), QByteArray("Euro%20%E2%82%AC%20100%25"));
        QCOMPARE(request.header("CE-Count"), QByteArray("5"));
        QCOMPARE(request.header("content-type"), QByteArray("application/json"));
        QCOMPARE(request.body, quoted("{'a': 1}"));
        const auto back = readCloudEventRequest(request, u"request"_s);
        QVERIFY(back.isOk());
        QCOMPARE(back->front().findings, Findings());
        QCOMPARE(memberText(back->front().event.extensions.get(), u"name"), u"Euro € 100%"_s);
    }

    void everyContentModeCarriesTheEvent()
    {
        const CloudEvent event = cloudEventOf(envelope(quoted("{'region':'eu'}"))).event;
        const auto fromBinary = readCloudEventRequest(binaryRequest(event), u"r"_s);
        QVERIFY(fromBinary.isOk());
        QCOMPARE(fromBinary->front().findings, Findings());
        const Message read = messageOf(fromBinary->front().event, receipt).message;
        QCOMPARE(read, envelope(quoted("{'region':'eu'}")));
        const auto fromStructured = readCloudEventRequest(structuredRequest(event), u"r"_s);
        QCOMPARE(fromStructured->front().event, event);
        const auto fromBatch = readCloudEventRequest(batchRequest({event, event}), u"r"_s);
        QCOMPARE(fromBatch->size(), 2);
        QCOMPARE(fromBatch->back().event, event);
        QVERIFY(!readCloudEventRequest({{{"Content-Type", "application/json"}}, "{}"}, u"r"_s).isOk());
    }

    void payloadsThatAreNoJsonTravel()
    {
        CloudEvent bytes = structured(minimum + "}").event;
        bytes.dataContentType = u"application/avro"_s;
        bytes.binary = QByteArray("\0\xff", 2);
        QCOMPARE(readBack(bytes), bytes);
        QCOMPARE(readCloudEventRequest(binaryRequest(bytes), u"r"_s)->front().event, bytes);
        const Message message = messageOf(bytes, receipt).message;
        QCOMPARE(message.binary, *bytes.binary);
        QCOMPARE(cloudEventOf(message).event.binary, bytes.binary);
        CloudEvent text = bytes;
        text.binary.reset();
        text.dataContentType = u"text/plain; charset=utf-8"_s;
        text.data = Json("Hello, 🌎!");
        QCOMPARE(binaryRequest(text).body, QByteArray("Hello, 🌎!"));
        QCOMPARE(readCloudEventRequest(binaryRequest(text), u"r"_s)->front().event, text);
    }

    void whatTheSpecificationForbidsIsReported_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("finding");
        const QByteArray rest = quoted("'id':'1','source':'/s','type':'a.b'}");
        QTest::newRow("wrong specversion")
            << quoted("{'specversion':'0.3',") + rest << u"/specversion cloudevents/specversion"_s;
        QTest::newRow("empty source") << quoted("{'specversion':'1.0','id':'1','source':'','type':'a'}")
                                      << u"/source cloudevents/empty"_s;
        QTest::newRow("blank in source") << quoted("{'specversion':'1.0','id':'1','source':'a b','type':'a'}")
                                         << u"/source cloudevents/uri"_s;
        QTest::newRow("upper case name") << minimum + quoted(",'myExt':'x'}") << u"/myExt cloudevents/name"_s;
        QTest::newRow("relative dataschema")
            << minimum + quoted(",'dataschema':'v2'}") << u"/dataschema cloudevents/uri"_s;
        QTest::newRow("object as extension") << minimum + quoted(",'ext':{}}") << u"/ext cloudevents/type"_s;
        QTest::newRow("fraction as extension") << minimum + quoted(",'ext':1.5}") << u"/ext cloudevents/type"_s;
        QTest::newRow("both payloads") << minimum + quoted(",'data':1,'data_base64':'AA=='}")
                                       << u"/data_base64 cloudevents/data"_s;
        QTest::newRow("no Base64") << minimum + quoted(",'data_base64':'*'}") << u"/data_base64 cloudevents/data"_s;
        QTest::newRow("long name") << minimum + quoted(",'abcdefghijklmnopqrstu':'x'}")
                                   << u"/abcdefghijklmnopqrstu cloudevents/long-name"_s;
        QTest::newRow("no media type") << minimum + quoted(",'datacontenttype':'json'}")
                                       << u"/datacontenttype cloudevents/media-type"_s;
    }
    void whatTheSpecificationForbidsIsReported()
    {
        QFETCH(QByteArray, json);
        QTEST(rulesOf(structured(json).findings).join(u'|'), "finding");
    }
};

WEIR_TEST(tst_CloudEvent)
#include "tst_cloudevent.moc"
