// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/comparison/shop.h"

#include "tests/core/rules/lintof.h"

#include <nlohmann/json.hpp>

#include <QStringList>

using namespace Qt::StringLiterals;

namespace weir::test {

namespace {

const QByteArray shop = R"({
  'title': 'Shop', 'defaults': {'policy': 'retry'},
  'services': [
    {'id': 'billing', 'receives': [{'id': 'bill', 'channel': 'orders', 'events': ['order.placed'], 'versions': [1],
      'instances': 2, 'timeout': '60s', 'idempotent': true, 'ordered': true, 'sla': {'within': '1m', 'share': 0.99},
      'emits': [{'event': 'bill.sent', 'channel': 'bills'}]}]},
    {'id': 'mail', 'calls': [{'service': 'orders'}],
      'receives': [{'id': 'tell', 'channel': 'orders', 'events': ['order.*']},
                   {'id': 'send', 'channel': 'bills', 'events': ['bill.sent']}]},
    {'id': 'orders', 'outbox': {}, 'operations': [{'id': 'place', 'sends': ['order.placed']}],
      'sends': [{'event': 'order.placed', 'channel': 'orders', 'key': 'data.id'}]}],
  'events': [
    {'id': 'bill.sent', 'versions': [{'version': 1, 'schema': {'$ref': 'schemas/money.json'}}]},
    {'id': 'order.placed', 'sla': {'within': '5m', 'share': 0.9}, 'versions': [{'version': 1, 'status': 'published',
      'schema': {'type': 'object', 'required': ['id'], 'properties': {'id': {'type': 'string'}}}}]},
    {'id': 'order.lost', 'versions': [{'version': 1, 'schema': {}}]},
    {'id': 'stock.low', 'versions': [{'version': 1, 'schema': {}}]}],
  'schemas': [{'id': 'money', 'schema': {'type': 'object', 'properties': {'cents': {'type': 'number'}}}}],
  'channels': [{'id': 'bills', 'kind': 'queue'},
    {'id': 'orders', 'kind': 'topic', 'address': 'shop.orders', 'guarantee': 'effectively-once', 'partitions': 4,
      'capacity': 100, 'retention': '7d'},
    {'id': 'spare', 'kind': 'queue', 'retention': '1d'}],
  'policies': [{'id': 'retry', 'maxAttempts': 4, 'strategy': {'type': 'exponential', 'initialDelay': '2s'}},
    {'id': 'short', 'maxAttempts': 2, 'strategy': {'type': 'fixed', 'initialDelay': '1s'}}],
  'webhooks': [{'id': 'partner', 'direction': 'outgoing', 'service': 'orders', 'secrets': ['env:A'], 'events': ['order.*'],
    'url': 'https://partner.example/hook', 'ordered': true},
    {'id': 'shop', 'direction': 'incoming', 'service': 'orders', 'path': '/hooks/shop', 'channel': 'spare',
      'tolerance': '5m', 'maps': [{'from': 'lost', 'to': 'order.lost'}]}],
  'streams': [{'id': 'live', 'service': 'orders', 'path': '/live', 'channel': 'orders', 'events': ['order.*'],
    'replay': 100}],
  'flows': [{'id': 'buy', 'participants': [{'id': 'user', 'kind': 'actor'}, {'id': 'shop', 'kind': 'service'}],
    'steps': [{'message': 'Buy', 'from': 'user', 'to': 'shop'}, {'reply': 'Thanks', 'from': 'shop', 'to': 'user'}]}],
  'scenarios': [{'id': 'rush', 'load': {'rates': {'orders/order.placed': '5/s'}}, 'duration': '60s'}],
  'views': [{'id': 'overview', 'nodes': {'services/billing': {'x': 0, 'y': 0}},
    'notes': [{'id': 'n', 'x': 1, 'y': 1, 'text': 'hello'}]}],
  'docs': [{'id': 'intro', 'text': 'Hello.'}],
  'approvals': [{'rule': 'topology/unused-channel', 'target': 'channels/spare', 'reason': 'soon'}]
})";

} // namespace

Catalog shopCatalog()
{
    return catalogOf(shop);
}

Catalog patchedShop(QByteArray patch)
{
    QByteArray text = shop;
    text.replace('\'', '"');
    patch.replace('\'', '"');
    const Json after = Json::parse(text.toStdString()).patch(Json::parse(patch.toStdString()));
    return catalogOf(QByteArray::fromStdString(after.dump()));
}

QString lineOf(const Difference &difference)
{
    QString line = (difference.isBreaking ? u"!"_s : QString()) + difference.rule + u' ' + difference.element.path();
    if (!difference.pointer.isEmpty())
        line += u' ' + (difference.isInBefore ? u"-"_s : QString()) + difference.pointer;
    if (!difference.formerId.isEmpty())
        line += (difference.item.isEmpty() ? QString() : u' ' + difference.item) + u" <- "_s + difference.formerId;
    return difference.hurt.isEmpty() ? line : line + u" > "_s + difference.hurt.join(u", "_s);
}

QString linesOf(const QList<Difference> &differences)
{
    QStringList lines;
    for (const Difference &difference : differences)
        lines.append(lineOf(difference));
    return lines.join(u'\n');
}

QString everyone()
{
    return u" > billing/bill, mail/tell, streams/live, webhooks/partner"_s;
}

} // namespace weir::test
