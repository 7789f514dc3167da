// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QStackedLayout;
class QTableView;

namespace weir {

class FiguresModel;
class FiguresProxy;
class ProjectDocument;
class SimulationTool;

/// Every figure of the shown run in a table that can be filtered and sorted, with the differences from the run it is
/// compared with. A click selects the element.
class FiguresPanel : public QWidget
{
    Q_OBJECT

public:
    FiguresPanel(SimulationTool &tool, ProjectDocument &document, QWidget *parent = nullptr);

private:
    void refresh();
    void sortAsUsual();

    SimulationTool &m_tool;
    ProjectDocument &m_document;
    FiguresModel *m_model;
    FiguresProxy *m_proxy;
    QTableView *m_view;
    QLineEdit *m_filter;
    QLabel *m_summary;
    QStackedLayout *m_pages;
    std::optional<int> m_comparedBefore; ///< Number of the run beside the shown one; 0: alone.
};

} // namespace weir
