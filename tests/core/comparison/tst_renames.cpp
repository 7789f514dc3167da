// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/comparison/compare.h"
#include "core/model/renaming.h"
#include "tests/core/comparison/shop.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using test::everyone;
using test::linesOf;
using test::shopCatalog;

/// A renamed element is one difference, and what follows it is none.
class tst_Renames : public QObject
{
    Q_OBJECT

private slots:
    void aRenameIsOneDifference_data()
    {
        QTest::addColumn<QString>("element");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("expected");
        QTest::newRow("event") << u"events/order.placed"_s << u"order.made"_s
                               << u"!events/renamed events/order.made <- order.placed"_s + everyone();
        QTest::newRow("channel with an address")
            << u"channels/orders"_s << u"purchases"_s << u"channels/renamed channels/purchases <- orders"_s;
        QTest::newRow("channel without one")
            << u"channels/bills"_s << u"invoices"_s << u"!channels/renamed channels/invoices <- bills > mail/send"_s;
        QTest::newRow("service") << u"services/orders"_s << u"sales"_s
                                 << u"services/renamed services/sales <- orders"_s;
        QTest::newRow("policy") << u"policies/retry"_s << u"patient"_s
                                << u"policies/renamed policies/patient <- retry"_s;
        QTest::newRow("schema") << u"schemas/money"_s << u"amount"_s << u"schemas/renamed schemas/amount <- money"_s;
        QTest::newRow("webhook") << u"webhooks/partner"_s << u"ally"_s
                                 << u"webhooks/renamed webhooks/ally <- partner"_s;
        QTest::newRow("scenario") << u"scenarios/rush"_s << u"peak"_s << u"scenarios/renamed scenarios/peak <- rush"_s;
    }

    void aRenameIsOneDifference()
    {
        QFETCH(QString, element);
        QFETCH(QString, id);
        QFETCH(QString, expected);
        const Catalog before = shopCatalog();
        Catalog after = before;
        rename(after, element, id);
        QCOMPARE(linesOf(compare(before, after)), expected);
    }

    void severalRenamesAreSeen()
    {
        const Catalog before = shopCatalog();
        Catalog after = before;
        rename(after, u"channels/orders"_s, u"purchases"_s);
        rename(after, u"services/orders"_s, u"sales"_s);
        rename(after, u"events/bill.sent"_s, u"invoice.sent"_s);
        QCOMPARE(linesOf(compare(before, after)),
                 u"!events/renamed events/invoice.sent <- bill.sent > mail/send\n"
                 "services/renamed services/sales <- orders\nchannels/renamed channels/purchases <- orders"_s);
    }

    void aRenameMayComeWithAChange()
    {
        const Catalog before = shopCatalog();
        Catalog after = before;
        rename(after, u"events/order.placed"_s, u"order.made"_s);
        Json document = after.document({Kind::Event, u"order.made"_s}).get();
        document["summary"] = "Somebody ordered.";
        QVERIFY(after.setDocument({Kind::Event, u"order.made"_s}, document).isEmpty());
        QCOMPARE(linesOf(compare(before, after)),
                 u"!events/renamed events/order.made <- order.placed"_s + everyone()
                     + u"\nevents/changed events/order.made /summary"_s);
    }

    void itemsAreRenamedToo()
    {
        const Catalog before = shopCatalog();
        Catalog after = before;
        const auto changes = renameItem(before, u"billing"_s, ItemKind::Subscription, u"bill"_s, u"charge"_s);
        QVERIFY(changes.isOk());
        for (const Change &change : *changes)
            QVERIFY(after.apply(change).isOk());
        QCOMPARE(linesOf(compare(before, after)), u"services/item-renamed services/billing receives/charge <- bill"_s);
    }

private:
    static void rename(Catalog &catalog, const QString &element, const QString &id)
    {
        const auto changes = renameElement(catalog, *ElementRef::fromPath(element), id);
        QVERIFY(changes.isOk());
        for (const Change &change : *changes)
            QVERIFY(catalog.apply(change).isOk());
    }
};

WEIR_TEST(tst_Renames)
#include "tst_renames.moc"
