// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/simulation/testnetworks.h"
#include "tests/support/registertest.h"

#include <QTest>

using namespace weir;
using namespace weir::sim;
using namespace weir::sim::test;

namespace {

Outbox pollingEvery(Time poll, OutboxMode mode)
{
    Outbox outbox;
    outbox.identity = identityOf("outbox");
    outbox.mode = mode;
    outbox.poll = poll;
    return outbox;
}

} // namespace

/// What breaks, and what outboxes make of it.
class tst_Faults : public QObject
{
    Q_OBJECT

private slots:
    void aServiceThatIsDownPausesItsLoadAndReturnsItsWork()
    {
        Network network = oneMessage(4, 3); // One message at 4 s, in work until 7 s.
        network.faults.push_back({FaultKind::ServiceDown, 0, 5 * second, 9 * second});
        network.subscriptions[0].retry.maxAttempts = 1;
        Recorder recorder;
        const Results results = traced(network, upTo(12), recorder);
        // The arrival at 8 s falls into the fault; the first message starts again at 9 s.
        QCOMPARE(recorder.times(Step::Committed), (std::vector<Time>{4 * second, 12 * second}));
        QCOMPARE(recorder.times(Step::Started), (std::vector<Time>{4 * second, 9 * second, 12 * second}));
        const SubscriptionResult &subscription = results.subscriptions[0];
        QCOMPARE(subscription.aborted, 1u);
        QCOMPARE(subscription.deadLettered, 0u);
        QCOMPARE(subscription.succeeded, 2u);
        QVERIFY(results.conserved);
        QCOMPARE(results.faults[0].drained.values(), (std::vector<double>{0}));
    }

    void aBrokerThatIsDownLosesDirectEventsAndRedeliversWork_data()
    {
        QTest::addColumn<int>("guarantee");
        QTest::addColumn<int>("effects");
        QTest::newRow("at least once") << int(Guarantee::AtLeastOnce) << 1;
        QTest::newRow("effectively once") << int(Guarantee::EffectivelyOnce) << 0;
    }
    void aBrokerThatIsDownLosesDirectEventsAndRedeliversWork()
    {
        QFETCH(int, guarantee);
        QFETCH(int, effects);
        Network network = oneMessage(4, 2); // Messages at 4, 8 (lost) and 12 s.
        network.channels[0].guarantee = static_cast<Guarantee>(guarantee);
        network.faults.push_back({FaultKind::BrokerDown, noIndex, 5 * second, 9 * second});
        Recorder recorder;
        const Results results = traced(network, upTo(12), recorder);
        QCOMPARE(recorder.times(Step::Redelivered), (std::vector<Time>{6 * second}));
        QCOMPARE(recorder.times(Step::Started), (std::vector<Time>{4 * second, 9 * second, 12 * second}));
        QCOMPARE(results.publications[0].lost[std::size_t(Loss::BrokerDown)], 1u);
        const SubscriptionResult &subscription = results.subscriptions[0];
        QCOMPARE(subscription.succeeded, 2u);
        QCOMPARE(subscription.duplicateDeliveries, 1u);
        QCOMPARE(subscription.duplicateEffects, std::uint64_t(effects));
        QVERIFY(results.conserved);
    }

    void anOutboxOutlivesTheBroker_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("sticks");
        QTest::newRow("hardened") << int(OutboxMode::Hardened) << false;
        QTest::newRow("faithful") << int(OutboxMode::Faithful) << true;
    }
    void anOutboxOutlivesTheBroker()
    {
        QFETCH(int, mode);
        QFETCH(bool, sticks);
        Network network = oneQueue(20, 10);
        network.subscriptions[0].processing = Distribution::exponential(0.05 * seconds);
        network.publications[0].outbox = 0;
        network.outboxes.push_back(pollingEvery(second, static_cast<OutboxMode>(mode)));
        network.faults.push_back({FaultKind::BrokerDown, noIndex, 100 * second, 160 * second});
        const Results results = run(network, upTo(600));
        QVERIFY(results.conserved);
        QCOMPARE(results.outboxes[0].stuck > 0, sticks);
        QCOMPARE(results.publications[0].pending, results.outboxes[0].stuck);
        QCOMPARE(results.publications[0].published + results.outboxes[0].stuck, results.publications[0].produced);
        QCOMPARE(results.publications[0].lost[std::size_t(Loss::BrokerDown)], 0u);
        QCOMPARE(results.faults[0].drained.count(), 1u);
        QVERIFY(results.faults[0].drained.mean() < 30);
    }

    void relaysShareAnOutboxAndTakeTheirTime()
    {
        Network network = oneQueue(1, 100);
        network.publications[0].outbox = 0;
        Outbox outbox = pollingEvery(second, OutboxMode::Hardened);
        outbox.publishTime = second / 2;
        network.outboxes.push_back(outbox);
        const double one = run(network, upTo(20000)).outboxes[0].delay.histogram.mean();
        network.outboxes[0].relays = 4;
        const Results four = run(network, upTo(20000));
        QVERIFY(four.outboxes[0].delay.histogram.mean() < 0.8 * one);
        QVERIFY(four.conserved);
        QCOMPARE(four.subscriptions[0].succeeded, four.publications[0].produced);
    }

    void aRelayGivesBackWhatItHoldsWhenItsServiceStops()
    {
        Network network = oneQueue(1, 100);
        network.services = 2;
        network.publications[0].outbox = 0;
        Outbox outbox = pollingEvery(10 * second, OutboxMode::Hardened);
        outbox.publishTime = second / 10;
        outbox.service = 1;
        network.outboxes.push_back(outbox);
        for (int i = 1; i < 50; ++i)
            network.faults.push_back({FaultKind::ServiceDown, 1, i * 20 * second, i * 20 * second + 13 * second});
        const Results results = run(network, upTo(1000));
        QVERIFY(results.conserved);
        QCOMPARE(results.subscriptions[0].succeeded, results.publications[0].produced);
        QVERIFY(results.outboxes[0].delay.histogram.max() > 13 * second);
    }
};

WEIR_TEST(tst_Faults)
#include "tst_faults.moc"
