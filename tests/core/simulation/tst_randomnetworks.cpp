// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/simulation/testnetworks.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"

#include <QTest>

using namespace weir;
using namespace weir::sim;
using namespace weir::sim::test;

namespace {

/// Draws networks that use everything the engine knows.
class Generator
{
public:
    explicit Generator(std::uint64_t seed) : m_random(seed) {}

    Network network()
    {
        m_network = {};
        m_network.services = 1 + below(3);
        m_network.eventTypes = 1 + below(4);
        m_network.deadLetters = 2;
        for (Index i = 0; i < 3; ++i)
            addChannel();
        for (Index i = 0; i < 2; ++i)
            addOutbox();
        for (Index i = 0; i < m_network.services; ++i) {
            if (chance(0.5))
                m_network.withDatabase.push_back(i);
        }
        for (Index i = 0; i < 6; ++i)
            addPublication();
        for (Index i = 0; i < 1 + below(3); ++i)
            addProducer();
        for (Index i = 0; i < 1 + below(6); ++i)
            addConsumer();
        for (Index i = 0, count = below(6); i < count; ++i)
            addFault();
        return m_network;
    }
    RunSettings settings()
    {
        RunSettings settings;
        settings.duration = 60 * second;
        settings.warmup = some(20 * second);
        settings.atEnd = static_cast<AtEnd>(below(2));
        settings.seed = m_random.next();
        settings.bins = below(20);
        settings.maxDrain = 600 * second;
        return settings;
    }

private:
    Index below(Index bound) { return static_cast<Index>(m_random.below(bound)); }
    bool chance(double probability) { return m_random.uniform() < probability; }
    /// Nothing, or up to \a most.
    Time some(Time most)
    {
        return chance(0.5) ? 0 : static_cast<Time>(m_random.below(static_cast<std::uint64_t>(most)));
    }

    Distribution law()
    {
        const double mean = 1e6 * (1 + 200 * m_random.uniform());
        switch (below(4)) {
        case 0:
            return Distribution::constant(mean);
        case 1:
            return Distribution::uniform(0, 2 * mean);
        case 2:
            return *Distribution::fromMeanAndCv(Distribution::Kind::Lognormal, mean, 1.5);
        default:
            return Distribution::exponential(mean);
        }
    }
    void addChannel()
    {
        Channel channel{static_cast<ChannelKind>(below(2)), static_cast<Guarantee>(below(3)), some(second / 50)};
        channel.capacity = chance(0.3) ? 1 + below(30) : 0;
        channel.overflow = static_cast<Overflow>(below(2));
        if (chance(0.3))
            channel.ttl = chance(0.5) ? Distribution::constant(1e9 * (0.01 + m_random.uniform())) : law();
        channel.partitions = chance(0.3) ? 1 + below(8) : 1;
        m_network.channels.push_back(channel);
    }
    void addPublication()
    {
        Publication publication{below(m_network.eventTypes), below(3), chance(0.5) ? below(2) : noIndex};
        publication.service =
            publication.outbox != noIndex ? m_network.outboxes[publication.outbox].service : below(m_network.services);
        publication.identity = m_random.next();
        publication.keyed = chance(0.5);
        if (chance(0.4))
            publication.versions = {{1, 0.25}, {2, 0.75}};
        m_network.publications.push_back(publication);
    }
    void addFault()
    {
        Fault fault;
        fault.kind = static_cast<FaultKind>(below(14));
        fault.service = chance(0.7) ? below(m_network.services) : noIndex;
        fault.from = static_cast<Time>(below(50)) * second;
        fault.to = fault.from + static_cast<Time>(below(10'000)) * (second / 1000);
        fault.identity = m_random.next();
        fault.factor = 4 * m_random.uniform();
        fault.probability = m_random.uniform();
        fault.delay = some(2 * second);
        if (chance(0.3)) {
            fault.to = 60 * second;
            fault.mtbf = second + some(20 * second);
            fault.mttr = second / 10 + some(5 * second);
        }
        m_network.faults.push_back(fault);
    }
    void addOutbox()
    {
        Outbox outbox;
        outbox.identity = m_random.next();
        outbox.service = below(m_network.services);
        outbox.mode = static_cast<OutboxMode>(below(2));
        outbox.poll = second / 100 + some(second);
        outbox.batch = 1 + below(20);
        outbox.publishTime = some(second / 100);
        outbox.relays = 1 + below(3);
        m_network.outboxes.push_back(outbox);
    }
    void addProducer()
    {
        Source source;
        source.identity = m_random.next();
        source.service = below(m_network.services);
        source.arrivals = static_cast<Arrivals>(below(5));
        source.on = law();
        source.off = law();
        if (source.arrivals == Arrivals::Trace) {
            for (Time at = 0; at < 60 * second; at += static_cast<Time>(m_random.below(second)))
                source.trace.push_back(at);
        }
        if (chance(0.3))
            source.profile = {{10 * second, 0, 2}, {5 * second, 1, 1}, {5 * second, 0, 0}};
        source.rate = 20 * m_random.uniform();
        source.interval = law();
        source.batch = 1 + below(2) * below(4);
        for (Index i = 0; i < 1 + below(2); ++i)
            source.publications.push_back(below(6));
        m_network.sources.push_back(source);
    }
    void addConsumer()
    {
        Subscription subscription;
        subscription.identity = m_random.next();
        subscription.service = below(m_network.services);
        subscription.channel = below(3);
        for (Index type = 0; type < m_network.eventTypes; ++type) {
            if (chance(0.7))
                subscription.events.push_back(type);
        }
        subscription.instances = 1 + below(3);
        subscription.servers = subscription.instances * (1 + below(3));
        subscription.prefetch = chance(0.3) ? 1 + below(8) : 0;
        subscription.visibilityTimeout = chance(0.3) ? second / 20 + some(second) : 0;
        if (chance(0.2))
            subscription.deadline = law();
        subscription.ordered = chance(0.2);
        if (chance(0.2))
            subscription.unhandled = {{0, 2}};
        if (chance(0.2))
            subscription.breaker = {1 + below(4), second / 10 + some(second)};
        subscription.rateLimit = chance(0.2) ? 5 + 50 * m_random.uniform() : 0;
        if (chance(0.2))
            subscription.redrive = sim::Redrive{some(2 * second), chance(0.5) ? 10 * m_random.uniform() : 0};
        subscription.finalReasons = chance(0.3) ? below(128) : 0;
        subscription.processing = law();
        subscription.failureRate = chance(0.6) ? 0.3 * m_random.uniform() : 0;
        subscription.timeout = some(second / 2);
        subscription.deadLetter = chance(0.5) ? below(2) : noIndex;
        subscription.slaWithin = some(second);
        subscription.retry.maxAttempts = 1 + static_cast<int>(below(4));
        subscription.retry.mode = static_cast<RetryMode>(below(2));
        subscription.retry.jitter = static_cast<::weir::Jitter>(below(4));
        subscription.retry.initialDelay = second / 10;
        subscription.retry.maxDelay = second;
        subscription.retry.maxAge = some(10 * second);
        if (chance(0.8))
            subscription.retry.delays = {second / 10, second / 5, second};
        for (Index i = 0; i < below(3); ++i) // Few enough that chains end.
            subscription.emits.push_back({below(6), 0.15 * m_random.uniform(), some(second)});
        if (chance(0.2)) {
            for (const Index type : subscription.events)
                subscription.eventSlas.push_back({type, second / 10 + some(second)});
        }
        if (chance(0.1)) { // Hears every channel; `channel` is its own.
            subscription.everyChannel = true;
            subscription.channel = static_cast<Index>(m_network.channels.size());
            m_network.channels.push_back({ChannelKind::Topic, Guarantee::AtLeastOnce, 0});
        }
        m_network.subscriptions.push_back(subscription);
    }

    RandomStream m_random;
    Network m_network;
};

} // namespace

class tst_RandomNetworks : public QObject
{
    Q_OBJECT

private slots:
    void everyRunIsConservedAndRepeatable()
    {
        std::uint64_t events = 0;
        const auto most = static_cast<std::uint64_t>(weir::test::rounds(60, 1000));
        for (std::uint64_t seed = 1; seed <= most; ++seed) {
            Generator generator(seed);
            const Network network = generator.network();
            const RunSettings settings = generator.settings();
            const Results results = run(network, settings);
            events += results.events;
            QVERIFY2(results.conserved, qPrintable(QString::number(seed)));
            QVERIFY2(digest(results) == digest(run(network, settings)), qPrintable(QString::number(seed)));
            if (settings.atEnd == AtEnd::Stop || results.stopped != Stopped::AtEnd)
                continue;
            for (const SubscriptionResult &subscription : results.subscriptions)
                QVERIFY2(subscription.inFlight == 0, qPrintable(QString::number(seed)));
        }
        QVERIFY(events > 50'000);
    }

    void anUnrelatedElementChangesNothing()
    {
        const auto most = static_cast<std::uint64_t>(weir::test::rounds(25, 1000));
        for (std::uint64_t seed = 1; seed <= most; ++seed) {
            Generator generator(seed);
            Network network = generator.network();
            const RunSettings settings = generator.settings();
            const Results alone = run(network, settings);
            // Its own service, event type and channel; faults that hit everything hit it too.
            const auto channel = static_cast<Index>(network.channels.size());
            const Index type = network.eventTypes++;
            network.channels.push_back({ChannelKind::Queue, Guarantee::AtLeastOnce, second / 100});
            addSource(network, 7, channel, type);
            network.sources.back().service = network.services;
            network.sources.back().identity = identityOf("unrelated source");
            addSubscription(network, 2, 0.1, channel, type);
            network.subscriptions.back().service = network.services++;
            network.subscriptions.back().identity = identityOf("unrelated subscription");
            const Results both = run(network, settings);
            if (alone.stopped != Stopped::AtEnd || both.stopped != Stopped::AtEnd)
                continue;
            for (std::size_t i = 0; i < alone.subscriptions.size(); ++i) {
                const SubscriptionResult &a = alone.subscriptions[i], &b = both.subscriptions[i];
                QVERIFY2(a.succeeded == b.succeeded && a.delivered == b.delivered && a.messages == b.messages,
                         qPrintable(QString::number(seed)));
                QVERIFY2(a.settled.histogram == b.settled.histogram && a.wait.histogram == b.wait.histogram,
                         qPrintable(QString::number(seed)));
            }
        }
    }

    void levelsAndCountsAgree()
    {
        for (std::uint64_t seed = 1; seed <= static_cast<std::uint64_t>(weir::test::rounds(25, 200)); ++seed) {
            Generator generator(seed);
            const Network network = generator.network();
            RunSettings settings = generator.settings();
            settings.warmup = 0;
            settings.atEnd = AtEnd::Drain;
            const Results results = run(network, settings);
            if (results.stopped != Stopped::AtEnd)
                continue;
            const auto time = static_cast<double>(results.simulated);
            for (const SubscriptionResult &subscription : results.subscriptions) {
                // Held servers are processing, blocked, or were when their service went down.
                const double held = subscription.busy.mean.mean() * time;
                const double explained =
                    subscription.processing.histogram.sum() + subscription.blocked.mean.mean() * time;
                QVERIFY(held >= explained * (1 - 1e-9) - 1);
                if (subscription.aborted == 0)
                    QVERIFY2(held <= explained * (1 + 1e-9) + 1, qPrintable(QString::number(seed)));
                QCOMPARE(subscription.delivered - subscription.aborted, subscription.processing.histogram.count());
                QCOMPARE(subscription.wait.histogram.count(), subscription.delivered);
                QCOMPARE(subscription.endToEnd.histogram.count(), subscription.succeeded);
                std::uint64_t failed = 0;
                for (const std::uint64_t reason : subscription.failures)
                    failed += reason;
                QCOMPARE(failed, subscription.failedAttempts);
            }
        }
    }
};

WEIR_TEST(tst_RandomNetworks)
#include "tst_randomnetworks.moc"
