// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/simulation/testnetworks.h"
#include "tests/support/registertest.h"

#include <QTest>

#include <cmath>

using namespace weir;
using namespace weir::sim;
using namespace weir::sim::test;

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
