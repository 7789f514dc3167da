// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"
#include "core/statistics/loghistogram.h"

#include <QTest>

#include <cmath>

using namespace weir;

class tst_LogHistogram : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyHistogramSaysZero()
    {
        const LogHistogram histogram;
        QCOMPARE(histogram.count(), 0u);
        QCOMPARE(histogram.mean(), 0.0);
        QCOMPARE(histogram.percentile(0.99), 0.0);
        QCOMPARE(histogram.shareUpTo(5), 1.0);
    }

    void meanAndMaximumAreExact()
    {
        LogHistogram histogram;
        for (const std::int64_t value : {7, 0, 1'000'000'007, 3})
            histogram.add(value);
        histogram.addZero();
        QCOMPARE(histogram.count(), 5u);
        QCOMPARE(histogram.zeros(), 2u);
        QCOMPARE(histogram.sum(), 1'000'000'017.0);
        QCOMPARE(histogram.max(), 1'000'000'007);
        LogHistogram huge;
        huge.add(std::int64_t(1) << 62);
        huge.add(std::int64_t(1) << 62);
        QCOMPARE(huge.mean(), 0x1p62); // The sum needs 64 bits and more.
    }

    void aPercentileIsWithinHalfABucketOfItsSample()
    {
        LogHistogram histogram;
        std::vector<std::int64_t> values;
        RandomStream random(4);
        for (int i = 0; i < 10'001; ++i) {
            values.push_back(static_cast<std::int64_t>(random.exponential() * 1e9) + 1);
            histogram.add(values.back());
        }
        std::sort(values.begin(), values.end());
        for (const double share : {0.0001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0}) {
            const auto rank = static_cast<std::size_t>(std::ceil(share * 10'001)) - 1;
            const auto exact = static_cast<double>(values[rank]);
            QVERIFY(std::abs(histogram.percentile(share) - exact) <= exact / 128);
        }
        QVERIFY(histogram.percentile(1) <= static_cast<double>(histogram.max()));
    }

    void mergingIsAddingAll()
    {
        LogHistogram all, low, high;
        for (std::int64_t i = 1; i < 1000; ++i) {
            all.add(i * i * i);
            (i < 300 ? low : high).add(i * i * i);
        }
        high.merge(low);
        QVERIFY(high == all);
        LogHistogram other;
        other.merge(high);
        QVERIFY(other == all);
        other.add(1);
        QVERIFY(!(other == all));
    }

    void whatWasAddedSinceHasItsOwnPercentiles()
    {
        LogHistogram histogram;
        for (int i = 0; i < 100; ++i)
            histogram.add(10);
        const LogHistogram before = histogram;
        for (int i = 0; i < 100; ++i)
            histogram.add(1 << 20);
        double both[2] = {};
        const double shares[] = {0.1, 0.9};
        histogram.percentilesSince(before, shares, both);
        QVERIFY(std::abs(both[0] - 0x1p20) <= 0x1p20 / 64 && both[0] == both[1]);
        histogram.percentilesSince(histogram, shares, both);
        QCOMPARE(both[0], 0.0);
    }

    void sharesUpToAValueCountWholeBuckets()
    {
        LogHistogram histogram;
        for (std::int64_t i = 0; i < 100; ++i)
            histogram.add(i);
        QCOMPARE(histogram.shareUpTo(-1), 0.0);
        QCOMPARE(histogram.shareUpTo(0), 0.01);
        QCOMPARE(histogram.shareUpTo(9), 0.10);
        QCOMPARE(histogram.shareUpTo(1000), 1.0);
    }

    void reservedOctavesNeedNoMemory()
    {
        LogHistogram histogram, grown;
        histogram.reserve(1, 1'000'000);
        grown.add(500);
        histogram.add(500);
        QVERIFY(histogram == grown);
        histogram.clear();
        QCOMPARE(histogram.count(), 0u);
    }
};

WEIR_TEST(tst_LogHistogram)
#include "tst_loghistogram.moc"
