// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"
#include "tests/ui/welcome/writers.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using test::Writers;

/// Several windows, commands and other programs change one project in every order: no edit that somebody was told is made
/// gets lost, and who is refused learns why.
class tst_TwoWriters : public QObject
{
    Q_OBJECT

    QByteArray m_stateHome;

private slots:
    void initTestCase() { m_stateHome = qgetenv("XDG_STATE_HOME"); }
    void cleanup() { qputenv("XDG_STATE_HOME", m_stateHome); }

    void noEditIsLostInAnyOrder_data()
    {
        QTest::addColumn<bool>("isBundle");
        QTest::newRow("folder") << false;
        QTest::newRow("bundle") << true;
    }

    void noEditIsLostInAnyOrder()
    {
        QFETCH(const bool, isBundle);
        const int interleavings = test::rounds(15, 250);
        test::WriterCounts counts;
        for (int seed = 1; seed <= interleavings; ++seed) {
            Writers writers(quint64(seed), isBundle, counts);
            for (int step = 0; step < 40 && writers.complaint().isEmpty(); ++step)
                writers.step();
            writers.finish();
            QVERIFY2(writers.complaint().isEmpty(),
                     qPrintable(u"seed %1: %2\n%3"_s.arg(seed).arg(writers.complaint(), writers.history())));
        }
        qInfo("%d interleavings: %d edits, %d refusals, %d conflicts brought together, %d sessions killed, %d restored",
              interleavings, counts.edits, counts.refusals, counts.conflicts, counts.kills, counts.restored);
        // Otherwise nothing was tried.
        QVERIFY(counts.edits > interleavings * 5);
        QVERIFY(counts.refusals > interleavings / 2);
        QVERIFY(counts.conflicts > 0);
        QVERIFY(counts.kills > 0 && counts.restored > 0);
    }
};

WEIR_TEST(tst_TwoWriters)
#include "tst_twowriters.moc"
