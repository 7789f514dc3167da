// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowactions.h"

#include "ui/canvas/diagramview.h"
#include "ui/editing/projectdocument.h"
#include "ui/feature/actionregistry.h"
#include "ui/shell/usersettings.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QMessageBox>
#include <QUndoStack>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

/// Adds an action and lets \a verb follow it.
template<typename Context, typename Verb>
QAction *add(ActionRegistry &registry, const ActionSpec &spec, Context *context, Verb verb)
{
    QAction *action = registry.add(spec);
    QObject::connect(action, &QAction::triggered, context, verb);
    return action;
}

} // namespace

WindowActions::WindowActions(ProjectDocument &document, DiagramView &diagram, Theme &theme, UserSettings &userSettings,
                             QObject *parent)
    : Feature(parent)
    , m_document(document)
    , m_diagram(diagram)
    , m_theme(theme)
    , m_userSettings(userSettings)
{}

void WindowActions::addActions(ActionRegistry &registry)
{
    addUndo(registry);
    addModes(registry);
    addCanvas(registry);
    addThemes(registry);
    addWindow(registry);
}

void WindowActions::addModes(ActionRegistry &registry)
{
    const auto mode = [this, &registry](const QString &id, const QString &text, const QString &tip, Qt::Key key,
                                        Mode which) {
        add(registry,
            {.id = id, .menu = Menu::View, .text = text, .tip = tip, .shortcuts = {Qt::CTRL | key}, .section = 0}, this,
            [this, which] { emit modeRequested(which); });
    };
    mode(u"mode.welcome"_s, tr("&Welcome"), tr("Begin: open, import, examples"), Qt::Key_1, Mode::Welcome);
    mode(u"mode.design"_s, tr("&Design"), tr("Draw and describe the system"), Qt::Key_2, Mode::Design);
    mode(u"mode.simulate"_s, tr("&Simulate"), tr("Run scenarios and read what breaks first"), Qt::Key_3,
         Mode::Simulate);
    mode(u"mode.document"_s, tr("D&ocument"), tr("Read and export the document"), Qt::Key_5, Mode::Document);
}

void WindowActions::addUndo(ActionRegistry &registry)
{
    QUndoStack *stack = m_document.undoStack();
    QAction *undo = add(registry,
                        {.id = u"edit.undo"_s,
                         .menu = Menu::Edit,
                         .text = tr("&Undo"),
                         .tip = tr("Take back the last change"),
                         .shortcuts = {Qt::CTRL | Qt::Key_Z},
                         .icon = u"undo"_s},
                        this, [stack] { stack->undo(); });
    QAction *redo = add(registry,
                        {.id = u"edit.redo"_s,
                         .menu = Menu::Edit,
                         .text = tr("&Redo"),
                         .tip = tr("Do again what was taken back"),
                         .shortcuts = {Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y},
                         .icon = u"redo"_s},
                        this, [stack] { stack->redo(); });
    const auto follow = [stack, undo, redo] {
        undo->setEnabled(stack->canUndo());
        redo->setEnabled(stack->canRedo());
        undo->setText(stack->canUndo() ? tr("&Undo %1").arg(stack->undoText()) : tr("&Undo"));
        redo->setText(stack->canRedo() ? tr("&Redo %1").arg(stack->redoText()) : tr("&Redo"));
    };
    connect(stack, &QUndoStack::indexChanged, this, follow);
    follow();
}

void WindowActions::addCanvas(ActionRegistry &registry)
{
    const auto view = [this, &registry](const QString &id, const QString &text, const QList<QKeySequence> &keys,
                                        const QString &icon, auto verb) {
        add(registry, {.id = id, .menu = Menu::View, .text = text, .shortcuts = keys, .icon = icon, .section = 1},
            &m_diagram, verb);
    };
    view(u"view.zoom-in"_s, tr("Zoom &in"), {Qt::CTRL | Qt::Key_Equal, Qt::CTRL | Qt::Key_Plus}, u"zoom-in"_s,
         &DiagramView::zoomIn);
    view(u"view.zoom-out"_s, tr("Zoom &out"), {Qt::CTRL | Qt::Key_Minus}, u"zoom-out"_s, &DiagramView::zoomOut);
    view(u"view.zoom-100"_s, tr("&100 %"), {Qt::CTRL | Qt::Key_0}, {}, [this] { m_diagram.setZoom(1); });
    view(u"view.fit-selection"_s, tr("Fit &selection"), {Qt::CTRL | Qt::Key_8}, {}, &DiagramView::fitSelection);
    add(registry,
        {.id = u"view.fit"_s,
         .menu = Menu::View,
         .text = tr("&Fit"),
         .tip = tr("Show the whole design"),
         .shortcuts = {Qt::CTRL | Qt::Key_9},
         .icon = u"fit"_s,
         .section = 1,
         .bar = {Mode::Design}},
        &m_diagram, &DiagramView::fitAll);
    add(registry,
        {.id = u"arrange.layout"_s,
         .menu = Menu::Arrange,
         .text = tr("&Layout"),
         .tip = tr("Arrange the whole design anew, as one step that can be undone"),
         .shortcuts = {Qt::CTRL | Qt::Key_L},
         .icon = u"layout"_s,
         .bar = {Mode::Design}},
        &m_diagram, &DiagramView::arrangeAll);
    QAction *minimap = registry.add({.id = u"view.minimap"_s,
                                     .menu = Menu::View,
                                     .text = tr("&Minimap"),
                                     .shortcuts = {Qt::SHIFT | Qt::Key_M},
                                     .section = 1,
                                     .checkable = true,
                                     .scope = &m_diagram});
    minimap->setChecked(true);
    connect(minimap, &QAction::toggled, &m_diagram, &DiagramView::setMinimapVisible);
}

void WindowActions::addThemes(ActionRegistry &registry)
{
    auto *group = new QActionGroup(this);
    const auto theme = [this, &registry, group](const QString &id, const QString &text, ThemeChoice choice) {
        QAction *action = add(registry, {.id = id, .menu = Menu::View, .text = text, .section = 2, .checkable = true},
                              this, [this, choice] {
                                  m_theme.setChoice(choice);
                                  m_userSettings.setTheme(choice);
                              });
        group->addAction(action);
        action->setChecked(m_theme.choice() == choice);
    };
    theme(u"theme.system"_s, tr("Theme of the desktop"), ThemeChoice::System);
    theme(u"theme.light"_s, tr("Light theme"), ThemeChoice::Light);
    theme(u"theme.dark"_s, tr("Dark theme"), ThemeChoice::Dark);
}

void WindowActions::addWindow(ActionRegistry &registry)
{
    QAction *sides = registry.add({.id = u"view.sides"_s,
                                   .menu = Menu::View,
                                   .text = tr("Side &panels"),
                                   .shortcuts = {Qt::Key_F9},
                                   .section = 3,
                                   .checkable = true});
    sides->setChecked(true);
    connect(sides, &QAction::toggled, this, &WindowActions::sidesToggled);
    QAction *full = registry.add({.id = u"view.full-screen"_s,
                                  .menu = Menu::View,
                                  .text = tr("F&ull screen"),
                                  .shortcuts = {Qt::Key_F11},
                                  .section = 3,
                                  .checkable = true});
    connect(full, &QAction::toggled, this, &WindowActions::fullScreenToggled);
    add(registry,
        {.id = u"view.next-pane"_s,
         .menu = Menu::View,
         .text = tr("&Next pane"),
         .shortcuts = {Qt::Key_F6},
         .section = 3},
        this, [this] { emit paneRequested(1); });
    add(registry,
        {.id = u"view.previous-pane"_s,
         .menu = Menu::View,
         .text = tr("P&revious pane"),
         .shortcuts = {Qt::SHIFT | Qt::Key_F6},
         .section = 3},
        this, [this] { emit paneRequested(-1); });
    QAction *quit = add(registry,
                        {.id = u"file.quit"_s,
                         .menu = Menu::File,
                         .text = tr("&Quit"),
                         .shortcuts = {Qt::CTRL | Qt::Key_Q},
                         .section = 4},
                        this, [this] { emit quitRequested(); });
    quit->setMenuRole(QAction::QuitRole);
    QAction *about = add(registry, {.id = u"help.about"_s, .menu = Menu::Help, .text = tr("&About Weir Studio")}, this,
                         [this] { showAbout(); });
    about->setMenuRole(QAction::AboutRole);
}

void WindowActions::showAbout()
{
    QMessageBox::about(QApplication::activeWindow(), tr("About Weir Studio"),
                       tr("<b>Weir Studio %1</b><br>Design, simulate and watch event-driven systems.<br><br>"
                          "Offline. No account. No telemetry. Plain files in your repository.<br><br>"
                          "GNU General Public License, version 3 or later.")
                           .arg(QCoreApplication::applicationVersion()));
}

} // namespace weir
