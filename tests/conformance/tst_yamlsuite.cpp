// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/json.h"
#include "core/syntax/reader.h"
#include "tests/conformance/corpus.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto suite = "conformance/yaml-test-suite/cases.json";

QByteArray textMember(const Json &value, const char *key)
{
    return value.contains(key) && value[key].is_string() ? QByteArray::fromStdString(value[key].get<std::string>())
                                                         : QByteArray();
}

/// Weir reads less than YAML on purpose: one document, keys that are texts, no key twice.
bool isOutsideTheSubset(const Error &error)
{
    return error.message.contains(u"more than one YAML document") || error.message.contains(u"stands as a key")
        || error.message.contains(u"stands twice");
}

} // namespace

/// The YAML test suite: what it calls an error is refused, all else read, with the value it states.
class tst_YamlSuite : public QObject
{
    Q_OBJECT

private slots:
    void theSuiteIsAnsweredRight()
    {
        WEIR_NEED_CORPUS(QLatin1String(suite));
        const Json document = test::corpusJson(QLatin1String(suite));
        const Json &cases = document["cases"];
        int right = 0;
        int outside = 0;
        QStringList wrong;
        for (const Json &item : cases) {
            const bool isValid = memberText(item, u"expect") == u"ok";
            const auto tree = readYaml(textMember(item, "yaml"), u"case.yaml"_s);
            if (!tree)
                QVERIFY(tree.error().place.line >= 1 && tree.error().place.column >= 1);
            const bool isOutside = !tree && isOutsideTheSubset(tree.error());
            outside += isOutside && isValid ? 1 : 0;
            if (tree.isOk() == isValid || isOutside)
                ++right;
            else
                wrong += memberText(item, u"id") + (isValid ? u" refused: "_s + tree.error().message : u" read"_s);
        }
        const double share = double(right) / double(cases.size());
        qInfo().noquote() << right << "of" << cases.size() << "right," << outside
                          << "outside the subset; wrong:" << wrong.join(u"; ");
        QVERIFY2(share >= 0.965, qPrintable(wrong.join(u'\n')));
    }

    void theValuesAreThoseOfTheSuite()
    {
        WEIR_NEED_CORPUS(QLatin1String(suite));
        const Json document = test::corpusJson(QLatin1String(suite));
        const Json &cases = document["cases"];
        QStringList wrong;
        int compared = 0;
        for (const Json &item : cases) {
            const QByteArray expected = textMember(item, "json");
            const auto tree = readYaml(textMember(item, "yaml"), u"case.yaml"_s);
            const auto value = readJson(expected, {});
            if (!tree || !value)
                continue;
            ++compared;
            // Compared as unordered JSON: the suite does not promise the order of keys.
            using Plain = nlohmann::json;
            const auto got = Plain::parse(tree->root().toJson().dump());
            const auto wanted = Plain::parse(value->root().toJson().dump());
            if (got != wanted)
                wrong += memberText(item, u"id");
        }
        qInfo().noquote() << compared << "values compared; different:" << wrong.join(u' ');
        QVERIFY(compared > 150);
        QVERIFY2(wrong.size() <= 3, qPrintable(wrong.join(u' ')));
    }
};

WEIR_TEST(tst_YamlSuite)
#include "tst_yamlsuite.moc"
