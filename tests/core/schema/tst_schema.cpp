// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/schema/schema.h"
#include "tests/core/schema/jsontext.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using test::document;

class tst_Schema : public QObject
{
    Q_OBJECT

private slots:
    void aViolationSaysWhatAndWhere_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("expected"); // instance pointer|schema pointer|keyword|message
        const auto row = [](const char *name, const char *schema, const char *value, const QString &expected) {
            QTest::newRow(name) << QByteArray(schema) << QByteArray(value) << expected;
        };
        row("type", "{'type':'string'}", "1", u"|/type|type|1 is not of the type string."_s);
        row("two types", "{'type':['string','null']}", "true",
            u"|/type|type|true is not of the type null or string."_s);
        row("missing member", "{'required':['a']}", "{}", u"|/required|required|The member “a” is missing."_s);
        row("unknown member", "{'properties':{'a':true},'additionalProperties':false}", "{'b':1}",
            u"/b|/additionalProperties|additionalProperties|The member “b” is not known here. Known are: a."_s);
        row("nested", "{'properties':{'a':{'items':{'minimum':3}}}}", "{'a':[3,2]}",
            u"/a/1|/properties/a/items/minimum|minimum|2 is below the least value, 3."_s);
        row("through a reference", "{'items':{'$ref':'#/$defs/n'},'$defs':{'n':{'maxLength':1}}}", "['ab']",
            u"/0|/$defs/n/maxLength|maxLength|The text has 2 characters; at most 1 are allowed."_s);
        row("enum", "{'enum':['a',1]}", "'b'", u"|/enum|enum|\"b\" is none of the allowed values: \"a\", 1."_s);
        row("const", "{'const':{'a':1}}", "{}", u"|/const|const|an object is not an object."_s);
        row("pattern", "{'pattern':'^a'}", "'b'", u"|/pattern|pattern|\"b\" does not match the pattern “^a”."_s);
        row("a name", "{'propertyNames':{'maxLength':1}}", "{'ab':1}",
            u"/ab|/propertyNames|propertyNames|“ab” is not allowed as a name."_s);
        row("no alternative", "{'oneOf':[{'type':'string'},{'type':'object','required':['x']}]}", "{}",
            u"|/oneOf|oneOf|an object matches none of the 2 alternatives. The closest fails since: The member “x” is missing."_s);
        row("two alternatives", "{'oneOf':[{'minimum':1},{'minimum':2}]}", "3",
            u"|/oneOf|oneOf|3 matches 2 of the alternatives, but exactly one must match: /oneOf/0, /oneOf/1."_s);
        row("nothing allowed", "false", "1", u"||false|Nothing is allowed here, but there is 1."_s);
        row("unevaluated", "{'allOf':[{'properties':{'a':true}}],'unevaluatedProperties':false}", "{'b':1}",
            u"/b|/unevaluatedProperties|unevaluatedProperties|The member “b” is not known here."_s);
    }
    void aViolationSaysWhatAndWhere()
    {
        QFETCH(QByteArray, schema);
        QFETCH(QByteArray, value);
        QFETCH(QString, expected);
        const Validation found = test::schema(schema).validate(document(value)->root());
        QCOMPARE(found.verdict, Verdict::Invalid);
        const Violation &violation = found.violations.first();
        QCOMPARE(
            QStringList({violation.instance.pointer, violation.schema.pointer, violation.keyword, violation.message})
                .join(u'|'),
            expected);
        QVERIFY(violation.instance.line == 1 && violation.schema.line == 1);
    }

    void aMistakeInASchemaHasAPlace_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *schema, const QString &pointer, const QString &message) {
            QTest::newRow(name) << QByteArray(schema) << pointer << message;
        };
        row("unknown dialect", "{'$schema':'http://json-schema.org/draft-04/schema#'}", u"/$schema"_s,
            u"The dialect “http://json-schema.org/draft-04/schema#” is not known."_s);
        row("unknown type", "{'properties':{'a':{'type':'date'}}}", u"/properties/a/type"_s,
            u"“date” is no type of JSON Schema."_s);
        row("no schema", "{'properties':{'a':'string'}}", u"/properties/a"_s,
            u"This is no schema: it is neither an object nor true or false."_s);
        row("required at the member", "{'properties':{'a':{'required':true}}}", u"/properties/a/required"_s,
            u"“required” is no array of names."_s);
        row("bound as text", "{'minimum':'3'}", u"/minimum"_s, u"“minimum” is no number."_s);
        row("negative count", "{'minItems':-1}", u"/minItems"_s, u"“minItems” is no whole number of at least 0."_s);
        row("bad pattern", "{'pattern':'('}", u"/pattern"_s,
            u"“(” is no regular expression: missing closing parenthesis."_s);
        row("tuple of draft-07", "{'items':[true]}", u"/items"_s,
            u"“items” is an array, which 2020-12 does not know."_s);
        row("reference to nothing", "{'$ref':'#/$defs/x'}", u"/$ref"_s,
            u"The reference to “/$defs/x” leads nowhere: there is no “$defs”."_s);
        row("reference to the network", "{'$ref':'https://example.com/x.json'}", u"/$ref"_s,
            u"The document “https://example.com/x.json” is not known here."_s);
        row("circle", "{'$ref':'#/$defs/a','$defs':{'a':{'allOf':[{'$ref':'#/$defs/a'}]}}}", u"/$defs/a"_s,
            u"The schema refers to itself for the same value, so that judging would never end."_s);
        row("mistake in a definition nobody uses", "{'$defs':{'a':{'enum':1}}}", u"/$defs/a/enum"_s,
            u"“enum” is no array."_s);
    }
    void aMistakeInASchemaHasAPlace()
    {
        QFETCH(QByteArray, schema);
        QFETCH(QString, pointer);
        QFETCH(QString, message);
        const SchemaCompilation compiled = compileSchema(document(schema));
        QVERIFY(!compiled.isOk());
        QCOMPARE(compiled.errors.first().message, message);
        QCOMPARE(compiled.errors.first().place.pointer, pointer);
        QCOMPARE(compiled.errors.first().place.line, 1);
        QCOMPARE(compiled.errors.first().place.file, u"schema.json"_s);
    }

    void recursionThroughMembersIsNoCircle()
    {
        const Schema tree =
            test::schema("{'type':'object','properties':{'next':{'$ref':'#'}},'additionalProperties':false}");
        QCOMPARE(tree.judge(document("{'next':{'next':{}}}")->root()), Verdict::Valid);
        QCOMPARE(tree.judge(document("{'next':{'other':{}}}")->root()), Verdict::Invalid);
    }

    void anUnresolvedReferenceCanBeAWarning()
    {
        SchemaOptions options;
        options.unresolved = UnresolvedReference::AcceptsAnything;
        const SchemaCompilation compiled =
            compileSchema(document("{'properties':{'a':{'$ref':'other.json'},'b':{'type':'null'}}}"), options);
        QVERIFY(compiled.isOk());
        QCOMPARE(compiled.warnings.size(), 1);
        QCOMPARE(compiled.warnings.first().place.pointer, u"/properties/a/$ref"_s);
        QCOMPARE(compiled.schema.judge(document("{'a':1,'b':null}")->root()), Verdict::Valid);
        QCOMPARE(compiled.schema.judge(document("{'a':1,'b':2}")->root()), Verdict::Invalid);
    }

    void documentsOfAProjectReferFromItsRoot()
    {
        SchemaOptions options;
        QStringList asked;
        options.resolver = [&asked](const QString &uri) {
            asked.append(uri);
            if (uri == u"schemas/order.json")
                return ResolvedDocument{document("{'items':{'$ref':'./schemas/line.json#/$defs/n'}}"), QString()};
            return ResolvedDocument{document("{'$defs':{'n':{'type':'integer'}}}"), QString()};
        };
        const SchemaCompilation compiled = compileSchema(document("{'$ref':'schemas/order.json'}"), options);
        QVERIFY(compiled.isOk());
        QCOMPARE(asked, QStringList({u"schemas/order.json"_s, u"schemas/line.json"_s}));
        QCOMPARE(compiled.schema.judge(document("[1]")->root()), Verdict::Valid);
        QCOMPARE(compiled.schema.judge(document("['1']")->root()), Verdict::Invalid);
    }

    void aCostlyPatternIsAnAnswerOfItsOwn()
    {
        const Schema hostile = test::schema("{'pattern':'^(a+)+$'}");
        const Validation found = hostile.validate(document("'" + QByteArray(40, 'a') + "!'")->root());
        QCOMPARE(found.verdict, Verdict::Undecided);
        QCOMPARE(found.violations.size(), 1);
        QVERIFY(found.violations.first().message.contains(u"too costly"));
        // “not” does not turn it into yes.
        QCOMPARE(
            test::schema("{'not':{'pattern':'^(a+)+$'}}").judge(document("'" + QByteArray(40, 'a') + "!'")->root()),
            Verdict::Undecided);
    }

    void judgingHasABudget()
    {
        // Each level doubles the work: 2^40 schemas without a budget.
        QByteArray text("{'$ref':'#/$defs/0','$defs':{");
        for (int i = 0; i < 40; ++i) {
            const QByteArray next = "{'$ref':'#/$defs/" + QByteArray::number(i + 1) + "'}";
            text += "'" + QByteArray::number(i) + "':{'allOf':[" + next + "," + next + "]},";
        }
        const Schema doubling = test::schema(text + "'40':{'type':'null'}}}");
        ValidationLimits limits;
        limits.steps = 100'000;
        QCOMPARE(doubling.judge(document("null")->root(), limits), Verdict::Undecided);
        limits.depth = 10;
        QCOMPARE(doubling.judge(document("null")->root(), limits), Verdict::Undecided);
    }

    void formatsAssertOnRequest()
    {
        SchemaOptions options;
        options.format = FormatUse::Assertion;
        const QByteArray text("{'format':'date-time'}");
        QCOMPARE(test::schema(text).judge(document("'today'")->root()), Verdict::Valid);
        QCOMPARE(test::schema(text, options).judge(document("'today'")->root()), Verdict::Invalid);
        QCOMPARE(test::schema(text, options).judge(document("'2026-01-01T00:00:00.000Z'")->root()), Verdict::Valid);
    }

    void the201909DialectIsRead()
    {
        const Schema tuple = test::schema("{'$schema':'https://json-schema.org/draft/2019-09/schema',"
                                          "'items':[{'type':'string'}],'additionalItems':false,"
                                          "'dependentRequired':{'a':['b']}}");
        QCOMPARE(tuple.judge(document("['a']")->root()), Verdict::Valid);
        QCOMPARE(tuple.judge(document("['a','b']")->root()), Verdict::Invalid);
        QCOMPARE(tuple.judge(document("{'a':1}")->root()), Verdict::Invalid);
        const Schema tree = test::schema("{'$schema':'https://json-schema.org/draft/2019-09/schema','$id':'urn:x',"
                                         "'$recursiveAnchor':true,'properties':{'next':{'$recursiveRef':'#'}},"
                                         "'maxProperties':1}");
        QCOMPARE(tree.judge(document("{'next':{'a':1,'b':2}}")->root()), Verdict::Invalid);
    }

    void aValueWithoutATextHasOnlyPointers()
    {
        const Validation found = test::schema("{'items':{'type':'string'}}").validate(test::json("['a',1]"));
        QCOMPARE(found.violations.size(), 1);
        QCOMPARE(found.violations.first().instance, (Place{QString(), 0, 0, u"/1"_s}));
    }
};

WEIR_TEST(tst_Schema)
#include "tst_schema.moc"
