// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/allocations.h"
#include "tests/bench/benchmodels.h"
#include "tests/core/simulation/testnetworks.h"
#include "tests/support/registertest.h"

#include <QTest>

using namespace weir;
using namespace weir::sim;
using namespace weir::sim::test;

namespace {

/// Everything at once: outboxes in both modes, a topic, competing consumers, retries with jitter, follow-ups, faults.
Network busyNetwork()
{
    Network network = emptyNetwork(ChannelKind::Topic, 3);
    network.services = 3;
    network.eventTypes = 3;
    network.deadLetters = 1;
    network.channels[1].kind = ChannelKind::Queue;
    network.channels[1].latency = second / 100;
    network.channels[2].guarantee = Guarantee::EffectivelyOnce;
    addSource(network, 20, 0, 0);
    addSource(network, 5, 1, 1);
    network.sources[1].batch = 3;
    network.sources[1].arrivals = Arrivals::Interval;
    network.sources[1].interval = *Distribution::fromMeanAndCv(Distribution::Kind::Gamma, 0.6 * seconds, 1.5);
    network.publications.push_back({2, 2, 1});
    for (const OutboxMode mode : {OutboxMode::Hardened, OutboxMode::Faithful}) {
        Outbox outbox;
        outbox.identity = identityOf(mode == OutboxMode::Hardened ? "a" : "b");
        outbox.mode = mode;
        outbox.poll = second;
        outbox.publishTime = second / 500;
        outbox.relays = 2;
        network.outboxes.push_back(outbox);
    }
    network.publications[0].outbox = 0;
    for (Index i = 0; i < 5; ++i) {
        const Index channel = i < 2 ? 0 : i < 4 ? 1 : 2;
        addSubscription(network, 3, 0.1, channel, channel);
        Subscription &subscription = network.subscriptions.back();
        subscription.service = i % 3;
        subscription.failureRate = 0.1;
        subscription.timeout = second / 2;
        subscription.deadLetter = 0;
        subscription.slaWithin = 2 * second;
        subscription.retry.maxAttempts = 4;
        subscription.retry.jitter = static_cast<::weir::Jitter>(i % 4);
        subscription.retry.mode = i == 1 ? RetryMode::Blocking : RetryMode::Requeue;
        subscription.retry.initialDelay = second;
        subscription.retry.maxDelay = 8 * second;
        subscription.retry.delays = {second, 2 * second, 4 * second};
    }
    network.subscriptions[0].processing = *Distribution::fromMeanAndCv(Distribution::Kind::Lognormal, 0.1 * seconds, 2);
    network.subscriptions[2].processing = *Distribution::fromMeanAndCv(Distribution::Kind::Weibull, 0.1 * seconds, 1.3);
    network.subscriptions[3].processing = *Distribution::fromQuantiles(Distribution::Kind::Pareto, 5e7, 5e8);
    network.subscriptions[2].emits.push_back({2, 0.5, second / 10});
    network.faults = {{FaultKind::ServiceDown, 1, 200 * second, 230 * second},
                      {FaultKind::BrokerDown, noIndex, 220 * second, 250 * second},
                      {FaultKind::ServiceDown, noIndex, 400 * second, 410 * second}};
    return network;
}

Results runs(const Network &network, std::uint32_t count)
{
    Results all;
    for (std::uint32_t i = 0; i < count; ++i) {
        RunSettings settings;
        settings.duration = 1000 * second;
        settings.warmup = 10 * second;
        settings.atEnd = AtEnd::Drain;
        settings.seed = 42;
        settings.replication = i;
        all.merge(run(network, settings));
    }
    return all;
}

} // namespace

class tst_Determinism : public QObject
{
    Q_OBJECT

private slots:
    void theSameSeedGivesTheSameResultsInEveryBuild()
    {
        const Results results = runs(busyNetwork(), 2);
        QVERIFY(results.conserved);
        QCOMPARE(digest(results), digest(runs(busyNetwork(), 2)));
        // Golden: the same for debug, release and sanitizer builds and on every machine.
        QCOMPARE(digest(results), golden);
    }

    void anotherSeedOrReplicationGivesOthers()
    {
        RunSettings settings = untilEmpty(1000, 0.9, 1);
        const std::uint64_t first = digest(run(oneQueue(0.9, 1), settings));
        settings.replication = 1;
        QVERIFY(digest(run(oneQueue(0.9, 1), settings)) != first);
        settings.replication = 0;
        settings.seed = 2;
        QVERIFY(digest(run(oneQueue(0.9, 1), settings)) != first);
    }

    void anUnrelatedElementChangesNothing()
    {
        Network network = busyNetwork();
        const Results alone = runs(network, 1);
        const auto channel = static_cast<Index>(network.channels.size());
        network.channels.push_back({ChannelKind::Queue, Guarantee::AtLeastOnce, second / 100});
        network.eventTypes = 4;
        addSource(network, 30, channel, 3);
        network.sources.back().identity = identityOf("unrelated source");
        addSubscription(network, 8, 0.2, channel, 3);
        network.subscriptions.back().identity = identityOf("unrelated subscription");
        const Results both = runs(network, 1);
        for (std::size_t i = 0; i < alone.subscriptions.size(); ++i) {
            QCOMPARE(both.subscriptions[i].succeeded, alone.subscriptions[i].succeeded);
            QVERIFY(both.subscriptions[i].settled.histogram == alone.subscriptions[i].settled.histogram);
            QVERIFY(both.subscriptions[i].wait.histogram == alone.subscriptions[i].wait.histogram);
        }
    }

    void aRunAllocatesNothingOnceWarm_data()
    {
        QTest::addColumn<Network>("network");
        QTest::addColumn<double>("rate");
        QTest::newRow("M1") << bench::queueModel(1) << 0.9;
        QTest::newRow("M2") << bench::queueModel(8) << 7.2;
        QTest::newRow("M3") << bench::topicModel() << 3.6;
        QTest::newRow("M4") << bench::retryModel() << 2.5;
    }
    void aRunAllocatesNothingOnceWarm()
    {
        QFETCH(Network, network);
        QFETCH(double, rate);
        // From the first progress call after 30 % to the last: queues have been about as long as they will be.
        std::uint64_t warm = 0, last = 0;
        std::uint64_t events = 0;
        RunControl control;
        control.progress = [&](double share) {
            if (share < 0.3)
                return;
            last = bench::allocations();
            warm = warm == 0 ? last : warm;
            ++events;
        };
        run(network, untilEmpty(5e5, rate, 3), control);
        QVERIFY(events > 100); // Thousands of events each.
        QCOMPARE(last - warm, 0u);
    }

private:
    static constexpr std::uint64_t golden = 4344790949533445246u;
};

WEIR_TEST(tst_Determinism)
#include "tst_determinism.moc"
