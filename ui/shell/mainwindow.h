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
class Session;
class StatusLine;
class Theme;
class TopBar;
class Workspace;

/// The window: assembles the features, shows one mode at a time, and connects what features may not know of each other.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Theme &theme, Session &session, QWidget *parent = nullptr);
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
    Session &m_session;
    ProjectDocument m_document;
    Editor m_editor;
    ActionRegistry m_actions;
    RecentProjects m_recent;
    QList<Feature *> m_features;
    ProjectTool *m_projects = nullptr;
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
