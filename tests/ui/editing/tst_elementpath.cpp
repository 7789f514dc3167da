// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/editing/elementpath.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_ElementPath : public QObject
{
    Q_OBJECT

private slots:
    void everyPathReadsBackAsItself_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("figures");
        QTest::newRow("service") << u"services/billing"_s << u"services/billing"_s;
        QTest::newRow("channel") << u"channels/orders"_s << u"channels/orders"_s;
        QTest::newRow("publication") << u"services/orders/sends/order.placed"_s << u"orders/order.placed"_s;
        QTest::newRow("subscription") << u"services/billing/receives/bill"_s << u"billing/bill"_s;
        QTest::newRow("outbox") << u"services/orders/outbox"_s << u"services/orders"_s;
    }

    void everyPathReadsBackAsItself()
    {
        QFETCH(const QString, path);
        QFETCH(const QString, figures);
        const std::optional<ElementPath> read = ElementPath::fromText(path);
        QVERIFY(read);
        QCOMPARE(read->text(), path);
        QCOMPARE(read->figuresKey(), figures);
    }

    void anUnknownKindIsNoPath() { QVERIFY(!ElementPath::fromText(u"planets/mars")); }
};

WEIR_TEST(tst_ElementPath)
#include "tst_elementpath.moc"
