// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/duration.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Duration : public QObject
{
    Q_OBJECT

private slots:
    void aTextIsReadExactly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("nanoseconds");
        QTest::newRow("zero") << u"0s"_s << qint64(0);
        QTest::newRow("nanoseconds") << u"10ns"_s << qint64(10);
        QTest::newRow("microseconds") << u"250us"_s << qint64(250'000);
        QTest::newRow("milliseconds") << u"250ms"_s << qint64(250'000'000);
        QTest::newRow("seconds") << u"2s"_s << qint64(2'000'000'000);
        QTest::newRow("minutes with a fraction") << u"1.5m"_s << qint64(90'000'000'000);
        QTest::newRow("an hour") << u"1h"_s << qint64(3'600'000'000'000);
        QTest::newRow("a week") << u"7d"_s << qint64(604'800'000'000'000);
        QTest::newRow("the digits of a double do not suffice") << u"100000.000000001s"_s << qint64(100'000'000'000'001);
        QTest::newRow("many zeros after the point") << u"1.50000000000000000000s"_s << qint64(1'500'000'000);
        QTest::newRow("a fraction of a minute that is whole") << u"0.00000000005m"_s << qint64(3);
        QTest::newRow("the longest") << u"9223372036854775807ns"_s << std::numeric_limits<qint64>::max();
    }
    void aTextIsReadExactly()
    {
        QFETCH(QString, text);
        QFETCH(qint64, nanoseconds);
        QCOMPARE(parseDuration(text), std::optional(Duration(nanoseconds)));
    }

    void anythingElseIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "s", "1", "1 s", " 1s", "1s ", "-1s", "+1s", "1.s", ".5s", "1e3s", "1min", "1S",
                                 "0.5ns", "9223372036854775808ns", "106752d", "1.2.3s", "1s1s", "٣s"})
            QTest::newRow(qPrintable(u'"' + QString::fromUtf8(text) + u'"')) << QString::fromUtf8(text);
    }
    void anythingElseIsRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!parseDuration(text));
    }

    void theSpellingIsTheShortest_data()
    {
        QTest::addColumn<Duration>("duration");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << Duration(0) << u"0s"_s;
        QTest::newRow("a tenth of a second stays whole") << Duration(100ms) << u"100ms"_s;
        QTest::newRow("one and a half seconds") << Duration(1500ms) << u"1.5s"_s;
        QTest::newRow("ninety seconds") << Duration(90s) << u"90s"_s;
        QTest::newRow("a whole number wins over a fraction") << Duration(150s) << u"150s"_s;
        QTest::newRow("a minute") << Duration(60s) << u"1m"_s;
        QTest::newRow("a week") << Duration(168h) << u"7d"_s;
        QTest::newRow("no end of decimals") << Duration(100s) << u"100s"_s;
    }
    void theSpellingIsTheShortest()
    {
        QFETCH(Duration, duration);
        QTEST(durationText(duration), "text");
    }

    void everySpellingReadsBackAsTheSame()
    {
        quint64 state = 88172645463325252ULL;
        for (int i = 0; i < 20'000; ++i) {
            state ^= state << 13U;
            state ^= state >> 7U;
            state ^= state << 17U;
            const Duration duration(qint64(state >> (1U + state % 60U)));
            QCOMPARE(parseDuration(durationText(duration)), std::optional(duration));
        }
    }

    void wordsAreForPeople_data()
    {
        QTest::addColumn<Duration>("duration");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << Duration(0) << u"0 s"_s;
        QTest::newRow("nanoseconds") << Duration(12) << u"12 ns"_s;
        QTest::newRow("microseconds") << Duration(1500) << u"1.5 µs"_s;
        QTest::newRow("milliseconds") << Duration(250ms) << u"250 ms"_s;
        QTest::newRow("three digits") << Duration(123'456'789) << u"123 ms"_s;
        QTest::newRow("rounded up to a second") << Duration(999'600'000) << u"1 s"_s;
        QTest::newRow("seconds") << Duration(1500ms) << u"1.5 s"_s;
        QTest::newRow("ninety seconds") << Duration(90s) << u"90 s"_s;
        QTest::newRow("one minute") << Duration(1min) << u"1 minute"_s;
        QTest::newRow("minutes") << Duration(5min) << u"5 minutes"_s;
        QTest::newRow("hours") << Duration(90min) << u"1.5 hours"_s;
        QTest::newRow("days") << Duration(168h) << u"7 days"_s;
        QTest::newRow("negative") << Duration(-250ms) << u"-250 ms"_s;
    }
    void wordsAreForPeople()
    {
        QFETCH(Duration, duration);
        QTEST(durationWords(duration), "text");
    }
};

WEIR_TEST(tst_Duration)
#include "tst_duration.moc"
