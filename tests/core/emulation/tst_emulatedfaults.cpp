// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/emulation/shop.h"
#include "tests/support/registertest.h"

#include <QTest>

using namespace weir;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_EmulatedFaults : public QObject
{
    Q_OBJECT

    static Fault fault(FaultKind kind, const QString &target = {})
    {
        Fault made;
        made.kind = kind;
        made.target = target;
        return made;
    }

private slots:
    void impossibleFaultsAreRefused_data()
    {
        QTest::addColumn<Fault>("refused");
        QTest::addColumn<QString>("reason");
        QTest::newRow("an unknown target") << fault(FaultKind::ServiceDown, u"nobody"_s) << u"nobody"_s;
        QTest::newRow("a channel is no service") << fault(FaultKind::ServiceDown, u"orders"_s) << u"orders"_s;
        QTest::newRow("single instances") << fault(FaultKind::Crashes) << u"instances"_s;
        QTest::newRow("a target of the broker") << fault(FaultKind::BrokerDown, u"billing"_s) << u"billing"_s;
        Fault wrong = fault(FaultKind::ServiceErrors);
        wrong.probability = 1.5;
        QTest::newRow("a probability above 1") << wrong << u"1.5"_s;
        wrong = fault(FaultKind::ServiceSlow);
        wrong.factor = -1;
        QTest::newRow("a negative factor") << wrong << u"-1"_s;
        wrong = fault(FaultKind::ServiceDown);
        wrong.from = 1s;
        QTest::newRow("a time to begin") << wrong << u"switched on"_s;
        wrong = fault(FaultKind::ServiceDown);
        wrong.lasts = 0s;
        QTest::newRow("no time to last") << wrong << u"longer"_s;
    }

    void impossibleFaultsAreRefused()
    {
        QFETCH(Fault, refused);
        QFETCH(QString, reason);
        const auto design = test::shopDesign();
        EmulatedFaults faults(*design);
        const Result<void> switched = faults.switchOn(refused, 0s);
        QVERIFY(!switched);
        QVERIFY2(switched.error().message.contains(reason), qPrintable(switched.error().message));
        QVERIFY(faults.active().isEmpty());
    }

    void aServiceIsHitByItsIdOrByAll()
    {
        const auto design = test::shopDesign();
        EmulatedFaults faults(*design);
        QVERIFY(faults.switchOn(fault(FaultKind::ServiceDown, u"services/billing"_s), 0s));
        QVERIFY(faults.isServiceDown(u"billing"_s));
        QVERIFY(!faults.isServiceDown(u"mail"_s));
        QVERIFY(faults.isRelayDown(u"billing"_s));
        QVERIFY(faults.switchOff(FaultKind::ServiceDown, u"services/billing"_s));
        QVERIFY(!faults.switchOff(FaultKind::ServiceDown, u"services/billing"_s));
        QVERIFY(faults.switchOn(fault(FaultKind::ServiceDown), 0s));
        QVERIFY(faults.isServiceDown(u"mail"_s));
    }

    void aDatabaseFaultOnlyHitsServicesWithOne()
    {
        const auto design = test::shopDesign();
        EmulatedFaults faults(*design);
        QVERIFY(faults.switchOn(fault(FaultKind::DatabaseDown), 0s));
        QVERIFY(faults.isDatabaseDown(u"billing"_s));
        QVERIFY(!faults.isDatabaseDown(u"mail"_s));
    }

    void aPartitionCutsOffOneServiceAndABrokerAll()
    {
        const auto design = test::shopDesign();
        EmulatedFaults faults(*design);
        QVERIFY(faults.switchOn(fault(FaultKind::Partition, u"mail"_s), 0s));
        QVERIFY(faults.isCutOff(u"mail"_s));
        QVERIFY(!faults.isCutOff(u"shop"_s));
        QVERIFY(!faults.isCutOff({}));
        QVERIFY(faults.switchOn(fault(FaultKind::BrokerDown), 0s));
        QVERIFY(faults.isCutOff({}));
    }

    void overlappingFaultsCompose()
    {
        const auto design = test::shopDesign();
        EmulatedFaults faults(*design);
        Fault slow = fault(FaultKind::ServiceSlow, u"billing"_s);
        slow.factor = 3;
        QVERIFY(faults.switchOn(slow, 0s));
        QVERIFY(faults.switchOn(fault(FaultKind::ServiceSlow, u"billing/bill"_s), 0s)); // Twice as slow.
        Fault errors = fault(FaultKind::ServiceErrors);
        errors.probability = 0.5;
        QVERIFY(faults.switchOn(errors, 0s));
        errors.target = u"billing/bill"_s;
        QVERIFY(faults.switchOn(errors, 0s));
        QVERIFY(faults.switchOn(fault(FaultKind::Delay, u"channels/orders"_s), 0s));
        const AttemptFaults bill = faults.attemptFaults(design->subscription(u"billing/bill"_s));
        QCOMPARE(bill.slowdown, 6.0);
        QCOMPARE(bill.errorProbability, 0.75);
        QCOMPARE(bill.delay, Duration(1s));
        const AttemptFaults send = faults.attemptFaults(design->subscription(u"mail/send"_s));
        QCOMPARE(send.slowdown, 1.0);
        QCOMPARE(send.errorProbability, 0.5);
        QCOMPARE(send.delay, Duration(0));
    }

    void theSameFaultAgainReplacesTheFirst()
    {
        const auto design = test::shopDesign();
        EmulatedFaults faults(*design);
        Fault spike = fault(FaultKind::LoadSpike, u"shop/order.placed"_s);
        QVERIFY(faults.switchOn(spike, 0s));
        spike.factor = 5;
        QVERIFY(faults.switchOn(spike, 0s));
        QCOMPARE(faults.active().size(), 1);
        QCOMPARE(faults.loadFactor(u"shop/order.placed"_s, u"shop"_s), 5.0);
        QCOMPARE(faults.loadFactor(u"other/x"_s, u"other"_s), 1.0);
    }

    void aFaultEndsByItself()
    {
        const auto design = test::shopDesign();
        EmulatedFaults faults(*design);
        Fault down = fault(FaultKind::ServiceDown, u"mail"_s);
        down.lasts = 30s;
        QVERIFY(faults.switchOn(down, 10s));
        QCOMPARE(*faults.nextDeadline(), Duration(40s));
        QVERIFY(!faults.expire(39s));
        QVERIFY(faults.expire(40s));
        QVERIFY(!faults.isServiceDown(u"mail"_s));
        QVERIFY(!faults.nextDeadline());
    }
};

WEIR_TEST(tst_EmulatedFaults)
#include "tst_emulatedfaults.moc"
