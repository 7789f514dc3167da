// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/exactmath.h"
#include "core/base/randomstream.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace weir;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Distance of \a value from the true one in units of the last place of a double.
double unitsOff(double value, long double truth)
{
    const double rounded = std::abs(static_cast<double>(truth));
    const double unit = std::nextafter(rounded, infinity) - rounded;
    return static_cast<double>(std::abs(static_cast<long double>(value) - truth)) / unit;
}

} // namespace

class tst_ExactMath : public QObject
{
    Q_OBJECT

private slots:
    void resultsAreWithinOneUnitOfTheTruth()
    {
        // The truth is the C library in 80 bits, with 11 bits to spare.
        if (std::numeric_limits<long double>::digits < 64)
            QSKIP("long double is no wider than double here");
        RandomStream random(7);
        double log = 0, exp = 0, pow = 0, logGamma = 0;
        for (int i = 0; i < 200'000; ++i) {
            const double wide = i % 2 ? 1400 : 2;
            const double e = (random.uniform() - 0.5) * wide;
            exp = std::max(exp, unitsOff(exact::exp(e), std::exp(static_cast<long double>(e))));
            const double x = std::exp((random.uniform() - 0.5) * wide);
            log = std::max(log, unitsOff(exact::log(x), std::log(static_cast<long double>(x))));
            const double base = std::exp((random.uniform() - 0.5) * 20);
            const double power = (random.uniform() - 0.5) * 60;
            const long double truth = std::pow(static_cast<long double>(base), static_cast<long double>(power));
            pow = std::max(pow, unitsOff(exact::pow(base, power), truth));
            const double g = random.uniform() * 50 + 1e-3;
            const auto gamma = static_cast<double>(std::lgamma(static_cast<long double>(g)));
            logGamma = std::max(logGamma, std::abs(exact::logGamma(g) - gamma) / std::max(1.0, std::abs(gamma)));
        }
        QVERIFY2(log <= 1, qPrintable(QString::number(log)));
        QVERIFY2(exp <= 1, qPrintable(QString::number(exp)));
        QVERIFY2(pow <= 1, qPrintable(QString::number(pow)));
        QVERIFY2(logGamma <= 2e-14, qPrintable(QString::number(logGamma)));
    }

    void theEdgesAreThoseOfTheStandard()
    {
        QCOMPARE(exact::log(1), 0.0);
        QCOMPARE(exact::log(0), -infinity);
        QVERIFY(std::isnan(exact::log(-1)));
        QCOMPARE(exact::log(infinity), infinity);
        QCOMPARE(exact::exp(0), 1.0);
        QCOMPARE(exact::exp(710), infinity);
        QCOMPARE(exact::exp(-800), 0.0);
        QVERIFY(std::isnan(exact::exp(std::numeric_limits<double>::quiet_NaN())));
        QCOMPARE(exact::pow(2, 10), 1024.0);
        QCOMPARE(exact::pow(0, 2), 0.0);
        QCOMPARE(exact::pow(0, -1), infinity);
        QCOMPARE(exact::pow(5, 0), 1.0);
        QCOMPARE(exact::pow(10, 400), infinity);
        QCOMPARE(exact::pow(10, -400), 0.0);
        QVERIFY(std::isnan(exact::pow(-8, 3)));
        QVERIFY(std::isnan(exact::logGamma(0)));
    }

    void subnormalNumbersAreNumbers()
    {
        const double least = std::numeric_limits<double>::denorm_min();
        QVERIFY(unitsOff(exact::log(least), std::log(static_cast<long double>(least))) <= 1);
        QVERIFY(std::abs(exact::exp(-740) - std::exp(-740.0)) <= 2 * least);
    }
};

WEIR_TEST(tst_ExactMath)
#include "tst_exactmath.moc"
