// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/emulation/shop.h"
#include "tests/support/registertest.h"

#include "core/simulation/streampurpose.h"

#include <QTest>

using namespace weir;
using namespace std::chrono_literals;

class tst_EmulatedProducer : public QObject
{
    Q_OBJECT

    static int within(EmulatedProducer &producer, Duration span)
    {
        int count = 0;
        while (producer.nextDeadline() && *producer.nextDeadline() <= span)
            count += producer.due(*producer.nextDeadline());
        return count;
    }

private slots:
    void aConstantLoadComesAtEqualIntervals()
    {
        const auto design = test::shopDesign();
        EmulatedProducer producer(*design, 0, 1, 0s);
        QCOMPARE(producer.path(), QStringLiteral("shop/order.placed"));
        QCOMPARE(*producer.nextDeadline(), Duration(100ms));
        QCOMPARE(producer.due(99ms), 0);
        QCOMPARE(producer.due(100ms), 1);
        QCOMPARE(*producer.nextDeadline(), Duration(200ms));
        QCOMPARE(producer.due(1s), 9);
    }

    void aPoissonLoadDrawsTheSimulatorsNumbers()
    {
        const auto design = test::shopDesign({{R"("arrivals": "constant")", R"("arrivals": "poisson")"}});
        EmulatedProducer producer(*design, 0, 7, 0s);
        const sim::Source &source = design->network().sources.at(0);
        RandomStream stream(7, 0, source.identity, sim::ForArrivals);
        const sim::Distribution law = sim::Distribution::exponential(1e8);
        const sim::Sampler sampler(law);
        Duration at{};
        for (int i = 0; i < 100; ++i) {
            at += std::max(Duration(1), Duration(sampler.draw(stream)));
            QCOMPARE(producer.nextDeadline()->count(), at.count());
            QCOMPARE(producer.due(at), 1);
        }
    }

    void aBatchBringsItsTransactionsTogether()
    {
        const auto design = test::shopDesign({{R"("rate": "10/s")", R"("rate": "10/s", "batch": 3)"}});
        EmulatedProducer producer(*design, 0, 1, 0s);
        QCOMPARE(producer.due(100ms), 3);
    }

    void aFactorMakesItFasterFromThenOn()
    {
        const auto design = test::shopDesign();
        EmulatedProducer producer(*design, 0, 1, 0s);
        QCOMPARE(within(producer, 10s), 100);
        producer.setFactor(3, 10s);
        const int faster = within(producer, 20s);
        QVERIFY2(faster == 299 || faster == 300, qPrintable(QString::number(faster)));
        producer.due(20s);
        producer.setFactor(0, 20s);
        QVERIFY(!producer.nextDeadline());
        QCOMPARE(producer.due(30s), 0);
        producer.setFactor(1, 30s);
        QCOMPARE(within(producer, 40s) / 10, 10);
    }

    void whileItIsOffNothingHappensAndNothingIsMadeUpFor()
    {
        const auto design = test::shopDesign();
        EmulatedProducer producer(*design, 0, 1, 0s);
        producer.setOn(false);
        QCOMPARE(producer.due(5s), 0);
        producer.setOn(true);
        QCOMPARE(producer.due(5s), 0);
        QCOMPARE(producer.due(6s), 10);
    }

    void whatIsLateComesInPortions()
    {
        const auto design = test::shopDesign({{R"("rate": "10/s")", R"("rate": "1000/s")"}});
        EmulatedProducer producer(*design, 0, 1, 0s);
        QCOMPARE(producer.due(15s), EmulatedProducer::mostAtOnce);
        QCOMPARE(producer.due(15s), 5'000);
    }
};

WEIR_TEST(tst_EmulatedProducer)
#include "tst_emulatedproducer.moc"
