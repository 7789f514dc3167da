// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/rate.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_Rate : public QObject
{
    Q_OBJECT

private slots:
    void aRateIsReadPerSecond_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("perSecond");
        QTest::newRow("second") << u"50/s"_s << 50.0;
        QTest::newRow("minute") << u"120/min"_s << 2.0;
        QTest::newRow("hour") << u"3/h"_s << 3.0 / 3600;
        QTest::newRow("day") << u"10/d"_s << 10.0 / 86400;
        QTest::newRow("fraction") << u"0.9/s"_s << 0.9;
    }
    void aRateIsReadPerSecond()
    {
        QFETCH(QString, text);
        QFETCH(double, perSecond);
        QVERIFY(parseRate(text).has_value());
        QCOMPARE(*parseRate(text), perSecond);
        QCOMPARE(rateText(perSecond), text == u"120/min"_s ? u"2/s"_s : text);
    }

    void otherTextsAreNoRates()
    {
        for (const QStringView text :
             {u"", u"5", u"/s", u"-1/s", u"1 /s", u"1/m", u"1/sec", u"1e3/s", u"nan/s", u"1./s"})
            QVERIFY2(!parseRate(text), qPrintable(text.toString()));
    }

    void everyRateReadsBackAsTheSame()
    {
        for (int i = 1; i < 500; ++i) {
            for (const double rate : {i / 7.0, i / 60.0, i / 3600.0, i * 1e6, 1.0 / i})
                QCOMPARE(*parseRate(rateText(rate)), rate);
        }
    }

    void sizesAreWholeBytes()
    {
        QCOMPARE(parseSize(u"0B"), std::optional<qint64>(0));
        QCOMPARE(parseSize(u"1KiB"), std::optional<qint64>(1024));
        QCOMPARE(parseSize(u"1.5MiB"), std::optional<qint64>(1'572'864));
        QCOMPARE(parseSize(u"256kB"), std::optional<qint64>(256'000));
        for (const QStringView text : {u"", u"1", u"1.5B", u"1 KiB", u"-1B", u"99999999TiB", u"1kib"})
            QVERIFY2(!parseSize(text), qPrintable(text.toString()));
    }

    void aSizeIsSpelledShortest()
    {
        QCOMPARE(sizeText(0), u"0B"_s);
        QCOMPARE(sizeText(1024), u"1KiB"_s);
        QCOMPARE(sizeText(1500), u"1.5kB"_s);
        QCOMPARE(sizeText(3 << 20), u"3MiB"_s);
        for (qint64 size = 1; size < (qint64(1) << 50); size = size * 3 + 1)
            QCOMPARE(parseSize(sizeText(size)), std::optional(size));
    }
};

WEIR_TEST(tst_Rate)
#include "tst_rate.moc"
