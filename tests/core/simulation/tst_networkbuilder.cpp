// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/networkbuilder.h"

#include "core/model/catalog.h"
#include "core/simulation/engine.h"
#include "core/simulation/trafficestimate.h"
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include <QTest>

using namespace weir;

namespace {

constexpr sim::Time ms = 1'000'000;

BuiltNetwork built(const QByteArray &bundle, const Scenario &scenario = {})
{
    const Catalog catalog = test::designFrom(bundle);
    Result<BuiltNetwork> network = buildNetwork(catalog, scenario);
    if (!network)
        qFatal("%s", qPrintable(network.error().message));
    return std::move(*network);
}

bool says(const QStringList &sentences, const QString &element, const QString &value)
{
    return std::any_of(sentences.begin(), sentences.end(),
                       [&](const QString &sentence) { return sentence.contains(element) && sentence.contains(value); });
}

} // namespace

class tst_NetworkBuilder : public QObject
{
    Q_OBJECT

private slots:
    void whatIsNotGivenIsAssumedAndSaid();
    void identitiesComeFromThePath();
    void patternsChooseTheEvents();
    void policiesFallBackToChannelAndProject();
    void deadLettersGoWhereTheyAreTold();
    void anOutboxIsUsedWhenTheServiceHasOne();
    void operationsPublishTheirSendsTogether();
    void followUpsAreNoSources();
    void anUnfedChannelIsFedFromOutside();
    void theScenarioScalesAndReplacesRates();
    void intervalsShrinkWithTheLoad();
    void fieldsReachTheEngine();
    void faultsBecomeWindows();
    void contradictionsHaveAPath_data();
    void contradictionsHaveAPath();
    void overloadIsPredicted();
    void aLoopOfEventsIsPredicted();
    void idempotentConsumersAreKnown();
};

void tst_NetworkBuilder::whatIsNotGivenIsAssumedAndSaid()
{
    const BuiltNetwork network = built(R"({"weir": 1, "title": "t",
      "services": [{"id": "a", "sends": [{"event": "x.done", "channel": "c"}]},
                   {"id": "b", "receives": [{"id": "r", "channel": "c"}]}],
      "channels": [{"id": "c", "kind": "topic"}]})");
    QVERIFY(says(network.assumptions, QStringLiteral("a/x.done"), QStringLiteral("10 events/s")));
    QVERIFY(says(network.assumptions, QStringLiteral("b/r"), QStringLiteral("50 ms")));
    QVERIFY(says(network.assumptions, QStringLiteral("b/r"), QStringLiteral("one")));
    QCOMPARE(network.network.sources.size(), std::size_t(1));
    QCOMPARE(network.network.sources[0].rate, 10.0);
    const sim::Subscription &subscription = network.network.subscriptions[0];
    QCOMPARE(subscription.servers, 1u);
    QCOMPARE(subscription.processing, sim::Distribution::exponential(50.0 * ms));
    QCOMPARE(subscription.retry.maxAttempts, 1);
    QVERIFY(network.warnings.isEmpty());
}

void tst_NetworkBuilder::identitiesComeFromThePath()
{
    const Result<BuiltNetwork> network = buildNetwork(test::oneQueue(), {});
    QVERIFY(network.isOk());
    QCOMPARE(network->network.subscriptions[0].identity, sim::identityOf("services/billing/receives/bill"));
    QCOMPARE(network->network.sources[0].identity, sim::identityOf("services/orders/sends/order.placed"));
}

void tst_NetworkBuilder::patternsChooseTheEvents()
{
    const BuiltNetwork network = built(R"({"weir": 1, "title": "t",
      "services": [{"id": "b", "receives": [
        {"id": "all", "channel": "c"}, {"id": "orders", "channel": "c", "events": ["order.*"]},
        {"id": "one", "channel": "c", "events": ["user.created"]}]}],
      "events": [{"id": "order.paid"}, {"id": "order.placed"}, {"id": "user.created"}],
      "channels": [{"id": "c", "kind": "topic"}]})");
    QCOMPARE(
        network.eventTypes,
        QStringList({QStringLiteral("order.paid"), QStringLiteral("order.placed"), QStringLiteral("user.created")}));
    QCOMPARE(network.network.subscriptions[0].events, std::vector<sim::Index>({0, 1, 2}));
    QCOMPARE(network.network.subscriptions[1].events, std::vector<sim::Index>({0, 1}));
    QCOMPARE(network.network.subscriptions[2].events, std::vector<sim::Index>({2}));
}

void tst_NetworkBuilder::policiesFallBackToChannelAndProject()
{
    const BuiltNetwork network = built(R"({"weir": 1, "title": "t", "defaults": {"policy": "two"},
      "services": [{"id": "b", "receives": [
        {"id": "own", "channel": "c", "policy": "four"}, {"id": "channels", "channel": "c"}, {"id": "projects", "channel": "d"}]}],
      "channels": [{"id": "c", "kind": "topic", "policy": "three"}, {"id": "d", "kind": "topic"}],
      "policies": [{"id": "two", "maxAttempts": 2}, {"id": "three", "maxAttempts": 3},
        {"id": "four", "maxAttempts": 4, "strategy": {"type": "exponential", "initialDelay": "2s", "multiplier": 2}}]})");
    QCOMPARE(network.network.subscriptions[0].retry.maxAttempts, 4);
    QCOMPARE(network.network.subscriptions[0].retry.delay(2, 0, 0.5), std::chrono::nanoseconds(4 * sim::second));
    QCOMPARE(network.network.subscriptions[1].retry.maxAttempts, 3);
    QCOMPARE(network.network.subscriptions[2].retry.maxAttempts, 2);
}

void tst_NetworkBuilder::deadLettersGoWhereTheyAreTold()
{
    const BuiltNetwork network = built(R"({"weir": 1, "title": "t",
      "services": [{"id": "b", "receives": [
        {"id": "own", "channel": "c", "deadLetter": "dead"}, {"id": "implicit", "channel": "c", "failureRate": 0.1},
        {"id": "safe", "channel": "c"}, {"id": "once", "channel": "d", "failureRate": 0.1, "deadLetter": "dead"}]}],
      "channels": [{"id": "c", "kind": "topic"}, {"id": "d", "kind": "topic", "guarantee": "at-most-once"},
        {"id": "dead", "kind": "queue"}]})");
    QCOMPARE(network.deadLetters, QStringList({QStringLiteral("dead"), QStringLiteral("b/implicit.dlq")}));
    QCOMPARE(network.network.subscriptions[0].deadLetter, 0u);
    QCOMPARE(network.network.subscriptions[1].deadLetter, 1u);
    QCOMPARE(network.network.subscriptions[2].deadLetter, sim::noIndex);
    QCOMPARE(network.network.subscriptions[3].deadLetter, sim::noIndex);
}

void tst_NetworkBuilder::anOutboxIsUsedWhenTheServiceHasOne()
{
    const BuiltNetwork network = built(R"({"weir": 1, "title": "t",
      "services": [{"id": "a", "outbox": {"mode": "faithful", "poll": "2s", "batch": 7},
        "sends": [{"event": "x.done", "channel": "c", "load": {"rate": "1/s"}},
                  {"event": "y.done", "channel": "c", "via": "direct", "load": {"rate": "1/s"}}]}],
      "channels": [{"id": "c", "kind": "topic"}]})");
    QCOMPARE(network.outboxes, QStringList(QStringLiteral("a")));
    QCOMPARE(network.network.outboxes[0].mode, sim::OutboxMode::Faithful);
    QCOMPARE(network.network.outboxes[0].poll, 2 * sim::second);
    QCOMPARE(network.network.outboxes[0].batch, 7u);
    QCOMPARE(network.network.publications[0].outbox, 0u);
    QCOMPARE(network.network.publications[1].outbox, sim::noIndex);
}

void tst_NetworkBuilder::operationsPublishTheirSendsTogether()
{
    const BuiltNetwork network = built(R"({"weir": 1, "title": "t",
      "services": [{"id": "a", "operations": [{"id": "register", "load": {"rate": "3/s"}, "sends": ["x.done", "y.done"]}],
        "sends": [{"event": "x.done", "channel": "c"}, {"event": "y.done", "channel": "c"}]}],
      "channels": [{"id": "c", "kind": "topic"}]})");
    QCOMPARE(network.sources, QStringList(QStringLiteral("a/register")));
    QCOMPARE(network.network.sources[0].publications, std::vector<sim::Index>({0, 1}));
    QCOMPARE(network.network.sources[0].rate, 3.0);
}

void tst_NetworkBuilder::followUpsAreNoSources()
{
    const BuiltNetwork network = built(R"({"weir": 1, "title": "t",
      "services": [{"id": "a", "sends": [{"event": "x.done", "channel": "c", "load": {"rate": "1/s"}}]},
        {"id": "b", "sends": [{"event": "y.done", "channel": "c"}],
         "receives": [{"id": "r", "channel": "c", "events": ["x.done"], "instances": 1,
           "processing": {"distribution": "constant", "mean": "1ms"}, "emits": [{"event": "y.done", "channel": "c", "probability": 0.5, "delay": "3s"}]}]}],
      "channels": [{"id": "c", "kind": "topic"}]})");
    QCOMPARE(network.sources, QStringList(QStringLiteral("a/x.done")));
    QVERIFY(network.assumptions.isEmpty());
    const sim::Subscription &subscription = network.network.subscriptions[0];
    QCOMPARE(subscription.emits.size(), std::size_t(1));
    QCOMPARE(subscription.emits[0].probability, 0.5);
    QCOMPARE(subscription.emits[0].delay, 3 * sim::second);
    QCOMPARE(network.publications.at(qsizetype(subscription.emits[0].publication)), QStringLiteral("b/r/y.done"));
}

void tst_NetworkBuilder::anUnfedChannelIsFedFromOutside()
{
    const BuiltNetwork network = built(R"({"weir": 1, "title": "t",
      "services": [{"id": "a", "sends": [{"event": "x.done", "channel": "c", "load": {"rate": "1/s"}}]},
        {"id": "b", "receives": [{"id": "r", "channel": "d", "events": ["y.done"], "deadLetter": "dead"},
          {"id": "s", "channel": "dead", "events": ["z.done"]}, {"id": "t", "channel": "c", "events": ["z.done"]}]}],
      "events": [{"id": "y.done"}, {"id": "z.done"}],
      "channels": [{"id": "c", "kind": "topic"}, {"id": "d", "kind": "topic"}, {"id": "dead", "kind": "queue"}]})");
    QCOMPARE(network.sources, QStringList({QStringLiteral("a/x.done"), QStringLiteral("outside/y.done")}));
    QCOMPARE(network.network.sources[1].rate, 10.0);
    QVERIFY(says(network.assumptions, QStringLiteral("y.done"), QStringLiteral("10 events/s from outside")));
}

void tst_NetworkBuilder::theScenarioScalesAndReplacesRates()
{
    Scenario scenario;
    scenario.loadFactor = 4;
    QCOMPARE(buildNetwork(test::oneQueue(), scenario)->network.sources[0].rate, 2.0);
    scenario.rates.insert(QStringLiteral("orders/order.placed"), 3);
    QCOMPARE(buildNetwork(test::oneQueue(), scenario)->network.sources[0].rate, 12.0);
    scenario.rates.insert(QStringLiteral("orders/order.paid"), 3);
    const Result<BuiltNetwork> unknown = buildNetwork(test::oneQueue(), scenario);
    QVERIFY(!unknown.isOk());
    QCOMPARE(unknown.error().place.pointer, QStringLiteral("/load/rates/orders~1order.paid"));
}

void tst_NetworkBuilder::intervalsShrinkWithTheLoad()
{
    Scenario scenario;
    scenario.loadFactor = 4;
    const BuiltNetwork network = built(R"({"weir": 1, "title": "t",
      "services": [{"id": "a", "sends": [{"event": "x.done", "channel": "c", "load": {"arrivals": "interval",
        "interval": {"distribution": "lognormal", "mean": "2s", "cv": 1.5}}}]}],
      "channels": [{"id": "c", "kind": "topic"}]})",
                                       scenario);
    QCOMPARE(network.network.sources[0].arrivals, sim::Arrivals::Interval);
    QVERIFY(qAbs(network.network.sources[0].interval.mean() / 1e9 - 0.5) < 1e-9);
    QVERIFY(qAbs(network.network.sources[0].interval.cv() - 1.5) < 1e-9);
}

void tst_NetworkBuilder::fieldsReachTheEngine()
{
    Scenario scenario;
    scenario.faults = {Fault{FaultKind::Poison, {}, {}, {}, {}, {}, {}, {}, {}}};
    const BuiltNetwork network = built(R"({"weir": 1, "title": "t",
      "services": [{"id": "a", "sends": [{"event": "x.done", "channel": "c", "versions": {"1": 0.5, "3": 0.5}, "key": "data.id",
         "load": {"arrivals": "bursty", "rate": "9/s",
         "on": {"distribution": "constant", "mean": "1s"}, "off": {"distribution": "constant", "mean": "2s"}}}]},
        {"id": "b", "receives": [{"id": "r", "channel": "c", "instances": 2, "concurrency": 3, "prefetch": 10,
          "visibilityTimeout": "30s", "versions": [2, 3], "ordered": true, "policy": "p",
          "deadline": {"distribution": "constant", "mean": "5s"}}]}],
      "channels": [{"id": "c", "kind": "topic", "capacity": 5, "overflow": "dropOldest", "ttl": "9s", "partitions": 4}],
      "policies": [{"id": "p", "maxAttempts": 2, "nonRetryable": ["poison"], "redrive": {"after": "1m", "rate": "2/s"}}],
      "events": [{"id": "x.done", "versions": [{"version": 1}, {"version": 3}]}],
      "webhooks": [{"id": "partner", "direction": "outgoing", "events": ["x.*"], "rateLimit": "5/s",
        "breaker": {"failures": 3, "open": "20s"}}],
      "streams": [{"id": "feed", "channel": "c"}]})",
                                       scenario);
    const sim::Network &made = network.network;
    QCOMPARE(made.sources[0].arrivals, sim::Arrivals::Bursty);
    QCOMPARE(made.sources[0].rate, 9.0);
    QCOMPARE(made.publications[0].versions.size(), std::size_t(2));
    QVERIFY(made.publications[0].keyed);
    QCOMPARE(made.channels[0].capacity, 5u);
    QCOMPARE(made.channels[0].overflow, sim::Overflow::DropOldest);
    QCOMPARE(made.channels[0].partitions, 4u);
    QCOMPARE(made.channels[0].ttl->mean(), 9e9);
    QCOMPARE(network.subscriptions,
             QStringList({QStringLiteral("b/r"), QStringLiteral("webhooks/partner"), QStringLiteral("streams/feed")}));
    const sim::Subscription &receives = made.subscriptions[0];
    QCOMPARE(receives.instances, 2u);
    QCOMPARE(receives.prefetch, 10u);
    QCOMPARE(receives.visibilityTimeout, 30 * sim::second);
    QCOMPARE(receives.deadline->mean(), 5e9);
    QVERIFY(receives.ordered);
    QCOMPARE(receives.finalReasons, 1u << unsigned(sim::FailureReason::Poison));
    QCOMPARE(receives.redrive->after, 60 * sim::second);
    QCOMPARE(receives.unhandled, (std::vector<sim::EventVersion>{{0, 1}}));
    QVERIFY(says(network.warnings, QStringLiteral("b/r"), QStringLiteral("version 1")));
    QVERIFY(made.subscriptions[1].everyChannel);
    QCOMPARE(made.subscriptions[1].rateLimit, 5.0);
    QCOMPARE(made.subscriptions[1].breaker.failures, 3u);
    QCOMPARE(network.channels.size() + 1, qsizetype(made.channels.size()));
    QVERIFY(!says(network.warnings, QStringLiteral("Not simulated"), {}));
}

void tst_NetworkBuilder::faultsBecomeWindows()
{
    Scenario scenario;
    scenario.duration = std::chrono::minutes(10);
    Fault down;
    down.kind = FaultKind::ServiceDown;
    down.target = QStringLiteral("billing");
    down.from = std::chrono::minutes(2);
    down.lasts = std::chrono::minutes(3);
    Fault broker;
    broker.from = std::chrono::minutes(8);
    scenario.faults = {down, broker};
    const Result<BuiltNetwork> network = buildNetwork(test::oneQueue(), scenario);
    QVERIFY(network.isOk());
    QCOMPARE(network->faults, QStringList({QStringLiteral("serviceDown billing"), QStringLiteral("brokerDown")}));
    QCOMPARE(network->network.faults[0].service, sim::Index(network->services.indexOf(QStringLiteral("billing"))));
    QCOMPARE(network->network.faults[0].to, 300 * sim::second);
    QCOMPARE(network->network.faults[1].to, 600 * sim::second);
    scenario.faults[0].target = QStringLiteral("shipping");
    const Result<BuiltNetwork> unknown = buildNetwork(test::oneQueue(), scenario);
    QVERIFY(!unknown.isOk());
    QCOMPARE(unknown.error().place.pointer, QStringLiteral("/faults/0"));
}

void tst_NetworkBuilder::contradictionsHaveAPath_data()
{
    QTest::addColumn<QByteArray>("receives");
    QTest::addColumn<QString>("pointer");
    QTest::newRow("a million servers") << QByteArray(R"({"id": "r", "channel": "c", "instances": 1000000})")
                                       << "/receives/0/instances";
    QTest::newRow("an impossible law") << QByteArray(
        R"({"id": "r", "channel": "c", "processing": {"distribution": "constant", "mean": "1s", "cv": 2}})")
                                       << "/receives/0/processing";
    QTest::newRow("p99 below p50") << QByteArray(
        R"({"id": "r", "channel": "c", "processing": {"distribution": "lognormal", "p50": "2s", "p99": "1s"}})")
                                   << "/receives/0/processing";
    QTest::newRow("a timeout of nothing")
        << QByteArray(R"({"id": "r", "channel": "c", "timeout": "0s"})") << "/receives/0/timeout";
}

void tst_NetworkBuilder::contradictionsHaveAPath()
{
    QFETCH(QByteArray, receives);
    QFETCH(QString, pointer);
    const Catalog catalog = test::designFrom(R"({"weir": 1, "title": "t", "services": [{"id": "b", "receives": [)"
                                             + receives + R"(]}], "channels": [{"id": "c", "kind": "topic"}]})");
    const Result<BuiltNetwork> network = buildNetwork(catalog, {});
    QVERIFY(!network.isOk());
    QCOMPARE(network.error().place.file, QStringLiteral("services/b"));
    QCOMPARE(network.error().place.pointer, pointer);
    QVERIFY(network.error().message.contains(QStringLiteral("b/r")));
}

void tst_NetworkBuilder::overloadIsPredicted()
{
    Scenario scenario;
    scenario.loadFactor = 3;
    const Result<BuiltNetwork> network = buildNetwork(test::oneQueue(), scenario);
    QVERIFY(says(network->warnings, QStringLiteral("billing/bill"), QStringLiteral("1.5")));
    QCOMPARE(estimateTraffic(network->network).load.at(0), 1.5);
    scenario.loadFactor = 1;
    QVERIFY(buildNetwork(test::oneQueue(), scenario)->warnings.isEmpty());
}

void tst_NetworkBuilder::aLoopOfEventsIsPredicted()
{
    const BuiltNetwork network = built(R"({"weir": 1, "title": "t",
      "services": [{"id": "a", "sends": [{"event": "x.done", "channel": "c", "load": {"rate": "1/s"}}]},
        {"id": "b", "receives": [{"id": "r", "channel": "c", "events": ["x.done"], "emits": [{"event": "x.done", "channel": "c"}]}]}],
      "channels": [{"id": "c", "kind": "topic"}]})");
    QVERIFY(says(network.warnings, QStringLiteral("loop"), {}));
}

void tst_NetworkBuilder::idempotentConsumersAreKnown()
{
    const BuiltNetwork network = built(R"({"weir": 1, "title": "t",
      "services": [{"id": "b", "receives": [{"id": "r", "channel": "c", "idempotent": true}, {"id": "s", "channel": "c"}]}],
      "channels": [{"id": "c", "kind": "topic"}]})");
    QCOMPARE(network.idempotent, std::vector<bool>({true, false}));
}

WEIR_TEST(tst_NetworkBuilder)
#include "tst_networkbuilder.moc"
