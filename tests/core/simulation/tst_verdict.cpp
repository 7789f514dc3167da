// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/verdict.h"

#include "core/simulation/reportdifference.h"
#include "core/simulation/scenariorunner.h"
#include "core/simulation/scenariosettings.h"
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>
#include <QTest>

using namespace weir;

class tst_Verdict : public QObject
{
    Q_OBJECT

private slots:
    void theSentenceSaysWhatBreaks_data();
    void theSentenceSaysWhatBreaks();
    void aFaultIsToBlameWhenNothingIsFull();
    void messagesWithoutEndAreGivenUp();
    void figuresAreWrittenForPeople_data();
    void figuresAreWrittenForPeople();
    void differencesAreSortedByWeight();
};

void tst_Verdict::theSentenceSaysWhatBreaks_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QStringList>("assertions");
    QTest::addColumn<QString>("expected");
    const QString nothing = QStringLiteral("catalog/title=\"One queue\"");
    QTest::newRow("no promise")
        << nothing << QStringList()
        << "^Nothing is promised, so nothing is broken: .*; the busiest is Billing at \\d\\d %\\.$";
    QTest::newRow("one promise") << nothing << QStringList{QStringLiteral("lost(*) == 0")}
                                 << "^Holds: the assertion holds; the busiest is Billing at \\d\\d %\\.$";
    QTest::newRow("two promises") << nothing
                                  << QStringList{QStringLiteral("lost(*) == 0"), QStringLiteral("dlq(*) == 0")}
                                  << "^Holds: all 2 assertions hold; the busiest is Billing at \\d\\d %\\.$";
    QTest::newRow("an idle design breaks a promise")
        << nothing << QStringList{QStringLiteral("p99(order.placed -> billing) < 10ms")}
        << "^Does not hold: p99 of order.placed -> billing is .* s \\(limit 10 ms\\); Billing takes longest \\(p99 .* "
           "s\\)\\.$";
    QTest::newRow("a full station") << QStringLiteral("services/orders/sends/order.placed/load/rate=2/s")
                                    << QStringList{QStringLiteral("p99(order.placed -> billing) < 5m"),
                                                   QStringLiteral("lost(*) == 0")}
                                    << "^Does not hold: p99 of order.placed -> billing is .* \\(limit 5 min\\); "
                                       "Billing \\(100 % busy\\) breaks first\\.$";
    QTest::newRow("two broken promises") << QStringLiteral("services/orders/sends/order.placed/load/rate=2/s")
                                         << QStringList{QStringLiteral("p99(billing/bill) < 5m"),
                                                        QStringLiteral("share(within 1m, order.placed) > 0.99")}
                                         << "^Does not hold: 2 of 2 promises are broken, first p99 of billing/bill is "
                                            ".*; Billing \\(100 % busy\\) breaks first\\.$";
    QTest::newRow("dead letters")
        << QStringLiteral("services/billing/receives/bill/failureRate=0.1")
        << QStringList{QStringLiteral("dlq(*) == 0")}
        << "^Does not hold: [\\d,]+ messages are dead-lettered \\(limit 0\\); Billing gives up on [\\d,]+ messages\\.$";
    QTest::newRow("overload without a promise")
        << QStringLiteral("services/orders/sends/order.placed/load/rate=2/s") << QStringList()
        << "^Nothing is promised, but Billing cannot keep up: it is busy all the time\\.$";
}

void tst_Verdict::theSentenceSaysWhatBreaks()
{
    QFETCH(QString, setting);
    QFETCH(QStringList, assertions);
    QFETCH(QString, expected);
    SimulationOptions options;
    options.set = {*parseSettingText(setting)};
    options.assertions = assertions;
    const Result<Report> report = runScenario(test::oneQueue(), options);
    QVERIFY2(report.isOk(), qPrintable(report ? QString() : report.error().message));
    QVERIFY2(QRegularExpression(expected).match(report->verdict).hasMatch(), qPrintable(report->verdict));
}

void tst_Verdict::aFaultIsToBlameWhenNothingIsFull()
{
    Catalog design = test::oneQueue();
    const Json scenario{{"id", "steady"},
                        {"duration", "20000s"},
                        {"warmup", "0s"},
                        {"replications", 1},
                        {"faults", {{{"fault", "brokerDown"}, {"from", "2000s"}, {"for", "300s"}}}},
                        {"assertions", {"lost(*) == 0"}}};
    QVERIFY(design.setDocument({Kind::Scenario, QStringLiteral("steady")}, scenario).isEmpty());
    const Report lost = *runScenario(design, {});
    QVERIFY2(lost.verdict.contains(QStringLiteral(
                 "most of them at orders/order.placed: they are published directly while the broker is down")),
             qPrintable(lost.verdict));
    SimulationOptions options;
    options.set = {*parseSettingText(QStringLiteral("services/orders/sends/order.placed/via=outbox")),
                   *parseSettingText(QStringLiteral("scenarios/steady/assertions=[\"max(billing/bill) < 2m\"]"))};
    const Report late = *runScenario(design, options);
    QVERIFY2(late.verdict.contains(QStringLiteral("it does not get over brokerDown at 33 min 20 s in time")),
             qPrintable(late.verdict));
    QCOMPARE(late.faults.size(), 1);
    QVERIFY(late.faults.first().drained.has_value());
}

void tst_Verdict::messagesWithoutEndAreGivenUp()
{
    Report report;
    report.simulated = 30;
    report.holds = false;
    const QString sentence = verdictSentence(report, {}, {}, sim::Stopped::TooMany);
    QVERIFY(sentence.startsWith(QStringLiteral("Does not hold: messages pile up without end; after 30 s")));
}

void tst_Verdict::figuresAreWrittenForPeople_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("unit");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, double value, FigureUnit unit, const char *text) {
        QTest::newRow(name) << value << int(unit) << QString::fromUtf8(text);
    };
    row("nothing", 0, FigureUnit::Seconds, "0 s");
    row("microseconds", 25e-6, FigureUnit::Seconds, "25 µs");
    row("milliseconds", 0.25, FigureUnit::Seconds, "250 ms");
    row("just below a second", 0.99996, FigureUnit::Seconds, "1 s");
    row("seconds", 2.314, FigureUnit::Seconds, "2.31 s");
    row("just below a minute", 59.97, FigureUnit::Seconds, "1 min");
    row("minutes", 432, FigureUnit::Seconds, "7 min 12 s");
    row("hours", 7380, FigureUnit::Seconds, "2 h 3 min");
    row("days", 183600, FigureUnit::Seconds, "2 d 3 h");
    row("negative", -0.5, FigureUnit::Seconds, "-500 ms");
    row("a whole per cent", 0.712, FigureUnit::Share, "71 %");
    row("a small share", 0.0123, FigureUnit::Share, "1.2 %");
    row("nearly all", 0.99951, FigureUnit::Share, "99.951 %");
    row("all", 1, FigureUnit::Share, "100 %");
    row("busy", 0.499, FigureUnit::Utilisation, "50 %");
    row("hardly busy", 0.0042, FigureUnit::Utilisation, "0.4 %");
    row("thousands", 1204, FigureUnit::Messages, "1,204");
    row("a mean", 2.456, FigureUnit::Messages, "2.46");
    row("a rate", 50, FigureUnit::PerSecond, "50/s");
}

void tst_Verdict::figuresAreWrittenForPeople()
{
    QFETCH(double, value);
    QFETCH(int, unit);
    QFETCH(QString, text);
    QCOMPARE(figureText(value, FigureUnit(unit)), text);
}

void tst_Verdict::differencesAreSortedByWeight()
{
    SimulationOptions two;
    two.set = {*parseSettingText(QStringLiteral("services/billing/receives/bill/instances=2"))};
    const Report before = *runScenario(test::oneQueue(), {});
    const Report after = *runScenario(test::oneQueue(), two);
    QVERIFY(reportDifferences(before, before).isEmpty());
    const QList<FigureDifference> rows = reportDifferences(before, after);
    const auto utilisation = std::find_if(rows.begin(), rows.end(), [](const FigureDifference &row) {
        return row.element == QStringLiteral("billing/bill") && row.figure == QStringLiteral("utilisation");
    });
    QVERIFY(utilisation != rows.end());
    QVERIFY(qAbs(*utilisation->relativeChange() + 0.5) < 0.02);
    QVERIFY(*utilisation->change() < 0);
    QVERIFY(rows.first().change().has_value());
    const auto weight = [](const FigureDifference &row) {
        return qAbs(*row.change()) / std::max(qAbs(*row.before), qAbs(*row.after));
    };
    QVERIFY(weight(rows.first()) >= weight(rows.last()));
}

WEIR_TEST(tst_Verdict)
#include "tst_verdict.moc"
