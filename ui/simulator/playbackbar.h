// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QMenu;
class QProgressBar;
class QSlider;
class QToolButton;

namespace weir {

class SimulationTool;

/// The pill over the diagram: pause, step, progress, speed and cancel while a run goes on; then play, skip, position, speed and how fast the
/// run was. Hidden as long as there is neither.
class PlaybackBar : public QFrame
{
    Q_OBJECT

public:
    explicit PlaybackBar(SimulationTool &tool, QWidget *parent = nullptr);

signals:
    /// It became wider or narrower, or appeared.
    void resized();

private:
    void refresh();
    void showPosition();
    void fillSpeeds(QMenu &menu);
    QToolButton *makeButton(const QString &glyph, const QString &tip);

    SimulationTool &m_tool;
    QToolButton *m_play;
    QToolButton *m_step;
    QToolButton *m_skip;
    QToolButton *m_cancel;
    QToolButton *m_speed;
    QSlider *m_slider;
    QProgressBar *m_progress;
    QLabel *m_text;
};

} // namespace weir
