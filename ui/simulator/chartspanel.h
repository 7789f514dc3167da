// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QStackedLayout;

namespace weir {

class ChartView;
class EmptyState;
class ProjectDocument;
class SimulationTool;
class Theme;

/// The charts of the shown run: two by two, one cursor through all of them.
class ChartsPanel : public QWidget
{
    Q_OBJECT

public:
    ChartsPanel(SimulationTool &tool, ProjectDocument &document, const Theme &theme, QWidget *parent = nullptr);

private:
    void showRun();
    void showPosition(double share);
    /// The subscription that is selected, as `billing/bill`; empty when none is.
    QString focus() const;

    SimulationTool &m_tool;
    ProjectDocument &m_document;
    QList<ChartView *> m_charts;
    EmptyState *m_empty;
    QStackedLayout *m_pages;
};

} // namespace weir
