// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/editing/editor.h"
#include "ui/editing/journalkeeper.h"
#include "ui/editing/projectdocument.h"
#include "ui/welcome/projecttool.h"
#include "ui/welcome/recentprojects.h"
#include "ui/welcome/recoverytool.h"

#include "core/usecases/examples.h"

#include <QDir>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include <nlohmann/json.hpp>

using namespace weir;
using namespace Qt::StringLiterals;

static void initExamples()
{
    Q_INIT_RESOURCE(examples);
}

namespace {

const ElementRef billing{Kind::Service, u"billing"_s};

} // namespace

class tst_RecoveryTool : public QObject
{
    Q_OBJECT

    /// One run of the program.
    struct Program
    {
        explicit Program(const QTemporaryDir &folder)
            : journals(folder.filePath(u"journals"_s))
            , settings(folder.filePath(u"state.ini"_s), QSettings::IniFormat)
        {}

        QString journals;
        QSettings settings;
        ProjectDocument document;
        Editor editor{document};
        RecentProjects recent{settings};
        ProjectTool projects{document, recent};
        RecoveryTool recovery{document, editor, projects, journals};
    };

    std::unique_ptr<QTemporaryDir> m_folder;

    QString project() const { return m_folder->filePath(u"mine"_s); }

    /// A session that edits the number of instances and is gone without a word, as after a kill.
    void loseSession(const std::function<bool(Program &)> &start) const
    {
        Program program(*m_folder);
        SystemClock clock;
        EditJournal journal(program.journals, clock); // its destructor leaves the file, as a crash does
        connect(&program.document, &ProjectDocument::stepMade, &program.document,
                [&journal](const QString &text, const QList<Change> &documents) {
                    QVERIFY(journal.append(text, documents));
                });
        QVERIFY(start(program));
        QVERIFY(journal.begin(program.document.files(), program.document.catalog(), program.document.title()));
        QVERIFY(program.editor.setValue(billing, u"/receives/0/instances"_s, Json(7), u"Set instances"_s));
        QVERIFY(program.editor.rename(billing, u"Bills"_s));
    }

    qsizetype journalsLeft() const { return QDir(m_folder->filePath(u"journals"_s)).entryList(QDir::Files).size(); }

private slots:
    void initTestCase() { initExamples(); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(newProject(project(), u"one-queue"_s));
    }

    void editsAreRestoredAsOneStep()
    {
        loseSession([this](Program &program) { return program.document.open(project()).isOk(); });
        Program program(*m_folder);
        QSignalSpy notices(&program.recovery, &RecoveryTool::noticeRaised);
        program.recovery.look();
        QVERIFY(program.recovery.offered());
        const auto notice = notices.first().first().value<Notice>();
        QCOMPARE(notice.actionId, u"file.restore"_s);
        QVERIFY2(notice.why.contains(u"Rename billing"), qPrintable(notice.why));
        QCOMPARE(notice.details.count(u'\n'), 1);
        QVERIFY(program.recovery.restore());
        QCOMPARE(program.document.location(), project());
        QCOMPARE(program.document.catalog().service(u"billing")->receives.first().instances, 7);
        QCOMPARE(program.document.catalog().service(u"billing")->name, u"Bills"_s);
        QCOMPARE(program.document.undoStack()->count(), 1);
        QVERIFY(!program.recovery.offered());
        QCOMPARE(journalsLeft(), 0);
    }

    void whatHadNoPlaceComesBackWithoutOne()
    {
        loseSession([](Program &program) { return program.projects.openExample(u"one-queue"_s); });
        Program program(*m_folder);
        program.recovery.look();
        QVERIFY(program.recovery.restore());
        QVERIFY(program.document.location().isEmpty());
        QVERIFY(program.document.hasEdits());
        QCOMPARE(program.document.catalog().service(u"billing")->name, u"Bills"_s);
    }

    void discardedEditsAreNotOfferedAgain()
    {
        loseSession([this](Program &program) { return program.document.open(project()).isOk(); });
        Program program(*m_folder);
        program.recovery.look();
        program.recovery.discard();
        QCOMPARE(journalsLeft(), 0);
        program.recovery.look();
        QVERIFY(!program.recovery.offered());
        QVERIFY(!program.document.isOpen());
    }

    void editsOfOtherFilesAreNeverApplied()
    {
        loseSession([this](Program &program) { return program.document.open(project()).isOk(); });
        {
            Program other(*m_folder);
            QVERIFY(other.document.open(project()));
            QVERIFY(other.editor.rename(billing, u"Somebody else's"_s));
            QVERIFY(other.document.save());
        }
        Program program(*m_folder);
        program.recovery.look();
        QSignalSpy notices(&program.recovery, &RecoveryTool::noticeRaised);
        QVERIFY(!program.recovery.restore());
        QVERIFY(notices.last().first().value<Notice>().tone == NoticeTone::Error);
        QCOMPARE(program.document.catalog().service(u"billing")->name, u"Somebody else's"_s);
        QCOMPARE(journalsLeft(), 1);
    }

    void aSessionThatEndsOnPurposeLeavesNothing()
    {
        {
            Program program(*m_folder);
            JournalKeeper keeper(program.document, program.journals);
            QVERIFY(program.document.open(project()));
            QVERIFY(program.editor.rename(billing, u"Bills"_s));
            QVERIFY(!keeper.file().isEmpty());
            QCOMPARE(journalsLeft(), 1);
            QVERIFY(program.document.save());
            QVERIFY(program.editor.rename(billing, u"Bill"_s));
        }
        QCOMPARE(journalsLeft(), 0);
    }
};

WEIR_TEST(tst_RecoveryTool)
#include "tst_recoverytool.moc"
