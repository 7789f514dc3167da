// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/delivery/effective.h"
#include "core/delivery/routing.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace weir::delivery;
using namespace Qt::StringLiterals;

class tst_Routing : public QObject
{
    Q_OBJECT

    Catalog m_catalog;

    void put(Kind kind, const QString &id, const char *json)
    {
        QByteArray text(json);
        text.replace('\'', '"');
        Json document = Json::parse(text.toStdString());
        m_catalog.setDocument({kind, id}, document);
    }

    static QStringList paths(const Routing &routing, const QList<int> &consumers)
    {
        QStringList found;
        for (const int consumer : consumers)
            found.append(routing.consumers().at(consumer).path);
        return found;
    }

private slots:
    void init()
    {
        m_catalog = Catalog();
        put(Kind::Project, {}, "{'weir': 1, 'defaults': {'policy': 'standard', 'guarantee': 'effectively-once'}}");
        put(Kind::Policy, u"standard"_s, "{'id': 'standard', 'maxAttempts': 2}");
        put(Kind::Policy, u"patient"_s, "{'id': 'patient', 'maxAttempts': 9}");
        put(Kind::Channel, u"orders"_s,
            "{'id': 'orders', 'kind': 'topic', 'policy': 'patient', 'deadLetter': 'orders.dlq'}");
        put(Kind::Channel, u"mails"_s, "{'id': 'mails', 'kind': 'queue', 'guarantee': 'at-most-once'}");
        put(Kind::Service, u"shop"_s, R"({'id': 'shop', 'outbox': {}, 'sends': [
            {'event': 'order.placed', 'channel': 'orders'}, {'event': 'order.cancelled', 'channel': 'orders'},
            {'event': 'mail.wanted', 'channel': 'mails'}]})");
        put(Kind::Service, u"billing"_s, R"({'id': 'billing', 'receives': [
            {'id': 'bill', 'channel': 'orders', 'events': ['order.placed'], 'emits': [{'event': 'bill.sent', 'channel': 'orders'}]},
            {'id': 'watch', 'channel': 'orders', 'events': ['*.cancelled', 'order.#']},
            {'id': 'lost', 'channel': '', 'events': ['*']}]})");
        put(Kind::Service, u"mailer"_s,
            "{'id': 'mailer', 'receives': [{'id': 'mail', 'channel': 'mails', 'events': ['*'], 'policy': 'gone', "
            "'deadLetter': 'd'}]}");
        put(Kind::Webhook, u"partner"_s,
            "{'id': 'partner', 'direction': 'outgoing', 'events': ['order.placed', 'mail.*']}");
        put(Kind::Webhook, u"bank"_s, R"({'id': 'bank', 'direction': 'incoming', 'channel': 'orders', 'events': ['x.y'],
            'maps': [{'from': 'x.y', 'to': 'bill.paid'}, {'from': 'x.z', 'to': 'bill.paid'}]})");
        put(Kind::Stream, u"live"_s, R"({'id': 'live', 'channel': 'orders', 'events': ['user.{user}.order.*'],
            'key': 'user.{data.userId}.{type}'})");
    }

    void consumersOfAnEventOnAChannel_data()
    {
        QTest::addColumn<QString>("event");
        QTest::addColumn<QString>("channel");
        QTest::addColumn<QStringList>("consumers");
        const QString live = u"streams/live"_s, partner = u"webhooks/partner"_s, watch = u"billing/watch"_s;
        QTest::newRow("by name, pattern, webhook and key")
            << u"order.placed"_s << u"orders"_s << QStringList{u"billing/bill"_s, watch, partner, live};
        QTest::newRow("once for two patterns") << u"order.cancelled"_s << u"orders"_s << QStringList{watch, live};
        QTest::newRow("by a leading wildcard") << u"bill.cancelled"_s << u"orders"_s << QStringList{watch};
        QTest::newRow("on another channel")
            << u"order.placed"_s << u"mails"_s << QStringList{u"mailer/mail"_s, partner};
        QTest::newRow("by everything") << u"mail.wanted"_s << u"mails"_s << QStringList{u"mailer/mail"_s, partner};
        QTest::newRow("on an unknown channel") << u"order.placed"_s << u"nowhere"_s << QStringList{partner};
        QTest::newRow("on no channel") << u"order.placed"_s << QString() << QStringList{partner};
        QTest::newRow("nobody") << u"bill.sent"_s << u"orders"_s << QStringList{};
    }

    void consumersOfAnEventOnAChannel()
    {
        QFETCH(QString, event);
        QFETCH(QString, channel);
        QFETCH(QStringList, consumers);
        const Routing routing(m_catalog);
        QCOMPARE(paths(routing, routing.consumersOf(event, channel)), consumers);
    }

    void streamsHearWhatTheyAreServed()
    {
        put(Kind::Stream, u"own"_s, R"({'id': 'own', 'channel': 'orders', 'events': ['user.{user}.*'],
            'key': 'user.{data.userId}.{type}'})");
        put(Kind::Stream, u"placed"_s, R"({'id': 'placed', 'channel': 'orders', 'events': ['user.{user}.placed'],
            'key': 'user.{data.userId}.{type}'})");
        put(Kind::Stream, u"all"_s, "{'id': 'all', 'events': ['order.placed']}");
        const Routing routing(m_catalog);
        const QStringList heard = paths(routing, routing.consumersOf(u"order.placed"_s, u"orders"_s));
        QVERIFY(heard.contains(u"streams/own"_s));
        QVERIFY(!heard.contains(u"streams/placed"_s));
        QVERIFY(heard.contains(u"streams/all"_s)); // It names no channel: it listens to all.
    }

    void producersAreFound()
    {
        const Routing routing(m_catalog);
        const QList<int> paid = routing.producersOf(u"bill.paid");
        QCOMPARE(paid.size(), 1);
        QCOMPARE(routing.producers().at(paid.first()).path, u"webhooks/bank"_s);
        const Producer &emitted = routing.producers().at(routing.producersOf(u"bill.sent").value(0));
        QCOMPARE(emitted.path, u"billing/bill/bill.sent"_s);
        QCOMPARE(emitted.pointer, u"/receives/0/emits/0"_s);
        QVERIFY(routing.producersOf(u"x.y").isEmpty());
    }

    void eventsThatReachAConsumerAreSorted()
    {
        const Routing routing(m_catalog);
        QCOMPARE(routing.consumers().at(1).path, u"billing/watch"_s);
        QCOMPARE(routing.eventsReaching(1), QStringList({u"order.cancelled"_s, u"order.placed"_s}));
    }

    void publicationsThatNobodyHearsAreFound()
    {
        const Routing routing(m_catalog);
        QStringList unheard;
        for (const int producer : routing.unmatched())
            unheard.append(routing.producers().at(producer).event);
        QCOMPARE(unheard, QStringList({u"bill.sent"_s, u"bill.paid"_s}));
    }

    void defaultsAreInherited()
    {
        const QList<Subscription> &billing = m_catalog.service(u"billing")->receives;
        const Subscription &mail = m_catalog.service(u"mailer")->receives.first();
        QCOMPARE(policyOf(m_catalog, billing.at(0))->id, u"patient"_s);
        QCOMPARE(policyOf(m_catalog, billing.at(2))->id, u"standard"_s);
        QVERIFY(!policyOf(m_catalog, mail));
        QCOMPARE(policyOf(m_catalog, *m_catalog.webhook(u"partner"))->id, u"standard"_s);
        QCOMPARE(deadLetterOf(m_catalog, billing.at(0)), u"orders.dlq"_s);
        QCOMPARE(deadLetterOf(m_catalog, mail), u"d"_s);
        QCOMPARE(deadLetterOf(m_catalog, billing.at(2)), QString());
        QCOMPARE(guaranteeOf(m_catalog, *m_catalog.channel(u"orders")), Guarantee::EffectivelyOnce);
        QCOMPARE(guaranteeOf(m_catalog, *m_catalog.channel(u"mails")), Guarantee::AtMostOnce);
        QCOMPARE(viaOf(*m_catalog.service(u"shop"), {}), Via::Outbox);
        QCOMPARE(viaOf(*m_catalog.service(u"shop"), Via::Direct), Via::Direct);
        QCOMPARE(viaOf(*m_catalog.service(u"billing"), {}), Via::Direct);
    }
};

WEIR_TEST(tst_Routing)
#include "tst_routing.moc"
