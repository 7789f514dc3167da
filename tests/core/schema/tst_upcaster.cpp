// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/schema/upcaster.h"
#include "core/syntax/jsonwriter.h"
#include "tests/core/schema/jsontext.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

/// The steps of \a upcaster, as a design's file has them; it must live as long as they do.
UpcastSteps stepsOf(const Json &upcaster)
{
    return {memberOf(upcaster, u"rename"), memberOf(upcaster, u"map"), memberOf(upcaster, u"drop"),
            memberOf(upcaster, u"default"), memberOf(upcaster, u"set")};
}

} // namespace

class tst_Upcaster : public QObject
{
    Q_OBJECT

private slots:
    void stepsAreDone_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("upcaster");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *data, const char *upcaster, const char *expected) {
            QTest::newRow(name) << QByteArray(data) << QByteArray(upcaster) << QByteArray(expected);
        };
        row("nothing", "{'a':1}", "{}", "{'a':1}");
        row("rename", "{'a':1,'b':2}", "{'rename':{'a':'c'}}", "{'b':2,'c':1}");
        row("rename what is not there", "{'b':2}", "{'rename':{'a':'c'}}", "{'b':2}");
        row("rename into an object", "{'street':'x'}", "{'rename':{'street':'/address/street'}}",
            "{'address':{'street':'x'}}");
        row("map texts and numbers", "{'s':'ad','n':1}", "{'map':{'s':{'ad':'paid'},'n':{'1':'one'}}}",
            "{'s':'paid','n':'one'}");
        row("map another value", "{'s':'x'}", "{'map':{'s':{'ad':'paid'}}}", "{'s':'x'}");
        row("drop", "{'a':1,'b':{'c':2,'d':3}}", "{'drop':['a','/b/c','z']}", "{'b':{'d':3}}");
        row("drop one", "{'a':1}", "{'drop':'a'}", "{}");
        row("default", "{'a':1}", "{'default':{'a':9,'b':9}}", "{'a':1,'b':9}");
        row("set", "{'a':1}", "{'set':{'a':9,'/b/c':true}}", "{'a':9,'b':{'c':true}}");
        row("in order", "{'a':'x'}", "{'rename':{'a':'b'},'map':{'b':{'x':'y'}},'default':{'a':0},'set':{'v':2}}",
            "{'b':'y','a':0,'v':2}");
    }
    void stepsAreDone()
    {
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, upcaster);
        QFETCH(QByteArray, expected);
        const Json steps = test::json(upcaster);
        const auto found = upcast(test::json(data), stepsOf(steps));
        QVERIFY(found.isOk());
        QCOMPARE(writeJsonLine(*found), writeJsonLine(test::json(expected)));
    }

    void wrongStepsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("upcaster");
        QTest::addColumn<QString>("message");
        QTest::newRow("rename is a list")
            << QByteArray("{'rename':['a']}") << u"“rename” of an upcaster is no object."_s;
        QTest::newRow("a name that is none")
            << QByteArray("{'rename':{'a':1}}") << u"“rename” gives “a” a name that is no text."_s;
        QTest::newRow("inside of a text")
            << QByteArray("{'set':{'/a/b':1}}") << u"“/a/b” stands in something that is no object."_s;
        QTest::newRow("drop a number") << QByteArray("{'drop':[1]}")
                                       << u"“drop” of an upcaster lists something that is no name."_s;
    }
    void wrongStepsAreNamed()
    {
        QFETCH(QByteArray, upcaster);
        QFETCH(QString, message);
        const Json steps = test::json(upcaster);
        const auto found = upcast(test::json("{'a':'x'}"), stepsOf(steps));
        QVERIFY(!found);
        QCOMPARE(found.error().message, message);
    }

    void anExampleIsBroughtUpAndChecked()
    {
        const Schema target =
            test::schema("{'type':'object','required':['userId','name'],'properties':{'name':{'type':'string'}}}");
        const Json example = test::json("{'userId':'1'}");
        const Json good = test::json("{'default':{'name':'unknown'}}"), bad = test::json("{'default':{'name':1}}");
        QVERIFY(checkUpcast(example, stepsOf(good), target).isOk());
        QCOMPARE(checkUpcast(example, stepsOf(bad), target).error().place.pointer, u"/name"_s);
        const Json none = test::json("{}");
        QCOMPARE(checkUpcast(example, stepsOf(none), target).error().message,
                 u"After the upcaster the example is not valid: The member “name” is missing."_s);
    }
};

WEIR_TEST(tst_Upcaster)
#include "tst_upcaster.moc"
