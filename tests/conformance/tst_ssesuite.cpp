// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/transport/recordingsink.h"
#include "tests/support/registertest.h"

#include "core/transport/sseclientmachine.h"
#include "tests/conformance/corpus.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::RecordingSink;

namespace {

constexpr auto cases = "conformance/sse/cases.json";

QStringList expectedEvents(const Json &entry)
{
    QStringList events;
    for (const Json &event : entry["events"])
        events.append(textOf(event["event"]) + u'|' + textOf(event["id"]) + u'|' + textOf(event["data"]));
    return events;
}

/// Whether \a pieces, fed one after the other, say what \a entry wants.
bool saysRight(const Json &entry, const QStringList &expected, const QList<QByteArray> &pieces)
{
    SseParser parser;
    RecordingSink sink;
    for (const QByteArray &piece : pieces)
        parser.feed({piece.constData(), static_cast<std::size_t>(piece.size())}, sink);
    const QList<qint64> retries =
        entry["retry"].is_null() ? QList<qint64>() : QList<qint64>{entry["retry"].get<qint64>()};
    return sink.events == expected && sink.retries.mid(sink.retries.size() - retries.size()) == retries
        && sink.retries.isEmpty() == retries.isEmpty();
}

} // namespace

/// The event streams of the web platform tests.
class tst_SseSuite : public QObject
{
    Q_OBJECT

private slots:
    void everyStreamIsReadRightAtEverySplit()
    {
        WEIR_NEED_CORPUS(QLatin1String(cases));
        const Json document = test::corpusJson(QLatin1String(cases));
        QStringList wrong;
        int streams = 0;
        for (const Json &entry : document["cases"]) {
            if (!entry.contains("input_base64"))
                continue;
            ++streams;
            const QByteArray input = QByteArray::fromBase64(textOf(entry["input_base64"]).toLatin1());
            const QStringList expected = expectedEvents(entry);
            QList<QByteArray> bytes;
            for (const char byte : input)
                bytes.append(QByteArray(1, byte));
            bool isRight = saysRight(entry, expected, {input}) && saysRight(entry, expected, bytes);
            for (qsizetype at = 1; at < input.size(); ++at)
                isRight = saysRight(entry, expected, {input.left(at), input.mid(at)}) && isRight;
            if (!isRight)
                wrong.append(textOf(entry["id"]));
        }
        qInfo() << streams << "streams";
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u' ')));
        QVERIFY(streams > 30);
    }

    void everyAnswerIsJudgedRight()
    {
        WEIR_NEED_CORPUS(QLatin1String(cases));
        const Json document = test::corpusJson(QLatin1String(cases));
        QStringList wrong;
        int answers = 0;
        for (const Json &entry : document["cases"]) {
            if (!entry.contains("response") || !entry["response"].contains("status")
                || entry["response"].contains("note"))
                continue;
            const Json &response = entry["response"];
            const QString id = textOf(entry["id"]);
            if (!response.contains("content_type") && !response.contains("location"))
                continue;
            ++answers;
            SseClientMachine machine;
            RecordingSink sink;
            machine.start(0s);
            const int status = response["status"].get<int>();
            machine.respond({.status = status,
                             .contentType = memberText(response, u"content_type").toUtf8(),
                             .location = memberText(response, u"location").toUtf8(),
                             .isSameOrigin = true},
                            0s);
            machine.read(memberText(response, u"body").toStdString(), 0s, sink);
            const QString expect = textOf(entry["expect"]);
            bool isRight = false;
            if (expect.startsWith(u"no event"_s))
                isRight = sink.events.isEmpty() && !machine.error().isEmpty()
                    && machine.state() == (status == 503 ? SseState::Waiting : SseState::Stopped);
            else if (expect.startsWith(u"follows"_s))
                isRight = machine.state() == SseState::Connecting && machine.redirectedTo() == "/other";
            else
                isRight = sink.events == QStringList{u"message||data"_s};
            if (!isRight)
                wrong.append(id);
        }
        qInfo() << answers << "answers";
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u' ')));
        QVERIFY(answers >= 14);
    }

    void reconnectionsAskForWhatFollows()
    {
        WEIR_NEED_CORPUS(QLatin1String(cases));
        const Json document = test::corpusJson(QLatin1String(cases));
        int sequences = 0;
        for (const Json &entry : document["cases"]) {
            if (!entry.contains("response") || !entry["response"].contains("sequence"))
                continue;
            ++sequences;
            SseClientMachine machine;
            RecordingSink sink;
            machine.start(0s);
            QByteArray asked;
            for (const Json &answer : entry["response"]["sequence"]) {
                machine.respond({.status = 200, .contentType = "text/event-stream", .location = {}}, 0s);
                machine.read(textOf(answer["body"]).toStdString(), 0s, sink);
                machine.closed({}, 0s);
                QCOMPARE(machine.state(), SseState::Waiting);
                QCOMPARE(machine.tick(1h), SseAction::Connect);
                for (const auto &[name, value] : machine.requestHeaders()) {
                    if (name == "Last-Event-ID")
                        asked = value;
                }
            }
            const bool isUnicode = textOf(entry["id"]).contains(u"unicode"_s);
            QCOMPARE(asked, isUnicode ? QByteArray("\xe2\x80\xa6") : QByteArray("2"));
            QCOMPARE(sink.events.size(), isUnicode ? 1 : 2);
        }
        QCOMPARE(sequences, 2);
    }
};

WEIR_TEST(tst_SseSuite)
#include "tst_ssesuite.moc"
