// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/simulator/comparetool.h"
#include "ui/simulator/historytool.h"
#include "ui/simulator/simulationtool.h"
#include "ui/simulator/sizetool.h"
#include "ui/simulator/sweeptool.h"

#include <nlohmann/json.hpp>

#include <QSignalSpy>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr int longestWait = 120000; // milliseconds

/// A queue at half load whose consumer fails now and then, with two scenarios and a promise.
Catalog shop()
{
    return test::designFrom(R"({"weir": 1, "title": "Shop",
        "services": [
            {"id": "orders", "name": "Orders", "sends": [{"event": "order.placed", "channel": "orders", "via": "direct",
                "load": {"arrivals": "poisson", "rate": "0.5/s"}}]},
            {"id": "billing", "name": "Billing", "receives": [{"id": "bill", "channel": "orders",
                "events": ["order.placed"], "instances": 1, "failureRate": 0.1, "policy": "thrice",
                "processing": {"distribution": "exponential", "mean": "1s"}}]}],
        "events": [{"id": "order.placed"}],
        "channels": [{"id": "orders", "kind": "queue"}],
        "policies": [{"id": "thrice", "maxAttempts": 3, "strategy": {"type": "fixed", "initialDelay": "1s"}}],
        "scenarios": [
            {"id": "steady", "title": "Steady", "duration": "2000s", "warmup": "0s", "replications": 2,
             "assertions": ["p99(billing/bill) < 8s"]},
            {"id": "rush", "title": "Rush", "duration": "2000s", "warmup": "0s", "replications": 2,
             "load": {"factor": 1.5}, "assertions": ["p99(billing/bill) < 8s"]}]})");
}

struct Fixture
{
    ProjectDocument document;
    Editor editor{document};
    SimulationTool simulation{document};
    SweepTool sweep{document, simulation};
    SizeTool size{document, simulation};
    CompareTool compare{document, simulation};
    HistoryTool histories{document, simulation};

    Fixture()
    {
        document.openUntitled(shop(), u"Shop"_s);
        simulation.setScenario(u"steady"_s);
    }

    void choose(const QString &scenario) { simulation.setScenario(scenario); }

    bool simulate()
    {
        QSignalSpy runs(&simulation, &SimulationTool::runsChanged);
        simulation.run();
        return runs.wait(longestWait);
    }

    static bool finish(ExperimentTool &tool)
    {
        tool.run();
        return tool.isRunning() && QTest::qWaitFor([&tool] { return !tool.isRunning(); }, longestWait);
    }
};

const QString instances = u"services/billing/receives/bill/instances"_s;

QStringList column(const ResultTable &table, int index)
{
    QStringList texts;
    for (const ResultRow &row : table.rows)
        texts << row.cells.value(index).text;
    return texts;
}

} // namespace

class tst_ExperimentTools : public QObject
{
    Q_OBJECT

private slots:
    void theSelectionOffersItsParameters()
    {
        Fixture fixture;
        QCOMPARE(fixture.sweep.axis(0).path, u"scenarios/steady/load/factor"_s); // nothing is selected
        fixture.document.setSelection({u"services/billing"_s});
        QCOMPARE(fixture.sweep.axis(0).path, instances);
        QCOMPARE(fixture.sweep.axis(0).from, u"1"_s);
        QVERIFY(fixture.sweep.axis(1).path.isEmpty());
        fixture.document.setSelection({u"services/orders/sends/order.placed"_s});
        QCOMPARE(fixture.sweep.axis(0).path, u"services/orders/sends/order.placed/load/rate"_s);
        // What the user chose stays, whatever is selected next.
        fixture.sweep.setRange(0, u"0.1/s"_s, u"0.9/s"_s, 3);
        fixture.document.setSelection({u"services/billing"_s});
        QCOMPARE(fixture.sweep.axis(0).path, u"services/orders/sends/order.placed/load/rate"_s);
        fixture.sweep.choose(1, instances);
        QCOMPARE(fixture.sweep.axis(1).path, instances);
        fixture.document.setSelection({});
        QVERIFY(fixture.sweep.parameter(instances));
        QVERIFY(fixture.sweep.obstacle().isEmpty());
    }

    void aSweepSaysWhatHindersIt()
    {
        Fixture fixture;
        fixture.document.setSelection({u"services/billing"_s});
        fixture.sweep.setRange(0, u"1.5"_s, u"3"_s, 3);
        QVERIFY(fixture.sweep.obstacle().contains(u"whole number"));
        fixture.sweep.run();
        QVERIFY(!fixture.sweep.isRunning());
        fixture.sweep.setRange(0, u"1"_s, u"3"_s, 3);
        QVERIFY(fixture.sweep.obstacle().isEmpty());
        fixture.sweep.choose(1, fixture.sweep.axis(0).path);
        QVERIFY(fixture.sweep.obstacle().contains(u"same"));
    }

    void aSweepFindsWhereAPromiseBreaks()
    {
        Fixture fixture;
        fixture.document.setSelection({u"services/billing"_s});
        fixture.sweep.setRange(0, u"1"_s, u"3"_s, 3);
        QVERIFY(Fixture::finish(fixture.sweep));
        QVERIFY2(!fixture.sweep.error(), fixture.sweep.error() ? qPrintable(fixture.sweep.error()->message) : "");
        QCOMPARE(fixture.sweep.names(), QStringList{u"Billing: Instances"_s});
        QCOMPARE(column(fixture.sweep.table(), 0), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
        QCOMPARE(column(fixture.sweep.table(), 1), (QStringList{u"✕ no"_s, u"✓ yes"_s, u"✓ yes"_s}));
        QVERIFY2(fixture.sweep.sentence().contains(u"holds at 2, breaks at 1"), qPrintable(fixture.sweep.sentence()));
        QCOMPARE(fixture.sweep.isGood(), std::optional(false));
        const ChartData chart = fixture.sweep.chart();
        QCOMPARE(chart.lines.size(), 1);
        QCOMPARE(chart.lines.first().points.size(), 3);
        QVERIFY(chart.isDuration);
        QCOMPARE(chart.levels.size(), 1);
        QCOMPARE(chart.levels.first().value, 8.0);
        QCOMPARE(chart.places.at(1).text, u"2"_s);
        QVERIFY(chart.lines.first().points.at(0).y() > 8 && chart.lines.first().points.at(1).y() < 8);
        QVERIFY(fixture.sweep.heatTable().rows.isEmpty());
        QCOMPARE(fixture.sweep.csv().count('\n'), 4);
    }

    void aFigureCanBeShownInPlaceOfThePromise()
    {
        Fixture fixture;
        fixture.document.setSelection({u"services/billing"_s});
        fixture.sweep.setRange(0, u"1"_s, u"2"_s, 2);
        QVERIFY(Fixture::finish(fixture.sweep));
        const QList<SweepQuantity> quantities = fixture.sweep.quantities();
        const auto at = std::find_if(quantities.cbegin(), quantities.cend(), [](const SweepQuantity &quantity) {
            return quantity.element == u"billing/bill" && quantity.key == u"utilisation";
        });
        QVERIFY(at != quantities.cend());
        fixture.sweep.setShown(int(at - quantities.cbegin()));
        const QList<QPointF> points = fixture.sweep.chart().lines.first().points;
        QVERIFY(points.at(0).y() > 0.45 && points.at(1).y() < 0.35); // 0.5/s of a second, times 1.11 for retries
        QVERIFY(fixture.sweep.chart().levels.isEmpty());
        QVERIFY(fixture.sweep.table().head.last().contains(u"utilisation"));
    }

    void twoParametersMakeAGridWithTints()
    {
        Fixture fixture;
        fixture.document.setSelection({u"services/billing"_s});
        fixture.sweep.setRange(0, u"1"_s, u"2"_s, 2);
        fixture.sweep.choose(1, u"scenarios/steady/load/factor"_s);
        fixture.sweep.setRange(1, u"0.5"_s, u"1.5"_s, 3);
        QVERIFY(Fixture::finish(fixture.sweep));
        const ResultTable heat = fixture.sweep.heatTable();
        QCOMPARE(heat.head, (QStringList{QString(), u"0.5"_s, u"1"_s, u"1.5"_s}));
        QCOMPARE(heat.rows.size(), 2);
        QCOMPARE(heat.rows.first().cells.first().text, u"1"_s);
        QVERIFY(heat.rows.first().cells.at(3).text.startsWith(u"✕"));
        QVERIFY(heat.rows.first().cells.at(3).tone == ResultTone::Bad);
        QCOMPARE(*heat.rows.first().cells.at(3).heat, 1.0); // one instance at the highest load is the slowest
        QVERIFY(*heat.rows.at(1).cells.at(1).heat < 0.2);
        QCOMPARE(fixture.sweep.chart().lines.size(), 2);
        QCOMPARE(fixture.sweep.table().rows.size(), 6);
    }

    void aCancelledSweepShowsWhatWasFinished()
    {
        Fixture fixture;
        QVERIFY(fixture.editor.setValue({Kind::Scenario, u"steady"_s}, u"/duration"_s, Json("3000d"), u"Longer"_s));
        fixture.document.setSelection({u"services/billing"_s});
        fixture.sweep.run();
        QVERIFY(fixture.sweep.isRunning());
        fixture.sweep.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!fixture.sweep.isRunning(), longestWait);
        QVERIFY(!fixture.sweep.error());
        QVERIFY(fixture.sweep.sweep()->stopped);
        QVERIFY(!fixture.sweep.sentence().isEmpty());
    }

    void anotherProjectForgetsTheAnswer()
    {
        Fixture fixture;
        fixture.document.setSelection({u"services/billing"_s});
        fixture.sweep.setRange(0, u"1"_s, u"2"_s, 2);
        QVERIFY(Fixture::finish(fixture.sweep));
        fixture.document.openUntitled(test::oneQueue(), u"Other"_s);
        QVERIFY(!fixture.sweep.hasResult());
        QVERIFY(fixture.sweep.csv().isEmpty());
        QCOMPARE(fixture.sweep.axis(0).path, u"scenarios/steady/load/factor"_s);
    }

    void theFewestInstancesStandBesideTheEstimate()
    {
        Fixture fixture;
        QVERIFY(Fixture::finish(fixture.size));
        QVERIFY(!fixture.size.error());
        const ResultTable table = fixture.size.table();
        QCOMPARE(table.rows.size(), 1);
        QCOMPARE(table.rows.first().cells.at(0).text, u"Billing"_s);
        QCOMPARE(table.rows.first().cells.at(1).text, u"1"_s);
        QCOMPARE(table.rows.first().cells.at(3).text, u"2"_s); // as the sweep says
        QVERIFY(table.rows.first().cells.at(3).tone == ResultTone::Bad);
        QVERIFY(fixture.size.sizing()->subscriptions.first().estimate >= 1);
        const ChartData chart = fixture.size.chart();
        QCOMPARE(chart.lines.at(0).points.size() + chart.lines.at(1).points.size(),
                 fixture.size.sizing()->trials.size());
        QCOMPARE(chart.levels.size(), 1);
        QVERIFY(!chart.levels.first().isLimit);
        QVERIFY(fixture.size.csv().startsWith("billing/bill,keeps"));
    }

    void theLargestLoadLiesBetweenKeptAndBroken()
    {
        Fixture fixture;
        fixture.size.setQuestion(SizeQuestion::Load);
        QVERIFY(fixture.editor.setValue({Kind::Service, u"billing"_s}, u"/receives/0/instances"_s, Json(2), u"More"_s));
        QVERIFY(Fixture::finish(fixture.size));
        QVERIFY(fixture.size.sizing()->isPossible);
        QCOMPARE(fixture.size.isGood(), std::optional(true));
        double kept = 0, broken = 1e9;
        for (const QPointF &point : fixture.size.chart().lines.at(0).points)
            kept = std::max(kept, point.y());
        for (const QPointF &point : fixture.size.chart().lines.at(1).points)
            broken = std::min(broken, point.y());
        QCOMPARE(kept, fixture.size.sizing()->quantity.most);
        QVERIFY(kept > 1 && kept < broken);
        QVERIFY(fixture.size.sentence().contains(u"times the load"));
    }

    void withoutAPromiseTheSizeIsAnErrorWithAHint()
    {
        Fixture fixture;
        QVERIFY(fixture.editor.setValue({Kind::Scenario, u"steady"_s}, u"/assertions"_s, Json::array(), u"None"_s));
        QVERIFY(Fixture::finish(fixture.size));
        QVERIFY(fixture.size.error());
        QVERIFY(!fixture.size.error()->hint.contains(u"--assert")); // that is the command line's way
        QVERIFY(!fixture.size.hasResult());
    }

    void twoScenariosAreComparedInPairs()
    {
        Fixture fixture;
        QCOMPARE(fixture.compare.side(0), u"scenario:rush"_s);
        QCOMPARE(fixture.compare.side(1), u"scenario:steady"_s);
        QVERIFY(Fixture::finish(fixture.compare));
        QVERIFY(!fixture.compare.error());
        QVERIFY(fixture.compare.comparison()->significant() > 3);
        QCOMPARE(qsizetype(fixture.compare.table().rows.size()), fixture.compare.comparison()->significant());
        // Both are kept, and lie over each other in the charts.
        QCOMPARE(fixture.simulation.runs().size(), 2);
        QCOMPARE(fixture.simulation.current()->scenario, u"steady"_s);
        QCOMPARE(fixture.simulation.compared()->scenario, u"rush"_s);
        QVERIFY(!fixture.simulation.current()->report.subscription(u"billing/bill")->series.throughput.isEmpty());
        fixture.compare.setShowsAll(true);
        QCOMPARE(fixture.compare.table().rows.size(), fixture.compare.comparison()->figures.size());
        QVERIFY(fixture.compare.csv().startsWith("element,figure,first,second"));
    }

    void keptRunsAreComparedWithTheDesignTheyHad()
    {
        Fixture fixture;
        QVERIFY(fixture.simulate());
        const ElementRef billing{Kind::Service, u"billing"_s};
        QVERIFY(fixture.editor.setValue(billing, u"/receives/0/instances"_s, Json(2), u"More"_s));
        QVERIFY(fixture.simulate());
        QCOMPARE(fixture.compare.side(0), u"run:1"_s);
        QCOMPARE(fixture.compare.side(1), u"run:2"_s);
        fixture.compare.setPairs(3);
        QVERIFY(Fixture::finish(fixture.compare));
        QCOMPARE(fixture.simulation.runs().size(), 2); // nothing new to keep
        const auto &figures = fixture.compare.comparison()->figures;
        const auto busy = std::find_if(figures.cbegin(), figures.cend(), [](const PairedFigure &figure) {
            return figure.element == u"billing/bill" && figure.key == u"utilisation";
        });
        QVERIFY(busy != figures.cend());
        QCOMPARE(busy->pairs, 3);
        QVERIFY(busy->isSignificant());
        QVERIFY(qAbs(busy->second / busy->first - 0.5) < 0.1);
        QCOMPARE(fixture.simulation.compared()->number, 1);
        fixture.compare.setSide(1, u"run:1"_s);
        QVERIFY(fixture.compare.obstacle().contains(u"same"));
    }

    void everyEventOfARunCanBeFollowed()
    {
        Fixture fixture;
        QVERIFY(fixture.histories.obstacle().contains(u"Run a scenario"));
        QVERIFY(fixture.simulate());
        QVERIFY(Fixture::finish(fixture.histories));
        QVERIFY(!fixture.histories.error());
        const ResultTable all = fixture.histories.table();
        QVERIFY(all.rows.size() > 800); // 0.5/s for 2,000 s
        QCOMPARE(fixture.histories.count(HistoryOutcome::Succeeded) + fixture.histories.count(HistoryOutcome::Retried)
                     + fixture.histories.count(HistoryOutcome::InFlight)
                     + fixture.histories.count(HistoryOutcome::DeadLettered),
                 int(all.rows.size()));
        fixture.histories.setOutcome(HistoryOutcome::Retried);
        const ResultTable retried = fixture.histories.table();
        QCOMPARE(int(retried.rows.size()), fixture.histories.count(HistoryOutcome::Retried));
        QVERIFY(!retried.rows.isEmpty());
        fixture.histories.select(retried.rows.first().id);
        QCOMPARE(fixture.document.selection(),
                 (QStringList{u"services/orders/sends/order.placed"_s, u"services/billing/receives/bill"_s}));
        const QStringList steps = column(fixture.histories.details(), 1);
        QVERIFY2(steps.filter(u"attempt 1 failed"_s).size() == 1, qPrintable(steps.join(u'\n')));
        QVERIFY(steps.filter(u"succeeded"_s).size() == 1);
        QCOMPARE(steps.first(), u"committed"_s);
        fixture.histories.setOutcome({});
        fixture.histories.setFilter(u"billing #%1"_s.arg(retried.rows.first().id));
        QVERIFY(fixture.histories.table().rows.size() < all.rows.size() / 2);
        QVERIFY(fixture.histories.csv().contains("order.placed"));
    }

    void historiesBelongToTheirRun()
    {
        Fixture fixture;
        QVERIFY(fixture.simulate());
        QVERIFY(Fixture::finish(fixture.histories));
        QCOMPARE(fixture.histories.runNumber(), 1);
        QVERIFY(fixture.simulate());
        QVERIFY(!fixture.histories.hasResult());
        QVERIFY(fixture.histories.obstacle().isEmpty());
    }
};

WEIR_TEST(tst_ExperimentTools)
#include "tst_experimenttools.moc"
