// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/scenariorunner.h"

#include "core/model/catalog.h"
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include <QTest>

using namespace weir;

namespace {

/// A shop that publishes orders through its outbox and views directly, and a scenario with \a body.
Catalog
shop(const QByteArray &scenario, const QByteArray &outbox = R"({"poll": "1s", "publishTime": "20ms"})",
     const QByteArray &policy = R"({"maxAttempts": 3, "strategy": {"type": "exponential", "initialDelay": "2s"}})",
     const QByteArray &bill = R"("instances": 2, "processing": {"distribution": "exponential", "mean": "100ms"})",
     const QByteArray &rate = "9/s")
{
    return test::designFrom(R"({"weir": 1, "title": "Shop",
      "services": [
        {"id": "billing", "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"], "policy": "policy",
          "deadLetter": "orders.dlq", )"
                            + bill + R"(}]},
        {"id": "shop", "database": {"kind": "postgresql"}, "outbox": )"
                            + outbox + R"(, "sends": [
          {"event": "order.placed", "channel": "orders", "via": "outbox", "load": {"rate": ")"
                            + rate + R"("}},
          {"event": "order.viewed", "channel": "views", "via": "direct", "load": {"rate": "9/s"}}]},
        {"id": "stats", "receives": [{"id": "count", "channel": "views", "events": ["order.viewed"], "instances": 2,
          "processing": {"distribution": "exponential", "mean": "50ms"}}]}],
      "channels": [{"id": "orders", "kind": "queue"}, {"id": "orders.dlq", "kind": "queue"}, {"id": "views", "kind": "topic"}],
      "events": [{"id": "order.placed"}, {"id": "order.viewed"}],
      "policies": [{"id": "policy", )"
                            + policy.mid(1) + R"(],
      "scenarios": [{"id": "s", "duration": "1h", "warmup": "1m", "replications": 2, "drain": true, )"
                            + scenario + "}]}");
}

Report report(const Catalog &catalog)
{
    const Result<Report> found = runScenario(catalog, {});
    if (!found)
        qFatal("%s", qPrintable(found.error().message));
    return *found;
}

} // namespace

/// What the specification's reader wants to see break, each as a scenario with assertions that hold.
class tst_SeedScenarios : public QObject
{
    Q_OBJECT

private slots:
    void assertionsHold_data()
    {
        QTest::addColumn<QByteArray>("scenario");
        QTest::newRow("a handler that always fails") << QByteArray(R"(
            "set": {"services/billing/receives/bill/failureRate": 1, "services/billing/receives/bill/instances": 4},
            "assertions": ["attempts(billing/bill) == 3", "dlq(billing/bill) > 60000", "lost(*) == 0"])");
        QTest::newRow("a fifth of the attempts fails") << QByteArray(R"(
            "set": {"services/billing/receives/bill/failureRate": 0.2},
            "assertions": ["attempts(billing/bill) > 1.23", "attempts(billing/bill) < 1.25", "dlq(billing/bill) < 700",
              "dlq(billing/bill) > 350", "lost(*) == 0"])");
        QTest::newRow("the broker is down for ten minutes") << QByteArray(R"(
            "faults": [{"fault": "brokerDown", "from": "20m", "for": "10m"}],
            "assertions": ["lost(order.placed) == 0", "lost(order.viewed) > 10000", "dlq(*) == 0"])");
        QTest::newRow("the relay crashes now and then") << QByteArray(R"(
            "faults": [{"fault": "relayDown", "target": "shop", "mtbf": "20s", "mttr": "1s"}],
            "assertions": ["duplicates(billing/bill) > 0", "lost(order.placed) == 0", "dlq(*) == 0"])");
        QTest::newRow("poison events") << QByteArray(R"(
            "faults": [{"fault": "poison", "target": "order.placed", "probability": 0.01, "from": "10m", "for": "10m"}],
            "assertions": ["dlq(billing/bill) > 50", "dlq(billing/bill) < 200", "p99(order.viewed -> stats) < 1s"])");
        QTest::newRow("a rolling restart") << QByteArray(R"(
            "set": {"services/billing/receives/bill/instances": 4},
            "faults": [{"fault": "rollingRestart", "target": "billing", "from": "20m", "for": "5m"}],
            "assertions": ["lost(*) == 0", "dlq(*) == 0", "p99(order.placed -> billing) < 4s"])");
        QTest::newRow("the database is down") << QByteArray(R"(
            "faults": [{"fault": "databaseDown", "target": "shop", "from": "20m", "for": "1m"}],
            "assertions": ["lost(*) == 0", "dlq(*) == 0"])");
    }
    void assertionsHold()
    {
        QFETCH(QByteArray, scenario);
        const Report found = report(shop(scenario));
        QVERIFY(found.conservation);
        for (const AssertionReport &assertion : found.assertions)
            QVERIFY2(assertion.holds,
                     qPrintable(assertion.text + QStringLiteral(": %1").arg(assertion.value.value_or(-1))));
        QVERIFY2(found.warnings.isEmpty(), qPrintable(found.warnings.join(u'\n')));
    }

    void aSpikeWithoutJitterNeverEnds_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<bool>("recovers");
        QTest::newRow("retries at once") << QByteArray(R"({"maxAttempts": 3, "strategy": {"type": "none"}})") << false;
        QTest::newRow("backoff and jitter") << QByteArray(
            R"({"maxAttempts": 3, "strategy": {"type": "exponential", "initialDelay": "20m", "jitter": "full"}})")
                                            << true;
    }
    void aSpikeWithoutJitterNeverEnds()
    {
        // Half loaded; what is older than ten seconds is worth nothing any more and is tried three times all the same.
        QFETCH(QByteArray, policy);
        QFETCH(bool, recovers);
        const QByteArray spike = R"("set": {"scenarios/s/drain": false, "scenarios/s/duration": "2h"},
            "faults": [{"fault": "loadSpike", "target": "shop/order.placed", "factor": 10, "from": "10m", "for": "30s"}])";
        const Report found = report(shop(spike, R"({"poll": "100ms"})", policy,
                                         R"("instances": 1, "processing": {"distribution": "constant", "mean": "100ms"},
                                            "deadline": {"distribution": "constant", "mean": "10s"})",
                                         "5/s"));
        QVERIFY(found.conservation);
        QCOMPARE(found.faults.at(0).drained.has_value(), recovers);
        const double depth = found.subscription(u"billing/bill")->series.depth.last();
        QVERIFY2(recovers ? depth < 100 : depth > 1000, qPrintable(QString::number(depth)));
    }

    void theSpecificationsRelayPublishesTwentyASecond()
    {
        const QByteArray scenario = R"("set": {"scenarios/s/drain": false})";
        const Report found = report(shop(scenario, R"({"mode": "faithful", "poll": "5s", "batch": 100})",
                                         R"({"maxAttempts": 1})", R"("instances": 10)", "25/s"));
        const PublicationReport *placed = found.publication(u"shop/order.placed");
        const double rate = double(placed->published) / (found.simulated * found.replications);
        QVERIFY2(std::abs(rate - 20) < 0.1, qPrintable(QString::number(rate)));
        const double growth = double(placed->pending) / (found.simulated * found.replications);
        QVERIFY2(std::abs(growth - 5) < 0.3, qPrintable(QString::number(growth)));
    }

    void rowsStickAfterAnOutageOfFivePolls_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<bool>("sticks");
        QTest::newRow("faithful") << QByteArray("faithful") << true;
        QTest::newRow("hardened") << QByteArray("hardened") << false;
    }
    void rowsStickAfterAnOutageOfFivePolls()
    {
        QFETCH(QByteArray, mode);
        QFETCH(bool, sticks);
        const QByteArray scenario = R"("faults": [{"fault": "brokerDown", "from": "20m", "for": "26s"}])";
        const Report found = report(shop(scenario, R"({"mode": ")" + mode + R"(", "poll": "5s", "batch": 100})"));
        QCOMPARE(found.outbox(u"shop")->stuck > 0, sticks);
        QCOMPARE(found.publication(u"shop/order.placed")->pending, found.outbox(u"shop")->stuck);
    }
};

WEIR_TEST(tst_SeedScenarios)
#include "tst_seedscenarios.moc"
