// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"
#include "tests/app/runningweir.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace weir::test;
using namespace Qt::StringLiterals;

class tst_EmulateCommands : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QStringList quiet() const
    {
        return {u"emulate"_s, u"queue"_s, u"--producer"_s, u"none"_s, u"--database"_s, u"bus.db"_s};
    }

    static QByteArray orders(int from, int count)
    {
        QByteArray lines;
        for (int i = from; i < from + count; ++i) {
            QByteArray order = R"({"id": "order-N", "type": "order.placed", "timestamp": "2026-03-01T12:00:00.000Z",
                "version": 1, "source": "me", "data": {"orderId": "1", "total": 5}})";
            lines += order.replace("-N", "-" + QByteArray::number(i)).replace('\n', ' ') + '\n';
        }
        return lines;
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QCOMPARE(runWeir({u"new"_s, u"queue"_s, u"--from"_s, u"one-queue"_s}, m_folder->path()).exitCode, 0);
    }

    void anEmulatorTellsWhereItIsAndEndsWithCtrlC()
    {
        RunningWeir emulator(quiet(), m_folder->path());
        const QString url = emulator.waitFor("Listening on ");
        QVERIFY2(url.startsWith(u"http://127.0.0.1:"_s), emulator.errors().constData());
        QVERIFY(!emulator.waitFor("GET  /metrics").isEmpty());
        QVERIFY(!emulator.waitFor("No producer publishes").isEmpty());
        QCOMPARE(emulator.interrupt(), 130);
    }

    void whatWasPublishedSurvivesAKill()
    {
        QString url;
        {
            RunningWeir emulator(quiet(), m_folder->path());
            url = emulator.waitFor("Listening on ");
            QVERIFY2(!url.isEmpty(), emulator.errors().constData());
            const Outcome sent = runWeir({u"publish"_s, url}, m_folder->path(), orders(0, 150));
            QCOMPARE(sent.exitCode, 0);
            QVERIFY2(sent.err.contains("Events sent: 150."), sent.err.constData());
            emulator.kill();
        }
        // Nobody is there.
        const Outcome refused = runWeir({u"publish"_s, url}, m_folder->path(), orders(0, 1));
        QCOMPARE(refused.exitCode, 6);
        RunningWeir emulator(quiet() + QStringList{u"--speed"_s, u"100"_s}, m_folder->path());
        url = emulator.waitFor("Listening on ");
        QVERIFY2(!url.isEmpty(), emulator.errors().constData());
        const Outcome again = runWeir({u"publish"_s, url}, m_folder->path(), orders(149, 2));
        QCOMPARE(again.exitCode, 0);
        // Each is delivered or a dead letter by and by; the counts of the first process are gone with it.
        QTRY_VERIFY_WITH_TIMEOUT(runWeir({u"dlq"_s, u"list"_s, url}, m_folder->path()).exitCode == 0, 30'000);
        QCOMPARE(emulator.interrupt(), 130);
    }

    void deadLettersAreWorkedOnByUrlAndInTheDatabase()
    {
        {
            RunningWeir emulator(quiet()
                                     + QStringList{u"--set"_s, u"services/billing/receives/bill/failureRate=1"_s,
                                                   u"--speed"_s, u"1000"_s},
                                 m_folder->path());
            const QString url = emulator.waitFor("Listening on ");
            QVERIFY2(!url.isEmpty(), emulator.errors().constData());
            QCOMPARE(runWeir({u"publish"_s, url}, m_folder->path(), orders(0, 3)).exitCode, 0);
            QTRY_VERIFY_WITH_TIMEOUT(runWeir({u"dlq"_s, u"groups"_s, url}, m_folder->path()).out.contains("3"), 30'000);
            const Outcome list = runWeir({u"dlq"_s, u"list"_s, url}, m_folder->path());
            QCOMPARE(list.exitCode, 0);
            QCOMPARE(list.out.count("billing/bill"), 3);
            QVERIFY(list.out.contains("order.placed"));
            const Outcome one =
                runWeir({u"dlq"_s, u"discard"_s, url, u"--id"_s, u"1"_s, u"--reason"_s, u"test"_s}, m_folder->path());
            QCOMPARE(one.exitCode, 0);
            QVERIFY2(one.err.contains("Discarded: 1"), one.err.constData());
            const Outcome unnamed = runWeir({u"dlq"_s, u"replay"_s, url}, m_folder->path());
            QCOMPARE(unnamed.exitCode, 1);
            QVERIFY2(unnamed.err.contains("--all"), unnamed.err.constData());
            QCOMPARE(emulator.interrupt(), 130);
        }
        const Outcome lines = runWeir({u"dlq"_s, u"export"_s, u"bus.db"_s}, m_folder->path());
        QCOMPARE(lines.exitCode, 0);
        QCOMPARE(lines.out.count('\n'), 2);
        const Outcome replay = runWeir({u"dlq"_s, u"replay"_s, u"bus.db"_s, u"--all"_s}, m_folder->path());
        QCOMPARE(replay.exitCode, 0);
        QVERIFY2(replay.err.contains("On their way: 2"), replay.err.constData());
        QCOMPARE(runWeir({u"dlq"_s, u"list"_s, u"nothing.db"_s}, m_folder->path()).exitCode, 3);
    }

    void aDemoStreamEndsByItself()
    {
        const Outcome outcome = runWeir({u"demo-stream"_s, u"--for"_s, u"1s"_s}, m_folder->path());
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY2(outcome.out.startsWith("Streaming on http://127.0.0.1:"), outcome.out.constData());
    }

    void wrongUsageIsToldWithWhatToDo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no address") << QStringList{u"emulate"_s, u"queue"_s, u"--listen"_s, u"nowhere:x"_s} << 1
                                    << QByteArray("nowhere:x");
        QTest::newRow("no speed") << QStringList{u"emulate"_s, u"queue"_s, u"--speed"_s, u"fast"_s} << 1
                                  << QByteArray("fast");
        QTest::newRow("no such producer")
            << QStringList{u"emulate"_s, u"queue"_s, u"--database"_s, u"b.db"_s, u"--producer"_s, u"x/y"_s} << 3
            << QByteArray("shop/order.placed");
        QTest::newRow("no such webhook") << QStringList{u"emulate"_s, u"queue"_s,     u"--database"_s,
                                                        u"b.db"_s,    u"--webhook"_s, u"x"_s}
                                         << 3 << QByteArray("webhook");
        QTest::newRow("no URL") << QStringList{u"publish"_s, u"bus.db"_s} << 1 << QByteArray("bus.db");
    }

    void wrongUsageIsToldWithWhatToDo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, says);
        const Outcome outcome = runWeir(arguments, m_folder->path(), "{}");
        QCOMPARE(outcome.exitCode, exitCode);
        QVERIFY2(outcome.err.contains(says), outcome.err.constData());
    }
};

WEIR_TEST(tst_EmulateCommands)
#include "tst_emulatecommands.moc"
