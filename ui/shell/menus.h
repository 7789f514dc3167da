// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenuBar;

namespace weir {

class ActionRegistry;
class RecentProjects;
class ProjectTool;

/// Fills the menu bar from the registry; menus without actions are left out.
void buildMenus(QMenuBar &bar, const ActionRegistry &registry, RecentProjects &recent, ProjectTool &tool);

} // namespace weir
