// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/usecases/examples.h"
#include "ui/editing/editor.h"
#include "ui/editing/filewatch.h"
#include "ui/editing/projectdocument.h"
#include "ui/editing/projectlock.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QSignalSpy>
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

class tst_FileWatch : public QObject
{
    Q_OBJECT

    /// What one window has.
    struct Window
    {
        explicit Window(const QTemporaryDir &folder) : lock(document, folder.filePath(u"locks"_s)) {}

        ProjectDocument document;
        Editor editor{document};
        FileWatch watch{document, editor};
        ProjectLock lock;
    };

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Window> m_window;

    QString project() const { return m_folder->filePath(u"mine"_s); }
    QString nameOf() const { return m_window->document.catalog().service(u"billing")->name; }

    /// Another program gives the service another name.
    void changeOutside(const QString &name) const
    {
        ProjectDocument other;
        Editor editor(other);
        QVERIFY(other.open(project()));
        QVERIFY(editor.rename(billing, name));
        QVERIFY(other.save());
    }

private slots:
    void initTestCase() { initExamples(); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(newProject(project(), u"one-queue"_s));
        m_window = std::make_unique<Window>(*m_folder);
        QVERIFY(m_window->document.open(project()));
    }

    void cleanup() { m_window.reset(); }

    void ownSavesAreNoNews()
    {
        QVERIFY(m_window->editor.rename(billing, u"Bills"_s));
        QVERIFY(m_window->document.save());
        m_window->watch.check();
        QCOMPARE(m_window->watch.changedFiles(), QStringList());
    }

    void whatAnotherProgramWritesIsNoticedOnce()
    {
        QSignalSpy changed(&m_window->watch, &FileWatch::changed);
        changeOutside(u"Theirs"_s);
        m_window->watch.check();
        m_window->watch.check();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_window->watch.changedFiles(), QStringList{u"services/billing.json"_s});
        QCOMPARE(*m_window->watch.differences(), u"differs: services/billing"_s);
        QCOMPARE(nameOf(), u"Billing"_s);
    }

    void newFilesAreNoticed()
    {
        QVERIFY(QFile::copy(project() + u"/services/billing.json"_s, project() + u"/services/shipping.json"_s));
        m_window->watch.check();
        QCOMPARE(m_window->watch.changedFiles(), QStringList{u"services/shipping.json"_s});
    }

    void filesThatWentAreNoticed()
    {
        QVERIFY(QFile::remove(project() + u"/services/billing.json"_s));
        m_window->watch.check();
        QCOMPARE(m_window->watch.changedFiles(), QStringList{u"services/billing.json"_s});
    }

    void reloadingIsOneStepThatCanBeTakenBack()
    {
        QVERIFY(m_window->editor.rename(billing, u"Mine"_s));
        changeOutside(u"Theirs"_s);
        m_window->watch.check();
        QVERIFY(m_window->watch.reload());
        QCOMPARE(nameOf(), u"Theirs"_s);
        QVERIFY(!m_window->document.isModified());
        m_window->watch.check();
        QVERIFY(m_window->watch.changedFiles().isEmpty());
        m_window->document.undoStack()->undo();
        QCOMPARE(nameOf(), u"Mine"_s);
        QVERIFY(m_window->document.isModified());
        QVERIFY(m_window->document.save());
    }

    void keepingMineSavesOverTheirs()
    {
        QVERIFY(m_window->editor.rename(billing, u"Mine"_s));
        changeOutside(u"Theirs"_s);
        QVERIFY(!m_window->document.save()); // nobody's work is replaced without a word
        QVERIFY(m_window->watch.keepMine());
        QCOMPARE(nameOf(), u"Mine"_s);
        QVERIFY(m_window->document.save());
        ProjectDocument again;
        QVERIFY(again.open(project()));
        QCOMPARE(again.catalog().service(u"billing")->name, u"Mine"_s);
    }

    void theSecondWindowCanOnlyLook()
    {
        Window second(*m_folder);
        QSignalSpy held(&second.lock, &ProjectLock::heldElsewhere);
        QVERIFY(second.document.open(project()));
        QCOMPARE(held.size(), 1);
        QVERIFY(second.document.isReadOnly());
        QVERIFY(!second.editor.rename(billing, u"Second"_s));
        QVERIFY(!second.lock.tryAgain());
        m_window->document.close();
        QVERIFY(second.lock.tryAgain());
    }

    void anotherProjectIsNotHeld()
    {
        Window second(*m_folder);
        QVERIFY(newProject(m_folder->filePath(u"other"_s), u"one-queue"_s));
        QVERIFY(second.document.open(m_folder->filePath(u"other"_s)));
        QVERIFY(!second.document.isReadOnly());
    }

    void aProjectCanBeOpenedAgainInItsWindow()
    {
        QVERIFY(m_window->document.open(project()));
        QVERIFY(!m_window->document.isReadOnly());
    }
};

WEIR_TEST(tst_FileWatch)
#include "tst_filewatch.moc"
