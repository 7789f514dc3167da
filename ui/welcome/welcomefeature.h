// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/feature.h"
#include "ui/welcome/projecttool.h"

namespace weir {

class RecentProjects;

/// The File menu and the page that the program starts with.
class WelcomeFeature : public Feature
{
    Q_OBJECT

public:
    WelcomeFeature(ProjectDocument &document, RecentProjects &recent, QObject *parent = nullptr);

    ProjectTool &tool() { return m_tool; }

    void addActions(ActionRegistry &registry) override;
    QList<Panel> panels() override;

    void chooseFolder();
    void chooseBundle();
    void chooseDocument();
    void chooseNewFolder();

private:
    ProjectTool::Unsaved askUnsaved(const QString &title) const;
    QString askPlace() const;
    QWidget *window() const;

    ProjectDocument &m_document;
    RecentProjects &m_recent;
    ProjectTool m_tool;
};

} // namespace weir
