// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/schema/inference.h"
#include "core/syntax/jsonwriter.h"
#include "tests/core/schema/jsontext.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_Inference : public QObject
{
    Q_OBJECT

private slots:
    void schemasAreFound_data()
    {
        QTest::addColumn<QByteArrayList>("samples");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const QByteArrayList &samples, const char *expected) {
            QTest::newRow(name) << samples << QByteArray(expected);
        };
        row("nothing", {}, "{}");
        row("integers", {"1", "2.0"}, "{'type':'integer'}");
        row("integers and fractions", {"1", "2.5"}, "{'type':'number'}");
        row("two types", {"'a'", "null", "'b'"}, "{'type':['string','null']}");
        row("date-time", {"'2026-01-01T00:00:00Z'", "'2026-01-02T00:00:00+01:00'"},
            "{'type':'string','format':'date-time'}");
        row("almost dates", {"'2026-01-01'", "'today'"}, "{'type':'string'}");
        row("uuid", {"'123e4567-e89b-12d3-a456-426614174000'"}, "{'type':'string','format':'uuid'}");
        row("few texts", {"'ad'", "'organic'", "'ad'", "'organic'", "'ad'", "'ad'"}, "{'enum':['ad','organic']}");
        row("texts that do not come again", {"'a'", "'b'", "'c'"}, "{'type':'string'}");
        row("objects", {"{'b':1,'a':'x'}", "{'a':'y'}"},
            "{'type':'object','required':['a'],'properties':{'b':{'type':'integer'},'a':{'type':'string'}}}");
        row("arrays", {"[1,2]", "['x']", "[]"}, "{'type':'array','items':{'type':['integer','string']}}");
        row("a member inside of items", {"[{'n':1},{}]"},
            "{'type':'array','items':{'type':'object','properties':{'n':{'type':'integer'}}}}");
    }
    void schemasAreFound()
    {
        QFETCH(QByteArrayList, samples);
        QFETCH(QByteArray, expected);
        SchemaInference inference;
        for (const QByteArray &sample : samples)
            inference.add(test::document(sample)->root());
        QCOMPARE(writeJsonLine(inference.schema()), writeJsonLine(test::json(expected)));
        const SchemaCompilation compiled = compileSchema(inference.schema());
        QVERIFY(compiled.isOk());
        for (const QByteArray &sample : samples)
            QVERIFY2(compiled.schema.judge(test::document(sample)->root()) == Verdict::Valid, sample.constData());
    }

    void presenceIsCounted()
    {
        SchemaInference inference;
        for (int i = 0; i < 100; ++i)
            inference.add(test::document(i < 3 ? "{'id':'x','extra':1}" : "{'id':'x'}")->root());
        const QList<InferredMember> members = inference.members();
        QCOMPARE(members.size(), 3);
        QCOMPARE(members[1].path, u"/id"_s);
        QCOMPARE(members[1].presence(), 1.0);
        QCOMPARE(members[1].values, QStringList{u"\"x\""_s});
        QCOMPARE(members[2].path, u"/extra"_s);
        QCOMPARE(members[2].seen, 3);
        QCOMPARE(members[2].of, 100);
        QCOMPARE(members[2].types, QStringList{u"integer"_s});
    }

    void membersWithoutEndAreBounded()
    {
        SchemaInference inference;
        QByteArray text = "{";
        for (int i = 0; i < 20'000; ++i)
            text += "'k" + QByteArray::number(i) + "':1,";
        inference.add(test::document(text.chopped(1) + "}")->root());
        QCOMPARE(inference.members().size(), SchemaInference::maxMembers + 1);
    }
};

WEIR_TEST(tst_Inference)
#include "tst_inference.moc"
