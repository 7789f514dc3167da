// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/syntax/jsonwriter.h"
#include "core/syntax/reader.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_JsonWriter : public QObject
{
    Q_OBJECT

private slots:
    void canonicalBytesComeBackUnchanged()
    {
        // moc cannot read escaped quotes in a raw string.
        const QByteArray text = "{\n  \"title\": \"Grüße \\\"/\\\" \\u0001\\n\",\n"
                                R"(  "weir": 1,
  "empty": {},
  "none": [],
  "services": [
    {
      "id": "billing",
      "receives": [
        {"id": "bill", "processing": {"distribution": "exponential", "mean": "1s"}, "events": ["x"]}
      ]
    },
    {"id": "orders"}
  ],
  "versions": {"1": 0.5, "2": 0.25},
  "numbers": [1.10, 1e3, -0.0, 100000000000000000000, 1e-7, 12, 1.5],
  "two": {"levels": {"fit": 1}},
  "three": {
    "levels": {"do": {"not": 1}}
  }
}
)";
        const auto tree = readJson(text, {});
        QVERIFY2(tree.isOk(), tree ? "" : qPrintable(tree.error().message));
        const NumberSpellings spellings = unusualSpellings(tree->root());
        QCOMPARE(QString::fromUtf8(writeJson(tree->root().toJson(), spellings)), QString::fromUtf8(text));
    }

    void whatDoesNotFitALineIsBroken()
    {
        const QByteArray item(20, 'x');
        Json value = Json::object();
        value["a"] = Json::array();
        for (int i = 0; i < 3; ++i)
            value["a"].push_back(item.toStdString());
        value["b"] = 1;
        QCOMPARE(writeJson(value).count('\n'), 4);
        // `  "a": [` and `],` take 10 columns, three items of 22 with two separators 70: 20 more still fit.
        value["a"].push_back(std::string(16, 'y'));
        QCOMPARE(writeJson(value).count('\n'), 4);
        value["a"][3] = std::string(17, 'y');
        QCOMPARE(writeJson(value).count('\n'), 9);
        // Columns count characters, not bytes.
        value["a"][3] = QByteArray("ä").repeated(16).toStdString();
        QCOMPARE(writeJson(value).count('\n'), 4);
    }

    void aSpellingIsKeptOnlyForTheSameValue()
    {
        NumberSpellings spellings;
        spellings.insert(u"/a"_s, "1.10");
        QCOMPARE(writeJson(Json{{"a", 1.1}}, spellings), QByteArray("{\n  \"a\": 1.10\n}\n"));
        QCOMPARE(writeJson(Json{{"a", 1.2}}, spellings), QByteArray("{\n  \"a\": 1.2\n}\n"));
        QCOMPARE(writeJson(Json{{"b", 1.1}}, spellings), QByteArray("{\n  \"b\": 1.1\n}\n"));
    }

    void onlyJsonSpellingsAreKept()
    {
        const auto tree = readYaml("[0x1f, .5, +1, 1.0, 1E2, 007, .inf, 5., 12, 0.1]", {});
        QVERIFY(tree.isOk());
        const NumberSpellings spellings = unusualSpellings(tree->root());
        QCOMPARE(spellings, (NumberSpellings{{u"/3"_s, "1.0"}, {u"/4"_s, "1E2"}}));
    }

    void stringsEscapeOnlyWhatTheyMust()
    {
        QCOMPARE(quotedJson("a/\"b\"\\\t\x1f\x7f ä €"), QByteArray("\"a/\\\"b\\\"\\\\\\t\\u001f\x7f ä €\""));
    }

    void numbersAreShortest_data()
    {
        QTest::addColumn<double>("number");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("whole") << 1000.0 << QByteArray("1000");
        QTest::newRow("tenth") << 0.1 << QByteArray("0.1");
        QTest::newRow("large") << 1e30 << QByteArray("1e+30");
        QTest::newRow("third") << 1.0 / 3 << QByteArray("0.3333333333333333");
    }
    void numbersAreShortest()
    {
        QFETCH(double, number);
        QTEST(shortestSpelling(number), "text");
        QCOMPARE(shortestSpelling(number).toDouble(), number);
    }
};

WEIR_TEST(tst_JsonWriter)
#include "tst_jsonwriter.moc"
