// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/projectfolder.h"
#include "tests/support/registertest.h"

#include "core/storage/project.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

// The bundle that the description of the project format shows.
const QByteArray oneQueue = R"({
  "weir": 1,
  "title": "One queue",
  "services": [
    {"id": "billing", "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"],
      "instances": 1, "concurrency": 1, "processing": {"distribution": "exponential", "mean": "1s"}}]},
    {"id": "orders", "sends": [{"event": "order.placed", "channel": "orders", "via": "direct",
      "load": {"arrivals": "poisson", "rate": "0.9/s"}}]}
  ],
  "events": [{"id": "order.placed", "versions": [{"version": 1, "schema": {"type": "object"}}]}],
  "channels": [{"id": "orders", "kind": "queue"}],
  "scenarios": [{"id": "steady", "duration": "1000000s", "warmup": "0s", "replications": 1}]
}
)";

} // namespace

class tst_Bundle : public QObject
{
    Q_OBJECT

private:
    static QString complete() { return QStringLiteral(WEIR_TEST_DATA "/projects/complete"); }

private slots:
    void aBundleIsAProject()
    {
        const auto project = readBundle(oneQueue, u"one.weir.json"_s);
        QVERIFY(project);
        QCOMPARE(project->findings, Findings());
        QCOMPARE(project->catalog.project().title, u"One queue"_s);
        QCOMPARE(project->catalog.services().size(), 2);
        QCOMPARE(*project->catalog.service(u"orders")->sends[0].load->rate, 0.9);
        QCOMPARE(*project->catalog.scenario(u"steady")->replications, 1);
        QVERIFY(*project->catalog.scenario(u"steady")->warmup == Duration(0));
        QCOMPARE(project->sources.place({Kind::Service, u"billing"_s}, u"/receives/0/instances"_s),
                 (Place{u"one.weir.json"_s, 6, 20, u"/receives/0/instances"_s}));
    }

    void folderAndBundleAreTheSameDesign_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char *name : {"seed", "checkout", "one-queue"})
            QTest::newRow(name) << QStringLiteral(WEIR_RESOURCES "/examples/") + QString::fromUtf8(name);
        QTest::newRow("complete") << complete();
    }
    void folderAndBundleAreTheSameDesign()
    {
        QFETCH(QString, folder);
        const auto project = openProject(folder);
        QVERIFY(project);
        const QByteArray bytes = writeBundle(*project);
        const auto bundle = readBundle(bytes, u"b"_s);
        QVERIFY(bundle);
        QCOMPARE(bundle->findings, Findings());
        QCOMPARE(writeBundle(*bundle), bytes);
        // The files of a canonical folder hold the very same documents.
        if (folder == complete())
            QCOMPARE(bundle->catalog, project->catalog);

        const ProjectFolder target;
        QVERIFY(createProject(target.path(u"out"_s), bundle->catalog));
        const auto unpacked = openProject(target.path(u"out"_s));
        QVERIFY(unpacked);
        QCOMPARE(unpacked->catalog, bundle->catalog);
    }

    void anUneditedBundleIsNotWritten()
    {
        const ProjectFolder folder;
        folder.write(u"one.weir.json"_s, oneQueue);
        auto project = openProject(folder.path(u"one.weir.json"_s));
        QVERIFY(project);
        QVERIFY(project->isBundle);
        QCOMPARE(*saveProject(*project, project->catalog), QStringList());
        QCOMPARE(folder.read(u"one.weir.json"_s), oneQueue);

        Catalog catalog = project->catalog;
        QVERIFY(catalog.apply({{Kind::Channel, u"orders"_s}, u"/capacity"_s, {}, JsonValue(Json(9))}));
        QCOMPARE(*saveProject(*project, catalog), QStringList(u"one.weir.json"_s));
        QCOMPARE(*saveProject(*project, catalog), QStringList());
        const auto again = openProject(folder.path(u"one.weir.json"_s));
        QVERIFY(again);
        QCOMPARE(again->catalog, catalog);
        QVERIFY(folder.read(u"one.weir.json"_s).contains("1000000s"));
    }

    void whatTheCatalogCannotHoldMakesABundleReadOnly_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("twice the same id") << QByteArray(R"({"weir": 1, "events": [{"id": "a"}, {"id": "a"}]})");
        QTest::newRow("no id") << QByteArray(R"({"weir": 1, "events": [{"name": "a"}]})");
        QTest::newRow("no object") << QByteArray(R"({"weir": 1, "events": [4]})");
        QTest::newRow("no array") << QByteArray(R"({"weir": 1, "events": {"a": 1}})");
        QTest::newRow("newer format") << QByteArray(R"({"weir": 9})");
    }
    void whatTheCatalogCannotHoldMakesABundleReadOnly()
    {
        QFETCH(QByteArray, bytes);
        const ProjectFolder folder;
        folder.write(u"b.weir.json"_s, bytes);
        auto project = openProject(folder.path(u"b.weir.json"_s));
        QVERIFY(project);
        QVERIFY(project->isReadOnly);
        QCOMPARE(project->findings.size(), 1);
        QVERIFY(project->findings[0].place.line == 1);
        Catalog catalog = project->catalog;
        catalog.setDocument({Kind::Event, u"z"_s}, Json{{"id", "z"}});
        QVERIFY(!saveProject(*project, catalog));
        QCOMPARE(folder.read(u"b.weir.json"_s), bytes);
    }

    void otherFilesAreRefusedWithAPlace_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("other JSON") << QByteArray(R"({"openapi": "3.1.0"})");
        QTest::newRow("truncated") << oneQueue.first(300);
        QTest::newRow("an array") << QByteArray("[1]");
        QTest::newRow("conflict") << QByteArray("{\n<<<<<<< HEAD\n");
        QTest::newRow("nothing") << QByteArray();
    }
    void otherFilesAreRefusedWithAPlace()
    {
        QFETCH(QByteArray, bytes);
        const auto project = readBundle(bytes, u"-"_s);
        QVERIFY(!project);
        QCOMPARE(project.error().place.file, u"-"_s);
        QVERIFY(project.error().place.line >= 1);
        QVERIFY(project.error().place.column >= 1);
    }

    void membersNobodyKnowsSurvive()
    {
        const QByteArray bytes =
            R"({"weir": 1, "x-team": "parcels", "gadgets": [{"id": "g"}], "events": [{"id": "a", "x-e": {"k": 1.10}}]})";
        auto project = readBundle(bytes, u"b"_s);
        QVERIFY(project);
        const QByteArray written = writeBundle(*project);
        QVERIFY(written.contains("\"x-team\": \"parcels\""));
        QVERIFY(written.contains("\"gadgets\""));
        QVERIFY(written.contains("1.10"));
    }
};

WEIR_TEST(tst_Bundle)
#include "tst_bundle.moc"
