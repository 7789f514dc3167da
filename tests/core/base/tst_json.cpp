// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_Json : public QObject
{
    Q_OBJECT

private slots:
    void textCrossesTheBorderUnchanged()
    {
        const QString text = u"Zahlung über 20 € \U0001F4B6"_s;
        QCOMPARE(textOf(jsonOf(text)), text);
    }

    void whatIsNoStringHasNoText()
    {
        QVERIFY(textOf(Json(4)).isNull());
        QVERIFY(textOf(Json()).isNull());
    }

    void aMissingMemberIsNoText()
    {
        const Json object{{"id", "billing"}};
        QCOMPARE(memberText(object, u"id"), u"billing"_s);
        QVERIFY(memberText(object, u"name").isNull());
        QCOMPARE(memberOf(Json::array(), u"id"), nullptr);
    }
};

WEIR_TEST(tst_Json)
#include "tst_json.moc"
