// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/schema/schema.h"
#include "core/schema/typescript.h"
#include "core/schema/typescriptreader.h"
#include "core/syntax/jsonwriter.h"
#include "tests/core/schema/jsontext.h"

#include <nlohmann/json.hpp>

#include <QFloat16> // Qt Test's comparisons ask nlohmann's values for it.
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

/// Interfaces as the specification writes them.
const QString source = uR"ts(
// Events represent things that happened in the domain
interface DomainEvent {
  id: string;               // Unique event ID
  type: string;
  timestamp: Date;
  version: number;
  correlationId?: string;
  data: unknown;
  metadata?: Record<string, unknown>;
}

export interface OrderPlacedEvent extends DomainEvent {
  type: 'order.placed';
  data: {
    orderId: string;
    items: Array<{ productId: string; quantity: number; price: number }>;
    total: number;
    placedAt: Date;
  };
}

type EventHandler<T = unknown> = (event: T) => Promise<void>;

class EventBus {
  private handlers: Map<string, EventHandler[]> = new Map();
  subscribe(type: string): () => void { return () => { this.handlers.clear(); }; }
}

const eventTypes = ['user.created', 'order.placed'] as const;

interface Tree { value: Source; children: Tree[]; }
type Source = 'organic' | 'referral' | 'ad';
)ts"_s;

} // namespace

class tst_TypeScriptReader : public QObject
{
    Q_OBJECT

private slots:
    void typesAreRead_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const QString &type, const char *expected) {
            QTest::newRow(name) << type << QByteArray(expected);
        };
        row("string", u"string"_s, "{'type':'string'}");
        row("date", u"Date"_s, "{'type':'string','format':'date-time'}");
        row("unknown", u"unknown"_s, "{}");
        row("literal", u"'a\\'b'"_s, "{'const':'a`b'}");
        row("number literal", u"-1.5"_s, "{'const':-1.5}");
        row("union of literals", u"| 'a' | 'b' | 3"_s, "{'enum':['a','b',3]}");
        row("null beside literals", u"'a' | 'b' | null"_s, "{'enum':['a','b',null]}");
        row("null beside a type", u"string | null"_s, "{'type':['string','null']}");
        row("union of types", u"string | number[]"_s,
            "{'anyOf':[{'type':'string'},{'type':'array','items':{'type':'number'}}]}");
        row("array in brackets", u"(string | null)[]"_s, "{'type':'array','items':{'type':['string','null']}}");
        row("array of arrays", u"Array<number[]>"_s,
            "{'type':'array','items':{'type':'array','items':{'type':'number'}}}");
        row("tuple", u"[string, number]"_s,
            "{'type':'array','prefixItems':[{'type':'string'},{'type':'number'}],'minItems':2,'items':false}");
        row("record", u"Record<string, number>"_s, "{'type':'object','additionalProperties':{'type':'number'}}");
        row("record of literals", u"Record<'a' | 'b', unknown>"_s,
            "{'type':'object','propertyNames':{'enum':['a','b']}}");
        row("index signature", u"{ [key: string]: Date }"_s,
            "{'type':'object','additionalProperties':{'type':'string','format':'date-time'}}");
        row("object", u"{ a: string, 'b-c'?: number; readonly d: boolean | undefined }"_s,
            "{'type':'object','required':['a'],'properties':{'a':{'type':'string'},'b-c':{'type':'number'},"
            "'d':{'type':'boolean'}}}");
        row("intersection", u"{ a: string } & { b: string }"_s,
            "{'allOf':[{'type':'object','required':['a'],'properties':{'a':{'type':'string'}}},"
            "{'type':'object','required':['b'],'properties':{'b':{'type':'string'}}}]}");
    }
    void typesAreRead()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, expected);
        auto schema = schemaFromTypeScript(u"type T = "_s + type + u';', u"t.ts"_s);
        QVERIFY2(schema.isOk(), schema ? "" : qPrintable(schema.error().message));
        schema->erase("$schema");
        QByteArray found = writeJsonLine(*schema);
        QCOMPARE(found.replace('\'', '`'), writeJsonLine(test::json(expected)));
        QVERIFY(compileSchema(*schema).isOk());
    }

    void theSpecificationsInterfacesAreRead()
    {
        QCOMPARE(typeScriptNames(source),
                 QStringList({u"DomainEvent"_s, u"OrderPlacedEvent"_s, u"EventHandler"_s, u"Tree"_s, u"Source"_s}));
        const auto order = schemaFromTypeScript(source, u"events.ts"_s, u"OrderPlacedEvent"_s);
        QVERIFY2(order.isOk(), order ? "" : qPrintable(order.error().message));
        QCOMPARE((*order)["properties"]["type"], Json({{"const", "order.placed"}}));
        QCOMPARE((*order)["required"], Json::array({"id", "type", "timestamp", "version", "data"}));
        const auto data = schemaFromTypeScript(source, u"events.ts"_s, u"OrderPlacedEvent.data"_s);
        QVERIFY(data.isOk());
        // There and back: what is written from the schema is the interface again.
        QCOMPARE(typeScriptType(*data),
                 u"{\n  orderId: string;\n  items: Array<{ productId: string; quantity: number; price: number }>;\n"
                 u"  total: number;\n  placedAt: Date;\n}"_s);
    }

    void whatIsUsedComesAlong()
    {
        const auto tree = schemaFromTypeScript(source, u"events.ts"_s, u"Tree"_s);
        QVERIFY(tree.isOk());
        QCOMPARE((*tree)["$defs"].size(), size_t(2));
        const SchemaCompilation compiled = compileSchema(*tree);
        QVERIFY(compiled.isOk());
        QCOMPARE(
            compiled.schema.judge(test::document("{'value':'ad','children':[{'value':'ad','children':[]}]}")->root()),
            Verdict::Valid);
        QCOMPARE(
            compiled.schema.judge(test::document("{'value':'ad','children':[{'value':'x','children':[]}]}")->root()),
            Verdict::Invalid);
    }

    void mistakesHaveAPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &text, const QString &expected) {
            QTest::newRow(name) << text << expected;
        };
        row("a function", u"interface A {\n  f(x: string): void;\n}"_s, u"2:3 “f” is a function, which is no data."_s);
        row("a function type", u"type A = (x: string) => void;"_s, u"1:10 A function is no data."_s);
        row("not declared", u"interface A {\n  b: B;\n}"_s, u"2:6 “B” is not declared here."_s);
        row("type parameters", u"type A<T> = T;"_s, u"1:7 “A” has type parameters, which no schema can say."_s);
        row("an end too early", u"interface A { b: "_s, u"1:18 The type ends too early."_s);
        row("nothing", u"const a = 1;"_s, u"1:1 There is neither an interface nor a type."_s);
    }
    void mistakesHaveAPlace()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto schema = schemaFromTypeScript(text, u"t.ts"_s);
        QVERIFY(!schema);
        const Error &error = schema.error();
        QCOMPARE(u"%1:%2 %3"_s.arg(error.place.line).arg(error.place.column).arg(error.message), expected);
    }

    void brokenSourcesAreAnswered()
    {
        // Prefixes, and sources with one character left out.
        for (qsizetype i = 0; i < source.size(); i += 3) {
            (void)schemaFromTypeScript(source.first(i), u"t.ts"_s);
            (void)schemaFromTypeScript(source.first(i) + source.sliced(i + 1), u"t.ts"_s);
        }
        QVERIFY(!schemaFromTypeScript(u"type A = "_s + QString(100'000, u'('), u"t.ts"_s));
        QVERIFY(!schemaFromTypeScript(u"type A = "_s + u"["_s.repeated(100'000), u"t.ts"_s));
    }
};

WEIR_TEST(tst_TypeScriptReader)
#include "tst_typescriptreader.moc"
