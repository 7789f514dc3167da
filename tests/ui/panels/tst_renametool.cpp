// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/panels/renametool.h"

#include <QTest>
#include <QUndoStack>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_RenameTool : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        ProjectDocument document;
        Editor editor{document};
        RenameTool tool{document, editor};

        bool select(const QString &path)
        {
            if (!document.open(QStringLiteral(WEIR_RESOURCES "/examples/checkout")))
                return false;
            document.setSelection({path});
            return tool.target().has_value();
        }
    };

private slots:
    void anIdChangesEverywhereInOneStep()
    {
        Fixture fixture;
        QVERIFY(fixture.select(u"events/order.placed"_s));
        const Catalog before = fixture.document.catalog();
        const ElementPath event = *fixture.tool.target();
        const RenamePreview preview = fixture.tool.preview(event, {}, u"order.submitted"_s);
        QCOMPARE(preview.error, QString());
        QVERIFY(preview.elements.contains(u"services/order-service"_s));
        QVERIFY(fixture.tool.rename(event, {}, u"order.submitted"_s));
        const Catalog &after = fixture.document.catalog();
        QVERIFY(after.event(u"order.submitted"));
        QVERIFY(!after.event(u"order.placed"));
        QCOMPARE(after.service(u"order-service")->sends.first().event, u"order.submitted"_s);
        QCOMPARE(fixture.document.selection(), QStringList{u"events/order.submitted"_s});
        QCOMPARE(fixture.document.undoStack()->count(), 1);
        fixture.document.undoStack()->undo();
        QVERIFY(fixture.document.catalog() == before);
    }

    void nameAndIdChangeTogether()
    {
        Fixture fixture;
        QVERIFY(fixture.select(u"services/fraud-service"_s));
        const ElementPath service = *fixture.tool.target();
        QCOMPARE(fixture.tool.name(service), u"Fraud Service"_s);
        QVERIFY(fixture.tool.rename(service, u"Risk Service"_s, u"risk-service"_s));
        QCOMPARE(fixture.document.catalog().service(u"risk-service")->name, u"Risk Service"_s);
        QCOMPARE(fixture.document.undoStack()->count(), 1);
    }

    void aSubscriptionHasAnIdOfItsOwn()
    {
        Fixture fixture;
        QVERIFY(fixture.select(u"services/payment-service/receives/authorize"_s));
        const ElementPath subscription = *fixture.tool.target();
        QVERIFY(!fixture.tool.hasName(subscription));
        QVERIFY(fixture.tool.rename(subscription, {}, u"reserve-money"_s));
        QCOMPARE(fixture.document.selection(), QStringList{u"services/payment-service/receives/reserve-money"_s});
    }

    void aTakenIdIsRefused()
    {
        Fixture fixture;
        QVERIFY(fixture.select(u"services/fraud-service"_s));
        const ElementPath service = *fixture.tool.target();
        QVERIFY(!fixture.tool.preview(service, u"Fraud Service"_s, u"mail-service"_s).error.isEmpty());
        QVERIFY(!fixture.tool.rename(service, u"Fraud Service"_s, u"mail-service"_s));
        QCOMPARE(fixture.document.undoStack()->count(), 0);
    }

    void theSameNameIsNoStep()
    {
        Fixture fixture;
        QVERIFY(fixture.select(u"services/fraud-service"_s));
        QVERIFY(fixture.tool.rename(*fixture.tool.target(), u"Fraud Service"_s, u"fraud-service"_s));
        QCOMPARE(fixture.document.undoStack()->count(), 0);
    }
};

WEIR_TEST(tst_RenameTool)
#include "tst_renametool.moc"
