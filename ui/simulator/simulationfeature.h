// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/feature.h"
#include "ui/simulator/comparetool.h"
#include "ui/simulator/historytool.h"
#include "ui/simulator/resultspanel.h"
#include "ui/simulator/simulationtool.h"
#include "ui/simulator/sizetool.h"
#include "ui/simulator/sweeptool.h"

#include <QPointer>

class QAction;

namespace weir {

class PlaybackBar;
class ReportPanel;
class Theme;

/// Simulate mode: scenarios and runs at the left, the report at the right, charts below; the diagram in the centre shows
/// the figures of overlayChanged(), and floatingBar() belongs on it.
class SimulationFeature : public Feature
{
    Q_OBJECT

public:
    SimulationFeature(ProjectDocument &document, const Theme &theme, QObject *parent = nullptr);
    ~SimulationFeature() override;

    SimulationTool &tool() { return m_tool; }
    SweepTool &sweep() { return m_sweep; }
    SizeTool &size() { return m_size; }
    CompareTool &comparison() { return m_paired; }
    HistoryTool &histories() { return m_histories; }
    /// Shows a page of the results below the diagram.
    void showPage(ResultsPanel::Page page);
    /// The pill to be shown over the diagram; whoever shows it becomes its parent.
    QWidget *floatingBar() const;

    void addActions(ActionRegistry &registry) override;
    QList<Panel> panels() override;
    void modeEntered(Mode mode) override;
    void modeLeft(Mode mode) override;

signals:
    /// What the diagram should show: figures in Simulate mode, nothing elsewhere.
    void overlayChanged(const weir::Overlay &overlay);

private:
    void addPaces(ActionRegistry &registry);
    void addExperiments(ActionRegistry &registry);
    void compare();
    void refresh();
    void showStatus();

    ProjectDocument &m_document;
    const Theme &m_theme;
    SimulationTool m_tool;
    SweepTool m_sweep;
    SizeTool m_size;
    CompareTool m_paired;
    HistoryTool m_histories;
    QPointer<PlaybackBar> m_bar;
    QPointer<ReportPanel> m_report;
    QPointer<ResultsPanel> m_results;
    QAction *m_run = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_step = nullptr;
    QAction *m_compare = nullptr;
    QAction *m_play = nullptr;
    bool m_shown = false; ///< Simulate mode is on.
};

} // namespace weir
