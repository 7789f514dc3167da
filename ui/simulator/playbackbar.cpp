// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/playbackbar.h"

#include "ui/charts/chartdata.h"
#include "ui/simulator/simulationtool.h"
#include "ui/theme/icons.h"
#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QSlider>
#include <QToolButton>

namespace weir {
namespace {

using namespace Qt::StringLiterals;

constexpr int sliderSteps = 1000;

/// "1.9 M ev/s"
QString pace(const SimulationRun &run)
{
    const double rate = run.eventsPerSecond();
    return rate > 0 ? PlaybackBar::tr("%1 ev/s").arg(tickText(std::round(rate))) : QString();
}

QString factorText(double factor)
{
    return u"×"_s + QLocale().toString(factor, 'g', factor >= 100 ? 4 : 3);
}

} // namespace

PlaybackBar::PlaybackBar(SimulationTool &tool, QWidget *parent)
    : QFrame(parent)
    , m_tool(tool)
    , m_play(makeButton(u"play"_s, tr("Play the run back")))
    , m_step(makeButton(u"step"_s, tr("Go on by a hundredth of the run (F7)")))
    , m_skip(makeButton(u"skip"_s, tr("Skip to the end")))
    , m_cancel(makeButton(u"close"_s, tr("Stop the run (Shift+F5)")))
    , m_speed(makeButton(u"speed"_s, tr("Speed of the playback")))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_progress(new QProgressBar(this))
    , m_text(makeLabel({}, Look::Small, this))
{
    setLook(this, Look::Pill);
    m_slider->setRange(0, sliderSteps);
    m_slider->setFixedWidth(140);
    m_slider->setAccessibleName(tr("Position in the run"));
    m_progress->setRange(0, sliderSteps);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(160);
    m_progress->setAccessibleName(tr("Progress of the run"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 3, 12, 3);
    row->setSpacing(6);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_play, m_step, m_skip, m_slider, m_progress, m_text, m_speed, m_cancel})
        row->addWidget(widget);
    auto *menu = new QMenu(this);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillSpeeds(*menu); });
    m_speed->setMenu(menu);
    m_speed->setPopupMode(QToolButton::InstantPopup);
    connect(m_play, &QToolButton::clicked, this, [this] {
        if (m_tool.isRunning())
            m_tool.setPaused(!m_tool.isPaused());
        else
            m_tool.playback().isPlaying() ? m_tool.playback().pause() : m_tool.playback().play();
    });
    connect(m_step, &QToolButton::clicked, this, [this] {
        if (m_tool.isRunning())
            m_tool.step();
        else
            m_tool.playback().step();
    });
    connect(m_skip, &QToolButton::clicked, &tool.playback(), &Playback::skipToEnd);
    connect(m_cancel, &QToolButton::clicked, &tool, &SimulationTool::stop);
    connect(m_slider, &QSlider::sliderMoved, this, [this](int value) {
        m_tool.playback().pause();
        m_tool.playback().seek(double(value) / sliderSteps);
    });
    connect(&tool, &SimulationTool::runningChanged, this, &PlaybackBar::refresh);
    connect(&tool, &SimulationTool::currentChanged, this, &PlaybackBar::refresh);
    connect(&tool, &SimulationTool::pausedChanged, this, &PlaybackBar::refresh);
    connect(&tool, &SimulationTool::progressed, this, &PlaybackBar::showPosition);
    connect(&tool, &SimulationTool::liveChanged, this, &PlaybackBar::showPosition);
    connect(&tool.playback(), &Playback::moved, this, &PlaybackBar::showPosition);
    connect(&tool.playback(), &Playback::speedChanged, this, &PlaybackBar::showPosition);
    connect(&tool.playback(), &Playback::playingChanged, this, &PlaybackBar::refresh);
    refresh();
}

/// While a run goes on how fast it goes, else how fast it is played back.
void PlaybackBar::fillSpeeds(QMenu &menu)
{
    menu.clear();
    const auto add = [&menu, this](const QString &text, bool isOn, const std::function<void()> &verb) {
        QAction *action = menu.addAction(text, this, verb);
        action->setCheckable(true);
        action->setChecked(isOn);
    };
    if (m_tool.isRunning()) {
        for (const double seconds : {0.0, 10.0, 60.0})
            add(seconds > 0 ? tr("%1 s for each replication").arg(seconds) : tr("As fast as the machine can"),
                m_tool.pace() == seconds, [this, seconds] { m_tool.setPace(seconds); });
        return;
    }
    for (const double speed : {0.25, 0.5, 1.0, 2.0, 4.0, 8.0})
        add(tr("%1 × speed").arg(speed), m_tool.playback().speed() == speed,
            [this, speed] { m_tool.playback().setSpeed(speed); });
}

QToolButton *PlaybackBar::makeButton(const QString &glyph, const QString &tip)
{
    auto *button = new QToolButton(this);
    button->setIcon(icon(glyph));
    button->setIconSize({14, 14});
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    setLook(button, Look::Flat);
    return button;
}

void PlaybackBar::refresh()
{
    const bool running = m_tool.isRunning();
    const bool shown = running || m_tool.current();
    const bool moves = running ? !m_tool.isPaused() : m_tool.playback().isPlaying();
    m_play->setIcon(icon(moves ? u"pause"_s : u"play"_s));
    const QString tip = !running ? (moves ? tr("Pause the playback (Shift+F7)") : tr("Play the run back (Shift+F7)"))
        : moves                  ? tr("Pause (F5)")
                                 : tr("Continue (F5)");
    m_play->setToolTip(tip);
    m_play->setAccessibleName(tip);
    m_skip->setVisible(!running);
    m_slider->setVisible(!running);
    m_progress->setVisible(running);
    m_cancel->setVisible(running);
    setVisible(shown);
    showPosition();
    adjustSize();
    emit resized();
}

void PlaybackBar::showPosition()
{
    if (m_tool.isRunning()) {
        m_progress->setValue(int(m_tool.progress() * sliderSteps));
        const QString share =
            (m_tool.isPaused() ? tr("Paused at %1 %") : tr("Running… %1 %")).arg(int(m_tool.progress() * 100));
        const Report *live = m_tool.live();
        m_text->setText(live ? share + u"   "_s + timeText(live->simulated, live->simulated) : share);
        return;
    }
    const SimulationRun *run = m_tool.current();
    if (!run)
        return;
    const Playback &playback = m_tool.playback();
    m_slider->setValue(int(playback.share() * sliderSteps));
    QStringList parts{timeText(playback.position(), playback.length()), factorText(playback.factor()), pace(*run)};
    parts.removeAll(QString());
    m_text->setText(parts.join(u"   "_s));
}

} // namespace weir
