// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/simulation/testnetworks.h"
#include "tests/support/registertest.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace weir;
using namespace weir::sim;
using namespace weir::sim::test;

namespace {

class Recorder : public TraceSink
{
public:
    void step(const TraceStep &step) override { steps.push_back(step); }
    std::vector<Time> times(Step wanted) const
    {
        std::vector<Time> found;
        for (const TraceStep &step : steps) {
            if (step.step == wanted)
                found.push_back(step.time);
        }
        return found;
    }

    std::vector<TraceStep> steps;
};

/// One message at \a at (seconds) to a queue with one server that takes \a processing seconds.
Network oneMessage(double at, double processing)
{
    Network network = oneQueue(1 / at, 1);
    network.sources[0].arrivals = Arrivals::Constant;
    network.subscriptions[0].processing = Distribution::constant(processing * seconds);
    return network;
}

RunSettings upTo(double duration, AtEnd atEnd = AtEnd::Drain)
{
    RunSettings settings;
    settings.duration = static_cast<Time>(duration * seconds);
    settings.atEnd = atEnd;
    return settings;
}

Results traced(const Network &network, const RunSettings &settings, Recorder &recorder)
{
    RunControl control;
    control.trace = &recorder;
    return run(network, settings, control);
}

Outbox pollingEvery(Time poll, OutboxMode mode)
{
    Outbox outbox;
    outbox.identity = identityOf("outbox");
    outbox.mode = mode;
    outbox.poll = poll;
    return outbox;
}

} // namespace

class tst_Engine : public QObject
{
    Q_OBJECT

private slots:
    void theSeedsPolicyTriesAt0And2And6Seconds()
    {
        Network network = oneMessage(10, 0);
        network.subscriptions[0].failureRate = 1;
        network.subscriptions[0].retry.maxAttempts = 3;
        network.subscriptions[0].retry.delays = {2 * second, 4 * second};
        Recorder recorder;
        const Results results = traced(network, upTo(10), recorder);
        QCOMPARE(recorder.times(Step::Started), (std::vector<Time>{10 * second, 12 * second, 16 * second}));
        QCOMPARE(recorder.times(Step::DeadLettered), (std::vector<Time>{16 * second}));
        QCOMPARE(results.subscriptions[0].deadLettered, 1u);
        QCOMPARE(results.subscriptions[0].delivered, 3u);
        QCOMPARE(results.subscriptions[0].retried, 2u);
        QCOMPARE(results.subscriptions[0].settled.histogram.max(), 6 * second);
        QCOMPARE(results.events, 6u); // One arrival, three completions, two timers.
    }

    void theServerIsFreeDuringARequeueAndHeldWhenBlocking_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<std::vector<Time>>("starts");
        // Messages at 1 and 2 s, each fails once and is tried again 3 s later.
        QTest::newRow("requeue") << int(RetryMode::Requeue) << std::vector<Time>{1, 2, 4, 5};
        QTest::newRow("blocking") << int(RetryMode::Blocking) << std::vector<Time>{1, 4, 4, 7};
    }
    void theServerIsFreeDuringARequeueAndHeldWhenBlocking()
    {
        QFETCH(int, mode);
        QFETCH(std::vector<Time>, starts);
        Network network = oneMessage(1, 0);
        network.subscriptions[0].failureRate = 1;
        network.subscriptions[0].retry.maxAttempts = 2;
        network.subscriptions[0].retry.delays = {3 * second};
        network.subscriptions[0].retry.mode = static_cast<RetryMode>(mode);
        Recorder recorder;
        const Results results = traced(network, upTo(2), recorder);
        for (Time &start : starts)
            start *= second;
        QCOMPARE(recorder.times(Step::Started), starts);
        const SubscriptionResult &subscription = results.subscriptions[0];
        const double held = subscription.blocked.mean.mean() * static_cast<double>(results.simulated);
        QCOMPARE(held, mode == int(RetryMode::Blocking) ? 6e9 : 0.0);
        QCOMPARE(subscription.deadLettered, 2u);
    }

    void atMostOnceLosesWhatFails()
    {
        Network network = oneMessage(1, 0);
        network.channels[0].guarantee = Guarantee::AtMostOnce;
        network.subscriptions[0].failureRate = 1;
        network.subscriptions[0].retry.maxAttempts = 3;
        const Results results = run(network, upTo(5));
        QCOMPARE(results.subscriptions[0].lost[std::size_t(Loss::Failed)], 5u);
        QCOMPARE(results.subscriptions[0].delivered, 5u);
        QCOMPARE(results.subscriptions[0].deadLettered, 0u);
        QVERIFY(results.conserved);
    }

    void aLongAttemptFailsAtItsTimeout()
    {
        Network network = oneMessage(10, 5);
        network.subscriptions[0].timeout = 2 * second;
        Recorder recorder;
        const Results results = traced(network, upTo(10), recorder);
        QCOMPARE(recorder.times(Step::TimedOut), (std::vector<Time>{12 * second}));
        QCOMPARE(results.subscriptions[0].timedOut, 1u);
        QCOMPARE(results.subscriptions[0].processing.histogram.max(), 2 * second);
    }

    void theLongestIdleServerOfAQueueIsNext()
    {
        Network network = oneMessage(1, 0.5);
        addSubscription(network, 1, 1);
        network.subscriptions[1].processing = Distribution::constant(0.5 * seconds);
        Recorder recorder;
        const Results results = traced(network, upTo(10), recorder);
        std::vector<Index> takers;
        for (const TraceStep &step : recorder.steps) {
            if (step.step == Step::Started)
                takers.push_back(step.subscription);
        }
        QCOMPARE(takers, (std::vector<Index>{0, 1, 0, 1, 0, 1, 0, 1, 0, 1}));
        QVERIFY(results.conserved);
    }

    void aServerTakesOnlyWhatItAccepts()
    {
        // Two event types in one queue; the second subscription accepts only the second type.
        Network network = emptyNetwork(ChannelKind::Queue);
        network.eventTypes = 3;
        addSource(network, 20, 0, 0);
        addSource(network, 20, 0, 1);
        addSource(network, 1, 0, 2);
        addSubscription(network, 1, 0.04);
        network.subscriptions[0].events = {0, 1};
        addSubscription(network, 1, 0.04, 0, 1);
        const Results results = run(network, untilEmpty(1e4, 20, 1));
        QVERIFY(results.conserved);
        QCOMPARE(results.publications[2].lost[std::size_t(Loss::Unmatched)], results.publications[2].published);
        QVERIFY(results.publications[2].published > 0);
        QCOMPARE(results.subscriptions[0].succeeded + results.subscriptions[1].succeeded,
                 results.publications[0].published + results.publications[1].published);
        QVERIFY(results.subscriptions[0].succeeded >= results.publications[0].published);
    }

    void followUpsKeepTheirCorrelation()
    {
        Network network = oneMessage(1, 0.25);
        network.eventTypes = 2;
        network.channels.push_back(network.channels[0]);
        network.channels[1].latency = second / 2;
        network.publications.push_back({1, 1, noIndex});
        network.subscriptions[0].emits.push_back({1, 1, second});
        addSubscription(network, 1, 1, 1, 1);
        network.subscriptions[1].processing = Distribution::constant(0);
        Recorder recorder;
        const Results results = traced(network, upTo(1), recorder);
        QCOMPARE(recorder.times(Step::Committed), (std::vector<Time>{second, 9 * second / 4}));
        const TraceStep last = recorder.steps.back();
        QCOMPARE(last.step, Step::Succeeded);
        QCOMPARE(last.message, 2u);
        QCOMPARE(last.cause, 1u);
        QCOMPARE(last.correlation, 1u);
        QCOMPARE(results.subscriptions[1].endToEnd.histogram.max(), second / 2);
    }

    void followUpsHaveAProbability()
    {
        Network network = oneQueue(10, 20);
        network.publications.push_back({0, 0, noIndex});
        network.channels.push_back({ChannelKind::Topic, Guarantee::AtLeastOnce, 0});
        network.publications[1].channel = 1;
        network.subscriptions[0].emits.push_back({1, 0.3, 0});
        const Results results = run(network, untilEmpty(1e5, 10, 1));
        const double share = static_cast<double>(results.publications[1].produced)
            / static_cast<double>(results.publications[0].produced);
        QVERIFY2(std::abs(share - 0.3) < 4.4 * std::sqrt(0.21 / 1e5), qPrintable(QString::number(share)));
    }

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

    void latenciesCountOnlyWhatBeginsAfterTheWarmUp()
    {
        Network network = oneMessage(1, 0.5);
        RunSettings settings = upTo(10);
        settings.warmup = 6 * second;
        const Results results = run(network, settings);
        QCOMPARE(results.subscriptions[0].succeeded, 10u);
        QCOMPARE(results.subscriptions[0].endToEnd.histogram.count(), 5u);
        QCOMPARE(results.subscriptions[0].wait.histogram.count(), 5u);
    }

    void aRunThatDoesNotDrainReportsWhatIsInFlight()
    {
        const Network network = oneMessage(1, 2.5);
        const Results stopped = run(network, upTo(10, AtEnd::Stop));
        QCOMPARE(stopped.simulated, 10 * second);
        QCOMPARE(stopped.subscriptions[0].messages, 10u);
        QCOMPARE(stopped.subscriptions[0].succeeded, 3u);
        QCOMPARE(stopped.subscriptions[0].inFlight, 7u);
        const Results drained = run(network, upTo(10, AtEnd::Drain));
        QCOMPARE(drained.subscriptions[0].succeeded, 10u);
        QCOMPARE(drained.simulated, 26 * second);
    }

    void aRunCanBeStoppedAndSaysHowFarItIs()
    {
        std::stop_source stop;
        RunControl control;
        control.stop = stop.get_token();
        double last = 0;
        bool falls = false;
        control.progress = [&](double share) {
            falls = falls || share < last;
            last = share;
            if (share > 0.3)
                stop.request_stop();
        };
        const Results results = run(oneQueue(0.9, 1), untilEmpty(1e7, 0.9, 1), control);
        QCOMPARE(results.stopped, Stopped::Cancelled);
        QVERIFY(last > 0.3 && last < 0.4 && !falls);
        QVERIFY(results.conserved && results.subscriptions[0].succeeded > 1'000'000);
    }

    void tooManyMessagesEndTheRun()
    {
        RunSettings settings = upTo(100000);
        settings.maxInFlight = 10'000;
        const Results results = run(oneQueue(100, 1), settings);
        QCOMPARE(results.stopped, Stopped::TooMany);
        QVERIFY(results.conserved && results.subscriptions[0].inFlight < 20'000);
    }

    void anEndlessChainOfFollowUpsEndsAtTheDrainLimit()
    {
        Network network = oneMessage(1, 1);
        network.subscriptions[0].emits.push_back({0, 1, 0});
        RunSettings settings = upTo(1);
        settings.maxDrain = 100 * second;
        const Results results = run(network, settings);
        QCOMPARE(results.stopped, Stopped::DrainLimit);
        QCOMPARE(results.subscriptions[0].succeeded, 100u);
    }

    void theSlaCountsLateAndDeadMessages()
    {
        Network network = oneMessage(1, 0.5);
        network.subscriptions[0].slaWithin = second;
        network.faults.push_back({FaultKind::ServiceDown, 0, 3400 * 1'000'000LL, 5 * second});
        const Results results = run(network, upTo(10));
        // The message of 3 s ends at 5.5 s; the load pauses at 4 s.
        QCOMPARE(results.subscriptions[0].slaMissed, 1u);
        QCOMPARE(results.subscriptions[0].slaMet, 8u);
        QCOMPARE(results.subscriptions[0].worstMinute, 8.0 / 9);
    }

    void theSeriesAddUpToTheTotals()
    {
        for (const std::uint32_t bins : {7u, 120u}) {
            RunSettings settings = untilEmpty(1e5, 2.5, 1);
            settings.bins = bins;
            Network network = oneQueue(2.5, 3);
            network.subscriptions[0].failureRate = 0.2;
            const Results results = run(network, settings);
            const SubscriptionResult &subscription = results.subscriptions[0];
            double sum = 0, area = 0;
            for (const double value : subscription.succeededSeries.values())
                sum += value;
            QCOMPARE(sum, static_cast<double>(subscription.succeeded));
            for (const double value : subscription.depthSeries.values())
                area += value * static_cast<double>(subscription.depthSeries.width());
            const double expected = subscription.depth.mean.mean() * static_cast<double>(results.simulated);
            QVERIFY(std::abs(area - expected) < 1e-9 * expected);
        }
    }
};

WEIR_TEST(tst_Engine)
#include "tst_engine.moc"
