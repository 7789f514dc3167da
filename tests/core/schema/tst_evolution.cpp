// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/schema/evolution.h"
#include "core/syntax/reader.h"
#include "tests/core/schema/jsontext.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

QString verdictName(const SchemaEvolution &evolution)
{
    return compatibilityName(evolution.verdict);
}

/// `rule pointer` of each change, breaking ones with `!`.
QString changes(const SchemaEvolution &evolution)
{
    QStringList lines;
    for (const SchemaChange &change : evolution.changes)
        lines.append((change.isBreaking() ? u"!"_s : QString()) + change.rule + u' ' + change.pointer);
    return lines.join(u", "_s);
}

SchemaEvolution evolution(const QByteArray &before, const QByteArray &after)
{
    return evolutionOf(test::schema(before), test::schema(after));
}

/// One row of the table: \a narrow accepts less than \a wide; the rules of the step in each direction.
void row(const char *name, const char *wide, const char *narrow, const QString &narrowing, const QString &widening)
{
    QTest::newRow(name) << QByteArray(wide) << QByteArray(narrow) << narrowing << widening;
}

void keyword(const char *name, const char *wide, const char *narrow, const QString &rule)
{
    row(name, wide, narrow, rule + u"-narrowed"_s, rule + u"-widened"_s);
}

void addValueRows()
{
    keyword("type from a list", "{'type':['string','null']}", "{'type':'string'}", u"type"_s);
    keyword("type added", "{}", "{'type':'string'}", u"type"_s);
    keyword("integer from number", "{'type':'number'}", "{'type':'integer'}", u"type"_s);
    row("enum value", "{'enum':['a','b']}", "{'enum':['a']}", u"enum-value-removed"_s, u"enum-value-added"_s);
    keyword("enum added", "{'type':'string'}", "{'type':'string','enum':['a']}", u"enum"_s);
    row("const from enum", "{'enum':['a',1]}", "{'const':1}", u"enum-value-removed"_s, u"enum-value-added"_s);
    keyword("minimum", "{'type':'number','minimum':1}", "{'type':'number','minimum':2}", u"minimum"_s);
    keyword("minimum added", "{'type':'number'}", "{'type':'number','minimum':2}", u"minimum"_s);
    keyword("maximum", "{'type':'number','maximum':3}", "{'type':'number','maximum':2.5}", u"maximum"_s);
    keyword("exclusiveMinimum", "{'type':'number','minimum':1}", "{'type':'number','exclusiveMinimum':1}",
            u"exclusive-minimum"_s);
    keyword("exclusiveMaximum", "{'type':'number','exclusiveMaximum':9}", "{'type':'number','exclusiveMaximum':8}",
            u"exclusive-maximum"_s);
    keyword("multipleOf", "{'type':'number','multipleOf':0.1}", "{'type':'number','multipleOf':0.5}", u"multiple-of"_s);
    keyword("minLength", "{'type':'string'}", "{'type':'string','minLength':1}", u"min-length"_s);
    keyword("maxLength", "{'type':'string','maxLength':9}", "{'type':'string','maxLength':8}", u"max-length"_s);
    keyword("pattern", "{'type':'string'}", "{'type':'string','pattern':'^a'}", u"pattern"_s);
    keyword("format", "{'type':'string'}", "{'type':'string','format':'date-time'}", u"format"_s);
    keyword("narrower format", "{'type':'string','format':'iri'}", "{'type':'string','format':'uri'}", u"format"_s);
    keyword("contentEncoding", "{'type':'string'}", "{'type':'string','contentEncoding':'base64'}",
            u"content-encoding"_s);
}

void addArrayRows()
{
    keyword("minItems", "{'type':'array'}", "{'type':'array','minItems':1}", u"min-items"_s);
    keyword("maxItems", "{'type':'array','maxItems':5}", "{'type':'array','maxItems':4}", u"max-items"_s);
    keyword("uniqueItems", "{'type':'array'}", "{'type':'array','uniqueItems':true}", u"unique-items"_s);
    keyword("type of items", "{'type':'array','items':{'type':['number','string']}}",
            "{'type':'array','items':{'type':'number'}}", u"type"_s);
    keyword("items added", "{'type':'array'}", "{'type':'array','items':{'type':'number'}}", u"type"_s);
    keyword("prefixItems", "{'type':'array','prefixItems':[{}]}", "{'type':'array','prefixItems':[{'type':'null'}]}",
            u"type"_s);
    keyword("items after the prefix closed", "{'type':'array','prefixItems':[{}]}",
            "{'type':'array','prefixItems':[{}],'items':false}", u"items"_s);
    keyword("contains", "{'type':'array'}", "{'type':'array','contains':{'type':'null'}}", u"contains"_s);
    keyword("minContains", "{'type':'array','contains':{'type':'null'}}",
            "{'type':'array','contains':{'type':'null'},'minContains':2}", u"contains"_s);
    keyword("maxContains", "{'type':'array','contains':{'type':'null'}}",
            "{'type':'array','contains':{'type':'null'},'maxContains':2}", u"contains"_s);
}

void addObjectRows()
{
    row("required", "{'type':'object','properties':{'a':{}}}",
        "{'type':'object','properties':{'a':{}},'required':['a']}", u"required-added"_s, u"required-removed"_s);
    row("required in a nested object", "{'type':'object','properties':{'a':{'type':'object'}}}",
        "{'type':'object','properties':{'a':{'type':'object','required':['b']}}}", u"required-added"_s,
        u"required-removed"_s);
    keyword("type of a member", "{'type':'object','properties':{'a':{'type':['integer','string']}}}",
            "{'type':'object','properties':{'a':{'type':'string'}}}", u"type"_s);
    keyword("additionalProperties closed", "{'type':'object'}", "{'type':'object','additionalProperties':false}",
            u"additional-properties"_s);
    keyword("additionalProperties typed", "{'type':'object'}",
            "{'type':'object','additionalProperties':{'type':'number'}}", u"type"_s);
    keyword("unevaluatedProperties closed", "{'type':'object'}", "{'type':'object','unevaluatedProperties':false}",
            u"unevaluated-properties"_s);
    keyword("patternProperties", "{'type':'object'}", "{'type':'object','patternProperties':{'^x':{'type':'null'}}}",
            u"pattern-properties"_s);
    keyword("schema of a pattern", "{'type':'object','patternProperties':{'^x':{}}}",
            "{'type':'object','patternProperties':{'^x':{'type':'null'}}}", u"type"_s);
    keyword("propertyNames", "{'type':'object'}", "{'type':'object','propertyNames':{'maxLength':3}}",
            u"property-names"_s);
    keyword("minProperties", "{'type':'object'}", "{'type':'object','minProperties':1}", u"min-properties"_s);
    keyword("maxProperties", "{'type':'object'}", "{'type':'object','maxProperties':1}", u"max-properties"_s);
    keyword("dependentRequired", "{'type':'object'}", "{'type':'object','dependentRequired':{'a':['b']}}",
            u"dependent-required"_s);
    keyword("dependentSchemas", "{'type':'object'}", "{'type':'object','dependentSchemas':{'a':{'minProperties':2}}}",
            u"dependent-schemas"_s);
}

void addLogicRows()
{
    row("oneOf", "{'oneOf':[{'type':'string'},{'type':'null'}]}", "{'oneOf':[{'type':'string'}]}",
        u"alternative-removed"_s, u"alternative-added"_s);
    row("anyOf", "{'anyOf':[{'type':'string'},{'type':'null'},{'type':'array'}]}",
        "{'anyOf':[{'type':'string'},{'type':'array'}]}", u"alternative-removed"_s, u"alternative-added"_s);
    keyword("bound inside of an alternative", "{'anyOf':[{'type':'string'},{'type':'number'}]}",
            "{'anyOf':[{'type':'string'},{'type':'number','minimum':0}]}", u"minimum"_s);
    keyword("allOf", "{'type':'string'}", "{'allOf':[{'type':'string'},{'maxLength':3}]}", u"max-length"_s);
    keyword("not", "{'type':'string'}", "{'type':'string','not':{'const':'a'}}", u"not"_s);
    keyword("if", "{'type':'object'}", "{'type':'object','if':{'required':['a']},'then':{'minProperties':2}}",
            u"min-properties"_s);
    keyword("through a reference", "{'$ref':'#/$defs/a','$defs':{'a':{'type':['null','array']}}}",
            "{'$ref':'#/$defs/a','$defs':{'a':{'type':'null'}}}", u"type"_s);
    keyword("false", "true", "false", u"schema"_s);
}

} // namespace

/// Each keyword that narrows what a schema accepts, in both directions (C8).
class tst_Evolution : public QObject
{
    Q_OBJECT

private slots:
    void eachKeywordHasADirection_data()
    {
        QTest::addColumn<QByteArray>("wide");
        QTest::addColumn<QByteArray>("narrow");
        QTest::addColumn<QString>("narrowing"); ///< Rules of wide -> narrow.
        QTest::addColumn<QString>("widening");
        addValueRows();
        addArrayRows();
        addObjectRows();
        addLogicRows();
    }
    void eachKeywordHasADirection()
    {
        QFETCH(QByteArray, wide);
        QFETCH(QByteArray, narrow);
        QFETCH(QString, narrowing);
        QFETCH(QString, widening);
        const SchemaEvolution narrowed = evolution(wide, narrow);
        QCOMPARE(verdictName(narrowed), u"forward"_s);
        QCOMPARE(narrowed.changes.size(), 1);
        QCOMPARE(narrowed.changes.first().rule, u"evolution/"_s + narrowing);
        const SchemaEvolution widened = evolution(narrow, wide);
        QCOMPARE(verdictName(widened), u"backward"_s);
        QCOMPARE(widened.changes.first().rule, u"evolution/"_s + widening);
        for (const SchemaEvolution &either : {narrowed, widened}) {
            for (const SchemaChange &change : either.changes)
                QVERIFY(!change.why.isEmpty() && !change.fix.isEmpty());
        }
        QCOMPARE(evolution(wide, wide), SchemaEvolution());
        QCOMPARE(evolution(narrow, narrow), SchemaEvolution());
    }

    void sameMeaningIsNoChange_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *after) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after);
        };
        row("order of members", "{'type':'object','properties':{'a':{},'b':{}}}",
            "{'properties':{'b':{},'a':{}},'type':'object'}");
        row("order of types", "{'type':['string','null']}", "{'type':['null','string']}");
        row("order of values", "{'enum':[1,2]}", "{'enum':[2,1]}");
        row("texts for people", "{'type':'string','title':'A'}", "{'type':'string','description':'B'}");
        row("a part moved to a definition", "{'type':'array','items':{'type':'string','minLength':1}}",
            "{'type':'array','items':{'$ref':'#/$defs/n'},'$defs':{'n':{'type':'string','minLength':1}}}");
        row("allOf for one schema", "{'type':'object','required':['a','b']}",
            "{'allOf':[{'type':'object','required':['a']},{'required':['b']}]}");
        row("types as alternatives", "{'type':['string','null']}", "{'anyOf':[{'type':'string'},{'type':'null'}]}");
        row("const as enum", "{'const':1}", "{'enum':[1.0]}");
        row("exclusive bound of integers", "{'type':'integer','exclusiveMinimum':0}", "{'type':'integer','minimum':1}");
        row("recursion", "{'type':'object','properties':{'next':{'$ref':'#'}}}",
            "{'$ref':'#/$defs/n','$defs':{'n':{'type':'object','properties':{'next':{'$ref':'#/$defs/n'}}}}}");
        row("a bound that its type never meets", "{'type':'string'}", "{'type':'string','minimum':3}");
    }
    void sameMeaningIsNoChange()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QCOMPARE(changes(evolution(before, after)), QString());
        QCOMPARE(changes(evolution(after, before)), QString());
    }

    void changesAreJudged_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *before, const char *after, const QString &verdict,
                            const QString &expected) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << verdict << expected;
        };
        row("optional member added", "{'type':'object'}", "{'type':'object','properties':{'a':{'type':'string'}}}",
            u"full"_s, u"evolution/property-added /properties/a"_s);
        row("optional member removed", "{'type':'object','properties':{'a':{'type':'string'}}}", "{'type':'object'}",
            u"full"_s, u"evolution/property-removed /properties/a"_s);
        row("required member with a default", "{'type':'object'}",
            "{'type':'object','properties':{'a':{'default':1}},'required':['a']}", u"full"_s,
            u"evolution/property-added /properties/a"_s);
        row("member added to a closed object", "{'type':'object','properties':{},'additionalProperties':false}",
            "{'type':'object','properties':{'a':{}},'additionalProperties':false}", u"backward"_s,
            u"!evolution/property-added /additionalProperties"_s);
        row("member removed from a closed object",
            "{'type':'object','properties':{'a':{}},'additionalProperties':false}",
            "{'type':'object','additionalProperties':false}", u"forward"_s,
            u"!evolution/property-removed /additionalProperties"_s);
        row("another type", "{'type':'object','properties':{'a':{'type':'string'}}}",
            "{'type':'object','properties':{'a':{'type':'number'}}}", u"none"_s,
            u"!evolution/type-changed /properties/a/type"_s);
        row("another pattern", "{'type':'string','pattern':'a'}", "{'type':'string','pattern':'b'}", u"none"_s,
            u"!evolution/pattern-changed /pattern"_s);
        row("a member renamed", "{'type':'object','properties':{'a':{}},'required':['a']}",
            "{'type':'object','properties':{'b':{}},'required':['b']}", u"none"_s,
            u"!evolution/required-added /required, !evolution/required-removed /required"_s);
        row("one value for another", "{'enum':['a','b']}", "{'enum':['a','c']}", u"none"_s,
            u"!evolution/enum-value-removed /enum, !evolution/enum-value-added /enum"_s);
        row("inside of items",
            "{'type':'array','items':{'type':'object','properties':{'n':{'type':'integer','maximum':5}}}}",
            "{'type':'array','items':{'type':'object','properties':{'n':{'type':'integer','maximum':4}}}}",
            u"forward"_s, u"!evolution/maximum-narrowed /items/properties/n/maximum"_s);
    }
    void changesAreJudged()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, verdict);
        QFETCH(QString, expected);
        const SchemaEvolution found = evolution(before, after);
        QCOMPARE(changes(found), expected);
        QCOMPARE(verdictName(found), verdict);
    }

    void theSeedsUserCreatedIsForwardAndNotBackward()
    {
        QFile file(QStringLiteral(WEIR_RESOURCES "/examples/seed/events/user.created.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto event = readJson(file.readAll(), file.fileName());
        QVERIFY(event.isOk());
        const auto version = [&](qsizetype index) {
            return compileSchema(event->root()[u"versions"].at(index)[u"schema"].toJson()).schema;
        };
        const SchemaEvolution found = evolutionOf(version(0), version(1));
        QCOMPARE(found.verdict, Compatibility::Forward);
        QCOMPARE(changes(found), u"!evolution/required-added /required, !evolution/required-added /required"_s);
        QCOMPARE(found.changes.first().path, u"/createdAt"_s);
        QCOMPARE(found.changes.first().why,
                 u"“createdAt” is required now. Consumers of the new version cannot read all old events."_s);
        QCOMPARE(found.changes.first().fix,
                 u"Make “createdAt” optional, give it a default, or write an upcaster that sets it."_s);
        QVERIFY(found.changes.first().breaksBackward && !found.changes.first().breaksForward);
        QCOMPARE(evolutionOf(version(1), version(2)).verdict, Compatibility::Forward);
    }

    void intricateSchemasEnd()
    {
        // Alternatives within alternatives: without a budget 8^8 comparisons.
        QByteArray text = "{'type':'null'}";
        for (int level = 0; level < 8; ++level) {
            QByteArrayList parts;
            for (int i = 0; i < 8; ++i)
                parts.append("{'maxLength':" + QByteArray::number(i) + ",'anyOf':["
                             + (i == 0 ? text : "{'minLength':1}") + "]}");
            text = "{'anyOf':[" + parts.join(',') + "]}";
        }
        const SchemaEvolution found = evolution(text, "{'type':'string','oneOf':[" + text + "]}");
        QVERIFY(!isBackward(found.verdict));
    }

    void verdictsCombine()
    {
        QCOMPARE(combined(Compatibility::Full, Compatibility::Forward), Compatibility::Forward);
        QCOMPARE(combined(Compatibility::Backward, Compatibility::Forward), Compatibility::None);
        QCOMPARE(combined(Compatibility::Full, Compatibility::Full), Compatibility::Full);
    }
};

WEIR_TEST(tst_Evolution)
#include "tst_evolution.moc"
