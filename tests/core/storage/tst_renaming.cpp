// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/projectfolder.h"
#include "tests/support/registertest.h"

#include "core/model/renaming.h"
#include "core/storage/project.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

Catalog catalogOf(const QString &folder)
{
    const auto project = openProject(folder);
    Q_ASSERT(project);
    return project->catalog;
}

QString example(const char *name)
{
    return QStringLiteral(WEIR_RESOURCES "/examples/") + QString::fromUtf8(name);
}

QString complete()
{
    return QStringLiteral(WEIR_TEST_DATA "/projects/complete");
}

bool apply(Catalog &catalog, const Result<QList<Change>> &changes)
{
    if (!changes)
        return false;
    for (const Change &change : *changes) {
        if (!catalog.apply(change))
            return false;
    }
    return true;
}

/// The text of all documents, to look for an id in.
QByteArray everything(const Catalog &catalog)
{
    QByteArray text;
    for (const ElementRef &element : catalog.elements())
        text += QByteArray::fromStdString(catalog.document(element).get().dump()) + '\n';
    return text;
}

/// A disk that need not outlive a power failure: fast.
class QuickSink : public FileSink
{
public:
    int sync(int /*descriptor*/) const override { return 0; }
};

struct Item
{
    QString service;
    ItemKind kind;
    QString id;
};

QList<Item> itemsOf(const Catalog &catalog)
{
    QList<Item> items;
    for (const Service &service : catalog.services()) {
        for (const Publication &publication : service.sends)
            items.append({service.id, ItemKind::Publication, publication.id});
        for (const Subscription &subscription : service.receives)
            items.append({service.id, ItemKind::Subscription, subscription.id});
        for (const Operation &operation : service.operations)
            items.append({service.id, ItemKind::Operation, operation.id});
    }
    return items;
}

} // namespace

class tst_Renaming : public QObject
{
    Q_OBJECT

private:
    static void addExamples()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("seed") << example("seed");
        QTest::newRow("checkout") << example("checkout");
        QTest::newRow("every field") << complete();
    }

private slots:
    void thereAndBackChangesNoByte_data() { addExamples(); }
    void thereAndBackChangesNoByte()
    {
        QFETCH(QString, folder);
        const ProjectFolder copy(folder);
        const auto before = copy.contents();
        auto project = openProject(copy.path());
        QVERIFY(project);
        const Catalog original = project->catalog;
        for (const ElementRef &element : original.elements()) {
            if (element.id.isEmpty())
                continue;
            Catalog catalog = original;
            const ElementRef other{element.kind, u"zz.renamed-9"_s};
            QVERIFY2(apply(catalog, renameElement(catalog, element, other.id)), qPrintable(element.path()));
            QVERIFY(!catalog.contains(element));
            QVERIFY(saveProject(*project, catalog, QuickSink()));
            QVERIFY(apply(catalog, renameElement(catalog, other, element.id)));
            QVERIFY(saveProject(*project, catalog, QuickSink()));
            const auto after = copy.contents();
            QCOMPARE(after.keys(), before.keys());
            for (const QString &file : after.keys())
                QVERIFY2(after[file] == before[file], qPrintable(element.path() + u": "_s + file));
        }
    }

    void itemsThereAndBackChangeNothing_data() { addExamples(); }
    void itemsThereAndBackChangeNothing()
    {
        QFETCH(QString, folder);
        const Catalog original = catalogOf(folder);
        for (const Item &item : itemsOf(original)) {
            Catalog catalog = original;
            QVERIFY2(apply(catalog, renameItem(catalog, item.service, item.kind, item.id, u"zz-9"_s)),
                     qPrintable(item.service + u'/' + item.id));
            QVERIFY(!(catalog == original));
            QVERIFY(apply(catalog, renameItem(catalog, item.service, item.kind, u"zz-9"_s, item.id)));
            QCOMPARE(everything(catalog), everything(original));
        }
    }

    void whatAnImportKeptFollows()
    {
        Catalog catalog;
        catalog.setDocument({Kind::Event, u"order.placed"_s}, Json{{"id", "order.placed"}});
        catalog.setDocument(
            {Kind::Channel, u"orders"_s},
            Json{
                {"id", "orders"},
                {"kind", "topic"},
                {"x-asyncapi", Json{{"messages", Json::array({"order.placed", "other"})}, {"title", "order.placed"}}}});
        const Json operation{{"id", "place"}, {"x-asyncapi", Json{{"channel", "orders"}}}};
        catalog.setDocument({Kind::Service, u"shop"_s}, Json{{"id", "shop"}, {"operations", Json::array({operation})}});
        const Catalog original = catalog;
        QVERIFY(apply(catalog, renameElement(catalog, {Kind::Event, u"order.placed"_s}, u"order.taken"_s)));
        QVERIFY(apply(catalog, renameElement(catalog, {Kind::Channel, u"orders"_s}, u"sales"_s)));
        const Json kept = catalog.document({Kind::Channel, u"sales"_s}).get()["x-asyncapi"];
        QVERIFY(kept["messages"] == Json::array({"order.taken", "other"}));
        // A title is a text like any other.
        QVERIFY(kept["title"] == "order.placed");
        const Json service = catalog.document({Kind::Service, u"shop"_s}).get();
        QVERIFY(service["operations"][0]["x-asyncapi"]["channel"] == "sales");
        QVERIFY(apply(catalog, renameElement(catalog, {Kind::Channel, u"sales"_s}, u"orders"_s)));
        QVERIFY(apply(catalog, renameElement(catalog, {Kind::Event, u"order.taken"_s}, u"order.placed"_s)));
        QCOMPARE(everything(catalog), everything(original));
    }

    void everyReferenceFollows_data()
    {
        QTest::addColumn<QString>("element");
        QTest::addColumn<QByteArray>("left"); ///< What must not be there any more.
        QTest::addColumn<QList<QByteArray>>("there");
        using Texts = QList<QByteArray>;
        QTest::newRow("service") << u"services/billing"_s << QByteArray("billing")
                                 << Texts{"\"service\":\"new-id\"", "services/new-id/receives/bill/instances",
                                          "order.placed -> new-id", "p99(new-id/bill)",
                                          "\"target\":\"new-id\"",  "services/new-id>channels/orders",
                                          "\"new-id/invoice.sent\""};
        QTest::newRow("event") << u"events/invoice.sent"_s << QByteArray("invoice.sent")
                               << Texts{"\"events\":[\"new-id\"]",
                                        "billing/new-id",
                                        "billing/bill/new-id",
                                        "services/billing/sends/new-id/load",
                                        "\"sends\":[\"new-id\"]",
                                        "\"to\":\"new-id\"",
                                        "share(within 5m, \\\"new-id\\\")"};
        QTest::newRow("channel") << u"channels/orders"_s << QByteArray("\"orders\"")
                                 << Texts{"\"channel\":\"new-id\"", "\"deadLetter\":\"new-id\"", "channels/new-id",
                                          "depth( new-id )"};
        QTest::newRow("policy") << u"policies/often"_s << QByteArray("often")
                                << Texts{"\"policy\":\"new-id\"", "{\"policy\":\"new-id\"}"};
        QTest::newRow("webhook") << u"webhooks/hook"_s << QByteArray("\"hook\"") << Texts{"webhook:new-id"};
        QTest::newRow("schema") << u"schemas/money"_s << QByteArray("schemas/money.json\"")
                                << Texts{"\"$ref\":\"schemas/new-id.json\"", "\"$ref\":\"./schemas/new-id.json#/a\"",
                                         "\"const\":{\"$ref\":\"schemas/money.json#data\"}"};
    }
    void everyReferenceFollows()
    {
        QFETCH(QString, element);
        QFETCH(QByteArray, left);
        QFETCH(QList<QByteArray>, there);
        auto project = openProject(QStringLiteral(WEIR_TEST_DATA "/projects/references.weir.json"));
        QVERIFY(project);
        Catalog catalog = project->catalog;
        QVERIFY(apply(catalog, renameElement(catalog, *ElementRef::fromPath(element), u"new-id"_s)));
        const QByteArray text = everything(catalog);
        QVERIFY2(!text.contains(left), text);
        for (const QByteArray &expected : there)
            QVERIFY2(text.contains(expected), expected + "\n" + text);
        QVERIFY(apply(catalog,
                      renameElement(catalog, {ElementRef::fromPath(element)->kind, u"new-id"_s},
                                    ElementRef::fromPath(element)->id)));
        QCOMPARE(everything(catalog), everything(project->catalog));
    }

    void itemsTakeTheirReferencesAlong()
    {
        Catalog catalog = catalogOf(example("checkout"));
        QVERIFY(apply(catalog,
                      renameItem(catalog, u"payment-service"_s, ItemKind::Subscription, u"authorize"_s, u"pay"_s)));
        QVERIFY(everything(catalog).contains("p99(payment-service/pay) < 30s"));
        QVERIFY(!everything(catalog).contains("payment-service/authorize"));
    }

    void aNameThatMeansSomethingElseStays()
    {
        Catalog catalog;
        catalog.setDocument({Kind::Event, u"orders"_s}, Json{{"id", "orders"}});
        catalog.setDocument({Kind::Channel, u"orders"_s}, Json{{"id", "orders"}});
        catalog.setDocument({Kind::Scenario, u"s"_s},
                            Json{{"id", "s"}, {"assertions", Json::array({"p99(orders) < 1s", "p99(orders2) < 1s"})}});
        QVERIFY(apply(catalog, renameElement(catalog, {Kind::Channel, u"orders"_s}, u"queue"_s)));
        QCOMPARE(catalog.scenario(u"s")->assertions, (QStringList{u"p99(orders) < 1s"_s, u"p99(orders2) < 1s"_s}));
        QVERIFY(apply(catalog, renameElement(catalog, {Kind::Event, u"orders"_s}, u"order.placed"_s)));
        QCOMPARE(catalog.scenario(u"s")->assertions,
                 (QStringList{u"p99(order.placed) < 1s"_s, u"p99(orders2) < 1s"_s}));
    }

    void whatCannotBeRenamedIsRefused()
    {
        const Catalog catalog = catalogOf(complete());
        QVERIFY(!renameElement(catalog, {Kind::Project, {}}, u"a"_s));
        QVERIFY(!renameElement(catalog, {Kind::Service, u"nobody"_s}, u"a"_s));
        QVERIFY(!renameElement(catalog, {Kind::Service, u"depot"_s}, u"Not An Id"_s));
        QVERIFY(!renameElement(catalog, {Kind::Service, u"depot"_s}, u"tracker"_s));
        QVERIFY(!renameItem(catalog, u"tracker"_s, ItemKind::Subscription, u"nobody"_s, u"a"_s));
        const auto same = renameElement(catalog, {Kind::Service, u"depot"_s}, u"depot"_s);
        QVERIFY(same && same->isEmpty());
    }
};

WEIR_TEST(tst_Renaming)
#include "tst_renaming.moc"
