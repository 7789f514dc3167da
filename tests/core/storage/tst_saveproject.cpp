// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/projectfolder.h"
#include "tests/support/registertest.h"

#include "core/storage/project.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <sys/resource.h>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

/// Fails at the given call of one kind.
class FailingSink : public FileSink
{
public:
    enum class Call { None, Write, ShortWrite, Sync, Rename };

    FailingSink(Call call, int index) : m_call(call), m_index(index) {}

    qint64 write(int descriptor, const char *bytes, size_t size) const override
    {
        if (m_full)
            return fail(ENOSPC);
        if (m_call == Call::Write && --m_index < 0)
            return fail(EIO);
        if (m_call == Call::ShortWrite && --m_index < 0) {
            m_full = true;
            return FileSink::write(descriptor, bytes, size / 2);
        }
        return FileSink::write(descriptor, bytes, size);
    }
    int sync(int descriptor) const override
    {
        return m_call == Call::Sync && --m_index < 0 ? fail(EIO) : FileSink::sync(descriptor);
    }
    int rename(const char *from, const char *to) const override
    {
        return m_call == Call::Rename && --m_index < 0 ? fail(EIO) : FileSink::rename(from, to);
    }
    bool hasFailed() const { return m_hasFailed; }

private:
    int fail(int code) const
    {
        m_hasFailed = true;
        errno = code;
        return -1;
    }

    Call m_call;
    mutable int m_index;
    mutable bool m_full = false;
    mutable bool m_hasFailed = false;
};

} // namespace

class tst_SaveProject : public QObject
{
    Q_OBJECT

private:
    static QString complete() { return QStringLiteral(WEIR_TEST_DATA "/projects/complete"); }
    static const inline ElementRef overview{Kind::View, u"overview"_s};

    static Change moved(int from, int to)
    {
        return {overview, u"/nodes/channels~1parcels/x"_s, JsonValue(Json(from)), JsonValue(Json(to))};
    }

private slots:
    void openAndSaveChangesNothing_data()
    {
        QTest::addColumn<QString>("folder");
        for (const char *name : {"seed", "checkout", "one-queue"})
            QTest::newRow(name) << QStringLiteral(WEIR_RESOURCES "/examples/") + QString::fromUtf8(name);
        QTest::newRow("complete") << complete();
    }
    void openAndSaveChangesNothing()
    {
        QFETCH(QString, folder);
        const ProjectFolder copy(folder);
        const auto before = copy.contents();
        auto project = openProject(copy.path());
        QVERIFY(project);
        const auto saved = saveProject(*project, project->catalog);
        QVERIFY(saved);
        QCOMPARE(*saved, QStringList());
        QCOMPARE(copy.contents(), before);
    }

    void filesThatNobodyEditedStayAsTheyAreHoweverTheyLook()
    {
        const ProjectFolder folder;
        folder.write(u"catalog.weir"_s, "{\"title\": \"T\",\r\n\r\n\"weir\":1}");
        folder.write(u"channels/a.json"_s, "{\"x-own\": 1.10, \"kind\": \"queue\", \"id\": \"a\"}");
        folder.write(u"channels/b.json"_s, "{\"kind\": \"queue\", \"id\": \"b\"}\n\n\n");
        const auto before = folder.contents();
        auto project = openProject(folder.path());
        QVERIFY(project);
        Catalog catalog = project->catalog;
        QVERIFY(catalog.apply({{Kind::Channel, u"b"_s}, u"/capacity"_s, {}, JsonValue(Json(10))}));
        const auto saved = saveProject(*project, catalog);
        QVERIFY(saved);
        QCOMPARE(*saved, QStringList(u"channels/b.json"_s));
        QCOMPARE(folder.read(u"channels/b.json"_s),
                 QByteArray("{\n  \"id\": \"b\",\n  \"kind\": \"queue\",\n  \"capacity\": 10\n}\n"));
        QCOMPARE(folder.read(u"channels/a.json"_s), before[u"channels/a.json"_s]);
        QCOMPARE(folder.read(u"catalog.weir"_s), before[u"catalog.weir"_s]);
    }

    void movingANodeChangesOneLineAndUndoNone()
    {
        const ProjectFolder folder(complete());
        const auto before = folder.contents();
        auto project = openProject(folder.path());
        QVERIFY(project);
        Catalog catalog = project->catalog;
        QVERIFY(catalog.apply(moved(30, 44)));
        QVERIFY(catalog.apply(moved(30, 44).inverse()));
        QCOMPARE(*saveProject(*project, catalog), QStringList());
        QCOMPARE(folder.contents(), before);

        QVERIFY(catalog.apply(moved(30, 44)));
        QCOMPARE(*saveProject(*project, catalog), QStringList(u"views/overview.view.json"_s));
        const auto after = folder.contents();
        QCOMPARE(after.keys(), before.keys());
        const auto oldLines = before[u"views/overview.view.json"_s].split('\n');
        const auto newLines = after[u"views/overview.view.json"_s].split('\n');
        QCOMPARE(newLines.size(), oldLines.size());
        int different = 0;
        for (qsizetype i = 0; i < oldLines.size(); ++i)
            different += oldLines[i] == newLines[i] ? 0 : 1;
        QCOMPARE(different, 1);

        QVERIFY(catalog.apply(moved(30, 44).inverse()));
        QCOMPARE(*saveProject(*project, catalog), QStringList(u"views/overview.view.json"_s));
        QCOMPARE(folder.contents(), before);
    }

    void numbersKeepTheirSpellingWhileTheirValueIsTheSame()
    {
        const ProjectFolder folder;
        folder.write(u"policies/a.json"_s,
                     "{\"id\": \"a\", \"maxAttempts\": 3, \"strategy\": {\"type\": \"exponential\", "
                     "\"initialDelay\": \"1000ms\", \"multiplier\": 1.50}}");
        auto project = openProject(folder.path());
        QVERIFY(project);
        Catalog catalog = project->catalog;
        const ElementRef policy{Kind::Policy, u"a"_s};
        QVERIFY(catalog.apply({policy, u"/maxAttempts"_s, JsonValue(Json(3)), JsonValue(Json(4))}));
        QVERIFY(saveProject(*project, catalog));
        QVERIFY(folder.read(u"policies/a.json"_s).contains("1.50"));
        QVERIFY(folder.read(u"policies/a.json"_s).contains("\"1000ms\""));
        QVERIFY(catalog.apply({policy, u"/strategy/multiplier"_s, JsonValue(Json(1.5)), JsonValue(Json(2))}));
        QVERIFY(saveProject(*project, catalog));
        QVERIFY(folder.read(u"policies/a.json"_s).contains("\"multiplier\": 2"));
    }

    void elementsComeAndGoWithTheirFiles()
    {
        const ProjectFolder folder(complete());
        auto project = openProject(folder.path());
        QVERIFY(project);
        Catalog catalog = project->catalog;
        catalog.setDocument({Kind::Service, u"new"_s}, Json{{"id", "new"}});
        catalog.setDocument({Kind::Doc, u"more"_s}, Json{{"id", "more"}, {"text", "Grüße\n"}});
        catalog.setDocument({Kind::Schema, u"money"_s}, Json{{"id", "money"}, {"schema", Json{{"type", "number"}}}});
        catalog.remove({Kind::Policy, u"linear"_s});
        const auto saved = saveProject(*project, catalog);
        QVERIFY(saved);
        QCOMPARE(*saved,
                 (QStringList{u"docs/more.md"_s, u"policies/linear.json"_s, u"schemas/money.json"_s,
                              u"services/new.json"_s}));
        QCOMPARE(folder.read(u"docs/more.md"_s), QByteArray("Grüße\n"));
        QCOMPARE(folder.read(u"schemas/money.json"_s), QByteArray("{\n  \"type\": \"number\"\n}\n"));
        QVERIFY(!QFile::exists(folder.path(u"policies/linear.json"_s)));
        QCOMPARE(*saveProject(*project, catalog), QStringList());
        const auto again = openProject(folder.path());
        QVERIFY(again);
        QCOMPARE(again->catalog, catalog);
    }

    void aFileKeepsItsPermissionsAndItsLink()
    {
        const ProjectFolder folder(complete());
        const QString view = folder.path(u"views/overview.view.json"_s);
        const QString real = folder.path(u"elsewhere.txt"_s);
        QVERIFY(QFile::rename(view, real));
        QVERIFY(QFile::link(real, view));
        const QFile::Permissions permissions = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup;
        QVERIFY(QFile::setPermissions(real, permissions));
        auto project = openProject(folder.path());
        QVERIFY(project);
        Catalog catalog = project->catalog;
        QVERIFY(catalog.apply(moved(30, 31)));
        QVERIFY(saveProject(*project, catalog));
        QVERIFY(QFileInfo(view).isSymLink());
        QVERIFY(QFileInfo(real).permissions().testFlags(permissions));
        QVERIFY(!QFileInfo(real).permissions().testFlag(QFile::ReadOther));
        QVERIFY(folder.read(u"elsewhere.txt"_s).contains("31"));
    }

    void aFailureLeavesEveryFileWhole_data()
    {
        QTest::addColumn<FailingSink::Call>("call");
        QTest::addColumn<bool>("isBeforeTheFirstRename");
        QTest::newRow("write") << FailingSink::Call::Write << true;
        QTest::newRow("short write") << FailingSink::Call::ShortWrite << true;
        QTest::newRow("sync") << FailingSink::Call::Sync << true;
        QTest::newRow("rename") << FailingSink::Call::Rename << false;
    }
    void aFailureLeavesEveryFileWhole()
    {
        QFETCH(FailingSink::Call, call);
        QFETCH(bool, isBeforeTheFirstRename);
        int failures = 0;
        for (int index = 0;; ++index) {
            const ProjectFolder folder(complete());
            const auto before = folder.contents();
            auto project = openProject(folder.path());
            QVERIFY(project);
            Catalog catalog = project->catalog;
            QVERIFY(catalog.apply(moved(30, 31)));
            QVERIFY(catalog.apply({{Kind::Channel, u"work"_s}, u"/capacity"_s, {}, JsonValue(Json(5))}));
            const FailingSink sink(call, index);
            const auto saved = saveProject(*project, catalog, sink);
            if (!sink.hasFailed()) {
                QVERIFY(saved);
                break;
            }
            ++failures;
            QVERIFY(!saved);
            QVERIFY(!saved.error().place.file.isEmpty());
            QVERIFY(!saved.error().hint.isEmpty());
            const auto after = folder.contents();
            QCOMPARE(after.keys(), before.keys());
            const ProjectFolder other(complete());
            auto reference = openProject(other.path());
            QVERIFY(saveProject(*reference, catalog));
            for (const QString &file : after.keys())
                QVERIFY2(after[file] == before[file] || after[file] == other.read(file), qPrintable(file));
            if (isBeforeTheFirstRename && index < 2)
                QCOMPARE(after, before);
            // Once the disk works again, the same call saves the rest.
            QVERIFY(saveProject(*project, catalog));
            QCOMPARE(folder.contents(), other.contents());
        }
        QVERIFY2(failures >= 2, qPrintable(QString::number(failures)));
    }

    void aDiskThatIsFullIsAFailure()
    {
        // The kernel itself writes short and then refuses: a limit on the size of files stands in for the full disk.
        const ProjectFolder folder;
        const QByteArray text(6000, 'x');
        folder.write(u"docs/long.md"_s, text);
        auto project = openProject(folder.path());
        QVERIFY(project);
        Catalog catalog = project->catalog;
        catalog.setDocument({Kind::Doc, u"long"_s}, Json{{"id", "long"}, {"text", std::string(9000, 'y')}});
        const auto before = folder.contents();

        rlimit old;
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
        const auto handler = ::signal(SIGXFSZ, SIG_IGN);
        for (const rlim_t size : {0UL, 1UL, 4095UL, 4096UL, 4097UL, 8999UL}) {
            const rlimit small{size, old.rlim_max};
            QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
            const auto saved = saveProject(*project, catalog);
            QCOMPARE(::setrlimit(RLIMIT_FSIZE, &old), 0);
            QVERIFY(!saved);
            QVERIFY(saved.error().message.contains(u"docs/long.md"));
            QCOMPARE(folder.contents(), before);
        }
        ::signal(SIGXFSZ, handler);
        QVERIFY(saveProject(*project, catalog));
        QCOMPARE(folder.read(u"docs/long.md"_s), QByteArray(9000, 'y'));
    }

    void aFileThatAnotherProgramChangedIsNotOverwritten()
    {
        const ProjectFolder folder(complete());
        auto project = openProject(folder.path());
        QVERIFY(project);
        Catalog catalog = project->catalog;
        QVERIFY(catalog.apply(moved(30, 31)));
        folder.write(u"views/overview.view.json"_s, "{\"id\": \"overview\"}");
        const auto before = folder.contents();
        const auto saved = saveProject(*project, catalog);
        QVERIFY(!saved);
        QVERIFY(saved.error().message.contains(u"views/overview.view.json"));
        QCOMPARE(folder.contents(), before);
    }

    void anElementWhoseIdIsNoIdIsNotSaved()
    {
        const ProjectFolder folder;
        auto project = openProject(folder.path());
        QVERIFY(project);
        Catalog catalog = project->catalog;
        catalog.setDocument({Kind::Service, u"../../escaped"_s}, Json{{"id", "../../escaped"}});
        const auto before = folder.contents();
        QVERIFY(!saveProject(*project, catalog));
        QCOMPARE(folder.contents(), before);
    }

    void aNewProjectHoldsTheWholeDesign()
    {
        const auto original = openProject(complete());
        QVERIFY(original);
        const ProjectFolder folder;
        QVERIFY(createProject(folder.path(u"new/deeper"_s), original->catalog));
        const auto made = openProject(folder.path(u"new/deeper"_s));
        QVERIFY(made);
        QCOMPARE(made->catalog, original->catalog);
        QCOMPARE(made->findings, Findings());
        QVERIFY(!createProject(folder.path(), original->catalog));
        QVERIFY(createProject(folder.path(u"empty"_s), Catalog()));
        QVERIFY(openProject(folder.path(u"empty"_s)));
    }
};

WEIR_TEST(tst_SaveProject)
#include "tst_saveproject.moc"
