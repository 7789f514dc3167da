// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/replications.h"
#include "core/statistics/queueingformulas.h"
#include "tests/core/simulation/testnetworks.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include <QTest>

using namespace weir;
using namespace weir::sim;
using weir::sim::test::oneQueue;
using weir::sim::test::untilEmpty;

namespace {

/// Runs of one study.
constexpr std::uint32_t replicationsOfOne = 5;

} // namespace

/// Whether an interval that says 95 % means it.
class tst_Coverage : public QObject
{
    Q_OBJECT

private slots:
    void intervalsHoldTheTruth_data();
    void intervalsHoldTheTruth();
};

void tst_Coverage::intervalsHoldTheTruth_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("servers");
    QTest::newRow("M/M/1 at a half") << 0.5 << 1;
    QTest::newRow("M/M/4 at seven tenths") << 2.8 << 4;
}

void tst_Coverage::intervalsHoldTheTruth()
{
    QFETCH(double, rate);
    QFETCH(int, servers);
    const Network network = oneQueue(rate, std::uint32_t(servers));
    const double wait = queueing::meanWait(servers, rate, 1), busy = rate / servers;
    const int studies = ::weir::test::rounds(60, 200);
    int waitHeld = 0, busyHeld = 0;
    for (int study = 0; study < studies; ++study) {
        RunSettings settings = untilEmpty(10'000, rate, 5'000 + std::uint64_t(study));
        settings.warmup = 300 * second;
        settings.bins = 0;
        ReplicationPlan plan;
        plan.replications = replicationsOfOne;
        const Results results = runReplications(network, settings, plan, {});
        const SubscriptionResult &queue = results.subscriptions.front();
        QCOMPARE(queue.wait.means.count(), std::size_t(replicationsOfOne));
        waitHeld += qAbs(queue.wait.means.mean() / sim::test::seconds - wait)
                <= *queue.wait.means.halfWidth() / sim::test::seconds
            ? 1
            : 0;
        busyHeld += qAbs(queue.utilisation.mean() - busy) <= *queue.utilisation.halfWidth() ? 1 : 0;
    }
    // In 200 studies 91 to 98 %; in 60 what chance makes of 95 % once in ten thousand times.
    const double least = ::weir::test::isLongRun() ? 0.91 : 0.84, most = ::weir::test::isLongRun() ? 0.98 : 1;
    for (const int held : {waitHeld, busyHeld}) {
        const double share = double(held) / studies;
        QVERIFY2(share >= least && share <= most, qPrintable(QString::number(share)));
    }
}

WEIR_TEST(tst_Coverage)
#include "tst_coverage.moc"
