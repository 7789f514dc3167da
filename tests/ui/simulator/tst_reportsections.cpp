// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/simulator/reportsections.h"

#include <QTest>

#include <limits>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

QString sameName(const QString &element)
{
    return element;
}

const ReportLine *lineOf(const Report &report, const QString &title, const QString &name)
{
    static QList<ReportSection> sections;
    sections = reportSections(report, sameName);
    for (const ReportSection &section : std::as_const(sections)) {
        for (const ReportLine &line : section.lines) {
            if (section.title == title && line.name == name)
                return &line;
        }
    }
    return nullptr;
}

} // namespace

class tst_ReportSections : public QObject
{
    Q_OBJECT

private slots:
    void aFaultSaysHowTheDesignGotOverIt_data()
    {
        QTest::addColumn<int>("recovery");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("tone");
        QTest::newRow("recovered") << int(Aftermath::Recovered) << u"recovered"_s << int(ResultTone::Good);
        QTest::newRow("slow") << int(Aftermath::Slow) << u"slow"_s << int(ResultTone::Warning);
        QTest::newRow("metastable") << int(Aftermath::Metastable) << u"metastable"_s << int(ResultTone::Bad);
        QTest::newRow("overloaded") << int(Aftermath::Overloaded) << u"overloaded"_s << int(ResultTone::Bad);
        QTest::newRow("unknown") << int(Aftermath::Unknown) << u"not known"_s << int(ResultTone::Dim);
    }

    void aFaultSaysHowTheDesignGotOverIt()
    {
        QFETCH(int, recovery);
        QFETCH(QString, word);
        QFETCH(int, tone);
        Report report;
        FaultReport fault;
        fault.fault = u"brokerDown"_s;
        fault.recovery = Aftermath(recovery);
        fault.backlog = 1203.6;
        fault.drained = 123;
        fault.expectedDrain = 100;
        report.faults << fault;
        const ReportLine *line = lineOf(report, u"Faults"_s, u"brokerDown"_s);
        QVERIFY(line);
        QCOMPARE(line->value, word);
        QCOMPARE(int(line->tone), tone);
        QCOMPARE(line->detail, u"backlog 1,204 · gone after 2 min 3 s · expected 1 min 40 s"_s);
    }

    void aBacklogThatStaysIsSaidSo()
    {
        Report report;
        FaultReport fault;
        fault.fault = u"loadSpike"_s;
        fault.backlog = 50;
        fault.expectedDrain = std::numeric_limits<double>::infinity();
        report.faults << fault;
        QCOMPARE(lineOf(report, u"Faults"_s, u"loadSpike"_s)->detail,
                 u"backlog 50 · never gone · expected: never, the load is too high"_s);
    }

    void anSlaShowsItsWorstMinute()
    {
        Report report;
        SubscriptionReport bill;
        bill.path = u"billing/bill"_s;
        bill.sla = SlaReport{300, 0.99, 0.95, 0.4, {}};
        SubscriptionReport mail;
        mail.path = u"mail/send"_s;
        mail.eventSlas = {SlaReport{60, 0.9, 1.0, {}, u"order.placed"_s}};
        report.subscriptions << bill << mail;
        const ReportLine *missed = lineOf(report, u"SLAs"_s, u"billing/bill"_s);
        QVERIFY(missed);
        QCOMPARE(missed->value, u"95 %"_s);
        QVERIFY(missed->tone == ResultTone::Bad);
        QCOMPARE(missed->detail, u"99 % within 5 min promised · worst minute 40 %"_s);
        QCOMPARE(missed->element, u"billing/bill"_s);
        const ReportLine *kept = lineOf(report, u"SLAs"_s, u"mail/send: order.placed"_s);
        QVERIFY(kept && kept->tone == ResultTone::Good);
    }

    void whatWasLostOrRepeatedIsCounted()
    {
        Report report;
        report.retryAmplification = 2.5;
        PublicationReport placed;
        placed.path = u"orders/order.placed"_s;
        placed.lost = {{u"crash"_s, 3}, {u"brokerDown"_s, 0}};
        placed.duplicates = 7;
        SubscriptionReport bill;
        bill.path = u"billing/bill"_s;
        bill.lost = {{u"crash"_s, 2}};
        bill.duplicateDeliveries = 11;
        bill.duplicateEffects = 4;
        bill.retried = 60;
        report.publications << placed;
        report.subscriptions << bill;
        QCOMPARE(lineOf(report, u"Delivery"_s, u"Lost"_s)->value, u"5"_s);
        QCOMPARE(lineOf(report, u"Delivery"_s, u"Lost"_s)->detail, u"crash 5"_s);
        QCOMPARE(lineOf(report, u"Delivery"_s, u"Retry amplification"_s)->value, u"×2.5"_s);
        QVERIFY(lineOf(report, u"Delivery"_s, u"Retry amplification"_s)->detail.contains(u"60 retries"));
        QCOMPARE(lineOf(report, u"Delivery"_s, u"Published twice"_s)->value, u"7"_s);
        QVERIFY(lineOf(report, u"Delivery"_s, u"Duplicate deliveries"_s)->detail.startsWith(u"4 "));
        QVERIFY(!lineOf(report, u"Delivery"_s, u"Expired"_s)); // there is nothing to say
    }

    void outboxesAndWebhooksHaveTheirLines()
    {
        Report report;
        OutboxReport outbox;
        outbox.path = u"orders"_s;
        outbox.backlog.max = 812;
        outbox.delay = LatencyReport{10, 1, {}, 1, 2, 2, 4, 5, 6};
        outbox.dead = 2;
        report.outboxes << outbox;
        SubscriptionReport hook;
        hook.path = u"webhooks/partner"_s;
        hook.succeeded = 40;
        hook.failedAttempts = 9;
        hook.deadLettered = 1;
        hook.endToEnd = LatencyReport{40, 1, {}, 1, 2, 2, 3, 5, 6};
        report.subscriptions << hook;
        const ReportLine *orders = lineOf(report, u"Outboxes"_s, u"outboxes/orders"_s);
        QVERIFY(orders);
        QCOMPARE(orders->value, u"p99 4 s"_s);
        QVERIFY(orders->tone == ResultTone::Bad);
        QCOMPARE(orders->detail, u"backlog at most 812 · 2 rows given up or stuck"_s);
        const ReportLine *partner = lineOf(report, u"Webhooks"_s, u"webhooks/partner"_s);
        QVERIFY(partner);
        QCOMPARE(partner->detail, u"40 delivered · 9 failed attempts · 1 given up"_s);
    }
};

WEIR_TEST(tst_ReportSections)
#include "tst_reportsections.moc"
