// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/json.h"
#include "core/syntax/reader.h"
#include "core/syntax/yamlwriter.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_YamlWriter : public QObject
{
    Q_OBJECT

private slots:
    void blocksArePlainWhereTheyCanBe()
    {
        const Json value = Json::parse(
            "{\"asyncapi\": \"3.0.0\", \"info\": {\"title\": \"Shop\", \"description\": \"One.\\nTwo.\\n\"},"
            "\"channels\": {\"a/b\": {\"messages\": [{\"$ref\": \"#/x\"}, [\"y\", 1, null], {}, []]}}}");
        QCOMPARE(writeYaml(value),
                 QByteArray("asyncapi: \"3.0.0\"\n"
                            "info:\n"
                            "  title: Shop\n"
                            "  description: |\n"
                            "    One.\n"
                            "    Two.\n"
                            "channels:\n"
                            "  a/b:\n"
                            "    messages:\n"
                            "    - $ref: \"#/x\"\n"
                            "    - - \"y\"\n"
                            "      - 1\n"
                            "      - null\n"
                            "    - {}\n"
                            "    - []\n"));
    }

    void everyValueComesBack_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("a number") << QByteArray("-1.5e-7");
        QTest::newRow("a text") << QByteArray("\"plain text\"");
        QTest::newRow("nothing") << QByteArray("null");
        QTest::newRow("words that are none")
            << QByteArray("[\"yes\", \"No\", \"on\", \"true\", \"null\", \"~\", \"\", \"1\", \"0x1f\", \"1e3\", "
                          "\".inf\", \"2026-01-01\", \"=\", \"<<\"]");
        QTest::newRow("marks") << QByteArray("[\"- a\", \"a: b\", \"a #b\", \"#a\", \"&a\", \"*a\", \"!a\", \"|\", "
                                             "\">\", \"%a\", \"@a\", \"`a\", \"{a\", \"[a\", \"a]\", \"'a'\", \"a:\"]");
        QTest::newRow("more marks") << QByteArray(
            "[\"\\\"a\\\"\", \":a\", \"? a\", \"---\", \"...\", \" a\", \"a \", \"a\\tb\"]");
        QTest::newRow("keys") << QByteArray(
            "{\"\": 1, \"a: b\": {\"- c\": [1]}, \"true\": 2, \"1\": 3, \"a\\nb\": 4, \"ü\": 5}");
        QTest::newRow("lines") << QByteArray(
            "[\"a\\nb\", \"a\\nb\\n\", \"a\\n\\nb\", \"a\\n\\n\", \"\\na\", \" a\\nb\", \"a \\nb\", \"a\\n  b\\n\", "
            "\"a\\r\\nb\", \"\\n\", \"# a\\nb\", \"- a\\n- b\\n\"]");
        QTest::newRow("controls") << QByteArray(
            "[\"\\u0000\", \"\\u0007\", \"\\u007f\", \"\\u0085\", \"\\u2028\", \"\\ufeff\", \"\\ud83d\\ude00\", "
            "\"a\\u2029\\nb\", \"\\u001b[1m\\nx\"]");
        QTest::newRow("nesting") << QByteArray(
            "[[[]], [[1, [2]], {\"a\": [[{\"b\": \"c\\nd\\n\"}]]}], {\"x\": {\"y\": {\"z\": \"p\\nq\"}}}]");
        QTest::newRow("a long key") << QByteArray("{\"" + QByteArray(2000, 'k')
                                                  + "\": {\"a\": 1}, \"b\": [{\"c\": 2}]}");
        QTest::newRow("text in arrays in objects")
            << QByteArray("{\"a\": [\"x\\ny\\n\", {\"b\": \"x\\ny\"}], \"c\": \"d\\ne\\n\"}");
    }

    void everyValueComesBack()
    {
        QFETCH(const QByteArray, json);
        const Json value = Json::parse(json.toStdString());
        const QByteArray yaml = writeYaml(value);
        const auto tree = readYaml(yaml, u"a.yaml"_s);
        QVERIFY2(tree, tree ? "" : qPrintable(tree.error().message + QString::fromUtf8(yaml)));
        QVERIFY2(tree->root().toJson() == value, yaml.constData());
        QVERIFY(yaml.endsWith('\n'));
    }
};

WEIR_TEST(tst_YamlWriter)
#include "tst_yamlwriter.moc"
