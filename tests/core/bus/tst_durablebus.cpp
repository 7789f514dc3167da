// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/databases.h"
#include "tests/core/bus/events.h"
#include "tests/support/registertest.h"

#include "core/bus/durablebus.h"
#include "core/bus/envelopebytes.h"

#include <QTest>

using namespace weir;
using namespace weir::bus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using weir::test::designWith;
using weir::test::eventOf;

namespace {

const QByteArray twoWorkers = R"([
  {"id": "one", "channel": "orders", "events": ["order.placed"], "policy": "processing"},
  {"id": "two", "channel": "orders", "events": ["order.placed"], "policy": "processing"}])";

delivery::AttemptOutcome failing(const Delivery &)
{
    return delivery::AttemptOutcome::failure(u"no connection"_s);
}

} // namespace

class tst_DurableBus : public QObject
{
    Q_OBJECT

    void engines()
    {
        QTest::addColumn<Engine>("engine");
        QTest::newRow("SQLite") << Engine::Sqlite;
        QTest::newRow("PostgreSQL") << Engine::Postgres;
    }

    bool begin(const QByteArray &channel = R"("kind": "topic")", const QByteArray &receives = twoWorkers)
    {
        QFETCH(Engine, engine);
        end();
        m_catalog = designWith(channel, receives);
        m_url = m_databases.url(engine);
        if (m_url.isEmpty())
            return false;
        restart();
        return true;
    }
    /// The process ends without a word, and begins again. What is pending is lost with it.
    void restart()
    {
        end();
        m_store = std::move(*Store::open(m_url));
        Result<std::unique_ptr<DurableBus>> bus = DurableBus::open(m_catalog, *m_store, m_clock);
        if (!bus)
            qFatal("%s", qPrintable(bus.error().message));
        m_bus = std::move(*bus);
    }
    void end()
    {
        m_bus.reset();
        m_store.reset();
    }
    /// Runs the bus for \a time.
    void pass(Duration time)
    {
        const TimePoint end = m_bus->now() + time;
        while (true) {
            QVERIFY(m_bus->run());
            const TimePoint next = *m_bus->nextDeadline();
            if (next > end)
                break;
            m_clock.advance(std::max(Duration(0), next - m_bus->now()));
        }
        m_clock.advance(end - m_bus->now());
        QVERIFY(m_bus->run());
    }

#define WEIR_BEGIN(...)      \
    if (!begin(__VA_ARGS__)) \
    QSKIP(qPrintable(m_databases.whyNot()))

    test::Databases m_databases;
    Catalog m_catalog;
    QString m_url;
    ManualClock m_clock{parseTimestamp(u"2026-03-01T12:00:00Z")->instant};
    std::unique_ptr<Store> m_store;
    std::unique_ptr<DurableBus> m_bus;

private slots:
    void cleanup()
    {
        end();
    }

    void whatWasAcceptedIsDeliveredAfterARestart_data()
    {
        engines();
    }
    void whatWasAcceptedIsDeliveredAfterARestart()
    {
        WEIR_BEGIN();
        QCOMPARE(*m_bus->publish(eventOf(u"1"_s), {}), 1);
        QCOMPARE(*m_bus->publish(eventOf(u"2"_s), u"orders"_s), 2);
        QCOMPARE(m_bus->next()->size(), std::size_t(2)); // Under way, and lost with the process.
        restart();
        QStringList handled;
        for (int i = 0; i < 2; ++i)
            m_bus->setHandler(i, [&, i](const Delivery &delivery) {
                handled += u"%1 %2 %3"_s.arg(i).arg(delivery.message->id).arg(delivery.position);
                return delivery::AttemptOutcome::success();
            });
        pass(1s);
        handled.sort();
        QCOMPARE(handled, (QStringList{u"0 1 1"_s, u"0 2 2"_s, u"1 1 1"_s, u"1 2 2"_s}));
        restart();
        QCOMPARE(m_bus->broker().unfinished(), 0);
    }

    void anEventIsAcceptedOnce_data()
    {
        engines();
    }
    void anEventIsAcceptedOnce()
    {
        WEIR_BEGIN();
        QCOMPARE(*m_bus->publish(eventOf(u"1"_s), {}), 1);
        QCOMPARE(*m_bus->publish(eventOf(u"1"_s), {}), 1);
        QList<qint64> positions;
        for (const QString &id : {u"2"_s, u"2"_s, u"1"_s, u"3"_s})
            m_bus->submit(eventOf(id), {}, [&](const Result<std::int64_t> &position) { positions += *position; });
        QVERIFY(m_bus->flush());
        QCOMPARE(positions[0], positions[1]);
        QCOMPARE(positions[2], 1);
        QVERIFY(positions[3] > positions[0]);
        QCOMPARE(m_bus->broker().unfinished(), 6);
    }

    void submittedEventsShareACommit()
    {
        m_catalog = designWith(R"("kind": "topic")", twoWorkers);
        m_url = m_databases.url(Engine::Sqlite);
        restart();
        int safe = 0;
        QList<qint64> told;
        m_bus->setAccepted([&](const StoredEvent &event) { told += event.position; });
        for (int i = 0; i < 50; ++i)
            m_bus->submit(eventOf(QString::number(i)), {}, [&](const Result<std::int64_t> &) { ++safe; });
        QVERIFY(m_bus->run());
        QCOMPARE(safe, 0);
        QVERIFY(*m_bus->nextDeadline() <= m_bus->now() + 5ms);
        m_clock.advance(5ms - 1ns);
        QVERIFY(m_bus->run());
        QCOMPARE(safe, 0);
        m_clock.advance(1ns);
        QVERIFY(m_bus->run());
        QCOMPARE(safe, 50);
        QCOMPARE(told.size(), 50);
        QVERIFY(std::is_sorted(told.begin(), told.end()));
    }

    /// The specification's processWithDLQ, with the state kept: attempts at 0, 2 and 6 s, over restarts.
    void attemptsGoOnOverRestarts_data()
    {
        engines();
    }
    void attemptsGoOnOverRestarts()
    {
        WEIR_BEGIN(R"("kind": "queue")",
                   R"([{"id": "one", "channel": "orders", "events": ["*"], "policy": "processing"}])");
        const TimePoint start = m_bus->now();
        QList<qint64> attempts;
        const auto handle = [&] {
            m_bus->setHandler(0, [&](const Delivery &delivery) {
                attempts += (m_bus->now() - start) / 1ms;
                return failing(delivery);
            });
        };
        handle();
        const Message event = eventOf(u"1"_s);
        QVERIFY(m_bus->publish(event, {}));
        pass(1s);
        restart();
        handle();
        pass(3s);
        restart();
        handle();
        pass(10s);
        QCOMPARE(attempts, (QList<qint64>{0, 2000, 6000}));
        const QList<DeadLetter> letters = *m_bus->deadLetters().list();
        QCOMPARE(letters.size(), 1);
        QCOMPARE(letters[0].originalEvent, envelopeBytes(event));
        QCOMPARE(letters[0].failureReason, u"no connection"_s);
        QCOMPARE(letters[0].failedAt, start + 6s);
        QCOMPARE(letters[0].retryCount, 3);
        QCOMPARE(letters[0].originalQueue, u"orders"_s);
        QCOMPARE(letters[0].subscription, u"work/one"_s);
        QCOMPARE(letters[0].channel, u"work/one.dlq"_s);
    }

    void aReplayGoesToTheSubscriptionThatFailedAndStaysUntilItIsAcknowledged_data()
    {
        engines();
    }
    void aReplayGoesToTheSubscriptionThatFailedAndStaysUntilItIsAcknowledged()
    {
        WEIR_BEGIN();
        bool isDown = true;
        QStringList handled;
        const auto handle = [&] {
            for (int i = 0; i < 2; ++i)
                m_bus->setHandler(i, [&, i](const Delivery &delivery) {
                    handled += u"%1 %2"_s.arg(i).arg(delivery.message->id);
                    return i == 1 && isDown ? failing(delivery) : delivery::AttemptOutcome::success();
                });
        };
        handle();
        for (int i = 0; i < 3; ++i)
            QVERIFY(m_bus->publish(eventOf(QString::number(i)), {}));
        pass(10s);
        QCOMPARE(*m_bus->deadLetters().count(), 3);
        // Still down: it comes back with the attempts of both.
        handled.clear();
        QCOMPARE(*m_bus->deadLetters().replay({.limit = 1}), 1);
        pass(10s);
        QCOMPARE(handled, QStringList(3, u"1 0"_s));
        QCOMPARE(m_bus->deadLetters().list()->first().retryCount, 6);
        isDown = false;
        handled.clear();
        QCOMPARE(*m_bus->deadLetters().replay({}, 0.5), 3);
        pass(1500ms); // They are looked for each second.
        QCOMPARE(handled, QStringList{u"1 0"_s});
        QCOMPARE(*m_bus->deadLetters().count(), 2);
        restart(); // The others are still asked for.
        handle();
        pass(4s);
        QCOMPARE(handled, (QStringList{u"1 0"_s, u"1 1"_s, u"1 2"_s}));
        QCOMPARE(*m_bus->deadLetters().count(), 0);
    }

    void atMostOnceIsForgottenBeforeItIsHandedOver_data()
    {
        engines();
    }
    void atMostOnceIsForgottenBeforeItIsHandedOver()
    {
        WEIR_BEGIN(R"("kind": "topic", "guarantee": "at-most-once")");
        QVERIFY(m_bus->publish(eventOf(u"1"_s), {}));
        QCOMPARE(m_bus->next()->size(), std::size_t(2));
        restart();
        QVERIFY(m_bus->next()->empty());
        QCOMPARE(*m_bus->deadLetters().count(), 0);
    }

    void whatCannotBeKeptIsNotAccepted_data()
    {
        engines();
    }
    void whatCannotBeKeptIsNotAccepted()
    {
        WEIR_BEGIN();
        QVERIFY(m_bus->publish(eventOf(u"0"_s), {}));
        QVERIFY(m_store->execute(u"alter table deliveries rename to hidden"_s));
        bool told = false;
        m_bus->submit(eventOf(u"1"_s), {}, [&](const Result<std::int64_t> &position) { told = !position; });
        QVERIFY(!m_bus->flush());
        QVERIFY(told);
        QVERIFY(!m_bus->publish(eventOf(u"2"_s), {}));
        QCOMPARE(m_bus->broker().unfinished(), 2);
        QVERIFY(m_store->execute(u"alter table hidden rename to deliveries"_s));
        QVERIFY(m_bus->publish(eventOf(u"3"_s), {}));
        QCOMPARE(m_bus->broker().unfinished(), 4);
        QCOMPARE(m_bus->events().readAfter(0, 10)->events.size(), std::size_t(2));
    }

    void aBusThatWasTakenOverWritesNothing_data()
    {
        engines();
    }
    void aBusThatWasTakenOverWritesNothing()
    {
        WEIR_BEGIN();
        QVERIFY(m_bus->publish(eventOf(u"0"_s), {}));
        const std::unique_ptr<Store> other = std::move(*Store::open(m_url));
        const auto second = DurableBus::open(m_catalog, *other, m_clock);
        QVERIFY(!second && second.error().message.contains(u"already"_s));
        QVERIFY(
            other->execute(u"update leases set fence = fence + 1 where name = 'bus'"_s)); // As if its lock had gone.
        const Result<std::int64_t> late = m_bus->publish(eventOf(u"1"_s), {});
        QVERIFY(!late && late.error().message.contains(u"taken over"_s));
        QCOMPARE(*EventStore(*other, m_clock).lastPosition(), 1);
    }

    void deliveriesToConsumersThatAreGoneBecomeDeadLetters_data()
    {
        engines();
    }
    void deliveriesToConsumersThatAreGoneBecomeDeadLetters()
    {
        WEIR_BEGIN();
        QVERIFY(m_bus->publish(eventOf(u"0"_s), {}));
        m_catalog = designWith(R"("kind": "topic")", R"([{"id": "one", "channel": "orders", "events": ["*"]}])");
        restart();
        QCOMPARE(m_bus->broker().unfinished(), 1);
        QCOMPARE(m_bus->deadLetters().list()->first().subscription, u"work/two"_s);
    }

    void rejectedCopiesBecomeDeadLetters_data()
    {
        engines();
    }
    void rejectedCopiesBecomeDeadLetters()
    {
        WEIR_BEGIN(R"("kind": "topic", "capacity": 2)");
        m_bus->setHandler(0, [](const Delivery &) { return delivery::AttemptOutcome::success(); });
        m_bus->setHandOver(1, HandOver::Paused);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(m_bus->publish(eventOf(QString::number(i)), {}));
            QVERIFY(m_bus->run());
        }
        QVERIFY(m_bus->flush());
        QCOMPARE(*m_bus->deadLetters().count({.subscription = u"work/two"_s}), 3);
        QCOMPARE(m_store->query(u"select count(*) from deliveries"_s)->first().first().toInt(), 2);
    }

    void whatIsOldAndDoneIsPurgedInChunks_data()
    {
        engines();
    }
    void whatIsOldAndDoneIsPurgedInChunks()
    {
        WEIR_BEGIN(R"("kind": "queue")", R"([{"id": "one", "channel": "orders", "events": ["*"]}])");
        for (int i = 0; i < 1'500; ++i)
            m_bus->submit(eventOf(QString::number(i)), {});
        QVERIFY(m_bus->flush());
        m_clock.advance(8 * 24h);
        QVERIFY(!*m_bus->purge()); // They are waited for.
        m_bus->setHandler(0, [](const Delivery &) { return delivery::AttemptOutcome::success(); });
        QVERIFY(m_bus->run());
        QVERIFY(m_bus->flush());
        QVERIFY(*m_bus->purge());
        QVERIFY(*m_bus->purge());
        QVERIFY(!*m_bus->purge());
        QCOMPARE(m_bus->events().readAfter(0, 10)->missed, 1'500);
        QCOMPARE(*m_bus->events().lastPosition(), 1'500);
    }
};

WEIR_TEST(tst_DurableBus)

#include "tst_durablebus.moc"
