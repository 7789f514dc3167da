// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/welcomefeature.h"

#include "ui/editing/projectdocument.h"
#include "ui/feature/actionregistry.h"
#include "ui/welcome/recentprojects.h"
#include "ui/welcome/welcomepage.h"

#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace weir {

using namespace Qt::StringLiterals;

WelcomeFeature::WelcomeFeature(ProjectDocument &document, RecentProjects &recent, QObject *parent)
    : Feature(parent)
    , m_document(document)
    , m_recent(recent)
    , m_tool(document, recent)
{
    m_tool.setAskUnsaved([this](const QString &title) { return askUnsaved(title); });
    m_tool.setAskPlace([this] { return askPlace(); });
    connect(&m_tool, &ProjectTool::noticeRaised, this, &Feature::noticeRaised);
    connect(&m_tool, &ProjectTool::opened, this, [this] { emit modeRequested(Mode::Design); });
}

void WelcomeFeature::addActions(ActionRegistry &registry)
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
    add(u"file.import"_s, 0, tr("&Import AsyncAPI document…"), tr("Make a design from an AsyncAPI document"), {},
        u"import"_s, [this] { chooseDocument(); });
    QAction *save = add(u"file.save"_s, 1, tr("&Save"), tr("Write what changed"), {Qt::CTRL | Qt::Key_S}, u"save"_s,
                        [this] { m_tool.save(); });
    QAction *saveAs = add(u"file.save-as"_s, 1, tr("Save &as…"), tr("Write the project to another place"),
                          {Qt::CTRL | Qt::SHIFT | Qt::Key_S}, {}, [this] { m_tool.saveAs(); });
    QAction *close = add(u"file.close"_s, 3, tr("&Close project"), tr("Close the project"),
                         {Qt::CTRL | Qt::SHIFT | Qt::Key_W}, u"close"_s, [this] {
                             if (m_tool.close())
                                 emit modeRequested(Mode::Welcome);
                         });
    const auto follow = [this, save, saveAs, close] {
        save->setEnabled(m_document.isModified());
        saveAs->setEnabled(m_document.isOpen());
        close->setEnabled(m_document.isOpen());
    };
    connect(&m_document, &ProjectDocument::catalogReset, this, follow);
    connect(&m_document, &ProjectDocument::modifiedChanged, this, follow);
    follow();
}

QList<Panel> WelcomeFeature::panels()
{
    auto *page = new WelcomePage(m_recent);
    connect(page, &WelcomePage::newRequested, this, &WelcomeFeature::chooseNewFolder);
    connect(page, &WelcomePage::folderRequested, this, &WelcomeFeature::chooseFolder);
    connect(page, &WelcomePage::bundleRequested, this, &WelcomeFeature::chooseBundle);
    connect(page, &WelcomePage::importRequested, this, &WelcomeFeature::chooseDocument);
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

void WelcomeFeature::chooseDocument()
{
    const QString filter = tr("AsyncAPI documents (*.yaml *.yml *.json);;All files (*)");
    const QString path = QFileDialog::getOpenFileName(window(), tr("Import AsyncAPI document"), {}, filter);
    if (!path.isEmpty())
        m_tool.importDocument(path);
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
