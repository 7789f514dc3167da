// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/simulator/elementname.h"
#include "ui/simulator/figuresmodel.h"
#include "ui/simulator/reportcharts.h"
#include "ui/simulator/simulationtool.h"

#include "core/usecases/simulate.h"

#include <nlohmann/json.hpp>

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_SimulationTool : public QObject
{
    Q_OBJECT

private slots:
    void theFirstScenarioIsChosen()
    {
        Fixture fixture;
        QCOMPARE(fixture.tool.scenario(), u"steady"_s);
        QCOMPARE(fixture.tool.scenarios().size(), 3);
    }

    void aRunBringsAReportAndIsPlayedBack()
    {
        Fixture fixture;
        QVERIFY(fixture.run());
        const SimulationRun *run = fixture.tool.current();
        QCOMPARE(run->number, 1);
        QCOMPARE(run->question, u"Is one clerk enough?"_s);
        QVERIFY(!run->report.verdict.isEmpty());
        QCOMPARE(run->report.assertions.size(), 1);
        QCOMPARE(run->assertionsHeld(), 1);
        QVERIFY(fixture.tool.playback().isPlaying());
        QCOMPARE(fixture.tool.playback().length(), run->report.simulated);
        QVERIFY(fixture.tool.overlay().figures.contains(u"services/billing"_s));
    }

    void progressNeverFalls()
    {
        Fixture fixture;
        QSignalSpy progressed(&fixture.tool, &SimulationTool::progressed);
        QVERIFY(fixture.run());
        double last = 0;
        for (const QList<QVariant> &arguments : progressed) {
            QVERIFY(arguments.first().toDouble() >= last);
            last = arguments.first().toDouble();
        }
    }

    void theSameRunAgainDiffersInNothing()
    {
        Fixture fixture;
        QVERIFY(fixture.run());
        QVERIFY(!fixture.tool.previous());
        QVERIFY(fixture.run());
        QCOMPARE(fixture.tool.previous()->number, 1);
        QCOMPARE(fixture.tool.differences(), QList<FigureDifference>{});
    }

    void aChangedDesignDiffersFromTheLastRun()
    {
        Fixture fixture;
        QVERIFY(fixture.run());
        const ElementRef billing{Kind::Service, u"billing"_s};
        QVERIFY(fixture.editor.setValue(billing, u"/receives/0/instances"_s, Json(4), u"More"_s));
        QVERIFY(fixture.run());
        QVERIFY(!fixture.tool.differences().isEmpty());
    }

    void aStoppedRunShowsWhatItSaw()
    {
        Fixture fixture;
        fixture.tool.setScenario(u"years"_s);
        QSignalSpy runs(&fixture.tool, &SimulationTool::runsChanged);
        fixture.tool.run();
        QVERIFY(fixture.tool.isRunning());
        fixture.tool.stop();
        QVERIFY(runs.wait(20000));
        QVERIFY(fixture.tool.current()->report.stopped);
    }

    void aRunIsWatchedWhileItGoesOn()
    {
        Fixture fixture;
        fixture.tool.setScenario(u"week"_s);
        fixture.tool.run();
        // Charts begin with the first whole bin.
        QTRY_VERIFY_WITH_TIMEOUT(fixture.tool.live() && !reportCharts(*fixture.tool.live()).first().isEmpty(), 20000);
        QVERIFY(fixture.tool.live()->simulated > 0);
        QVERIFY(fixture.tool.overlay().figures.contains(u"services/billing"_s));
        QSignalSpy runs(&fixture.tool, &SimulationTool::runsChanged);
        fixture.tool.stop();
        QVERIFY(runs.wait(20000));
        QVERIFY(!fixture.tool.live());
    }

    void aPausedRunStandsStillAndGoesOnStepByStep()
    {
        Fixture fixture;
        fixture.tool.setScenario(u"week"_s);
        fixture.tool.step(); // starts it, paused
        QVERIFY(fixture.tool.isRunning());
        QVERIFY(fixture.tool.isPaused());
        const double length = 7 * 24 * 3600;
        const auto share = [&] { return fixture.tool.live() ? fixture.tool.live()->simulated / length : 0; };
        QTRY_VERIFY_WITH_TIMEOUT(share() >= SimulationRunner::stepShare, 20000);
        const double first = share();
        QVERIFY2(first < 2 * SimulationRunner::stepShare, qPrintable(QString::number(first)));
        QTest::qWait(250);
        QCOMPARE(share(), first);
        fixture.tool.step();
        QTRY_VERIFY_WITH_TIMEOUT(share() >= first + 0.9 * SimulationRunner::stepShare, 20000);
        QVERIFY(fixture.tool.isPaused());
        QSignalSpy runs(&fixture.tool, &SimulationTool::runsChanged);
        fixture.tool.stop();
        QVERIFY(runs.wait(20000));
        QVERIFY(!fixture.tool.isPaused());
        QVERIFY(fixture.tool.current()->report.stopped);
    }

    void watchingChangesNoFigure()
    {
        Fixture fixture;
        QVERIFY(fixture.run());
        const Report watched = fixture.tool.current()->report;
        SimulationOptions options;
        options.scenario = u"steady"_s;
        QVERIFY(watched == *simulate(fixture.document.catalog(), options));
    }

    void twoRunsLieBesideEachOther()
    {
        Fixture fixture;
        QVERIFY(fixture.run());
        const ElementRef billing{Kind::Service, u"billing"_s};
        QVERIFY(fixture.editor.setValue(billing, u"/receives/0/instances"_s, Json(4), u"More"_s));
        QVERIFY(fixture.run());
        QVERIFY(!fixture.tool.compared());
        fixture.tool.setCompared(1);
        QCOMPARE(fixture.tool.compared()->number, 1);
        const Report &now = fixture.tool.current()->report;
        const Report &before = fixture.tool.compared()->report;
        const auto nameOf = [](const QString &element) { return element; };
        const QList<RunFigure> figures = runFigures(now, &before, nameOf);
        const auto utilisation = std::find_if(figures.cbegin(), figures.cend(), [](const RunFigure &figure) {
            return figure.element == u"billing/bill" && figure.figure == u"utilisation";
        });
        QVERIFY(utilisation != figures.cend());
        QVERIFY(*utilisation->now < *utilisation->before);
        FiguresModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFigures(figures, 2, 1);
        QCOMPARE(model.columnCount(), 5);
        model.setFigures(runFigures(now, nullptr, nameOf), 2, 0);
        QCOMPARE(model.columnCount(), 3);
        QList<ChartData> charts = reportCharts(now);
        const qsizetype lines = charts.first().lines.size();
        addOtherRun(charts, reportCharts(before), u"#1"_s);
        QCOMPARE(charts.first().lines.size(), 2 * lines);
        QVERIFY(charts.first().lines.last().dashed);
        fixture.tool.setCurrent(1); // with itself nothing is compared
        QVERIFY(!fixture.tool.compared());
    }

    void anotherProjectForgetsTheRunThatGoesOn()
    {
        Fixture fixture;
        fixture.tool.setScenario(u"years"_s);
        fixture.tool.run();
        fixture.document.openUntitled(catalog(), u"Other"_s);
        QVERIFY(!fixture.tool.isRunning());
        QVERIFY(fixture.run());
        QCOMPARE(fixture.tool.runs().size(), 1);
        QCOMPARE(fixture.tool.current()->scenario, u"steady"_s);
    }

    void aContradictionIsAnErrorInPlace()
    {
        Fixture fixture;
        const ElementRef steady{Kind::Scenario, u"steady"_s};
        QVERIFY(fixture.editor.setValue(steady, u"/assertions/0"_s, Json("p99(("), u"Break"_s));
        QSignalSpy errors(&fixture.tool, &SimulationTool::errorChanged);
        fixture.tool.run();
        QTRY_VERIFY_WITH_TIMEOUT(fixture.tool.error().has_value(), 20000);
        QVERIFY(!fixture.tool.error()->message.isEmpty());
        QVERIFY(!fixture.tool.isRunning());
        QVERIFY(!fixture.tool.current());
    }

    void aBottleneckSelectsItsElement()
    {
        Fixture fixture;
        fixture.tool.selectElement(u"billing/bill"_s);
        QCOMPARE(fixture.document.selection(), QStringList{u"services/billing/receives/bill"_s});
        QCOMPARE(selectionPath(catalog(), u"outboxes/orders"_s), u"services/orders/outbox"_s);
        QCOMPARE(selectionPath(catalog(), u"orders/order.placed"_s), u"services/orders/sends/order.placed"_s);
        fixture.tool.selectElements({u"orders/order.placed"_s, u"billing/bill"_s, u"nobody/nothing"_s});
        QCOMPARE(fixture.document.selection(),
                 (QStringList{u"services/orders/sends/order.placed"_s, u"services/billing/receives/bill"_s}));
    }

    void aStepOfAFinishedRunMovesItsPlayback()
    {
        Fixture fixture;
        QVERIFY(fixture.run());
        Playback &playback = fixture.tool.playback();
        playback.seek(0.5);
        fixture.tool.step();
        QVERIFY(!fixture.tool.isRunning());
        QVERIFY(!playback.isPlaying());
        QCOMPARE(playback.share(), 0.5 + Playback::stepShare);
        playback.skipToEnd(); // seen to the end: the next step is of a new run
        fixture.tool.step();
        QVERIFY(fixture.tool.isRunning());
        QVERIFY(fixture.tool.isPaused());
    }

    void aRunKeepsTheDesignThatRan()
    {
        Fixture fixture;
        QVERIFY(fixture.run());
        const ElementRef billing{Kind::Service, u"billing"_s};
        QVERIFY(fixture.editor.setValue(billing, u"/receives/0/instances"_s, Json(4), u"More"_s));
        QCOMPARE(fixture.tool.current()->catalog.service(u"billing"_s)->receives.first().instances.value_or(0), 1);
        SimulationRun elsewhere = *fixture.tool.current();
        QCOMPARE(fixture.tool.keep(elsewhere), 2);
        QCOMPARE(fixture.tool.keptRun(2)->report.events, fixture.tool.keptRun(1)->report.events);
        QCOMPARE(fixture.tool.currentNumber(), 1);
    }

    void recordedArrivalsAreReadFromTheProject()
    {
        const QTemporaryDir folder;
        Catalog recorded = catalog();
        recorded.setDocument({Kind::Service, u"orders"_s},
                             Json::parse(R"({"id": "orders", "sends": [{"event": "order.placed",
            "channel": "orders", "via": "direct", "load": {"arrivals": "trace", "file": "recordings/orders.txt"}}]})"));
        Fixture fixture;
        fixture.document.openUntitled(recorded, u"Recorded"_s);
        QVERIFY(fixture.document.saveAs(folder.path() + u"/shop"_s).isOk());
        QVERIFY(QDir(folder.path()).mkpath(u"shop/recordings"_s));
        QFile file(folder.path() + u"/shop/recordings/orders.txt"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("1\n2.5\n4\n");
        file.close();
        QCOMPARE(QDir(fixture.tool.options().root), QDir(folder.path() + u"/shop"_s));
        QVERIFY2(fixture.run(), fixture.tool.error() ? qPrintable(fixture.tool.error()->message) : "");
        QVERIFY(fixture.tool.current()->report.publication(u"orders/order.placed")->produced > 0);
    }

    void peopleReadNamesNotPaths_data()
    {
        QTest::addColumn<QString>("element");
        QTest::addColumn<QString>("name");
        QTest::newRow("the only subscription is its service") << u"billing/bill"_s << u"billing"_s;
        QTest::newRow("a publication") << u"orders/order.placed"_s << u"orders sends order.placed"_s;
        QTest::newRow("a follow-up event") << u"billing/bill/invoice.sent"_s << u"billing sends invoice.sent"_s;
        QTest::newRow("an outbox") << u"outboxes/orders"_s << u"orders outbox"_s;
        QTest::newRow("a channel") << u"channels/orders"_s << u"Orders to bill"_s;
        QTest::newRow("an implicit dead letter queue") << u"channels/billing/bill.dlq"_s << u"billing dead letters"_s;
        QTest::newRow("the run") << QString() << u"Whole run"_s;
        QTest::newRow("nothing that is known") << u"shipping/ship"_s << u"shipping/ship"_s;
    }

    void peopleReadNamesNotPaths()
    {
        QFETCH(QString, element);
        QFETCH(QString, name);
        QCOMPARE(elementName(catalog(), element), name);
    }

    void theChartsCoverTheRun()
    {
        Fixture fixture;
        QVERIFY(fixture.run());
        const QList<ChartData> charts = reportCharts(fixture.tool.current()->report);
        QCOMPARE(charts.size(), 4);
        for (const ChartData &chart : charts)
            QCOMPARE(chart.to, fixture.tool.current()->report.simulated);
        QVERIFY(!charts.first().isEmpty());
        QCOMPARE(charts.at(2).unit, u"billing/bill"_s);
    }

private:
    static Catalog catalog()
    {
        Catalog catalog;
        const auto add = [&](Kind kind, const char *text) {
            Json document = Json::parse(text);
            const QString id = QString::fromStdString(document["id"].get<std::string>());
            catalog.setDocument({kind, id}, std::move(document));
        };
        add(Kind::Service, R"({"id": "orders", "sends": [{"event": "order.placed", "channel": "orders", "via": "direct",
            "load": {"arrivals": "poisson", "rate": "10/s"}}]})");
        add(Kind::Service,
            R"({"id": "billing", "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"],
            "instances": 1, "concurrency": 1, "processing": {"distribution": "exponential", "mean": "80ms"}}]})");
        add(Kind::Event, R"({"id": "order.placed"})");
        add(Kind::Channel, R"({"id": "orders", "name": "Orders to bill", "kind": "queue"})");
        add(Kind::Scenario, R"({"id": "steady", "question": "Is one clerk enough?", "duration": "600s", "warmup": "0s",
            "replications": 2, "assertions": ["dlq(*) == 0"]})");
        add(Kind::Scenario, R"({"id": "week", "duration": "7d", "warmup": "0s", "replications": 1})");
        add(Kind::Scenario, R"({"id": "years", "duration": "3650d", "warmup": "0s", "replications": 1})");
        return catalog;
    }

    struct Fixture
    {
        ProjectDocument document;
        Editor editor{document};
        SimulationTool tool{document};

        Fixture() { document.openUntitled(catalog(), u"One queue"_s); }

        bool run()
        {
            QSignalSpy runs(&tool, &SimulationTool::runsChanged);
            tool.run();
            return runs.wait(20000) && tool.current();
        }
    };
};

WEIR_TEST(tst_SimulationTool)
#include "tst_simulationtool.moc"
