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

    /// Publishes events until one fails; gives the ids of those that were accepted. Some are handled meanwhile.
    QStringList publishAll(int count, QSet<QString> *handled = nullptr)
    {
        QStringList accepted;
        const auto store = Store::open(m_path);
        if (!store)
            return accepted;
        const auto bus = DurableBus::open(m_catalog, **store, m_clock);
        if (!bus)
            return accepted;
        for (int i = 0; i < count; ++i) {
            const QString id = QString::number(i);
            const Result<std::int64_t> position = (*bus)->publish(eventOf(id), {});
            if (!position)
                break;
            accepted += id;
            if (i % 3 != 0 || !handled)
                continue;
            for (const Delivery &delivery : *(*bus)->next())
                (*bus)->finished(delivery, delivery::AttemptOutcome::success());
            if ((*bus)->flush())
                handled->insert(id);
        }
        return accepted;
    }

    /// What is at the database after it was opened again: ids of all events, and of those that wait.
    void read(QSet<QString> &kept, QMap<QString, int> &waiting)
    {
        const auto store = Store::open(m_path);
        QVERIFY2(store, qPrintable(store ? QString() : store.error().message));
        const auto check = (*store)->query(u"pragma integrity_check"_s);
        QVERIFY(check);
        QCOMPARE(check->first().first().toString(), u"ok"_s);
        const auto bus = DurableBus::open(m_catalog, **store, m_clock);
        QVERIFY(bus);
        const Result<EventBatch> batch = (*bus)->events().readAfter(0, 10'000);
        QVERIFY(batch);
        for (const StoredEvent &event : batch->events)
            kept.insert(event.message.id);
        while (true) {
            const auto begun = (*bus)->next();
            QVERIFY(begun);
            if (begun->empty())
                break;
            for (const Delivery &delivery : *begun) {
                ++waiting[delivery.message->id];
                (*bus)->finished(delivery, delivery::AttemptOutcome::success());
            }
        }
    }

private slots:
    void thePowerMayFailAtAnyOperation()
    {
        MemoryDisk disk;
        publishAll(0); // Makes the tables.
        const MemoryDisk::Files empty = disk.snapshot();
        const std::int64_t before = disk.operations();
        QCOMPARE(publishAll(test::rounds(24, 500)).size(), test::rounds(24, 500));
        const std::int64_t operations = disk.operations() - before;
        QVERIFY(operations > 50);
        const int wanted = test::rounds(1'000, 100'000);
        int crashes = 0;
        std::int64_t last = 0;
        for (int number = 0; number < wanted; ++number) {
            RandomStream random(static_cast<std::uint64_t>(number + 1));
            const std::int64_t at = 1 + number % operations;
            disk.reset(empty);
            disk.plan(MemoryDisk::Fault::PowerLoss, at);
            QSet<QString> handled;
            const QStringList accepted = publishAll(test::rounds(24, 500), number % 2 == 0 ? nullptr : &handled);
            crashes += disk.hasFailed() ? 1 : 0;
            disk.restart(random);
            QSet<QString> kept;
            QMap<QString, int> waiting;
            read(kept, waiting);
            const QByteArray context =
                "operation " + QByteArray::number(at) + " seed " + QByteArray::number(number + 1);
            if (QTest::currentTestFailed())
                QFAIL(context);
            for (const QString &id : accepted) {
                QVERIFY2(kept.contains(id), context + ": lost " + id.toUtf8());
                if (number % 2 == 0)
                    QVERIFY2(waiting.value(id) == 2, context + ": not delivered " + id.toUtf8());
            }
            // At most the event whose answer the power cut off is there besides.
            QVERIFY2(kept.size() <= accepted.size() + 1, context);
            last = std::max(last, std::int64_t(accepted.size()));
        }
        QVERIFY(crashes > wanted * 9 / 10);
        QVERIFY(last > 10);
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
        publishAll(0);
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
            QSet<QString> kept;
            QMap<QString, int> waiting;
            read(kept, waiting);
            accepted += u"after"_s;
            QCOMPARE(kept, QSet<QString>(accepted.begin(), accepted.end()));
            for (const QString &id : accepted)
                QCOMPARE(waiting.value(id), 2);
        }
        QVERIFY(refusals > 0);
    }
};

WEIR_TEST(tst_Crashes)

#include "tst_crashes.moc"
