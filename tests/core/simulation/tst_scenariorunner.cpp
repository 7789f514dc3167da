// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/scenariorunner.h"

#include "core/simulation/reportjson.h"
#include "core/simulation/scenariosettings.h"
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include <QTest>

#include <atomic>

using namespace weir;

namespace {

SimulationOptions with(const QString &setting)
{
    SimulationOptions options;
    options.set = {*parseSettingText(setting)};
    return options;
}

} // namespace

class tst_ScenarioRunner : public QObject
{
    Q_OBJECT

private slots:
    void aQueueWaitsAsTheoryExpects();
    void theBytesDoNotDependOnTheThreads();
    void anotherSeedGivesAnotherReport();
    void aSettingChangesTheRun();
    void settingsThatFitNowhereAreRefused_data();
    void settingsThatFitNowhereAreRefused();
    void aFieldThatIsNotReadIsSaid();
    void theScenarioIsChosenByRule();
    void assertionsAreMeasured_data();
    void assertionsAreMeasured();
    void slasCountWhenThereAreNoAssertions();
    void aStopReportsWhatWasSeen();
    void progressNeverFalls();
    void lookingOnChangesNothing();
    void theWarmUpIsFoundWhenItIsNotGiven();
};

void tst_ScenarioRunner::aQueueWaitsAsTheoryExpects()
{
    const Result<Report> report = runScenario(test::oneQueue(), {});
    QVERIFY2(report.isOk(), qPrintable(report ? QString() : report.error().message));
    const SubscriptionReport *bill = report->subscription(u"billing/bill");
    QVERIFY(bill != nullptr);
    QVERIFY(bill->wait.has_value());
    QVERIFY(bill->wait->ci95.has_value());
    // M/M/1 at 0.5: a wait of 1 s; three runs of 10,000 have a standard deviation of 0.054 / sqrt(3).
    QVERIFY(qAbs(bill->wait->mean - 1) < 4.4 * 0.0311);
    QVERIFY(qAbs(bill->utilisation - 0.5) < 0.03);
    QVERIFY(report->conservation);
    QVERIFY(report->assumptions.isEmpty());
    QCOMPARE(report->replications, 3);
    QCOMPARE(report->simulated, 20000.0);
    QCOMPARE(report->publication(u"orders/order.placed")->produced, bill->messages);
    QCOMPARE(report->bottlenecks.first().element, QStringLiteral("billing/bill"));
    QCOMPARE(bill->series.throughput.size(), 120);
}

void tst_ScenarioRunner::theBytesDoNotDependOnTheThreads()
{
    SimulationOptions one, three;
    one.threads = 1;
    three.threads = 3;
    const QByteArray alone = reportBytes(*runScenario(test::oneQueue(), one));
    QCOMPARE(reportBytes(*runScenario(test::oneQueue(), three)), alone);
    QVERIFY(alone.contains("\"verdict\""));
}

void tst_ScenarioRunner::anotherSeedGivesAnotherReport()
{
    SimulationOptions seven;
    seven.seed = 7;
    const Report report = *runScenario(test::oneQueue(), seven);
    QCOMPARE(report.seed, quint64(7));
    QVERIFY(report.subscriptions != runScenario(test::oneQueue(), {})->subscriptions);
}

void tst_ScenarioRunner::aSettingChangesTheRun()
{
    const Result<Report> report =
        runScenario(test::oneQueue(), with(QStringLiteral("services/billing/receives/bill/instances=2")));
    QVERIFY(report.isOk());
    QCOMPARE(report->subscription(u"billing/bill")->servers, 2);
    QVERIFY(qAbs(report->subscription(u"billing/bill")->utilisation - 0.25) < 0.02);
    const Result<Report> faster =
        runScenario(test::oneQueue(), with(QStringLiteral("services/orders/sends/order.placed/load/rate=1/h")));
    QVERIFY(faster.isOk());
    QVERIFY(faster->publication(u"orders/order.placed")->produced < 60);
}

void tst_ScenarioRunner::settingsThatFitNowhereAreRefused_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("part");
    QTest::newRow("no such kind") << "servers/billing/instances=2"
                                  << "kind";
    QTest::newRow("no such element") << "services/shipping/receives/x/instances=2"
                                     << "services/shipping";
    QTest::newRow("no such item") << "services/billing/receives/pay/instances=2"
                                  << "pay";
    QTest::newRow("a text for a number") << "services/billing/receives/bill/instances=many"
                                         << "instances";
    QTest::newRow("no instance") << "services/billing/receives/bill/instances=0"
                                 << "instances";
    QTest::newRow("a probability above 1") << "services/billing/receives/bill/failureRate=1.5"
                                           << "fail";
}

void tst_ScenarioRunner::settingsThatFitNowhereAreRefused()
{
    QFETCH(QString, setting);
    QFETCH(QString, part);
    const Result<Report> report = runScenario(test::oneQueue(), with(setting));
    QVERIFY(!report.isOk());
    QVERIFY2(report.error().message.contains(part), qPrintable(report.error().message));
}

void tst_ScenarioRunner::aFieldThatIsNotReadIsSaid()
{
    const Result<Report> report =
        runScenario(test::oneQueue(), with(QStringLiteral("services/billing/receives/bill/instancez=2")));
    QVERIFY(report.isOk());
    QVERIFY(report->warnings.join(u' ').contains(QStringLiteral("instancez")));
}

void tst_ScenarioRunner::theScenarioIsChosenByRule()
{
    QCOMPARE(chosenScenario(test::oneQueue(), {})->id, QStringLiteral("steady"));
    QCOMPARE(*chosenScenario(Catalog(), {})->duration, Duration(std::chrono::seconds(60)));
    const Result<Scenario> missing = chosenScenario(test::oneQueue(), QStringLiteral("rush"));
    QVERIFY(!missing.isOk());
    QVERIFY(missing.error().hint.contains(QStringLiteral("steady")));
}

void tst_ScenarioRunner::assertionsAreMeasured_data()
{
    QTest::addColumn<QString>("assertion");
    QTest::addColumn<bool>("holds");
    QTest::newRow("p99 in time") << "p99(order.placed -> billing) < 1h" << true;
    QTest::newRow("p99 too late") << "p99(order.placed -> billing) < 1s" << false;
    QTest::newRow("by service's title") << "p50(order.placed -> Billing) < 1h" << true;
    QTest::newRow("by subscription") << "mean(billing/bill) > 1s" << true;
    QTest::newRow("by channel") << "max(orders) > 1s" << true;
    QTest::newRow("dead letters") << "dlq(*) == 0" << true;
    QTest::newRow("losses") << "lost(*) == 0" << true;
    QTest::newRow("share kept") << "share(within 1h, order.placed) >= 0.999" << true;
    QTest::newRow("share missed") << "share(within 1s, order.placed) >= 0.999" << false;
    QTest::newRow("utilisation") << "utilisation(billing/bill) < 0.6" << true;
    QTest::newRow("attempts") << "attempts(*) < 1.001" << true;
    QTest::newRow("nothing to drain") << "drain(*) < 1h" << false;
}

void tst_ScenarioRunner::assertionsAreMeasured()
{
    QFETCH(QString, assertion);
    QFETCH(bool, holds);
    SimulationOptions options;
    options.assertions = {assertion};
    const Result<Report> report = runScenario(test::oneQueue(), options);
    QVERIFY2(report.isOk(), qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->assertions.size(), 1);
    QCOMPARE(report->assertions.first().text, assertion);
    QCOMPARE(report->assertions.first().holds, holds);
    QCOMPARE(report->holds, holds);
    QVERIFY(report->verdict.startsWith(holds ? QStringLiteral("Holds: ") : QStringLiteral("Does not hold: ")));
}

void tst_ScenarioRunner::slasCountWhenThereAreNoAssertions()
{
    const QString sla = QStringLiteral("services/billing/receives/bill/sla={\"within\": \"1s\", \"share\": 0.9}");
    const Report missed = *runScenario(test::oneQueue(), with(sla));
    QVERIFY(!missed.holds);
    QCOMPARE(missed.assertions.size(), 1);
    QVERIFY(missed.assertions.first().fromSla);
    const auto attained = missed.subscription(u"billing/bill")->sla->attained;
    // The sojourn is exponential with mean 2 s: 1 - exp(-0.5) of the messages are done within 1 s.
    QVERIFY(attained.has_value());
    QVERIFY(qAbs(*attained - 0.3935) < 0.02);
    QCOMPARE(missed.assertions.first().value, attained);
    SimulationOptions both = with(sla);
    both.assertions = {QStringLiteral("lost(*) == 0")};
    QVERIFY(runScenario(test::oneQueue(), both)->holds);
}

void tst_ScenarioRunner::aStopReportsWhatWasSeen()
{
    SimulationOptions options = with(QStringLiteral("scenarios/steady/duration=1000000s"));
    options.threads = 1;
    std::stop_source source;
    SimulationControl control;
    control.stop = source.get_token();
    control.progress = [&source](double share) {
        if (share > 0)
            source.request_stop();
    };
    const Result<Report> report = runScenario(test::oneQueue(), options, control);
    QVERIFY(report.isOk());
    QVERIFY(report->stopped);
    QCOMPARE(report->replications, 1);
    QVERIFY(report->simulated > 0);
    QVERIFY(report->simulated < 1000000);
    QVERIFY(report->subscription(u"billing/bill")->delivered > 0);
    QVERIFY(report->conservation);
}

void tst_ScenarioRunner::progressNeverFalls()
{
    double last = 0;
    int calls = 0;
    bool hasFallen = false;
    SimulationControl control;
    control.progress = [&](double share) {
        hasFallen = hasFallen || share < last;
        last = share;
        ++calls;
    };
    QVERIFY(runScenario(test::oneQueue(), {}, control).isOk());
    QVERIFY(calls > 0);
    QVERIFY(!hasFallen);
    QCOMPARE(last, 1.0);
}

void tst_ScenarioRunner::lookingOnChangesNothing()
{
    const Result<Report> alone = runScenario(test::oneQueue(), {});
    std::atomic<int> looks = 0;
    double last = 0;
    bool grows = true;
    SimulationControl control;
    control.watch = [&](int replication, double share, const auto &seen) {
        ++looks;
        if (replication != 0)
            return;
        const Report report = seen();
        grows = grows && report.simulated >= last && share > 0 && report.conservation;
        last = report.simulated;
    };
    const Result<Report> watched = runScenario(test::oneQueue(), {}, control);
    QVERIFY(looks > 3);
    QVERIFY(grows);
    QVERIFY(last > 0);
    QVERIFY(alone && watched && *alone == *watched);
}

void tst_ScenarioRunner::theWarmUpIsFoundWhenItIsNotGiven()
{
    Catalog design = test::oneQueue();
    QVERIFY(design
                .setDocument({Kind::Scenario, QStringLiteral("steady")},
                             Json{{"id", "steady"}, {"duration", "20000s"}, {"replications", 2}})
                .isEmpty());
    const Result<Report> report = runScenario(design, {});
    QVERIFY(report.isOk());
    QVERIFY(report->warmup >= 0);
    QVERIFY(report->warmup <= 10000);
    QCOMPARE(report->replications, 2);
}

WEIR_TEST(tst_ScenarioRunner)
#include "tst_scenariorunner.moc"
