// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/model/element.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_Element : public QObject
{
    Q_OBJECT

private slots:
    void everyKindHasOneName()
    {
        for (const Kind kind : allKinds)
            QCOMPARE(kindNamed(kindName(kind)), std::optional(kind));
        QVERIFY(!kindNamed(u"service"));
        QCOMPARE(kindName(Kind::Policy), u"policies"_s);
    }

    void aPathNamesItsElement()
    {
        const ElementRef billing{Kind::Service, u"billing"_s};
        QCOMPARE(billing.path(), u"services/billing"_s);
        QCOMPARE(ElementRef::fromPath(u"services/billing"), std::optional(billing));
        QCOMPARE(ElementRef::fromPath(u"services/billing/receives/bill/instances"), std::optional(billing));
        QCOMPARE(ElementRef::fromPath(u"catalog/defaults/policy"), std::optional(ElementRef{Kind::Project, {}}));
        QCOMPARE(ElementRef({Kind::Approvals, {}}).path(), u"approvals"_s);
    }

    void otherPathsNameNothing()
    {
        for (const QStringView path : {u"", u"services", u"services/", u"nothing/billing", u"/services/billing"})
            QVERIFY2(!ElementRef::fromPath(path), qPrintable(path.toString()));
    }
};

WEIR_TEST(tst_Element)
#include "tst_element.moc"
