// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/menus.h"

#include "ui/feature/actionregistry.h"
#include "ui/welcome/projecttool.h"
#include "ui/welcome/recentprojects.h"

#include <QAction>
#include <QCoreApplication>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(weir)
};

QString titleOf(Menu menu)
{
    switch (menu) {
    case Menu::File:
        return Words::tr("&File");
    case Menu::Edit:
        return Words::tr("&Edit");
    case Menu::View:
        return Words::tr("&View");
    case Menu::Insert:
        return Words::tr("&Insert");
    case Menu::Arrange:
        return Words::tr("&Arrange");
    case Menu::Simulate:
        return Words::tr("&Simulate");
    case Menu::Tools:
        return Words::tr("&Tools");
    case Menu::Help:
        break;
    }
    return Words::tr("&Help");
}

/// The sub-menu of recent projects, filled each time it opens.
void addRecent(QMenu &file, QAction *before, RecentProjects &recent, ProjectTool &tool)
{
    auto *menu = new QMenu(Words::tr("Open &recent"), &file);
    file.insertMenu(before, menu);
    QObject::connect(menu, &QMenu::aboutToShow, menu, [menu, &recent, &tool] {
        menu->clear();
        for (const QString &path : recent.paths()) {
            QAction *action = menu->addAction(path);
            action->setEnabled(QFileInfo::exists(path));
            QObject::connect(action, &QAction::triggered, &tool, [&tool, path] { tool.open(path); });
        }
        if (menu->isEmpty())
            menu->addAction(Words::tr("No project was open yet"))->setEnabled(false);
    });
}

} // namespace

void buildMenus(QMenuBar &bar, const ActionRegistry &registry, RecentProjects &recent, ProjectTool &tool)
{
    for (const Menu menu :
         {Menu::File, Menu::Edit, Menu::View, Menu::Insert, Menu::Arrange, Menu::Simulate, Menu::Tools, Menu::Help}) {
        const QStringList ids = registry.menu(menu);
        if (ids.isEmpty())
            continue;
        QMenu *made = bar.addMenu(titleOf(menu));
        int section = registry.spec(ids.first()).section;
        for (const QString &id : ids) {
            if (registry.spec(id).section != section)
                made->addSeparator();
            section = registry.spec(id).section;
            made->addAction(registry.action(id));
        }
        if (menu == Menu::File)
            addRecent(*made, registry.action(u"file.import"_s), recent, tool);
    }
}

} // namespace weir
