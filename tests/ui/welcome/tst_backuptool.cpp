// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/welcome/backupdialog.h"
#include "ui/welcome/backuptool.h"

#include "core/usecases/examples.h"

#include <nlohmann/json.hpp>

#include <QListWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace weir;
using namespace Qt::StringLiterals;

static void initExamples()
{
    Q_INIT_RESOURCE(examples);
}

namespace {

const ElementRef billing{Kind::Service, u"billing"_s};

} // namespace

class tst_BackupTool : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProjectDocument> m_document;
    std::unique_ptr<Editor> m_editor;
    std::unique_ptr<BackupTool> m_tool;
    QList<Notice> m_notices;

    QString place(const QString &name) const { return m_folder->filePath(name); }
    QString nameOf() const { return m_document->catalog().service(u"billing")->name; }

    void saveAs(const QString &name) const
    {
        QVERIFY(m_editor->rename(billing, name));
        QVERIFY(m_document->save());
    }

private slots:
    void initTestCase() { initExamples(); }

    void init()
    {
        m_notices.clear();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(newProject(place(u"mine"_s), u"one-queue"_s));
        m_document = std::make_unique<ProjectDocument>();
        m_document->setBackupFolder(place(u"backups"_s));
        m_editor = std::make_unique<Editor>(*m_document);
        m_tool = std::make_unique<BackupTool>(*m_document, *m_editor, place(u"backups"_s));
        connect(m_tool.get(), &BackupTool::noticeRaised, this,
                [this](const Notice &notice) { m_notices.append(notice); });
        QVERIFY(m_document->open(place(u"mine"_s)));
    }

    void cleanup()
    {
        m_tool.reset();
        m_editor.reset();
        m_document.reset();
    }

    void aProjectReturnsToBeforeASaveAndBack()
    {
        QVERIFY(m_tool->backups().isEmpty());
        const Catalog original = m_document->catalog();
        saveAs(u"First"_s);
        saveAs(u"Second"_s);
        QVERIFY(m_editor->rename(billing, u"Not saved"_s));
        const QList<Backup> backups = m_tool->backups();
        QCOMPARE(backups.size(), 2);
        const int steps = m_document->undoStack()->count();

        QVERIFY(m_tool->restore(backups.last()));
        QVERIFY(m_document->catalog() == original);
        QCOMPARE(m_document->undoStack()->count(), steps + 1);
        QCOMPARE(m_notices.last().actionId, u"file.save"_s);
        // Nothing is lost: what was not saved comes back by undo, what was saved is still in its file.
        m_document->undoStack()->undo();
        QCOMPARE(nameOf(), u"Not saved"_s);
        m_document->undoStack()->redo();
        QVERIFY(m_document->save());
        QVERIFY(m_tool->restore(m_tool->backups().first()));
        QCOMPARE(nameOf(), u"Second"_s);
    }

    void whatIsSoAlreadyIsNoStep()
    {
        saveAs(u"First"_s);
        m_document->undoStack()->undo();
        const int steps = m_document->undoStack()->count();
        QVERIFY(m_tool->restore(m_tool->backups().first()));
        QCOMPARE(m_document->undoStack()->count(), steps);
        QCOMPARE(int(m_notices.last().tone), int(NoticeTone::Info));
    }

    void aProjectThatCanOnlyBeLookedAtStays()
    {
        saveAs(u"First"_s);
        m_document->setHeldElsewhere(true);
        QVERIFY(!m_tool->restore(m_tool->backups().first()));
        QCOMPARE(nameOf(), u"First"_s);
        QCOMPARE(int(m_notices.last().tone), int(NoticeTone::Error));
        QVERIFY2(m_notices.last().why.contains(u"reading only"_s), qPrintable(m_notices.last().why));
    }

    void theDialogListsTheNewestFirst()
    {
        saveAs(u"First"_s);
        QVERIFY(m_editor->addElement(Kind::Channel, u"More"_s));
        QVERIFY(m_document->save());
        BackupDialog dialog(m_tool->backups());
        const auto *list = dialog.findChild<QListWidget *>();
        QVERIFY(list);
        QCOMPARE(list->count(), 2);
        QVERIFY2(list->item(0)->text().contains(u"channels/more.json"_s), qPrintable(list->item(0)->text()));
        QVERIFY2(list->item(1)->text().contains(u"services/billing.json"_s), qPrintable(list->item(1)->text()));
        QCOMPARE(dialog.chosen()->number, 2);
        QVERIFY(!BackupDialog({}).chosen());
    }

    void manyFilesAreCounted()
    {
        Backup backup;
        backup.files = {u"a"_s, u"b"_s, u"c"_s, u"d"_s};
        backup.made = {u"e"_s};
        QVERIFY2(backupFiles(backup).startsWith(u"a, b, c"_s) && backupFiles(backup).contains(u'2'),
                 qPrintable(backupFiles(backup)));
    }
};

WEIR_TEST(tst_BackupTool)
#include "tst_backuptool.moc"
