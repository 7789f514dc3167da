// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/schema/exactnumber.h"

#include <QTest>

using namespace weir;

class tst_ExactNumber : public QObject
{
    Q_OBJECT

private slots:
    void numbersCompareByValue_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<int>("order");
        const auto row = [](const char *name, const char *left, const char *right, int order) {
            QTest::newRow(name) << QByteArray(left) << QByteArray(right) << order;
        };
        row("spelled differently", "1e2", "100.00", 0);
        row("zeros", "-0", "0.0e5", 0);
        row("beyond doubles", "9007199254740993", "9007199254740992", 1);
        row("small fractions", "0.1000000000000000055", "0.1", 1);
        row("negative", "-2", "-1", -1);
        row("signs", "-1e300", "1e-300", -1);
        row("magnitudes", "99e10", "1e12", -1);
        row("huge exponents", "1e999999999999", "1e9999999999999999", 0);
    }
    void numbersCompareByValue()
    {
        QFETCH(QByteArray, left);
        QFETCH(QByteArray, right);
        QFETCH(int, order);
        const auto a = ExactNumber::of(left), b = ExactNumber::of(right);
        QVERIFY(a && b);
        const auto found = *a <=> *b;
        QCOMPARE(found < 0 ? -1 : found > 0 ? 1 : 0, order);
        QCOMPARE(*a == *b, order == 0);
        QVERIFY(order != 0 || a->hash() == b->hash());
    }

    void multiplesAreExact_data()
    {
        QTest::addColumn<QByteArray>("number");
        QTest::addColumn<QByteArray>("divisor");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *name, const char *number, const char *divisor, bool expected) {
            QTest::newRow(name) << QByteArray(number) << QByteArray(divisor) << expected;
        };
        row("cents", "19.99", "0.01", true);
        row("half a cent", "19.995", "0.01", false);
        row("large by small", "1e308", "0.5", true);
        row("by three", "1e30", "3", false);
        row("multiple of three", "3e30", "3", true);
        row("negative", "-7.5", "2.5", true);
        row("zero", "0", "0.3", true);
        row("smaller than the divisor", "1e-8", "1e-7", false);
    }
    void multiplesAreExact()
    {
        QFETCH(QByteArray, number);
        QFETCH(QByteArray, divisor);
        QFETCH(bool, expected);
        QCOMPARE(ExactNumber::of(number)->isMultipleOf(*ExactNumber::of(divisor)), expected);
    }

    void whatIsNoDecimalNumberIsNone()
    {
        for (const char *text : {"", "-", ".inf", "0x1f", "1x", "1 "})
            QVERIFY2(!ExactNumber::of(text), text);
    }
};

WEIR_TEST(tst_ExactNumber)
#include "tst_exactnumber.moc"
