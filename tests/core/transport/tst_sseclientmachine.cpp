// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/transport/recordingsink.h"
#include "tests/support/registertest.h"

#include "core/transport/sseclientmachine.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::ReactingSink;
using test::RecordingSink;

namespace {

const QByteArray eventStream = "text/event-stream";

SseResponse answer(int status, const QByteArray &type = eventStream)
{
    return {.status = status, .contentType = type, .location = {}};
}

QByteArray headerOf(const SseClientMachine &machine, const QByteArray &name)
{
    for (const auto &[key, value] : machine.requestHeaders()) {
        if (key == name)
            return value;
    }
    return {};
}

} // namespace

class tst_SseClientMachine : public QObject
{
    Q_OBJECT

    /// A client whose stream is open at 0 s.
    static SseClientMachine opened(const SseClientOptions &options = {})
    {
        SseClientMachine machine(options);
        if (machine.start(0s) != SseAction::Connect || machine.respond(answer(200), 0s) != SseAction::None)
            qFatal("not open");
        return machine;
    }

private slots:
    void aStreamIsReadAndComeBackTo()
    {
        RecordingSink sink;
        SseClientMachine machine;
        QCOMPARE(machine.state(), SseState::Stopped);
        QVERIFY(!machine.deadline());
        QCOMPARE(machine.start(1s), SseAction::Connect);
        QCOMPARE(machine.state(), SseState::Connecting);
        QCOMPARE(headerOf(machine, "Accept").left(17), eventStream);
        QCOMPARE(headerOf(machine, "Cache-Control"), QByteArray("no-cache"));
        QCOMPARE(headerOf(machine, "Last-Event-ID"), QByteArray());
        QCOMPARE(machine.respond(answer(200, "text/event-stream; charset=utf-8"), 2s), SseAction::None);
        QCOMPARE(machine.state(), SseState::Open);
        QCOMPARE(machine.read("id: \xe2\x80\xa6\ndata: a\n\nid: lost\ndata: b\n", 3s, sink), SseAction::None);
        QCOMPARE(sink.events, QStringList{u"message|\u2026|a"_s});
        machine.closed({}, 4s);
        QCOMPARE(machine.state(), SseState::Waiting);
        QCOMPARE(*machine.deadline(), Duration(9s)); // 5 s by default.
        QCOMPARE(machine.tick(8999ms), SseAction::None);
        QCOMPARE(machine.stateText(5500ms), u"waiting 4 s: The server closed the stream."_s);
        QCOMPARE(machine.tick(9s), SseAction::Connect);
        QCOMPARE(headerOf(machine, "Last-Event-ID"), QByteArray("\xe2\x80\xa6"));
    }

    void answersAreJudged_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<SseState>("state");
        const auto row = [](const char *name, int status, const QByteArray &type, SseState state) {
            QTest::newRow(name) << status << type << state;
        };
        row("open", 200, eventStream, SseState::Open);
        row("open with a trailing semicolon", 200, "text/event-stream;", SseState::Open);
        row("open in capitals", 200, "Text/Event-Stream", SseState::Open);
        row("open with JSON lines", 200, "application/x-ndjson", SseState::Open);
        row("another media type", 200, "text/x-bogus", SseState::Stopped);
        row("longer media type", 200, "text/event-streams", SseState::Stopped);
        row("no media type", 200, "", SseState::Stopped);
        row("204 stops", 204, eventStream, SseState::Stopped);
        for (const int status : {205, 210, 299, 300, 400, 401, 404, 410})
            row(qPrintable(QString::number(status)), status, eventStream, SseState::Stopped);
        for (const int status : {408, 425, 429, 500, 503})
            row(qPrintable(QString::number(status)), status, eventStream, SseState::Waiting);
    }
    void answersAreJudged()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, type);
        QFETCH(SseState, state);
        SseClientMachine machine;
        machine.start(0s);
        machine.respond(answer(status, type), 1s);
        QCOMPARE(machine.state(), state);
        QCOMPARE(machine.error().isEmpty(), state == SseState::Open);
    }

    void theStreamSaysHowLongToWait()
    {
        RecordingSink sink;
        SseClientMachine machine = opened();
        machine.read("retry: 250\n", 0s, sink);
        QCOMPARE(sink.retries, QList<qint64>{250});
        machine.closed({}, 1s);
        QCOMPARE(*machine.deadline(), Duration(1250ms));
        // However little or much it says, the client keeps within its bounds.
        SseClientMachine eager = opened();
        eager.read("retry: 0\n", 0s, sink);
        eager.closed({}, 1s);
        QCOMPARE(*eager.deadline(), Duration(1100ms));
        SseClientMachine patient = opened();
        patient.read("retry: 999999999\n", 0s, sink);
        patient.closed({}, 0s);
        QCOMPARE(*patient.deadline(), Duration(5min));
    }

    void retryAfterIsKeptTo()
    {
        SseClientMachine machine;
        machine.start(0s);
        SseResponse busy = answer(503);
        busy.retryAfter = 60s;
        QCOMPARE(machine.respond(busy, 1s), SseAction::Disconnect);
        QCOMPARE(*machine.deadline(), Duration(61s));
    }

    void waitsDoubleWhenAskedTo()
    {
        SseClientOptions options;
        options.isExponential = true;
        options.longestWait = 60s;
        SseClientMachine machine(options);
        Duration now = 0s;
        QCOMPARE(machine.start(now), SseAction::Connect);
        Duration full = 5s;
        for (int failure = 1; failure < 12; ++failure) {
            machine.closed(u"refused"_s, now);
            QCOMPARE(machine.failures(), failure);
            const Duration wait = *machine.deadline() - now;
            QVERIFY2(wait >= full / 2 && wait <= full, qPrintable(QString::number(wait / 1ms)));
            now = *machine.deadline();
            QCOMPARE(machine.tick(now), SseAction::Connect);
            full = std::min<Duration>(60s, full * 2);
        }
        // A byte of the stream, and the waits begin anew.
        RecordingSink sink;
        machine.respond(answer(200), now);
        machine.read(":\n", now, sink);
        machine.closed({}, now);
        QVERIFY(*machine.deadline() - now <= 5s);
    }

    void silenceIsADeadStream()
    {
        RecordingSink sink;
        SseClientMachine machine = opened();
        QCOMPARE(*machine.deadline(), Duration(65s)); // Twice the heartbeat of 30 s, and 5 s.
        machine.read(": heartbeat\n\n", 30s, sink);
        QCOMPARE(machine.tick(65s), SseAction::None);
        QCOMPARE(*machine.deadline(), Duration(95s));
        QCOMPARE(machine.tick(95s), SseAction::Disconnect);
        QCOMPARE(machine.state(), SseState::Waiting);
        QCOMPARE(machine.tick(100s), SseAction::Connect);
        SseClientOptions patient;
        patient.heartbeat = 0s;
        QVERIFY(!opened(patient).deadline());
    }

    void aServerThatDoesNotAnswerIsGivenUp()
    {
        SseClientMachine machine;
        machine.start(0s);
        QCOMPARE(machine.tick(29s), SseAction::None);
        QCOMPARE(machine.tick(30s), SseAction::Disconnect);
        QCOMPARE(machine.state(), SseState::Waiting);
    }

    void redirectionsAreFollowedWithinTheServer()
    {
        SseClientMachine machine;
        machine.start(0s);
        const SseResponse there{.status = 307, .contentType = {}, .location = "http://a/other", .isSameOrigin = true};
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(machine.respond(there, 0s), SseAction::Connect);
            QCOMPARE(machine.redirectedTo(), QByteArray("http://a/other"));
        }
        QCOMPARE(machine.respond(there, 0s), SseAction::Disconnect);
        QCOMPARE(machine.state(), SseState::Stopped);
    }

    void aTemporaryRedirectionIsForOneAttempt_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("stays");
        for (const int status : {301, 308})
            QTest::addRow("%d", status) << status << true;
        for (const int status : {302, 303, 307})
            QTest::addRow("%d", status) << status << false;
    }
    void aTemporaryRedirectionIsForOneAttempt()
    {
        QFETCH(int, status);
        QFETCH(bool, stays);
        SseClientMachine machine;
        machine.start(0s);
        machine.respond({.status = status, .contentType = {}, .location = "http://a/other", .isSameOrigin = true}, 0s);
        machine.respond(answer(200), 0s);
        machine.closed({}, 0s);
        machine.tick(5s);
        QCOMPARE(!machine.redirectedTo().isEmpty(), stays);
    }

    void anotherServerIsNotFollowedTo()
    {
        SseClientMachine machine;
        machine.start(0s);
        QCOMPARE(
            machine.respond({.status = 302, .contentType = {}, .location = "http://b/", .isSameOrigin = false}, 0s),
            SseAction::Disconnect);
        QCOMPARE(machine.state(), SseState::Stopped);
        QVERIFY(machine.error().contains(u"http://b/"_s));
    }

    void limitsStop()
    {
        SseClientOptions options;
        options.limits.line = 10;
        SseClientMachine machine = opened(options);
        RecordingSink sink;
        QCOMPARE(machine.read("data: 0123456789", 0s, sink), SseAction::Disconnect);
        QCOMPARE(machine.state(), SseState::Stopped);
        QVERIFY(!machine.error().isEmpty());
    }

    void stoppingIsFinal()
    {
        SseClientMachine machine = opened();
        QCOMPARE(machine.stop(), SseAction::Disconnect);
        QCOMPARE(machine.stop(), SseAction::None);
        QVERIFY(!machine.deadline());
        QCOMPARE(machine.closed({}, 1s), SseAction::None);
        QCOMPARE(machine.state(), SseState::Stopped);
        QCOMPARE(machine.stateText(1s), u"stopped"_s);
    }

    void aSinkThatStopsIsToldNoMore_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("events") << QByteArray("text/event-stream")
                                << QByteArray("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n");
        QTest::newRow("lines") << QByteArray("application/x-ndjson") << QByteArray("1\n2\n3\n");
    }

    void aSinkThatStopsIsToldNoMore()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, bytes);
        SseClientMachine machine;
        ReactingSink sink;
        sink.react = [&] {
            if (sink.events.size() == 2)
                machine.stop();
        };
        const auto open = [&] {
            machine.start(0s);
            machine.respond(answer(200, type), 0s);
        };
        open();
        QCOMPARE(machine.read(bytes.toStdString(), 0s, sink), SseAction::None);
        QCOMPARE(sink.events.size(), 2);
        QCOMPARE(machine.state(), SseState::Stopped);
        QVERIFY(machine.error().isEmpty());
        QCOMPARE(machine.lastEventId(), type.startsWith("text") ? "2" : "");
        open();
        machine.read(bytes.toStdString(), 0s, sink);
        QCOMPARE(sink.events.size(), 5);
    }

    void jsonLinesAreRead()
    {
        SseClientMachine machine;
        RecordingSink sink;
        machine.start(0s);
        machine.respond(answer(200, "application/x-ndjson; charset=utf-8"), 0s);
        machine.read("{\"a\":1}\n{\"b\"", 0s, sink);
        QCOMPARE(sink.events, QStringList{u"message||{\"a\":1}"_s});
        machine.closed({}, 0s);
        QCOMPARE(machine.state(), SseState::Waiting);
    }

    void theFirstRequestCanGoOnFromAnId()
    {
        SseClientOptions options;
        options.lastEventId = "41";
        SseClientMachine machine(options);
        machine.start(0s);
        QCOMPARE(headerOf(machine, "Last-Event-ID"), QByteArray("41"));
    }
};

WEIR_TEST(tst_SseClientMachine)
#include "tst_sseclientmachine.moc"
