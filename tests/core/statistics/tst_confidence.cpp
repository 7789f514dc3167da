// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/statistics/confidence.h"
#include "core/statistics/specialfunctions.h"

#include <QTest>

#include <cmath>

using namespace weir;

class tst_Confidence : public QObject
{
    Q_OBJECT

private slots:
    void quantilesAreThoseOfTheTables_data()
    {
        QTest::addColumn<double>("probability");
        QTest::addColumn<int>("degrees");
        QTest::addColumn<double>("expected");
        QTest::newRow("one degree is tan") << 0.975 << 1 << 12.706204736;
        QTest::newRow("two") << 0.975 << 2 << 4.302652730;
        QTest::newRow("four") << 0.975 << 4 << 2.776445105;
        QTest::newRow("nine, one-sided") << 0.95 << 9 << 1.833112933;
        QTest::newRow("thirty") << 0.995 << 30 << 2.749995654;
        QTest::newRow("many are normal") << 0.975 << 1'000'000 << 1.959966;
        QTest::newRow("below the middle") << 0.025 << 4 << -2.776445105;
        QTest::newRow("the middle") << 0.5 << 3 << 0.0;
    }
    void quantilesAreThoseOfTheTables()
    {
        QFETCH(double, probability);
        QFETCH(int, degrees);
        QFETCH(double, expected);
        QVERIFY(std::abs(studentQuantile(probability, degrees) - expected) <= 1e-6 * std::max(1.0, std::abs(expected)));
    }

    void theIntervalIsThatOfStudent()
    {
        RunMeans means;
        QVERIFY(!means.halfWidth());
        for (const double value : {9.0, 10.0, 11.0, 10.0, 10.0})
            means.add(value);
        QCOMPARE(means.mean(), 10.0);
        QCOMPARE(means.deviation(), std::sqrt(0.5));
        QVERIFY(std::abs(*means.halfWidth() - 2.776445105 * std::sqrt(0.1)) < 1e-8);
    }

    void theGammaLawIsExponentialWithOneStage()
    {
        for (const double x : {0.01, 0.5, 1.0, 3.0, 20.0})
            QVERIFY(std::abs(gammaProbability(1, x) - (1 - std::exp(-x))) < 1e-13);
        QVERIFY(std::abs(gammaQuantile(0.99, 1) - std::log(100.0)) < 1e-12);
        QVERIFY(std::abs(gammaQuantile(0.5, 2) - 1.6783469900166608) < 1e-12);
    }

    void theBetaLawIsAPowerWithOneSide()
    {
        QVERIFY(std::abs(betaProbability(3, 1, 0.7) - 0.343) < 1e-14);
        QVERIFY(std::abs(betaProbability(1, 3, 0.3) - (1 - 0.343)) < 1e-14);
        QCOMPARE(betaProbability(2, 2, 0), 0.0);
        QCOMPARE(betaProbability(2, 2, 1), 1.0);
    }
};

WEIR_TEST(tst_Confidence)
#include "tst_confidence.moc"
