// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/feature.h"
#include "ui/panels/problemtool.h"
#include "ui/panels/renametool.h"

#include <QPointer>

namespace weir {

class Editor;
class ProblemsPanel;
class ProjectDocument;
class PropertiesPanel;
class Theme;

/// What surrounds the diagram in Design mode: outline, properties, problems.
class DesignFeature : public Feature
{
    Q_OBJECT

public:
    DesignFeature(ProjectDocument &document, Editor &editor, const Theme &theme, QObject *parent = nullptr);

    void addActions(ActionRegistry &registry) override;
    QList<Panel> panels() override;

private:
    void addProblemActions(ActionRegistry &registry);
    void removeSelected();
    void renameSelected();
    void jump(int step);

    ProjectDocument &m_document;
    Editor &m_editor;
    const Theme &m_theme;
    ProblemTool m_problemTool;
    RenameTool m_renameTool;
    QPointer<ProblemsPanel> m_problems;
    QPointer<PropertiesPanel> m_properties;
};

} // namespace weir
