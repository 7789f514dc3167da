// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QModelIndex>
#include <QWidget>

class QLabel;
class QListView;
class QStackedWidget;

namespace weir {

class FindingsModel;
class ProjectDocument;
class Theme;

/// What is wrong with the project; choosing a line goes there.
class ProblemsPanel : public QWidget
{
    Q_OBJECT

public:
    ProblemsPanel(ProjectDocument &document, const Theme &theme, QWidget *parent = nullptr);

    FindingsModel *model() const { return m_model; }
    QListView *view() const { return m_view; }
    /// Goes to the next finding (\a step 1) or the one before (-1), round and round.
    void jump(int step);

private:
    void refresh();
    void open(const QModelIndex &index);

    ProjectDocument &m_document;
    FindingsModel *m_model;
    QLabel *m_head;
    QLabel *m_count;
    QStackedWidget *m_stack;
    QListView *m_view;
};

} // namespace weir
