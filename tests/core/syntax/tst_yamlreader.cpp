// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/syntax/reader.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

QString placeText(const Place &place)
{
    return u"%1:%2"_s.arg(place.line).arg(place.column);
}

QByteArray asJson(QByteArrayView yaml)
{
    const auto tree = readYaml(yaml, {});
    return tree ? QByteArray::fromStdString(tree->root().toJson().dump()) : tree.error().message.toUtf8();
}

} // namespace

class tst_YamlReader : public QObject
{
    Q_OBJECT

private slots:
    void everyValueAndKeyHasItsPlace_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("key");
        QTest::newRow("root") << u""_s << u"2:1"_s << u"2:1"_s;
        QTest::newRow("plain") << u"/a"_s << u"2:4"_s << u"2:1"_s;
        QTest::newRow("double quoted") << u"/ä"_s << u"3:5"_s << u"3:1"_s;
        QTest::newRow("single quoted, key too") << u"/s"_s << u"4:6"_s << u"4:1"_s;
        QTest::newRow("literal block") << u"/t"_s << u"5:4"_s << u"5:1"_s;
        QTest::newRow("object in an array") << u"/l/1"_s << u"9:5"_s << u"9:5"_s;
        QTest::newRow("flow") << u"/l/1/f/0"_s << u"9:9"_s << u"9:9"_s;
        QTest::newRow("alias") << u"/x"_s << u"10:4"_s << u"10:1"_s;
    }
    void everyValueAndKeyHasItsPlace()
    {
        const QByteArray text = "# comment\n"
                                "a: 1\n"
                                "\xc3\xa4: \"x\"\n"
                                "'s': 'y'\n"
                                "t: |\n"
                                "  text\n"
                                "l:\n"
                                "  - &n 2\n"
                                "  - f: [3]\n"
                                "x: *n\n";
        QFETCH(QString, pointer);
        const auto tree = readYaml(text, u"a.yaml"_s);
        QVERIFY2(tree.isOk(), tree ? "" : qPrintable(tree.error().message));
        const Node node = tree->at(pointer);
        QVERIFY(node.isValid());
        QCOMPARE(node.pointer(), pointer);
        QTEST(placeText(node.place()), "value");
        QTEST(placeText(node.keyPlace()), "key");
    }

    void scalarsFollowTheCoreSchema_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *yaml, const char *json) {
            QTest::newRow(yaml) << QByteArray(yaml) << QByteArray(json);
        };
        row("yes", "\"yes\"");
        row("No", "\"No\"");
        row("on", "\"on\"");
        row("True", "true");
        row("FALSE", "false");
        row("~", "null");
        row("NULL", "null");
        row("''", "\"\"");
        row("0o17", "15");
        row("0x1F", "31");
        row("017", "17");
        row("0b1", "\"0b1\"");
        row("1_000", "\"1_000\"");
        row("+12", "12");
        row("1.50", "1.5");
        row(".5", "0.5");
        row("5.", "5.0");
        row("1e3", "1000.0");
        row("1e", "\"1e\"");
        row(".", "\".\"");
        row("-", "[null]");
        row("12:30", "\"12:30\"");
        row("2001-01-01", "\"2001-01-01\"");
        row("1.2.3", "\"1.2.3\"");
        row("!!str 12", "\"12\"");
        row("!!int '12'", "12");
        row("!custom 12", "\"12\"");
        row("\"12\"", "\"12\"");
        row("{a: , b}", "{\"a\":null,\"b\":null}");
        row("1: a\ntrue: b\n~: c", "{\"1\":\"a\",\"true\":\"b\",\"~\":\"c\"}");
        row("<<: 1", "{\"<<\":1}");
        row("", "null");
        row("# only a comment", "null");
        row(".inf", "\".inf\"");
        // libfyaml counts a byte too many for these.
        row("a: >-\n  x\n\n   y\n  z\n", "{\"a\":\"x\\n\\n y\\nz\"}");
        row(">-\n  x\n\n   y\n  z\n", "\"x\\n\\n y\\nz\"");
        row(">\n\n x\n y\n\n\n z\n\n", "\"\\nx y\\n\\nz\\n\"");
        row(">+\n x\n  y\n\n", "\"x\\n y\\n\\n\"");
        row(">1-\n  x\n y\n", "\" x\\ny\"");
        row("\"x\\0y\"", "\"x\\u0000y\"");
    }
    void scalarsFollowTheCoreSchema()
    {
        QFETCH(QByteArray, yaml);
        QTEST(asJson(yaml), "json");
    }

    void infinityIsANumberInTheTree()
    {
        const auto tree = readYaml("[.inf, -.INF, .nan]", {});
        QVERIFY(tree.isOk());
        QCOMPARE(tree->root().at(0).toDouble(), HUGE_VAL);
        QCOMPARE(tree->root().at(1).toDouble(), -HUGE_VAL);
        QVERIFY(std::isnan(tree->root().at(2).toDouble()));
    }

    void aliasesRepeatTheirValues()
    {
        QCOMPARE(
            asJson("a: &x {b: [1, 2], c: d}\ne: *x\nf: [*x, *x]\n"),
            QByteArray(
                R"({"a":{"b":[1,2],"c":"d"},"e":{"b":[1,2],"c":"d"},"f":[{"b":[1,2],"c":"d"},{"b":[1,2],"c":"d"}]})"));
        QCOMPARE(asJson("&k a: 1\nb: *k\n*k : 2\n").left(9), QByteArray("The key \xe2"));
        QCOMPARE(asJson("x: &v {&k a: 1}\nb: *k\n"), QByteArray(R"({"x":{"a":1},"b":"a"})"));
        QCOMPARE(asJson("- &n 7\n- *n : 1\n"), QByteArray(R"([7,{"7":1}])"));
    }

    void repeatedObjectsFindTheirMembers()
    {
        QByteArray text = "a: &x\n";
        for (int i = 0; i < 40; ++i)
            text += "  k" + QByteArray::number(i) + ": {v: " + QByteArray::number(i) + "}\n";
        const auto tree = readYaml(text + "b: 1\nc: *x\nd: [0, *x]\n", {});
        QVERIFY(tree.isOk());
        for (int i = 0; i < 40; ++i) {
            QCOMPARE(tree->at(u"/c/k%1/v"_s.arg(i)).toInteger(-1), i);
            QCOMPARE(tree->at(u"/d/1/k%1/v"_s.arg(i)).toInteger(-1), i);
            QCOMPARE(tree->at(u"/d/1/k%1/v"_s.arg(i)).pointer(), u"/d/1/k%1/v"_s.arg(i));
        }
    }

    void mistakesNameTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("part");
        QTest::newRow("unclosed bracket") << QByteArray("a: [1,\n  2\n") << 2 << u"no valid YAML"_s;
        QTest::newRow("unclosed quote") << QByteArray("a: 1\nb: \"x\n") << 2 << u"no valid YAML"_s;
        QTest::newRow("tab as indent") << QByteArray("a:\n\tb: 1\n") << 2 << u"no valid YAML"_s;
        QTest::newRow("bad indent") << QByteArray("a: b\n c: d\n") << 1 << u"no valid YAML"_s;
        QTest::newRow("duplicate key") << QByteArray("a: 1\nb: 2\n\"a\": 3\n") << 3 << u"“a” stands twice"_s;
        QTest::newRow("cycle") << QByteArray("a: &x\n  b: 1\n  c: *x\n") << 3 << u"inside the value it repeats"_s;
        QTest::newRow("unknown alias") << QByteArray("a: 1\nb: *x\n") << 2 << u"*x"_s;
        QTest::newRow("two documents") << QByteArray("a: 1\n---\nb: 2\n") << 2 << u"more than one"_s;
        QTest::newRow("array as key") << QByteArray("a: 1\n? [x]\n: 2\n") << 2 << u"stands as a key"_s;
        QTest::newRow("conflict") << QByteArray("a: 1\n<<<<<<< ours\nb: 1\n=======\n") << 2 << u"merge conflict"_s;
        QTest::newRow("invalid UTF-8") << QByteArray("a: 1\nb: \xff\n") << 2 << u"not UTF-8"_s;
        QTest::newRow("control character") << QByteArray("a: 1\nb: \x07\n") << 2 << u"U+0007"_s;
        QTest::newRow("100,000 brackets") << QByteArray(100'000, '[') << 1 << u"More than 100"_s;
        QTest::newRow("100,000 dashes") << QByteArray("- ").repeated(100'000) << 1 << u"More than 100"_s;
    }
    void mistakesNameTheirPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, part);
        const auto tree = readYaml(text, u"a.yaml"_s);
        QVERIFY(!tree);
        QVERIFY2(tree.error().message.contains(part), qPrintable(tree.error().message));
        QTEST(tree.error().place.line, "line");
        QVERIFY(tree.error().place.column > 0);
    }

    void manyLaughsAreRefused()
    {
        QByteArray text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
        for (int i = 1; i < 10; ++i) {
            const QByteArray last = "*a" + QByteArray::number(i - 1);
            text += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + (last + ",").repeated(9)
                + last + "]\n";
        }
        const auto tree = readYaml(text, {});
        QVERIFY(!tree);
        QVERIFY(tree.error().message.contains(u"values"));
        QCOMPARE(tree.error().place.line, 7);
    }

    void theNameAndTheFirstCharacterChooseTheSyntax()
    {
        QVERIFY(readDocument("{\"a\": 1}", u"x.json"_s).isOk());
        QVERIFY(readDocument("\n a: 1", u"x.json"_s).isOk());
        QVERIFY(!readDocument("{a: 1}", u"x.json"_s));
        QVERIFY(readDocument("{a: 1}", u"x.YML"_s).isOk());
    }
};

WEIR_TEST(tst_YamlReader)
#include "tst_yamlreader.moc"
