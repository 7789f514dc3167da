// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/schema/sample.h"
#include "core/syntax/jsonwriter.h"
#include "core/syntax/reader.h"
#include "tests/core/schema/jsontext.h"
#include "tests/support/longrun.h"

#include <nlohmann/json.hpp>

#include <QDirIterator>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

SchemaOptions assertingFormats()
{
    SchemaOptions options;
    options.format = FormatUse::Assertion;
    return options;
}

/// Each of 1,000 draws is valid (fewer on each change).
void drawMany(const Schema &schema)
{
    RandomStream random(7);
    const int draws = test::rounds(150, 1'000);
    for (int i = 0; i < draws; ++i) {
        const auto value = sampleOf(schema, random);
        QVERIFY2(value.isOk(), value ? "" : qPrintable(value.error().message));
        const Validation found = schema.validate(*value);
        QVERIFY2(found.isValid(), qPrintable(found.violations.value(0).message));
    }
}

} // namespace

class tst_Sample : public QObject
{
    Q_OBJECT

private slots:
    void hardSchemasHaveValidSamples_data()
    {
        QTest::addColumn<QByteArray>("schema");
        const auto row = [](const char *name, const char *schema) { QTest::newRow(name) << QByteArray(schema); };
        row("anything", "{}");
        row("const", "{'const':{'a':[1,null]}}");
        row("two enums", "{'enum':['a','b','c'],'allOf':[{'enum':['c','d','b']}]}");
        row("cents", "{'type':'number','minimum':0.01,'maximum':99.99,'multipleOf':0.01}");
        row("narrow integers", "{'type':'integer','exclusiveMinimum':3,'exclusiveMaximum':5}");
        row("narrow numbers", "{'type':'number','exclusiveMinimum':0,'maximum':0.001}");
        row("multiple of two", "{'type':'integer','multipleOf':6,'allOf':[{'multipleOf':3}],'maximum':-30}");
        row("long text", "{'type':'string','minLength':200,'maxLength':210}");
        row("pattern", "{'type':'string','pattern':'^[A-Z]{2}-\\\\d{4}(x|yz)?$'}");
        row("pattern with classes", "{'pattern':'^(?:\\\\w+[.-])*[^\\\\d\\\\s]{3,}@[a-f0-9]{2}$','type':'string'}");
        row("hexadecimal", "{'type':'string','pattern':'^0x[0-9a-fA-F]+$','minLength':6}");
        row("unique items", "{'type':'array','items':{'enum':['a','b','c']},'minItems':3,'uniqueItems':true}");
        row("tuple",
            "{'type':'array','prefixItems':[{'type':'string'},{'type':'integer'}],'items':false,'minItems':2}");
        row("contains",
            "{'type':'array','items':{'type':'integer','minimum':0},'contains':{'minimum':500},'minContains':2,"
            "'maxContains':3,'maxItems':4}");
        row("discriminated",
            "{'type':'object','required':['kind'],'oneOf':[{'properties':{'kind':{'const':'card'},"
            "'number':{'type':'string'}},'required':['number']},{'properties':{'kind':{'const':'cash'}}}]}");
        row("if then else",
            "{'type':'object','properties':{'country':{'enum':['DE','US']},'zip':{'type':'string'}},"
            "'required':['country','zip'],'if':{'properties':{'country':{'const':'DE'}}},"
            "'then':{'properties':{'zip':{'pattern':'^[0-9]{5}$'}}},"
            "'else':{'properties':{'zip':{'pattern':'^[0-9]{5}-[0-9]{4}$'}}}}");
        row("recursion",
            "{'$ref':'#/$defs/n','$defs':{'n':{'type':'object','required':['v','next'],'properties':{"
            "'v':{'type':'integer'},'next':{'oneOf':[{'type':'null'},{'$ref':'#/$defs/n'}]}}}}}");
        row("map",
            "{'type':'object','additionalProperties':{'type':'number'},'propertyNames':{'pattern':'^[a-z]{3}$'},"
            "'minProperties':2,'maxProperties':3}");
        row("pattern properties",
            "{'type':'object','patternProperties':{'^x-[a-z]+$':{'type':'boolean'}},"
            "'additionalProperties':false,'minProperties':1}");
        row("dependent",
            "{'type':'object','properties':{'card':{'type':'string'},'billing':{'type':'string'}},"
            "'dependentRequired':{'card':['billing']},'dependentSchemas':{'billing':{'required':['zip']}}}");
        row("closed by unevaluated",
            "{'type':'object','allOf':[{'properties':{'a':{'type':'integer'}}}],"
            "'properties':{'b':{'type':'string'}},'required':['a','b'],'unevaluatedProperties':false}");
        row("not", "{'type':'integer','minimum':1,'maximum':3,'not':{'const':2}}");
        row("few members",
            "{'type':'object','properties':{'a':{},'b':{},'c':{},'d':{}},'required':['d'],'maxProperties':2}");
        for (const char *format :
             {"date-time", "date", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uri-reference",
              "uri-template", "uuid", "json-pointer", "relative-json-pointer", "regex"})
            QTest::newRow(format) << "{'type':'string','format':'" + QByteArray(format) + "'}";
    }
    void hardSchemasHaveValidSamples()
    {
        QFETCH(QByteArray, schema);
        drawMany(test::schema(schema, assertingFormats()));
    }

    void theExamplesSchemasHaveValidSamples()
    {
        int schemas = 0;
        QDirIterator it(QStringLiteral(WEIR_RESOURCES "/examples"), {u"*.json"_s}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (!file.fileName().contains(u"/events/") || !file.open(QIODevice::ReadOnly))
                continue;
            const auto event = readJson(file.readAll(), file.fileName());
            QVERIFY(event.isOk());
            for (const Node version : event->root()[u"versions"]) {
                const SchemaCompilation compiled = compileSchema(version[u"schema"].toJson(), assertingFormats());
                QVERIFY2(compiled.isOk(), qPrintable(file.fileName()));
                drawMany(compiled.schema);
                ++schemas;
            }
        }
        QVERIFY(schemas > 20);
    }

    void theSameSeedGivesTheSameValues()
    {
        const Schema schema =
            test::schema("{'type':'object','required':['userId','email','createdAt','city'],'properties':{"
                         "'userId':{'type':'string'},'email':{'type':'string'},"
                         "'createdAt':{'type':'string','format':'date-time'},'city':{'type':'string'}}}");
        RandomStream one(3), two(3), other(4);
        const QByteArray first = writeJsonLine(*sampleOf(schema, one));
        QCOMPARE(writeJsonLine(*sampleOf(schema, two)), first);
        QVERIFY(writeJsonLine(*sampleOf(schema, other)) != first);
        QVERIFY2(first.contains("@example.com") && first.contains("\"userId\": \"use_"), first.constData());
    }

    void aContradictionIsSaid()
    {
        RandomStream random;
        const auto value = sampleOf(test::schema("{'type':'integer','minimum':3,'maximum':2}"), random);
        QVERIFY(!value);
        QVERIFY(value.error().message.contains(u"200 attempts"));
    }
};

WEIR_TEST(tst_Sample)
#include "tst_sample.moc"
