// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/syntax/reader.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

QString placeText(const Place &place)
{
    return u"%1:%2"_s.arg(place.line).arg(place.column);
}

} // namespace

class tst_JsonReader : public QObject
{
    Q_OBJECT

private slots:
    void everyValueAndKeyHasItsPlace_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("key");
        QTest::newRow("root") << u""_s << u"1:1"_s << u"1:1"_s;
        QTest::newRow("string") << u"/a"_s << u"2:9"_s << u"2:3"_s;
        QTest::newRow("string with quotes and backslashes") << u"/q"_s << u"3:9"_s << u"3:3"_s;
        QTest::newRow("number before a comma") << u"/n/0"_s << u"4:9"_s << u"4:9"_s;
        QTest::newRow("number before a bracket") << u"/n/1"_s << u"4:12"_s << u"4:12"_s;
        QTest::newRow("array") << u"/n"_s << u"4:8"_s << u"4:3"_s;
        QTest::newRow("bytes are counted, not characters") << u"/u/ä"_s << u"5:14"_s << u"5:8"_s;
        QTest::newRow("literals") << u"/l/2"_s << u"6:22"_s << u"6:22"_s;
    }
    void everyValueAndKeyHasItsPlace()
    {
        const QByteArray text = "{\n"
                                "  \"a\":  \"x\",\n"
                                "  \"q\":  \"\\\"\\\\\",\n"
                                "  \"n\": [1, -2.5e3],\n"
                                "  \"u\":{\"\xc3\xa4\": null},\n"
                                "  \"l\": [true, false, null]\n"
                                "}\n";
        QFETCH(QString, pointer);
        const auto tree = readJson(text, u"a.json"_s);
        QVERIFY2(tree.isOk(), tree ? "" : qPrintable(tree.error().message));
        const Node node = tree->at(pointer);
        QVERIFY(node.isValid());
        QCOMPARE(node.pointer(), pointer);
        QCOMPARE(node.place().file, u"a.json"_s);
        QTEST(placeText(node.place()), "value");
        QTEST(placeText(node.keyPlace()), "key");
    }

    void aNumberAtTheEndOfTheFileIsWhole()
    {
        const auto tree = readJson(" -12.50", {});
        QVERIFY(tree.isOk());
        QCOMPARE(tree->root().text(), u"-12.50"_s);
        QCOMPARE(tree->root().column(), 2);
        QCOMPARE(tree->root().toDouble(), -12.5);
    }

    void valuesHaveTheirTypesAndSpellings()
    {
        const auto tree = readJson(
            R"({"i": 12, "f": 1.10, "e": 1e3, "b": true, "s": "\u00e4\n", "z": null, "big": 123456789012345678901})",
            {});
        QVERIFY(tree.isOk());
        const Node root = tree->root();
        QCOMPARE(root[u"i"].type(), NodeType::Integer);
        QCOMPARE(root[u"i"].toInteger(), 12);
        QCOMPARE(root[u"f"].type(), NodeType::Number);
        QCOMPARE(root[u"f"].text(), u"1.10"_s);
        QCOMPARE(root[u"e"].toInteger(), 1000);
        QVERIFY(root[u"b"].toBool());
        QCOMPARE(root[u"s"].text(), u"ä\n"_s);
        QCOMPARE(root[u"z"].type(), NodeType::Null);
        QCOMPARE(root[u"big"].text(), u"123456789012345678901"_s);
        QCOMPARE(root[u"nothing"][u"below"].text(), QString());
        QVERIFY(!root[u"nothing"].isValid());
    }

    void mistakesNameTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("part");
        QTest::newRow("trailing comma") << QByteArray("{\n  \"a\": 1,\n}") << u"3:1"_s << u"no valid JSON"_s;
        QTest::newRow("missing comma") << QByteArray("{\"a\": 1\n \"b\": 2}") << u"2:2"_s << u"no valid JSON"_s;
        QTest::newRow("cut off") << QByteArray("{\"a\": [1,\n  2") << u"2:4"_s << u"ends before"_s;
        QTest::newRow("cut off inside a string") << QByteArray("{\"a\": \"xy") << u"1:10"_s << u"ends before"_s;
        QTest::newRow("empty") << QByteArray() << u"1:1"_s << u"ends before"_s;
        QTest::newRow("duplicate key") << QByteArray("{\"a\": 1,\n \"b\": 2,\n \"a\": 3}") << u"3:2"_s
                                       << u"“a” stands twice"_s;
        QTest::newRow("duplicate key by escape") << QByteArray("{\"a\": 1, \"\\u0061\": 3}") << u"1:10"_s << u"twice"_s;
        QTest::newRow("control character") << QByteArray("{\"a\":\n \"x\x01\"}") << u"2:4"_s << u"U+0001"_s;
        QTest::newRow("invalid UTF-8") << QByteArray("[\n\"\xc3(\"]") << u"2:2"_s << u"not UTF-8"_s;
        QTest::newRow("conflict") << QByteArray("{\n<<<<<<< HEAD\n\"a\": 1\n") << u"2:1"_s << u"merge conflict"_s;
        QTest::newRow("number too large") << QByteArray("[1, 1e999]") << u"1:10"_s << u"too large"_s;
        QTest::newRow("two values") << QByteArray("{} {}") << u"1:4"_s << u"no valid JSON"_s;
        QTest::newRow("100,000 brackets") << QByteArray(100'000, '[') << u"1:101"_s << u"More than 100"_s;
    }
    void mistakesNameTheirPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, part);
        const auto tree = readJson(text, u"a.json"_s);
        QVERIFY(!tree);
        QVERIFY2(tree.error().message.contains(part), qPrintable(tree.error().message));
        QTEST(placeText(tree.error().place), "place");
        QCOMPARE(tree.error().place.file, u"a.json"_s);
    }

    void limitsAreKept()
    {
        ReadLimits limits;
        limits.nodes = 4;
        QVERIFY(readJson("[1,2,3]", {}, limits).isOk());
        QVERIFY(!readJson("[1,2,3,4]", {}, limits));
        limits.bytes = 5;
        QVERIFY(readJson("[1,2]", {}, limits).isOk());
        QVERIFY(!readJson("[1,2] ", {}, limits));
        QVERIFY(readJson(QByteArray(100, '[') + QByteArray(100, ']'), {}).isOk());
    }

    void largeObjectsFindTheirMembers()
    {
        QByteArray text = "{";
        for (int i = 0; i < 20'000; ++i)
            text += (i > 0 ? ",\"k" : "\"k") + QByteArray::number(i) + "\":" + QByteArray::number(i);
        const auto tree = readJson(text + "}", {});
        QVERIFY(tree.isOk());
        for (int i = 0; i < 20'000; ++i)
            QCOMPARE(tree->root()[u"k%1"_s.arg(i)].toInteger(-1), i);
        QVERIFY(!tree->root()[u"k20000"].isValid());
        QCOMPARE(tree->root().at(777).key(), u"k777"_s);
    }

    void theJsonValueIsTheSame()
    {
        const QByteArray text = R"({"z":[1,2.5,{"y":null,"a":false}],"b":"text","n":-9223372036854775808})";
        const auto tree = readJson(text, {});
        QVERIFY(tree.isOk());
        QCOMPARE(QByteArray::fromStdString(tree->root().toJson().dump()), text);
    }
};

WEIR_TEST(tst_JsonReader)
#include "tst_jsonreader.moc"
