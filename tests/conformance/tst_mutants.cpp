// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/interchange/asyncapiimport.h"
#include "core/syntax/reader.h"
#include "tests/conformance/corpus.h"
#include "tests/conformance/mutation.h"
#include "tests/conformance/peakmemory.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <functional>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto answers = "catalogs/expected.json";
constexpr int mutants = 1000;

QList<QByteArray> documents(const QString &suffix)
{
    QList<QByteArray> texts;
    const Json document = test::corpusJson(QLatin1String(answers));
    for (const auto &[name, expected] : document["documents"].items()) {
        const QString path = QString::fromStdString(name);
        const QByteArray text = path.endsWith(suffix) ? test::corpusBytes(u"catalogs/"_s + path) : QByteArray();
        if (!text.isEmpty() && text.size() < 20'000)
            texts += text;
    }
    return texts;
}

} // namespace

/// Broken documents: no crash, no hang, and each refusal has a place inside the text.
class tst_Mutants : public QObject
{
    Q_OBJECT

private slots:
    void everyMutantIsAnswered_data()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        QTest::addColumn<QString>("suffix");
        QTest::newRow("JSON") << u".json"_s;
        QTest::newRow("YAML") << u"ml"_s;
    }
    void everyMutantIsAnswered()
    {
        QFETCH(QString, suffix);
        const QList<QByteArray> texts = documents(suffix);
        QVERIFY(texts.size() > 20);
        test::Chance chance;
        const test::PeakMemory memory;
        int refused = 0;
        double slowest = 0;
        for (int i = 0; i < mutants; ++i) {
            const QByteArray text = test::broken(texts[i % texts.size()], chance);
            const std::clock_t start = std::clock();
            const auto import = importAsyncApi(text, u"mutant."_s + suffix);
            slowest = std::max(slowest, double(std::clock() - start) / CLOCKS_PER_SEC);
            if (import)
                continue;
            ++refused;
            const Place &place = import.error().place;
            QVERIFY2(place.line >= 1 && place.column >= 1, qPrintable(import.error().message));
            QVERIFY2(place.line <= text.count('\n') + text.count('\r') + 1, qPrintable(import.error().message));
        }
        qInfo() << mutants << "mutants," << refused << "refused, the slowest took" << slowest << "s";
        QVERIFY(refused > mutants / 10);
        QVERIFY(slowest < 1.0);
        QVERIFY2(memory.growth() < 256LL * 1024 * 1024, qPrintable(QString::number(memory.growth())));
    }
};

WEIR_TEST(tst_Mutants)
#include "tst_mutants.moc"
