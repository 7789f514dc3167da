// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/databases.h"
#include "tests/core/bus/events.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"
#include "core/bus/deadletters.h"
#include "core/bus/envelopebytes.h"
#include "core/bus/eventstore.h"
#include "core/bus/inbox.h"
#include "core/bus/outbox.h"
#include "core/bus/storeddeliverylog.h"

#include <QTest>

using namespace weir;
using namespace weir::bus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using weir::test::eventOf;

Q_DECLARE_METATYPE(weir::bus::Engine)

/// What every engine has to do: each slot runs on all of them.
class tst_Store : public QObject
{
    Q_OBJECT

    void engines()
    {
        QTest::addColumn<Engine>("engine");
        QTest::newRow("SQLite") << Engine::Sqlite;
        QTest::newRow("PostgreSQL") << Engine::Postgres;
    }

    /// A new database of the row's engine; null when there is none: the test is skipped.
    std::unique_ptr<Store> make()
    {
        QFETCH(Engine, engine);
        m_url = m_databases.url(engine);
        if (m_url.isEmpty())
            return {};
        return open();
    }
    std::unique_ptr<Store> open()
    {
        Result<std::unique_ptr<Store>> store = Store::open(m_url);
        if (!store)
            qFatal("%s", qPrintable(store.error().message));
        return std::move(*store);
    }

#define WEIR_MAKE_STORE(store)                   \
    const std::unique_ptr<Store> store = make(); \
    if (!store)                                  \
    QSKIP(qPrintable(m_databases.whyNot()))

    test::Databases m_databases;
    QString m_url;
    ManualClock m_clock{parseTimestamp(u"2026-03-01T12:00:00.250Z")->instant};

    static std::vector<Message> events(int count, int from = 0)
    {
        std::vector<Message> made;
        for (int i = from; i < from + count; ++i)
            made.push_back(eventOf(u"event-%1"_s.arg(i)));
        return made;
    }
    static QStringList ids(const std::vector<OutboxRow> &rows)
    {
        QStringList ids;
        for (const OutboxRow &row : rows)
            ids += row.message()->id;
        return ids;
    }
    static DeadLetter letter(const QString &id, const QString &reason)
    {
        DeadLetter made;
        made.originalEvent = envelopeBytes(eventOf(id));
        made.failureReason = reason;
        made.failedAt = parseTimestamp(u"2026-03-01T12:00:06Z")->instant;
        made.retryCount = 3;
        made.originalQueue = u"main-queue"_s;
        made.subscription = u"work/one"_s;
        made.channel = u"work/one.dlq"_s;
        made.eventId = id;
        made.eventType = u"order.placed"_s;
        return made;
    }

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

    void aCommittedTransactionStaysAndAnyOtherLeavesNothing_data()
    {
        engines();
    }
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

    void whatIsKeptIsThereAfterTheNextStart_data()
    {
        engines();
    }
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

    void theOutboxGivesItsEventsBackAsTheyWere_data()
    {
        engines();
    }
    void theOutboxGivesItsEventsBackAsTheyWere()
    {
        WEIR_MAKE_STORE(store);
        bus::Outbox outbox(*store, m_clock);
        Message odd = eventOf(u"odd"_s, u"user.created"_s);
        odd.data =
            Json{{"text", "quote \" backslash \\ {braces}, ünïcode \U0001F600, 'single' ? :name"}, {"n", nullptr}};
        odd.metadata = Json{{"trace", "x"}};
        odd.correlationId = u"story"_s;
        odd.version = 3;
        QVERIFY(outbox.write({&odd, 1}, u"users"_s));
        const std::vector<OutboxRow> rows = *outbox.rows(10);
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(*rows[0].message(), odd);
        QCOMPARE(rows[0].channel, u"users"_s);
        QCOMPARE(rows[0].eventType, u"user.created"_s);
        QCOMPARE(rows[0].status, u"pending"_s);
        QCOMPARE(rows[0].createdAt, m_clock.now());
        QVERIFY(rows[0].id.size() >= 32);
        QVERIFY(!rows[0].processedAt && rows[0].retryCount == 0);
    }

    void aRowIsClaimedByOneRelayUntilItsLeaseEnds_data()
    {
        engines();
    }
    void aRowIsClaimedByOneRelayUntilItsLeaseEnds()
    {
        WEIR_MAKE_STORE(store);
        const std::unique_ptr<Store> other = open();
        bus::Outbox mine(*store, m_clock), theirs(*other, m_clock);
        QVERIFY(mine.write(events(10)));
        const Result<Claim> first = mine.claim(u"me"_s, 4, 30s);
        QCOMPARE(ids(first->rows), (QStringList{u"event-0"_s, u"event-1"_s, u"event-2"_s, u"event-3"_s}));
        const Result<Claim> second = theirs.claim(u"they"_s, 100, 30s);
        for (const QString &id : ids(second->rows))
            QVERIFY(!ids(first->rows).contains(id));
        QCOMPARE(second->rows.size(), std::size_t(store->engine() == Engine::Sqlite ? 0 : 6));
        m_clock.advance(30s + 1ms);
        const Result<Claim> after = theirs.claim(u"they"_s, 4, 30s);
        QCOMPARE(ids(after->rows), ids(first->rows));
        QVERIFY(after->fence > first->fence);
        // A relay that was stopped meanwhile marks nothing.
        QCOMPARE(*mine.markProcessed(*first, 4), 0);
        QCOMPARE(*mine.markFailed(*first, 0, u"late"_s, {}), false);
        QCOMPARE(*theirs.markProcessed(*after, 4), 4);
        QCOMPARE(mine.counts(5)->processed, 4);
    }

    void rowsThatFailedWaitAndAreThenGivenUp_data()
    {
        engines();
    }
    void rowsThatFailedWaitAndAreThenGivenUp()
    {
        WEIR_MAKE_STORE(store);
        bus::Outbox outbox(*store, m_clock);
        QVERIFY(outbox.write(events(3)));
        const Result<Claim> claim = outbox.claim(u"me"_s, 100, 30s);
        QCOMPARE(*outbox.markFailed(*claim, 1, u"rejected"_s, m_clock.now() + 1min), true);
        QVERIFY(outbox.release(*claim, 0, {}));
        m_clock.advance(1ms);
        const Result<Claim> next = outbox.claim(u"me"_s, 100, 30s);
        QCOMPARE(ids(next->rows), (QStringList{u"event-0"_s, u"event-2"_s}));
        QCOMPARE(*outbox.markProcessed(*next, 2), 2);
        m_clock.advance(1min);
        const Result<Claim> late = outbox.claim(u"me"_s, 100, 30s);
        QCOMPARE(ids(late->rows), QStringList{u"event-1"_s});
        QCOMPARE(late->rows[0].retryCount, 1);
        QCOMPARE(late->rows[0].lastError, u"rejected"_s);
        QCOMPARE(*outbox.markFailed(*late, 0, u"rejected again"_s, {}), true);
        QCOMPARE(*outbox.counts(5), (OutboxCounts{0, 2, 1, 0}));
        m_clock.advance(24h);
        QCOMPARE(*outbox.purge(m_clock.now(), 1), 1);
        QCOMPARE(*outbox.purge(m_clock.now(), 10), 1);
        QCOMPARE(*outbox.purge(m_clock.now(), 10), 0);
    }

    void theInboxLetsAnEventInOnce_data()
    {
        engines();
    }
    void theInboxLetsAnEventInOnce()
    {
        WEIR_MAKE_STORE(store);
        Inbox inbox(*store, m_clock);
        QVERIFY(store->execute(u"create table effects (event varchar(50) not null)"_s));
        RandomStream random(11);
        const int deliveries = test::rounds(600, 1'000'000), different = deliveries * 7 / 10;
        for (int i = 0; i < deliveries; ++i) {
            const QString id = QString::number(i < different ? i : int(random.below(std::uint64_t(different))));
            Result<Store::Transaction> transaction = store->begin();
            const Result<bool> isNew = inbox.enter(u"mail"_s, id);
            QVERIFY(isNew);
            if (*isNew)
                QVERIFY(store->execute(u"insert into effects (event) values (?)"_s, {id}));
            if (random.below(50) != 0) // Else the handler fails, and is delivered again.
                QVERIFY(transaction->commit());
        }
        const auto twice = store->query(u"select event from effects group by event having count(*) > 1"_s);
        QVERIFY(twice->isEmpty());
        QCOMPARE(store->query(u"select count(*) from effects"_s)->first().first().toInt(),
                 store->query(u"select count(*) from inbox"_s)->first().first().toInt());
        QCOMPARE(*inbox.enter(u"other"_s, u"0"_s), true);
        m_clock.advance(inboxRetention + 1s);
        QCOMPARE(*inbox.purge(m_clock.now() - inboxRetention, 100), 100);
    }

    void eventsAreReadInTheOrderOfTheirPositions_data()
    {
        engines();
    }
    void eventsAreReadInTheOrderOfTheirPositions()
    {
        WEIR_MAKE_STORE(store);
        EventStore kept(*store, m_clock);
        QCOMPARE(*kept.lastPosition(), 0);
        std::vector<Message> messages = events(5);
        messages[2].data = {};
        messages[2].binary = QByteArray("\x00\xff", 2);
        messages[2].contentType = u"application/octet-stream"_s;
        messages[3].metadata = Json{{"a", 1}};
        messages[3].timestamp = *parseTimestamp(u"2026-03-01T13:00:00.123456789+01:00");
        messages[4].id = messages[0].id;
        std::vector<Appended> appended;
        for (const Message &message : messages)
            appended.push_back({&message, u"orders"_s, message.id == u"event-1"_s ? QString() : u"key"_s});
        const Result<std::vector<std::int64_t>> positions = kept.append(appended);
        QCOMPARE(*positions, (std::vector<std::int64_t>{1, 2, 3, 4, 0}));
        QCOMPARE(*kept.append({appended.data(), 1}), std::vector<std::int64_t>{0});
        QCOMPARE(*kept.positionOf(u"event-3"_s), std::optional<std::int64_t>(4));
        QCOMPARE(*kept.positionOf(u"event-9"_s), std::optional<std::int64_t>());
        const Result<EventBatch> batch = kept.readAfter(1, 2);
        QCOMPARE(batch->events.size(), std::size_t(2));
        QCOMPARE(batch->events[0].position, 2);
        QCOMPARE(batch->events[1].message, messages[2]);
        QCOMPARE((*kept.at(4))->message, messages[3]);
        QCOMPARE((*kept.at(4))->channel, u"orders"_s);
        const auto versions =
            store->query(u"select version from event_store where stream_id = 'key' order by position"_s);
        QCOMPARE(versions->size(), 3);
        QCOMPARE(versions->last().first().toInt(), 3);
    }

    void readingSaysWhatIsNoLongerKept_data()
    {
        engines();
    }
    void readingSaysWhatIsNoLongerKept()
    {
        WEIR_MAKE_STORE(store);
        EventStore kept(*store, m_clock);
        const std::vector<Message> messages = events(10);
        for (const Message &message : messages) {
            const Appended one{&message, u"orders"_s, {}};
            QVERIFY(kept.append({&one, 1}));
            m_clock.advance(1s);
        }
        QCOMPARE(*kept.purge(m_clock.now() - 6500ms, 2), 2);
        QCOMPARE(*kept.purge(m_clock.now() - 6500ms, 100), 2);
        QCOMPARE(kept.readAfter(1, 100)->missed, 3);
        QCOMPARE(kept.readAfter(1, 100)->events.size(), std::size_t(6));
        QCOMPARE(kept.readAfter(4, 100)->missed, 0);
        QCOMPARE(*kept.purge(m_clock.now(), 100), 6);
        QCOMPARE(*kept.lastPosition(), 10);
    }

    void deadLettersCanBeWorkedOn_data()
    {
        engines();
    }
    void deadLettersCanBeWorkedOn()
    {
        WEIR_MAKE_STORE(store);
        DeadLetters dead(*store, m_clock);
        std::vector<DeadLetter> letters;
        for (int i = 0; i < 6; ++i)
            letters.push_back(letter(u"event-%1"_s.arg(i),
                                     i < 4 ? u"status %1 of order %2"_s.arg(500).arg(i * 17) : u"100% wrong_"_s));
        letters[5].subscription = u"work/two"_s;
        QVERIFY(dead.add(letters));
        const QList<DeadLetter> all = *dead.list();
        QCOMPARE(all.size(), 6);
        DeadLetter first = letters[0];
        first.id = all[0].id;
        QCOMPARE(all[0], first);
        QCOMPARE(*dead.count({.subscription = u"work/two"_s}), 1);
        QCOMPARE(*dead.count({.text = u"100%"_s}), 2);
        QCOMPARE(*dead.count({.text = u"event-3"_s}), 1);
        QCOMPARE(*dead.count({.text = u"%"_s}), 2);
        const QList<DeadLetterGroup> groups = *dead.groups();
        QCOMPARE(groups.size(), 3);
        QCOMPARE(groups[0].reason, u"status # of order #"_s);
        QCOMPARE(groups[0].count, 4);
        QCOMPARE(groups[0].first, letters[0].failedAt);
        QCOMPARE(*dead.count({.reason = groups[0].reason}), 4);
        QCOMPARE(dead.list({.after = all[3].id})->size(), 2);

        Message changed = eventOf(u"event-0"_s);
        changed.data = Json{{"total", 1}};
        QVERIFY(dead.edit(all[0].id, envelopeBytes(changed)));
        QVERIFY((*dead.find(all[0].id))->isEdited);
        QCOMPARE(*(*dead.find(all[0].id))->message(), changed);
        QVERIFY(!dead.edit(all[0].id, envelopeBytes(eventOf(u"another"_s))));
        QVERIFY(!dead.edit(all[0].id, "{}"));

        QVERIFY(!dead.discard({}, u" "_s));
        QCOMPARE(*dead.discard({.ids = {all[4].id, all[5].id}}, u"test orders"_s), 2);
        QCOMPARE(*dead.replay({}, 2), 4);
        QCOMPARE(*dead.replay({}, 2), 0);
        QCOMPARE(dead.dueReplays(m_clock.now(), 10)->size(), 1);
        QCOMPARE(dead.dueReplays(m_clock.now() + 1s, 10)->size(), 3);
        QCOMPARE(*dead.cancelReplay({}), 3);
        QCOMPARE(*dead.discard({}, u"all but the one on its way"_s), 3);
        QVERIFY(dead.failedAgain(all[0].id, u"still down"_s, 2, m_clock.now()));
        QCOMPARE((*dead.find(all[0].id))->retryCount, 5);
        QVERIFY(dead.acknowledged(all[0].id));
        QCOMPARE(*dead.count(), 0);
    }

    void deadLettersAreExportedAsTheSpecificationWritesThem_data()
    {
        engines();
    }
    void deadLettersAreExportedAsTheSpecificationWritesThem()
    {
        WEIR_MAKE_STORE(store);
        DeadLetters dead(*store, m_clock);
        std::vector<DeadLetter> letters(2'500, letter(u"event-1"_s, u"no \"connection\""_s));
        QVERIFY(dead.add(letters));
        QByteArray text;
        QCOMPARE(*dead.exportTo({},
                                [&](QByteArrayView line) {
                                    text += line;
                                    return true;
                                }),
                 2'500);
        const QByteArray line = "{\"originalEvent\":" + letters[0].originalEvent
            + ",\"failureReason\":\"no \\\"connection\\\"\",\"failedAt\":\"2026-03-01T12:00:06.000Z\","
              "\"retryCount\":3,\"originalQueue\":\"main-queue\"}\n";
        QCOMPARE(text.left(line.size()), line);
        QCOMPARE(text.count('\n'), 2'500);
        QCOMPARE(*dead.exportTo({}, [](QByteArrayView) { return false; }), 0);
    }

    void eachAttemptOfAWebhookIsKept_data()
    {
        engines();
    }
    void eachAttemptOfAWebhookIsKept()
    {
        WEIR_MAKE_STORE(store);
        StoredDeliveryLog log(*store);
        std::vector<DeliveryAttempt> made;
        for (int i = 1; i <= 4; ++i) {
            DeliveryAttempt attempt;
            attempt.webhook = i < 4 ? u"partner"_s : u"other"_s;
            attempt.event = u"event-1"_s;
            attempt.type = u"order.placed"_s;
            attempt.attempt = i;
            attempt.startedAt = m_clock.now() + std::chrono::seconds(i);
            attempt.latency = 12'345ns;
            attempt.status = i < 3 ? 503 : 200;
            attempt.error = i < 3 ? u"status 503"_s : QString();
            if (i < 3)
                attempt.nextAttemptAt = attempt.startedAt + 2s;
            QVERIFY(log.record(attempt));
            made.push_back(attempt);
        }
        QCOMPARE(*log.attempts({.webhook = u"partner"_s}), (std::vector<DeliveryAttempt>{made[2], made[1], made[0]}));
        QCOMPARE(log.attempts({.failedOnly = true})->size(), std::size_t(2));
        QCOMPARE(log.attempts({.since = m_clock.now() + 3s})->size(), std::size_t(2));
        QCOMPARE(log.attempts({.limit = 1})->front(), made[3]);
        QCOMPARE(*log.purge(m_clock.now() + 3s, 1), 1);
        QCOMPARE(*log.purge(m_clock.now() + 3s, 10), 1);
    }

    void thereIsOneBusOnADatabase_data()
    {
        engines();
    }
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
