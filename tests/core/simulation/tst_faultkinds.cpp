// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/simulation/testnetworks.h"
#include "tests/support/registertest.h"

#include "core/simulation/faultwatch.h"

#include <QTest>

using namespace weir;
using namespace weir::sim;
using namespace weir::sim::test;

namespace {

constexpr Time s = second;
using Times = std::vector<Time>;

Fault window(FaultKind kind, double from, double to)
{
    Fault fault;
    fault.kind = kind;
    fault.from = static_cast<Time>(from * seconds);
    fault.to = static_cast<Time>(to * seconds);
    fault.identity = identityOf("fault");
    return fault;
}

Outbox relayed(Time poll, Time publishTime)
{
    Outbox outbox;
    outbox.identity = identityOf("outbox");
    outbox.poll = poll;
    outbox.publishTime = publishTime;
    return outbox;
}

} // namespace

/// Each kind of fault, alone and composed.
class tst_FaultKinds : public QObject
{
    Q_OBJECT

private slots:
    void slownessMultiplies()
    {
        Network network = oneMessage(10, 1);
        network.faults = {window(FaultKind::ServiceSlow, 5, 25), window(FaultKind::ServiceSlow, 15, 35)};
        network.faults[0].factor = 2;
        network.faults[1].factor = 3;
        Recorder recorder;
        traced(network, upTo(40), recorder);
        QCOMPARE(recorder.times(Step::Succeeded), (Times{12 * s, 26 * s, 33 * s, 41 * s}));
    }

    void errorsAddUp()
    {
        Network network = oneMessage(0.01, 0.001);
        network.subscriptions[0].failureRate = 0.5;
        network.faults = {window(FaultKind::ServiceErrors, 0, 1000)};
        network.faults[0].probability = 0.5;
        const Results results = run(network, upTo(1000));
        const auto failed = static_cast<double>(results.subscriptions[0].failedAttempts);
        QVERIFY(std::abs(failed / 1e5 - 0.75) < 4.4 * std::sqrt(0.75 * 0.25 / 1e5));
    }

    void noTransactionWithoutADatabase()
    {
        Network network = oneMessage(1, 0.1);
        network.services = 2;
        network.sources[0].service = 1;
        network.withDatabase = {1};
        network.faults = {window(FaultKind::DatabaseDown, 2.5, 5.5)};
        const Results results = run(network, upTo(10));
        QCOMPARE(results.publications[0].produced, 7u);
        QCOMPARE(results.publications[0].refused, 3u);
        network.withDatabase = {0}; // The consumer's: what it cannot commit, it has not done.
        network.subscriptions[0].retry.maxAttempts = 2;
        network.subscriptions[0].retry.delays = {s / 10};
        const Results consumer = run(network, upTo(10));
        QCOMPARE(consumer.publications[0].produced, 10u);
        QCOMPARE(consumer.subscriptions[0].deadLettered, 3u);
        QCOMPARE(consumer.subscriptions[0].failures[std::size_t(FailureReason::DatabaseDown)], 6u);
    }

    void aRelayThatCrashesPublishesAgain()
    {
        Network network = oneMessage(1, 0.1);
        network.publications[0].outbox = 0;
        network.outboxes = {relayed(s / 10, s / 2)}; // Half of the time between publishing and marking.
        for (int i = 0; i < 20; ++i)
            network.faults.push_back(window(FaultKind::RelayDown, 10.3 + 7 * i, 11 + 7 * i));
        const Results results = run(network, upTo(200));
        QVERIFY(results.publications[0].duplicates > 0);
        QCOMPARE(results.publications[0].published, results.publications[0].produced);
        QCOMPARE(results.subscriptions[0].succeeded, results.publications[0].produced);
        QCOMPARE(results.subscriptions[0].duplicateEffects, results.publications[0].duplicates);
        QVERIFY(results.conserved);
        network.channels[0].guarantee = Guarantee::EffectivelyOnce;
        QCOMPARE(run(network, upTo(200)).subscriptions[0].duplicateEffects, 0u);
    }

    void aPartitionCutsOneServiceOff()
    {
        Network network = oneMessage(1, 0.1);
        network.services = 2;
        network.sources[0].service = network.publications[0].service = 1;
        network.faults = {window(FaultKind::Partition, 2.5, 4.5)};
        network.faults[0].service = 1;
        const Results publisher = run(network, upTo(10));
        QCOMPARE(publisher.publications[0].lost[std::size_t(Loss::Partition)], 2u);
        network.faults[0].service = 0;
        const Results consumer = run(network, upTo(10));
        QCOMPARE(consumer.subscriptions[0].succeeded, 10u);
        QCOMPARE(consumer.channels[0].oldest, 3 * s / 2);
    }

    void deliveriesAreDoubled()
    {
        Network network = oneMessage(0.01, 0.001);
        network.faults = {window(FaultKind::Duplicate, 0, 1000)};
        network.faults[0].probability = 0.2;
        const Results results = run(network, upTo(1000));
        const SubscriptionResult &subscription = results.subscriptions[0];
        QCOMPARE(subscription.succeeded, 100'000u);
        const auto doubled = static_cast<double>(subscription.duplicateEffects);
        QVERIFY(std::abs(doubled / 1e5 - 0.2) < 4.4 * std::sqrt(0.2 * 0.8 / 1e5));
        QCOMPARE(subscription.duplicateDeliveries, subscription.duplicateEffects);
        QVERIFY(results.conserved);
    }

    void delaysAddUpAndReorderingOvertakes()
    {
        Network network = oneMessage(10, 1);
        network.faults = {window(FaultKind::Delay, 5, 15), window(FaultKind::Reorder, 5, 15)};
        network.faults[0].delay = 3 * s;
        network.faults[1].delay = 12 * s;
        network.faults[1].probability = 1;
        Recorder recorder;
        const Results results = traced(network, upTo(20), recorder);
        QCOMPARE(recorder.times(Step::Started), (Times{20 * s, 25 * s}));
        QCOMPARE(results.subscriptions[0].outOfOrder, 1u);
        QCOMPARE(results.subscriptions[0].succeeded, 2u);
        QVERIFY(results.conserved);
    }

    void poisonDiesEverywhere()
    {
        Network network = emptyNetwork(ChannelKind::Topic);
        addSource(network, 10);
        addSubscription(network, 5, 0.01);
        addSubscription(network, 5, 0.01);
        network.faults = {window(FaultKind::Poison, 0, 100)};
        network.faults[0].probability = 0.3;
        const Results results = run(network, upTo(100));
        QVERIFY(results.subscriptions[0].deadLettered > 200);
        QCOMPARE(results.subscriptions[0].deadLettered, results.subscriptions[1].deadLettered);
    }

    void aLoadSpikeMultipliesAndLeavesTheRestAsItWas()
    {
        Network network = oneMessage(1, 0.01);
        network.faults = {window(FaultKind::LoadSpike, 10, 20)};
        network.faults[0].factor = 5;
        Recorder recorder;
        traced(network, upTo(30, AtEnd::Stop), recorder);
        const Times times = recorder.times(Step::Committed);
        QCOMPARE(times.size(), std::size_t(70));
        QCOMPARE(times[10], 10 * s + s / 5);
        QCOMPARE(times.back(), 30 * s);
    }

    void oneInstanceAfterTheOtherRestarts()
    {
        Network network = oneMessage(1, 3.5);
        network.subscriptions[0].servers = network.subscriptions[0].instances = 4;
        network.faults = {window(FaultKind::RollingRestart, 10.5, 30.5)};
        const Results results = run(network, upTo(60));
        QCOMPARE(results.subscriptions[0].aborted, 0u);
        QCOMPARE(results.subscriptions[0].succeeded, 60u);
        QVERIFY(results.subscriptions[0].waited > 0);
        network.faults.clear();
        QCOMPARE(run(network, upTo(60)).subscriptions[0].waited, 0u);
    }

    void crashesHappenAsOftenAsTheySay()
    {
        Network network = oneQueue(2, 4);
        network.subscriptions[0].instances = 4;
        network.subscriptions[0].processing = Distribution::exponential(seconds);
        network.faults = {window(FaultKind::Crashes, 0, 1e5)};
        network.faults[0].mtbf = 90 * s;
        network.faults[0].mttr = 10 * s;
        const Results results = run(network, upTo(1e5));
        const auto times = static_cast<double>(results.faults[0].times);
        QVERIFY2(std::abs(times - 1000) < 4.4 * std::sqrt(1000.0), qPrintable(QString::number(times)));
        QVERIFY(results.subscriptions[0].aborted > 100);
        QCOMPARE(results.subscriptions[0].succeeded, results.publications[0].produced);
        QVERIFY(results.conserved);
    }

    void aProcessIsTheSameForTheSameSeed()
    {
        Network network;
        network.faults = {window(FaultKind::BrokerDown, 0, 1000)};
        network.faults[0].mtbf = 10 * s;
        network.faults[0].mttr = s;
        const auto once = faultWindows(network, 7, 0), again = faultWindows(network, 7, 0),
                   other = faultWindows(network, 7, 1);
        QCOMPARE(once.size(), again.size());
        QCOMPARE(once.front().from, again.front().from);
        QVERIFY(once.front().from != other.front().from);
    }
};

WEIR_TEST(tst_FaultKinds)
#include "tst_faultkinds.moc"
