// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/model/catalogindex.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_CatalogIndex : public QObject
{
    Q_OBJECT

private:
    static Catalog shop()
    {
        Catalog catalog;
        const auto set = [&catalog](const char *path, const char *document) {
            const Findings findings =
                catalog.setDocument(*ElementRef::fromPath(QString::fromUtf8(path)), Json::parse(document));
            for (const Finding &finding : findings)
                qWarning() << finding.message;
            QVERIFY(findings.isEmpty());
        };
        set("catalog", R"({"weir": 1, "defaults": {"policy": "standard", "guarantee": "at-most-once"}})");
        set("policies/standard", R"({"id": "standard", "maxAttempts": 3})");
        set("policies/patient", R"({"id": "patient", "maxAttempts": 9})");
        set("channels/orders", R"({"id": "orders", "kind": "queue", "policy": "patient", "deadLetter": "dead"})");
        set("channels/mail", R"({"id": "mail", "kind": "topic", "guarantee": "effectively-once"})");
        set("channels/dead", R"({"id": "dead", "kind": "queue"})");
        set("services/billing", R"({"id": "billing", "outbox": {}, "receives": [
            {"id": "bill", "channel": "orders", "emits": [{"event": "invoice.sent", "channel": "mail"}]},
            {"id": "own", "channel": "mail", "policy": "missing", "deadLetter": "mine"},
            {"id": "lost", "channel": "nowhere"}]})");
        set("services/orders",
            R"({"id": "orders", "operations": [{"id": "place", "sends": ["order.placed", "nothing"]}],
            "sends": [{"event": "order.placed", "channel": "orders"}, {"id": "again", "event": "order.placed",
              "channel": "mail", "via": "outbox"}]})");
        return catalog;
    }

private slots:
    void publicationsAndFollowUpsHavePaths()
    {
        const CatalogIndex index(shop());
        QStringList paths;
        for (const PublicationEntry &entry : index.publications())
            paths.append(entry.path);
        QCOMPARE(paths, (QStringList{u"billing/bill/invoice.sent"_s, u"orders/order.placed"_s, u"orders/again"_s}));
        QVERIFY(index.publications()[0].isFollowUp());
        QCOMPARE(index.publications()[0].pointer, u"/receives/0/emits/0"_s);
        QCOMPARE(index.publicationsTo(u"mail"_s), (QList<qsizetype>{0, 2}));
        QCOMPARE(index.publicationsOf(u"orders"_s), (QList<qsizetype>{1, 2}));
        QCOMPARE(index.publicationsOfEvent(u"order.placed"_s), (QList<qsizetype>{1, 2}));
        QCOMPARE(index.publication(u"orders/again"_s)->publication->id, u"again"_s);
        QCOMPARE(index.publication(u"orders/other"_s), nullptr);
    }

    void theWayOutIsTheOutboxWhereThereIsOne()
    {
        const CatalogIndex index(shop());
        QCOMPARE(index.publication(u"billing/bill/invoice.sent"_s)->via, Via::Outbox);
        QCOMPARE(index.publication(u"orders/order.placed"_s)->via, Via::Direct);
        QCOMPARE(index.publication(u"orders/again"_s)->via, Via::Outbox);
    }

    void aSubscriptionsPolicyIsItsOwnThenTheChannelsThenTheProjects()
    {
        const CatalogIndex index(shop());
        QCOMPARE(index.subscription(u"billing/bill"_s)->policy->id, u"patient"_s);
        QCOMPARE(index.subscription(u"billing/lost"_s)->policy->id, u"standard"_s);
        QCOMPARE(index.subscription(u"billing/own"_s)->policyId, u"missing"_s);
        QCOMPARE(index.subscription(u"billing/own"_s)->policy, nullptr);
    }

    void deadLettersGoToTheNamedChannelElseToAnImplicitOne()
    {
        const CatalogIndex index(shop());
        QCOMPARE(index.subscription(u"billing/own"_s)->deadLetter, u"mine"_s);
        QCOMPARE(index.subscription(u"billing/bill"_s)->deadLetter, u"dead"_s);
        QVERIFY(index.subscription(u"billing/bill"_s)->hasOwnDeadLetter);
        QCOMPARE(index.subscription(u"billing/lost"_s)->deadLetter, u"billing/lost.dlq"_s);
        QVERIFY(!index.subscription(u"billing/lost"_s)->hasOwnDeadLetter);
    }

    void theGuaranteeIsTheChannelsThenTheProjects()
    {
        const CatalogIndex index(shop());
        QCOMPARE(index.subscription(u"billing/own"_s)->guarantee, Guarantee::EffectivelyOnce);
        QCOMPARE(index.subscription(u"billing/bill"_s)->guarantee, Guarantee::AtMostOnce);
        QCOMPARE(index.subscription(u"billing/lost"_s)->channel, nullptr);
        QCOMPARE(index.subscriptionsTo(u"mail"_s), (QList<qsizetype>{1}));
    }

    void anOperationKnowsWhatItPublishes()
    {
        const CatalogIndex index(shop());
        QCOMPARE(index.operation(u"orders/place"_s)->publications, (QList<qsizetype>{1}));
        QCOMPARE(index.publications()[1].operations, (QList<qsizetype>{0}));
    }

    void anIndexOutlivesItsCatalog()
    {
        Catalog catalog = shop();
        const CatalogIndex index(catalog);
        catalog = {};
        QCOMPARE(index.subscription(u"billing/bill"_s)->channel->deadLetter, u"dead"_s);
    }
};

WEIR_TEST(tst_CatalogIndex)
#include "tst_catalogindex.moc"
