// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/feature/actionregistry.h"
#include "ui/feature/feature.h"
#include "ui/welcome/recentprojects.h"

#include <QMainWindow>
#include <QSet>

class QLabel;
class QMenuBar;

namespace weir {

class DiagramView;
class MessageBar;
class ModeStrip;
class ProjectTool;
class RecoveryTool;
class UserSettings;
class StatusLine;
class Theme;
class TopBar;
class Workspace;

/// The window: assembles the features, shows one mode at a time, and connects what features may not know of each other.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Theme &theme, UserSettings &userSettings, QWidget *parent = nullptr);
    ~MainWindow() override;

    ProjectDocument &document() { return m_document; }
    ActionRegistry &actions() { return m_actions; }
    ProjectTool &projects() { return *m_projects; }
    Mode mode() const;
    void setMode(Mode mode);
    /// Opens the project that was open when the program ended, if it is still there.
    void openLast();
    /// Opens a folder, bundle or document named on the command line.
    void openPath(const QString &path);
    /// Offers what an earlier session left unsaved when it ended.
    void offerRecovery();

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void addFeatures();
    void addFeature(Feature *feature);
    void assemble();
    void connectParts();
    void showTitle();

    Theme &m_theme;
    UserSettings &m_userSettings;
    ProjectDocument m_document;
    Editor m_editor;
    ActionRegistry m_actions;
    RecentProjects m_recent;
    QList<Feature *> m_features;
    ProjectTool *m_projects = nullptr;
    RecoveryTool *m_recovery = nullptr;
    DiagramView *m_diagram;
    ModeStrip *m_strip;
    TopBar *m_topBar;
    MessageBar *m_messages;
    Workspace *m_workspace;
    StatusLine *m_status;
    QMenuBar *m_menus;
    QLabel *m_titleLabel;
    QSet<Mode> m_toFit; ///< Modes that have not shown the whole diagram of this project yet.
};

} // namespace weir
