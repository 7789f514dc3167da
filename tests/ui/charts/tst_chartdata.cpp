// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/charts/chartdata.h"
#include "ui/charts/chartexport.h"
#include "ui/charts/chartview.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QTest>
#include <QWidget>

#include <cmath>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_ChartData : public QObject
{
    Q_OBJECT

private slots:
    void noPeakIsLostWhenPointsAreReduced()
    {
        QList<QPointF> points;
        for (int i = 0; i < 10000; ++i)
            points << QPointF(i, i == 4321 ? 99 : i == 8765 ? -7 : std::sin(i));
        const QList<QPointF> reduced = reducedPoints(points, 0, 10000, 100);
        QVERIFY(reduced.size() <= 400);
        QVERIFY(reduced.contains(QPointF(4321, 99)));
        QVERIFY(reduced.contains(QPointF(8765, -7)));
        QCOMPARE(reduced.first(), points.first());
        QCOMPARE(reduced.last(), points.last());
        QVERIFY(std::is_sorted(reduced.cbegin(), reduced.cend(),
                               [](const QPointF &a, const QPointF &b) { return a.x() < b.x(); }));
    }

    void fewPointsStayAsTheyAre()
    {
        const QList<QPointF> points{{0, 1}, {1, 5}, {2, 3}};
        QCOMPARE(reducedPoints(points, 0, 2, 100), points);
    }

    void aRangeHasThreeRoundIntervals_data()
    {
        QTest::addColumn<double>("peak");
        QTest::addColumn<double>("high");
        QTest::newRow("nothing") << 0.0 << 3.0;
        QTest::newRow("exactly three") << 3.0 << 3.0;
        QTest::newRow("just above") << 3.1 << 4.5;
        QTest::newRow("thousands") << 1184.0 << 1200.0;
        QTest::newRow("small") << 0.02 << 0.024;
    }

    void aRangeHasThreeRoundIntervals()
    {
        QFETCH(const double, peak);
        QFETCH(const double, high);
        ChartData data;
        data.to = 1;
        data.lines << ChartLine{u"a"_s, 0, {{0, 0}, {1, peak}}};
        const ChartRange range = rangeOf(data);
        QCOMPARE(range.low, 0.0);
        QVERIFY2(std::abs(range.high - high) < 1e-9, qPrintable(QString::number(range.high)));
        QCOMPARE(range.ticks().size(), 4);
    }

    void aLogarithmicRangeCoversWholeDecades()
    {
        ChartData data;
        data.scale = ChartScale::Logarithmic;
        data.lines << ChartLine{u"a"_s, 0, {{0, 0.02}, {1, 300}}};
        QCOMPARE(rangeOf(data), (ChartRange{-2, 4}));
    }

    void timesAreWrittenForTheirSpan()
    {
        QCOMPARE(timeText(620, 1800), u"10:20"_s);
        QCOMPARE(timeText(3720, 86400), u"01:02"_s);
        QCOMPARE(durationTick(0.25), u"250 ms"_s);
    }

    void theSummaryNamesEveryLine()
    {
        ChartData data;
        data.title = u"Throughput"_s;
        data.unit = u"events/s"_s;
        data.to = 2;
        data.lines << ChartLine{u"published"_s, 0, {{0, 20}, {2, 12}}};
        QCOMPARE(summaryOf(data), u"Throughput: published at the end 12 events/s, at most 20 events/s"_s);
        data.lines.clear();
        QCOMPARE(summaryOf(data), u"Throughput: no data"_s);
    }

    void aChartTellsWhereThePointerIs()
    {
        Theme theme;
        ChartView view(theme);
        view.resize(400, 160);
        ChartData data;
        data.title = u"Throughput"_s;
        data.to = 100;
        data.lines << ChartLine{u"a"_s, 0, {{0, 1}, {100, 2}}};
        view.setData(data);
        QCOMPARE(view.accessibleName(), summaryOf(data));
        QSignalSpy moved(&view, &ChartView::cursorMoved);
        view.show();
        QTest::mouseMove(view.viewport(), QPoint(200, 80));
        QTRY_VERIFY(!moved.isEmpty());
        const double seconds = moved.last().first().toDouble();
        QVERIFY2(seconds > 40 && seconds < 50, qPrintable(QString::number(seconds)));
    }

    void aChartIsATableForSpreadsheets()
    {
        ChartData data;
        data.title = u"Latency"_s;
        data.lines << ChartLine{u"p50, ms"_s, 0, {{0, 1}, {1, 2.5}}, false} << ChartLine{u"p99"_s, 1, {{1, 4}}, false};
        QCOMPARE(chartCsv(data), QByteArray("seconds,\"p50, ms\",p99\n0,1,\n1,2.5,4\n"));
        data.places << ChartPlace{0, u"250ms"_s} << ChartPlace{1, u"500ms"_s};
        QCOMPARE(chartCsv(data), QByteArray("at,\"p50, ms\",p99\n250ms,1,\n500ms,2.5,4\n"));
    }

    void aPictureHasTheScaleThatIsAskedFor()
    {
        QWidget widget;
        widget.resize(120, 80);
        QCOMPARE(widgetImage(widget, 2).size(), QSize(240, 160));
    }
};

WEIR_TEST(tst_ChartData)
#include "tst_chartdata.moc"
