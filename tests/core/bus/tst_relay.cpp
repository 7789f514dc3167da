// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/events.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/bus/durablebus.h"
#include "core/bus/relay.h"

#include <QMap>
#include <QTest>

using namespace weir;
using namespace weir::bus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using weir::test::eventOf;

namespace {

/// A sink that answers as a test tells it.
class ScriptedSink : public EventSink
{
public:
    Result<std::int64_t> publish(const Message &message, const QString &) override
    {
        published += message.id;
        if (onPublish)
            onPublish();
        if (!reachable || refused.contains(message.id))
            return Error{u"no"_s, {}, {}};
        return ++position;
    }
    bool isReachable() const override { return reachable; }

    QStringList published, refused;
    bool reachable = true;
    std::function<void()> onPublish;
    std::int64_t position = 0;
};

/// Takes up to three at a time.
class GroupSink : public ScriptedSink
{
public:
    std::vector<Result<std::int64_t>> publishSome(std::span<const OutgoingEvent> events) override
    {
        groups += static_cast<int>(events.size());
        std::vector<Result<std::int64_t>> answers;
        for (const OutgoingEvent &event : events.first(std::min<std::size_t>(3, events.size())))
            answers.push_back(publish(event.message, event.channel));
        return answers;
    }

    QList<int> groups; ///< How many were offered at a time.
};

/// A network before another sink: requests and answers are lost, requests come twice.
class BadNetwork : public EventSink
{
public:
    BadNetwork(EventSink &sink, RandomStream random) : m_sink(sink), m_random(random) {}

    Result<std::int64_t> publish(const Message &message, const QString &channel) override
    {
        if (isBad && m_random.below(5) == 0)
            return Error{u"the request was lost"_s, {}, {}};
        Result<std::int64_t> result = m_sink.publish(message, channel);
        if (isBad && m_random.below(5) == 0)
            result = m_sink.publish(message, channel);
        if (isBad && m_random.below(5) == 0)
            return Error{u"the answer was lost"_s, {}, {}};
        return result;
    }
    std::vector<Result<std::int64_t>> publishSome(std::span<const OutgoingEvent> events) override
    {
        return isBad ? EventSink::publishSome(events) : m_sink.publishSome(events);
    }
    bool isReachable() const override { return !isBad || m_isUp; }
    void setUp(bool isUp) { m_isUp = isUp; }

    bool isBad = true;

private:
    EventSink &m_sink;
    RandomStream m_random;
    bool m_isUp = true;
};

std::unique_ptr<Store> memory()
{
    Result<std::unique_ptr<Store>> store = Store::open(u":memory:"_s);
    if (!store)
        qFatal("%s", qPrintable(store.error().message));
    return std::move(*store);
}

} // namespace

class tst_Relay : public QObject
{
    Q_OBJECT

    static void write(bus::Outbox &outbox, int count)
    {
        std::vector<Message> events;
        for (int i = 0; i < count; ++i)
            events.push_back(eventOf(QString::number(i)));
        QVERIFY(outbox.write(events));
    }

private slots:
    void fullBatchesAreDrainedInOneHardenedPoll_data()
    {
        QTest::addColumn<OutboxMode>("mode");
        QTest::addColumn<int>("afterOnePoll");
        QTest::newRow("hardened") << OutboxMode::Hardened << 250;
        QTest::newRow("faithful") << OutboxMode::Faithful << 100;
    }

    void fullBatchesAreDrainedInOneHardenedPoll()
    {
        QFETCH(OutboxMode, mode);
        QFETCH(int, afterOnePoll);
        const std::unique_ptr<Store> store = memory();
        ManualClock clock;
        bus::Outbox outbox(*store, clock);
        write(outbox, 250);
        ScriptedSink sink;
        RelaySettings settings;
        settings.mode = mode;
        Relay relay(outbox, sink, clock, settings);
        QVERIFY(relay.run());
        QCOMPARE(sink.published.size(), afterOnePoll);
        QCOMPARE(outbox.counts(5)->processed, afterOnePoll);
        QVERIFY(relay.run()); // Not due.
        QCOMPARE(sink.published.size(), afterOnePoll);
        QCOMPARE(relay.nextPoll(), Duration(5s));
        clock.advance(12s);
        QVERIFY(relay.run());
        QCOMPARE(relay.nextPoll(), Duration(15s)); // On the grid: the poll at 5 s was missed.
    }

    /// A drain goes on behind its last row; what failed meanwhile has its turn all the same.
    void aDrainComesBackToOlderRows_data()
    {
        QTest::addColumn<int>("events");
        QTest::addColumn<int>("latest");
        QTest::newRow("at its end") << 28 << 28;
        QTest::newRow("after twenty batches") << 400 << 200;
    }
    void aDrainComesBackToOlderRows()
    {
        QFETCH(int, events);
        QFETCH(int, latest);
        const std::unique_ptr<Store> store = memory();
        ManualClock clock;
        bus::Outbox outbox(*store, clock);
        write(outbox, events);
        ScriptedSink sink;
        sink.refused = {u"3"_s};
        sink.onPublish = [&] {
            clock.advance(100ms);
            if (sink.published.size() > 10)
                sink.refused.clear();
        };
        RelaySettings settings;
        settings.batch = 10;
        settings.lease = 1h;
        Relay relay(outbox, sink, clock, settings);
        QVERIFY(relay.run());
        QCOMPARE(sink.published.size(), events + 1);
        QCOMPARE(sink.published.lastIndexOf(u"3"_s), latest);
        QCOMPARE(outbox.counts(5)->processed, events);
    }

    /// The worker of the specification: after five failures a row is pending for ever.
    void theFaithfulWorkerLeavesRowsStuck()
    {
        const std::unique_ptr<Store> store = memory();
        ManualClock clock;
        bus::Outbox outbox(*store, clock);
        write(outbox, 3);
        ScriptedSink sink;
        sink.reachable = false;
        RelaySettings settings;
        settings.mode = OutboxMode::Faithful;
        Relay relay(outbox, sink, clock, settings);
        for (int poll = 0; poll < 5; ++poll) {
            QVERIFY(relay.run());
            clock.advance(5s);
        }
        sink.reachable = true;
        QVERIFY(relay.run());
        QCOMPARE(*outbox.counts(5), (OutboxCounts{3, 0, 0, 3}));
        QCOMPARE(sink.published.size(), 15);
    }

    void anUnreachableSinkCountsNoAttempt()
    {
        const std::unique_ptr<Store> store = memory();
        ManualClock clock;
        bus::Outbox outbox(*store, clock);
        write(outbox, 3);
        ScriptedSink sink;
        sink.reachable = false;
        Relay relay(outbox, sink, clock, {});
        QList<qint64> polls;
        for (int i = 0; i < 9; ++i) {
            polls += clock.elapsed() / 1s;
            QVERIFY(relay.run());
            clock.advance(relay.nextPoll() - clock.elapsed());
        }
        QCOMPARE(polls, (QList<qint64>{0, 1, 3, 7, 15, 31, 63, 123, 183}));
        QCOMPARE(sink.published.size(), 9); // The first row each time; the batch ends there.
        sink.reachable = true;
        QVERIFY(relay.run());
        QCOMPARE(*outbox.counts(5), (OutboxCounts{0, 3, 0, 0}));
        QCOMPARE(outbox.rows(1)->front().retryCount, 0);
    }

    void aRejectedRowIsDeadAfterItsAttemptsAndTheOthersGoOn()
    {
        const std::unique_ptr<Store> store = memory();
        ManualClock clock;
        bus::Outbox outbox(*store, clock);
        write(outbox, 5);
        ScriptedSink sink;
        sink.refused = {u"2"_s};
        Relay relay(outbox, sink, clock, {});
        for (int poll = 0; poll < 12; ++poll) {
            QVERIFY(relay.run());
            clock.advance(5s);
        }
        QCOMPARE(*outbox.counts(5), (OutboxCounts{0, 4, 1, 0}));
        QCOMPARE(sink.published.count(u"2"_s), 5);
        QCOMPARE(sink.published.count(u"4"_s), 1);
        QCOMPARE(relay.counts().dead, 1);
    }

    void whatASinkTakesTogetherIsAnsweredOneByOne()
    {
        const std::unique_ptr<Store> store = memory();
        ManualClock clock;
        bus::Outbox outbox(*store, clock);
        write(outbox, 10);
        GroupSink sink;
        sink.refused = {u"4"_s};
        Relay relay(outbox, sink, clock, {});
        QVERIFY(relay.run());
        QCOMPARE(sink.groups, (QList<int>{10, 7, 4, 1}));
        QCOMPARE(sink.published.join(u""), u"0123456789"_s);
        QCOMPARE(relay.counts().published, 9);
        QCOMPARE(relay.counts().failed, 1);
        QCOMPARE(*outbox.counts(5), (OutboxCounts{1, 9, 0, 0}));
    }

    void aRelayThatWasStoppedLosesItsLease()
    {
        const std::unique_ptr<Store> store = memory();
        ManualClock clock;
        bus::Outbox outbox(*store, clock);
        write(outbox, 4);
        ScriptedSink other;
        RelaySettings theirs;
        theirs.owner = u"they"_s;
        Relay second(outbox, other, clock, theirs);
        ScriptedSink sink;
        bool stopped = false;
        sink.onPublish = [&] { // In the middle of the second row the process is stopped for a minute.
            if (sink.published.size() == 2 && !std::exchange(stopped, true)) {
                clock.advance(1min);
                QVERIFY(second.run());
            }
        };
        Relay relay(outbox, sink, clock, {});
        QVERIFY(relay.run());
        QCOMPARE(sink.published.size(), 2); // Its lease is over: no third one.
        QCOMPARE(relay.counts().fenced, 2);
        QCOMPARE(other.published.size(), 4);
        QCOMPARE(*outbox.counts(5), (OutboxCounts{0, 4, 0, 0}));
    }

    /// P6 and P7: whatever is lost, doubled and late on the way, each event is done, waiting or dead; and once the faults stop,
    /// nothing waits.
    void nothingDisappearsOnABadWay()
    {
        const Catalog catalog = test::designWith(R"("kind": "topic", "partitions": 3)", R"([
          {"id": "one", "channel": "orders", "events": ["*"], "concurrency": 2, "policy": "processing"},
          {"id": "two", "channel": "orders", "events": ["order.*"], "ordered": true, "policy": "processing"}])");
        for (int seed = 1; seed <= test::rounds(1'000, 10'000); ++seed) {
            const QByteArray context = "seed=" + QByteArray::number(seed);
            RandomStream random{static_cast<std::uint64_t>(seed)};
            const std::unique_ptr<Store> store = memory();
            ManualClock clock;
            bus::Outbox outbox(*store, clock);
            auto opened = DurableBus::open(catalog, *store, clock);
            QVERIFY(opened);
            DurableBus &bus = **opened;
            BadNetwork network(bus, RandomStream(static_cast<std::uint64_t>(seed), 0, 1, 0));
            RelaySettings settings;
            settings.poll = 1s;
            settings.batch = 7;
            Relay relay(outbox, network, clock, settings);
            int written = 0;
            QMap<Fate, int> ends;
            bus.setChanged([&](const CopyChange &change) { ends[change.fate] += isFinal(change.fate) ? 1 : 0; });
            std::vector<std::pair<Duration, Delivery>> running;
            const auto step = [&](bool isBad) {
                network.setUp(!isBad || random.below(4) != 0);
                QVERIFY(relay.run());
                QVERIFY(bus.run());
                const auto begun = bus.next();
                QVERIFY(begun);
                for (const Delivery &delivery : *begun)
                    running.emplace_back(
                        clock.elapsed() + Duration(isBad ? std::int64_t(random.below(10'000'000'000)) : 0), delivery);
                std::erase_if(running, [&](const auto &attempt) {
                    if (attempt.first > clock.elapsed())
                        return false;
                    bus.finished(attempt.second,
                                 isBad && random.below(5) == 0 ? delivery::AttemptOutcome::failure(u"no"_s)
                                                               : delivery::AttemptOutcome::success());
                    return true;
                });
            };
            const auto isBalanced = [&] {
                QVERIFY(bus.flush());
                const OutboxCounts rows = *outbox.counts(1'000);
                const qint64 accepted = *bus.events().lastPosition();
                const int delivered = ends[Fate::Succeeded], dead = int(*bus.deadLetters().count());
                QVERIFY2(rows.pending + rows.processed + rows.dead == written, context);
                QVERIFY2(rows.processed <= accepted && accepted <= written, context);
                QVERIFY2(delivered + dead + bus.broker().unfinished() == 2 * accepted, context);
                QCOMPARE(ends[Fate::Dead], dead);
            };
            for (int i = 0; i < 40; ++i) {
                if (random.below(2) == 0) {
                    const Message event = eventOf(QString::number(++written));
                    QVERIFY(outbox.write({&event, 1}));
                }
                step(true);
                if (i % 10 == 0)
                    isBalanced();
                clock.advance(Duration(std::int64_t(random.below(2'000'000'000))));
            }
            isBalanced();
            network.isBad = false;
            for (int second = 0; second < 80; ++second) {
                step(false);
                clock.advance(1s);
            }
            isBalanced();
            QVERIFY2(bus.broker().unfinished() == 0 && outbox.counts(1'000)->pending == 0, context);
        }
    }
};

WEIR_TEST(tst_Relay)

#include "tst_relay.moc"
