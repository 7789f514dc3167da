// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/enginetest.h"
#include "tests/support/registertest.h"

#include "core/bus/outbox.h"

#include <QTest>

using namespace weir;
using namespace weir::bus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using weir::test::eventOf;

/// Transactions, opening and the tables.
class tst_Store : public test::EngineTest
{
    Q_OBJECT

private slots:
    void instantsAreTextsThatSort()
    {
        const TimePoint time = parseTimestamp(u"2026-03-01T12:00:00.250001Z")->instant;
        QCOMPARE(storedInstant(time), u"2026-03-01T12:00:00.250001Z"_s);
        QCOMPARE(instantOf(storedInstant(time)), time);
        QCOMPARE(storedInstant(time + 999ns), storedInstant(time));
        QVERIFY(storedInstant(time) < storedInstant(time + 1us));
        QCOMPARE(storedInstant(TimePoint()), u"1970-01-01T00:00:00.000000Z"_s);
    }

    void aCommittedTransactionStaysAndAnyOtherLeavesNothing_data() { engines(); }
    void aCommittedTransactionStaysAndAnyOtherLeavesNothing()
    {
        WEIR_MAKE_STORE(store);
        bus::Outbox outbox(*store, m_clock);
        QVERIFY(store->execute(u"create table users (name varchar(50) not null)"_s));
        const auto write = [&](const QString &name, bool commits) {
            Result<Store::Transaction> transaction = store->begin();
            QVERIFY(transaction);
            QVERIFY(store->execute(u"insert into users (name) values (?)"_s, {name}));
            const Message event = eventOf(name, u"user.created"_s);
            QVERIFY(outbox.write({&event, 1}));
            if (commits)
                QVERIFY(transaction->commit());
        };
        write(u"kept"_s, true);
        write(u"rolled back"_s, false);
        const auto names = store->query(u"select name from users"_s);
        QCOMPARE(names->size(), 1);
        QCOMPARE(ids(*outbox.rows(10)), QStringList{u"kept"_s});
        {
            Result<Store::Transaction> outer = store->begin();
            QVERIFY(outer);
            {
                const Result<Store::Transaction> inner = store->begin();
                QVERIFY(inner && store->execute(u"insert into users (name) values ('inner')"_s));
            }
            QVERIFY(!outer->commit()); // A part of it was given up.
        }
        QVERIFY(!store->isInTransaction());
        QCOMPARE(store->query(u"select name from users"_s)->size(), 1);
    }

    void whatIsKeptIsThereAfterTheNextStart_data() { engines(); }
    void whatIsKeptIsThereAfterTheNextStart()
    {
        std::unique_ptr<Store> store = make();
        if (!store)
            QSKIP(qPrintable(m_databases.whyNot()));
        QVERIFY(bus::Outbox(*store, m_clock).write(events(250)));
        store.reset();
        store = open();
        QCOMPARE(bus::Outbox(*store, m_clock).counts(5)->pending, 250);
    }

    void thereIsOneBusOnADatabase_data() { engines(); }
    void thereIsOneBusOnADatabase()
    {
        WEIR_MAKE_STORE(store);
        QVERIFY(store->lockBus());
        QVERIFY(store->lockBus());
        std::unique_ptr<Store> other = open();
        const Result<void> second = other->lockBus();
        QVERIFY(!second);
        QVERIFY(second.error().message.contains(u"already"_s));
        QVERIFY(bus::Outbox(*other, m_clock).write(events(1))); // Everything else is shared.
    }

    void theTablesAreThoseOfTheSpecification()
    {
        QCOMPARE(tableScript(Table::OutboxEvents, Engine::Postgres, OutboxMode::Faithful),
                 u"create table outbox_events (\n"
                 "  id uuid primary key default gen_random_uuid(),\n"
                 "  event_type varchar(255) not null,\n"
                 "  payload jsonb not null,\n"
                 "  status varchar(50) not null default 'pending',\n"
                 "  retry_count integer not null default 0,\n"
                 "  created_at timestamp not null default now(),\n"
                 "  processed_at timestamp\n);\n"_s);
        const QString events = tableScript(Table::EventStore, Engine::Postgres);
        for (const char *column : {"stream_id", "version", "event_id text not null unique", "type", "schema_version",
                                   "data", "metadata", "correlation_id", "causation_id", "occurred_at", "recorded_at",
                                   "unique (stream_id, version)", "position bigint generated always"})
            QVERIFY2(events.contains(QLatin1String(column)), column);
    }

    void aDatabaseThatIsNotOursIsRefusedAndLeftAsItIs_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("no database") << 0 << QByteArray("PK\x03\x04 an archive") << u"no SQLite"_s;
        QTest::newRow("another page size") << 16 << QByteArray("\x11\x11") << u"damaged"_s;
        QTest::newRow("another program") << 68 << QByteArray("\x01\x02\x03\x04") << u"another program"_s;
        QTest::newRow("a newer version") << 60 << QByteArray("\x00\x00\x00\x02", 4) << u"newer"_s;
        QTest::newRow("a damaged first page") << 100 << QByteArray(400, '\xee') << u"left as it is"_s;
    }

    void aDatabaseThatIsNotOursIsRefusedAndLeftAsItIs()
    {
        QFETCH(int, at);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        m_url = m_databases.url(Engine::Sqlite);
        QVERIFY(bus::Outbox(*open(), m_clock).write(events(20)));
        QFile file(m_url);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at) && file.write(bytes) == bytes.size());
        file.close();
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        file.close();
        const Result<std::unique_ptr<Store>> store = Store::open(m_url);
        QVERIFY(!store);
        QVERIFY2(store.error().message.contains(says), qPrintable(store.error().message));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), before);
    }

    void everyByteOfTheHeaderMayBeWrong()
    {
        m_url = m_databases.url(Engine::Sqlite);
        QVERIFY(bus::Outbox(*open(), m_clock).write(events(5)));
        QFile file(m_url);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray good = file.readAll();
        file.close();
        int refused = 0;
        for (int at = 0; at < 100; ++at) {
            QByteArray damaged = good;
            damaged[at] = static_cast<char>(damaged[at] ^ 0x5a);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(damaged) == damaged.size());
            file.close();
            const Result<std::unique_ptr<Store>> store = Store::open(m_url);
            if (store)
                continue;
            ++refused;
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), damaged);
            file.close();
        }
        QVERIFY(refused >= 30);
    }

    void urlsThatNameNothingAreRefused()
    {
        QVERIFY(!Store::open(u"/nowhere/at/all/bus.sqlite"_s));
        const Result<std::unique_ptr<Store>> noName = Store::open(u"postgres://user:secret@127.0.0.1:1"_s);
        QVERIFY(!noName && !noName.error().message.contains(u"secret"_s));
        QVERIFY(!Store::open(u"postgres://127.0.0.1:1/db?schema=a;drop"_s));
        const Result<std::unique_ptr<Store>> nobody = Store::open(u"postgres://user:secret@127.0.0.1:1/db"_s);
        QVERIFY(!nobody && !nobody.error().message.contains(u"secret"_s));
    }
};

WEIR_TEST(tst_Store)

#include "tst_store.moc"
