// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/simulation/testnetworks.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/statistics/queueingformulas.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace weir;
using namespace weir::sim;
using namespace weir::sim::test;

namespace {

using Measure = std::function<double(const Results &)>;

double meanWait(const Results &results)
{
    double sum = 0;
    for (const SubscriptionResult &subscription : results.subscriptions)
        sum += subscription.wait.histogram.mean() / seconds;
    return sum / static_cast<double>(results.subscriptions.size());
}

double meanSettled(const Results &results)
{
    return results.subscriptions[0].settled.histogram.mean() / seconds;
}

double waitedShare(const Results &results)
{
    const SubscriptionResult &subscription = results.subscriptions[0];
    return static_cast<double>(subscription.waited) / static_cast<double>(subscription.delivered);
}

Measure sojournPercentile(double share)
{
    return [share](const Results &results) {
        return results.subscriptions[0].endToEnd.histogram.percentile(share) / seconds;
    };
}

double meanAllSubscribers(const Results &results)
{
    return results.eventTypes[0].allSubscribers.histogram.mean() / seconds;
}

double outboxDelay(const Results &results)
{
    return results.outboxes[0].delay.histogram.mean() / seconds;
}

Network withService(double rate, const Distribution &law)
{
    Network network = oneQueue(rate, 1);
    network.subscriptions[0].processing = law;
    return network;
}

Network withArrivals(double rate, Arrivals arrivals, const Distribution &interval = {}, std::uint32_t batch = 1)
{
    Network network = oneQueue(rate / batch, 1);
    network.sources[0].arrivals = arrivals;
    network.sources[0].interval = interval;
    network.sources[0].batch = batch;
    return network;
}

/// M/M/4 whose attempts fail with probability 0.2, three attempts, 2 and 4 s apart.
Network retries()
{
    Network network = oneQueue(2.5, 4);
    Subscription &subscription = network.subscriptions[0];
    subscription.failureRate = 0.2;
    subscription.retry.maxAttempts = 3;
    subscription.retry.delays = {2 * second, 4 * second};
    return network;
}

/// \a subscriptions subscriptions of one topic.
Network topic(double rate, int subscriptions, std::uint32_t servers)
{
    Network network = emptyNetwork(ChannelKind::Topic);
    addSource(network, rate);
    for (int i = 0; i < subscriptions; ++i)
        addSubscription(network, servers, 1);
    return network;
}

/// Three queues in a row, joined by follow-up events.
Network tandem()
{
    Network network = emptyNetwork(ChannelKind::Queue, 3);
    network.eventTypes = 3;
    addSource(network, 0.7, 0, 0);
    addSubscription(network, 1, 1, 0, 0);
    addSubscription(network, 2, 2, 1, 1);
    addSubscription(network, 1, 0.5, 2, 2);
    for (Index i = 1; i < 3; ++i) {
        network.publications.push_back({i, i, noIndex});
        network.subscriptions[i - 1].emits.push_back({static_cast<Index>(network.publications.size() - 1), 1, 0});
    }
    return network;
}

double tandemSojourn(const Results &results)
{
    double sum = 0;
    for (const SubscriptionResult &subscription : results.subscriptions)
        sum += subscription.endToEnd.histogram.mean() / seconds;
    return sum;
}

/// Poisson with rate 2 during exponential bursts of 1/0.15 s, pauses of 10 s: 0.8 a second.
Network bursts()
{
    Network network = oneQueue(2, 1);
    network.sources[0].arrivals = Arrivals::Bursty;
    network.sources[0].on = Distribution::exponential(seconds / 0.15);
    network.sources[0].off = Distribution::exponential(seconds / 0.1);
    return network;
}

Network bounded(double rate, std::uint32_t servers, std::uint32_t capacity)
{
    Network network = oneQueue(rate, servers);
    network.channels[0].capacity = capacity;
    return network;
}

Network impatient(double rate, std::uint32_t servers, const Distribution &patience)
{
    Network network = oneQueue(rate, servers);
    network.channels[0].ttl = patience;
    return network;
}

double rejectedShare(const Results &results)
{
    return static_cast<double>(results.publications[0].lost[static_cast<std::size_t>(Loss::Rejected)])
        / static_cast<double>(results.publications[0].produced);
}

double expiredShare(const Results &results)
{
    return static_cast<double>(results.subscriptions[0].expired)
        / static_cast<double>(results.publications[0].produced);
}

double meanDepth(const Results &results)
{
    return results.subscriptions[0].depth.mean.mean();
}

Network outbox(double rate, OutboxMode mode, std::uint32_t batch)
{
    Network network = oneQueue(rate, 100);
    network.publications[0].outbox = 0;
    Outbox options;
    options.identity = identityOf("outbox");
    options.mode = mode;
    options.poll = second;
    options.batch = batch;
    network.outboxes.push_back(options);
    return network;
}

} // namespace

/// The closed forms of queueing theory. Tolerances are 4.4 standard deviations of the mean of one run of a million
/// customers, taken from theory or from independent runs of another simulator; four runs together get half of that.
class tst_Accuracy : public QObject
{
    Q_OBJECT

private slots:
    void closedForms_data()
    {
        QTest::addColumn<Network>("network");
        QTest::addColumn<double>("rate");
        QTest::addColumn<Measure>("measure");
        QTest::addColumn<double>("expected");
        QTest::addColumn<double>("tolerance");

        const auto row = [](const char *name, const Network &network, double rate, const Measure &measure,
                            double expected, double tolerance) {
            QTest::newRow(name) << network << rate << measure << expected << tolerance;
        };
        row("1 M/M/1 wait, load 0.5", oneQueue(0.5, 1), 0.5, meanWait, 1, 0.0237);
        row("2 M/M/1 wait, load 0.9", oneQueue(0.9, 1), 0.9, meanWait, 9, 0.834);
        row("3 M/M/1 median sojourn", oneQueue(0.5, 1), 0.5, sojournPercentile(0.5), 1.386294, 0.02);
        row("3 M/M/1 p99 sojourn", oneQueue(0.5, 1), 0.5, sojournPercentile(0.99), 9.210340, 0.274 + 0.072);
        row("4 M/M/8 wait, load 0.7", oneQueue(5.6, 8), 5.6, meanWait, 0.112751, 0.0076);
        row("5 M/M/8 wait, load 0.9", oneQueue(7.2, 8), 7.2, meanWait, 0.876916, 0.094);
        row("6 topic of five M/M/4, load 0.9", topic(3.6, 5, 4), 3.6, meanWait, 1.969383, 0.26);
        row("7 M/D/1 wait, load 0.8", withService(0.8, Distribution::constant(seconds)), 0.8, meanWait, 2, 0.079);
        row("8 M/G/1 wait, lognormal service",
            withService(0.7, *Distribution::fromMeanAndCv(Distribution::Kind::Lognormal, seconds, 2)), 0.7, meanWait,
            5.833333, 0.67);
        row("9 M/E2/1 wait", withService(0.7, *Distribution::fromShape(Distribution::Kind::Erlang, seconds, 2)), 0.7,
            meanWait, 1.75, 0.051);
        row("10 D/M/1 wait", withArrivals(0.8, Arrivals::Constant), 0.8, meanWait, 1.692731, 0.061);
        row("11 E2/M/1 wait",
            withArrivals(0.8, Arrivals::Interval,
                         *Distribution::fromShape(Distribution::Kind::Erlang, seconds / 0.8, 2)),
            0.8, meanWait, 2.843980, 0.114);
        row("12 bursts and pauses, M/M/1 wait", bursts(), 0.8, meanWait, 24.775918, 2.28);
        row("13 batches of five, M/M/1 wait", withArrivals(0.8, Arrivals::Poisson, {}, 5), 0.8, meanWait, 14, 0.98);
        row("15 tandem of three", tandem(), 0.7, tandemSojourn, 8.024133, 0.123);
        row(
            "16 attempts a message", retries(), 2.5,
            [](const Results &r) { return r.subscriptions[0].attemptsPerMessage.mean(); }, 1.24, 0.0021);
        row(
            "17 dead letter share", retries(), 2.5,
            [](const Results &r) {
                return static_cast<double>(r.subscriptions[0].deadLettered)
                    / static_cast<double>(r.subscriptions[0].messages);
            },
            0.008, 0.00039);
        row("18 wait of each attempt with retries", retries(), 2.5, meanWait, 0.613530, 0.026);
        row("19 transaction to settled with retries", retries(), 2.5, meanSettled, 2.560777, 0.035);
        row("21 all of two subscribers done", topic(0.7, 2, 1), 0.7, meanAllSubscribers, 4.708333, 0.084);
        row("22 all of five idle subscribers done", topic(0.01, 5, 20), 0.01, meanAllSubscribers, 2.283333, 0.0053);
        row("23 outbox delay", outbox(10, OutboxMode::Hardened, 1000), 10, outboxDelay, 0.5, 0.0013);
        row("24 outbox delay, one batch of ten a poll", outbox(8, OutboxMode::Faithful, 10), 8, outboxDelay, 0.609828,
            0.0076);
        row("25 bounded channel without waiting (Erlang B)", bounded(6, 8, 8), 6, rejectedShare, 0.121876, 0.0025);
        row("26 bounded queue M/M/1/10", bounded(0.9, 1, 10), 0.9, rejectedShare, 0.050814, 0.0028);
        const Network erlangA = impatient(4.4, 4, Distribution::exponential(2 * seconds));
        row("27 exponential patience (Erlang A)", erlangA, 4.4, expiredShare, 0.200740, 0.0030);
        row("27 exponential patience, mean queue", erlangA, 4.4, meanDepth, 1.766514, 0.0030 * 4.4 / 0.5);
        row("28 fixed patience while queued", impatient(0.9, 1, Distribution::constant(5 * seconds)), 0.9, expiredShare,
            0.107306, 0.0029);
        row("31 share of arrivals that wait, load 0.7", oneQueue(5.6, 8), 5.6, waitedShare, 0.270603, 0.006);
    }

    void closedForms()
    {
        QFETCH(Network, network);
        QFETCH(double, rate);
        QFETCH(Measure, measure);
        QFETCH(double, expected);
        QFETCH(double, tolerance);
        constexpr int runs = 4;
        // Fewer customers on each change: the standard deviation grows with the root.
        const double customers = weir::test::rounds(250'000, 1'000'000);
        tolerance *= std::sqrt(1e6 / customers);
        double mean = 0;
        for (std::uint64_t seed = 1; seed <= runs; ++seed) {
            const Results results =
                run(network, untilEmpty(customers / network.sources[0].batch, rate / network.sources[0].batch, seed));
            QVERIFY(results.conserved);
            const double measured = measure(results);
            QVERIFY2(std::abs(measured - expected) <= tolerance,
                     qPrintable(QStringLiteral("seed %1: %2, expected %3").arg(seed).arg(measured).arg(expected)));
            mean += measured / runs;
        }
        QVERIFY2(std::abs(mean - expected) <= tolerance / std::sqrt(runs),
                 qPrintable(QStringLiteral("mean %1, expected %2").arg(mean).arg(expected)));
    }

    void kingmansBoundHolds()
    {
        Network network = withArrivals(0.8, Arrivals::Interval, Distribution::uniform(0, 2.5 * seconds));
        network.subscriptions[0].processing =
            *Distribution::fromMeanAndCv(Distribution::Kind::Lognormal, seconds, std::sqrt(2.0));
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            const double wait = meanWait(run(network, untilEmpty(1e6, 0.8, seed)));
            QVERIFY2(wait <= 5.041667 && std::abs(wait - 4.529) < 4.4 * 0.087, qPrintable(QString::number(wait)));
        }
    }

    void jitterThatKeepsTheMeanLeavesTheSojourn()
    {
        // Row 19 holds for any law of the backoff with the same mean: full jitter of twice the delay.
        Network network = retries();
        network.subscriptions[0].retry.jitter = ::weir::Jitter::Full;
        network.subscriptions[0].retry.delays = {4 * second, 8 * second};
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            const Results results = run(network, untilEmpty(1e6, 2.5, seed));
            QVERIFY(std::abs(meanSettled(results) - 2.560777) <= 0.035);
            QVERIFY(std::abs(meanWait(results) - 0.613530) <= 0.026);
        }
    }

    void littlesLawIsAnIdentity()
    {
        // Over a run that ends empty the integral of the number in system is the sum of sojourns, exactly.
        Network prefetched = oneQueue(2.4, 4);
        prefetched.subscriptions[0].instances = 2;
        prefetched.subscriptions[0].prefetch = 5;
        Network partitioned = oneQueue(2, 4);
        partitioned.channels[0].partitions = 8;
        const Network networks[] = {oneQueue(0.9, 1), oneQueue(7.2, 8), topic(3.6, 3, 4), retries(),
                                    tandem(),         prefetched,       partitioned,      bursts()};
        for (const Network &network : networks) {
            const double rate = network.sources[0].rate;
            const Results results = run(network, untilEmpty(1e5, rate, 3));
            const double time = static_cast<double>(results.simulated);
            for (const SubscriptionResult &subscription : results.subscriptions) {
                QCOMPARE(subscription.inFlight, 0u);
                const double waiting = subscription.depth.mean.mean() * time;
                QVERIFY(std::abs(waiting - subscription.wait.histogram.sum()) <= 1e-9 * waiting);
                const double busy = subscription.busy.mean.mean() * time;
                QVERIFY(std::abs(busy - subscription.processing.histogram.sum()) <= 1e-9 * busy);
                const double inSystem = waiting + busy + subscription.inBackoff.mean.mean() * time;
                QVERIFY(std::abs(inSystem - subscription.settled.histogram.sum()) <= 1e-9 * inSystem);
            }
        }
    }

    void everyMessageIsSomewhere()
    {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            RunSettings settings = untilEmpty(1e5, 3.6, seed);
            settings.atEnd = AtEnd::Stop;
            const Results results = run(topic(3.6, 5, 4), settings);
            QVERIFY(results.conserved);
            for (const SubscriptionResult &subscription : results.subscriptions) {
                QCOMPARE(subscription.messages, results.publications[0].published);
                QCOMPARE(subscription.succeeded + subscription.inFlight, subscription.messages);
                QVERIFY(std::abs(subscription.utilisation.mean() - 0.9) < 0.02);
            }
        }
    }

    void theMeanNumberInBackoffIsThatOfLittle()
    {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            const Results results = run(retries(), untilEmpty(1e6, 2.5, seed));
            QVERIFY(std::abs(results.subscriptions[0].inBackoff.mean.mean() - 1.4) < 0.02);
        }
    }

    void rareWaitsUnderHeavyLoadAreRight()
    {
        // Row 3b: the 99th percentiles of M/M/1 at 0.9 come from a hundred runs; the spread of their means says how close.
        const int runs = weir::test::rounds(5, 100);
        RunMeans waits, sojourns;
        for (int i = 1; i <= runs; ++i) {
            RunSettings settings = untilEmpty(1e6, 0.9, static_cast<std::uint64_t>(i));
            settings.bins = 0;
            const Results results = run(oneQueue(0.9, 1), settings);
            waits.add(results.subscriptions[0].wait.histogram.percentile(0.99) / seconds);
            sojourns.add(results.subscriptions[0].endToEnd.histogram.percentile(0.99) / seconds);
        }
        // 95 % intervals, twice as wide, and the width of a bucket.
        QVERIFY(std::abs(waits.mean() - 44.998097) < 2 * *waits.halfWidth() + 0.36);
        QVERIFY(std::abs(sojourns.mean() - 46.051702) < 2 * *sojourns.halfWidth() + 0.36);
    }

    void arrivalsSeeTimeAverages()
    {
        // Row 31 at 0.9, by batch means: 20 runs say how far their mean may be off.
        RunMeans shares;
        for (std::uint64_t seed = 1; seed <= 20; ++seed)
            shares.add(waitedShare(run(oneQueue(7.2, 8), untilEmpty(2e5, 7.2, seed))));
        QVERIFY(std::abs(shares.mean() - 0.701533) < 2 * *shares.halfWidth());
    }

    void intervalsCoverTheTruthAsOftenAsTheySay()
    {
        // 95 % intervals of five replications each: between 91 and 98 % of 200 of them hold the true wait.
        const Network network = oneQueue(0.5, 1);
        int covered = 0;
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            Results results;
            for (std::uint32_t replication = 0; replication < 5; ++replication) {
                RunSettings settings = untilEmpty(5000, 0.5, seed);
                settings.replication = replication;
                settings.bins = 0;
                results.merge(run(network, settings));
            }
            const RunMeans &means = results.subscriptions[0].wait.means;
            covered += std::abs(means.mean() - seconds) <= *means.halfWidth() ? 1 : 0;
        }
        QVERIFY2(covered >= 182 && covered <= 196, qPrintable(QString::number(covered)));
    }

    void theFormulasGiveTheExpectedValues()
    {
        QVERIFY(std::abs(queueing::erlangC(8, 5.6) - 0.270603) < 1e-6);
        QVERIFY(std::abs(queueing::meanWait(8, 7.2, 1) - 0.876916) < 1e-6);
        QVERIFY(std::abs(queueing::meanWait(4, 3.1, 1) - 0.613530) < 1e-6);
        QVERIFY(std::abs(queueing::pollaczekKhinchine(0.7, 1, 4) - 5.833333) < 1e-6);
    }
};

WEIR_TEST(tst_Accuracy)
#include "tst_accuracy.moc"
