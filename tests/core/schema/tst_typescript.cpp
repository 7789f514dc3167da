// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/schema/typescript.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

/// JSON with single quotes for double ones, and backticks for single ones.
Json json(QByteArray text)
{
    text.replace('\'', '"').replace('`', '\'');
    return Json::parse(text.toStdString());
}

} // namespace

class tst_TypeScript : public QObject
{
    Q_OBJECT

private slots:
    void typesAreWritten_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *schema, const QString &expected) {
            QTest::newRow(name) << QByteArray(schema) << expected;
        };
        row("string", "{'type':'string'}", u"string"_s);
        row("date-time", "{'type':'string','format':'date-time'}", u"Date"_s);
        row("date", "{'type':'string','format':'date'}", u"string"_s);
        row("integer", "{'type':'integer'}", u"number"_s);
        row("anything", "{}", u"unknown"_s);
        row("nothing", "false", u"never"_s);
        row("enum", "{'type':'string','enum':['organic','referral','ad']}", u"'organic' | 'referral' | 'ad'"_s);
        row("const", "{'const':2}", u"2"_s);
        row("quote in a literal", "{'const':'it`s \\\\ \\n'}", u"'it\\'s \\\\ \\n'"_s);
        row("nullable by type", "{'type':['string','null']}", u"string | null"_s);
        row("nullable by keyword", "{'type':'string','nullable':true}", u"string | null"_s);
        row("array of strings", "{'type':'array','items':{'type':'string'}}", u"string[]"_s);
        row("array of a union", "{'type':'array','items':{'enum':['a',1]}}", u"Array<'a' | 1>"_s);
        row("tuple", "{'type':'array','prefixItems':[{'type':'number'},{'type':'string'}]}", u"[number, string]"_s);
        row("free object", "{'type':'object'}", u"Record<string, unknown>"_s);
        row("map", "{'type':'object','additionalProperties':{'type':'number'}}", u"Record<string, number>"_s);
        row("one of", "{'oneOf':[{'type':'string'},{'type':'number'}]}", u"string | number"_s);
        row("all of", "{'allOf':[{'$ref':'#/$defs/a'},{'type':'object'}],'$defs':{'a':{'type':'string'}}}",
            u"string & Record<string, unknown>"_s);
        row("reference", "{'$ref':'#/$defs/a~1b','$defs':{'a/b':{'type':'boolean'}}}", u"boolean"_s);
        row("reference to nothing", "{'$ref':'#/$defs/x'}", u"unknown"_s);
        row("bad pointer", "{'$ref':'#x~'}", u"unknown"_s);
        row("remote reference", "{'$ref':'https://example.com/x.json'}", u"unknown"_s);
        row("optional and odd names",
            "{'type':'object','properties':{'a-b':{'type':'string'},'c':{'type':'string'}},'required':['c']}",
            u"{\n  'a-b'?: string;\n  c: string;\n}"_s);
        row("cycle",
            "{'$ref':'#/$defs/"
            "node','$defs':{'node':{'type':'object','required':['next'],'properties':{'next':{'$ref':'#/$defs/"
            "node'}}}}}",
            u"{\n  next: Node;\n}"_s);
        row("cycle to itself", "{'$ref':'#'}", u"Unnamed"_s);
    }

    void typesAreWritten()
    {
        QFETCH(QByteArray, schema);
        QFETCH(QString, expected);
        QCOMPARE(typeScriptType(json(schema)), expected);
    }

    void anOrderLooksAsInTheSpecification()
    {
        const Json schema =
            json("{'type':'object','required':['orderId','userId','items','total','placedAt'],'properties':{'orderId':{"
                 "'type':'string'},'userId':{'type':'string'},'items':{'type':'array','items':{'type':'object','"
                 "required':['productId','quantity','price'],'properties':{'productId':{'type':'string'},'quantity':{'"
                 "type':'integer'},'price':{'type':'number'}}}},'total':{'type':'number'},'placedAt':{'type':'string','"
                 "format':'date-time'}}}");
        const QString expected = u"interface OrderPlacedEvent extends DomainEvent {\n"
                                 "  type: 'order.placed';\n"
                                 "  data: {\n"
                                 "    orderId: string;\n"
                                 "    userId: string;\n"
                                 "    items: Array<{ productId: string; quantity: number; price: number }>;\n"
                                 "    total: number;\n"
                                 "    placedAt: Date;\n"
                                 "  };\n"
                                 "}"_s;
        QCOMPARE(typeScriptInterface(u"order.placed"_s, std::nullopt, schema), expected);
        QFile specification(QStringLiteral(WEIR_SHARED "/seed/backend-eventing.md"));
        if (!specification.open(QIODevice::ReadOnly))
            QSKIP("The specification is not there");
        QVERIFY(QString::fromUtf8(specification.readAll()).contains(expected));
    }

    void aVersionIsALiteral()
    {
        const QString text = typeScriptInterface(u"user.created"_s, 2, json("{'type':'object'}"));
        QCOMPARE(text,
                 u"interface UserCreatedEvent extends DomainEvent {\n  type: 'user.created';\n  version: 2;\n"
                 "  data: Record<string, unknown>;\n}"_s);
    }

    void aSharedSchemaIsLookedUp()
    {
        const Json shared = json("{'type':'number'}");
        const SchemaLookup lookup = [&shared](const QString &reference) {
            return reference == u"schemas/price.json"_s ? &shared : nullptr;
        };
        QCOMPARE(typeScriptType(json("{'$ref':'schemas/price.json'}"), {.indent = 0, .lookup = lookup}), u"number"_s);
    }

    void deepSchemasEnd()
    {
        Json schema = {{"type", "string"}};
        for (int i = 0; i < 2000; ++i)
            schema = Json{{"type", "array"}, {"items", std::move(schema)}};
        QVERIFY(typeScriptType(schema).startsWith(u"unknown[]"_s));
    }
};

WEIR_TEST(tst_TypeScript)
#include "tst_typescript.moc"
