// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/usecases/examples.h"
#include "ui/editing/editor.h"
#include "ui/feature/messagebar.h"
#include "ui/panels/fieldeditor.h"
#include "ui/panels/formview.h"
#include "ui/panels/outlineview.h"
#include "ui/publishing/publishingfeature.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/usersettings.h"
#include "ui/simulator/simulationfeature.h"
#include "ui/theme/theme.h"
#include "ui/welcome/choicecard.h"
#include "ui/welcome/projecttool.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QTimer>
#include <QUndoStack>

#include <csignal>
#include <unistd.h>

using namespace weir;
using namespace Qt::StringLiterals;

static void initExamples()
{
    Q_INIT_RESOURCE(examples);
}

static const char *const killFolder = "WEIR_TEST_KILL_FOLDER";

class tst_MainWindow : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<UserSettings> m_userSettings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(m_window.get(), key, modifiers);
    }

    QLineEdit *field(const QString &pointer) const
    {
        FieldEditor *editor = m_window->findChild<FormView *>()->fieldAt(pointer);
        return editor ? editor->findChild<QLineEdit *>() : nullptr;
    }

private slots:
    void initTestCase() { initExamples(); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_userSettings = std::make_unique<UserSettings>(m_folder->path());
        m_theme = std::make_unique<Theme>();
        m_theme->applyTo(*qobject_cast<QApplication *>(QCoreApplication::instance()));
        m_window = std::make_unique<MainWindow>(*m_theme, *m_userSettings);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
    }

    void theModesHaveTheirKeys()
    {
        QCOMPARE(m_window->mode(), Mode::Welcome);
        press(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(m_window->mode(), Mode::Design);
        press(Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(m_window->mode(), Mode::Simulate);
        press(Qt::Key_5, Qt::ControlModifier);
        QCOMPARE(m_window->mode(), Mode::Document);
        press(Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(m_window->mode(), Mode::Welcome);
    }

    void everyActionHasATextAndKeysOfItsOwn()
    {
        QHash<QKeySequence, QString> keys;
        for (const QString &id : m_window->actions().ids()) {
            QAction *action = m_window->actions().action(id);
            QVERIFY2(!action->text().isEmpty(), qPrintable(id));
            if (m_window->actions().spec(id).scope)
                continue;
            for (const QKeySequence &key : action->shortcuts()) {
                QVERIFY2(!keys.contains(key), qPrintable(id + u' ' + keys.value(key)));
                keys.insert(key, id);
            }
        }
        for (const char *needed : {"file.save", "file.save-as", "file.quit", "edit.undo", "edit.redo", "simulate.run"})
            QVERIFY2(!m_window->actions().action(QLatin1String(needed))->shortcut().isEmpty(), needed);
    }

    void theFirstSimulationOfAnExampleIsTwoActions()
    {
        QTest::mouseClick(m_window->findChild<ChoiceCard *>(), Qt::LeftButton);
        QCOMPARE(m_window->mode(), Mode::Design);
        QVERIFY(m_window->document().isOpen());
        press(Qt::Key_F5);
        QCOMPARE(m_window->mode(), Mode::Simulate);
        SimulationTool &tool = m_window->findChild<SimulationFeature *>()->tool();
        QTRY_VERIFY_WITH_TIMEOUT(tool.current(), 60'000);
        QVERIFY(!tool.current()->report.verdict.isEmpty());
        QVERIFY(!m_window->document().hasEdits());
    }

    void aNumberIsChangedTakenBackAndSavedByKeyboard()
    {
        QVERIFY(m_window->projects().openExample(u"one-queue"_s));
        m_window->projects().setAskPlace([this] { return m_folder->filePath(u"mine"_s); });
        press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(QFile::exists(m_folder->filePath(u"mine/catalog.weir"_s)));
        m_window->document().reveal(u"services/billing"_s, u"/receives/0/instances"_s);
        QLineEdit *instances = field(u"/receives/0/instances"_s);
        QVERIFY(instances);
        QCOMPARE(QApplication::focusWidget(), instances);
        QTest::keyClick(instances, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(instances, u"3"_s);
        QTest::keyClick(instances, Qt::Key_Return);
        QCOMPARE(m_window->document().catalog().service(u"billing")->receives.first().instances, 3);
        QVERIFY(m_window->isWindowModified());
        m_window->findChild<OutlineView *>()->setFocus();
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!m_window->isWindowModified());
        press(Qt::Key_Y, Qt::ControlModifier);
        press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(!m_window->isWindowModified());
        QFile saved(m_folder->filePath(u"mine/services/billing.json"_s));
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QVERIFY(saved.readAll().contains("\"instances\": 3"));
    }

    /// Not a test of its own: the process that aKilledSessionIsRestoredWithOneKey() starts and kills.
    void aSessionThatIsKilled()
    {
        const QString folder = qEnvironmentVariable(killFolder);
        if (folder.isEmpty())
            QSKIP("runs below aKilledSessionIsRestoredWithOneKey");
        UserSettings settings(folder);
        MainWindow window(*m_theme, settings);
        window.show();
        window.openPath(folder + u"/mine"_s);
        window.document().reveal(u"services/billing"_s, u"/receives/0/instances"_s);
        QLineEdit *instances =
            window.findChild<FormView *>()->fieldAt(u"/receives/0/instances"_s)->findChild<QLineEdit *>();
        instances->setText(u"7"_s);
        QTest::keyClick(instances, Qt::Key_Return);
        QTest::qWait(1000); // what is older than that must outlive the kill
        ::kill(::getpid(), SIGKILL);
    }

    void aKilledSessionIsRestoredWithOneKey()
    {
        QVERIFY(newProject(m_folder->filePath(u"mine"_s), u"one-queue"_s));
        QProcess session;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(killFolder), m_folder->path());
        session.setProcessEnvironment(environment);
        session.start(QCoreApplication::applicationFilePath(), {u"tst_MainWindow"_s, u"aSessionThatIsKilled"_s});
        QVERIFY(session.waitForFinished(60'000));
        QCOMPARE(session.exitStatus(), QProcess::CrashExit);
        m_window->offerRecovery();
        QVERIFY(m_window->findChild<MessageBar *>()->isVisible());
        QWidget *focused = QApplication::focusWidget();
        QVERIFY(qobject_cast<QPushButton *>(focused));
        QTest::keyClick(focused, Qt::Key_Return);
        QCOMPARE(m_window->document().location(), m_folder->filePath(u"mine"_s));
        QCOMPARE(m_window->document().catalog().service(u"billing")->receives.first().instances, 7);
        QVERIFY(m_window->isWindowModified());
    }

    void theFirstProblemIsMendedInThreeActions()
    {
        QVERIFY(m_window->projects().openExample(u"checkout"_s));
        const ElementRef orders{Kind::Channel, u"orders"_s};
        Editor editor(m_window->document());
        QVERIFY(editor.setValue(orders, u"/deadLetter"_s, JsonValue(jsonOf(u"nowhere")), u"Break"_s));
        QTRY_VERIFY(!m_window->document().findings().isEmpty());
        const qsizetype before = m_window->document().findings().size();
        press(Qt::Key_F8);
        QCOMPARE(m_window->document().selection(), QStringList{orders.path()});
        QTimer::singleShot(200, this, [] {
            QWidget *menu = QApplication::activePopupWidget();
            QVERIFY(menu);
            QTest::keyClick(menu, Qt::Key_Return);
        });
        press(Qt::Key_Return, Qt::AltModifier); // the menu returns when its entry is chosen
        QTRY_VERIFY(m_window->document().findings().size() < before);
    }

    void theDocumentIsReadAndExportedAgainWithOneKey()
    {
        QVERIFY(m_window->projects().openExample(u"seed"_s));
        press(Qt::Key_5, Qt::ControlModifier);
        QTextBrowser *preview = m_window->findChild<QTextBrowser *>();
        QTRY_VERIFY(preview->toPlainText().startsWith(u"Event Architecture: "_s));
        const QString path = m_folder->filePath(u"seed.md"_s);
        QVERIFY(m_window->findChild<PublishingFeature *>()->tool().exportTo(path).isOk());
        QVERIFY(QFile::remove(path));
        press(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(QFile::exists(path));
    }

    void theTitleNamesTheProjectAndItsState()
    {
        QCOMPARE(m_window->windowTitle(), u"Weir Studio"_s);
        QVERIFY(m_window->projects().openExample(u"one-queue"_s));
        QCOMPARE(m_window->windowTitle(), u"One queue[*] — Weir Studio"_s);
        QVERIFY(!m_window->isWindowModified());
    }

    void closingAsksOnlyForUnsavedWork()
    {
        int asked = 0;
        m_window->projects().setAskUnsaved([&asked](const QString &) {
            ++asked;
            return ProjectTool::Unsaved::Cancel;
        });
        QVERIFY(m_window->projects().openExample(u"one-queue"_s));
        QVERIFY(m_window->close());
        QCOMPARE(asked, 0);
        m_window->show();
        m_window->document().setSelection({u"services/billing"_s});
        QLineEdit *name = field(u"/name"_s);
        name->setText(u"Bills"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(!m_window->close());
        QCOMPARE(asked, 1);
    }

    void themesChangeWhileItRuns()
    {
        m_window->actions().action(u"theme.dark"_s)->trigger();
        QVERIFY(m_theme->isDark());
        QVERIFY(m_userSettings->theme() == ThemeChoice::Dark);
        m_window->actions().action(u"theme.light"_s)->trigger();
        QVERIFY(!m_theme->isDark());
    }

    void everyFocusableWidgetOfTheWindowHasAName()
    {
        QVERIFY(m_window->projects().openExample(u"checkout"_s));
        m_window->document().setSelection({u"services/payment-service"_s});
        for (const Mode mode : {Mode::Welcome, Mode::Design, Mode::Simulate, Mode::Document}) {
            m_window->setMode(mode);
            for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
                const bool isReached = widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) != 0;
                if (!isReached || widget->focusProxy())
                    continue;
                const bool isNamed = !widget->accessibleName().isEmpty() || widget->property("text").isValid();
                QVERIFY2(isNamed, widget->metaObject()->className());
            }
        }
    }
};

WEIR_TEST(tst_MainWindow)
#include "tst_mainwindow.moc"
