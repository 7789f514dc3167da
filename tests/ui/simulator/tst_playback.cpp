// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/simulator/playback.h"

#include <QSignalSpy>
#include <QTest>

using namespace weir;
using namespace std::chrono_literals;

class tst_Playback : public QObject
{
    Q_OBJECT

private slots:
    void aRunTakesSixSeconds()
    {
        Playback playback;
        playback.setLength(3600);
        playback.advance(3000ms);
        QCOMPARE(playback.position(), 1800.0);
        playback.advance(3000ms);
        QVERIFY(playback.isAtEnd());
    }

    void speedMakesItShorter()
    {
        Playback playback;
        playback.setLength(600);
        QCOMPARE(playback.factor(), 100.0);
        playback.setSpeed(4);
        QCOMPARE(playback.factor(), 400.0);
        playback.advance(1500ms);
        QVERIFY(playback.isAtEnd());
        playback.setSpeed(1000);
        QCOMPARE(playback.speed(), 8.0);
    }

    void skippingStopsAtTheEnd()
    {
        Playback playback;
        playback.setLength(60);
        QSignalSpy playing(&playback, &Playback::playingChanged);
        playback.play();
        QVERIFY(playback.isPlaying());
        playback.skipToEnd();
        QVERIFY(!playback.isPlaying());
        QCOMPARE(playback.position(), 60.0);
        QCOMPARE(playing.count(), 2);
    }

    void playingAtTheEndBeginsAnew()
    {
        Playback playback;
        playback.setLength(60);
        playback.skipToEnd();
        playback.play();
        QCOMPARE(playback.position(), 0.0);
    }

    void aStepIsAHundredthAndPauses()
    {
        Playback playback;
        playback.setLength(600);
        playback.play();
        playback.step();
        QVERIFY(!playback.isPlaying());
        QCOMPARE(playback.position(), 6.0);
        playback.seek(0.995);
        playback.step();
        QVERIFY(playback.isAtEnd());
        playback.step(); // begins anew
        QCOMPARE(playback.position(), 0.0);
    }

    void nothingToPlayDoesNotPlay()
    {
        Playback playback;
        playback.play();
        QVERIFY(!playback.isPlaying());
    }
};

WEIR_TEST(tst_Playback)
#include "tst_playback.moc"
