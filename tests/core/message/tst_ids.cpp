// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/message/ids.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace weir;
using namespace std::chrono_literals;

class tst_Ids : public QObject
{
    Q_OBJECT

private slots:
    void haveTheirForm_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("form");
        const QString uuid = QStringLiteral("^[0-9a-f]{8}-[0-9a-f]{4}-%1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
        QTest::newRow("UUIDv4") << int(IdKind::Uuid4) << uuid.arg(4);
        QTest::newRow("UUIDv7") << int(IdKind::Uuid7) << uuid.arg(7);
        QTest::newRow("nanoid") << int(IdKind::Nanoid) << QStringLiteral("^[A-Za-z0-9_-]{21}$");
    }
    void haveTheirForm()
    {
        QFETCH(int, kind);
        QFETCH(QString, form);
        const ManualClock clock(TimePoint(1'772'366'400s));
        IdGenerator ids(IdKind(kind), RandomStream(7), clock);
        IdGenerator again(IdKind(kind), RandomStream(7), clock);
        const QRegularExpression expected(form);
        QSet<QString> seen;
        for (int i = 0; i < 10'000; ++i) {
            const QString id = ids.next();
            QVERIFY2(expected.match(id).hasMatch(), qPrintable(id));
            QCOMPARE(again.next(), id);
            seen.insert(id);
        }
        QCOMPARE(seen.size(), 10'000);
    }

    void uuid7SortsByTimeEvenWithinAMillisecond()
    {
        ManualClock clock(TimePoint(1'772'366'400s));
        IdGenerator ids(IdKind::Uuid7, RandomStream(1), clock);
        // RFC 9562 §5.7: the first 48 bits are the milliseconds.
        QString last = ids.next();
        QCOMPARE(QString(last).remove(u'-').first(12).toLongLong(nullptr, 16), 1'772'366'400'000);
        for (int i = 0; i < 20'000; ++i) {
            if (i % 5'000 == 0)
                clock.advance(1ms);
            const QString id = ids.next();
            QVERIFY2(last < id, qPrintable(last + u' ' + id));
            last = id;
        }
    }

    void nanoidUsesItsWholeAlphabet()
    {
        const ManualClock clock;
        IdGenerator ids(IdKind::Nanoid, RandomStream(3), clock);
        QHash<QChar, int> counts;
        for (int i = 0; i < 10'000; ++i) {
            for (const QChar c : ids.next())
                ++counts[c];
        }
        QCOMPARE(counts.size(), 64);
        const double expected = 210'000.0 / 64;
        for (const int count : std::as_const(counts))
            QVERIFY(std::abs(count - expected) < 0.1 * expected);
    }
};

WEIR_TEST(tst_Ids)
#include "tst_ids.moc"
