// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/feature.h"

#include <QList>

class QAction;

namespace weir {

class DiagramView;
class ProjectDocument;
class UserSettings;
class Theme;

/// The actions that belong to the window itself: modes, undo, zoom, layout, theme, full screen.
class WindowActions : public Feature
{
    Q_OBJECT

public:
    WindowActions(ProjectDocument &document, DiagramView &diagram, Theme &theme, UserSettings &userSettings,
                  QObject *parent = nullptr);

    void addActions(ActionRegistry &registry) override;

signals:
    void sidesToggled(bool visible);
    void fullScreenToggled(bool full);
    void paneRequested(int step);
    void quitRequested();

private:
    void addModes(ActionRegistry &registry);
    void addUndo(ActionRegistry &registry);
    void addCanvas(ActionRegistry &registry);
    void addThemes(ActionRegistry &registry);
    void addWindow(ActionRegistry &registry);
    void showAbout();

    ProjectDocument &m_document;
    DiagramView &m_diagram;
    Theme &m_theme;
    UserSettings &m_userSettings;
};

} // namespace weir
