// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/statistics/queueingformulas.h"

#include <QTest>

#include <cmath>

using namespace weir::queueing;

class tst_QueueingFormulas : public QObject
{
    Q_OBJECT

private slots:
    void valuesAreThoseOfTheTables_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("expected");
        QTest::newRow("Erlang B, 8 servers, load 6") << erlangB(8, 6) << 0.121876;
        QTest::newRow("Erlang C, 8 servers, load 5.6") << erlangC(8, 5.6) << 0.270603;
        QTest::newRow("M/M/1 wait") << meanWait(1, 0.9, 1) << 9.0;
        QTest::newRow("M/M/8 wait") << meanWait(8, 7.2, 1) << 0.876916;
        QTest::newRow("M/M/8 p99 of the wait") << waitPercentile(8, 7.2, 1, 0.99) << 5.313354;
        QTest::newRow("few wait at all") << waitPercentile(8, 5.6, 1, 0.7) << 0.0;
        QTest::newRow("M/D/1 wait") << pollaczekKhinchine(0.8, 1, 0) << 2.0;
        QTest::newRow("M/G/1 wait") << pollaczekKhinchine(0.7, 1, 4) << 5.833333;
        QTest::newRow("Allen-Cunneen is exact for M/M/c") << allenCunneen(8, 7.2, 1, 1, 1) << 0.876916;
        QTest::newRow("Allen-Cunneen is exact for M/G/1") << allenCunneen(1, 0.7, 1, 1, 4) << 5.833333;
        QTest::newRow("attempts") << attemptsPerMessage(0.2, 3) << 1.24;
        QTest::newRow("dead letters") << deadLetterShare(0.2, 3) << 0.008;
        QTest::newRow("one attempt without a policy") << attemptsPerMessage(0.2, 0) << 1.0;
    }
    void valuesAreThoseOfTheTables()
    {
        QFETCH(double, value);
        QFETCH(double, expected);
        QVERIFY(std::abs(value - expected) < 1e-6);
    }

    void anUnstableQueueWaitsForEver()
    {
        QCOMPARE(erlangC(2, 2), 1.0);
        QVERIFY(std::isinf(meanWait(2, 2, 1)));
        QVERIFY(std::isinf(pollaczekKhinchine(1, 1, 1)));
        QVERIFY(std::isinf(waitPercentile(1, 2, 1, 0.5)));
    }

    void anIdleQueueDoesNotWait()
    {
        QCOMPARE(meanWait(3, 0, 1), 0.0);
        QCOMPARE(erlangB(3, 0), 0.0);
    }
};

WEIR_TEST(tst_QueueingFormulas)
#include "tst_queueingformulas.moc"
