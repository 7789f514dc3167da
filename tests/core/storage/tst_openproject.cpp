// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/projectfolder.h"
#include "tests/support/registertest.h"

#include "core/storage/project.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTest>

#include <sys/stat.h>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_OpenProject : public QObject
{
    Q_OBJECT

private:
    static QString examples(const char *name)
    {
        return QStringLiteral(WEIR_RESOURCES "/examples/") + QString::fromUtf8(name);
    }
    static QString complete() { return QStringLiteral(WEIR_TEST_DATA "/projects/complete"); }

    static const Finding *findingIn(const Findings &findings, const QString &file)
    {
        for (const Finding &finding : findings) {
            if (finding.place.file == file)
                return &finding;
        }
        return nullptr;
    }

private slots:
    void theShippedExamplesOpenWithoutFindings_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char *name : {"seed", "checkout", "one-queue"})
            QTest::newRow(name) << examples(name);
        QTest::newRow("complete") << complete();
    }
    void theShippedExamplesOpenWithoutFindings()
    {
        QFETCH(QString, folder);
        const auto project = openProject(folder);
        QVERIFY(project);
        for (const Finding &finding : project->findings)
            qWarning() << finding.place.file << finding.place.line << finding.message;
        QCOMPARE(project->findings, Findings());
        QVERIFY(!project->isReadOnly);
        QVERIFY(project->catalog.elements().size() > 5);
        const auto byMarker = openProject(folder + u"/catalog.weir"_s);
        QVERIFY(byMarker);
        QCOMPARE(byMarker->catalog, project->catalog);
        QCOMPARE(byMarker->root, project->root);
    }

    void placesNameFileLineAndColumn()
    {
        const auto project = openProject(complete());
        QVERIFY(project);
        const Place place = project->sources.place({Kind::Channel, u"work"_s}, u"/kind"_s);
        QCOMPARE(place, (Place{u"channels/work.json"_s, 3, 11, u"/kind"_s}));
        const Place schema = project->sources.place({Kind::Schema, u"address"_s}, u"/schema/type"_s);
        QCOMPARE(schema, (Place{u"schemas/address.json"_s, 2, 11, u"/schema/type"_s}));
    }

    void withoutAProjectThereIsAnErrorWithAHint_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing there") << u"nothing"_s << u"no file or folder"_s;
        QTest::newRow("no marker") << u"empty"_s << u"catalog.weir"_s;
        QTest::newRow("other JSON") << u"package.json"_s << u"weir"_s;
        QTest::newRow("no JSON") << u"text.txt"_s << u"text.txt"_s;
    }
    void withoutAProjectThereIsAnErrorWithAHint()
    {
        const ProjectFolder folder;
        folder.write(u"package.json"_s, "{\"name\": \"x\"}");
        folder.write(u"text.txt"_s, "hello");
        folder.write(u"empty/README.md"_s, "nothing");
        QFETCH(QString, name);
        QFETCH(QString, words);
        const auto project = openProject(folder.path(name));
        QVERIFY(!project);
        const QString told = project.error().message + project.error().place.file;
        QVERIFY2(told.contains(words), qPrintable(told));
        if (name != u"text.txt")
            QVERIFY(!project.error().hint.isEmpty());
    }

    void aBrokenProjectOpensWithoutItsBrokenFiles_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("truncated") << u"services/cut.json"_s << QByteArray("{\n  \"id\": \"cut\",\n  \"na")
                                   << u"unreadable"_s << 3 << -1;
        QTest::newRow("empty") << u"services/none.json"_s << QByteArray() << u"unreadable"_s << 1 << 1;
        QTest::newRow("merge conflict")
            << u"channels/both.json"_s
            << QByteArray("{\n<<<<<<< HEAD\n  \"id\": \"a\"\n=======\n  \"id\": \"b\"\n>>>>>>> other\n}\n")
            << u"conflict"_s << 2 << 1;
        QTest::newRow("conflict in a text")
            << u"docs/both.md"_s << QByteArray("A\n\n<<<<<<< HEAD\nB\n") << u"conflict"_s << 3 << 1;
        QTest::newRow("100,000 brackets")
            << u"events/deep.json"_s << QByteArray(100'000, '[') << u"unreadable"_s << 1 << -1;
        QTest::newRow("100,000 objects") << u"events/deeper.json"_s << QByteArray("{\"a\":").repeated(100'000)
                                         << u"unreadable"_s << 1 << -1;
        QTest::newRow("duplicate key") << u"events/twice.json"_s << QByteArray("{\"id\": \"twice\",\n \"id\": \"b\"}")
                                       << u"unreadable"_s << 2 << 2;
        QTest::newRow("invalid UTF-8") << u"events/bytes.json"_s << QByteArray("{\"id\": \"\xff\"}") << u"unreadable"_s
                                       << 1 << -1;
        QTest::newRow("text that is no UTF-8")
            << u"docs/latin.md"_s << QByteArray("One\nGr\xfc\xdf") << u"unreadable"_s << 2 << 1;
        QTest::newRow("17 MB") << u"events/large.json"_s << QByteArray(17 << 20, ' ') << u"unreadable"_s << 0 << 0;
        QTest::newRow("approvals") << u"approvals.json"_s << QByteArray("[{]") << u"unreadable"_s << 1 << -1;
    }
    void aBrokenProjectOpensWithoutItsBrokenFiles()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        ProjectFolder folder;
        folder.write(u"services/whole.json"_s, "{\"id\": \"whole\"}");
        folder.write(file, bytes);
        const auto before = folder.contents();
        auto project = openProject(folder.path());
        QVERIFY(project);
        QVERIFY(project->catalog.service(u"whole"));
        QCOMPARE(project->findings.size(), 1);
        const Finding &finding = project->findings[0];
        QFETCH(QString, rule);
        QCOMPARE(finding.rule, u"structure/"_s + rule);
        QCOMPARE(finding.place.file, file);
        QTEST(finding.place.line, "line");
        QFETCH(int, column);
        QVERIFY2(column < 0 ? finding.place.column > 0 : finding.place.column == column,
                 qPrintable(QString::number(finding.place.column)));
        QVERIFY(!finding.hint.isEmpty());
        QCOMPARE(project->neverWritten, QStringList(file));

        // Not even an element of that name replaces it.
        Catalog catalog = project->catalog;
        const QString id = file.section(u'/', 1).section(u'.', 0, 0);
        const ElementRef clash{*kindNamed(file.section(u'/', 0, 0).section(u'.', 0, 0)), id};
        catalog.setDocument(clash, clash.kind == Kind::Approvals ? Json::array() : Json{{"id", id.toStdString()}});
        const auto saved = saveProject(*project, catalog);
        QVERIFY(!saved);
        QVERIFY(saved.error().message.contains(file));
        QCOMPARE(folder.contents(), before);
    }

    void aBrokenMarkerLeavesTheRest()
    {
        ProjectFolder folder;
        folder.write(u"catalog.weir"_s, "{\"weir\": 1,");
        folder.write(u"services/whole.json"_s, "{\"id\": \"whole\"}");
        const auto project = openProject(folder.path());
        QVERIFY(project);
        QVERIFY(project->catalog.service(u"whole"));
        QCOMPARE(project->findings.size(), 1);
        QCOMPARE(project->neverWritten, QStringList(u"catalog.weir"_s));
    }

    void whatDoesNotBelongIsAFinding_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("rule");
        QTest::newRow("unknown kind") << u"widgets/a.json"_s << u"widgets"_s << u"unknown-kind"_s;
        QTest::newRow("kind misspelt") << u"service/a.json"_s << u"service"_s << u"unknown-kind"_s;
        QTest::newRow("a service that is a folder")
            << u"services/a.json/x"_s << u"services/a.json"_s << u"not-a-file"_s;
        QTest::newRow("other suffix") << u"services/a.yaml"_s << u"services/a.yaml"_s << u"unknown-file"_s;
        QTest::newRow("view without its suffix") << u"views/a.json"_s << u"views/a.json"_s << u"unknown-file"_s;
        QTest::newRow("JSON at the root") << u"events.json"_s << u"events.json"_s << u"unknown-file"_s;
        QTest::newRow("a kind that is a file") << u"events"_s << u"events"_s << u"not-a-folder"_s;
    }
    void whatDoesNotBelongIsAFinding()
    {
        QFETCH(QString, file);
        QFETCH(QString, place);
        QFETCH(QString, rule);
        ProjectFolder folder;
        folder.write(file, "{}");
        const auto project = openProject(folder.path());
        QVERIFY(project);
        QCOMPARE(project->findings.size(), 1);
        QCOMPARE(project->findings[0].place.file, place);
        QCOMPARE(project->findings[0].rule, u"structure/"_s + rule);
        QVERIFY(!project->findings[0].hint.isEmpty());
    }

    void schemasThatReferInACircleAreAFinding()
    {
        ProjectFolder folder;
        folder.write(u"schemas/a.json"_s, "{\n  \"$ref\": \"schemas/b.json\"\n}\n");
        folder.write(u"schemas/b.json"_s, "{\n  \"$ref\": \"schemas/a.json\"\n}\n");
        const auto project = openProject(folder.path());
        QVERIFY(project);
        QCOMPARE(project->catalog.schemas().size(), 2);
        QCOMPARE(project->findings.size(), 1);
        QCOMPARE(project->findings[0].rule, u"structure/cyclic-reference"_s);
        QCOMPARE(project->findings[0].place, (Place{u"schemas/a.json"_s, 2, 11, u"/schema/$ref"_s}));
    }

    void filesThatAreNoneOfOurBusinessAreLeftAlone()
    {
        ProjectFolder folder;
        for (const char *file :
             {"README.md", "LICENSE", ".git/config", ".gitignore", "recordings/monday.csv", "src/main.cpp"})
            folder.write(QString::fromUtf8(file), "x");
        const auto project = openProject(folder.path());
        QVERIFY(project);
        QCOMPARE(project->findings, Findings());
    }

    void theIdInTheFileCountsAndItsNameIsAFinding()
    {
        ProjectFolder folder;
        folder.write(u"services/old.json"_s, "{\"id\": \"new\"}");
        const auto project = openProject(folder.path());
        QVERIFY(project);
        QVERIFY(project->catalog.service(u"new"));
        QVERIFY(!project->catalog.service(u"old"));
        QCOMPARE(project->findings.size(), 1);
        QCOMPARE(project->findings[0].rule, u"structure/file-name"_s);
        QCOMPARE(project->findings[0].place, (Place{u"services/old.json"_s, 1, 8, u"/id"_s}));
    }

    void ofTwoFilesWithOneIdTheOneOfThatNameCounts()
    {
        ProjectFolder folder;
        folder.write(u"services/a.json"_s, "{\"id\": \"b\", \"name\": \"impostor\"}");
        folder.write(u"services/b.json"_s, "{\"id\": \"b\", \"name\": \"original\"}");
        const auto project = openProject(folder.path());
        QVERIFY(project);
        QCOMPARE(project->catalog.service(u"b")->name, u"original"_s);
        QCOMPARE(project->findings.size(), 1);
        QCOMPARE(project->findings[0].rule, u"structure/duplicate-id"_s);
        QCOMPARE(project->findings[0].place.file, u"services/a.json"_s);
        QCOMPARE(project->neverWritten, QStringList(u"services/a.json"_s));
    }

    void aNewerFormatIsReadOnly()
    {
        ProjectFolder folder;
        folder.write(u"catalog.weir"_s, "{\n  \"weir\": 2\n}\n");
        auto project = openProject(folder.path());
        QVERIFY(project);
        QVERIFY(project->isReadOnly);
        QCOMPARE(project->findings.size(), 1);
        QCOMPARE(project->findings[0].rule, u"structure/newer-format"_s);
        QCOMPARE(project->findings[0].place.line, 2);
        Catalog catalog = project->catalog;
        catalog.setDocument({Kind::Service, u"a"_s}, Json{{"id", "a"}});
        const auto before = folder.contents();
        const auto saved = saveProject(*project, catalog);
        QVERIFY(!saved);
        QVERIFY2(saved.error().message.contains(u"is of format 2"), qPrintable(saved.error().message));
        QCOMPARE(folder.contents(), before);
    }

    void linksOutOfTheProjectAreNotFollowed()
    {
        ProjectFolder outside;
        outside.write(u"secret.json"_s, "{\"id\": \"secret\"}");
        ProjectFolder folder;
        folder.write(u"services/a.json"_s, "{\"id\": \"a\"}");
        QVERIFY(QFile::link(outside.path(u"secret.json"_s), folder.path(u"services/secret.json"_s)));
        QVERIFY(QFile::link(outside.path(), folder.path(u"events"_s)));
        QVERIFY(QFile::link(folder.path(u"services/loop.json"_s), folder.path(u"services/loop.json"_s)));
        const auto project = openProject(folder.path());
        QVERIFY(project);
        QVERIFY(project->catalog.service(u"a"));
        QVERIFY(!project->catalog.service(u"secret"));
        QCOMPARE(project->findings.size(), 3);
        for (const Finding &finding : project->findings)
            QCOMPARE(finding.rule, u"structure/outside"_s);
    }

    void aPipeIsNotOpened()
    {
        ProjectFolder folder;
        folder.write(u"services/a.json"_s, "{\"id\": \"a\"}");
        QCOMPARE(::mkfifo(QFile::encodeName(folder.path(u"services/pipe.json"_s)).constData(), 0600), 0);
        const auto project = openProject(folder.path());
        QVERIFY(project);
        const Finding *finding = findingIn(project->findings, u"services/pipe.json"_s);
        QVERIFY(finding);
        QCOMPARE(finding->rule, u"structure/not-a-file"_s);
    }

    void aFlippedByteIsReadOrRefusedAndNeverWrittenOver_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("an element") << u"channels/parcels.json"_s;
        QTest::newRow("the marker") << u"catalog.weir"_s;
    }
    void aFlippedByteIsReadOrRefusedAndNeverWrittenOver()
    {
        QFETCH(const QString, file);
        ProjectFolder folder(complete());
        const QByteArray whole = folder.read(file);
        QVERIFY(!whole.isEmpty());
        int refused = 0;
        for (qsizetype at = 0; at < whole.size(); at += 3) {
            QByteArray damaged = whole;
            damaged[at] = char(damaged[at] ^ (1 << (at % 8)));
            folder.write(file, damaged);
            auto project = openProject(folder.path());
            QVERIFY(project);
            if (project->neverWritten.contains(file)) {
                ++refused;
                const Finding *finding = findingIn(project->findings, file);
                QVERIFY(finding && !finding->message.isEmpty() && finding->place.line >= 1);
            }
            Catalog catalog = project->catalog;
            catalog.setDocument({Kind::Event, u"z"_s}, Json{{"id", "z"}});
            // Refused or not: a file that nobody edited stays as it is.
            (void)saveProject(*project, catalog);
            QCOMPARE(folder.read(file), damaged);
            QFile::remove(folder.path(u"events/z.json"_s));
        }
        QVERIFY(refused > 10);
    }

    void aFileCutAnywhereIsReadOrRefused()
    {
        ProjectFolder folder(complete());
        const QByteArray whole = folder.read(u"services/tracker.json"_s);
        for (qsizetype size = 0; size < whole.size(); size += 7) {
            folder.write(u"services/tracker.json"_s, whole.first(size));
            auto project = openProject(folder.path());
            QVERIFY(project);
            QVERIFY(project->catalog.service(u"depot"));
            // Only the final newline may be missing.
            if (size < whole.size() - 1)
                QVERIFY2(project->neverWritten.contains(u"services/tracker.json"_s), qPrintable(QString::number(size)));
            QVERIFY(saveProject(*project, project->catalog));
            QCOMPARE(folder.read(u"services/tracker.json"_s), whole.first(size));
        }
    }
};

WEIR_TEST(tst_OpenProject)
#include "tst_openproject.moc"
