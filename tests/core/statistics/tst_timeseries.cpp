// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"
#include "core/statistics/timeseries.h"
#include "core/statistics/timeweighted.h"
#include "core/statistics/warmup.h"

#include <QTest>

#include <limits>
#include <numeric>

using namespace weir;

class tst_TimeSeries : public QObject
{
    Q_OBJECT

private slots:
    void samplesFallIntoTheirBins()
    {
        TimeSeries series(4, 10, TimeSeries::Fold::Sum);
        series.add(0, 1);
        series.add(9, 1);
        series.add(39, 5);
        QCOMPARE(series.values(), (std::vector<double>{2, 0, 0, 5}));
    }

    void aLaterSampleJoinsNeighbours_data()
    {
        QTest::addColumn<int>("fold");
        QTest::addColumn<std::vector<double>>("expected");
        QTest::newRow("sums") << int(TimeSeries::Fold::Sum) << std::vector<double>{3, 7, 9, 0};
        QTest::newRow("means") << int(TimeSeries::Fold::Mean) << std::vector<double>{1.5, 3.5, 9, 0};
        QTest::newRow("peaks") << int(TimeSeries::Fold::Maximum) << std::vector<double>{2, 4, 9, 0};
    }
    void aLaterSampleJoinsNeighbours()
    {
        QFETCH(int, fold);
        QFETCH(std::vector<double>, expected);
        TimeSeries series(4, 10, static_cast<TimeSeries::Fold>(fold));
        for (int i = 0; i < 4; ++i)
            series.add(10 * i, i + 1);
        series.add(45, 9);
        QCOMPARE(series.width(), 20);
        QCOMPARE(series.values(), expected);
    }

    void seriesOfDifferentWidthAddUp()
    {
        TimeSeries narrow(4, 10, TimeSeries::Fold::Sum), wide(4, 20, TimeSeries::Fold::Sum);
        narrow.add(35, 4);
        wide.add(70, 2);
        narrow.accumulate(wide, 0.5);
        QCOMPARE(narrow.width(), 20);
        QCOMPARE(narrow.values(), (std::vector<double>{0, 4, 0, 1}));
    }

    void aLevelsAreaIsExact()
    {
        TimeWeighted level;
        level.enter(10);
        level.enter(20);
        level.leave(50);
        QCOMPARE(level.mean(100), 1.2); // 1 for 10, 2 for 30, 1 for 50, over 100.
        QCOMPARE(level.max(), 2);
        QCOMPARE(level.mean(0), 0.0);
        level.enter(std::int64_t(1) << 60, 1'000'000); // The area needs more than 64 bits.
        QCOMPARE(TimeWeighted::toDouble(level.area(std::int64_t(3) << 60)), 1'000'001 * 0x1p61 + 0x1p60 + 20);
    }

    void theWarmUpEndsWhereTheMeanSettles()
    {
        RandomStream random(1);
        std::vector<double> values(500);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = random.normal() + (i < 100 ? 20.0 - static_cast<double>(i) / 5 : 0.0);
        // By definition: the cut where the variance of the group means left, over their number, is least.
        std::size_t best = 0;
        double least = std::numeric_limits<double>::max();
        for (std::size_t cut = 0; cut <= 250; cut += 5) {
            const double n = static_cast<double>(values.size() - cut) / 5;
            double sum = 0, squares = 0;
            for (std::size_t i = cut; i < values.size(); i += 5) {
                const double mean = std::accumulate(&values[i], &values[i] + 5, 0.0) / 5;
                sum += mean;
                squares += mean * mean;
            }
            const double score = (squares - sum * sum / n) / (n * n);
            best = score < least ? cut : best;
            least = std::min(least, score);
        }
        QCOMPARE(warmupByMser5(values), best);
        QVERIFY(best >= 80);
        for (double &value : values)
            value = 3;
        QCOMPARE(warmupByMser5(values), std::size_t(0));
        QCOMPARE(warmupByMser5(std::span(values).first(10)), std::size_t(0));
    }
};

WEIR_TEST(tst_TimeSeries)
#include "tst_timeseries.moc"
