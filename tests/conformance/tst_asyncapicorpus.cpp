// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/interchange/asyncapiimport.h"
#include "tests/conformance/corpus.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>
#include <QHash>
#include <QTest>

#include <algorithm>
#include <ctime>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto answers = "catalogs/expected.json";

struct Run
{
    QString path;
    Json expected;
    std::optional<Result<AsyncApiImport>> result;
    double seconds = 0;
};

bool isValid(const Run &run)
{
    return run.expected["valid"].get<bool>();
}

int number(const Json &object, const char *key)
{
    return object.contains(key) && object[key].is_number_integer() ? object[key].get<int>() : 0;
}

QString countText(int channels, int operations, int messages)
{
    return u"%1 channels, %2 operations, %3 messages"_s.arg(channels).arg(operations).arg(messages);
}

bool hasError(const Findings &findings)
{
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding &f) { return f.severity == Severity::Error; });
}

} // namespace

/// Real AsyncAPI documents and what the official parser says of each. The folder a document has in the corpus is its
/// root.
class tst_AsyncApiCorpus : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        const Json document = test::corpusJson(QLatin1String(answers));
        for (const auto &[path, expected] : document["documents"].items()) {
            Run run{QString::fromStdString(path), expected, {}};
            const QString file = test::corpusPath(u"catalogs/"_s + run.path);
            const std::clock_t start = std::clock();
            const QString folder = test::corpusPath(u"catalogs/"_s + run.path.section(u'/', 0, 1));
            run.result = importAsyncApi(file, {AsyncApiRoles::Specification, folder});
            run.seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
            m_runs.push_back(std::move(run));
        }
        QCOMPARE(m_runs.size(), size_t(237));
    }

    void validDocumentsImportWithTheirNumbers()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        int right = 0;
        int valid = 0;
        QStringList wrong;
        for (const Run &run : m_runs) {
            if (!isValid(run))
                continue;
            ++valid;
            const Json &counts = run.expected["counts"];
            const QString wanted =
                countText(number(counts, "channels"), number(counts, "operations"), number(counts, "messages"));
            QString got;
            if (*run.result) {
                const AsyncApiCounts &mine = (*run.result)->counts;
                got = countText(mine.channels, mine.operations, mine.messages);
            } else {
                const Error &error = run.result->error();
                got = u"%1:%2: %3"_s.arg(error.place.line).arg(error.place.column).arg(error.message);
            }
            if (got == wanted)
                ++right;
            else
                wrong += run.path + u"\n    parser: "_s + wanted + u"\n    import: "_s + got;
        }
        qInfo().noquote() << right << "of" << valid << "valid documents have the parser's numbers";
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void theCatalogHoldsWhatWasCounted()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        for (const Run &run : m_runs) {
            if (!*run.result)
                continue;
            const AsyncApiImport &import = **run.result;
            QVERIFY2(import.catalog.channels().size() >= import.counts.channels, qPrintable(run.path));
            QVERIFY2(import.catalog.events().size() >= import.counts.messages, qPrintable(run.path));
            QCOMPARE(import.catalog.services().size(), 1);
            const Service &service = import.catalog.services().front();
            QVERIFY2(service.operations.size() + service.receives.size() >= import.counts.operations,
                     qPrintable(run.path));
        }
    }

    void everyReferenceInsideTheCatalogIsKnown()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        for (const Run &run : m_runs) {
            if (!*run.result)
                continue;
            const Catalog &catalog = (*run.result)->catalog;
            for (const Publication &publication : catalog.services().front().sends) {
                QVERIFY2(catalog.channel(publication.channel), qPrintable(run.path));
                QVERIFY2(catalog.event(publication.event), qPrintable(run.path));
            }
            for (const Subscription &subscription : catalog.services().front().receives) {
                QVERIFY2(catalog.channel(subscription.channel), qPrintable(run.path));
                for (const QString &event : subscription.events)
                    QVERIFY2(catalog.event(event), qPrintable(run.path));
            }
        }
    }

    void validDocumentsHaveNoErrors()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        QStringList wrong;
        for (const Run &run : m_runs) {
            if (!isValid(run) || !*run.result)
                continue;
            for (const Finding &finding : (*run.result)->findings) {
                if (finding.severity == Severity::Error)
                    wrong += u"%1:%2:%3: %4"_s.arg(run.path)
                                 .arg(finding.place.line)
                                 .arg(finding.place.column)
                                 .arg(finding.message);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void invalidDocumentsAreRefusedWithAPlaceOrImportedAsFarAsTheyGo()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        QStringList wrong;
        for (const Run &run : m_runs) {
            if (isValid(run))
                continue;
            if (!*run.result) {
                const Place &place = run.result->error().place;
                if (place.line < 1 || place.column < 1 || place.file.isEmpty())
                    wrong += run.path + u": "_s + run.result->error().message;
                continue;
            }
            // Many are invalid only in what an import does not look at; then all their channels and operations are here.
            const AsyncApiImport &import = **run.result;
            const Json &raw = run.expected["raw"];
            const bool isWhole = import.counts.channels == number(raw, "channels")
                && import.counts.operations == number(raw, "operations");
            if (!isWhole && !hasError(import.findings))
                wrong += u"%1: %2 of %3 channels, %4 of %5 operations without an error"_s.arg(run.path)
                             .arg(import.counts.channels)
                             .arg(number(raw, "channels"))
                             .arg(import.counts.operations)
                             .arg(number(raw, "operations"));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void everyLossAndFindingHasAPlace()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        for (const Run &run : m_runs) {
            if (!*run.result)
                continue;
            for (const Finding &finding : (*run.result)->losses + (*run.result)->findings) {
                QVERIFY2(finding.place.line >= 1 && !finding.place.file.isEmpty(),
                         qPrintable(run.path + finding.message));
                QVERIFY(!finding.message.isEmpty());
            }
        }
    }

    void noDocumentTakesLong()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        const auto slowest = std::max_element(m_runs.begin(), m_runs.end(),
                                              [](const Run &a, const Run &b) { return a.seconds < b.seconds; });
        QVERIFY(slowest != m_runs.end());
        qInfo().noquote() << "slowest:" << slowest->path << slowest->seconds << "s";
        QVERIFY2(slowest->seconds < 1.0, qPrintable(slowest->path));
    }

private:
    std::vector<Run> m_runs;
};

WEIR_TEST(tst_AsyncApiCorpus)
#include "tst_asyncapicorpus.moc"
