// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

namespace weir {

class CompareTool;
class HistoryTool;
class ProjectDocument;
class SimulationTool;
class SizeTool;
class SweepTool;
class Theme;

/// What asks more than one run; the feature owns it.
struct Experiments
{
    SweepTool &sweep;
    SizeTool &size;
    CompareTool &compare;
    HistoryTool &histories;
};

/// What lies below the diagram in Simulate mode, one tab each: charts, all figures, the histories of events, and the
/// experiments.
class ResultsPanel : public QTabWidget
{
    Q_OBJECT

public:
    enum class Page : quint8 { Charts, Figures, Events, Sweep, Size, Compare };

    ResultsPanel(SimulationTool &tool, const Experiments &experiments, ProjectDocument &document, const Theme &theme,
                 QWidget *parent = nullptr);

    void showPage(Page page);
};

} // namespace weir
