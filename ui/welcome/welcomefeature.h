// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editing/filewatch.h"
#include "ui/editing/journalkeeper.h"
#include "ui/editing/projectlock.h"
#include "ui/feature/feature.h"
#include "ui/welcome/backuptool.h"
#include "ui/welcome/projecttool.h"
#include "ui/welcome/recoverytool.h"

namespace weir {

class Editor;
class RecentProjects;

/// The File menu, the page that the program starts with, and what keeps work safe: journal, lock, watch over the files.
class WelcomeFeature : public Feature
{
    Q_OBJECT

public:
    /// Journals of edits and locks stand below \a stateFolder.
    WelcomeFeature(ProjectDocument &document, Editor &editor, RecentProjects &recent, const QString &stateFolder,
                   QObject *parent = nullptr);

    ProjectTool &tool() { return m_tool; }
    RecoveryTool &recovery() { return m_recovery; }

    void addActions(ActionRegistry &registry) override;
    QList<Panel> panels() override;

    void chooseFolder();
    void chooseBundle();
    void chooseDocuments();
    void chooseCatalogFolder();
    void chooseBackup();
    void chooseNewFolder();

private:
    void addProjectActions(ActionRegistry &registry);
    void addRecovery(ActionRegistry &registry);
    void addFileWatch(ActionRegistry &registry);
    void tell(const QString &what, const Error &error);
    void tellOfFiles(const QStringList &files);
    ProjectTool::Unsaved askUnsaved(const QString &title) const;
    QString askPlace() const;
    QWidget *window() const;

    ProjectDocument &m_document;
    RecentProjects &m_recent;
    ProjectTool m_tool;
    JournalKeeper m_journal;
    ProjectLock m_lock;
    FileWatch m_files;
    RecoveryTool m_recovery;
    BackupTool m_backups;
};

} // namespace weir
