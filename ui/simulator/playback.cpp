// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulator/playback.h"

#include <algorithm>

namespace weir {
namespace {

constexpr std::chrono::milliseconds frame{33};
constexpr double wholeRun = 6000; // milliseconds at speed 1

} // namespace

Playback::Playback(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(frame);
    connect(&m_timer, &QTimer::timeout, this, [this] { advance(std::chrono::milliseconds(m_since.restart())); });
}

void Playback::setLength(double seconds)
{
    pause();
    m_length = seconds;
    seek(0);
}

void Playback::setSpeed(double speed)
{
    m_speed = std::clamp(speed, 0.25, 8.0);
    emit speedChanged(m_speed);
}

double Playback::factor() const
{
    return m_length * m_speed * 1000 / wholeRun;
}

void Playback::play()
{
    if (isPlaying() || m_length <= 0)
        return;
    if (isAtEnd())
        seek(0);
    m_since.start();
    m_timer.start();
    emit playingChanged(true);
}

void Playback::pause()
{
    if (!isPlaying())
        return;
    m_timer.stop();
    emit playingChanged(false);
}

void Playback::skipToEnd()
{
    pause();
    seek(1);
}

void Playback::seek(double share)
{
    m_share = std::clamp(share, 0.0, 1.0);
    emit moved(m_share);
}

void Playback::step()
{
    if (m_length <= 0)
        return;
    pause();
    seek(isAtEnd() ? 0 : m_share + stepShare);
}

void Playback::advance(std::chrono::milliseconds time)
{
    seek(m_share + double(time.count()) * m_speed / wholeRun);
    if (isAtEnd())
        pause();
}

} // namespace weir
