// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/schema/evolution.h"
#include "core/schema/sample.h"
#include "core/schema/schema.h"
#include "core/syntax/jsonwriter.h"
#include "core/syntax/reader.h"
#include "tests/conformance/corpus.h"
#include "tests/conformance/mutation.h"
#include "tests/conformance/peakmemory.h"
#include "tests/support/longrun.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <ctime>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

const QString folder = u"conformance/json-schema/draft2020-12"_s;

struct Material
{
    QByteArray schema;
    SchemaDocument values; ///< An array of the group's values.
};

QList<Material> material()
{
    QList<Material> list;
    const QDir dir(test::corpusPath(folder));
    const QStringList names = dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const Json suite = test::corpusJson(folder + u'/' + name);
        for (const Json &group : suite) {
            Json values = Json::array();
            for (const Json &test : group["tests"])
                values.push_back(test["data"]);
            const auto document = documentOf(values);
            if (document)
                list.append({writeJson(group["schema"]), *document});
        }
    }
    return list;
}

/// \a text with one of its quoted words replaced by another word of schemas: mostly still JSON, seldom still sensible.
QByteArray reworded(const QByteArray &text, test::Chance &chance)
{
    static const QByteArrayList words{"$ref",
                                      "$id",
                                      "$anchor",
                                      "$dynamicRef",
                                      "$dynamicAnchor",
                                      "#",
                                      "#/$defs",
                                      "allOf",
                                      "anyOf",
                                      "oneOf",
                                      "not",
                                      "if",
                                      "then",
                                      "items",
                                      "prefixItems",
                                      "contains",
                                      "properties",
                                      "patternProperties",
                                      "^(a+)+$",
                                      "(",
                                      "additionalProperties",
                                      "unevaluatedProperties",
                                      "unevaluatedItems",
                                      "required",
                                      "type",
                                      "minimum",
                                      "multipleOf",
                                      "enum",
                                      "const",
                                      "$schema",
                                      "dependentSchemas",
                                      "propertyNames"};
    QList<std::pair<qsizetype, qsizetype>> texts; // Between the quotes.
    for (qsizetype from = text.indexOf('"'); from >= 0; from = text.indexOf('"', from + 1)) {
        qsizetype to = from + 1;
        while (to < text.size() && text[to] != '"')
            to += text[to] == '\\' ? 2 : 1;
        texts.append({from + 1, to});
        from = to;
    }
    if (texts.isEmpty())
        return text;
    const auto [from, to] = texts[chance.below(texts.size())];
    return text.left(from) + words[chance.below(words.size())] + text.mid(to);
}

} // namespace

/// Broken schemas: no crash, an answer in bounded time, and each refusal has a place inside the text.
class tst_SchemaMutants : public QObject
{
    Q_OBJECT

private slots:
    void everyMutantIsAnswered()
    {
        WEIR_NEED_CORPUS(folder);
        const QList<Material> list = material();
        QVERIFY(list.size() > 200);
        const int mutants = test::rounds(1'000, 4'000);
        test::Chance chance;
        const test::PeakMemory memory;
        int unreadable = 0, refused = 0, undecided = 0;
        double slowest = 0;
        for (int i = 0; i < mutants; ++i) {
            const Material &from = list[chance.below(list.size())];
            QByteArray text = from.schema;
            for (int edit = 0; edit <= i % 3; ++edit)
                text = i % 2 == 0 ? reworded(text, chance) : test::broken(text, chance);
            const std::clock_t start = std::clock();
            auto tree = readJson(text, u"mutant.json"_s);
            if (!tree) {
                ++unreadable;
                continue;
            }
            SchemaOptions options;
            options.format = FormatUse::Assertion;
            const auto document = std::make_shared<const Tree>(std::move(*tree));
            const SchemaCompilation compiled = compileSchema(document, options);
            for (const Error &error : compiled.errors) {
                QVERIFY2(error.place.line >= 1 && error.place.line <= text.count('\n') + 1, qPrintable(error.message));
                QVERIFY(!error.message.isEmpty());
            }
            refused += compiled.isOk() ? 0 : 1;
            for (const Node value : from.values->root())
                undecided += compiled.schema.validate(value).verdict == Verdict::Undecided ? 1 : 0;
            const SchemaCompilation original = compileSchema(Json::parse(from.schema.toStdString()), options);
            (void)evolutionOf(original.schema, compiled.schema);
            slowest = std::max(slowest, double(std::clock() - start) / CLOCKS_PER_SEC);
        }
        qInfo() << mutants << "mutants," << unreadable << "unreadable," << refused << "refused as schemas," << undecided
                << "values undecided; the slowest took" << slowest << "s";
        QVERIFY(refused > mutants / 20);
        QVERIFY(mutants - unreadable - refused > mutants / 10);
        QVERIFY(slowest < 1.0);
        QVERIFY2(memory.growth() < 256LL * 1024 * 1024, qPrintable(QString::number(memory.growth())));
    }
};

WEIR_TEST(tst_SchemaMutants)
#include "tst_schemamutants.moc"
