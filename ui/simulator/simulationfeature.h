// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/feature/feature.h"
#include "ui/simulator/simulationtool.h"

#include <QPointer>

class QAction;

namespace weir {

class PlaybackBar;
class ReportPanel;
class ResultsPanel;
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
    void compare();
    void refresh();
    void showStatus();

    ProjectDocument &m_document;
    const Theme &m_theme;
    SimulationTool m_tool;
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
