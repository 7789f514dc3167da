// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/finding.h"

#include <QModelIndex>
#include <QWidget>

class QLabel;
class QListView;
class QMenu;
class QStackedWidget;

namespace weir {

class FindingsModel;
class ProblemTool;
class ProjectDocument;
class RuleHelpWindow;
class Theme;

/// What is wrong with the project. Choosing a line goes there; Alt+Return mends it, its menu also accepts it on purpose or
/// weighs its rule differently, F1 explains the rule.
class ProblemsPanel : public QWidget
{
    Q_OBJECT

public:
    ProblemsPanel(ProjectDocument &document, ProblemTool &tool, const Theme &theme, QWidget *parent = nullptr);

    FindingsModel *model() const { return m_model; }
    QListView *view() const { return m_view; }
    /// Goes to the next finding (\a step 1) or the one before (-1), round and round.
    void jump(int step);
    /// The ways to mend the current finding, the best one first and ready for Return.
    void showFixes();
    /// Asks for a reason and accepts the current finding.
    void acceptCurrent();
    void showHelp();

private:
    void refresh();
    void open(const QModelIndex &index);
    /// The current finding, or the first; nullptr when there is none.
    const Finding *current();
    void addFixes(QMenu &menu, const Finding &finding);
    void showMenu(const QPoint &place);

    ProjectDocument &m_document;
    ProblemTool &m_tool;
    FindingsModel *m_model;
    QLabel *m_head;
    QLabel *m_count;
    QStackedWidget *m_stack;
    QListView *m_view;
    RuleHelpWindow *m_help = nullptr; ///< Made when it is first asked for.
};

} // namespace weir
