// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/scenariorunner.h"

#include "core/model/catalog.h"
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <utility>

using namespace weir;

namespace {

/// A consumer at nine tenths of its capacity whose prefetched messages become visible again after half a minute, and an
/// outage of a minute. \a strategy is what it does with messages that failed.
Catalog stormy(const QByteArray &strategy)
{
    return test::designFrom(R"({"weir": 1, "title": "Storm",
      "services": [
        {"id": "billing", "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"], "policy": "retry",
          "instances": 1, "prefetch": 1000, "visibilityTimeout": "30s", "idempotent": true,
          "processing": {"distribution": "exponential", "mean": "100ms"}}]},
        {"id": "shop", "sends": [{"event": "order.placed", "channel": "orders", "via": "direct", "load": {"rate": "9/s"}}]}],
      "channels": [{"id": "orders", "kind": "queue"}],
      "events": [{"id": "order.placed"}],
      "policies": [{"id": "retry", "maxAttempts": 1000, "strategy": )"
                            + strategy + R"(}],
      "scenarios": [{"id": "s", "duration": "3h", "warmup": "1m", "replications": 5,
        "faults": [{"fault": "serviceDown", "target": "billing", "from": "20m", "for": "60s"}]}]})");
}

/// A consumer at \a load of its capacity that an outage of a minute keeps from working.
Catalog plain(const QByteArray &rate)
{
    return test::designFrom(R"({"weir": 1, "title": "Plain",
      "services": [
        {"id": "billing", "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"],
          "processing": {"distribution": "exponential", "mean": "100ms"}}]},
        {"id": "shop", "sends": [{"event": "order.placed", "channel": "orders", "via": "direct", "load": {"rate": ")"
                            + rate + R"("}}]}],
      "channels": [{"id": "orders", "kind": "queue"}],
      "events": [{"id": "order.placed"}],
      "scenarios": [{"id": "s", "duration": "1h", "warmup": "1m", "replications": 40,
        "faults": [{"fault": "serviceDown", "target": "billing", "from": "20m", "for": "60s"}]}]})");
}

/// A partner's endpoint at nine tenths of its capacity that answers with errors for a minute, and is asked again at once.
/// \a breaker stands between.
Catalog partner(const QByteArray &breaker)
{
    return test::designFrom(R"({"weir": 1, "title": "Partner",
      "services": [
        {"id": "shop", "sends": [{"event": "order.placed", "channel": "orders", "via": "direct", "load": {"rate": "9/s"}}]},
        {"id": "partner"}],
      "channels": [{"id": "orders", "kind": "topic"}],
      "events": [{"id": "order.placed"}],
      "policies": [{"id": "retry", "maxAttempts": 1000, "strategy": {"type": "none"}}],
      "webhooks": [{"id": "notify", "direction": "outgoing", "service": "partner", "events": ["order.placed"], "policy": "retry",
        "concurrency": 1, "processing": {"distribution": "exponential", "mean": "100ms"})"
                            + breaker + R"(}],
      "scenarios": [{"id": "s", "duration": "3h", "warmup": "1m", "replications": 30,
        "faults": [{"fault": "serviceErrors", "target": "partner", "probability": 1, "from": "20m", "for": "60s"}]}]})");
}

Report report(const Catalog &catalog, const SimulationOptions &options = {})
{
    const Result<Report> found = runScenario(catalog, options);
    if (!found)
        qFatal("%s", qPrintable(found.error().message));
    return *found;
}

} // namespace

/// How a design gets over a fault: drain time, amplification, and whether it ever does.
class tst_Recovery : public QObject
{
    Q_OBJECT

private slots:
    void drainTimeIsBacklogOverSpareCapacity_data();
    void drainTimeIsBacklogOverSpareCapacity();
    void immediateRetriesAreMetastable();
    void backoffWithJitterRecovers();
    void aBreakerSparesAttemptsAndRecovers();
    void aDesignThatCannotKeepUpIsOverloaded();
    void aRunThatEndsSoonSaysNothing();
    void amplificationIsTheMeanOfAttempts();
};

void tst_Recovery::drainTimeIsBacklogOverSpareCapacity_data()
{
    QTest::addColumn<QByteArray>("rate");
    QTest::addColumn<double>("load");
    QTest::newRow("half loaded") << QByteArray("5/s") << 0.5;
    QTest::newRow("four fifths") << QByteArray("8/s") << 0.8;
}

void tst_Recovery::drainTimeIsBacklogOverSpareCapacity()
{
    QFETCH(QByteArray, rate);
    QFETCH(double, load);
    const Report found = report(plain(rate));
    QCOMPARE(found.faults.size(), 1);
    const FaultReport &fault = found.faults.first();
    QCOMPARE(fault.recovery, Aftermath::Recovered);
    QVERIFY(fault.drained && fault.expectedDrain && fault.backlog);
    const double expected = 60 * load / (1 - load); // lambda d / (c mu - lambda)
    QVERIFY(qAbs(*fault.expectedDrain / expected - 1) < 1e-9);
    QVERIFY2(qAbs(*fault.drained / expected - 1) < 0.1, qPrintable(QString::number(*fault.drained)));
    // The largest mean over a bin of 30 s about the end of the outage.
    QVERIFY2(*fault.backlog > 60 * 10 * load * 0.5 && *fault.backlog < 60 * 10 * load * 1.1,
             qPrintable(QString::number(*fault.backlog)));
}

void tst_Recovery::immediateRetriesAreMetastable()
{
    const Report found = report(stormy(R"({"type": "none"})"));
    const FaultReport &fault = found.faults.first();
    QCOMPARE(fault.recovery, Aftermath::Metastable);
    QVERIFY(!fault.drained);
    QVERIFY(fault.expectedDrain && qAbs(*fault.expectedDrain - 540) < 1);
    QVERIFY(found.retryAmplification && *found.retryAmplification > 1.3);
    // Without the outage the same design is healthy.
    SimulationOptions calm;
    calm.set = {{QStringLiteral("scenarios/s/faults"), JsonValue(Json::array())}};
    const Report usual = report(stormy(R"({"type": "none"})"), calm);
    QVERIFY(usual.subscription(u"billing/bill")->inFlight < 500);
    QVERIFY(*usual.retryAmplification < 1.01);
}

void tst_Recovery::backoffWithJitterRecovers()
{
    SimulationOptions many; // The drain of one run spreads by a fifth.
    many.replications = 30;
    const Report found = report(
        stormy(
            R"({"type": "exponential", "initialDelay": "10m", "multiplier": 2, "maxDelay": "1h", "jitter": "full"})"),
        many);
    const FaultReport &fault = found.faults.first();
    QCOMPARE(fault.recovery, Aftermath::Recovered);
    QVERIFY(fault.drained && fault.expectedDrain);
    QVERIFY2(qAbs(*fault.drained / *fault.expectedDrain - 1) < 0.1, qPrintable(QString::number(*fault.drained)));
    QVERIFY(*found.retryAmplification < 1.05);
    QVERIFY(found.subscription(u"billing/bill")->inFlight < 30 * 200);
}

void tst_Recovery::aBreakerSparesAttemptsAndRecovers()
{
    const Report bare = report(partner(""));
    const Report broken = report(partner(R"(, "breaker": {"failures": 5, "open": "10s"})"));
    const auto failedInOneRun = [](const Report &found) {
        return double(found.subscription(u"webhooks/notify")->failedAttempts) / 30;
    };
    QVERIFY2(qAbs(failedInOneRun(bare) / 600 - 1) < 0.1, qPrintable(QString::number(failedInOneRun(bare))));
    // Five until it opens, and a probe every ten seconds.
    QVERIFY2(qAbs(failedInOneRun(broken) - 10) <= 1, qPrintable(QString::number(failedInOneRun(broken))));
    for (const auto &[found, late] : {std::pair(&bare, 0.0), std::pair(&broken, 5.0)}) { // half the time between probes
        const FaultReport &fault = found->faults.first();
        QCOMPARE(fault.recovery, Aftermath::Recovered);
        QVERIFY(fault.drained);
        const double expected = 9 * (60 + late) / (10 - 9); // backlog / (c mu - lambda)
        QVERIFY2(qAbs(*fault.drained / expected - 1) < 0.1, qPrintable(QString::number(*fault.drained)));
    }
}

void tst_Recovery::aDesignThatCannotKeepUpIsOverloaded()
{
    SimulationOptions options;
    options.replications = 2;
    const Report found = report(plain("11/s"), options);
    QCOMPARE(found.faults.first().recovery, Aftermath::Overloaded);
}

void tst_Recovery::aRunThatEndsSoonSaysNothing()
{
    SimulationOptions options;
    options.set = {{QStringLiteral("scenarios/s/duration"), JsonValue(Json("22m"))}};
    options.replications = 2;
    QCOMPARE(report(plain("9/s"), options).faults.first().recovery, Aftermath::Unknown);
}

void tst_Recovery::amplificationIsTheMeanOfAttempts()
{
    SimulationOptions options;
    options.set = {{QStringLiteral("services/billing/receives/bill/failureRate"), JsonValue(Json(0.2))},
                   {QStringLiteral("policies/retry/maxAttempts"), JsonValue(Json(3))},
                   {QStringLiteral("services/billing/receives/bill/visibilityTimeout"), JsonValue(Json("1h"))},
                   {QStringLiteral("scenarios/s/load/factor"), JsonValue(Json(0.5))}};
    const Report found = report(stormy(R"({"type": "fixed", "initialDelay": "1s"})"), options);
    QVERIFY(found.retryAmplification);
    QVERIFY2(qAbs(*found.retryAmplification - 1.24) < 0.01, qPrintable(QString::number(*found.retryAmplification)));
}

WEIR_TEST(tst_Recovery)
#include "tst_recovery.moc"
