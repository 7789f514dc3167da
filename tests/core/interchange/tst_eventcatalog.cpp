// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/interchange/eventcatalogexport.h"
#include "core/interchange/eventcatalogimport.h"
#include "core/model/canonical.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

void write(const QTemporaryDir &folder, const QString &path, const QByteArray &bytes)
{
    const QString file = folder.filePath(path);
    QVERIFY(QDir().mkpath(QFileInfo(file).path()));
    QFile target(file);
    QVERIFY(target.open(QIODevice::WriteOnly));
    target.write(bytes);
}

EventCatalogImport imported(const QTemporaryDir &folder)
{
    auto import = importEventCatalog(folder.path());
    [&] { QVERIFY2(import, import ? "" : qPrintable(import.error().message)); }();
    return std::move(*import);
}

QStringList messages(const Findings &findings)
{
    QStringList texts;
    for (const Finding &finding : findings)
        texts += u"%1:%2 %3"_s.arg(finding.place.file).arg(finding.place.line).arg(finding.message);
    return texts;
}

} // namespace

class tst_EventCatalog : public QObject
{
    Q_OBJECT

    /// An import of \a exported is \a catalog again, but for its title, which is the folder's name.
    static void comesBack(const Catalog &catalog, const EventCatalogExport &exported)
    {
        const QTemporaryDir folder;
        for (auto it = exported.files.cbegin(); it != exported.files.cend(); ++it)
            write(folder, it.key(), it.value());
        const Catalog again = imported(folder).catalog;
        QCOMPARE(again.elements(), catalog.elements());
        for (const ElementRef &element : catalog.elements())
            QVERIFY2(meansTheSame(again.document(element).get(), catalog.document(element).get()),
                     qPrintable(element.path()));
    }

private slots:
    void theNewestLayoutIsRead()
    {
        const QTemporaryDir folder;
        write(folder, u"domains/Shop/index.mdx"_s, "---\nid: shop\nname: Shop\nversion: 1.0.0\n---\nAll of it.\n");
        write(folder, u"domains/Shop/services/Orders/index.mdx"_s,
              "---\nid: order-service\nname: Orders\nversion: 2.0.0\nsummary: Takes orders.\nowners: [team-a]\n"
              "sends:\n  - id: OrderPlaced\n    to: [{id: shop.orders}]\n  - id: Unknown\n---\n<NodeGraph />\n");
        write(folder, u"services/Billing/index.mdx"_s,
              "---\nid: billing\nname: Billing\nversion: 1.0.0\nreceives:\n  - id: OrderPlaced\n    version: 1.0.0\n"
              "    from: [{id: shop.orders}]\n    x-purpose: bills the customer\n"
              "    x-retry: {maxAttempts: 3}\n    x-deadLetter: lost\n---\n");
        write(folder, u"events/OrderPlaced/index.mdx"_s,
              "---\nid: OrderPlaced\nname: Order placed\nversion: 2.0.0\nschemaPath: schema.json\n---\nText.\n");
        write(folder, u"events/OrderPlaced/schema.json"_s, "{\"type\": \"object\"}");
        write(folder, u"events/OrderPlaced/versioned/1.0.0/index.mdx"_s,
              "---\nid: OrderPlaced\nname: Order placed\nversion: 1.0.0\n---\n");
        write(folder, u"channels/shop.orders/index.mdx"_s,
              "---\nid: shop.orders\nname: Orders\nversion: 1.0.0\naddress: shop/orders\nprotocols: [sqs]\n"
              "deliveryGuarantee: exactly-once\n---\n");
        write(folder, u"channels/lost/index.mdx"_s, "---\nid: lost\nname: Lost\nversion: 1.0.0\nx-kind: queue\n---\n");
        write(folder, u"logo.png"_s, "x");
        const EventCatalogImport import = imported(folder);
        const Catalog &catalog = import.catalog;
        QCOMPARE(import.resources.value(u"events"_s), 1);
        QCOMPARE(import.oldVersions.value(u"events"_s), 1);
        QCOMPARE(import.operations, 3);

        const EventType *placed = catalog.event(u"order-placed");
        QVERIFY(placed);
        QCOMPARE(placed->versions.size(), 2);
        QCOMPARE(placed->newest()->version, 2);
        QVERIFY(placed->newest()->schema.isPresent());
        const Service *orders = catalog.service(u"order-service");
        QVERIFY(orders);
        QCOMPARE(orders->domain, u"shop"_s);
        QCOMPARE(orders->owner, u"team-a"_s);
        QCOMPARE(orders->description, u"Takes orders."_s);
        QCOMPARE(orders->sends.size(), 2);
        QCOMPARE(orders->sends.front().channel, u"shop.orders"_s);
        const Channel *channel = catalog.channel(u"shop.orders");
        QVERIFY(channel && channel->kind == ChannelKind::Queue && channel->guarantee == Guarantee::EffectivelyOnce);
        const Subscription &bill = catalog.service(u"billing")->receives.front();
        QCOMPARE(bill.versions, QList<int>{1});
        QCOMPARE(bill.purpose, u"bills the customer"_s);
        QCOMPARE(bill.deadLetter, u"lost"_s);
        QVERIFY(catalog.policy(bill.policy) && catalog.policy(bill.policy)->maxAttempts == 3);
        // Sent, but described by no page: it gets a channel of its own.
        QVERIFY(catalog.event(u"unknown") && catalog.channel(u"unknown"));
        QCOMPARE(messages(import.findings),
                 QStringList{u"domains/Shop/services/Orders/index.mdx:10 No page describes the message “Unknown”."_s});
        QVERIFY(messages(import.losses)
                    .contains(u"logo.png:1 “logo.png” is not carried over: it is neither a page nor the schema of a "
                              "message."_s));
    }

    void whoNamesNoChannelUsesThoseOfTheOthers()
    {
        const QTemporaryDir folder;
        write(folder, u"services/a/index.mdx"_s,
              "---\nid: a\nname: A\nversion: 1.0.0\nsends: [{id: done, to: [{id: jobs}]}, {id: asked}]\n---\n");
        write(folder, u"services/b/index.mdx"_s,
              "---\nid: b\nname: B\nversion: 1.0.0\nreceives: [{id: done}, {id: asked, from: [{id: inbox}]}]\n---\n");
        const Catalog catalog = imported(folder).catalog;
        QCOMPARE(catalog.service(u"b")->receives.front().channel, u"jobs"_s);
        QCOMPARE(catalog.service(u"a")->sends.back().channel, u"inbox"_s);
        QCOMPARE(catalog.channels().size(), 2);
    }

    void theFirstLayoutNamesProducersAndConsumers()
    {
        const QTemporaryDir folder;
        write(
            folder, u"events/Added/index.md"_s,
            "---\nname: Added To Cart\nversion: 0.0.2\nproducers: [Basket Service]\nconsumers:\n  - Data Lake\n---\n");
        write(folder, u"events/Added/versioned/0.0.1/index.md"_s, "---\nname: Added To Cart\nversion: 0.0.1\n---\n");
        write(folder, u"services/Basket Service/index.md"_s, "---\nname: Basket Service\n---\n");
        const EventCatalogImport import = imported(folder);
        const EventType *added = import.catalog.event(u"added-to-cart");
        QVERIFY(added);
        QCOMPARE(added->versions.size(), 2);
        QCOMPARE(import.catalog.service(u"basket-service")->sends.front().event, u"added-to-cart"_s);
        QCOMPARE(import.catalog.service(u"data-lake")->receives.front().events, QStringList{u"added-to-cart"_s});
        QCOMPARE(messages(import.findings),
                 QStringList{u"events/Added/index.md:6 No page describes the service “Data Lake”."_s});
    }

    void flowsBecomeSequences()
    {
        const QTemporaryDir folder;
        write(folder, u"flows/Pay/index.mdx"_s,
              "---\nid: pay\nname: Pay\nversion: 1.0.0\nsteps:\n"
              "  - {id: a, title: Customer, actor: {name: Customer}, next_step: {id: b, label: pays}}\n"
              "  - {id: b, title: Shop, service: {id: shop}, next_steps: [c]}\n"
              "  - {id: c, title: Paid, message: {id: paid}, next_step: d}\n"
              "  - {id: d, title: Billing, service: {id: billing}}\n---\n");
        const EventCatalogImport import = imported(folder);
        const Flow *flow = import.catalog.flow(u"pay");
        QVERIFY(flow);
        QStringList told;
        for (const FlowStep &step : flow->steps)
            told += step.from + u" > "_s + step.to + u": "_s + step.text;
        QCOMPARE(told, (QStringList{u"customer > shop: pays"_s, u"shop > billing: Paid"_s}));
    }

    void aDesignComesBackWhole()
    {
        Catalog catalog;
        const auto add = [&catalog](Kind kind, const char *id, const char *text) {
            QCOMPARE(catalog.setDocument({kind, QString::fromLatin1(id)}, Json::parse(text)), Findings());
        };
        add(Kind::Project, "", "{\"weir\": 1, \"title\": \"Shop\"}");
        add(Kind::Service, "orders",
            "{\"id\": \"orders\", \"domain\": \"Sales\", \"outbox\": {\"poll\": \"1s\"}, \"sends\": [{\"event\": "
            "\"order.placed\", \"channel\": \"orders\"}]}");
        add(Kind::Service, "billing",
            "{\"id\": \"billing\", \"receives\": [{\"id\": \"bill\", \"channel\": \"orders\", \"events\": [\"*\"], "
            "\"policy\": \"thrice\"}]}");
        add(Kind::Event, "order.placed",
            "{\"id\": \"order.placed\", \"description\": \"Long.\", \"versions\": [{\"version\": 1}, {\"version\": 2, "
            "\"schema\": {\"$ref\": \"schemas/address.json\"}}]}");
        add(Kind::Schema, "address", "{\"id\": \"address\", \"schema\": {\"type\": \"object\"}}");
        add(Kind::Channel, "orders", "{\"id\": \"orders\", \"kind\": \"queue\"}");
        add(Kind::Policy, "thrice", "{\"id\": \"thrice\", \"maxAttempts\": 3}");
        const auto exported = exportEventCatalog(catalog);
        QVERIFY(exported);
        QVERIFY(exported->files.contains(u"domains/sales/index.mdx"_s));
        QVERIFY(exported->files.contains(u"domains/sales/services/orders/index.mdx"_s));
        QVERIFY(exported->files.contains(u"events/order.placed/versioned/1.0.0/index.mdx"_s));
        QVERIFY(exported->files.value(u"events/order.placed/schema.json"_s).contains("#/definitions/address"));
        const QByteArray billing = exported->files.value(u"services/billing/index.mdx"_s);
        QVERIFY2(billing.contains("x-retry:"), billing.constData());

        const QTemporaryDir folder;
        for (auto it = exported->files.cbegin(); it != exported->files.cend(); ++it)
            write(folder, it.key(), it.value());
        const EventCatalogImport import = imported(folder);
        QCOMPARE(messages(import.findings), QStringList());
        QCOMPARE(import.catalog.services(), catalog.services());
        QCOMPARE(import.catalog.events(), catalog.events());
        QCOMPARE(import.catalog.channels(), catalog.channels());
        QCOMPARE(import.catalog.policies(), catalog.policies());
        QCOMPARE(import.catalog.schemas(), catalog.schemas());
        QCOMPARE(import.catalog.project(), catalog.project());
    }

    void keysThatEventCatalogDoesNotKnowAreWrittenAsExtensions()
    {
        const QTemporaryDir folder;
        write(folder, u"services/a/index.mdx"_s,
              "---\nid: a\nname: A\nversion: 1.0.0\ntags: [one]\nx-own: 1\nrepository: {url: 'u'}\n---\n");
        const auto exported = exportEventCatalog(imported(folder).catalog);
        QVERIFY(exported);
        const QByteArray page = exported->files.value(u"services/a/index.mdx"_s);
        QVERIFY2(page.contains("\nx-tags:") && page.contains("\nx-own: 1") && page.contains("\nrepository:"),
                 page.constData());
        QVERIFY(messages(exported->losses)
                    .contains(u":0 “tags” of services is written as “x-tags”: EventCatalog knows "
                              "no such key."_s));
    }

    void whatEventCatalogWouldRefuseIsNotInThePages()
    {
        const QTemporaryDir folder;
        write(folder, u"services/a/index.mdx"_s, "---\nid: a\nname: A\nversion: 1.0.0\nrepository:\n---\n");
        write(folder, u"users/ann.mdx"_s, "---\nid: ann\nname: Ann\nsummary: Knows it all.\n---\n");
        write(folder, u"users/index.mdx"_s, "---\ntitle: People\n---\nAll of them.\n");
        const Catalog catalog = imported(folder).catalog;
        const auto exported = exportEventCatalog(catalog);
        QVERIFY(exported);
        QVERIFY(!exported->files.value(u"services/a/index.mdx"_s).contains("repository"));
        const QByteArray ann = exported->files.value(u"users/ann.mdx"_s);
        QVERIFY2(ann.contains("\nx-summary:") && !ann.contains("\nsummary:"), ann.constData());
        QVERIFY(!exported->files.contains(u"users/index.mdx"_s));
        QVERIFY(messages(exported->losses).join(u'\n').contains(u"“users/index.mdx” is left out"_s));
        comesBack(catalog, *exported);
    }

    void twoPagesOfOneVersionAreToldApart()
    {
        const QTemporaryDir folder;
        const QByteArray page = "---\nid: Paid\nname: Paid\nversion: %1\n---\n";
        write(folder, u"events/Paid/index.mdx"_s, QByteArray(page).replace("%1", "0.0.3"));
        // Somebody copied the page, and forgot to change its version.
        write(folder, u"events/Paid/versioned/0.0.1/index.mdx"_s, QByteArray(page).replace("%1", "0.0.1"));
        write(folder, u"events/Paid/versioned/0.0.2/index.mdx"_s, QByteArray(page).replace("%1", "0.0.1"));
        const Catalog catalog = imported(folder).catalog;
        QCOMPARE(catalog.events().first().versions.size(), 3);
        const auto exported = exportEventCatalog(catalog);
        QVERIFY(exported);
        for (const char *version : {"0.0.1", "0.0.2"}) {
            const QString name = QString::fromLatin1(version);
            const QByteArray written = exported->files.value(u"events/Paid/versioned/%1/index.mdx"_s.arg(name));
            QVERIFY2(written.contains(QByteArray("version: \"") + version + '"'), written.constData());
        }
        QVERIFY(messages(exported->losses).join(u'\n').contains(u"one of them is written as 0.0.2"_s));
        comesBack(catalog, *exported);
    }

    void aFolderWithoutResourcesIsRefused()
    {
        const QTemporaryDir folder;
        write(folder, u"readme.md"_s, "# Hello\n");
        QVERIFY(!importEventCatalog(folder.path()));
        QVERIFY(!importEventCatalog(folder.filePath(u"none"_s)));
    }
};

WEIR_TEST(tst_EventCatalog)
#include "tst_eventcatalog.moc"
