// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/projectfolder.h"
#include "tests/support/registertest.h"

#include "core/storage/backups.h"
#include "core/storage/project.h"
#include "core/storage/writelock.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

QByteArray bytesAt(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// What a save replaces is kept, and who writes a project holds it.
class tst_Backups : public QObject
{
    Q_OBJECT

private:
    static const inline ElementRef work{Kind::Channel, u"work"_s};

    static Result<QStringList> saveWith(Project &project, int capacity, const QString &backups)
    {
        Catalog catalog = project.catalog;
        Json document = catalog.document(work).get();
        document["capacity"] = capacity;
        catalog.setDocument(work, document);
        SaveOptions options;
        options.backups = backups;
        return saveProject(project, catalog, FileSink(), options);
    }

private slots:
    void theLastFiveSavesAreKept()
    {
        const ProjectFolder folder(QStringLiteral(WEIR_TEST_DATA "/projects/complete"));
        const QTemporaryDir state;
        auto project = openProject(folder.path());
        QVERIFY(project);
        QList<QByteArray> states;
        for (int capacity = 1; capacity <= 7; ++capacity) {
            states.prepend(folder.read(u"channels/work.json"_s));
            QVERIFY(saveWith(*project, capacity, state.path()));
        }
        const QList<Backup> kept = listBackups(state.path(), folder.path());
        QCOMPARE(kept.size(), 5);
        for (qsizetype i = 0; i < kept.size(); ++i) {
            QCOMPARE(kept.at(i).number, int(7 - i));
            QCOMPARE(bytesAt(kept.at(i).path + u"/channels/work.json"_s), states.at(i));
            QVERIFY(qAbs(kept.at(i).when.secsTo(QDateTime::currentDateTime())) < 3600);
        }
        // Only what was replaced is kept.
        QCOMPARE(kept.first().files, QStringList{u"channels/work.json"_s});
        QCOMPARE(kept.first().made, QStringList());
        QCOMPARE(QDir(kept.first().path).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{u"channels"_s});
    }

    void aSaveThatChangesNothingKeepsNothing()
    {
        const ProjectFolder folder(QStringLiteral(WEIR_TEST_DATA "/projects/complete"));
        const QTemporaryDir state;
        auto project = openProject(folder.path());
        QVERIFY(project);
        SaveOptions options;
        options.backups = state.path();
        const Catalog same = project->catalog;
        QVERIFY(saveProject(*project, same, FileSink(), options));
        QVERIFY(listBackups(state.path(), folder.path()).isEmpty());
    }

    void aRemovedElementIsKept()
    {
        const ProjectFolder folder(QStringLiteral(WEIR_TEST_DATA "/projects/complete"));
        const QTemporaryDir state;
        const QByteArray before = folder.read(u"channels/work.json"_s);
        auto project = openProject(folder.path());
        QVERIFY(project);
        Catalog without = project->catalog;
        QVERIFY(without.remove(work));
        SaveOptions options;
        options.backups = state.path();
        QVERIFY(saveProject(*project, without, FileSink(), options));
        QCOMPARE(bytesAt(listBackups(state.path(), folder.path()).value(0).path + u"/channels/work.json"_s), before);
    }

    void aBundleIsKeptWhole()
    {
        const QTemporaryDir folder, state;
        const QString file = folder.filePath(u"a.weir.json"_s);
        QVERIFY(createBundle(file, openProject(QStringLiteral(WEIR_TEST_DATA "/projects/complete"))->catalog));
        const QByteArray before = bytesAt(file);
        auto project = openProject(file);
        QVERIFY(project);
        QVERIFY(saveWith(*project, 3, state.path()));
        QCOMPARE(bytesAt(listBackups(state.path(), file).value(0).path + u"/a.weir.json"_s), before);
    }

    void aBackupThatCannotBeMadeStopsNoSave()
    {
        const ProjectFolder folder(QStringLiteral(WEIR_TEST_DATA "/projects/complete"));
        auto project = openProject(folder.path());
        QVERIFY(project);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"could not be backed up"_s));
        QVERIFY(saveWith(*project, 3, u"/proc/nowhere"_s));
        QVERIFY(folder.read(u"channels/work.json"_s).contains("\"capacity\": 3"));
    }

    void aProjectIsHeldByOneOnly()
    {
        const ProjectFolder folder;
        const QTemporaryDir state;
        WriteLock first(folder.path(), state.path()), other(folder.path() + u"/../x"_s, state.path());
        QVERIFY(first.tryLock());
        QVERIFY(other.tryLock());
        {
            WriteLock second(folder.path() + u"/."_s, state.path());
            QVERIFY(!second.tryLock());
            QVERIFY2(second.holder().contains(QString::number(QCoreApplication::applicationPid())),
                     qPrintable(second.holder()));
        }
        first = WriteLock(folder.path(), state.path());
        WriteLock third(folder.path(), state.path());
        QVERIFY(third.tryLock());
    }
};

WEIR_TEST(tst_Backups)
#include "tst_backups.moc"
