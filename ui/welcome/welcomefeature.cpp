// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/welcomefeature.h"

#include "ui/editing/projectdocument.h"
#include "ui/feature/actionregistry.h"
#include "ui/welcome/backupdialog.h"
#include "ui/welcome/recentprojects.h"
#include "ui/welcome/welcomepage.h"

#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostFilesNamed = 3;

} // namespace

WelcomeFeature::WelcomeFeature(ProjectDocument &document, Editor &editor, RecentProjects &recent,
                               const QString &stateFolder, QObject *parent)
    : Feature(parent)
    , m_document(document)
    , m_recent(recent)
    , m_tool(document, recent)
    , m_journal(document, stateFolder + "/journals"_L1)
    , m_lock(document, stateFolder + "/locks"_L1)
    , m_files(document, editor)
    , m_recovery(document, editor, m_tool, stateFolder + "/journals"_L1)
    , m_backups(document, editor, stateFolder + "/backups"_L1)
{
    m_document.setBackupFolder(stateFolder + "/backups"_L1);
    m_tool.setAskUnsaved([this](const QString &title) { return askUnsaved(title); });
    m_tool.setAskPlace([this] { return askPlace(); });
    connect(&m_tool, &ProjectTool::noticeRaised, this, &Feature::noticeRaised);
    connect(&m_journal, &JournalKeeper::failed, this, [this](const Error &error) {
        emit noticeRaised({NoticeTone::Warning,
                           tr("A crash could lose edits: the journal cannot be written."),
                           error.message,
                           u"file.save"_s,
                           {}});
    });
    connect(&m_lock, &ProjectLock::heldElsewhere, this, [this](const QString &holder) {
        emit noticeRaised({NoticeTone::Warning,
                           tr("%1 can only be looked at here.").arg(m_document.title()),
                           tr("Another window has it open: %1. Close it there first.").arg(holder),
                           u"file.try-lock"_s,
                           {}});
    });
    connect(&m_files, &FileWatch::changed, this, &WelcomeFeature::tellOfFiles);
    connect(&m_recovery, &RecoveryTool::noticeRaised, this, &Feature::noticeRaised);
    connect(&m_backups, &BackupTool::noticeRaised, this, &Feature::noticeRaised);
    connect(&m_tool, &ProjectTool::opened, this, [this] { emit modeRequested(Mode::Design); });
}

void WelcomeFeature::addActions(ActionRegistry &registry)
{
    addProjectActions(registry);
    addRecovery(registry);
    addFileWatch(registry);
}

void WelcomeFeature::addProjectActions(ActionRegistry &registry)
{
    const auto add = [&registry, this](const QString &id, int section, const QString &text, const QString &tip,
                                       const QList<QKeySequence> &keys, const QString &icon, auto verb) {
        QAction *action = registry.add({.id = id,
                                        .menu = Menu::File,
                                        .text = text,
                                        .tip = tip,
                                        .shortcuts = keys,
                                        .icon = icon,
                                        .section = section});
        connect(action, &QAction::triggered, this, verb);
        return action;
    };
    add(u"file.new"_s, 0, tr("&New project…"), tr("Make an empty project in a folder"), {Qt::CTRL | Qt::Key_N},
        u"new"_s, [this] { chooseNewFolder(); });
    add(u"file.open"_s, 0, tr("&Open folder…"), tr("Open a project folder"), {Qt::CTRL | Qt::Key_O}, u"folder"_s,
        [this] { chooseFolder(); });
    add(u"file.open-bundle"_s, 0, tr("Open &bundle…"), tr("Open a project that is one file"), {}, u"open"_s,
        [this] { chooseBundle(); });
    add(u"file.import"_s, 0, tr("&Import documents…"),
        tr("Make a design of AsyncAPI documents, or of an event catalog in Markdown"), {}, u"import"_s,
        [this] { chooseDocuments(); });
    add(u"file.import-folder"_s, 0, tr("Import E&ventCatalog folder…"), tr("Make a design of an EventCatalog project"),
        {}, {}, [this] { chooseCatalogFolder(); });
    QAction *save = add(u"file.save"_s, 1, tr("&Save"), tr("Write what changed"), {Qt::CTRL | Qt::Key_S}, u"save"_s,
                        [this] { m_tool.save(); });
    QAction *saveAs = add(u"file.save-as"_s, 1, tr("Save &as…"), tr("Write the project to another place"),
                          {Qt::CTRL | Qt::SHIFT | Qt::Key_S}, {}, [this] { m_tool.saveAs(); });
    QAction *backups =
        add(u"file.history"_s, 1, tr("&History…"), tr("Return to what the files were before one of the last saves"), {},
            {}, [this] { chooseBackup(); });
    QAction *close = add(u"file.close"_s, 3, tr("&Close project"), tr("Close the project"),
                         {Qt::CTRL | Qt::SHIFT | Qt::Key_W}, u"close"_s, [this] {
                             if (m_tool.close())
                                 emit modeRequested(Mode::Welcome);
                         });
    const auto follow = [this, save, saveAs, backups, close] {
        save->setEnabled(m_document.isModified());
        backups->setEnabled(!m_document.location().isEmpty());
        saveAs->setEnabled(m_document.isOpen());
        close->setEnabled(m_document.isOpen());
    };
    connect(&m_document, &ProjectDocument::catalogReset, this, follow);
    connect(&m_document, &ProjectDocument::modifiedChanged, this, follow);
    follow();
}

void WelcomeFeature::addFileWatch(ActionRegistry &registry)
{
    QAction *tryLock = registry.add({.id = u"file.try-lock"_s,
                                     .menu = Menu::File,
                                     .text = tr("&Edit when it is free"),
                                     .tip = tr("Look whether the other window has closed the project"),
                                     .section = 2});
    QAction *reload = registry.add({.id = u"file.reload"_s,
                                    .menu = Menu::File,
                                    .text = tr("Re&load changed files"),
                                    .tip = tr("Take what the files say, as one step that can be undone"),
                                    .section = 2});
    QAction *keep = registry.add({.id = u"file.keep-mine"_s,
                                  .menu = Menu::File,
                                  .text = tr("&Keep mine"),
                                  .tip = tr("Stay with what is shown here; saving replaces the files"),
                                  .section = 2});
    tryLock->setIconText(tr("Try again"));
    reload->setIconText(tr("Reload"));
    connect(tryLock, &QAction::triggered, this, [this] {
        if (m_lock.tryAgain())
            m_tool.open(m_document.location());
        else
            emit noticeRaised({NoticeTone::Warning,
                               tr("%1 is still open elsewhere.").arg(m_document.title()),
                               {},
                               u"file.try-lock"_s,
                               {}});
    });
    connect(reload, &QAction::triggered, this, [this] {
        if (const Result<void> reloaded = m_files.reload(); !reloaded)
            tell(tr("The files were not reloaded."), reloaded.error());
    });
    connect(keep, &QAction::triggered, this, [this] {
        if (const Result<void> kept = m_files.keepMine(); !kept)
            tell(tr("The files cannot be read."), kept.error());
    });
    const auto follow = [this, tryLock, reload, keep] {
        tryLock->setVisible(m_document.isHeldElsewhere());
        reload->setVisible(!m_files.changedFiles().isEmpty());
        keep->setVisible(!m_files.changedFiles().isEmpty());
    };
    connect(&m_document, &ProjectDocument::readOnlyChanged, this, follow);
    connect(&m_files, &FileWatch::changed, this, follow);
    follow();
}

void WelcomeFeature::tell(const QString &what, const Error &error)
{
    emit noticeRaised({NoticeTone::Error, what, QStringList({error.message, error.hint}).join(u' ').trimmed(), {}, {}});
}

void WelcomeFeature::tellOfFiles(const QStringList &files)
{
    if (files.isEmpty())
        return;
    const Result<QString> differences = m_files.differences();
    const int count = int(files.size());
    Notice notice{NoticeTone::Warning,
                  tr("Another program changed %n file(s) of %1.", nullptr, count).arg(m_document.title()),
                  files.mid(0, mostFilesNamed).join(u", "_s) + (count > mostFilesNamed ? u" …"_s : QString()),
                  u"file.reload"_s, differences ? *differences : differences.error().message};
    notice.otherActionIds = {u"file.keep-mine"_s};
    notice.detailsTitle = tr("Compare");
    emit noticeRaised(notice);
}

void WelcomeFeature::addRecovery(ActionRegistry &registry)
{
    QAction *restore = registry.add({.id = u"file.restore"_s,
                                     .menu = Menu::File,
                                     .text = tr("R&estore unsaved edits"),
                                     .tip = tr("Open the project with the edits that were not saved"),
                                     .section = 2});
    QAction *discard = registry.add({.id = u"file.discard-recovery"_s,
                                     .menu = Menu::File,
                                     .text = tr("&Discard unsaved edits"),
                                     .tip = tr("Forget the edits that were not saved"),
                                     .section = 2});
    restore->setIconText(tr("Restore"));
    discard->setIconText(tr("Discard"));
    connect(restore, &QAction::triggered, &m_recovery, &RecoveryTool::restore);
    connect(discard, &QAction::triggered, &m_recovery, &RecoveryTool::discard);
    const auto follow = [this, restore, discard] {
        for (QAction *action : {restore, discard}) {
            action->setEnabled(m_recovery.offered());
            action->setVisible(m_recovery.offered());
        }
    };
    connect(&m_recovery, &RecoveryTool::offerChanged, this, follow);
    follow();
}

QList<Panel> WelcomeFeature::panels()
{
    auto *page = new WelcomePage(m_recent);
    connect(page, &WelcomePage::newRequested, this, &WelcomeFeature::chooseNewFolder);
    connect(page, &WelcomePage::folderRequested, this, &WelcomeFeature::chooseFolder);
    connect(page, &WelcomePage::bundleRequested, this, &WelcomeFeature::chooseBundle);
    connect(page, &WelcomePage::importRequested, this, &WelcomeFeature::chooseDocuments);
    connect(page, &WelcomePage::exampleChosen, this, [this](const QString &id) { m_tool.openExample(id); });
    connect(page, &WelcomePage::projectChosen, this, [this](const QString &path) { m_tool.open(path); });
    return {{Mode::Welcome, Area::Centre, {}, page, 1}};
}

void WelcomeFeature::chooseFolder()
{
    const QString path = QFileDialog::getExistingDirectory(window(), tr("Open project folder"));
    if (!path.isEmpty())
        m_tool.open(path);
}

void WelcomeFeature::chooseBundle()
{
    const QString path =
        QFileDialog::getOpenFileName(window(), tr("Open bundle"), {}, tr("Weir bundles (*.weir.json)"));
    if (!path.isEmpty())
        m_tool.open(path);
}

void WelcomeFeature::chooseDocuments()
{
    const QString filter = tr("AsyncAPI and Markdown (*.yaml *.yml *.json *.md *.markdown);;All files (*)");
    const QStringList paths =
        QFileDialog::getOpenFileNames(window(), tr("Import documents; several become one project"), {}, filter);
    if (!paths.isEmpty())
        m_tool.importDocuments(paths);
}

void WelcomeFeature::chooseCatalogFolder()
{
    const QString path = QFileDialog::getExistingDirectory(window(), tr("Import EventCatalog project"));
    if (!path.isEmpty())
        m_tool.importDocuments({path});
}

void WelcomeFeature::chooseBackup()
{
    const QList<Backup> backups = m_backups.backups();
    if (backups.isEmpty()) {
        emit noticeRaised({NoticeTone::Info,
                           tr("There is no earlier save of %1 yet.").arg(m_document.title()),
                           tr("Of the last %n save(s) the files before them are kept.", nullptr, keptSaves),
                           {},
                           {}});
        return;
    }
    BackupDialog dialog(backups, window());
    if (dialog.exec() != QDialog::Accepted)
        return;
    if (const std::optional<Backup> chosen = dialog.chosen())
        m_backups.restore(*chosen);
}

void WelcomeFeature::chooseNewFolder()
{
    const QString path = QFileDialog::getSaveFileName(window(), tr("New project: name its folder"), {}, {}, nullptr,
                                                      QFileDialog::DontConfirmOverwrite);
    if (!path.isEmpty())
        m_tool.create(path);
}

ProjectTool::Unsaved WelcomeFeature::askUnsaved(const QString &title) const
{
    QMessageBox box(QMessageBox::Warning, tr("Unsaved changes"), tr("Save the changes to %1?").arg(title),
                    QMessageBox::NoButton, window());
    box.setInformativeText(tr("They are lost otherwise."));
    const QPushButton *save = box.addButton(tr("Save"), QMessageBox::AcceptRole);
    const QPushButton *discard = box.addButton(tr("Discard"), QMessageBox::DestructiveRole);
    box.setEscapeButton(box.addButton(tr("Cancel"), QMessageBox::RejectRole));
    box.exec();
    if (box.clickedButton() == save)
        return ProjectTool::Unsaved::Save;
    return box.clickedButton() == discard ? ProjectTool::Unsaved::Discard : ProjectTool::Unsaved::Cancel;
}

QString WelcomeFeature::askPlace() const
{
    return QFileDialog::getSaveFileName(window(), tr("Save project as a folder, or as a bundle (name.weir.json)"), {},
                                        {}, nullptr, QFileDialog::DontConfirmOverwrite);
}

QWidget *WelcomeFeature::window() const
{
    return QApplication::activeWindow();
}

} // namespace weir
