// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/designfeature.h"

#include "ui/editing/editor.h"
#include "ui/editing/elementpath.h"
#include "ui/editing/projectdocument.h"
#include "ui/feature/actionregistry.h"
#include "ui/panels/outlinepanel.h"
#include "ui/panels/problemspanel.h"
#include "ui/panels/propertiespanel.h"
#include "ui/panels/renamedialog.h"

#include <QAction>

namespace weir {

using namespace Qt::StringLiterals;

DesignFeature::DesignFeature(ProjectDocument &document, Editor &editor, const Theme &theme, QObject *parent)
    : Feature(parent)
    , m_document(document)
    , m_editor(editor)
    , m_theme(theme)
    , m_problemTool(document, editor)
    , m_renameTool(document, editor)
{
    connect(&m_problemTool, &ProblemTool::noticeRaised, this, &Feature::noticeRaised);
    connect(&document, &ProjectDocument::revealRequested, this, [this] { emit modeRequested(Mode::Design); });
}

void DesignFeature::addActions(ActionRegistry &registry)
{
    QAction *remove = registry.add({.id = u"edit.delete"_s,
                                    .menu = Menu::Edit,
                                    .text = tr("&Delete"),
                                    .tip = tr("Remove the selected elements"),
                                    .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_Delete)},
                                    .icon = u"trash"_s,
                                    .section = 1});
    QAction *rename = registry.add({.id = u"edit.rename"_s,
                                    .menu = Menu::Edit,
                                    .text = tr("&Rename"),
                                    .tip = tr("Give the selected element another name or id, everywhere"),
                                    .shortcuts = {QKeySequence(Qt::Key_F2)},
                                    .icon = u"pencil"_s,
                                    .section = 1});
    connect(remove, &QAction::triggered, this, &DesignFeature::removeSelected);
    connect(rename, &QAction::triggered, this, &DesignFeature::renameSelected);
    addProblemActions(registry);
}

void DesignFeature::addProblemActions(ActionRegistry &registry)
{
    QAction *next = registry.add({.id = u"tools.next-problem"_s,
                                  .menu = Menu::Tools,
                                  .text = tr("&Next problem"),
                                  .tip = tr("Go to the next problem"),
                                  .shortcuts = {QKeySequence(Qt::Key_F8)},
                                  .icon = u"warning"_s});
    QAction *previous = registry.add({.id = u"tools.previous-problem"_s,
                                      .menu = Menu::Tools,
                                      .text = tr("&Previous problem"),
                                      .tip = tr("Go to the problem before"),
                                      .shortcuts = {QKeySequence(Qt::SHIFT | Qt::Key_F8)}});
    QAction *fix = registry.add({.id = u"tools.fix"_s,
                                 .menu = Menu::Tools,
                                 .text = tr("&Quick fix…"),
                                 .tip = tr("Ways to mend the current problem"),
                                 .shortcuts = {QKeySequence(Qt::ALT | Qt::Key_Return)}});
    QAction *accept = registry.add({.id = u"tools.accept"_s,
                                    .menu = Menu::Tools,
                                    .text = tr("&Accept…"),
                                    .tip = tr("Accept the current problem on purpose, with a reason")});
    QAction *seal =
        registry.add({.id = u"tools.seal"_s,
                      .menu = Menu::Tools,
                      .text = tr("&Seal published versions"),
                      .tip = tr("Keep a digest of each published schema, so that a later change is found")});
    QAction *help = registry.add({.id = u"help.rule"_s,
                                  .menu = Menu::Help,
                                  .text = tr("&Why is this a problem?"),
                                  .tip = tr("The help page of the current problem's rule"),
                                  .shortcuts = {QKeySequence(Qt::Key_F1)}});
    connect(next, &QAction::triggered, this, [this] { jump(1); });
    connect(previous, &QAction::triggered, this, [this] { jump(-1); });
    connect(seal, &QAction::triggered, &m_problemTool, &ProblemTool::sealVersions);
    const auto on = [this](QAction *action, void (ProblemsPanel::*verb)()) {
        connect(action, &QAction::triggered, this, [this, verb] {
            emit modeRequested(Mode::Design);
            if (m_problems)
                (m_problems->*verb)();
        });
    };
    on(fix, &ProblemsPanel::showFixes);
    on(accept, &ProblemsPanel::acceptCurrent);
    on(help, &ProblemsPanel::showHelp);
}

QList<Panel> DesignFeature::panels()
{
    m_properties = new PropertiesPanel(m_document, m_editor, m_theme);
    m_problems = new ProblemsPanel(m_document, m_problemTool, m_theme);
    return {
        {Mode::Design, Area::Left, tr("Outline"), new OutlinePanel(m_document, m_theme), 1},
        {Mode::Design, Area::Right, tr("Properties"), m_properties, 5},
        {Mode::Design, Area::Right, {}, m_problems, 2},
    };
}

void DesignFeature::removeSelected()
{
    QList<ElementRef> elements;
    for (const QString &text : m_document.selection()) {
        const std::optional<ElementPath> path = ElementPath::fromText(text);
        if (path && path->part == ElementPath::Part::Whole)
            elements.append(path->element);
    }
    const Result<void> removed = m_editor.removeElements(elements);
    if (!removed)
        emit noticeRaised({NoticeTone::Error, tr("Nothing was removed."), removed.error().message, {}, {}});
}

void DesignFeature::renameSelected()
{
    const std::optional<ElementPath> path = m_renameTool.target();
    if (!path)
        return;
    if (m_document.isReadOnly()) {
        emit noticeRaised({NoticeTone::Warning, tr("%1 can only be looked at.").arg(m_document.title()), {}, {}, {}});
        return;
    }
    RenameDialog(m_renameTool, *path, m_problems ? m_problems->window() : nullptr).exec();
}

void DesignFeature::jump(int step)
{
    if (m_problems)
        m_problems->jump(step);
}

} // namespace weir
