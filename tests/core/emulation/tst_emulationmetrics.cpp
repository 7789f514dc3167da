// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include "core/emulation/emulationmetrics.h"
#include "core/emulation/prometheustext.h"
#include "core/emulation/scaledclock.h"

#include <QTest>

using namespace weir;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_EmulationMetrics : public QObject
{
    Q_OBJECT

private slots:
    void aRateIsThatOfTheSecondsBefore()
    {
        RecentRate rate;
        const TimePoint start{100s};
        QCOMPARE(rate.perSecond(start), 0.0);
        for (int i = 0; i < 50; ++i)
            rate.add(start + i * 100ms); // Ten a second for five seconds.
        QCOMPARE(rate.perSecond(start + 5s), 10.0);
        QCOMPARE(rate.perSecond(start + 10s), 5.0);
        QCOMPARE(rate.perSecond(start + 12s), 3.0);
        QCOMPARE(rate.perSecond(start + 16s), 0.0);
        rate.add(start + 20s, 30);
        QCOMPARE(rate.perSecond(start + 20s), 0.0); // The second under way does not count.
        QCOMPARE(rate.perSecond(start + 21s), 3.0);
    }

    void failuresAreToldApartUpToABound()
    {
        EmulationMetrics metrics({u"billing/bill"_s}, {});
        const bus::Broker broker(test::oneQueue());
        bus::CopyChange change;
        change.fate = bus::Fate::Retrying;
        change.subscription = 0;
        for (int i = 0; i < EmulationMetrics::mostReasons + 10; ++i) {
            change.reason = u"reason %1"_s.arg(i);
            metrics.changed(change);
        }
        change.subscription = -1;
        metrics.changed(change); // Nobody's.
        const auto rows = metrics.subscriptions(broker, TimePoint());
        QCOMPARE(rows.at(0).failures.size(), qsizetype(EmulationMetrics::mostReasons + 1));
        QCOMPARE(rows.at(0).failures.value(u"other"_s), std::int64_t(10));
        QCOMPARE(metrics.endToEnd(0).count(), std::uint64_t(0));
        change = {};
        change.fate = bus::Fate::Succeeded;
        change.subscription = 0;
        change.at = TimePoint(12s);
        auto message = std::make_shared<Message>();
        message->timestamp.instant = TimePoint(10s);
        change.message = message;
        metrics.changed(change);
        QCOMPARE(metrics.endToEnd(0).max(), Duration(2s).count());
    }

    void prometheusGetsItsTextFormat()
    {
        PrometheusText text;
        text.begin("weir_x_total", PrometheusText::Type::Counter, "Things.");
        text.sample({{"path", u"a\"b\\c\nd"_s}, {"kind", u"k"_s}}, std::int64_t(7));
        text.sample({}, 0.5);
        QCOMPARE(text.text(),
                 QByteArray("# HELP weir_x_total Things.\n# TYPE weir_x_total counter\n"
                            "weir_x_total{path=\"a\\\"b\\\\c\\nd\",kind=\"k\"} 7\nweir_x_total 0.5\n"));
    }

    void aHistogramHasGrowingBuckets()
    {
        LogHistogram durations;
        durations.add(Duration(3ms).count());
        durations.add(Duration(40ms).count());
        durations.add(Duration(1h).count());
        PrometheusText text;
        text.begin("weir_t", PrometheusText::Type::Histogram, "Time.");
        text.histogram({}, durations);
        const QByteArray all = text.text();
        QVERIFY2(all.contains("weir_t_bucket{le=\"0.005\"} 1\n"), all.constData());
        QVERIFY2(all.contains("weir_t_bucket{le=\"0.05\"} 2\n"), all.constData());
        QVERIFY2(all.contains("weir_t_bucket{le=\"600\"} 2\n"), all.constData());
        QVERIFY2(all.contains("weir_t_bucket{le=\"+Inf\"} 3\n"), all.constData());
        QVERIFY2(all.contains("weir_t_sum 3600.043\n"), all.constData());
        QVERIFY2(all.contains("weir_t_count 3\n"), all.constData());
    }

    void emulatedTimeIsScaled()
    {
        ManualClock base(TimePoint(1'000s));
        base.advance(5s);
        const ScaledClock clock(base, 60);
        QCOMPARE(clock.elapsed(), Duration(0));
        QCOMPARE(clock.now(), base.now());
        base.advance(1s);
        QCOMPARE(clock.elapsed(), Duration(60s));
        QCOMPARE(clock.now(), TimePoint(1'065s));
        QVERIFY(clock.baseSpan(60s) >= Duration(1s));
        QVERIFY(clock.baseSpan(60s) < Duration(1s + 1us));
        QCOMPARE(ScaledClock(base, 1).baseSpan(17ns), Duration(17ns));
    }
};

WEIR_TEST(tst_EmulationMetrics)
#include "tst_emulationmetrics.moc"
