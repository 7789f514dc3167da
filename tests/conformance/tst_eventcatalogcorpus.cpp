// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/interchange/eventcatalogexport.h"
#include "core/interchange/eventcatalogimport.h"
#include "core/interchange/slug.h"
#include "core/model/canonical.h"
#include "tests/conformance/corpus.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr auto answers = "catalogs/eventcatalog_expected.json";

void write(const QTemporaryDir &folder, const QString &path, const QByteArray &bytes)
{
    const QString file = folder.filePath(path);
    QVERIFY(QDir().mkpath(QFileInfo(file).path()));
    QFile target(file);
    QVERIFY(target.open(QIODevice::WriteOnly));
    QCOMPARE(target.write(bytes), qint64(bytes.size()));
}

} // namespace

/// EventCatalog projects of three layouts, and what a count of their folders says of each.
class tst_EventCatalogCorpus : public QObject
{
    Q_OBJECT

private slots:
    void projects_data()
    {
        WEIR_NEED_CORPUS(QLatin1String(answers));
        QTest::addColumn<QByteArray>("expected");
        const Json document = test::corpusJson(QLatin1String(answers));
        for (const auto &[name, expected] : document["catalogs"].items())
            QTest::newRow(name.c_str()) << QByteArray::fromStdString(expected.dump());
    }

    void projects()
    {
        QFETCH(const QByteArray, expected);
        const Json wanted = Json::parse(expected.toStdString());
        const QString folder = test::corpusPath(u"catalogs/eventcatalog/"_s + QLatin1String(QTest::currentDataTag()));
        const auto import = importEventCatalog(folder);
        QVERIFY2(import, import ? "" : qPrintable(import.error().message));
        for (const Finding &finding : import->findings)
            QVERIFY2(finding.severity != Severity::Error, qPrintable(finding.place.file + u": "_s + finding.message));

        for (const auto &[key, ids] : wanted["ids"].items()) {
            const QString collection = QString::fromStdString(key);
            // A page that stands in `events` itself lists them, and is counted as one by its folder's name.
            int number = 0;
            for (const Json &id : ids)
                number += textOf(id) == collection ? 0 : 1;
            QCOMPARE(import->resources.value(collection), number);
        }
        for (const auto &[key, number] : wanted["versioned"].items())
            QCOMPARE(import->oldVersions.value(QString::fromStdString(key)), number.get<int>());
        const auto has = [&](const char *collection, const auto &known) {
            for (const Json &id : wanted["ids"].value(collection, Json::array())) {
                const QString name = textOf(id);
                QVERIFY2(name == QLatin1String(collection) || known(slugOf(name)), qPrintable(name));
            }
        };
        const Catalog &catalog = import->catalog;
        has("services", [&](const QString &id) { return catalog.service(id) != nullptr; });
        for (const char *collection : {"events", "commands", "queries"})
            has(collection, [&](const QString &id) { return catalog.event(id) != nullptr; });
        has("channels", [&](const QString &id) { return catalog.channel(id) != nullptr; });
        has("flows", [&](const QString &id) { return catalog.flow(id) != nullptr; });
    }

    void exportAndImportGiveTheSameDesign_data() { projects_data(); }

    void exportAndImportGiveTheSameDesign()
    {
        const QString folder = test::corpusPath(u"catalogs/eventcatalog/"_s + QLatin1String(QTest::currentDataTag()));
        const auto import = importEventCatalog(folder);
        QVERIFY(import);
        const auto exported = exportEventCatalog(import->catalog);
        QVERIFY(exported);
        const QTemporaryDir copy;
        for (auto it = exported->files.cbegin(); it != exported->files.cend(); ++it)
            write(copy, it.key(), it.value());
        const auto again = importEventCatalog(copy.path());
        QVERIFY(again);
        QStringList changed;
        for (const ElementRef &element : import->catalog.elements()) {
            if (!meansTheSame(import->catalog.document(element).get(), again->catalog.document(element).get()))
                changed += element.path();
        }
        QCOMPARE(changed, QStringList());
        QCOMPARE(again->catalog.elements(), import->catalog.elements());

        // Nearly all of it stands in the pages themselves.
        QVERIFY(QFile::remove(copy.filePath(u"weir.json"_s)));
        const auto pages = importEventCatalog(copy.path());
        QVERIFY(pages);
        QCOMPARE(pages->catalog.services().size(), import->catalog.services().size());
        QCOMPARE(pages->catalog.events().size(), import->catalog.events().size());
        QCOMPARE(pages->catalog.channels().size(), import->catalog.channels().size());
        QCOMPARE(pages->catalog.flows().size(), import->catalog.flows().size());
        for (const Service &service : import->catalog.services()) {
            const Service *other = pages->catalog.service(service.id);
            QVERIFY2(other, qPrintable(service.id));
            QCOMPARE(other->sends.size(), service.sends.size());
            QCOMPARE(other->receives.size(), service.receives.size());
        }
    }
};

WEIR_TEST(tst_EventCatalogCorpus)
#include "tst_eventcatalogcorpus.moc"
