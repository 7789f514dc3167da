// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/transport/recordingsink.h"
#include "tests/support/registertest.h"

#include "core/transport/ssewriter.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::RecordingSink;

namespace {

using Events = QStringList;

/// `type|id|data` of each event.
Events read(const QByteArray &bytes, qsizetype chunk = 0)
{
    SseParser parser;
    RecordingSink sink;
    const qsizetype step = chunk > 0 ? chunk : qMax<qsizetype>(bytes.size(), 1);
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        // A copy of its own, gone after the call: a view that is kept would be found by the sanitizers.
        const std::string piece = bytes.mid(at, step).toStdString();
        parser.feed(piece, sink);
    }
    return sink.events;
}

} // namespace

class tst_SseParser : public QObject
{
    Q_OBJECT

private slots:
    void streamsAreReadAsTheStandardSays_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Events>("events");
        const auto row = [](const char *name, const QByteArray &bytes, const Events &events) {
            QTest::newRow(name) << bytes << events;
        };
        row("one event", "data: a\n\n", {u"message||a"_s});
        row("no space after the colon", "data:a\n\n", {u"message||a"_s});
        row("two spaces: one belongs to the data", "data:  a\n\n", {u"message|| a"_s});
        row("CR", "data: a\r\rdata: b\r\r", {u"message||a"_s, u"message||b"_s});
        row("CRLF", "data: a\r\n\r\ndata: b\r\n\r\n", {u"message||a"_s, u"message||b"_s});
        row("line ends mixed", "data: a\r\n\ndata: b\n\r", {u"message||a"_s, u"message||b"_s});
        row("lines of data are joined", "data: a\ndata\ndata: b\n\n", {u"message||a\n\nb"_s});
        row("a type is for one event", "event: x\ndata: a\n\ndata: b\n\n", {u"x||a"_s, u"message||b"_s});
        row("an empty type is message", "event: x\nevent\ndata: a\n\n", {u"message||a"_s});
        row("an id lasts", "id: 1\ndata: a\n\ndata: b\n\n", {u"message|1|a"_s, u"message|1|b"_s});
        row("an id without data lasts too", "id: 1\n\ndata: b\n\n", {u"message|1|b"_s});
        row("an empty id resets", "id: 1\ndata: a\n\nid\ndata: b\n\n", {u"message|1|a"_s, u"message||b"_s});
        row("an id with NUL is ignored", QByteArray("id: 1\0\ndata: a\n\n", 16), {u"message||a"_s});
        row("comments are no events", ": x\n:\n\ndata: a\n:y\n\n", {u"message||a"_s});
        row("unknown fields are ignored", "dat: x\nData: y\ndata : z\ndata: a\n\n", {u"message||a"_s});
        row("a BOM is skipped",
            "\xef\xbb\xbf"
            "data: a\n\n",
            {u"message||a"_s});
        row("a second BOM is not",
            "\xef\xbb\xbf\xef\xbb\xbf"
            "data: a\n\ndata: b\n\n",
            {u"message||b"_s});
        row("half a BOM is not",
            "\xef\xbb"
            "data: a\n\ndata: b\n\n",
            {u"message||b"_s});
        row("an unfinished event is dropped", "data: a\n\ndata: b\n", {u"message||a"_s});
        row("no data, no event", "event: x\n\n\n\n", {});
        row("an event of empty data", "data\n\n", {u"message||"_s});
        row("bytes that are no UTF-8",
            "data: a\xff\xe2\x82"
            "b\n\n",
            {u"message||a\ufffd\ufffdb"_s});
        row("a surrogate is three errors", "data: \xed\xa0\x80\n\n", {u"message||\ufffd\ufffd\ufffd"_s});
        row("UTF-8 of four bytes", "data: \xf0\x9f\x8c\x8e\n\n",
            {u"message||"_s + QString::fromUtf8("\xf0\x9f\x8c\x8e")});
        row("only CR and LF end lines",
            "data: a\xe2\x80\xa8\x0b\x0c"
            "b\n\n",
            {u"message||a\u2028\x0b\x0c"
             "b"_s});
    }
    void streamsAreReadAsTheStandardSays()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Events, events);
        QCOMPARE(read(bytes), events);
        for (qsizetype chunk = 1; chunk < bytes.size(); ++chunk)
            QCOMPARE(read(bytes, chunk), events);
    }

    void reconnectionTimesAreDigitsOnly()
    {
        SseParser parser;
        RecordingSink sink;
        parser.feed("retry: 02000\nretry: 1.5\nretry: +5\nretry:\nretry: 10x\nretry: 99999999999999999999\n", sink);
        QCOMPARE(sink.retries, QList<qint64>({2000, 86'400'000}));
    }

    void theLastIdIsThatOfAWholeEvent()
    {
        SseParser parser;
        RecordingSink sink;
        parser.feed("id: 1\ndata: a\n\nid: 2\ndata: b\n", sink);
        QCOMPARE(parser.lastEventId(), std::string("1"));
        parser.restart();
        parser.feed("data: c\n\n", sink);
        QCOMPARE(sink.events, Events({u"message|1|a"_s, u"message|1|c"_s}));
    }

    void commentsAreToldOf()
    {
        SseParser parser;
        RecordingSink sink;
        parser.feed(": heart", sink);
        parser.feed("beat\n\n:\n", sink);
        QCOMPARE(sink.comments, QStringList({u"heartbeat"_s, QString()}));
    }

    void linesHaveALimit()
    {
        RecordingSink sink;
        SseParser parser({.line = 16, .event = 64});
        QCOMPARE(parser.feed("data: 0123456789\n\n", sink), StreamStatus::Reading);
        QCOMPARE(parser.feed("data: 0123", sink), StreamStatus::Reading);
        QCOMPARE(parser.feed("4567890\n\n", sink), StreamStatus::LineTooLong);
        QCOMPARE(parser.feed("data: a\n\n", sink), StreamStatus::LineTooLong);
        QCOMPARE(sink.events.size(), 1);
        parser.restart();
        QCOMPARE(parser.feed("data: a\n\n", sink), StreamStatus::Reading);
        QCOMPARE(sink.events.size(), 2);
    }

    void eventsHaveALimit()
    {
        RecordingSink sink;
        SseParser parser({.line = 64, .event = 20});
        QCOMPARE(parser.feed("data: 012345678\ndata: 012345678\n\n", sink), StreamStatus::Reading);
        QCOMPARE(parser.feed("data: 0123456789\ndata: 0123456789\n\n", sink), StreamStatus::EventTooLong);
        QCOMPARE(sink.events.size(), 1);
    }

    void jsonLinesAreEvents()
    {
        LineParser parser;
        RecordingSink sink;
        for (const char c : std::string("{\"a\":1}\r\n\n  \n[2]\n{\"half\""))
            QCOMPARE(parser.feed({&c, 1}, sink), StreamStatus::Reading);
        QCOMPARE(sink.events, Events({u"message||{\"a\":1}"_s, u"message||[2]"_s}));
        LineParser narrow({.line = 4, .event = 4});
        QCOMPARE(narrow.feed("12345", sink), StreamStatus::LineTooLong);
    }

    void whatIsWrittenIsReadAgain_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<QString>("event");
        QTest::newRow("plain") << QByteArray("{}") << QByteArray() << QByteArray() << u"message||{}"_s;
        QTest::newRow("lines") << QByteArray("a\nb\r\nc\rd\n") << QByteArray("x") << QByteArray("7")
                               << u"x|7|a\nb\nc\nd\n"_s;
        QTest::newRow("empty") << QByteArray() << QByteArray() << QByteArray("7") << u"message|7|"_s;
        QTest::newRow("leading blank") << QByteArray(" a") << QByteArray() << QByteArray() << u"message|| a"_s;
        QTest::newRow("a type cannot add fields")
            << QByteArray("a") << QByteArray("x\ndata: y") << QByteArray("1\r2") << u"x data: y|1 2|a"_s;
        QTest::newRow("an id with NUL is left out")
            << QByteArray("a") << QByteArray() << QByteArray("1\0", 2) << u"message||a"_s;
    }
    void whatIsWrittenIsReadAgain()
    {
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, id);
        QFETCH(QString, event);
        QCOMPARE(read(sseBytes({.data = data, .event = type, .id = id, .retry = {}})), Events{event});
    }

    void aByteThatIsNoUtf8IsFoundWhereverItStands()
    {
        for (qsizetype size = 1; size < 80; ++size) {
            for (qsizetype at = 0; at < size; ++at) {
                QByteArray data(size, 'a');
                QString text(size, u'a');
                data[at] = '\xff';
                text[at] = QChar(QChar::ReplacementCharacter);
                QCOMPARE(read("data: " + data + "\n\n"), Events{u"message||"_s + text});
                QCOMPARE(read("id: " + data + "\ndata: b\n\n"), Events{u"message|"_s + text + u"|b"_s});
            }
        }
    }

    void framesAreThoseOfTheSpecification()
    {
        QCOMPARE(sseBytes({.data = "{\"a\":1}", .event = {}, .id = {}, .retry = {}}),
                 QByteArray("data: {\"a\":1}\n\n"));
        QCOMPARE(sseComment("heartbeat"), QByteArray(": heartbeat\n\n"));
        QCOMPARE(sseBytes({.data = "x", .event = "reset", .id = "9", .retry = 1500ms}),
                 QByteArray("id: 9\nevent: reset\nretry: 1500\ndata: x\n\n"));
    }
};

WEIR_TEST(tst_SseParser)
#include "tst_sseparser.moc"
