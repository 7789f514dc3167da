// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"
#include "core/transport/hmac.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <vector>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

using Comparison = bool (*)(const Digest &left, const Digest &right);

bool viewsMatch(const Digest &left, const Digest &right)
{
    const auto view = [](const Digest &digest) {
        return QByteArrayView(digest.bytes.data(), qsizetype(digest.bytes.size()));
    };
    return bytesMatch(view(left), view(right));
}

/// As it must not be done: it ends at the first difference.
[[gnu::noinline]] bool earlyEndingMatch(const Digest &left, const Digest &right)
{
    for (std::size_t i = 0; i < left.bytes.size(); ++i) {
        if (left.bytes[i] != right.bytes[i])
            return false;
    }
    return true;
}

/// A signature that somebody guessed, and how long the comparison with the right one took.
struct Sample
{
    Digest guess;
    bool isLast = false;    ///< The first difference is in the last byte, else in the first one.
    double nanoseconds = 0; ///< For all repetitions.
};

/// Mean and variance, as the values come (Welford).
class Moments
{
public:
    void add(double value)
    {
        ++m_count;
        const double delta = value - m_mean;
        m_mean += delta / m_count;
        m_squares += delta * (value - m_mean);
    }
    double mean() const { return m_mean; }
    double errorOfMean() const { return m_squares / (m_count - 1) / m_count; } ///< Squared.

private:
    double m_count = 0, m_mean = 0, m_squares = 0;
};

/// Guesses of both kinds in a random order. Each stands in a place of its own, which says nothing of its kind.
std::vector<Sample> samplesOf(const Digest &right, int count, RandomStream &random)
{
    std::vector<Sample> samples(static_cast<std::size_t>(count), Sample{right, false, 0});
    for (Sample &sample : samples) {
        const std::uint64_t bits = random.next();
        sample.isLast = (bits & 1U) != 0;
        const auto flip = static_cast<unsigned char>(1U << (bits >> 1U & 7U));
        (sample.isLast ? sample.guess.bytes.back() : sample.guess.bytes.front()) ^= flip;
    }
    return samples;
}

/// Measures each sample. The compared digests stand in the same two places all the time; the call cannot be taken apart.
void measure(Comparison comparison, const Digest &right, std::vector<Sample> &samples)
{
    constexpr int repetitions = 8; // So that a few nanoseconds are seen over the resolution of the clock.
    Comparison volatile call = comparison;
    static Digest guess;
    int matches = 0;
    for (Sample &sample : samples) {
        std::memcpy(guess.bytes.data(), sample.guess.bytes.data(), guess.bytes.size());
        const auto before = std::chrono::steady_clock::now();
        for (int i = 0; i < repetitions; ++i)
            matches += call(right, guess) ? 1 : 0;
        const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - before;
        sample.nanoseconds = took.count();
    }
    if (matches != 0)
        qFatal("a wrong digest matches");
}

/// Welch's t between the two kinds; the slowest tenth of all, which something else interrupted, does not count
/// (Reparaz, Balasch & Verbauwhede 2017, "Dude, is my code constant time?").
double welchT(const std::vector<Sample> &samples)
{
    std::vector<double> times;
    times.reserve(samples.size());
    for (const Sample &sample : samples)
        times.push_back(sample.nanoseconds);
    const auto limit = times.begin() + static_cast<std::ptrdiff_t>(times.size() * 9 / 10);
    std::nth_element(times.begin(), limit, times.end());
    Moments first, last;
    for (const Sample &sample : samples) {
        if (sample.nanoseconds <= *limit)
            (sample.isLast ? last : first).add(sample.nanoseconds);
    }
    return (last.mean() - first.mean()) / std::sqrt(first.errorOfMean() + last.errorOfMean());
}

} // namespace

/// P12: how long it takes to refuse a signature does not tell how much of it was right.
class tst_ComparisonTime : public QObject
{
    Q_OBJECT

    RandomStream m_random{20261126};

    double tOf(Comparison comparison)
    {
        const Digest right = sha256Of("the right one");
        std::vector<Sample> samples = samplesOf(right, test::rounds(100'000, 1'000'000), m_random);
        measure(comparison, right, samples);
        return welchT(samples);
    }

private slots:
    void timeDoesNotTellWhereTheFirstDifferenceIs_data()
    {
        QTest::addColumn<Comparison>("comparison");
        QTest::newRow("digests") << &digestsMatch;
        QTest::newRow("bytes") << &viewsMatch;
    }

    /// Chance alone exceeds the limit once in 150,000 times, a change of the processor's clock more often: three in a row mean
    /// something.
    void timeDoesNotTellWhereTheFirstDifferenceIs()
    {
        QFETCH(Comparison, comparison);
        QStringList found;
        for (bool isEven = false; !isEven && found.size() < 3;) {
            const double t = tOf(comparison);
            found += QString::number(t, 'f', 2);
            isEven = std::abs(t) < 4.5;
        }
        const double control = tOf(&earlyEndingMatch);
        qInfo("t = %s; of a comparison that ends early: %.0f", qPrintable(found.join(u", ")), control);
        QVERIFY2(std::abs(found.last().toDouble()) < 4.5, qPrintable(found.join(u", ")));
        QVERIFY2(control > 4.5, "what is measured could not tell the one from the other");
    }
};

WEIR_TEST(tst_ComparisonTime)
#include "tst_comparisontime.moc"
