// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/syntax/jsonpointer.h"
#include "core/syntax/reader.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_JsonPointer : public QObject
{
    Q_OBJECT

private slots:
    /// The examples of RFC 6901 §5.
    void theExamplesOfTheStandardAreFound_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("text");
        QTest::newRow("array item") << u"/foo/0"_s << u"bar"_s;
        QTest::newRow("empty key") << u"/"_s << u"0"_s;
        QTest::newRow("slash") << u"/a~1b"_s << u"1"_s;
        QTest::newRow("percent") << u"/c%d"_s << u"2"_s;
        QTest::newRow("quote") << u"/k\"l"_s << u"6"_s;
        QTest::newRow("blank") << u"/ "_s << u"7"_s;
        QTest::newRow("tilde") << u"/m~0n"_s << u"8"_s;
    }
    void theExamplesOfTheStandardAreFound()
    {
        const auto tree = readJson(
            "{\"foo\": [\"bar\", \"baz\"], \"\": 0, \"a/b\": 1, \"c%d\": 2, \"k\\\"l\": 6, \" \": 7, \"m~n\": 8}", {});
        QVERIFY(tree.isOk());
        QFETCH(QString, pointer);
        const Node node = tree->at(pointer);
        QVERIFY(node.isValid());
        QTEST(node.text(), "text");
        QCOMPARE(node.pointer(), pointer);
    }

    void whatIsNotThereIsInvalid()
    {
        const auto tree = readJson(R"({"foo": ["bar", "baz"]})", {});
        QVERIFY(tree.isOk());
        for (const QStringView pointer :
             {u"/bar", u"/foo/2", u"/foo/-", u"/foo/01", u"/foo/+1", u"/foo/0/x", u"foo", u"/foo~2"})
            QVERIFY2(!tree->at(pointer).isValid(), qPrintable(pointer.toString()));
        QCOMPARE(tree->at(u""), tree->root());
    }

    void tokensAreEscapedAndBack()
    {
        const QString pointer = pointerTo(pointerTo(u"/a"_s, u"x~/y"), 3);
        QCOMPARE(pointer, u"/a/x~0~1y/3"_s);
        QCOMPARE(*pointerTokens(pointer), QStringList({u"a"_s, u"x~/y"_s, u"3"_s}));
        QVERIFY(!pointerTokens(u"a"));
        QVERIFY(!pointerTokens(u"/a~"));
    }
};

WEIR_TEST(tst_JsonPointer)
#include "tst_jsonpointer.moc"
