// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/model/catalog.h"
#include "core/model/schemacycles.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_SchemaCycles : public QObject
{
    Q_OBJECT

private:
    /// moc stumbles over a # in a raw string: @ stands for it.
    static Catalog withSchemas(QByteArray schemas)
    {
        Catalog catalog;
        const Json all = Json::parse(schemas.replace('@', '#').toStdString());
        for (const auto &[id, schema] : all.items())
            catalog.setDocument({Kind::Schema, QString::fromStdString(id)}, Json{{"id", id}, {"schema", schema}});
        return catalog;
    }

private slots:
    void aCircleOfReferencesIsOneFinding_data()
    {
        QTest::addColumn<QByteArray>("schemas");
        QTest::addColumn<QString>("element");
        QTest::addColumn<QString>("pointer");
        QTest::newRow("to itself") << QByteArray(R"({"a": {"$ref": "@"}})") << u"schemas/a"_s << u"/schema/$ref"_s;
        QTest::newRow("two files") << QByteArray(
            R"({"a": {"$ref": "schemas/b.json"}, "b": {"$ref": "schemas/a.json"}})")
                                   << u"schemas/a"_s << u"/schema/$ref"_s;
        QTest::newRow("through allOf") << QByteArray(R"({"a": {"allOf": [{"type": "object"}, {"$ref": "@"}]}})")
                                       << u"schemas/a"_s << u"/schema/allOf/1/$ref"_s;
        QTest::newRow("in definitions") << QByteArray(
            R"({"a": {"$defs": {"x": {"$ref": "@/$defs/y"}, "y": {"not": {"$ref": "@/$defs/x"}}}}})")
                                        << u"schemas/a"_s << u"/schema/$defs/x/$ref"_s;
        QTest::newRow("seen from outside") << QByteArray(R"({"a": {"$ref": "schemas/b.json"}, "b": {"$ref": "@"}})")
                                           << u"schemas/b"_s << u"/schema/$ref"_s;
    }
    void aCircleOfReferencesIsOneFinding()
    {
        QFETCH(QByteArray, schemas);
        const Findings findings = cyclicReferences(withSchemas(schemas));
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings[0].rule, u"structure/cyclic-reference"_s);
        QTEST(findings[0].element, "element");
        QTEST(findings[0].place.pointer, "pointer");
    }

    void recursionThatReachesAValueIsNoCircle_data()
    {
        QTest::addColumn<QByteArray>("schemas");
        QTest::newRow("tree") << QByteArray(R"({"a": {"properties": {"child": {"$ref": "@"}}}})");
        QTest::newRow("list") << QByteArray(R"({"a": {"items": {"$ref": "schemas/a.json"}}})");
        QTest::newRow("used twice") << QByteArray(
            R"({"a": {"allOf": [{"$ref": "schemas/b.json"}, {"$ref": "schemas/b.json"}]}, "b": {}})");
        QTest::newRow("data that looks like a reference") << QByteArray(R"({"a": {"const": {"$ref": "@/const"}}})");
        QTest::newRow("remote") << QByteArray("{\"a\": {\"$ref\": \"https:\\/\\/example.org\\/a.json\"}}");
        QTest::newRow("nothing there") << QByteArray(R"({"a": {"$ref": "@/$defs/missing"}})");
    }
    void recursionThatReachesAValueIsNoCircle()
    {
        QFETCH(QByteArray, schemas);
        QCOMPARE(cyclicReferences(withSchemas(schemas)), Findings());
    }

    void anEventsVersionsAreSearchedToo()
    {
        Catalog catalog;
        const Json versions =
            Json::array({Json{{"version", 1}}, Json{{"version", 2}, {"schema", Json{{"$ref", "#"}}}}});
        catalog.setDocument({Kind::Event, u"e"_s}, Json{{"id", "e"}, {"versions", versions}});
        const Findings findings = cyclicReferences(catalog);
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings[0].place.pointer, u"/versions/1/schema/$ref"_s);
    }

    void aLongChainEnds()
    {
        Catalog catalog;
        for (int i = 0; i < 20'000; ++i) {
            const QString id = u"s%1"_s.arg(i, 5, 10, QChar(u'0'));
            const std::string next = u"schemas/s%1.json"_s.arg(i + 1, 5, 10, QChar(u'0')).toStdString();
            catalog.setDocument({Kind::Schema, id}, Json{{"id", id.toStdString()}, {"schema", Json{{"$ref", next}}}});
        }
        QCOMPARE(cyclicReferences(catalog), Findings());
    }
};

WEIR_TEST(tst_SchemaCycles)
#include "tst_schemacycles.moc"
