// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/rules/baddesigns.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

namespace weir::test {

namespace {

const QByteArray sound = R"({
  'title': 'Shop', 'defaults': {'policy': 'retry'},
  'services': [
    {'id': 'billing', 'name': 'Billing', 'receives': [{'id': 'bill', 'channel': 'orders', 'events': ['order.placed'],
      'versions': [1, 2], 'idempotent': true, 'timeout': '5s', 'visibilityTimeout': '10s', 'sla': {'within': '1m', 'share': 1}}]},
    {'id': 'orders', 'name': 'Orders', 'database': {'kind': 'postgresql', 'name': 'orders'}, 'outbox': {},
     'operations': [{'id': 'place', 'sends': ['order.placed']}],
     'sends': [{'event': 'order.placed', 'channel': 'orders', 'versions': {'1': 0.5, '2': 0.5}}]}],
  'events': [{'id': 'order.placed', 'versions': [{'version': 1, 'schema': {}}, {'version': 2, 'schema': {}}]}],
  'channels': [{'id': 'orders', 'kind': 'topic', 'deadLetter': 'orders.dlq'}, {'id': 'orders.dlq', 'kind': 'queue'},
    {'id': 'archive', 'kind': 'topic'}],
  'policies': [{'id': 'retry', 'name': 'Three retries', 'maxAttempts': 4,
    'strategy': {'type': 'exponential', 'initialDelay': '2s', 'multiplier': 2}}],
  'webhooks': [{'id': 'partner', 'direction': 'outgoing', 'service': 'orders', 'profile': 'standard', 'secrets': ['env:SECRET'],
    'events': ['order.*'], 'url': 'https://partner.example/hook'}],
  'streams': [{'id': 'live', 'service': 'orders', 'path': '/live', 'channel': 'orders', 'events': ['order.{user}.#'],
    'key': 'order.{data.user}.{type}'}],
  'flows': [{'id': 'buy', 'participants': [{'id': 'user', 'kind': 'actor'}, {'id': 'orders', 'kind': 'service'}],
    'steps': [{'message': 'POST /orders', 'from': 'user', 'to': 'orders'}]}],
  'scenarios': [{'id': 'rush', 'load': {'rates': {'orders/order.placed': '5/s'}},
    'faults': [{'fault': 'serviceDown', 'target': 'billing', 'from': '1m', 'for': '1m'}],
    'set': {'services/billing/receives/bill/instances': 2}}],
  'views': [{'id': 'overview', 'nodes': {'services/billing': {'x': 0, 'y': 0}}}],
  'approvals': [{'rule': 'topology/unused-channel', 'target': 'channels/archive', 'reason': 'soon'}]
})";

const BadDesign rows[] = {
    {"structure/unknown-event", "/services/1/sends/0/event", "'order.plased'", "services/orders", "order.plased"},
    {"structure/unknown-event", "/services/0/receives/0/events/1", "'order.gone'", "services/billing",
     "“bill” of Billing"},
    {"structure/unknown-event", "/services/0/receives/0/emits", "[{'event': 'bill.sent', 'channel': 'orders'}]",
     "services/billing", "bill.sent"},
    {"structure/unknown-event", "/webhooks/0/events", "['order.paid']", "webhooks/partner", "webhook “partner”"},
    {"structure/unknown-channel", "/services/0/receives/0/channel", "'ordres'", "services/billing", "ordres"},
    {"structure/unknown-channel", "/channels/0/deadLetter", "'graveyard'", "channels/orders", "graveyard"},
    {"structure/unknown-channel", "/services/0/receives/0/deadLetter", "'graveyard'", "services/billing", "graveyard"},
    {"structure/unknown-channel", "/streams/0/channel", "'river'", "streams/live", "river"},
    {"structure/unknown-policy", "/services/0/receives/0/policy", "'strict'", "services/billing", "strict"},
    {"structure/unknown-policy", "/channels/0/policy", "'strict'", "channels/orders", "strict"},
    {"structure/unknown-policy", "/webhooks/0/policy", "'strict'", "webhooks/partner", "strict"},
    {"structure/unknown-policy", "/defaults/policy", "'strict'", "catalog", "strict"},
    {"structure/unknown-service", "/webhooks/0/service", "'mail'", "webhooks/partner", "mail"},
    {"structure/unknown-service", "/streams/0/service", "'mail'", "streams/live", "mail"},
    {"structure/unknown-service", "/services/0/calls", "[{'service': 'mail'}]", "services/billing", "Billing"},
    {"structure/unknown-webhook", "/alerts", "[{'id': 'a', 'when': 'dlq(*) > 1', 'notify': 'webhook:ops'}]", "catalog",
     "ops"},
    {"structure/unknown-send", "/services/1/operations/0/sends", "['order.gone']", "services/orders",
     "“place” of Orders"},
    {"structure/unknown-participant", "/flows/0/steps/0/to", "'shop'", "flows/buy", "shop"},
    {"structure/unknown-participant", "/flows/0/steps",
     "[{'loop': 'daily', 'steps': [{'note': 'x', 'over': ['shop']}]}]", "flows/buy", "shop"},
    {"structure/unknown-target", "/scenarios/0/faults/0/target", "'shop'", "scenarios/rush", "shop"},
    {"structure/unknown-target", "/scenarios/0/load/rates", "{'orders/x': '5/s'}", "scenarios/rush", "orders/x"},
    {"structure/unknown-target", "/scenarios/0/set", "{'services/shop/receives/a/instances': 2}", "scenarios/rush",
     "shop"},
    {"structure/unknown-position", "/views/0/nodes", "{'services/shop': {'x': 0, 'y': 0}}", "views/overview", "shop"},
    {"structure/duplicate-item", "/services/1/sends/1", "{'event': 'order.placed', 'channel': 'orders'}",
     "services/orders", "sends"},
    {"structure/duplicate-item", "/services/1/operations/1", "{'id': 'place'}", "services/orders", "operations"},
    {"structure/no-events", "/services/0/receives/0/events", "[]", "services/billing", "“bill” of Billing"},
    {"structure/no-version", "/events/0/versions", "[]", "events/order.placed", "no version"},
    {"structure/duplicate-version", "/events/0/versions/2", "{'version': 1, 'schema': {'type': 'object'}}",
     "events/order.placed", "two different schemas under version 1"},
    {"structure/duplicate-version", "/events/0/versions/2", "{'version': 1, 'schema': {}}", "events/order.placed",
     "twice"},
    {"structure/version-order", "/events/0/versions", "[{'version': 1}, {'version': 2}, {'version': 1}]",
     "events/order.placed", "behind"},
    {"structure/version-order", "/events/0/versions", "[{'version': 1}, {'version': 3}]", "events/order.placed",
     "jumps"},
    {"settings/unknown-rule", "/rules", "{'naming/past-tens': 'off'}", "catalog", "naming/past-tens"},
    {"settings/unknown-rule", "/approvals/0/rule", "'naming/passed'", "approvals", "naming/passed"},
    {"settings/unknown-approval", "/approvals/0/target", "'events/order.gone'", "approvals", "order.gone"},
    {"settings/unused-approval", "/services/0/receives/0/deadLetter", "'archive'", "approvals", "accepts nothing"},
    {"settings/expired-approval", "/approvals/0/until", "'2026-01-31'", "approvals", "2026-01-31"},
    {"naming/past-tense", "/events/1", "{'id': 'order.pay', 'versions': [{'version': 1}]}", "events/order.pay",
     "order.pay"},
    {"naming/singular", "/events/1", "{'id': 'orders.paid', 'versions': [{'version': 1}]}", "events/orders.paid",
     "plural"},
    {"naming/external", "/events/1", "{'id': 'pay_intent.failed', 'external': true}", "events/pay_intent.failed",
     "other"},
    {"naming/pattern", "/naming", "{'pattern': 'v1\\\\..*'}", "events/order.placed", "v1"},
    {"naming/pattern", "/naming", "{'pattern': '('}", "catalog", "regular expression"},
    {"naming/command", "/events/0/kind", "'command'", "events/order.placed", "command"},
    {"topology/unconsumed-event", "",
     "{'/events/1': {'id': 'bill.paid', 'versions': [{'version': 1}]}, '/streams/0/events': ['order.{user}.order.*'], "
     "'/services/1/sends/1': {'event': 'bill.paid', 'channel': 'work'}, '/channels/2': {'id': 'work', 'kind': "
     "'topic'}}",
     "events/bill.paid", "Orders"},
    {"topology/unheard-publication", "",
     "{'/services/1/sends/1': {'id': 'p', 'event': 'order.placed', 'channel': 'attic'}, '/channels/2': {'id': 'attic', "
     "'kind': 'topic'}, '/webhooks': []}",
     "services/orders", "attic"},
    {"topology/unproduced-event", "",
     "{'/events/1': {'id': 'bill.paid', 'versions': [{'version': 1}]}, '/services/0/receives/0/events': ['bill.paid', "
     "'order.placed']}",
     "events/bill.paid", "Nobody produces"},
    {"topology/unused-event", "/events/1", "{'id': 'bill.lost', 'versions': [{'version': 1}]}", "events/bill.lost",
     "bill.lost"},
    {"topology/idle-pattern", "/services/0/receives/0/events", "['order.*.*', 'order.placed']", "services/billing",
     "order.*.*"},
    {"topology/idle-pattern", "/streams/0/events", "['user.{user}.*']", "streams/live", "user.{user}.*"},
    {"topology/unfed-consumer", "",
     "{'/channels/2': {'id': 'attic', 'kind': 'topic', 'deadLetter': 'orders.dlq'}, '/services/0/receives/1': {'id': "
     "'b', 'channel': 'attic', 'events': ['order.*'], 'idempotent': true}}",
     "services/billing", "elsewhere"},
    {"topology/unfed-consumer", "",
     "{'/channels/2': {'id': 'attic', 'kind': 'topic'}, '/streams/0': {'id': 'live', 'path': '/live', 'service': "
     "'orders', 'channel': 'attic', 'events': ['order.placed']}}",
     "streams/live", "elsewhere"},
    {"topology/unused-channel", "/channels/2", "{'id': 'attic', 'kind': 'queue'}", "channels/attic", "attic"},
    {"topology/mixed-queue", "",
     "{'/channels/0/kind': 'queue', '/services/0/receives/1': {'id': 'b', 'channel': 'orders', 'versions': [1], "
     "'events': ['order.placed'], 'idempotent': true}}",
     "services/billing", "compete"},
    {"topology/self-feeding", "/services/0/receives/0/emits", "[{'event': 'order.placed', 'channel': 'orders'}]",
     "services/billing", "never ends"},
    {"delivery/missing-dlq", "/channels/0", "{'id': 'orders', 'kind': 'topic'}", "channels/orders",
     "“bill” of Billing"},
    {"delivery/dlq-topic", "/channels/1/kind", "'topic'", "channels/orders.dlq", "topic"},
    {"delivery/dlq-loss", "/channels/1/ttl", "'1d'", "channels/orders.dlq", "after 1 d"},
    {"delivery/dlq-loss", "", "{'/channels/1/capacity': 1000, '/channels/1/overflow': 'dropOldest'}",
     "channels/orders.dlq", "holds 1000"},
    {"delivery/dlq-of-dlq", "/channels/1/deadLetter", "'orders.dlq'", "channels/orders.dlq", "of its own"},
    {"delivery/retry-without-idempotency", "/services/0/receives/0/idempotent", "false", "services/billing", "repeats"},
    {"delivery/retry-without-idempotency", "", "{'/defaults': {}, '/services/0/receives/0/idempotent': false}",
     "services/billing", "outbox of Orders publishes twice"},
    {"delivery/no-outbox", "/services/0/receives/0/emits",
     "[{'event': 'order.placed', 'channel': 'orders', 'via': 'outbox'}]", "services/billing", "none"},
    {"delivery/dual-write", "/services/1/sends/0/via", "'direct'", "services/orders", "crash"},
    {"delivery/unused-retry", "", "{'/channels/0/guarantee': 'at-most-once', '/services/0/receives/0/policy': 'retry'}",
     "services/billing", "at most once"},
    {"delivery/visibility-timeout", "/services/0/receives/0/visibilityTimeout", "'3s'", "services/billing", "3 s"},
    {"delivery/sla-below-retry", "/services/0/receives/0/sla/within", "'1s'", "services/billing", "2 s"},
    {"delivery/faithful-outbox", "/services/1/outbox/mode", "'faithful'", "services/orders", "5 times"},
    {"delivery/policy-contradiction", "/policies/0/strategy/maxDelay", "'1s'", "policies/retry", "1 s"},
    {"delivery/policy-contradiction", "/policies/0/strategy/multiplier", "0.5", "policies/retry", "0.5"},
    {"delivery/policy-contradiction", "/policies/0/strategy", "{'type': 'list'}", "policies/retry", "empty"},
    {"delivery/policy-contradiction", "/policies/0/strategy", "{'type': 'linear', 'initialDelay': '1s'}",
     "policies/retry", "nothing"},
    {"delivery/policy-contradiction", "/policies/0/strategy", "{'type': 'fixed'}", "policies/retry", "at once"},
    {"delivery/policy-never-retries", "/policies/0/maxAttempts", "1", "policies/retry", "one attempt"},
    {"delivery/policy-never-retries", "/policies/0/maxAge", "'1s'", "policies/retry", "gives up after"},
    {"delivery/retry-wording", "/policies/0/maxAttempts", "3", "policies/retry", "3 attempts: the first and 2 retries"},
    {"delivery/unused-policy", "/policies/1", "{'id': 'spare', 'maxAttempts': 2}", "policies/spare", "spare"},
    {"schema/unhandled-version", "/services/0/receives/0/versions", "[2]", "services/billing", "version 1 comes too"},
    {"schema/unknown-version", "/services/1/sends/0/versions", "{'7': 1}", "services/orders", "version 7"},
    {"schema/unknown-accepted-version", "/services/0/receives/0/versions", "[1, 2, 9]", "services/billing",
     "version 9"},
    {"schema/retired-version", "/events/0/versions/0/status", "'retired'", "services/orders", "version 1"},
    {"security/unsigned-timestamp", "/webhooks/0/profile", "'seed'", "webhooks/partner", "replay"},
    {"security/no-secret", "/webhooks/0/secrets", "[]", "webhooks/partner", "forged"},
    {"security/secret-in-file", "/webhooks/0/secrets", "['whsec_abc']", "webhooks/partner", "file"},
    {"security/plain-http", "/webhooks/0/url", "'http://partner.example/hook'", "webhooks/partner", "partner.example"},
    {"security/custom-signature", "/webhooks/0/profile", "'custom'", "webhooks/partner", "signed"},
    {"delivery/retry-budget", "/services/0/receives/0/sla/within", "'20s'", "services/billing", "39 s"},
    {"delivery/outbox-ceiling", "",
     "{'/services/1/outbox': {'mode': 'faithful'}, '/services/1/sends/0/load': {'rate': '25/s'}}", "services/orders",
     "20/s, but 25/s are written: its backlog grows by 5/s"},
    {"delivery/stuck-rows", "/services/1/outbox/mode", "'faithful'", "services/orders", "5 polls of 5 s, about 25 s"},
    {"delivery/unstable-queue", "",
     "{'/services/1/sends/0/load': {'rate': '2/s'}, '/services/0/receives/0/processing': {'distribution': "
     "'exponential', "
     "'mean': '1s'}}",
     "services/billing", "grows without end"},
    {"delivery/unstable-queue", "",
     "{'/services/1/sends/0/load': {'rate': '0.95/s'}, '/services/0/receives/0/processing': {'distribution': "
     "'exponential', 'mean': '1s'}}",
     "services/billing", "least burst"},
    {"delivery/order-without-key", "", "{'/channels/0/partitions': 4, '/services/0/receives/0/ordered': true}",
     "services/billing", "4 partitions"},
    {"delivery/ordered-requeue", "/services/0/receives/0/ordered", "true", "services/billing", "go ahead"},
    {"delivery/no-retry", "/defaults", "{}", "services/billing", "first failure"},
    {"topology/event-cycle", "",
     "{'/events/1': {'id': 'bill.paid', 'versions': [{'version': 1, 'schema': {}}]}, '/services/0/receives/0/emits': "
     "[{'event': 'bill.paid', 'channel': 'orders'}], '/services/1/receives': [{'id': 'r', 'channel': 'orders', "
     "'events': ['bill.paid'], 'idempotent': true, 'emits': [{'event': 'order.placed', 'channel': 'orders'}]}]}",
     "services/billing", "never ends"},
    {"topology/direct-call", "/services/1/calls", "[{'service': 'billing', 'reply': true}]", "services/orders",
     "waits for the answer"},
    {"advice/request-response", "/events/0/advice", "{'answers': {'request-response': true, 'audit': true}}",
     "events/order.placed", "waits"},
    {"advice/simple-crud", "/events/0/advice", "{'answers': {'simple-crud': true, 'audit': true}}",
     "events/order.placed", "record"},
    {"advice/immediate-consistency", "/events/0/advice", "{'answers': {'immediate-consistency': true, 'audit': true}}",
     "events/order.placed", "at once"},
    {"advice/low-throughput", "/events/0/advice", "{'answers': {'low-throughput': true, 'audit': true}}",
     "events/order.placed", "small"},
    {"advice/no-reason", "/events/0/advice", "{'answers': {'audit': false}}", "events/order.placed", "Nothing"},
    {"schema/lingering-version", "",
     "{'/events/0/versions/0/status': 'deprecated', '/services/1/sends/0/versions': {'2': 1}, "
     "'/services/0/receives/0/versions': [2]}",
     "services/billing", "version 1"},
    {"schema/published-changed", "",
     "{'/events/0/versions/1/status': 'published', '/events/0/versions/1/x-digest': 'sha256:00'}",
     "events/order.placed", "not the one"},
    {"schema/unsealed", "",
     "{'/events/0/versions/0/status': 'published', '/events/0/versions/1/status': 'published', "
     "'/events/0/versions/1/x-digest': 'sha256:00'}",
     "events/order.placed", "not sealed"},
    {"schema/invalid-schema", "/events/0/versions/1/schema", "{'type': 'objekt'}", "events/order.placed", "is none"},
    {"schema/unknown-reference", "/events/0/versions/1/schema", "{'$ref': 'schemas/gone.json'}", "events/order.placed",
     "not there"},
    {"schema/invalid-example", "",
     "{'/events/0/versions/1/schema': {'type': 'object'}, '/events/0/versions/1/examples': [1]}", "events/order.placed",
     "does not fit"},
    {"schema/incompatible-step", "",
     "{'/events/0/versions/0/schema': {'type': 'object', 'properties': {'a': {'type': 'string'}}}, "
     "'/events/0/versions/1/schema': {'type': 'object', 'properties': {'a': {'type': 'string'}}, 'required': ['a']}}",
     "events/order.placed", "forward compatible with version 1, but not backward"},
    {"structure/unknown-target", "/scenarios/0/assertions", "['p99(order.placed -> mail) < 5m']", "scenarios/rush",
     "mail"},
    {"structure/unknown-target", "/scenarios/0/assertions", "['dlq(*) == 0', 'dlq(ordres) == 0']", "scenarios/rush",
     "ordres"},
    {"structure/unknown-target", "/scenarios/0/assertions", "['dlq(billing/bil) == 0']", "scenarios/rush",
     "billing/bil"},
    {"structure/invalid-expression", "/scenarios/0/assertions", "['dlq(*) == 0', 'p99(order.placed) < 5 minutes']",
     "scenarios/rush", "column 21"},
    {"structure/invalid-expression", "/alerts", "[{'id': 'slow', 'when': 'latency > '}]", "catalog", "“slow”"},
    {"structure/invalid-expression", "/alerts", "[{'id': 'dead', 'when': 'dlq(*) >'}]", "catalog", "“dead”"},
    {"structure/invalid-expression", "/services/1/sends/0/key", "'data..id'", "services/orders",
     "key of “order.placed” of Orders"},
    {"schema/other-version-example", "",
     "{'/events/0/versions/0/schema': {'properties': {'a': {}}}, '/events/0/versions/1/schema': {'properties': {'a': "
     "{}, "
     "'b': {}}}, '/events/0/versions/0/examples': [{'a': 1}, {'a': 1, 'b': 2, 'c': 3}]}",
     "events/order.placed", "Example 2 of “order.placed” declares version 1 but carries “b”, which version 2"},
    {"delivery/late-acknowledgement", "/webhooks/1",
     "{'id': 'stripe', 'direction': 'incoming', 'service': 'orders', 'secrets': ['env:S'], 'path': '/s', "
     "'events': ['order.placed']}",
     "webhooks/stripe", "before they are acknowledged"},
    {"schema/broken-upcaster", "",
     "{'/events/0/versions/1/schema': {'type': 'object', 'required': ['total']}, "
     "'/events/0/versions/0/examples': [{'sum': 1}], "
     "'/services/0/receives/0/upcasters': [{'from': 1, 'to': 2, 'rename': {'sum': 'amount'}}]}",
     "services/billing", "“total” is missing"},
};

} // namespace

QByteArray soundDesign()
{
    return sound;
}

std::span<const BadDesign> badDesigns()
{
    return rows;
}

QByteArray changedDesign(const QByteArray &pointer, QByteArray json)
{
    QByteArray text = soundDesign();
    text.replace('\'', '"');
    json.replace('\'', '"');
    Json design = Json::parse(text.toStdString());
    Json edits = Json::parse(json.toStdString());
    if (!pointer.isEmpty())
        edits = Json{{pointer.toStdString(), edits}};
    for (const auto &[at, value] : edits.items())
        design[Json::json_pointer(at)] = value;
    return QByteArray::fromStdString(design.dump());
}

} // namespace weir::test
