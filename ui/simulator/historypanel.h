// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/simulator/experimentpage.h"

class QComboBox;
class QLabel;

namespace weir {

class HistoryTool;
class ResultView;
class SimulationTool;
class Theme;

/// The page of the event histories: which outcomes at the left, the events, and the attempts of the chosen one.
class HistoryPanel : public ExperimentPage
{
    Q_OBJECT

public:
    HistoryPanel(HistoryTool &tool, SimulationTool &simulation, const Theme &theme, QWidget *parent = nullptr);

protected:
    void showAnswer() override;

private:
    void fillOutcomes();

    HistoryTool &m_tool;
    QComboBox *m_outcome;
    ResultView *m_events;
    ResultView *m_details;
    QLabel *m_chosen;
};

} // namespace weir
