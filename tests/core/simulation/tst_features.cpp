// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/simulation/testnetworks.h"
#include "tests/support/registertest.h"

#include <QTest>

using namespace weir;
using namespace weir::sim;
using namespace weir::sim::test;

namespace {

constexpr Time s = second;

/// A message every \a gap seconds, \a processing seconds each, one server.
Network steady(double gap, double processing)
{
    return oneMessage(gap, processing);
}

/// A network with one attempt after the other, \a delay apart.
void retryAfter(Network &network, Time delay, int attempts)
{
    network.subscriptions[0].retry.maxAttempts = attempts;
    network.subscriptions[0].retry.delays = {delay};
}

std::uint64_t failures(const Results &results, FailureReason reason)
{
    return results.subscriptions[0].failures[static_cast<std::size_t>(reason)];
}

std::uint64_t losses(const Losses &lost, Loss reason)
{
    return lost[static_cast<std::size_t>(reason)];
}

using Times = std::vector<Time>;

} // namespace

/// Each feature on its own, to the nanosecond.
class tst_Features : public QObject
{
    Q_OBJECT

private slots:
    void aFullChannelRejects()
    {
        Network network = steady(1, 10); // At 1, 2, 3, … s; the first is in work until 11 s.
        network.channels[0].capacity = 2;
        Recorder recorder;
        const Results results = traced(network, upTo(5), recorder);
        QCOMPARE(recorder.times(Step::Rejected), (Times{3 * s, 4 * s, 5 * s}));
        QCOMPARE(results.channels[0].rejected, 3u);
        QCOMPARE(losses(results.publications[0].lost, Loss::Rejected), 3u);
        QCOMPARE(results.subscriptions[0].succeeded, 2u);
        QVERIFY(results.conserved);
    }

    void aFullChannelDropsTheOldest()
    {
        Network network = steady(1, 10);
        network.channels[0].capacity = 2;
        network.channels[0].overflow = Overflow::DropOldest;
        Recorder recorder;
        const Results results = traced(network, upTo(5), recorder);
        QCOMPARE(recorder.times(Step::Dropped), (Times{3 * s, 4 * s, 5 * s}));
        QCOMPARE(results.subscriptions[0].dropped, 3u);
        // What is in work cannot be dropped; the newest is handled after it.
        QCOMPARE(recorder.times(Step::Succeeded), (Times{11 * s, 21 * s}));
        QVERIFY(results.conserved);
    }

    void aRejectedRowIsGivenUpByAHardenedOutbox()
    {
        Network network = steady(1, 100);
        network.channels[0].capacity = 1;
        network.publications[0].outbox = 0;
        Outbox outbox;
        outbox.identity = identityOf("outbox");
        outbox.poll = s / 10;
        outbox.maxAttempts = 3;
        network.outboxes.push_back(outbox);
        const Results results = run(network, upTo(10, AtEnd::Stop));
        QCOMPARE(results.publications[0].published, 1u);
        QCOMPARE(results.outboxes[0].dead, results.publications[0].dead);
        QVERIFY(results.outboxes[0].dead >= 8);
        QVERIFY(results.conserved);
    }

    void messagesExpireWhileTheyWait()
    {
        Network network = steady(1, 5);
        network.channels[0].ttl = Distribution::constant(3 * seconds);
        Recorder recorder;
        const Results results = traced(network, upTo(5), recorder);
        // 1 is in work until 6; 2 expires at 5, and 3 begins in its last moment; 4 and 5 wait in vain.
        QCOMPARE(recorder.times(Step::Expired), (Times{5 * s, 7 * s, 8 * s}));
        QCOMPARE(results.subscriptions[0].succeeded, 2u);
        QCOMPARE(results.subscriptions[0].expired, 3u);
        QVERIFY(results.conserved);
    }

    void partitionsAreHandledOneMessageAtATime()
    {
        Network network = steady(1, 10);
        network.subscriptions[0].servers = 8;
        network.channels[0].partitions = 2;
        Recorder recorder;
        const Results results = traced(network, upTo(4), recorder);
        // Without keys they take turns: 1 and 3 in one partition, 2 and 4 in the other.
        QCOMPARE(recorder.times(Step::Started), (Times{1 * s, 2 * s, 11 * s, 12 * s}));
        QCOMPARE(results.subscriptions[0].outOfOrder, 0u);
        QVERIFY(results.conserved);
    }

    void inOrderARetryHoldsUpItsPartition_data()
    {
        QTest::addColumn<bool>("ordered");
        QTest::newRow("ordered") << true;
        QTest::newRow("not ordered") << false;
    }
    void inOrderARetryHoldsUpItsPartition()
    {
        QFETCH(bool, ordered);
        Network network = steady(1, 0.5);
        network.channels[0].partitions = 2;
        network.subscriptions[0].ordered = ordered;
        network.subscriptions[0].servers = 4;
        retryAfter(network, 4 * s, 2);
        // Fails as long as the fault lasts: only the first attempt of the message of 1 s.
        network.faults.push_back({FaultKind::ServiceErrors, noIndex, 0, 3 * s / 2 + 1});
        network.faults.back().probability = 1;
        Recorder recorder;
        const Results results = traced(network, upTo(4), recorder);
        const Times held{1 * s, 2 * s, 4 * s, 11 * s / 2, 6 * s}; // The one of 3 s waits for that of 1 s.
        const Times passed{1 * s, 2 * s, 3 * s, 4 * s, 11 * s / 2};
        QCOMPARE(recorder.times(Step::Started), ordered ? held : passed);
        QCOMPARE(results.subscriptions[0].outOfOrder, ordered ? 0u : 1u);
        QVERIFY(results.conserved);
    }

    void prefetchedMessagesBelongToTheirInstance()
    {
        Network network = steady(1, 10);
        network.subscriptions[0].servers = 2;
        network.subscriptions[0].instances = 2;
        network.subscriptions[0].prefetch = 3;
        network.subscriptions[0].processing = Distribution::constant(10 * seconds);
        const Results results = run(network, upTo(6));
        QCOMPARE(results.subscriptions[0].succeeded, 6u);
        QCOMPARE(results.subscriptions[0].depth.max, 4);
        QVERIFY(results.conserved);
        // Little: waits are counted from the queue on, the buffer included.
        const double waited = results.subscriptions[0].depth.mean.mean() * static_cast<double>(results.simulated);
        QVERIFY(std::abs(waited - results.subscriptions[0].wait.histogram.sum()) < 1);
    }

    void aVisibilityTimeoutDeliversAgain()
    {
        Network network = steady(10, 4);
        network.subscriptions[0].servers = 3;
        network.subscriptions[0].visibilityTimeout = 3 * s;
        retryAfter(network, 0, 3);
        Recorder recorder;
        const Results results = traced(network, upTo(10), recorder);
        // Begun at 10, 13 and 16, given up at 19; each attempt has its effect 4 s later.
        QCOMPARE(recorder.times(Step::Started), (Times{10 * s, 13 * s, 16 * s}));
        QCOMPARE(recorder.times(Step::DeadLettered), (Times{19 * s}));
        QCOMPARE(failures(results, FailureReason::VisibilityTimeout), 3u);
        QCOMPARE(results.subscriptions[0].duplicateEffects, 2u);
        QVERIFY(results.conserved);
    }

    void aLateSuccessAfterItsDeadlineIsAFailure()
    {
        Network network = steady(1, 3);
        network.subscriptions[0].deadline = Distribution::constant(5 * seconds);
        const Results results = run(network, upTo(3));
        // Done at 4, 7 and 10 s: 3, 5 and 7 s after their transactions.
        QCOMPARE(results.subscriptions[0].succeeded, 2u);
        QCOMPARE(failures(results, FailureReason::Deadline), 1u);
    }

    void anUnhandledVersionIsRetriedAndDies()
    {
        Network network = steady(1, 0.1);
        network.publications[0].versions = {{1, 0.5}, {2, 0.5}};
        network.subscriptions[0].unhandled = {{0, 2}};
        retryAfter(network, s / 10, 3);
        const Results results = run(network, upTo(1000));
        const SubscriptionResult &subscription = results.subscriptions[0];
        QVERIFY(std::abs(static_cast<double>(subscription.deadLettered) - 500) < 80);
        QCOMPARE(failures(results, FailureReason::UnhandledVersion), 3 * subscription.deadLettered);
        network.subscriptions[0].finalReasons = 1u << unsigned(FailureReason::UnhandledVersion);
        const Results atOnce = run(network, upTo(1000));
        QCOMPARE(atOnce.subscriptions[0].deadLettered, subscription.deadLettered);
        QCOMPARE(failures(atOnce, FailureReason::UnhandledVersion), subscription.deadLettered);
    }

    void aBreakerOpensAndProbes()
    {
        Network network = steady(1, 0.1);
        network.subscriptions[0].breaker = {2, 10 * s};
        retryAfter(network, s / 100, 100);
        network.faults.push_back({FaultKind::ServiceErrors, noIndex, 0, 15 * s});
        network.faults.back().probability = 1;
        Recorder recorder;
        const Results results = traced(network, upTo(2), recorder);
        // Two failures open it at 1.21 s; a probe at 11.21 s fails, the next at 21.31 s does not.
        const Times started = recorder.times(Step::Started);
        QCOMPARE(started.size(), std::size_t(5));
        QCOMPARE(started[2], 1210 * s / 1000 + 10 * s);
        QCOMPARE(started[3], 2131 * s / 100);
        QCOMPARE(results.subscriptions[0].succeeded, 2u);
        QVERIFY(results.conserved);
    }

    void aRateLimitSpacesAttempts()
    {
        Network network = steady(1, 0.1);
        network.sources[0].batch = 3;
        network.subscriptions[0].servers = 4;
        network.subscriptions[0].rateLimit = 2;
        Recorder recorder;
        traced(network, upTo(1), recorder);
        QCOMPARE(recorder.times(Step::Started), (Times{1 * s, 3 * s / 2, 2 * s}));
    }

    void deadLettersComeBack()
    {
        Network network = steady(1, 0.5);
        network.deadLetters = 1;
        network.subscriptions[0].deadLetter = 0;
        network.subscriptions[0].redrive = sim::Redrive{5 * s, 1};
        network.faults.push_back({FaultKind::ServiceErrors, noIndex, 0, 4 * s});
        network.faults.back().probability = 1;
        Recorder recorder;
        const Results results = traced(network, upTo(20), recorder);
        // Those of 1, 2 and 3 s die half a second later and come back after five.
        QCOMPARE(recorder.times(Step::Redriven), (Times{13 * s / 2, 15 * s / 2, 17 * s / 2}));
        QCOMPARE(results.deadLetters[0].in, 3u);
        QCOMPARE(results.deadLetters[0].redriven, 3u);
        QCOMPARE(results.deadLetters[0].max, 3u);
        QCOMPARE(results.subscriptions[0].succeeded, 20u);
        QCOMPARE(results.subscriptions[0].deadLettered, 0u);
        QVERIFY(results.conserved);
    }

    void aSubscriptionToEveryChannelHearsThemAll()
    {
        Network network = oneQueue(2, 1);
        network.channels.push_back({ChannelKind::Topic, Guarantee::AtLeastOnce, 0}); // Its own.
        network.channels.push_back({ChannelKind::Topic, Guarantee::AtLeastOnce, 0});
        addSource(network, 3, 2);
        addSubscription(network, 4, 0.01, 1);
        network.subscriptions[1].everyChannel = true;
        const Results results = run(network, upTo(100));
        QCOMPARE(results.subscriptions[1].messages,
                 results.publications[0].published + results.publications[1].published);
        QCOMPARE(results.subscriptions[0].messages, results.publications[0].published);
        QVERIFY(results.conserved);
    }

    void eachEventTypeIsHeldToItsOwnSla()
    {
        Network network = steady(10, 3);
        network.eventTypes = 2;
        network.publications.push_back({1, 0, noIndex});
        network.sources[0].publications = {0, 1};
        network.subscriptions[0].events = {0, 1};
        network.subscriptions[0].eventSlas = {{0, 2 * s}, {1, 6 * s}};
        const Results results = run(network, upTo(100));
        const auto &slas = results.subscriptions[0].eventSlas; // Done after 3 and 6 s.
        QCOMPARE(slas[0].met, 0u);
        QCOMPARE(slas[0].missed, 10u);
        QCOMPARE(slas[1].met, 10u);
        QCOMPARE(slas[1].missed, 0u);
        QCOMPARE(results.subscriptions[0].slaMissed, 10u);
    }

    void aRampGathersSpeed()
    {
        Network network = oneQueue(10, 100);
        network.sources[0].arrivals = Arrivals::Constant;
        network.sources[0].profile = {{100 * s, 0, 1}};
        Recorder recorder;
        traced(network, upTo(100, AtEnd::Stop), recorder);
        // 10 t / 100 a second: t^2 / 20 arrivals by t.
        const Times times = recorder.times(Step::Committed);
        QVERIFY(times.size() == 500 || times.size() == 499);
        QVERIFY(std::abs(double(times[0]) / seconds - std::sqrt(20.0)) < 1e-6);
        QVERIFY(std::abs(double(times[99]) / seconds - std::sqrt(2000.0)) < 1e-6);
    }

    void aDayHasItsHours()
    {
        Network network = oneQueue(1, 100);
        network.sources[0].arrivals = Arrivals::Constant;
        network.sources[0].profile = {{10 * s, 1, 1}, {10 * s, 0, 0}, {10 * s, 3, 3}};
        Recorder recorder;
        traced(network, upTo(60, AtEnd::Stop), recorder);
        const Times times = recorder.times(Step::Committed);
        const auto in = [&](double from, double to) {
            return std::count_if(times.begin(), times.end(), [=](Time time) {
                return double(time) > from * seconds && double(time) <= to * seconds;
            });
        };
        QCOMPARE(in(0, 10.5), 10);
        QCOMPARE(in(10.5, 20), 0);
        QVERIFY(std::abs(double(in(20, 30.5)) - 30) <= 1);
        QVERIFY(std::abs(double(in(30.5, 60)) - 40) <= 1);
    }

    void aRecordingIsPlayedAsItWas()
    {
        Network network = oneQueue(0, 100);
        network.sources[0].arrivals = Arrivals::Trace;
        network.sources[0].trace = {0, s, s, 7 * s};
        Recorder recorder;
        traced(network, upTo(60, AtEnd::Stop), recorder);
        QCOMPARE(recorder.times(Step::Committed), (Times{0, s, s, 7 * s}));
    }

    void relaysThatLockNothingPublishTwice_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("doubles");
        QTest::newRow("faithful") << int(OutboxMode::Faithful) << true;
        QTest::newRow("hardened") << int(OutboxMode::Hardened) << false;
    }
    void relaysThatLockNothingPublishTwice()
    {
        QFETCH(int, mode);
        QFETCH(bool, doubles);
        Network network = oneQueue(20, 10);
        network.subscriptions[0].processing = Distribution::exponential(0.05 * seconds);
        network.publications[0].outbox = 0;
        Outbox outbox;
        outbox.identity = identityOf("outbox");
        outbox.mode = static_cast<OutboxMode>(mode);
        outbox.poll = s;
        outbox.publishTime = s / 50;
        outbox.relays = 2;
        network.outboxes.push_back(outbox);
        const Results results = run(network, upTo(100));
        QVERIFY(results.conserved);
        QCOMPARE(results.publications[0].duplicates > 0, doubles);
        QCOMPARE(results.subscriptions[0].duplicateEffects, results.publications[0].duplicates);
        QCOMPARE(results.subscriptions[0].succeeded, results.publications[0].produced);
    }
};

WEIR_TEST(tst_Features)
#include "tst_features.moc"
