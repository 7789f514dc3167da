// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"

#include <QTest>

#include <array>
#include <cmath>
#include <functional>

using namespace weir;

class tst_RandomStream : public QObject
{
    Q_OBJECT

private slots:
    void theStreamIsThatOfThePaper()
    {
        // xoshiro256++ from the state that SplitMix64 makes of 0: 0xe220a8397b1dcdaf and so on.
        QCOMPARE(mixedBits(0x9e37'79b9'7f4a'7c15u), 0xe220'a839'7b1d'cdafu);
        std::array<std::uint64_t, 4> s = {0xe220'a839'7b1d'cdafu, 0x6e78'9e6a'a1b9'65f4u, 0x06c4'5d18'8009'454fu,
                                          0xf88b'b8a8'724c'81ecu};
        RandomStream stream(0);
        const auto rotated = [](std::uint64_t x, int by) { return x << by | x >> (64 - by); };
        for (int i = 0; i < 100; ++i) {
            QCOMPARE(stream.next(), rotated(s[0] + s[3], 23) + s[0]);
            const std::uint64_t t = s[1] << 17;
            s[2] ^= s[0], s[3] ^= s[1], s[1] ^= s[2], s[0] ^= s[3], s[2] ^= t;
            s[3] = rotated(s[3], 45);
        }
    }

    void everyPartOfTheSeedMakesAnotherStream()
    {
        const std::array<std::array<std::uint64_t, 4>, 6> seeds = {
            {{1, 0, 7, 1}, {2, 0, 7, 1}, {1, 1, 7, 1}, {1, 0, 8, 1}, {1, 0, 7, 2}, {0, 1, 7, 1}}};
        for (std::size_t i = 0; i < seeds.size(); ++i) {
            for (std::size_t j = 0; j < seeds.size(); ++j) {
                RandomStream a(seeds[i][0], seeds[i][1], seeds[i][2], seeds[i][3]);
                RandomStream b(seeds[j][0], seeds[j][1], seeds[j][2], seeds[j][3]);
                QCOMPARE(a.next() == b.next(), i == j);
            }
        }
    }

    void theZigguratsTablesAreThoseOfItsDefinition()
    {
        // 256 layers of equal area under exp(-x): the last one ends at density 1.
        using namespace ziggurat;
        const long double right = tail;
        const long double area = right * std::exp(-right) + std::exp(-right);
        long double edge = area / std::exp(-right);
        for (std::size_t i = 0; i < layers; ++i) {
            const long double next = i == 0 ? right : -std::log(area / edge + std::exp(-edge));
            const long double inner = i + 1 < layers ? next : 0;
            QVERIFY(std::abs(static_cast<long double>(width[i]) * 0x1p56L - edge) < 1e-13L * edge);
            QVERIFY(std::abs(static_cast<long double>(density[i]) - std::exp(-edge)) < 1e-13L);
            QVERIFY(std::abs(static_cast<long double>(threshold[i]) * 0x1p-56L - inner / edge) < 1e-12L);
            edge = inner;
        }
        QCOMPARE(density[layers], 1.0);
        QCOMPARE(threshold[layers - 1], 0u);
    }

    void theMomentsAreThoseOfTheLaw_data()
    {
        using Draw = std::function<double(RandomStream &)>;
        QTest::addColumn<Draw>("draw");
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("variance");
        QTest::addColumn<double>("kurtosis");
        QTest::newRow("uniform") << Draw([](RandomStream &s) { return s.uniform(); }) << 0.5 << 1.0 / 12 << 1.8;
        QTest::newRow("exponential") << Draw([](RandomStream &s) { return s.exponential(); }) << 1.0 << 1.0 << 9.0;
        QTest::newRow("normal") << Draw([](RandomStream &s) { return s.normal(); }) << 0.0 << 1.0 << 3.0;
        QTest::newRow("gamma 2.5") << Draw([](RandomStream &s) { return s.gamma(2.5); }) << 2.5 << 2.5 << 3 + 6 / 2.5;
        QTest::newRow("gamma 0.5") << Draw([](RandomStream &s) { return s.gamma(0.5); }) << 0.5 << 0.5 << 15.0;
        QTest::newRow("below 10") << Draw([](RandomStream &s) { return static_cast<double>(s.below(10)); }) << 4.5
                                  << 8.25 << 1.776;
    }
    void theMomentsAreThoseOfTheLaw()
    {
        QFETCH(std::function<double(RandomStream &)>, draw);
        QFETCH(double, mean);
        QFETCH(double, variance);
        QFETCH(double, kurtosis);
        constexpr int count = 150'000;
        for (std::uint64_t seed = 1; seed <= 2; ++seed) {
            RandomStream stream(seed);
            double sum = 0, squares = 0;
            for (int i = 0; i < count; ++i) {
                const double x = draw(stream) - mean;
                sum += x;
                squares += x * x;
            }
            // 4.4 standard deviations: a false alarm in 10^5.
            QVERIFY(std::abs(sum / count) < 4.4 * std::sqrt(variance / count));
            const double spread = variance * std::sqrt((kurtosis - 1) / count);
            QVERIFY(std::abs(squares / count - variance) < 4.4 * spread);
        }
    }

    void theTailOfTheExponentialIsThere()
    {
        // Beyond the ziggurat's last edge, 7.697, lie 4.54e-4 of all values.
        RandomStream stream(5);
        int beyond = 0;
        constexpr int count = 400'000;
        for (int i = 0; i < count; ++i)
            beyond += stream.exponential() > ziggurat::tail ? 1 : 0;
        const double expected = count * std::exp(-ziggurat::tail);
        QVERIFY(std::abs(beyond - expected) < 4.4 * std::sqrt(expected));
    }
};

WEIR_TEST(tst_RandomStream)
#include "tst_randomstream.moc"
