// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/clock.h"

#include <QTest>

using namespace weir;
using namespace std::chrono_literals;

class tst_Clock : public QObject
{
    Q_OBJECT

private slots:
    void aManualClockMovesOnlyWhenAdvanced()
    {
        ManualClock clock(TimePoint(1000s));
        QVERIFY(clock.now() == TimePoint(1000s));
        QVERIFY(clock.elapsed() == 0ns);
        clock.advance(250ms);
        QVERIFY(clock.now() == TimePoint(1000s + 250ms));
        QVERIFY(clock.elapsed() == 250ms);
    }

    void theSystemsElapsedTimeNeverGoesBack()
    {
        const SystemClock clock;
        Duration last = clock.elapsed();
        for (int i = 0; i < 1000; ++i) {
            const Duration next = clock.elapsed();
            QVERIFY(next >= last);
            last = next;
        }
    }

    void theSystemsTimeIsThisCentury()
    {
        QVERIFY(SystemClock().now() > TimePoint(std::chrono::sys_days(std::chrono::year(2020) / 1 / 1)));
    }
};

WEIR_TEST(tst_Clock)
#include "tst_clock.moc"
