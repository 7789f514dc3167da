// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/interchange/asyncapiexport.h"
#include "core/interchange/asyncapiimport.h"
#include "core/syntax/jsonwriter.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::string_literals;

namespace {

Catalog shop()
{
    Catalog catalog;
    const auto add = [&catalog](Kind kind, const char *id, const char *text) {
        const Findings wrong = catalog.setDocument({kind, QString::fromLatin1(id)}, Json::parse(text));
        QCOMPARE(wrong, Findings());
    };
    add(Kind::Project, "", R"({"weir": 1, "title": "Shop"})");
    add(Kind::Service, "orders", R"({"id": "orders", "name": "Orders", "description": "Takes orders.",
        "operations": [{"id": "place", "method": "POST", "path": "/orders", "sends": ["order.placed"]}],
        "sends": [{"event": "order.placed", "channel": "orders", "via": "outbox"},
                  {"event": "order.expired", "channel": "orders"}]})");
    add(Kind::Service, "billing", R"({"id": "billing", "receives": [{"id": "bill", "channel": "orders",
        "events": ["order.placed"], "purpose": "bills the customer", "policy": "thrice", "deadLetter": "lost",
        "emits": [{"event": "invoice.sent", "channel": "invoices"}]}, {"id": "log", "channel": "orders", "events": ["*"]}]})");
    add(Kind::Event, "order.placed", R"({"id": "order.placed", "tags": ["core"], "versions": [
        {"version": 1, "schema": {"type": "object"}},
        {"version": 2, "schema": {"properties": {"to": {"$ref": "schemas/address.json"}, "next": {"$ref": "#/definitions/n"}},
            "definitions": {"n": {"type": "number"}}}, "examples": [{"to": {"street": "Long"}}]}]})");
    add(Kind::Event, "order.expired", R"({"id": "order.expired", "name": "OrderExpired", "kind": "command"})");
    add(Kind::Event, "invoice.sent", R"({"id": "invoice.sent"})");
    add(Kind::Schema, "address", R"({"id": "address", "schema": {"properties": {"street": {"type": "string"}}}})");
    add(Kind::Channel, "orders", R"({"id": "orders", "kind": "topic", "address": "shop/orders"})");
    add(Kind::Channel, "invoices", R"({"id": "invoices", "kind": "queue"})");
    add(Kind::Channel, "lost", R"({"id": "lost", "kind": "queue"})");
    add(Kind::Channel, "unrelated", R"({"id": "unrelated", "kind": "topic"})");
    add(Kind::Policy, "thrice", R"({"id": "thrice", "maxAttempts": 3, "strategy": {"type": "exponential",
        "initialDelay": "2s", "multiplier": 2, "jitter": "full"}})");
    add(Kind::Scenario, "day", R"({"id": "day", "duration": "1d"})");
    return catalog;
}

Json documentOf(const Catalog &catalog, const QString &service = {})
{
    const auto exported = exportAsyncApi(catalog, service);
    return exported ? exported->document.get() : Json();
}

Json at(const Json &document, const char *pointer)
{
    const Json::json_pointer where(pointer);
    return document.contains(where) ? document.at(where) : Json();
}

} // namespace

class tst_AsyncApiExport : public QObject
{
    Q_OBJECT

private slots:
    void operationsSayWhoSendsAndReceivesWhat()
    {
        const Json document = documentOf(shop());
        QCOMPARE(textOf(at(document, "/asyncapi")), u"3.0.0"_s);
        QCOMPARE(textOf(at(document, "/operations/place/action")), u"send"_s);
        QCOMPARE(textOf(at(document, "/operations/place/channel/$ref")), u"#/channels/orders"_s);
        QCOMPARE(textOf(at(document, "/operations/place/messages/0/$ref")),
                 u"#/channels/orders/messages/order.placed"_s);
        QCOMPARE(textOf(at(document, "/operations/send.order.expired/action")), u"send"_s);
        QCOMPARE(textOf(at(document, "/operations/send.bill.invoice.sent/channel/$ref")), u"#/channels/invoices"_s);
        QCOMPARE(textOf(at(document, "/operations/bill/summary")), u"bills the customer"_s);
        QCOMPARE(textOf(at(document, "/operations/bill/x-weir-service")), u"billing"_s);
        QCOMPARE(at(document, "/operations/bill/x-retry").dump(),
                 R"({"id":"thrice","maxAttempts":3,)"
                 R"("strategy":{"type":"exponential","initialDelaySeconds":2,"multiplier":2}})"s);
        QCOMPARE(textOf(at(document, "/operations/bill/x-deadLetter/channel/$ref")), u"#/channels/lost"_s);
        // A pattern: all messages of the channel.
        QVERIFY(at(document, "/operations/log/messages").is_null());
    }

    void messagesHaveTheNewestPayloadAndReferencesOfTheDocument()
    {
        const Json document = documentOf(shop());
        const Json payload = at(document, "/components/messages/order.placed/payload");
        QCOMPARE(textOf(at(payload, "/properties/to/$ref")), u"#/components/schemas/address"_s);
        QCOMPARE(textOf(at(payload, "/properties/next/$ref")),
                 u"#/components/messages/order.placed/payload/definitions/n"_s);
        QCOMPARE(textOf(at(document, "/components/messages/order.placed/examples/0/payload/to/street")), u"Long"_s);
        QCOMPARE(textOf(at(document, "/components/messages/order.placed/tags/0/name")), u"core"_s);
        QCOMPARE(textOf(at(document, "/components/messages/order.expired/x-eventcatalog-message-type")), u"command"_s);
        QCOMPARE(textOf(at(document, "/channels/orders/address")), u"shop/orders"_s);
    }

    void aDesignComesBackWhole()
    {
        const Catalog catalog = shop();
        const auto again = importAsyncApi(writeJson(documentOf(catalog)), u"again.json"_s);
        QVERIFY(again);
        QCOMPARE(again->findings, Findings());
        QCOMPARE(again->catalog.services(), catalog.services());
        QCOMPARE(again->catalog.events(), catalog.events());
        QCOMPARE(again->catalog.channels(), catalog.channels());
        QCOMPARE(again->catalog.policies(), catalog.policies());
        QCOMPARE(again->catalog.scenarios(), catalog.scenarios());
    }

    void aServiceAloneBringsWhatItUses()
    {
        const Json document = documentOf(shop(), u"billing"_s);
        QCOMPARE(textOf(at(document, "/info/title")), u"billing"_s);
        QCOMPARE(at(document, "/operations").size(), size_t(3));
        QVERIFY(at(document, "/operations/bill/x-weir-service").is_null());
        QVERIFY(!at(document, "/channels/lost").is_null());
        QVERIFY(at(document, "/channels/unrelated").is_null());
        // Received by the pattern “*” of “log”.
        QVERIFY(!at(document, "/components/messages/order.expired").is_null());
        QVERIFY(!at(document, "/components/schemas/address").is_null());
        const auto unknown = exportAsyncApi(shop(), u"nobody"_s);
        QVERIFY(!unknown);
        QVERIFY2(unknown.error().hint.contains(u"billing, orders"_s), qPrintable(unknown.error().hint));
    }

    void whatOthersDoNotLearnIsReported()
    {
        const auto exported = exportAsyncApi(shop());
        QVERIFY(exported);
        const auto says = [&](const QString &element, const QString &words) {
            return std::any_of(exported->losses.begin(), exported->losses.end(), [&](const Finding &loss) {
                return loss.element == element && loss.message.contains(words);
            });
        };
        QVERIFY(says(u"events/order.placed"_s, u"Version 2"_s));
        QVERIFY(says(u"channels/invoices"_s, u"is a queue"_s));
        QVERIFY(says(u"services/billing"_s, u"by a pattern"_s));
        QVERIFY(says(QString(), u"Scenarios (1)"_s));
    }

    void detailsOfVersion2AreUpgraded()
    {
        const QByteArray text = "asyncapi: 2.6.0\ninfo: {title: A, version: 1.0.0}\nchannels:\n"
                                "  'a/{id}':\n    parameters: {other: {description: o}}\n    publish:\n"
                                "      bindings: {kafka: {clientId: me, bindingVersion: 0.1.0}, http: {type: request, "
                                "method: GET}}\n      message: {name: m}\n";
        const auto first = importAsyncApi(text, u"a.yaml"_s);
        QVERIFY(first);
        const Json document = documentOf(first->catalog);
        const Json operation = document["operations"].begin().value();
        QCOMPARE(operation["bindings"].dump(),
                 R"({"kafka":{"clientId":{"type":"string","enum":["me"]}},"http":{"method":"GET"}})"s);
        QCOMPARE(document["channels"].begin().value()["parameters"].dump(), R"({"id":{}})"s);
        const auto again = importAsyncApi(writeJson(document), u"again.json"_s);
        QVERIFY(again);
        QCOMPARE(again->catalog.services(), first->catalog.services());
        QCOMPARE(again->catalog.channels(), first->catalog.channels());
    }

    void messagesThatNoOperationNamesStayWithTheirChannel()
    {
        const QByteArray text = "asyncapi: 3.0.0\ninfo: {title: A, version: 1.0.0}\n"
                                "channels: {c: {messages: {One: {payload: {}}, Two: {payload: {}}}}}\n"
                                "operations: {o: {action: send, channel: {$ref: '#/channels/c'}, "
                                "messages: [{$ref: '#/channels/c/messages/One'}]}}\n";
        const auto first = importAsyncApi(text, u"a.yaml"_s);
        QVERIFY(first);
        const Json document = documentOf(first->catalog);
        QCOMPARE(at(document, "/channels/c/messages").size(), size_t(2));
        QVERIFY2(!document.contains("x-weir"), document.dump().c_str());
    }
};

WEIR_TEST(tst_AsyncApiExport)
#include "tst_asyncapiexport.moc"
