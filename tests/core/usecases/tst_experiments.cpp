// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/scenariosettings.h"
#include "core/statistics/queueingformulas.h"
#include "core/usecases/experiments.h"
#include "core/usecases/openproject.h"
#include "core/usecases/simulate.h"
#include "tests/support/designs.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;

namespace {

ScenarioSetting setting(const char *text)
{
    const Result<ScenarioSetting> parsed = parseSettingText(QString::fromLatin1(text));
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().message));
    return *parsed;
}

Variation variation(const char *text)
{
    const Result<Variation> parsed = parseVariation(QString::fromLatin1(text));
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().message));
    return *parsed;
}

const PairedFigure *figureOf(const PairedComparison &comparison, const char *element, const char *key)
{
    for (const PairedFigure &figure : comparison.figures) {
        if (figure.element == QString::fromLatin1(element) && figure.key == QString::fromLatin1(key))
            return &figure;
    }
    return nullptr;
}

/// A size search on the queue with 0.5 orders a second, each a second of work, with one promise.
Sizing sized(SizeQuestion question, const char *promise, const QList<ScenarioSetting> &set = {})
{
    SizingOptions options;
    options.question = question;
    options.run.assertions = {QString::fromLatin1(promise)};
    options.run.set = set;
    const Result<Sizing> sizing = findSize(test::oneQueue(), options);
    if (!sizing)
        qFatal("%s", qPrintable(sizing.error().message));
    return *sizing;
}

QString instancesPath(const QString &subscription)
{
    return QStringLiteral("services/%1/receives/%2/instances")
        .arg(subscription.section(u'/', 0, 0), subscription.section(u'/', 1));
}

/// Whether the promise of theFewestInstancesKeepThePromise() holds in every replication.
bool keepsWithInstances(int instances, QList<ScenarioSetting> set)
{
    SimulationOptions options;
    options.assertions = {QStringLiteral("p99(billing/bill) < 6s")};
    set.append({QStringLiteral("services/billing/receives/bill/instances"), JsonValue(Json(instances))});
    options.set = set;
    bool kept = true;
    SimulationControl control;
    control.finished = [&kept](int, const Report &report) { kept = kept && report.holds; };
    return runScenario(test::oneQueue(), options, control).isOk() && kept;
}

} // namespace

class tst_Experiments : public QObject
{
    Q_OBJECT

private slots:
    void aDesignIsEqualToItself();
    void aPairedDifferenceHoldsTheTruth();
    void commonRandomNumbersNarrowTheInterval();
    void elementsOfOneSideAreNamed();
    void onePairIsRefused();
    void rangesAreSpread_data();
    void rangesAreSpread();
    void whatIsNoRangeIsRefused_data();
    void whatIsNoRangeIsRefused();
    void aSweepIsTheSameForAnyNumberOfThreads();
    void aSweepNamesWhereAPromiseBreaks();
    void twoParametersMakeAGrid();
    void aPointThatCannotBeIsAnError();
    void theFewestInstancesKeepThePromise();
    void theLargestLoadIsThatOfTheFormula();
    void theLongestOutageIsThatOfTheFormula();
    void whatNoSizeKeepsIsSaid();
    void withoutAPromiseThereIsNoSize();
    void checkoutIsSizedForFreshSeeds();
};

void tst_Experiments::aDesignIsEqualToItself()
{
    const Result<PairedComparison> comparison = compareScenarios(test::oneQueue(), {});
    QVERIFY(comparison.isOk());
    QCOMPARE(comparison->significant(), 0);
    QVERIFY(comparison->figures.size() > 8);
    for (const PairedFigure &figure : comparison->figures) {
        QVERIFY(figure.isEqual());
        QCOMPARE(figure.pairs, 5);
    }
}

void tst_Experiments::aPairedDifferenceHoldsTheTruth()
{
    ComparisonOptions options;
    options.second.set = {setting("services/billing/receives/bill/instances=2")};
    options.replications = 10;
    const Result<PairedComparison> comparison = compareScenarios(test::oneQueue(), options);
    QVERIFY(comparison.isOk());
    const PairedFigure *wait = figureOf(*comparison, "billing/bill", "meanWait");
    QVERIFY(wait != nullptr);
    QVERIFY(wait->isSignificant());
    const double truth = queueing::meanWait(2, 0.5, 1) - queueing::meanWait(1, 0.5, 1);
    // Half a 95 % interval over 10 pairs is 2.26 standard errors; 4.4 of them is the suite's false alarm.
    QVERIFY2(qAbs(wait->difference - truth) < 4.4 / 2.26 * *wait->ci95, qPrintable(QString::number(wait->difference)));
    // Served and arrived are the same in both: that is no difference.
    const PairedFigure *published = figureOf(*comparison, "orders/order.placed", "published");
    QVERIFY(published != nullptr && published->isEqual());
}

void tst_Experiments::commonRandomNumbersNarrowTheInterval()
{
    ComparisonOptions options;
    options.second.set = {setting("services/billing/receives/bill/failureRate=0.001")};
    options.replications = 10;
    const Result<PairedComparison> paired = compareScenarios(test::oneQueue(), options);
    QVERIFY(paired.isOk());
    const PairedFigure *wait = figureOf(*paired, "billing/bill", "meanWait");
    const SubscriptionReport *alone = paired->first.subscription(u"billing/bill");
    QVERIFY(wait != nullptr && alone != nullptr && alone->wait && alone->wait->ci95);
    // Independent runs would differ by the root of two of one side's interval.
    QVERIFY(*wait->ci95 < 0.5 * std::sqrt(2.0) * *alone->wait->ci95);
}

void tst_Experiments::elementsOfOneSideAreNamed()
{
    ComparisonOptions options;
    options.second.set = {setting(R"(scenarios/steady/faults=[{"fault":"brokerDown","from":"5000s","for":"60s"}])")};
    const Result<PairedComparison> comparison = compareScenarios(test::oneQueue(), options);
    QVERIFY2(comparison.isOk(), comparison.isOk() ? "" : qPrintable(comparison.error().message));
    QCOMPARE(comparison->onlyFirst, QStringList());
    QCOMPARE(comparison->onlySecond.size(), 1);
    const Json json = comparisonJson(*comparison);
    QVERIFY(json["$schema"] == "https://weir.dev/schema/1/comparison.json");
    QVERIFY(json["figures"].size() == std::size_t(comparison->figures.size()));
    QVERIFY(json["onlySecond"].size() == 1);
}

void tst_Experiments::onePairIsRefused()
{
    ComparisonOptions options;
    options.replications = 1;
    QVERIFY(!compareScenarios(test::oneQueue(), options).isOk());
    options.replications = 2;
    options.second.scenario = QStringLiteral("nowhere");
    const auto unknown = compareScenarios(test::oneQueue(), options);
    QVERIFY(!unknown.isOk());
    QVERIFY(unknown.error().message.contains(u"nowhere"));
}

void tst_Experiments::rangesAreSpread_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("values");
    const auto row = [](const char *name, const char *text, const char *values) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(values).split(u' ');
    };
    row("whole numbers", "a/b/c=1..4", "1 2 3 4");
    row("downwards", "a/b/c=3..1", "3 2 1");
    row("one value", "a/b/c=2..2", "2");
    row("wide whole numbers", "a/b/c=0..100", "0 10 20 30 40 50 60 70 80 90 100");
    row("steps", "a/b/c=0..1:5", "0 0.25 0.5 0.75 1");
    row("fractions", "a/b/c=0.1..0.3:3", "0.1 0.2 0.3");
    row("durations", "a/b/c=500ms..2s:4", "500ms 1s 1.5s 2s");
    row("rates", "a/b/c=10/s..20/s:3", "10/s 15/s 20/s");
}

void tst_Experiments::rangesAreSpread()
{
    QFETCH(QString, text);
    QFETCH(QStringList, values);
    const Result<Variation> parsed = parseVariation(text);
    QVERIFY(parsed.isOk());
    QCOMPARE(parsed->path, QStringLiteral("a/b/c"));
    QCOMPARE(parsed->texts, values);
    QCOMPARE(parsed->values.size(), values.size());
}

void tst_Experiments::whatIsNoRangeIsRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"a/b/c", "a/b/c=3", "=1..2", "a/b/c=1..2s", "a/b/c=1..", "a/b/c=..2", "a/b/c=1..3:1",
                             "a/b/c=1..3:x", "a/b/c=1..3:100000", "a/b/c=nan..3", "a/b/c=x..y"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void tst_Experiments::whatIsNoRangeIsRefused()
{
    QFETCH(QString, text);
    const Result<Variation> parsed = parseVariation(text);
    QVERIFY(!parsed.isOk());
    QVERIFY(!parsed.error().hint.isEmpty());
}

void tst_Experiments::aSweepIsTheSameForAnyNumberOfThreads()
{
    SweepOptions options;
    options.vary = {variation("services/orders/sends/order.placed/load/rate=0.1/s..0.9/s:9")};
    options.run.assertions = {QStringLiteral("p99(billing/bill) < 20s")};
    options.run.threads = 1;
    const Result<Sweep> one = runSweep(test::oneQueue(), options);
    options.run.threads = 2;
    const Result<Sweep> two = runSweep(test::oneQueue(), options);
    QVERIFY(one.isOk() && two.isOk());
    QCOMPARE(one->points.size(), 9);
    QVERIFY(sweepJson(*one) == sweepJson(*two));
    QCOMPARE(sweepCsv(*one), sweepCsv(*two));
    // A point is what `weir simulate` says of the same values.
    SimulationOptions alone = options.run;
    alone.bins = 0;
    alone.set = {{options.vary.first().path, options.vary.first().values.at(4)}};
    const Result<Report> report = runScenario(test::oneQueue(), alone);
    QVERIFY(report.isOk());
    QVERIFY(*report == one->points.at(4).report);
}

void tst_Experiments::aSweepNamesWhereAPromiseBreaks()
{
    SweepOptions options;
    options.vary = {variation("services/billing/receives/bill/instances=1..4")};
    // M/M/1 at half load has a p99 of 9.2 s, M/M/2 of less than 5 s.
    options.run.assertions = {QStringLiteral("p99(billing/bill) < 7s"), QStringLiteral("lost(*) == 0")};
    const Result<Sweep> sweep = runSweep(test::oneQueue(), options);
    QVERIFY(sweep.isOk());
    QVERIFY(!sweep->holds());
    const SweepEdge edge{QStringLiteral("p99(billing/bill) < 7s"), {}, QStringLiteral("2"), QStringLiteral("1")};
    QCOMPARE(sweep->edges, QList<SweepEdge>{edge});
    const Json json = sweepJson(*sweep);
    QVERIFY(json["points"].size() == 4);
    QVERIFY(json["points"][0]["values"] == Json::array({1}));
    QVERIFY(json["edges"][0]["broken"] == "1");
    QVERIFY(json["points"][3]["figures"]["billing/bill"].contains("p99EndToEnd"));
    const QList<QByteArray> rows = sweepCsv(*sweep).trimmed().split('\n');
    QCOMPARE(rows.size(), 5);
    QVERIFY(rows.first().startsWith("services/billing/receives/bill/instances,holds,p99(billing/bill) < 7s,"));
    QVERIFY(rows.at(1).startsWith("1,false,"));
    for (const QByteArray &row : rows)
        QCOMPARE(row.count(','), rows.first().count(','));
}

void tst_Experiments::twoParametersMakeAGrid()
{
    SweepOptions options;
    options.vary = {variation("services/billing/receives/bill/instances=1..2"),
                    variation("services/orders/sends/order.placed/load/rate=0.2/s..0.8/s:3")};
    options.run.assertions = {QStringLiteral("p99(billing/bill) < 12s")};
    const Result<Sweep> sweep = runSweep(test::oneQueue(), options);
    QVERIFY(sweep.isOk());
    QCOMPARE(sweep->points.size(), 6);
    QCOMPARE(sweep->points.at(4).at, (QList<qsizetype>{1, 1}));
    // One instance: p99 is ln(100)/(1 - rate): 9.2 s at 0.5, 23 s at 0.8.
    const SweepEdge edge{QStringLiteral("p99(billing/bill) < 12s"), QStringLiteral("1"), QStringLiteral("0.5/s"),
                         QStringLiteral("0.8/s")};
    QCOMPARE(sweep->edges, QList<SweepEdge>{edge});
    options.vary.append(options.vary.first());
    QVERIFY(!runSweep(test::oneQueue(), options).isOk());
}

void tst_Experiments::aPointThatCannotBeIsAnError()
{
    SweepOptions options;
    options.vary = {variation("services/billing/receives/nothing/instances=1..2")};
    const Result<Sweep> sweep = runSweep(test::oneQueue(), options);
    QVERIFY(!sweep.isOk());
    QVERIFY(sweep.error().message.contains(u"nothing"));
}

void tst_Experiments::theFewestInstancesKeepThePromise()
{
    // 6 orders a second need more than 6 servers; 2 s are kept by 99 % only with some to spare.
    const QList<ScenarioSetting> busy{setting("services/orders/sends/order.placed/load/rate=6/s"),
                                      setting("scenarios/steady/duration=5000s")};
    const Sizing sizing = sized(SizeQuestion::Instances, "p99(billing/bill) < 6s", busy);
    QVERIFY(sizing.isPossible);
    QCOMPARE(sizing.subscriptions.size(), 1);
    const SizedSubscription &bill = sizing.subscriptions.first();
    QCOMPARE(bill.now, 1);
    QVERIFY(bill.fewest >= 7);
    QVERIFY2(qAbs(bill.fewest - bill.estimate) <= 1, qPrintable(QString::number(bill.fewest)));
    QVERIFY(keepsWithInstances(bill.fewest, busy));
    QVERIFY(!keepsWithInstances(bill.fewest - 1, busy));
    QVERIFY(sizing.report.holds);
    QVERIFY(sizingJson(sizing)["subscriptions"]["billing/bill"]["fewest"] == bill.fewest);
}

void tst_Experiments::theLargestLoadIsThatOfTheFormula()
{
    // M/M/1: the p99 of the sojourn is ln(100)/(1 - rate), 20 s at a rate of 0.77: 1.54 times 0.5.
    const Sizing sizing = sized(SizeQuestion::Load, "p99(billing/bill) < 20s");
    QVERIFY(sizing.isPossible);
    QVERIFY2(qAbs(sizing.quantity.most / 1.54 - 1) < 0.1, qPrintable(QString::number(sizing.quantity.most)));
    QVERIFY(sizing.quantity.broken && *sizing.quantity.broken > sizing.quantity.most);
    QVERIFY(*sizing.quantity.broken <= 1.03 * sizing.quantity.most);
    QVERIFY(sizing.quantity.estimate && qAbs(*sizing.quantity.estimate / 1.54 - 1) < 0.15);
}

void tst_Experiments::theLongestOutageIsThatOfTheFormula()
{
    // The first (d - 60 s) / (1 - 0.5) seconds from the outage on are late; a tenth of ten hours may be.
    const Sizing sizing = sized(
        SizeQuestion::Outage, "share(within 60s, billing/bill) >= 0.9",
        {setting("scenarios/steady/duration=10h"), setting("scenarios/steady/replications=5"),
         setting(R"(scenarios/steady/faults=[{"fault":"serviceDown","target":"billing","from":"900s","for":"10s"}])")});
    QVERIFY(sizing.isPossible);
    QCOMPARE(sizing.quantity.element, QStringLiteral("serviceDown billing"));
    QCOMPARE(sizing.quantity.now, 10.0);
    const double expected = 60 + 0.1 * 36000 * 0.5;
    QVERIFY2(qAbs(sizing.quantity.most / expected - 1) < 0.1, qPrintable(QString::number(sizing.quantity.most)));
    QVERIFY(sizing.quantity.estimate && qAbs(*sizing.quantity.estimate / expected - 1) < 0.05);
}

void tst_Experiments::whatNoSizeKeepsIsSaid()
{
    // The work alone takes longer for more than one message in a hundred.
    const Sizing sizing =
        sized(SizeQuestion::Instances, "p99(billing/bill) < 1s", {setting("scenarios/steady/duration=500s")});
    QVERIFY(!sizing.isPossible);
    QVERIFY(!sizing.report.holds);
    QVERIFY(sizingJson(sizing)["subscriptions"]["billing/bill"]["fewest"].is_null());
}

void tst_Experiments::withoutAPromiseThereIsNoSize()
{
    const Result<Sizing> sizing = findSize(test::oneQueue(), {});
    QVERIFY(!sizing.isOk());
    QVERIFY(sizing.error().message.contains(u"promised"));
}

void tst_Experiments::checkoutIsSizedForFreshSeeds()
{
    if (!test::isLongRun())
        QSKIP("Some hundred long simulations; WEIR_LONG=1 runs them.");
    const Result<Project> project = openInput(QStringLiteral(WEIR_RESOURCES "/examples/checkout"));
    QVERIFY(project.isOk());
    SizingOptions options;
    options.run.scenario = QStringLiteral("everyday");
    options.run.replications = 20;
    options.run.set = {setting("scenarios/everyday/load/factor=24"), setting("scenarios/everyday/duration=20m"),
                       setting("scenarios/everyday/warmup=5m")};
    const Result<Sizing> sizing = findSize(project->catalog, options);
    QVERIFY(sizing.isOk() && sizing->isPossible);
    const auto overloads = [](const Report &report) {
        return report.warnings.filter(QStringLiteral("cannot keep up")).size();
    };
    QList<ScenarioSetting> answer = options.run.set;
    for (const SizedSubscription &s : sizing->subscriptions)
        answer.append({instancesPath(s.path), JsonValue(Json(s.fewest))});
    // Twenty seeds that the search has not seen, each with the scenario's five replications.
    const auto keepsInFreshSeeds = [&](const QList<ScenarioSetting> &set) {
        for (quint64 seed = 1001; seed <= 1020; ++seed) {
            SimulationOptions fresh;
            fresh.scenario = options.run.scenario;
            fresh.seed = seed;
            fresh.set = set;
            const Result<Report> report = runScenario(project->catalog, fresh);
            // Partitions keep one of the stations from keeping up, whatever its instances.
            if (!report || !report->holds || overloads(*report) > overloads(sizing->report))
                return false;
        }
        return true;
    };
    QVERIFY(keepsInFreshSeeds(answer));
    int smaller = 0;
    for (const SizedSubscription &s : sizing->subscriptions) {
        // What its partitions keep from keeping up is no better with the answer.
        if (s.fewest == 1 || !sizing->report.warnings.filter(s.path + QStringLiteral(" cannot keep up")).isEmpty())
            continue;
        const QList<ScenarioSetting> less{{instancesPath(s.path), JsonValue(Json(s.fewest - 1))}};
        QVERIFY2(!keepsInFreshSeeds(answer + less), qPrintable(s.path));
        ++smaller;
    }
    QVERIFY(smaller > 0);
}

WEIR_TEST(tst_Experiments)
#include "tst_experiments.moc"
