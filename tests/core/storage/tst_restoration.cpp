// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/projectfolder.h"
#include "tests/support/registertest.h"

#include "core/storage/restoration.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QTest>

#include <cerrno>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

const ElementRef work{Kind::Channel, u"work"_s};
const ElementRef fresh{Kind::Channel, u"fresh"_s};

QByteArray bytesIn(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A disk that takes nothing.
class FullSink : public FileSink
{
public:
    qint64 write(int, const char *, size_t) const override
    {
        errno = ENOSPC;
        return -1;
    }
};

} // namespace

/// What saves replaced comes back, and nothing is lost by that.
class tst_Restoration : public QObject
{
    Q_OBJECT

    std::unique_ptr<ProjectFolder> m_folder;
    std::unique_ptr<QTemporaryDir> m_state;

    QString state() const { return m_state->path(); }

    /// Saves the project with \a edit made to its design.
    template<typename Edit>
    void save(const Edit &edit) const
    {
        auto project = openProject(m_folder->path());
        QVERIFY(project);
        Catalog catalog = project->catalog;
        edit(catalog);
        SaveOptions options;
        options.backups = state();
        const auto saved = saveProject(*project, catalog, FileSink(), options);
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
    }

    void saveCapacity(int capacity) const
    {
        save([capacity](Catalog &catalog) {
            Json document = catalog.document(work).get();
            document["capacity"] = capacity;
            catalog.setDocument(work, document);
        });
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<ProjectFolder>(QStringLiteral(WEIR_TEST_DATA "/projects/complete"));
        m_state = std::make_unique<QTemporaryDir>();
    }

    void everyKeptSaveCanBeReturnedTo_data()
    {
        QTest::addColumn<int>("number");
        for (int number = 1; number <= 4; ++number)
            QTest::addRow("save %d", number) << number;
    }

    void everyKeptSaveCanBeReturnedTo()
    {
        QFETCH(const int, number);
        QList<QMap<QString, QByteArray>> before;
        const auto keepState = [&] { before.append(m_folder->contents()); };
        keepState();
        saveCapacity(11);
        keepState();
        save([](Catalog &catalog) { catalog.setDocument(fresh, Json{{"id", "fresh"}, {"kind", "queue"}}); });
        keepState();
        save([](Catalog &catalog) { QVERIFY(catalog.remove(work)); });
        keepState();
        saveCapacityOfFresh();
        const QMap<QString, QByteArray> last = m_folder->contents();

        const auto files = restoreBackup(state(), m_folder->path(), number);
        QVERIFY2(files, files ? "" : qPrintable(files.error().message));
        QVERIFY(!files->isEmpty());
        QCOMPARE(m_folder->contents(), before.at(number - 1));
        // Restoring is a save like any other: it can be taken back.
        QVERIFY(restoreBackup(state(), m_folder->path(), 0));
        QCOMPARE(m_folder->contents(), last);
    }

    void filesThatNoSaveTouchedStay()
    {
        saveCapacity(3);
        m_folder->write(u"docs/overview.md"_s, "By hand, after the save.\n");
        QVERIFY(restoreBackup(state(), m_folder->path(), 0));
        QCOMPARE(m_folder->read(u"docs/overview.md"_s), "By hand, after the save.\n");
    }

    void aBrokenFileIsMendedAndKept()
    {
        const QByteArray whole = m_folder->read(u"channels/work.json"_s);
        saveCapacity(3);
        m_folder->write(u"channels/work.json"_s, "{ broken");
        QVERIFY(restoreBackup(state(), m_folder->path(), 0));
        QCOMPARE(m_folder->read(u"channels/work.json"_s), whole);
        QCOMPARE(bytesIn(listBackups(state(), m_folder->path()).first().path + u"/channels/work.json"_s), "{ broken");
    }

    void whatIsSoAlreadyIsNoSave()
    {
        const QByteArray whole = m_folder->read(u"channels/work.json"_s);
        saveCapacity(3);
        m_folder->write(u"channels/work.json"_s, whole);
        const auto files = restoreBackup(state(), m_folder->path(), 0);
        QVERIFY(files);
        QCOMPARE(*files, QStringList());
        QCOMPARE(listBackups(state(), m_folder->path()).size(), 1);
    }

    void aSaveThatIsNotKeptIsNamed()
    {
        const auto none = restoreBackup(state(), m_folder->path(), 0);
        QVERIFY(!none);
        QVERIFY2(none.error().message.contains(u"Nothing is kept"_s), qPrintable(none.error().message));
        saveCapacity(3);
        const auto other = restoreBackup(state(), m_folder->path(), 7);
        QVERIFY(!other);
        QCOMPARE(other.error().hint, u"There are: 1."_s);
    }

    void aFullDiskLeavesEveryFileAsItIs()
    {
        saveCapacity(3);
        const QMap<QString, QByteArray> before = m_folder->contents();
        const auto refused = restoreBackup(state(), m_folder->path(), 0, FullSink());
        QVERIFY(!refused);
        QVERIFY(!refused.error().hint.isEmpty());
        QCOMPARE(m_folder->contents(), before);
    }

    void whatCannotBeKeptIsNotReplaced()
    {
        saveCapacity(3);
        const QString place = QFileInfo(listBackups(state(), m_folder->path()).first().path).path();
        // A file stands where the next backup would be made.
        QFile inTheWay(place + u"/unfinished"_s);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const QMap<QString, QByteArray> before = m_folder->contents();
        const auto refused = restoreBackup(state(), m_folder->path(), 0);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(u"could not be backed up"_s), qPrintable(refused.error().message));
        QCOMPARE(m_folder->contents(), before);
    }

    void nothingIsWrittenOutsideOfTheProject()
    {
        saveCapacity(3);
        const QTemporaryDir outside;
        QVERIFY(QDir(m_folder->path(u"channels"_s)).removeRecursively());
        QVERIFY(QFile::link(outside.path(), m_folder->path(u"channels"_s)));
        const auto refused = restoreBackup(state(), m_folder->path(), 0);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(u"outside"_s), qPrintable(refused.error().message));
        QVERIFY(QDir(outside.path()).isEmpty());
    }

    void aBundleComesBackWhole()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"a.weir.json"_s);
        QVERIFY(createBundle(file, openProject(m_folder->path())->catalog));
        const QByteArray before = bytesIn(file);
        auto project = openProject(file);
        QVERIFY(project);
        Catalog catalog = project->catalog;
        QVERIFY(catalog.remove(work));
        SaveOptions options;
        options.backups = state();
        QVERIFY(saveProject(*project, catalog, FileSink(), options));
        const QByteArray after = bytesIn(file);
        const auto earlier = projectBefore(state(), *project, 0);
        QVERIFY(earlier);
        QVERIFY(earlier->catalog.contains(work));
        QCOMPARE(bytesIn(file), after);
        QVERIFY(restoreBackup(state(), file, 0));
        QCOMPARE(bytesIn(file), before);
    }

    void anEarlierProjectIsReadWithoutWriting()
    {
        const Catalog first = openProject(m_folder->path())->catalog;
        saveCapacity(3);
        save([](Catalog &catalog) { catalog.setDocument(fresh, Json{{"id", "fresh"}, {"kind", "queue"}}); });
        const QMap<QString, QByteArray> before = m_folder->contents();
        const auto now = openProject(m_folder->path());
        QVERIFY(now);
        const auto earlier = projectBefore(state(), *now, 1);
        QVERIFY2(earlier, earlier ? "" : qPrintable(earlier.error().message));
        QVERIFY(earlier->catalog == first);
        QCOMPARE(earlier->root, now->root);
        QVERIFY(projectBefore(state(), *now, 2)->catalog != first);
        QCOMPARE(m_folder->contents(), before);
    }

private:
    void saveCapacityOfFresh() const
    {
        save([](Catalog &catalog) {
            Json document = catalog.document(fresh).get();
            document["capacity"] = 5;
            catalog.setDocument(fresh, document);
        });
    }
};

WEIR_TEST(tst_Restoration)
#include "tst_restoration.moc"
