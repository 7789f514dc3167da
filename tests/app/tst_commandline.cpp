// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include "tests/app/program.h"
#include "tests/support/registertest.h"

#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using test::Outcome;
using test::runWeir;

class tst_CommandLine : public QObject
{
    Q_OBJECT

private slots:
    void helpIsAsApproved_data();
    void helpIsAsApproved();
    void wrongUsageSaysWhatToDo_data();
    void wrongUsageSaysWhatToDo();
    void theVersionIsPrinted();
    void nearWordsAreFound_data();
    void nearWordsAreFound();
    void examplesAreListed();
};

void tst_CommandLine::helpIsAsApproved_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("golden");
    const auto row = [](const char *verb) {
        QTest::newRow(verb) << QStringList{QString::fromLatin1(verb), QStringLiteral("--help")}
                            << QStringLiteral("help-%1.txt").arg(QString::fromLatin1(verb));
    };
    QTest::newRow("weir") << QStringList{QStringLiteral("--help")} << "help.txt";
    for (const char *verb :
         {"new",   "examples", "lint",   "explain", "advise", "diff",   "fmt",      "schema",  "simulate", "compare",
          "sweep", "size",     "outbox", "export",  "import", "bundle", "unbundle", "backups", "restore",  "verify"})
        row(verb);
}

void tst_CommandLine::helpIsAsApproved()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, golden);
    const Outcome outcome = runWeir(arguments, QStringLiteral("."));
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.err, QByteArray());
    const QString difference = test::differsFromGolden(outcome.out, golden);
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

void tst_CommandLine::wrongUsageSaysWhatToDo_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("message");
    const QByteArray verbs =
        "new, examples, lint, explain, advise, diff, fmt, schema, check-events, verify, simulate, compare, "
        "sweep, size, outbox, emulate, publish, dlq, demo-stream, export, "
        "import, bundle, unbundle, backups, restore.\n";
    QTest::newRow("a mistyped command") << "simulat"
                                        << QByteArray("weir: error: “simulat” is no command.\n"
                                                      "  Did you mean “simulate”? There are: ")
            + verbs;
    QTest::newRow("swapped letters") << "lnit demo"
                                     << QByteArray("weir: error: “lnit” is no command.\n"
                                                   "  Did you mean “lint”? There are: ")
            + verbs;
    QTest::newRow("a far word") << "teleport"
                                << QByteArray("weir: error: “teleport” is no command.\n  There are: ") + verbs;
    QTest::newRow("no command") << "" << QByteArray("weir: error: There is no command.\n  See weir --help.\n");
    QTest::newRow("no project") << "lint" << QByteArray("weir: error: PROJECT is required\n  See weir lint --help.\n");
    QTest::newRow("an unknown word")
        << "simulate demo --format xml"
        << QByteArray("weir: error: --format: “xml” is none of text, json, junit\n  See weir simulate --help.\n");
    QTest::newRow("a word that does not work yet")
        << "lint demo --format xml"
        << QByteArray("weir: error: --format: “xml” is none of text, json, sarif, junit\n  See weir lint --help.\n");
    QTest::newRow("an unknown export")
        << "export demo --to pdf -o x"
        << QByteArray(
               "weir: error: --to: “pdf” is none of markdown, html, mermaid, svg, typescript, asyncapi, eventcatalog\n"
               "  See weir export --help.\n");
    QTest::newRow("no number") << "simulate demo --seed lucky"
                               << QByteArray(
                                      "weir: error: --seed: “lucky” is no whole number from 0 to 18446744073709551615\n"
                                      "  See weir simulate --help.\n");
    QTest::newRow("no replication") << "simulate demo --replications 0"
                                    << QByteArray(
                                           "weir: error: --replications: “0” is no whole number from 1 to 10000\n"
                                           "  See weir simulate --help.\n");
    QTest::newRow("an unknown option")
        << "lint demo --fixx"
        << QByteArray("weir: error: The following argument was not expected: --fixx\n  See weir lint --help.\n");
    QTest::newRow("a setting without a value")
        << "simulate demo --set services/billing"
        << QByteArray("weir: error: “services/billing” sets nothing.\n"
                      "  Write kind/id/field=value: services/billing/receives/bill/instances=4.\n");
}

void tst_CommandLine::wrongUsageSaysWhatToDo()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, message);
    const Outcome outcome = runWeir(arguments.split(u' ', Qt::SkipEmptyParts), QStringLiteral("."));
    QCOMPARE(outcome.err, message);
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(outcome.exitCode, 1);
}

void tst_CommandLine::theVersionIsPrinted()
{
    const Outcome outcome = runWeir({QStringLiteral("--version")}, QStringLiteral("."));
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.out.startsWith("weir 0."), outcome.out.constData());
    QVERIFY(outcome.out.contains("Qt 6."));
}

void tst_CommandLine::nearWordsAreFound_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("nearest");
    QTest::newRow("a letter is missing") << "simulat"
                                         << "simulate";
    QTest::newRow("a letter too many") << "lintt"
                                       << "lint";
    QTest::newRow("two letters swapped") << "exprot"
                                         << "export";
    QTest::newRow("upper case") << "LINT"
                                << "lint";
    QTest::newRow("another word") << "monitor"
                                  << "";
    QTest::newRow("one letter") << "x"
                                << "";
}

void tst_CommandLine::nearWordsAreFound()
{
    QFETCH(QString, typed);
    QFETCH(QString, nearest);
    const QStringList known{QStringLiteral("lint"), QStringLiteral("export"), QStringLiteral("simulate")};
    QCOMPARE(nearestWord(typed, known), nearest);
}

void tst_CommandLine::examplesAreListed()
{
    const Outcome outcome = runWeir({QStringLiteral("examples")}, QStringLiteral("."));
    QCOMPARE(outcome.exitCode, 0);
    for (const char *id : {"checkout ", "one-queue ", "seed "})
        QVERIFY2(outcome.out.contains(id), id);
    QVERIFY(!outcome.out.contains('\x1b'));
    const Outcome colored =
        runWeir({QStringLiteral("examples"), QStringLiteral("--color=always")}, QStringLiteral("."));
    QVERIFY(colored.out.contains('\x1b'));
}

WEIR_TEST(tst_CommandLine)
#include "tst_commandline.moc"
