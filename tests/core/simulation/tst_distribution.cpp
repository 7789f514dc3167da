// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/simulation/sampler.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace weir;
using namespace weir::sim;

using Kind = Distribution::Kind;

namespace {

constexpr double ms = 1e6;

std::vector<double> drawn(const Distribution &law, int count)
{
    const Sampler sampler(law);
    RandomStream stream(11);
    std::vector<double> values;
    for (int i = 0; i < count; ++i)
        values.push_back(static_cast<double>(sampler.draw(stream)));
    return values;
}

} // namespace

class tst_Distribution : public QObject
{
    Q_OBJECT

private slots:
    void meanAndCvAreKept_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("cv");
        QTest::newRow("constant") << int(Kind::Constant) << 0.0;
        QTest::newRow("uniform") << int(Kind::Uniform) << 0.5;
        QTest::newRow("exponential") << int(Kind::Exponential) << 1.0;
        QTest::newRow("erlang of four stages") << int(Kind::Erlang) << 0.5;
        QTest::newRow("erlang of a hundred stages") << int(Kind::Erlang) << 0.1;
        QTest::newRow("gamma, narrow") << int(Kind::Gamma) << 0.4;
        QTest::newRow("gamma, wide") << int(Kind::Gamma) << 1.6;
        QTest::newRow("lognormal") << int(Kind::Lognormal) << 1.0;
        QTest::newRow("weibull, narrow") << int(Kind::Weibull) << 0.3;
        QTest::newRow("weibull, wide") << int(Kind::Weibull) << 1.5;
        QTest::newRow("pareto") << int(Kind::Pareto) << 0.2;
    }
    void meanAndCvAreKept()
    {
        QFETCH(int, kind);
        QFETCH(double, cv);
        const std::optional<Distribution> law = Distribution::fromMeanAndCv(static_cast<Kind>(kind), 50 * ms, cv);
        QVERIFY(law.has_value());
        QVERIFY(std::abs(law->mean() - 50 * ms) < 1e-9 * 50 * ms);
        QVERIFY(std::abs(law->cv() - cv) < 1e-9);
        constexpr int count = 400'000;
        double sum = 0, squares = 0;
        for (const double value : drawn(*law, count)) {
            sum += value / count;
            squares += value * value / count;
        }
        QVERIFY(std::abs(sum - 50 * ms) <= 1 + 4.4 * 50 * ms * cv / std::sqrt(count));
        const double seen = std::sqrt(std::max(0.0, squares / (sum * sum) - 1));
        QVERIFY2(std::abs(seen - cv) < 0.03 * std::max(cv, 0.01), qPrintable(QString::number(seen)));
    }

    void quantilesAreKept_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("p99");
        QTest::newRow("uniform") << int(Kind::Uniform) << 90.0;
        QTest::newRow("gamma") << int(Kind::Gamma) << 400.0;
        QTest::newRow("lognormal") << int(Kind::Lognormal) << 400.0;
        QTest::newRow("weibull") << int(Kind::Weibull) << 400.0;
        QTest::newRow("pareto") << int(Kind::Pareto) << 400.0;
    }
    void quantilesAreKept()
    {
        QFETCH(int, kind);
        QFETCH(double, p99);
        const std::optional<Distribution> law = Distribution::fromQuantiles(static_cast<Kind>(kind), 50 * ms, p99 * ms);
        QVERIFY(law.has_value());
        constexpr int count = 400'000;
        int belowP50 = 0, belowP99 = 0;
        for (const double value : drawn(*law, count)) {
            belowP50 += value <= 50 * ms ? 1 : 0;
            belowP99 += value <= p99 * ms ? 1 : 0;
        }
        QVERIFY(std::abs(belowP50 - 0.5 * count) < 4.4 * std::sqrt(0.25 * count));
        QVERIFY(std::abs(belowP99 - 0.99 * count) < 4.4 * std::sqrt(0.0099 * count));
    }

    void aHistogramIsDrawnInItsShares()
    {
        const Distribution law = Distribution::empirical({{10 * ms, 3}, {20 * ms, 0}, {40 * ms, 1}});
        QCOMPARE(law.mean(), 0.75 * 5 * ms + 0.25 * 30 * ms);
        constexpr int count = 100'000;
        int low = 0, gap = 0;
        for (const double value : drawn(law, count)) {
            low += value < 10 * ms ? 1 : 0;
            gap += value >= 10 * ms && value < 20 * ms ? 1 : 0;
            QVERIFY(value < 40 * ms);
        }
        QCOMPARE(gap, 0);
        QVERIFY(std::abs(low - 0.75 * count) < 4.4 * std::sqrt(0.1875 * count));
    }

    void whatCannotBeIsRefused()
    {
        QVERIFY(!Distribution::fromMeanAndCv(Kind::Exponential, ms, 0.5));
        QVERIFY(!Distribution::fromMeanAndCv(Kind::Uniform, ms, 0.6));
        QVERIFY(!Distribution::fromMeanAndCv(Kind::Erlang, ms, 1.2));
        QVERIFY(!Distribution::fromMeanAndCv(Kind::Gamma, -1, 1));
        QVERIFY(!Distribution::fromShape(Kind::Pareto, ms, 1));
        QVERIFY(!Distribution::fromShape(Kind::Lognormal, ms, 1));
        QVERIFY(!Distribution::fromQuantiles(Kind::Lognormal, 2 * ms, ms));
        QVERIFY(!Distribution::fromQuantiles(Kind::Uniform, ms, 3 * ms));
    }
};

WEIR_TEST(tst_Distribution)
#include "tst_distribution.moc"
