// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/message/timestamp.h"

#include <QTest>

using namespace weir;
using namespace std::chrono_literals;

class tst_Timestamp : public QObject
{
    Q_OBJECT

private slots:
    void isReadToTheNanosecond_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<QString>("written");
        const qint64 day = 86'400'000'000'000;
        QTest::newRow("as JavaScript writes it")
            << "1970-01-01T00:00:00.000Z" << qint64(0) << "1970-01-01T00:00:00.000Z";
        QTest::newRow("no fraction") << "1970-01-02T00:00:00Z" << day << "1970-01-02T00:00:00Z";
        QTest::newRow("nine digits") << "1970-01-01T00:00:00.123456789Z" << qint64(123'456'789)
                                     << "1970-01-01T00:00:00.123456789Z";
        QTest::newRow("more digits are cut")
            << "1970-01-01T00:00:00.1234567891Z" << qint64(123'456'789) << "1970-01-01T00:00:00.1234567891Z";
        QTest::newRow("offset") << "1970-01-01T05:30:00+05:30" << qint64(0) << "1970-01-01T05:30:00+05:30";
        QTest::newRow("west") << "1969-12-31T19:00:00.5-05:00" << qint64(500'000'000) << "1969-12-31T19:00:00.5-05:00";
        QTest::newRow("small letters") << "1970-01-01t00:00:00z" << qint64(0) << "1970-01-01t00:00:00z";
        QTest::newRow("leap day") << "1972-02-29T00:00:00.000Z" << 789 * day << "1972-02-29T00:00:00.000Z";
        QTest::newRow("leap second") << "1972-06-30T23:59:60Z" << 912 * day << "1972-06-30T23:59:60Z";
        QTest::newRow("before 1970") << "1969-12-31T23:59:59.999Z" << qint64(-1'000'000) << "1969-12-31T23:59:59.999Z";
    }
    void isReadToTheNanosecond()
    {
        QFETCH(QString, text);
        const auto time = parseTimestamp(text);
        QVERIFY(time.has_value());
        QTEST(qint64(time->instant.time_since_epoch().count()), "nanoseconds");
        QTEST(timestampText(*time), "written");
    }

    void anInstantIsWrittenInUtcWithMilliseconds()
    {
        QCOMPARE(timestampText({TimePoint(250ms), {}}), QStringLiteral("1970-01-01T00:00:00.250Z"));
        QCOMPARE(timestampText({TimePoint(1us), {}}), QStringLiteral("1970-01-01T00:00:00.000001Z"));
        QCOMPARE(timestampText({TimePoint(1ns), {}}), QStringLiteral("1970-01-01T00:00:00.000000001Z"));
    }

    void whatIsNoInstantIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"",
                                 "yesterday",
                                 "2026-03-01",
                                 "2026-03-01T12:00:00",
                                 "2026-03-01 12:00:00Z",
                                 "2026-02-29T00:00:00Z",
                                 "2026-13-01T00:00:00Z",
                                 "2026-00-01T00:00:00Z",
                                 "2026-01-00T00:00:00Z",
                                 "2026-01-01T24:00:00Z",
                                 "2026-01-01T00:60:00Z",
                                 "2026-01-01T00:00:61Z",
                                 "2026-01-01T12:00:60Z",
                                 "2026-01-01T00:00:00.Z",
                                 "2026-01-01T00:00:00+24:00",
                                 "2026-01-01T00:00:00+0100",
                                 "2026-01-01T00:00:00Zulu",
                                 "0001-01-01T00:00:00Z",
                                 "9999-12-31T23:59:59Z",
                                 "1767225600000",
                                 "2026-1-1T0:0:0Z"})
            QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text);
    }
    void whatIsNoInstantIsRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!parseTimestamp(text).has_value());
    }
};

WEIR_TEST(tst_Timestamp)
#include "tst_timestamp.moc"
