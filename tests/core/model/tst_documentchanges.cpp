// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/model/catalog.h"
#include "core/model/documentchanges.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_DocumentChanges : public QObject
{
    Q_OBJECT

private slots:
    void changesTurnOneDocumentIntoTheOther_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QStringList>("pointers");
        QTest::newRow("equal") << QByteArray(R"({"a": 1})") << QByteArray(R"({"a": 1})") << QStringList();
        QTest::newRow("a member") << QByteArray(R"({"a": 1, "b": 2})") << QByteArray(R"({"a": 1, "b": 3})")
                                  << QStringList{u"/b"_s};
        QTest::newRow("deep") << QByteArray(R"({"nodes": {"services/a": {"x": 1, "y": 2}, "c": 0}})")
                              << QByteArray(R"({"nodes": {"services/a": {"x": 5, "y": 2}, "c": 1}})")
                              << QStringList{u"/nodes/services~1a/x"_s, u"/nodes/c"_s};
        QTest::newRow("an item") << QByteArray(R"({"a": [1, {"b": 2}]})") << QByteArray(R"({"a": [1, {"b": 3}]})")
                                 << QStringList{u"/a/1/b"_s};
        QTest::newRow("a longer array") << QByteArray(R"({"a": [1], "b": 0})") << QByteArray(R"({"a": [1, 2], "b": 0})")
                                        << QStringList{u"/a"_s};
        QTest::newRow("a new member") << QByteArray(R"({"a": {"b": 1}, "c": 1})")
                                      << QByteArray(R"({"a": {"x": 0, "b": 1}, "c": 1})") << QStringList{u"/a"_s};
        QTest::newRow("another order") << QByteArray(R"({"o": {"a": 1, "b": 1}})")
                                       << QByteArray(R"({"o": {"b": 1, "a": 1}})") << QStringList{u"/o"_s};
        QTest::newRow("a new root member")
            << QByteArray(R"({"a": 1})") << QByteArray(R"({"a": 1, "b": 2})") << QStringList{QString()};
    }
    void changesTurnOneDocumentIntoTheOther()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QStringList, pointers);
        const ElementRef element{Kind::View, u"v"_s};
        const Json from = Json::parse(before.begin(), before.end()), to = Json::parse(after.begin(), after.end());
        const QList<Change> changes = documentChanges(element, JsonValue(from), JsonValue(to));
        QStringList found;
        Catalog catalog;
        catalog.setDocument(element, from);
        for (const Change &change : changes) {
            found.append(change.pointer);
            QVERIFY(catalog.apply(change));
        }
        QCOMPARE(found, pointers);
        QCOMPARE(catalog.document(element).get().dump(), to.dump());
        for (auto change = changes.crbegin(); change != changes.crend(); ++change)
            QVERIFY(catalog.apply(change->inverse()));
        QCOMPARE(catalog.document(element).get().dump(), from.dump());
    }

    void elementsComeAndGo()
    {
        const ElementRef element{Kind::Channel, u"c"_s};
        const JsonValue document(Json{{"id", "c"}});
        QCOMPARE(documentChanges(element, {}, {}).size(), 0);
        QCOMPARE(documentChanges(element, {}, document), (QList<Change>{{element, {}, {}, document}}));
        QCOMPARE(documentChanges(element, document, {}), (QList<Change>{{element, {}, document, {}}}));
    }
};

WEIR_TEST(tst_DocumentChanges)
#include "tst_documentchanges.moc"
