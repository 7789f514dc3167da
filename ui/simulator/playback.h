// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace weir {

/// Plays a finished run back: a position in simulated time that moves on by itself. At speed 1 a run takes six seconds,
/// however long it is.
class Playback : public QObject
{
    Q_OBJECT

public:
    static constexpr double stepShare = 0.01; ///< Of a run.

    explicit Playback(QObject *parent = nullptr);

    /// Goes to the start of a run of \a seconds simulated seconds, stopped.
    void setLength(double seconds);
    double length() const { return m_length; }
    /// Simulated seconds from the start.
    double position() const { return m_share * m_length; }
    /// 0 to 1.
    double share() const { return m_share; }
    bool isPlaying() const { return m_timer.isActive(); }
    bool isAtEnd() const { return m_share >= 1; }

    double speed() const { return m_speed; }
    /// 0.25 to 8.
    void setSpeed(double speed);
    /// Simulated seconds that pass in a second at the present speed.
    double factor() const;

    /// From the start again when it is at the end.
    void play();
    void pause();
    void skipToEnd();
    void seek(double share);
    /// A hundredth further, then paused; from the start again when it is at the end.
    void step();
    /// Moves on as if \a time had passed; the timer calls it.
    void advance(std::chrono::milliseconds time);

signals:
    void moved(double share);
    void playingChanged(bool playing);
    void speedChanged(double speed);

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    double m_length = 0;
    double m_share = 1;
    double m_speed = 1;
};

} // namespace weir
