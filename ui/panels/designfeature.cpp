// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/designfeature.h"

#include "ui/editing/editor.h"
#include "ui/editing/elementpath.h"
#include "ui/editing/projectdocument.h"
#include "ui/feature/actionregistry.h"
#include "ui/panels/outlinepanel.h"
#include "ui/panels/problemspanel.h"
#include "ui/panels/propertiespanel.h"

#include <QAction>

namespace weir {

using namespace Qt::StringLiterals;

DesignFeature::DesignFeature(ProjectDocument &document, Editor &editor, const Theme &theme, QObject *parent)
    : Feature(parent)
    , m_document(document)
    , m_editor(editor)
    , m_theme(theme)
{
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
                                    .tip = tr("Give the selected element another name"),
                                    .shortcuts = {QKeySequence(Qt::Key_F2)},
                                    .icon = u"pencil"_s,
                                    .section = 1});
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
    connect(remove, &QAction::triggered, this, &DesignFeature::removeSelected);
    connect(rename, &QAction::triggered, this, &DesignFeature::renameSelected);
    connect(next, &QAction::triggered, this, [this] { jump(1); });
    connect(previous, &QAction::triggered, this, [this] { jump(-1); });
}

QList<Panel> DesignFeature::panels()
{
    m_properties = new PropertiesPanel(m_document, m_editor, m_theme);
    m_problems = new ProblemsPanel(m_document, m_theme);
    return {
        {Mode::Design, Area::Left, tr("Outline"), new OutlinePanel(m_document, m_theme), 1},
        {Mode::Design, Area::Right, tr("Properties"), m_properties, 6},
        {Mode::Design, Area::Right, {}, m_problems, 1},
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
    if (m_document.selection().size() != 1 || !m_properties)
        return;
    const std::optional<ElementPath> path = ElementPath::fromText(m_document.selection().first());
    const bool isTitled = path && (path->element.kind == Kind::Scenario || path->element.kind == Kind::View);
    m_document.reveal(path->text(), isTitled ? u"/title"_s : u"/name"_s);
}

void DesignFeature::jump(int step)
{
    if (m_problems)
        m_problems->jump(step);
}

} // namespace weir
