// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/reportjson.h"

#include "core/simulation/scenariorunner.h"
#include "core/simulation/scenariosettings.h"
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

using namespace weir;

namespace {

QStringList keysOf(const Json &object)
{
    QStringList keys;
    for (const auto &[key, value] : object.items())
        keys.append(QString::fromStdString(key));
    return keys;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ');
}

/// Paths of the members of \a value that \a schema does not describe.
QStringList unknownKeys(const Json &value, const Json &schema, const Json &root, const QString &path)
{
    if (schema.contains("$ref"))
        return unknownKeys(value, root.at(Json::json_pointer(schema["$ref"].get<std::string>().substr(1))), root, path);
    QStringList unknown;
    if (value.is_array() && schema.contains("items")) {
        for (const Json &item : value)
            unknown += unknownKeys(item, schema["items"], root, path);
    }
    if (!value.is_object())
        return unknown;
    for (const auto &[key, member] : value.items()) {
        const QString at = path + u'/' + QString::fromStdString(key);
        if (schema.contains("properties") && schema["properties"].contains(key))
            unknown += unknownKeys(member, schema["properties"][key], root, at);
        else if (schema.contains("additionalProperties"))
            unknown += unknownKeys(member, schema["additionalProperties"], root, at);
        else
            unknown += at;
    }
    return unknown;
}

} // namespace

class tst_Report : public QObject
{
    Q_OBJECT

private slots:
    void keysStandInTheOrderOfTheFormat();
    void oneReplicationHasNoInterval();
    void whatIsNotFilledIsAbsent();
    void elementsAreFoundByPath();
    void equalReportsGiveEqualBytes();
    void everyKeyIsInThePublishedSchema();
};

void tst_Report::keysStandInTheOrderOfTheFormat()
{
    const Json json = reportJson(*runScenario(test::oneQueue(), {}));
    QCOMPARE(keysOf(json),
             words("$schema tool version project scenario seed replications simulated warmup events verdict holds "
                   "retryAmplification "
                   "assumptions warnings conservation publications outboxes channels subscriptions deadLetters "
                   "eventTypes faults bottlenecks assertions series"));
    QCOMPARE(keysOf(json["subscriptions"]["billing/bill"]),
             words("messages delivered succeeded failedAttempts retried deadLettered lost inFlight duplicateDeliveries "
                   "duplicateEffects attemptsPerMessage servers utilisation utilisationCi95 blocked waited inBackoff "
                   "depth wait "
                   "processing endToEnd settled"));
    QCOMPARE(keysOf(json["subscriptions"]["billing/bill"]["wait"]), words("count mean ci95 p50 p90 p95 p99 p999 max"));
    QCOMPARE(QString::fromStdString(json["simulated"].dump()), QStringLiteral("20000.0"));
    QCOMPARE(memberText(json, u"tool"), QStringLiteral("weir"));
    QVERIFY(json["channels"]["orders"]["kind"] == "queue");
}

void tst_Report::oneReplicationHasNoInterval()
{
    SimulationOptions one;
    one.replications = 1;
    const Json json = reportJson(*runScenario(test::oneQueue(), one));
    QVERIFY(json["subscriptions"]["billing/bill"]["wait"]["ci95"].is_null());
    QVERIFY(!json["subscriptions"]["billing/bill"].contains("utilisationCi95"));
}

void tst_Report::whatIsNotFilledIsAbsent()
{
    const Json json = reportJson(*runScenario(test::oneQueue(), {}));
    QVERIFY(!json["publications"]["orders/order.placed"].contains("duplicates"));
    QVERIFY(!json["channels"]["orders"].contains("expired"));
    QVERIFY(!json["subscriptions"]["billing/bill"].contains("sla"));
    QVERIFY(json["outboxes"].empty());
}

void tst_Report::elementsAreFoundByPath()
{
    const Report report = *runScenario(test::oneQueue(), {});
    QVERIFY(report.channel(u"orders") != nullptr);
    QVERIFY(report.channel(u"orders")->isQueue);
    QVERIFY(report.subscription(u"billing/pay") == nullptr);
    QVERIFY(report.outbox(u"orders") == nullptr);
    QVERIFY(report.deadLetter(u"billing/bill.dlq") == nullptr);
}

void tst_Report::equalReportsGiveEqualBytes()
{
    const QByteArray bytes = reportBytes(*runScenario(test::oneQueue(), {}));
    QCOMPARE(reportBytes(*runScenario(test::oneQueue(), {})), bytes);
    QVERIFY(bytes.endsWith("}\n"));
    QVERIFY(!bytes.contains("\r"));
}

void tst_Report::everyKeyIsInThePublishedSchema()
{
    QFile file(QStringLiteral(WEIR_RESOURCES "/schema/report.schema.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Json schema = Json::parse(file.readAll().toStdString());
    SimulationOptions options;
    options.set = {
        *parseSettingText(QStringLiteral("services/billing/receives/bill/sla={\"within\": \"1s\", \"share\": 0.9}")),
        *parseSettingText(QStringLiteral("services/billing/receives/bill/failureRate=0.1")),
        *parseSettingText(QStringLiteral("services/orders/sends/order.placed/via=outbox"))};
    const Json report = reportJson(*runScenario(test::oneQueue(), options));
    QVERIFY(!report["outboxes"].empty());
    QVERIFY(!report["deadLetters"].empty());
    QVERIFY(schema["$id"] == report["$schema"]);
    const QStringList unknown = unknownKeys(report, schema, schema, {});
    QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(u' ')));
    QVERIFY(!unknownKeys(Json{{"verdictt", 1}}, schema, schema, {}).isEmpty());
}

WEIR_TEST(tst_Report)
#include "tst_report.moc"
