// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/message/envelope.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

const auto complete = R"({"id":"e1","type":"user.created","timestamp":"2026-03-01T12:00:00.000Z","version":2,)"
                      R"("source":"user-service","correlationId":"c1","causationId":"e0",)"
                      R"("data":{"userId":"123","tags":[1,2.5,null]},"metadata":{"userAgent":"x","retry":false}})";

Json changed(const char *key, const char *value)
{
    Json envelope = Json::parse(complete);
    if (value)
        envelope[key] = Json::parse(value);
    else
        envelope.erase(key);
    return envelope;
}

EnvelopeReading read(const Json &envelope)
{
    return readEnvelope(QByteArray::fromStdString(envelope.dump()), u"events.ndjson"_s).value();
}

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

class tst_Envelope : public QObject
{
    Q_OBJECT

private slots:
    void everyMemberIsRead()
    {
        const auto reading = readEnvelope(complete, u"event.json"_s);
        QVERIFY(reading.isOk());
        QCOMPARE(reading->findings, Findings());
        const Message &message = reading->message;
        QCOMPARE(message.id, u"e1"_s);
        QCOMPARE(message.type, u"user.created"_s);
        QCOMPARE(timestampText(message.timestamp), u"2026-03-01T12:00:00.000Z"_s);
        QCOMPARE(message.version, 2);
        QCOMPARE(message.source, u"user-service"_s);
        QCOMPARE(message.correlationId, u"c1"_s);
        QCOMPARE(message.causationId, u"e0"_s);
        QCOMPARE(dumped(message.data.get()), quoted("{'userId':'123','tags':[1,2.5,null]}"));
        QCOMPARE(dumped(message.metadata.get()), quoted("{'userAgent':'x','retry':false}"));
        QCOMPARE(envelopeJson(message).dump(), std::string(complete));
    }

    void eachMemberIsJudged_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value"); // Empty: without the member.
        QTest::addColumn<QString>("finding");  // `pointer rule`; empty: valid.
        for (const char *key : {"id", "type", "timestamp", "version", "source", "data"})
            QTest::addRow("%s missing", key)
                << QByteArray(key) << QByteArray() << u"/%1 envelope/missing"_s.arg(QLatin1String(key));
        for (const char *key : {"correlationId", "causationId", "metadata"})
            QTest::addRow("%s missing", key) << QByteArray(key) << QByteArray() << QString();
        for (const char *key : {"id", "type", "source", "correlationId", "causationId", "timestamp"}) {
            for (const char *value : {"5", "null", "true", "{}", "[]"})
                QTest::addRow("%s is %s", key, value)
                    << QByteArray(key) << QByteArray(value) << u"/%1 envelope/type"_s.arg(QLatin1String(key));
            QTest::addRow("%s is empty", key)
                << QByteArray(key) << QByteArray("\"\"") << u"/%1 envelope/empty"_s.arg(QLatin1String(key));
            QTest::addRow("%s is blank", key)
                << QByteArray(key) << QByteArray("\" \"") << u"/%1 envelope/empty"_s.arg(QLatin1String(key));
        }
        for (const char *value : {"0", "-1", "1.5", "\"1\"", "null", "true", "4294967296"})
            QTest::addRow("version is %s", value)
                << QByteArray("version") << QByteArray(value) << u"/version envelope/version"_s;
        QTest::newRow("version is 1") << QByteArray("version") << QByteArray("1") << QString();
        for (const char *value :
             {"\"yesterday\"", "\"2026-03-01\"", "\"2026-03-01T12:00:00\"", "\"2026-02-30T00:00:00Z\""})
            QTest::addRow("timestamp is %s", value)
                << QByteArray("timestamp") << QByteArray(value) << u"/timestamp envelope/timestamp"_s;
        for (const char *value : {"null", "5", "\"text\"", "[1]", "{}"})
            QTest::addRow("data is %s", value) << QByteArray("data") << QByteArray(value) << QString();
        for (const char *value : {"null", "5", "\"x\"", "[]"})
            QTest::addRow("metadata is %s", value)
                << QByteArray("metadata") << QByteArray(value) << u"/metadata envelope/type"_s;
        QTest::newRow("metadata is empty") << QByteArray("metadata") << QByteArray("{}") << QString();
        QTest::newRow("unknown member") << QByteArray("trace") << QByteArray("1") << u"/trace envelope/unknown"_s;
        QTest::newRow("other case") << QByteArray("Version") << QByteArray("1") << u"/Version envelope/unknown"_s;
    }
    void eachMemberIsJudged()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        QFETCH(QString, finding);
        const EnvelopeReading reading = read(changed(key, value.isEmpty() ? nullptr : value.constData()));
        QStringList got;
        for (const Finding &found : reading.findings) {
            got += found.place.pointer + u' ' + found.rule;
            QCOMPARE(found.place.file, u"events.ndjson"_s);
            QVERIFY(found.place.line == 1 && found.place.column > 0);
        }
        QCOMPARE(got.join(u'|'), finding);
        QCOMPARE(reading.isValid(), finding.isEmpty() || finding.endsWith(u"unknown"_s));
    }

    void whatIsNoObjectIsNoEvent()
    {
        for (const char *text : {"5", "[]", "null", "\"x\""}) {
            const auto reading = readEnvelope(text, u"e"_s);
            QVERIFY(reading.isOk());
            QCOMPARE(reading->findings.size(), 1);
        }
        QVERIFY(!readEnvelope("{\"id\":", u"e"_s).isOk());
        QCOMPARE(readEnvelope("{\n\"id\": x}", u"e"_s).error().place.line, 2);
    }

    void unknownMembersStay()
    {
        const EnvelopeReading reading = read(changed("traceId", "\"t\""));
        QCOMPARE(dumped(reading.message.unknown.get()), quoted("{'traceId':'t'}"));
        QCOMPARE(envelopeJson(reading.message).dump(), changed("traceId", "\"t\"").dump());
    }

    void aPayloadThatIsNoJsonIsBase64()
    {
        Json envelope = changed("data", nullptr);
        envelope["datacontenttype"] = "application/avro";
        envelope["data_base64"] = "AAEC";
        const EnvelopeReading reading = read(envelope);
        QCOMPARE(reading.findings, Findings());
        QCOMPARE(reading.message.binary, QByteArray("\0\1\2", 3));
        QCOMPARE(read(envelopeJson(reading.message)).message, reading.message);
    }
};

WEIR_TEST(tst_Envelope)
#include "tst_envelope.moc"
