// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/json.h"
#include "core/syntax/reader.h"
#include "tests/conformance/corpus.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>
#include <QHash>
#include <QTest>

#include <ctime>

#include <sys/resource.h>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto suite = "conformance/yaml-hostile/cases.json";

QByteArray repeated(QByteArray pattern, int index)
{
    const bool isCounted = pattern.contains("{i");
    pattern.replace("{i1}", QByteArray::number(index + 1)).replace("{i}", QByteArray::number(index));
    return isCounted ? pattern.replace("{{", "{").replace("}}", "}") : pattern;
}

/// The input of a case: text, base64, or the description of a large one.
QByteArray inputOf(const Json &item)
{
    if (item.contains("base64"))
        return QByteArray::fromBase64(memberText(item, u"base64").toLatin1());
    if (item.contains("text"))
        return memberText(item, u"text").toUtf8();
    const Json &recipe = item["generate"];
    const QByteArray pattern = memberText(recipe, u"repeat").toUtf8();
    const int count = recipe["count"].get<int>();
    QByteArray text = memberText(recipe, u"prefix").toUtf8();
    text.reserve(pattern.size() * count * 2);
    for (int i = 0; i < count; ++i)
        text += pattern.contains('{') ? repeated(pattern, i) : pattern;
    text += memberText(recipe, u"middle").toUtf8();
    text += memberText(recipe, u"suffix_repeat").toUtf8().repeated(count);
    return text + memberText(recipe, u"suffix").toUtf8();
}

} // namespace

/// Files made to break a reader: each is answered as it says, in time, with a place.
class tst_YamlHostile : public QObject
{
    Q_OBJECT

private slots:
    void theFileIsAnswered_data()
    {
        WEIR_NEED_CORPUS(QLatin1String(suite));
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<double>("seconds");
        // Two answers differ on purpose. Keys become texts as JSON has no others, so 1 and "1" collide and neither may
        // be lost in silence. A remote $ref is nothing that a YAML reader knows: the importer's tests see to it.
        const QHash<QString, QString> own{{u"int-and-string-key"_s, u"error"_s}, {u"ref-http-loopback"_s, u"ok"_s}};
        const Json document = test::corpusJson(QLatin1String(suite));
        for (const Json &item : document["cases"]) {
            const QString id = memberText(item, u"id");
            const double seconds = item.contains("limit") ? item["limit"]["max_seconds"].get<double>() : 1.0;
            QTest::newRow(qPrintable(id)) << inputOf(item) << own.value(id, memberText(item, u"expect")) << seconds;
        }
    }
    void theFileIsAnswered()
    {
        QFETCH(QByteArray, input);
        QFETCH(QString, expected);
        QFETCH(double, seconds);
        const std::clock_t start = std::clock();
        const auto tree = readYaml(input, u"case.yaml"_s);
        const double used = double(std::clock() - start) / CLOCKS_PER_SEC;
        QVERIFY2(used < seconds, qPrintable(u"%1 s of CPU time"_s.arg(used)));
        if (expected == u"ok")
            QVERIFY2(tree.isOk(), tree ? "" : qPrintable(tree.error().message));
        if (expected == u"error")
            QVERIFY(!tree);
        if (!tree) {
            QVERIFY(tree.error().place.line >= 1 && tree.error().place.column >= 1);
            QVERIFY(tree.error().place.line <= input.count('\n') + 1);
        }
    }

    void noFileTookTooMuchMemory()
    {
        WEIR_NEED_CORPUS(QLatin1String(suite));
        rusage usage{};
        QCOMPARE(getrusage(RUSAGE_SELF, &usage), 0);
        QVERIFY2(usage.ru_maxrss < 512 * 1024, qPrintable(u"%1 KiB"_s.arg(usage.ru_maxrss)));
    }
};

WEIR_TEST(tst_YamlHostile)
#include "tst_yamlhostile.moc"
