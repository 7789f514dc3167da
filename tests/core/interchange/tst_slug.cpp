// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/interchange/slug.h"
#include "core/model/validation.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_Slug : public QObject
{
    Q_OBJECT

private slots:
    void aNameBecomesAnId_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("slug");
        QTest::newRow("an id stays") << u"order.placed"_s << u"order.placed"_s;
        QTest::newRow("camel case") << u"userSignedUp"_s << u"user-signed-up"_s;
        QTest::newRow("capitals in a row") << u"HTTPRequestV2Sent"_s << u"http-request-v2-sent"_s;
        QTest::newRow("constant") << u"ORDER_PLACED"_s << u"order_placed"_s;
        QTest::newRow("class name") << u"io.example.dtos.UserDto"_s << u"io.example.dtos.user-dto"_s;
        QTest::newRow("address with parameters") << u"smarty/{lightId}/turn/on"_s << u"smarty.light-id.turn.on"_s;
        QTest::newRow("leading slash") << u"/v1/listen"_s << u"v1.listen"_s;
        QTest::newRow("words") << u"  The Order  (new) "_s << u"the-order-new"_s;
        QTest::newRow("accents") << u"Größe é"_s << u"gro-e-e"_s;
        QTest::newRow("nothing left") << u"注文"_s << QString();
        QTest::newRow("long") << QString(300, u'a') << QString(100, u'a');
    }
    void aNameBecomesAnId()
    {
        QFETCH(QString, name);
        const QString slug = slugOf(name);
        QTEST(slug, "slug");
        QVERIFY(slug.isEmpty() || isSlug(slug));
    }

    void noIdIsGivenTwice()
    {
        SlugSet ids;
        QCOMPARE(ids.take(u"Order", u"x"_s), u"order"_s);
        QCOMPARE(ids.take(u"order", u"x"_s), u"order-2"_s);
        QCOMPARE(ids.take(u"order-2", u"x"_s), u"order-2-2"_s);
        QCOMPARE(ids.take(u"注文", u"x"_s), u"x"_s);
        QCOMPARE(ids.take(u"注文", u"x"_s), u"x-2"_s);
        QVERIFY(ids.contains(u"order"_s));
        QVERIFY(!ids.contains(u"Order"_s));
    }
};

WEIR_TEST(tst_Slug)
#include "tst_slug.moc"
