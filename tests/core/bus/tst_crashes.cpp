// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/events.h"
#include "tests/core/bus/memorydisk.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/bus/durablebus.h"

#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace weir::bus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using weir::test::eventOf;
using weir::test::MemoryDisk;

/// P2 and P8: the power fails, the disk is full or broken at any of the bus's disk operations.
class tst_Crashes : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder; ///< Of the lock file only.
    QString m_path = m_folder.filePath(u"bus.sqlite"_s);
    Catalog m_catalog = test::designWith(R"("kind": "topic")", R"([
      {"id": "one", "channel": "orders", "events": ["*"], "policy": "processing"},
      {"id": "two", "channel": "orders", "events": ["*"], "policy": "processing"}])");
    ManualClock m_clock;

    /// What publishAll() was told.
    struct Told
    {
        QStringList accepted;
        QSet<QString> begun; ///< Handed over to a consumer, which answered.
    };

    /// Publishes events until one fails. With \a handles, each third time what waits is handled.
    Told publishAll(int count, bool handles)
    {
        Told told;
        const auto store = Store::open(m_path);
        if (!store)
            return told;
        const auto bus = DurableBus::open(m_catalog, **store, m_clock);
        if (!bus)
            return told;
        for (int i = 0; i < count; ++i) {
            const QString id = QString::number(i);
            const Result<std::int64_t> position = (*bus)->publish(eventOf(id), {});
            if (!position)
                break;
            told.accepted += id;
            if (i % 3 != 0 || !handles)
                continue;
            const auto deliveries = (*bus)->next();
            if (!deliveries)
                break;
            for (const Delivery &delivery : *deliveries) {
                told.begun.insert(delivery.message->id);
                (*bus)->finished(delivery, delivery::AttemptOutcome::success());
            }
            if (!(*bus)->flush())
                break;
        }
        return told;
    }

    /// What is in the database after it was opened again.
    struct Kept
    {
        QSet<QString> ids;
        qsizetype unfinished = 0;   ///< Copies.
        QMap<QString, int> waiting; ///< Copies by event, when they were asked for.
    };

    void read(Kept &kept, bool handsOver)
    {
        const auto store = Store::open(m_path);
        QVERIFY2(store, qPrintable(store ? QString() : store.error().message));
        const auto check = (*store)->query(u"pragma integrity_check"_s);
        QVERIFY(check);
        QCOMPARE(check->first().first().toString(), u"ok"_s);
        const auto bus = DurableBus::open(m_catalog, **store, m_clock);
        QVERIFY(bus);
        const auto ids = (*store)->query(u"select event_id from event_store"_s);
        QVERIFY(ids);
        for (const Row &row : *ids)
            kept.ids.insert(row.first().toString());
        QCOMPARE(kept.ids.size(), ids->size());
        kept.unfinished = qsizetype((*bus)->broker().unfinished());
        if (!handsOver)
            return;
        const Result<EventBatch> batch = (*bus)->events().readAfter(0, 10'000);
        QVERIFY(batch);
        QSet<QString> events;
        for (const StoredEvent &event : batch->events)
            events.insert(event.message.id);
        QCOMPARE(events, kept.ids);
        while (true) {
            const auto begun = (*bus)->next();
            QVERIFY(begun);
            if (begun->empty())
                break;
            for (const Delivery &delivery : *begun) {
                ++kept.waiting[delivery.message->id];
                (*bus)->finished(delivery, delivery::AttemptOutcome::success());
            }
        }
    }

    /// After a crash: nothing that was accepted is lost, and what no consumer has had waits for both.
    void verify(const Told &told, bool handles, bool handsOver)
    {
        Kept kept;
        read(kept, handsOver);
        if (QTest::currentTestFailed())
            return;
        qsizetype untouched = 0;
        for (const QString &id : told.accepted) {
            QVERIFY2(kept.ids.contains(id), qPrintable(u"lost "_s + id));
            if (told.begun.contains(id))
                continue;
            ++untouched;
            if (handsOver)
                QVERIFY2(kept.waiting.value(id) == 2, qPrintable(u"not delivered "_s + id));
        }
        // At most the event whose answer the power cut off is there besides.
        QVERIFY(kept.ids.size() <= told.accepted.size() + 1);
        if (handles)
            QVERIFY(kept.unfinished >= 2 * untouched);
        else
            QCOMPARE(kept.unfinished, 2 * kept.ids.size());
    }

private slots:
    void thePowerMayFailAtAnyOperation_data()
    {
        QTest::addColumn<bool>("handles");
        QTest::newRow("events pile up") << false;
        QTest::newRow("events are handled") << true;
    }

    /// Stops after each operation, and lets chance decide several times what of the rest reached the disk.
    void thePowerMayFailAtAnyOperation()
    {
        QFETCH(bool, handles);
        const int events = test::rounds(24, 500), chances = test::rounds(2, 7);
        MemoryDisk disk;
        publishAll(0, handles); // Makes the tables.
        const MemoryDisk::Files empty = disk.snapshot();
        const std::int64_t before = disk.operations();
        QCOMPARE(publishAll(events, handles).accepted.size(), events);
        const std::int64_t operations = disk.operations() - before;
        int crashes = 0;
        for (std::int64_t at = 1; at <= operations; ++at) {
            disk.reset(empty);
            disk.plan(MemoryDisk::Fault::PowerLoss, at);
            const Told told = publishAll(events, handles);
            QVERIFY(disk.hasFailed());
            const MemoryDisk::Files broken = disk.files;
            for (int chance = 0; chance < chances; ++chance) {
                RandomStream random(static_cast<std::uint64_t>(at * chances + chance));
                disk.restart(broken, random);
                verify(told, handles, chance == 0);
                ++crashes;
                if (QTest::currentTestFailed())
                    QFAIL(qPrintable(u"operation %1, chance %2"_s.arg(at).arg(chance)));
            }
        }
        qInfo("%d crashes", crashes);
        QVERIFY(crashes >= test::rounds(500, 50'000)); // Half of what is promised, for each of two.
    }

    void aFullOrFailingDiskRefusesAndLosesNothing_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("full") << int(MemoryDisk::Fault::Full);
        QTest::newRow("one write fails") << int(MemoryDisk::Fault::WriteOnce);
    }

    void aFullOrFailingDiskRefusesAndLosesNothing()
    {
        QFETCH(int, fault);
        MemoryDisk disk;
        publishAll(0, false);
        const MemoryDisk::Files empty = disk.snapshot();
        int refusals = 0;
        for (int at = 1; at <= test::rounds(60, 500); ++at) {
            disk.reset(empty);
            QStringList accepted;
            {
                const auto store = Store::open(m_path);
                QVERIFY(store);
                const auto bus = DurableBus::open(m_catalog, **store, m_clock);
                QVERIFY(bus);
                disk.plan(static_cast<MemoryDisk::Fault>(fault), at);
                for (int i = 0; i < 12; ++i) {
                    const QString id = QString::number(i);
                    if ((*bus)->publish(eventOf(id), {}))
                        accepted += id;
                    else
                        ++refusals;
                }
                disk.mend();
                QVERIFY2((*bus)->publish(eventOf(u"after"_s), {}), "works again when space returns");
                QCOMPARE((*bus)->broker().unfinished(), 2 * (accepted.size() + 1));
            }
            Kept kept;
            read(kept, true);
            accepted += u"after"_s;
            QCOMPARE(kept.ids, QSet<QString>(accepted.begin(), accepted.end()));
            for (const QString &id : accepted)
                QCOMPARE(kept.waiting.value(id), 2);
        }
        QVERIFY(refusals > 0);
    }
};

WEIR_TEST(tst_Crashes)

#include "tst_crashes.moc"
