// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/role.h"

#include <QListWidget>

namespace weir {

class SimulationTool;
class Theme;

/// The scenarios of the project, each with the colour of its last run. Return or a double click runs one.
class ScenarioList : public QListWidget
{
    Q_OBJECT

public:
    ScenarioList(SimulationTool &tool, const Theme &theme, QWidget *parent = nullptr);

private:
    void refill();

    SimulationTool &m_tool;
    const Theme &m_theme;
};

/// The runs so far, the newest first: number, scenario, assertions. The context menu lays one beside the shown run.
class RunList : public QListWidget
{
    Q_OBJECT

public:
    RunList(SimulationTool &tool, const Theme &theme, QWidget *parent = nullptr);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void refill();

    SimulationTool &m_tool;
    const Theme &m_theme;
};

/// The small rounded square in front of a row.
QIcon squareIcon(const Theme &theme, Role fill, Role stroke);

} // namespace weir
