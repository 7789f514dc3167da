// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/eventhistories.h"
#include "core/usecases/simulate.h"
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

const QByteArray head =
    "{\"$schema\":\"https://weir.dev/schema/1/trace.json\",\"tool\":\"weir\",\"replication\":0,\"every\":3}\n";

QByteArray line(const char *time, const char *step, int message, const char *subscription = "", int attempt = 0)
{
    QByteArray text = "{\"time\":" + QByteArray(time) + ",\"step\":\"" + step
        + "\",\"message\":" + QByteArray::number(message)
        + ",\"correlation\":1,\"publication\":\"orders/order.placed\",\"event\":\"order.placed\"";
    if (*subscription != '\0')
        text += ",\"subscription\":\"" + QByteArray(subscription) + '"';
    if (attempt > 0)
        text += ",\"attempt\":" + QByteArray::number(attempt);
    return text + "}\n";
}

/// A consumer that fails half of its attempts and gives up after two.
Catalog failing()
{
    return test::designFrom(R"({"weir": 1, "title": "Shop",
        "services": [
            {"id": "orders", "sends": [{"event": "order.placed", "channel": "orders", "via": "direct",
                                        "load": {"arrivals": "poisson", "rate": "1/s"}}]},
            {"id": "billing", "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"],
             "failureRate": 0.5, "policy": "twice", "concurrency": 4,
             "processing": {"distribution": "exponential", "mean": "100ms"}}]}],
        "events": [{"id": "order.placed"}],
        "channels": [{"id": "orders", "kind": "queue"}],
        "policies": [{"id": "twice", "maxAttempts": 2, "strategy": {"type": "fixed", "initialDelay": "1s"}}],
        "scenarios": [{"id": "steady", "duration": "1000s", "warmup": "0s", "replications": 1, "drain": true}]})");
}

} // namespace

class tst_EventHistories : public QObject
{
    Q_OBJECT

private slots:
    void theWorstCopyIsTheOutcome_data()
    {
        QTest::addColumn<QByteArray>("steps");
        QTest::addColumn<int>("outcome");
        const auto row = [](const char *name, const QByteArray &steps, HistoryOutcome outcome) {
            QTest::newRow(name) << steps << int(outcome);
        };
        const QByteArray out = line("1", "committed", 1) + line("1.1", "published", 1);
        const QByteArray bill =
            out + line("1.2", "queued", 1, "billing/bill") + line("1.2", "started", 1, "billing/bill", 1);
        row("handled at once", bill + line("1.3", "succeeded", 1, "billing/bill", 1), HistoryOutcome::Succeeded);
        const QByteArray again =
            bill + line("1.3", "failed", 1, "billing/bill", 1) + line("1.3", "retryScheduled", 1, "billing/bill", 1);
        row("waiting for a retry", again, HistoryOutcome::InFlight);
        const QByteArray second = again + line("2.3", "started", 1, "billing/bill", 2);
        row("handled at the second attempt", second + line("2.4", "succeeded", 1, "billing/bill", 2),
            HistoryOutcome::Retried);
        const QByteArray dead =
            second + line("2.4", "timedOut", 1, "billing/bill", 2) + line("2.4", "deadLettered", 1, "billing/bill", 2);
        row("given up", dead, HistoryOutcome::DeadLettered);
        row("redriven", dead + line("9", "redriven", 1, "billing/bill"), HistoryOutcome::InFlight);
        row("one subscriber gives up, the other handles it",
            dead + line("1.2", "started", 1, "mail/send", 1) + line("1.4", "succeeded", 1, "mail/send", 1),
            HistoryOutcome::DeadLettered);
        row("never published", line("1", "committed", 1) + line("1", "lost", 1), HistoryOutcome::Lost);
        row("only committed", line("1", "committed", 1), HistoryOutcome::InFlight);
        row("nobody to handle it", out, HistoryOutcome::Succeeded);
        row("too old", out + line("1.2", "queued", 1, "billing/bill") + line("9", "expired", 1, "billing/bill"),
            HistoryOutcome::Expired);
        row("no room", out + line("1.2", "dropped", 1, "billing/bill"), HistoryOutcome::Dropped);
        row("rejected at first",
            line("1", "committed", 1) + line("1.1", "rejected", 1) + line("3", "published", 1)
                + line("3", "started", 1, "billing/bill", 1) + line("4", "succeeded", 1, "billing/bill", 1),
            HistoryOutcome::Succeeded);
    }

    void theWorstCopyIsTheOutcome()
    {
        QFETCH(QByteArray, steps);
        QFETCH(int, outcome);
        const Result<EventHistories> histories = readHistories(head + steps);
        QVERIFY2(histories.isOk(), histories.isOk() ? "" : qPrintable(histories.error().message));
        QCOMPARE(histories->every, 3u);
        QCOMPARE(histories->events.size(), 1);
        QCOMPARE(int(histories->events.first().outcome()), outcome);
    }

    void anAttemptHasItsEnd()
    {
        const QByteArray steps = line("1", "started", 7, "billing/bill", 1) + line("1", "started", 7, "mail/send", 1)
            + line("1.5", "failed", 7, "billing/bill", 1) + line("3", "started", 7, "billing/bill", 2);
        const Result<EventHistories> histories = readHistories(head + steps);
        QVERIFY(histories.isOk());
        const QList<HistoryAttempt> attempts = histories->events.first().attempts();
        QCOMPARE(attempts.size(), 3);
        QCOMPARE(attempts.at(0), (HistoryAttempt{u"billing/bill"_s, 1, 1, 1.5, sim::Step::Failed}));
        QVERIFY(!attempts.at(1).ended);
        QCOMPARE(attempts.at(2).number, 2);
        QCOMPARE(histories->events.first().subscriptions(), (QStringList{u"billing/bill"_s, u"mail/send"_s}));
        QCOMPARE(histories->events.first().duration(), 2.0);
    }

    void whatIsNoTraceIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("trace");
        QTest::addColumn<int>("number");
        QTest::newRow("no JSON") << head + "nonsense\n" << 2;
        QTest::newRow("no head") << line("1", "started", 1) << 1;
        QTest::newRow("an unknown step") << head + line("1", "started", 1) + line("1", "melted", 1) << 3;
        QTest::newRow("no message") << head + line("1", "started", 0) << 2;
    }

    void whatIsNoTraceIsRefusedWithItsLine()
    {
        QFETCH(QByteArray, trace);
        QFETCH(int, number);
        const Result<EventHistories> histories = readHistories(trace);
        QVERIFY(!histories.isOk());
        QCOMPARE(histories.error().place.line, number);
        QVERIFY(!histories.error().hint.isEmpty());
    }

    void whatIsKeptIsBounded()
    {
        QByteArray trace = head;
        for (int i = 1; i <= EventHistories::mostEvents + 5; ++i)
            trace += line("1", "committed", i);
        for (int i = 0; i < EventHistories::mostSteps + 5; ++i)
            trace += line("2", "started", 1, "billing/bill", i + 1);
        const Result<EventHistories> histories = readHistories(trace);
        QVERIFY(histories.isOk());
        QVERIFY(histories->isFull);
        QCOMPARE(histories->events.size(), EventHistories::mostEvents);
        QVERIFY(histories->events.first().isCut);
        QCOMPARE(histories->events.first().steps.size(), EventHistories::mostSteps);
        QVERIFY(!histories->events.last().isCut);
    }

    void aSampleTellsWhatTheRunCounted()
    {
        SimulationOptions options;
        options.scenario = u"steady"_s;
        const Result<Report> report = simulate(failing(), options);
        const Result<EventHistories> all = sampleHistories(failing(), options, 1);
        QVERIFY(report.isOk() && all.isOk());
        const SubscriptionReport &bill = *report->subscription(u"billing/bill");
        QVERIFY(bill.messages > 800 && bill.messages < quint64(EventHistories::mostEvents));
        quint64 attempts = 0, dead = 0, retried = 0;
        for (const EventHistory &history : all->events) {
            attempts += quint64(history.attempts().size());
            dead += history.outcome() == HistoryOutcome::DeadLettered ? 1U : 0U;
            retried += history.outcome() == HistoryOutcome::Retried ? 1U : 0U;
        }
        QCOMPARE(quint64(all->events.size()), bill.messages);
        QCOMPARE(attempts, bill.delivered);
        QCOMPARE(dead, bill.deadLettered);
        QVERIFY(dead > 100);
        QCOMPARE(retried, bill.retried - bill.deadLettered);
    }

    void oneInSeveralChainsIsLookedAt()
    {
        SimulationOptions options;
        options.scenario = u"steady"_s;
        const Result<EventHistories> all = sampleHistories(failing(), options, 1);
        const Result<EventHistories> some = sampleHistories(failing(), options, 4);
        QVERIFY(all.isOk() && some.isOk());
        QCOMPARE(some->events.size(), (all->events.size() + 3) / 4);
        QVERIFY(all->events.contains(some->events.at(5)));
    }
};

WEIR_TEST(tst_EventHistories)
#include "tst_eventhistories.moc"
