// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/expression/expression.h"

#include <QTest>

#include <random>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_Expression : public QObject
{
    Q_OBJECT

    static ExpressionValue field(const QString &name)
    {
        static const QHash<QString, ExpressionValue> fields{
            {u"type"_s, u"order.placed"_s},
            {u"data.total"_s, 120.0},
            {u"data.items[0].sku"_s, u"A-17"_s},
            {u"data.paid"_s, true},
            {u"latency"_s, Duration(std::chrono::milliseconds(300))},
        };
        return fields.value(name);
    }

    static ExpressionValue evaluated(const QString &text)
    {
        const Result<Expression> expression = parseExpression(text);
        if (!expression)
            qWarning() << text << expression.error().message;
        return expression ? expression->evaluate(&tst_Expression::field) : ExpressionValue(u"no expression"_s);
    }

private slots:
    void valuesAreAsExpected_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<ExpressionValue>("value");
        const auto milliseconds = [](int count) { return ExpressionValue(Duration(std::chrono::milliseconds(count))); };
        QTest::newRow("products before sums") << u"2 + 3 * 4"_s << ExpressionValue(14.0);
        QTest::newRow("differences from the left") << u"10 - 3 - 2"_s << ExpressionValue(5.0);
        QTest::newRow("quotients from the left") << u"16 / 4 / 2"_s << ExpressionValue(2.0);
        QTest::newRow("parentheses first") << u"(2 + 3) * -4"_s << ExpressionValue(-20.0);
        QTest::newRow("exponent") << u"1.5e3 + 1e-1"_s << ExpressionValue(1500.1);
        QTest::newRow("percentage") << u"50%"_s << ExpressionValue(0.5);
        QTest::newRow("a duration") << u"1.5s"_s << milliseconds(1500);
        QTest::newRow("sum of durations") << u"1s + 250ms"_s << milliseconds(1250);
        QTest::newRow("multiple of a duration") << u"2 * 250ms"_s << milliseconds(500);
        QTest::newRow("ratio of durations") << u"1s / 250ms"_s << ExpressionValue(4.0);
        QTest::newRow("joined texts") << u"'a' + \"b\""_s << ExpressionValue(u"ab"_s);
        QTest::newRow("escaped quote") << u"'it\\'s'"_s << ExpressionValue(u"it's"_s);
        QTest::newRow("a name") << u"data.total"_s << ExpressionValue(120.0);
        QTest::newRow("and before or") << u"true || true && false"_s << ExpressionValue(true);
        QTest::newRow("not binds to what follows") << u"!false && false"_s << ExpressionValue(false);
        QTest::newRow("the word not reaches over a comparison") << u"not 1 == 2"_s << ExpressionValue(true);
        QTest::newRow("words for signs") << u"true and not false or false"_s << ExpressionValue(true);
        QTest::newRow("the specification's filter")
            << u"type == \"order.placed\" && data.total > 100 || latency > 250ms"_s << ExpressionValue(true);
        QTest::newRow("texts by code point") << u"'a' < 'b'"_s << ExpressionValue(true);
        QTest::newRow("method") << u"data.items[0].sku.startsWith(\"A\")"_s << ExpressionValue(true);
        QTest::newRow("function") << u"endsWith(type, 'placed')"_s << ExpressionValue(true);
        QTest::newRow("word") << u"type contains 'order' && 1 < 2"_s << ExpressionValue(true);
        QTest::newRow("has") << u"has(data.total) && !has(data.tax)"_s << ExpressionValue(true);
        QTest::newRow("missing compared is missing") << u"data.tax > 1"_s << ExpressionValue();
        QTest::newRow("missing or true") << u"data.tax > 1 || data.paid"_s << ExpressionValue(true);
        QTest::newRow("missing and false") << u"data.tax > 1 && !data.paid"_s << ExpressionValue(false);
        QTest::newRow("missing and true") << u"data.tax > 1 && data.paid"_s << ExpressionValue();
        QTest::newRow("number against duration") << u"latency > 250"_s << ExpressionValue();
        QTest::newRow("division by nought") << u"1 / 0"_s << ExpressionValue();
        QTest::newRow("truths have no order") << u"true < false"_s << ExpressionValue();
        QTest::newRow("too long a duration") << u"200000d"_s << ExpressionValue(u"no expression"_s);
    }

    void valuesAreAsExpected()
    {
        QFETCH(QString, text);
        QFETCH(ExpressionValue, value);
        if (value == ExpressionValue(u"no expression"_s))
            QVERIFY(!parseExpression(text));
        else
            QVERIFY(evaluated(text) == value);
    }

    void errorsSayWhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("column");
        QTest::newRow("nothing") << u""_s << 1;
        QTest::newRow("operand missing at the end") << u"a &&"_s << 5;
        QTest::newRow("operand missing before") << u"a == )"_s << 6;
        QTest::newRow("operator missing") << u"a b"_s << 3;
        QTest::newRow("chained comparison") << u"1 < a < 3"_s << 7;
        QTest::newRow("single equals sign") << u"a = 1"_s << 3;
        QTest::newRow("unclosed") << u"1 + (a"_s << 5;
        QTest::newRow("closes nothing") << u"a)"_s << 2;
        QTest::newRow("unknown unit") << u"a > 5 minutes"_s << 7;
        QTest::newRow("unit stuck to a number") << u"a > 5minutes"_s << 5;
        QTest::newRow("unclosed text") << u"a == 'b"_s << 6;
        QTest::newRow("columns count bytes") << u"'ü' == ?"_s << 9;
        QTest::newRow("unknown function") << u"a && p99(b)"_s << 6;
        QTest::newRow("half a function") << u"contains(a)"_s << 11;
        QTest::newRow("has of a value") << u"has(1)"_s << 5;
    }

    void errorsSayWhere()
    {
        QFETCH(QString, text);
        QFETCH(int, column);
        const Result<Expression> expression = parseExpression(text);
        QVERIFY(!expression);
        QCOMPARE(expression.error().place.line, 1);
        QCOMPARE(expression.error().place.column, column);
        QVERIFY(!expression.error().message.isEmpty());
    }

    void aMistypedFunctionGetsASuggestion()
    {
        const Result<Expression> expression = parseExpression(u"contain(a, 'b')");
        QVERIFY(!expression);
        QVERIFY2(expression.error().hint.contains(u"contains()"_s), qPrintable(expression.error().hint));
    }

    void namesAreListedOnce()
    {
        const Result<Expression> expression = parseExpression(u"b == 1 || has(a.c) && b > 2");
        QVERIFY(expression);
        QCOMPARE(expression->names(), QStringList({u"a.c"_s, u"b"_s}));
    }

    void depthAndLengthAreLimited()
    {
        QVERIFY(parseExpression(QString(60, u'(') + u'1' + QString(60, u')')));
        QVERIFY(!parseExpression(QString(2000, u'(') + u'1' + QString(2000, u')')));
        QVERIFY(!parseExpression(QString(2000, u'!') + u'1'));
        QVERIFY(!parseExpression(u"1"_s + u"+1"_s.repeated(2048)));
        QVERIFY(parseExpression(u"1"_s + u"+1"_s.repeated(2000)));
    }

    void noTextMakesItFail()
    {
        const QStringList words{u"("_s,   u")"_s,          u"&&"_s, u"||"_s, u"!"_s,        u"a.b"_s, u"1"_s, u"5m"_s,
                                u"'x'"_s, u"=="_s,         u"<"_s,  u"-"_s,  u"not"_s,      u","_s,   u"*"_s, u"has"_s,
                                u"[0]"_s, u"\U0001F600"_s, u"."_s,  u"é"_s,  u"contains"_s, u"\""_s,  u"%"_s, u"e+"_s};
        std::mt19937 random(7);
        int understood = 0;
        for (int i = 0; i < 20000; ++i) {
            QString text;
            const auto count = random() % 12;
            for (auto j = count; j > 0; --j)
                text += words.at(static_cast<qsizetype>(random() % static_cast<std::size_t>(words.size())))
                    + (random() % 2 ? u" "_s : QString());
            const Result<Expression> expression = parseExpression(text);
            if (expression) {
                ++understood;
                expression->evaluate(&tst_Expression::field);
            } else {
                QVERIFY(expression.error().place.column >= 1);
                QVERIFY(expression.error().place.column <= text.toUtf8().size() + 1);
            }
        }
        QVERIFY(understood > 100);
    }

    void noBytesMakeItFail()
    {
        std::mt19937 random(11);
        for (int i = 0; i < 5000; ++i) {
            QString text;
            for (auto j = random() % 40; j > 0; --j)
                text += QChar(static_cast<char16_t>(random() % (i % 2 ? 128 : 65536)));
            const Result<Expression> expression = parseExpression(text);
            QVERIFY(expression || expression.error().place.column >= 1);
        }
    }
};

WEIR_TEST(tst_Expression)
#include "tst_expression.moc"
