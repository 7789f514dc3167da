// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/message/cloudevent.h"
#include "core/message/envelope.h"
#include "core/message/plainenvelope.h"
#include "core/message/quickjson.h"
#include "core/syntax/reader.h"
#include "tests/conformance/mutation.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto complete = R"({"id":"e1","type":"user.created","timestamp":"2026-03-01T12:00:00.000Z","version":2,)"
                          R"("source":"user-service","correlationId":"c1","causationId":"e0",)"
                          R"("data":{"userId":"123","tags":[1,2.5,null]},"metadata":{"userAgent":"x","retry":false}})";

constexpr auto cloudEvent = R"({"specversion":"1.0","id":"a-1","source":"/orders","type":"order.placed",)"
                            R"("time":"2026-01-15T10:30:00Z","datacontenttype":"application/json","subject":"7",)"
                            R"("schemaversion":2,"tenant":"t1","data":{"order":7,"lines":[{"sku":"x"}]}})";

QByteArray with(const char *key, const Json &value)
{
    Json envelope = Json::parse(complete);
    envelope[key] = value;
    return QByteArray::fromStdString(envelope.dump());
}

QByteArray without(const char *key)
{
    Json envelope = Json::parse(complete);
    envelope.erase(key);
    return QByteArray::fromStdString(envelope.dump());
}

std::optional<Message> plain(const QByteArray &bytes)
{
    auto document = quickJson(bytes);
    return document ? plainMessage(std::move(*document)) : std::nullopt;
}

} // namespace

/// An envelope that is read without places is the one that is read with them.
class tst_PlainEnvelope : public QObject
{
    Q_OBJECT

    /// The reader with places alone.
    static Result<EnvelopeReading> thorough(const QByteArray &bytes)
    {
        const auto tree = readJson(bytes, u"e"_s);
        if (!tree)
            return tree.error();
        return readEnvelope(tree->root());
    }

    static void compare(const QByteArray &bytes)
    {
        const auto reading = readEnvelope(QByteArrayView(bytes), u"e"_s);
        const auto expected = thorough(bytes);
        QCOMPARE(reading.isOk(), expected.isOk());
        if (!reading) {
            QCOMPARE(reading.error(), expected.error());
            return;
        }
        QCOMPARE(reading->findings, expected->findings);
        QVERIFY(reading->message == expected->message);
        QCOMPARE(reading->message.data.get().dump(), expected->message.data.get().dump());
    }

private slots:
    void anOrdinaryEnvelopeIsPlain_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("everything") << QByteArray(complete);
        for (const char *key : {"correlationId", "causationId", "metadata"})
            QTest::addRow("without %s", key) << without(key);
        QTest::newRow("no payload") << with("data", nullptr);
        QTest::newRow("a text as payload") << with("data", "x");
        QTest::newRow("a media type") << with("datacontenttype", "text/plain");
        QTest::newRow("another offset") << with("timestamp", "2026-03-01T12:00:00+01:00");
        QTest::newRow("another order") << QByteArray(R"({"data":1,"source":"s","version":1,"id":"i","type":"t",)"
                                                     R"("timestamp":"2026-03-01T12:00:00.123456Z"})");
    }
    void anOrdinaryEnvelopeIsPlain()
    {
        QFETCH(QByteArray, bytes);
        const auto message = plain(bytes);
        QVERIFY(message);
        const auto expected = thorough(bytes);
        QCOMPARE(expected->findings, Findings());
        QVERIFY(*message == expected->message);
    }

    void whatMayHaveAFindingIsLeftWhole_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const char *key : {"id", "type", "timestamp", "version", "source", "data"})
            QTest::addRow("without %s", key) << without(key);
        for (const char *key :
             {"id", "type", "timestamp", "source", "correlationId", "causationId", "datacontenttype"}) {
            QTest::addRow("%s is a number", key) << with(key, 1);
            QTest::addRow("%s is null", key) << with(key, nullptr);
            QTest::addRow("%s is blank", key) << with(key, " \t");
            QTest::addRow("%s is empty", key) << with(key, "");
        }
        QTest::newRow("version 0") << with("version", 0);
        QTest::newRow("version 1.0") << with("version", 1.0);
        QTest::newRow("version 2^31") << with("version", 2147483648);
        QTest::newRow("metadata is a list") << with("metadata", Json::array());
        QTest::newRow("data_base64 too") << with("data_base64", "AA==");
        QTest::newRow("an unknown member") << with("priority", 1);
        QTest::newRow("no date") << with("timestamp", "2026-02-30T12:00:00Z");
        QTest::newRow("a byte order mark in a text") << with("id", "\xef\xbb\xbfid");
        QTest::newRow("a list") << QByteArray("[]");
    }
    void whatMayHaveAFindingIsLeftWhole()
    {
        QFETCH(QByteArray, bytes);
        auto document = quickJson(bytes);
        QVERIFY(document);
        const Json before = *document;
        QVERIFY(!plainMessage(std::move(*document)));
        QVERIFY(*document == before);
        compare(bytes);
    }

    void brokenEnvelopesAreReadAlike()
    {
        test::Chance chance;
        int plainOnes = 0;
        for (int i = 0; i < 2000; ++i) {
            const QByteArray bytes = test::broken(complete, chance);
            plainOnes += plain(bytes) ? 1 : 0;
            compare(bytes);
            if (QTest::currentTestFailed())
                QFAIL(bytes.constData());
        }
        QVERIFY(plainOnes > 20);
    }

    void aCloudEventIsReadAlike()
    {
        const auto plain = readPlainCloudEvent(Json::parse(cloudEvent));
        QVERIFY(plain);
        const CloudEventReading expected = readCloudEvent(readJson(cloudEvent, u"e"_s)->root());
        QCOMPARE(plain->findings, Findings());
        QVERIFY(plain->event == expected.event);
    }

    void brokenCloudEventsAreReadAlike()
    {
        test::Chance chance;
        int valid = 0;
        for (int i = 0; i < 2000; ++i) {
            const QByteArray bytes = test::broken(cloudEvent, chance);
            const auto reading =
                readCloudEventRequest({{{"Content-Type", "application/cloudevents+json"}}, bytes}, u"e"_s);
            const auto tree = readJson(bytes, u"e"_s);
            QVERIFY2(reading.isOk() == tree.isOk(), bytes.constData());
            if (!reading) {
                QCOMPARE(reading.error(), tree.error());
                continue;
            }
            const CloudEventReading expected = readCloudEvent(tree->root());
            QVERIFY2(reading->first().event == expected.event, bytes.constData());
            QCOMPARE(reading->first().findings, expected.findings);
            valid += reading->first().findings.isEmpty() ? 1 : 0;
        }
        QVERIFY(valid > 20);
    }

    void anOddCloudEventIsLeftToTheOtherReader_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::newRow("a name with capitals") << QByteArray(R"("Tenant":"t")");
        QTest::newRow("a byte order mark before a name") << QByteArray("\"\xef\xbb\xbfid\":\"2\"");
        QTest::newRow("a long name") << QByteArray(R"("averyveryveryverylongname":"t")");
        QTest::newRow("an extension that is an object") << QByteArray(R"("extra":{})");
        QTest::newRow("data in Base64") << QByteArray(R"("data_base64":"AA==")");
        QTest::newRow("no media type") << QByteArray(R"("datacontenttype":"json")");
    }
    void anOddCloudEventIsLeftToTheOtherReader()
    {
        QFETCH(QByteArray, member);
        const QByteArray bytes = R"({"specversion":"1.0","id":"1","source":"/s","type":"a",)" + member + '}';
        const auto document = quickJson(bytes);
        QVERIFY(document);
        QVERIFY(!readPlainCloudEvent(*document));
    }
};

WEIR_TEST(tst_PlainEnvelope)
#include "tst_plainenvelope.moc"
