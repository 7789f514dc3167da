// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/message/quickjson.h"
#include "core/syntax/reader.h"
#include "tests/conformance/corpus.h"
#include "tests/conformance/mutation.h"

#include <nlohmann/json.hpp>

#include <QDirIterator>
#include <QFileInfo>
#include <QTest>

#include <algorithm>

using namespace weir;
using namespace Qt::StringLiterals;
using test::Chance;

namespace {

/// nlohmann's own `==` takes 1, 1u and 1.0 for the same.
bool hasSameTypes(const Json &a, const Json &b)
{
    if (a.type() != b.type() || a.size() != b.size())
        return false;
    return !a.is_structured() || std::equal(a.begin(), a.end(), b.begin(), hasSameTypes);
}

/// Whether \a bytes are read quickly; fails the test where readJson() reads them differently.
bool isQuick(const QByteArray &bytes)
{
    const auto quick = quickJson(bytes);
    if (!quick)
        return false;
    const auto tree = readJson(bytes, u"a.json"_s);
    if (!tree) {
        QTest::qFail(qPrintable(u"refused: %1\n"_s.arg(tree.error().message) + QString::fromLatin1(bytes)), __FILE__,
                     __LINE__);
        return true;
    }
    const Json slow = tree->root().toJson();
    if (!hasSameTypes(*quick, slow) || quick->dump() != slow.dump())
        QTest::qFail(qPrintable(u"different: "_s + QString::fromLatin1(bytes)), __FILE__, __LINE__);
    return true;
}

QByteArray nested(int depth)
{
    return QByteArray("[").repeated(depth) + QByteArray("]").repeated(depth);
}

QByteArray objectOf(int members, const QByteArray &last)
{
    QByteArray text("{");
    for (int i = 1; i < members; ++i)
        text += "\"key" + QByteArray::number(i) + "\":" + QByteArray::number(i) + ',';
    return text + '"' + last + "\":0}";
}

/// Numbers where readers differ: their size, their sign, their spelling, how they are rounded.
QByteArray randomNumber(Chance &chance)
{
    static const QByteArrayList edges{"0",
                                      "-0",
                                      "0.0",
                                      "-0.0",
                                      "1e3",
                                      "1E+2",
                                      "-1e-07",
                                      "1e-400",
                                      "-1e-400",
                                      "5e-324",
                                      "2.4e-324",
                                      "2.2250738585072011e-308",
                                      "1.7976931348623157e308",
                                      "1.7976931348623159e308",
                                      "1e400",
                                      "0e999",
                                      "0.1",
                                      "9007199254740993",
                                      "9007199254740993.0",
                                      "9223372036854775807",
                                      "9223372036854775808",
                                      "-9223372036854775808",
                                      "-9223372036854775809",
                                      "18446744073709551615",
                                      "18446744073709551616",
                                      "123456789012345678901234567890",
                                      "01",
                                      "1.",
                                      "-"};
    if (chance.below(3) == 0)
        return edges.at(chance.below(edges.size()));
    QByteArray text = chance.below(2) == 0 ? "-" : "";
    const auto digits = [&](qsizetype count) {
        for (; count > 0; --count)
            text += char('0' + chance.below(10));
    };
    text += char('1' + chance.below(9));
    digits(chance.below(20));
    if (chance.below(2) == 0) {
        text += '.';
        digits(1 + chance.below(25));
    }
    if (chance.below(3) == 0) {
        text += chance.below(2) == 0 ? "e-" : "e";
        digits(1 + chance.below(3));
    }
    return text;
}

QByteArray randomText(Chance &chance)
{
    static const QByteArrayList pieces{"a",
                                       "",
                                       " order placed ",
                                       "\\n",
                                       "\\u0041",
                                       "\\u0000",
                                       "\\\"",
                                       "\\\\",
                                       "\\/",
                                       "é",
                                       "😀",
                                       "\x7f",
                                       "\t",
                                       "\x01",
                                       "\\ud83d",
                                       "\\ude00",
                                       "\\ud83d\\ude00",
                                       "<<<<<<<",
                                       "\\u00e9",
                                       "\xc3",
                                       "\xed\xa0\x80",
                                       "\xef\xbb\xbf",
                                       "\xf4\x90\x80\x80",
                                       "type",
                                       "data"};
    QByteArray text("\"");
    for (qsizetype count = chance.below(4); count > 0; --count)
        text += pieces.at(chance.below(chance.below(4) == 0 ? pieces.size() : 11));
    return text + '"';
}

QByteArray randomValue(Chance &chance, int depth)
{
    static const QByteArrayList spaces{"", "", "", " ", "\n", "\r\n\t"};
    const auto space = [&chance] { return spaces.at(chance.below(spaces.size())); };
    const qsizetype kind = chance.below(depth > 4 ? 5 : 7);
    if (kind < 2)
        return randomNumber(chance);
    if (kind < 4)
        return randomText(chance);
    if (kind == 4)
        return QByteArrayList{"true", "false", "null"}.at(chance.below(3));
    QByteArrayList items;
    for (qsizetype count = chance.below(chance.below(8) == 0 ? 40 : 5); count > 0; --count) {
        const QByteArray key = kind == 6 ? '"' + QByteArray::number(chance.below(1000)) + '"' + space() + ':' : "";
        items += space() + key + space() + randomValue(chance, depth + 1) + space();
    }
    const QByteArray inner = items.join(',');
    return kind == 5 ? '[' + inner + ']' : '{' + inner + '}';
}

} // namespace

/// What is read quickly is what the reader with places reads.
class tst_QuickJson : public QObject
{
    Q_OBJECT

private slots:
    void ordinaryDocumentsAreReadQuickly_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes; };
        row("an object", R"({"id":"a","list":[1,-2.5,1e3,true,false,null],"inner":{"x":{}}})");
        row("white space", " {\r\n\t\"a\" : [ 1 , 2 ] }\n ");
        row("a text", R"("\u0041\ud83d\ude00 é\u0000\/")");
        row("a whole number", "0");
        row("a fraction", "0.0");
        row("a negative fraction", "-0.5");
        row("too small a fraction", "1e-400");
        row("the smallest integer", "[-9223372036854775808]");
        row("the largest integer", "[9223372036854775807]");
        row("the smallest fraction", "5e-324");
        row("the largest fraction", "1.7976931348623157e308");
        row("many digits", "0.1000000000000000055511151231257827021181583404541015625");
        row("a byte order mark in a text", "\"\xef\xbb\xbf\"");
        row("empty", "[{},[],\"\",{\"\":0}]");
        row("as deep as allowed", nested(100));
        row("few members", objectOf(16, "last"));
        row("many members", objectOf(500, "last"));
        row("more than is kept", '"' + QByteArray(70'000, 'x') + '"');
    }
    void ordinaryDocumentsAreReadQuickly()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(isQuick(bytes));
    }

    void whatIsBrokenOrRareIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes; };
        row("nothing", "");
        row("white space only", " \n");
        row("a value too many", "1 2");
        row("not closed", "{\"a\":1");
        row("a comma too many", "[1,]");
        row("a comment", "[1] // one");
        row("a byte order mark", "\xef\xbb\xbf{}");
        row("a key that stands twice", R"({"a":1,"b":2,"a":3})");
        row("a key that stands twice, escaped", R"({"a":1,"\u0061":3})");
        row("a key that stands twice among many", objectOf(40, "key7"));
        row("a key that stands twice, inside", R"([{"x":{"a":1,"a":1}}])");
        row("deeper than allowed", nested(101));
        row("larger than is read quickly", '"' + QByteArray(1024 * 1024, 'x') + '"');
        row("an integer without a sign", "9223372036854775808");
        row("a larger integer", "18446744073709551616");
        row("a number that is too large", "1e400");
        row("zero with a sign", "-0.0");
        row("too small a fraction with a sign", "-1e-400");
        row("a conflict marker", "{}\n<<<<<<< ours\n");
        row("a control character in a text", "\"\x01\"");
        row("a control character outside", "[1\f]");
        row("a line break in a text", "\"\n\"");
        row("a zero byte", QByteArray("{}\0", 3));
        row("not UTF-8", "\"\xff\"");
        row("half a pair", R"("\ud83d")");
        row("the other half", R"("\ude00")");
    }
    void whatIsBrokenOrRareIsLeftAlone()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!quickJson(bytes));
    }

    /// A thread keeps its parser: a document must not show through in the next one.
    void aShorterDocumentFollowsALongerOne()
    {
        const QByteArray longer = "[1,2,3,\"" + QByteArray(1000, 'x') + "\"]";
        for (const QByteArray &next :
             {QByteArray("1"), QByteArray("[1,2"), QByteArray("{\"a\":1}"), QByteArray("12")}) {
            QVERIFY(isQuick(longer));
            QCOMPARE(isQuick(next), readJson(next, u"a.json"_s).isOk());
        }
    }

    void filesOfTheCorporaAreReadAlike()
    {
        WEIR_NEED_CORPUS(u"conformance"_s);
        Chance chance;
        int files = 0, quick = 0;
        QDirIterator file(test::corpusPath(QString()), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (file.hasNext()) {
            QFile opened(file.next());
            QVERIFY(opened.open(QIODevice::ReadOnly));
            const QByteArray bytes = opened.readAll();
            ++files;
            quick += isQuick(bytes) ? 1 : 0;
            for (int i = 0; i < 5 && !bytes.isEmpty() && bytes.size() < 10'000; ++i)
                isQuick(test::broken(bytes, chance));
        }
        qInfo() << quick << "of" << files << "files are read quickly";
        QVERIFY(files > 300 && quick > files / 2);
    }

    void randomDocumentsAreReadAlike()
    {
        constexpr int documents = 3000;
        Chance chance;
        int quick = 0;
        for (int i = 0; i < documents; ++i) {
            const QByteArray bytes = randomValue(chance, 0);
            quick += isQuick(bytes) ? 1 : 0;
            isQuick(test::broken(bytes, chance));
            isQuick(test::broken("{\"a\":" + bytes + '}', chance));
        }
        qInfo() << quick << "of" << documents << "documents are read quickly";
        QVERIFY(quick > documents / 3);
    }
};

WEIR_TEST(tst_QuickJson)
#include "tst_quickjson.moc"
