// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/message/cloudevent.h"
#include "core/syntax/reader.h"
#include "tests/conformance/corpus.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto cases = "conformance/cloudevents/cases.json";

QByteArray bytesOf(const Json &entry, const char *key)
{
    return textOf(entry[key]).toUtf8();
}

HttpMessage requestOf(const Json &entry)
{
    HttpMessage request;
    for (const auto &[name, value] : entry["headers"].items())
        request.headers.append({QByteArray(name.c_str()), textOf(value).toUtf8()});
    request.body = bytesOf(entry, "body");
    return request;
}

/// A case that gives attributes, in the JSON event format.
Json eventOf(const Json &entry)
{
    Json event = entry["attributes"];
    event.update(entry["extensions"]);
    event["data"] = entry["data_text"];
    return event;
}

Result<QList<CloudEventReading>> read(const Json &entry)
{
    const QString mode = memberText(entry, u"mode");
    if (entry.contains("headers"))
        return readCloudEventRequest(requestOf(entry), u"request"_s);
    const QByteArray text =
        entry.contains("text") ? bytesOf(entry, "text") : QByteArray::fromStdString(eventOf(entry).dump());
    const auto tree = readJson(text, u"event"_s);
    if (!tree)
        return tree.error();
    if (mode == u"batch"_s)
        return readCloudEventBatch(tree->root());
    return QList<CloudEventReading>{readCloudEvent(tree->root())};
}

/// Valid, when the payload is not looked at.
bool isEnvelopeValid(const CloudEventReading &reading)
{
    return std::all_of(reading.findings.begin(), reading.findings.end(), [](const Finding &finding) {
        return finding.severity != Severity::Error || finding.rule == u"cloudevents/data"_s;
    });
}

} // namespace

/// The examples of the CloudEvents specification and its conformance suite, and what each has to be judged.
class tst_CloudEventSuite : public QObject
{
    Q_OBJECT

private slots:
    void everyCaseIsJudgedRight()
    {
        WEIR_NEED_CORPUS(QLatin1String(cases));
        const Json document = test::corpusJson(QLatin1String(cases));
        QStringList wrong;
        for (const Json &entry : document["cases"]) {
            const auto readings = read(entry);
            const QString expected = memberText(entry, u"expect");
            bool isValid = readings.isOk();
            if (readings) {
                for (const CloudEventReading &reading : *readings)
                    isValid =
                        isValid && (expected == u"valid-envelope"_s ? isEnvelopeValid(reading) : reading.isValid());
            }
            if (isValid == expected.startsWith(u"invalid"_s))
                wrong += memberText(entry, u"id") + u": "_s + expected;
        }
        qInfo() << document["cases"].size() << "cases";
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void whatIsValidSurvivesEveryContentMode()
    {
        WEIR_NEED_CORPUS(QLatin1String(cases));
        const Json document = test::corpusJson(QLatin1String(cases));
        int compared = 0;
        for (const Json &entry : document["cases"]) {
            const auto readings = read(entry);
            if (!readings || memberText(entry, u"expect") != u"valid"_s)
                continue;
            for (const CloudEventReading &reading : *readings) {
                ++compared;
                const QByteArray name = memberText(entry, u"id").toUtf8();
                const auto structured = readCloudEventRequest(structuredRequest(reading.event), u"r"_s);
                QVERIFY2(structured && structured->front().event == reading.event, name.constData());
                const auto binary = readCloudEventRequest(binaryRequest(reading.event), u"r"_s);
                QVERIFY2(binary && binary->front().isValid(), name.constData());
                QCOMPARE(binary->front().event.id, reading.event.id);
                QCOMPARE(binary->front().event.time, reading.event.time);
            }
        }
        QVERIFY(compared > 15);
    }

    void attributesAndDataAreThoseOfTheSuite()
    {
        WEIR_NEED_CORPUS(QLatin1String(cases));
        const Json document = test::corpusJson(QLatin1String(cases));
        for (const Json &entry : document["cases"]) {
            if (!entry.contains("headers"))
                continue;
            const auto readings = read(entry);
            QVERIFY(readings.isOk());
            const Json event = cloudEventJson(readings->front().event);
            for (const auto &[name, value] : entry["attributes"].items())
                QVERIFY(event[name] == value);
            QVERIFY(event["data"] == entry["data"]);
        }
    }
};

WEIR_TEST(tst_CloudEventSuite)
#include "tst_cloudeventsuite.moc"
