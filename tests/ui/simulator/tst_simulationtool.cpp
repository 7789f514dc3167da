// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/simulator/reportcharts.h"
#include "ui/simulator/simulationtool.h"

#include <nlohmann/json.hpp>

#include <QSignalSpy>
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
        QCOMPARE(fixture.tool.scenarios().size(), 2);
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
        QCOMPARE(selectionPath(u"outboxes/orders"_s), u"services/orders/outbox"_s);
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
        add(Kind::Channel, R"({"id": "orders", "kind": "queue"})");
        add(Kind::Scenario, R"({"id": "steady", "question": "Is one clerk enough?", "duration": "600s", "warmup": "0s",
            "replications": 2, "assertions": ["dlq(*) == 0"]})");
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
