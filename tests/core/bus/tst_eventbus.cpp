// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/events.h"
#include "tests/support/registertest.h"

#include "core/bus/eventbus.h"
#include "core/bus/patterntrie.h"

#include <QTest>

#include <atomic>
#include <stdexcept>
#include <thread>

using namespace weir;
using namespace weir::bus;
using namespace Qt::StringLiterals;
using weir::test::eventOf;

class tst_EventBus : public QObject
{
    Q_OBJECT

private slots:
    void theUsageExampleReachesBothHandlersOnce()
    {
        EventBus bus;
        QStringList done;
        const EventSubscription mail = bus.subscribe(u"user.created"_s, [&](const Message &event) {
            done += u"mail "_s + memberText(event.data.get(), u"email");
        });
        const EventSubscription settings = bus.subscribe(u"user.created"_s, [&](const Message &event) {
            done += u"settings "_s + memberText(event.data.get(), u"userId");
        });
        const PublishReport report = bus.publish(test::userCreated());
        QCOMPARE(done, (QStringList{u"mail user@example.com"_s, u"settings 123"_s}));
        QCOMPARE(report.handlers, 2);
        QVERIFY(report.failures.empty());
    }

    void patternsDecideWhoHears_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("hears");
        const auto row = [](const char *pattern, const char *type, bool hears) {
            QTest::addRow("%s of %s", pattern, type)
                << QString::fromLatin1(pattern) << QString::fromLatin1(type) << hears;
        };
        row("user.created", "user.created", true);
        row("user.created", "user.create", false);
        row("user.created", "user.created.twice", false);
        row("*", "user.created", true);
        row("*", "a", true);
        row("user.*", "user.created", true);
        row("user.*", "user", false);
        row("user.*", "user.123.created", false);
        row("user.*.created", "user.123.created", true);
        row("user.{id}.created", "user.123.created", true);
        row("user.**", "user.123.created", true);
        row("user.**", "user", true);
        row("user.#", "user.created", true);
        row("#", "user.created", true);
        row("*.created", "user.created", true);
        row("*.created", "user.deleted", false);
        row("a..b", "a..b", true);
        row("a.*.b", "a..b", true);
        row("", "", false);
    }

    void patternsDecideWhoHears()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, type);
        QFETCH(bool, hears);
        EventBus bus;
        int heard = 0;
        const EventSubscription all = bus.subscribe(pattern, [&](const Message &) { ++heard; });
        QCOMPARE(bus.publish(eventOf(u"1"_s, type)).handlers, hears ? 1 : 0);
        QCOMPARE(bus.publish(eventOf(u"2"_s, type)).handlers, hears ? 1 : 0);
        QCOMPARE(heard, hears ? 2 : 0);
    }

    void theTrieAgreesWithEachPatternByItself()
    {
        Sequence random;
        const QStringList segments{u"a"_s, u"b"_s, u"*"_s, u"{x}"_s, u"c"_s};
        QList<delivery::EventPattern> patterns;
        PatternTrie trie;
        for (std::uint64_t id = 0; id < 400; ++id) {
            QStringList parts;
            for (unsigned i = 0; i <= random.below(4); ++i)
                parts += segments.at(random.below(5));
            if (random.below(4) == 0)
                parts += random.below(2) == 0 ? u"**"_s : u"#"_s;
            patterns += delivery::EventPattern(parts.join(u'.'));
            trie.add(patterns.last(), id);
        }
        for (std::uint64_t id = 0; id < 400; id += 3)
            trie.remove(patterns.at(qsizetype(id)), id);
        int matched = 0;
        for (int i = 0; i < 500; ++i) {
            QStringList parts;
            for (unsigned j = 0; j <= random.below(5); ++j)
                parts += segments.at(random.below(2) == 0 ? 4 : random.below(2));
            const QString name = parts.join(u'.');
            std::vector<std::uint64_t> expected;
            for (std::uint64_t id = 0; id < 400; ++id) {
                if (id % 3 != 0 && patterns.at(qsizetype(id)).matches(name))
                    expected.push_back(id);
            }
            QCOMPARE(trie.matches(name), expected);
            matched += int(expected.size());
        }
        QVERIFY(matched > 500);
        for (std::uint64_t id = 0; id < 400; ++id)
            trie.remove(patterns.at(qsizetype(id)), id);
        QVERIFY(trie.matches(u"a.b").empty());
    }

    void aRoutingKeyStandsForTheType()
    {
        EventBus bus;
        int heard = 0;
        const EventSubscription own = bus.subscribe(u"user.123.*"_s, [&](const Message &) { ++heard; });
        bus.publish(eventOf(u"1"_s, u"user.created"_s));
        bus.publish(eventOf(u"1"_s, u"user.created"_s), u"user.123.created"_s);
        bus.publish(eventOf(u"1"_s, u"user.created"_s), u"user.124.created"_s);
        QCOMPARE(heard, 1);
    }

    void aFailingHandlerStopsNeitherTheOthersNorThePublisher()
    {
        EventBus bus;
        int reached = 0;
        const EventSubscription throws = bus.subscribe(
            u"*"_s, [](const Message &) { throw std::runtime_error("the mail server is down"); }, u"mail"_s);
        const EventSubscription returns = bus.subscribe(
            u"*"_s, [](const Message &) { return delivery::AttemptOutcome::failure(u"no stock"_s); }, u"stock"_s);
        const EventSubscription remarks = bus.subscribe(
            u"*"_s,
            EventHandler([](const Message &, delivery::AttemptOutcome &outcome) { outcome.reason = u"fine"_s; }));
        const EventSubscription silent = bus.subscribe(
            u"*"_s,
            EventHandler([](const Message &, delivery::AttemptOutcome &outcome) { outcome.succeeded = false; }));
        const EventSubscription last = bus.subscribe(u"*"_s, [&](const Message &) { ++reached; });
        const PublishReport report = bus.publish(eventOf(u"1"_s));
        QCOMPARE(reached, 1);
        QCOMPARE(report.handlers, 5);
        QCOMPARE(report.succeeded(), 2);
        QCOMPARE(report.failures.size(), std::size_t(3));
        QCOMPARE(
            report.failures[0],
            (HandlerFailure{throws.id(), u"mail"_s, delivery::AttemptOutcome::failure(u"the mail server is down"_s)}));
        QCOMPARE(report.failures[1].outcome.reason, u"no stock"_s);
        QVERIFY(report.failures[2].outcome.reason.isEmpty());
    }

    void nothingIsCalledAfterItsEnd()
    {
        EventBus bus;
        int first = 0, second = 0;
        EventSubscription one = bus.subscribe(u"a"_s, [&](const Message &) { ++first; });
        {
            const EventSubscription two = bus.subscribe(u"a"_s, [&](const Message &) { ++second; });
            bus.publish(eventOf(u"1"_s, u"a"_s));
        }
        bus.publish(eventOf(u"2"_s, u"a"_s));
        one.unsubscribe();
        one.unsubscribe();
        QVERIFY(!one.isActive());
        bus.publish(eventOf(u"3"_s, u"a"_s));
        QCOMPARE(first, 2);
        QCOMPARE(second, 1);
        QCOMPARE(bus.subscriptions(), 0);
        bus.subscribe(u"a"_s, [&](const Message &) { ++first; }).detach();
        bus.publish(eventOf(u"4"_s, u"a"_s));
        QCOMPARE(first, 3);
    }

    void handlersMayChangeTheSubscriptionsThatAreBeingServed()
    {
        EventBus bus;
        QStringList calls;
        EventSubscription self, victim;
        std::vector<EventSubscription> added;
        self = bus.subscribe(u"a"_s, [&](const Message &event) {
            calls += u"self"_s;
            victim.unsubscribe();
            added.push_back(bus.subscribe(u"a"_s, [&](const Message &) { calls += u"added"_s; }));
            if (event.id == u"1"_s) // The set that is being served is replaced beneath.
                bus.publish(eventOf(u"2"_s, u"a"_s));
            self.unsubscribe();
        });
        victim = bus.subscribe(u"a"_s, [&](const Message &) { calls += u"victim"_s; });
        bus.publish(eventOf(u"1"_s, u"a"_s));
        // The inner publication gets the handler that the outer call added, and then adds one itself.
        QCOMPARE(calls, (QStringList{u"self"_s, u"self"_s, u"added"_s}));
        calls.clear();
        bus.publish(eventOf(u"3"_s, u"a"_s));
        QCOMPARE(calls, (QStringList{u"added"_s, u"added"_s}));
    }

    void whatAHandlerHoldsIsReleasedWithIt()
    {
        EventBus bus;
        auto held = std::make_shared<int>(1);
        const std::weak_ptr<int> watched = held;
        EventSubscription one = bus.subscribe(u"a"_s, [held](const Message &) { ++*held; });
        held.reset();
        bus.publish(eventOf(u"1"_s, u"a"_s));
        QVERIFY(!watched.expired());
        one.unsubscribe();
        QVERIFY(watched.expired());
        held = std::make_shared<int>(1);
        {
            EventBus other;
            other.subscribe(u"a"_s, [held](const Message &) { ++*held; }).detach();
            other.publish(eventOf(u"1"_s, u"a"_s));
            QCOMPARE(*held, 2);
        }
        QCOMPARE(held.use_count(), 1);
    }

    void subscriptionsMayOutliveTheirBus()
    {
        EventSubscription one;
        {
            EventBus bus;
            one = bus.subscribe(u"a"_s, [](const Message &) {});
            QVERIFY(one.isActive());
        }
        QVERIFY(!one.isActive());
        one.unsubscribe();
    }

    void threadsPublishAndSubscribeAtOnce()
    {
        EventBus bus;
        std::atomic<int> steady{0}, passing{0};
        std::atomic<bool> isOver{false};
        const EventSubscription all = bus.subscribe(u"*"_s, [&](const Message &) { ++steady; });
        const auto publish = [&](int thread) {
            for (int i = 0; i < 2'000; ++i)
                bus.publish(eventOf(QString::number(i), u"type.%1"_s.arg((i + thread) % 300)));
        };
        std::thread churn([&] {
            while (!isOver) {
                const EventSubscription one = bus.subscribe(u"type.*"_s, [&](const Message &) { ++passing; });
                const EventSubscription two = bus.subscribe(u"type.7"_s, [&](const Message &) { ++passing; });
            }
        });
        std::thread first(publish, 0), second(publish, 1);
        first.join();
        second.join();
        isOver = true;
        churn.join();
        QCOMPARE(steady.load(), 4'000);
        const int seen = passing;
        QCOMPARE(bus.publish(eventOf(u"1"_s, u"type.7"_s)).handlers, 1);
        QCOMPARE(passing.load(), seen);
    }

private:
    /// A small sequence of its own: the test's cases are the same everywhere.
    struct Sequence
    {
        std::uint32_t state = 7;
        unsigned below(unsigned bound)
        {
            state = state * 1'664'525u + 1'013'904'223u;
            return (state >> 16) % bound;
        }
    };
};

WEIR_TEST(tst_EventBus)

#include "tst_eventbus.moc"
