// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/interchange/asyncapiexport.h"
#include "core/interchange/asyncapiimport.h"
#include "core/model/canonical.h"
#include "core/simulation/scenariorunner.h"
#include "core/syntax/jsonwriter.h"
#include "core/syntax/yamlwriter.h"
#include "tests/conformance/corpus.h"
#include "tests/conformance/mutation.h"
#include "tests/support/longrun.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFileInfo>
#include <QTest>

#include <ctime>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto answers = "catalogs/expected.json";

/// Paths of the elements that differ between two catalogs.
QStringList differences(const Catalog &left, const Catalog &right)
{
    QStringList paths;
    for (const ElementRef &element : left.elements()) {
        if (!right.contains(element) || !meansTheSame(left.document(element).get(), right.document(element).get()))
            paths += element.path();
    }
    for (const ElementRef &element : right.elements()) {
        if (!left.contains(element))
            paths += element.path();
    }
    return paths;
}

struct Imported
{
    QString path;
    Catalog catalog;
};

template<typename T>
QString complaint(const Imported &imported, const Result<T> &result)
{
    return result ? QString() : imported.path + u": "_s + result.error().message;
}

} // namespace

/// Real AsyncAPI documents, imported, exported and imported again.
class tst_AsyncApiExport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        const Json document = test::corpusJson(QLatin1String(answers));
        for (const auto &[name, expected] : document["documents"].items()) {
            const QString path = QString::fromStdString(name);
            const QString folder = test::corpusPath(u"catalogs/"_s + path.section(u'/', 0, 1));
            auto import =
                importAsyncApi(test::corpusPath(u"catalogs/"_s + path), {AsyncApiRoles::Specification, folder});
            if (import)
                m_imported.push_back({path, std::move(import->catalog)});
        }
        QVERIFY(m_imported.size() > 220);
    }

    void exportAndImportGiveTheSameDesign()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        QStringList wrong;
        for (const Imported &imported : m_imported) {
            const auto exported = exportAsyncApi(imported.catalog);
            QVERIFY2(exported, qPrintable(imported.path));
            // WEIR_EXPORTS names a folder for the documents, so that other programs can be asked about them.
            if (const QString folder = qEnvironmentVariable("WEIR_EXPORTS"); !folder.isEmpty()) {
                QFile file(QDir(folder).filePath(QString(imported.path).replace(u'/', u'_') + u".json"_s));
                QVERIFY(file.open(QIODevice::WriteOnly));
                file.write(writeJson(exported->document.get()));
            }
            for (const auto &[bytes, name] : {std::pair(writeJson(exported->document.get()), u"again.json"_s),
                                              std::pair(writeYaml(exported->document.get()), u"again.yaml"_s)}) {
                const auto again = importAsyncApi(bytes, name);
                QVERIFY2(again, qPrintable(complaint(imported, again)));
                const QStringList changed = differences(imported.catalog, again->catalog);
                if (!changed.isEmpty())
                    wrong += imported.path + u" "_s + name + u": "_s + changed.join(u", ");
            }
        }
        qInfo() << m_imported.size() << "documents";
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void asyncApiItselfSaysNearlyAllOfIt()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        qsizetype elements = 0, different = 0, whole = 0;
        for (const Imported &imported : m_imported) {
            Json document = exportAsyncApi(imported.catalog)->document.get();
            document.erase("x-weir");
            const auto again = importAsyncApi(writeJson(document), u"again.json"_s);
            QVERIFY2(again, qPrintable(complaint(imported, again)));
            QStringList changed = differences(imported.catalog, again->catalog);
            // A document of version 2 comes back as one of version 3: the project remembers which it was.
            changed.removeOne(u"catalog"_s);
            elements += imported.catalog.elements().size() - 1;
            different += changed.size();
            whole += changed.isEmpty() ? 1 : 0;
            if (!changed.isEmpty() && qEnvironmentVariableIsSet("WEIR_EXPORTS"))
                qInfo().noquote() << imported.path << changed.join(u", ");
        }
        qInfo().noquote() << u"%1 of %2 documents and all but %3 of %4 elements need no x-weir"_s.arg(whole)
                                 .arg(m_imported.size())
                                 .arg(different)
                                 .arg(elements);
        QVERIFY(elements > 3'000);
        QVERIFY2(different * 20 < elements, "More than 5 % of the elements stand under x-weir.");
    }

    void brokenDocumentsThatStillImportComeBackToo()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        test::Chance chance;
        QList<std::pair<QString, QByteArray>> texts;
        for (const Imported &imported : m_imported) {
            const QByteArray text = test::corpusBytes(u"catalogs/"_s + imported.path);
            if (text.size() < 20'000)
                texts.append({imported.path, text});
        }
        int imports = 0;
        QStringList wrong;
        const int mutants = test::rounds(1000, 20'000);
        for (int i = 0; i < mutants; ++i) {
            const auto &[path, text] = texts[i % texts.size()];
            const QByteArray mutant = test::broken(text, chance);
            const auto import = importAsyncApi(mutant, u"mutant."_s + QFileInfo(path).suffix());
            if (!import)
                continue;
            ++imports;
            const QString name = u"mutant %1 of %2: "_s.arg(i).arg(path);
            const auto exported = exportAsyncApi(import->catalog);
            QVERIFY2(exported, qPrintable(name + (exported ? QString() : exported.error().message)));
            const auto again = importAsyncApi(writeJson(exported->document.get()), u"again.json"_s);
            QVERIFY2(again, qPrintable(name + (again ? QString() : again.error().message)));
            const QStringList changed = differences(import->catalog, again->catalog);
            if (!changed.isEmpty())
                wrong += name + changed.join(u", ");
        }
        qInfo() << imports << "of" << mutants << "mutants import";
        QVERIFY(imports > mutants / 10);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void aLargeDocumentIsExportedInTime()
    {
        const QString path = u"catalogs/scale/scale-1000.yaml"_s;
        WEIR_NEED_CORPUS(path);
        const auto import = importAsyncApi(test::corpusPath(path));
        QVERIFY(import);
        const std::clock_t start = std::clock();
        const auto exported = exportAsyncApi(import->catalog);
        const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
        QVERIFY(exported);
        qInfo() << import->counts.channels << "channels:" << seconds << "s";
        QVERIFY2(seconds < 10, "The cost grows faster than the document.");
    }

    void whatImportsAlsoSimulates()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        qsizetype assumptions = 0;
        for (const Imported &imported : m_imported) {
            SimulationOptions options;
            options.replications = 1;
            options.threads = 1;
            options.bins = 1;
            Catalog catalog = imported.catalog;
            Json scenario = {{"id", "short"}, {"duration", "2s"}, {"warmup", "0s"}, {"replications", 1}};
            QCOMPARE(catalog.setDocument({Kind::Scenario, u"short"_s}, std::move(scenario)), Findings());
            const auto report = runScenario(catalog, options);
            QVERIFY2(report, qPrintable(complaint(imported, report)));
            // A document tells no rates: each publication needs at least one assumption.
            qsizetype publications = 0;
            for (const Service &service : catalog.services())
                publications += service.sends.size();
            QVERIFY2(publications == 0 || !report->assumptions.isEmpty(), qPrintable(imported.path));
            assumptions += report->assumptions.size();
        }
        qInfo() << assumptions << "assumptions";
    }

private:
    std::vector<Imported> m_imported;
};

WEIR_TEST(tst_AsyncApiExport)
#include "tst_asyncapiexport.moc"
