// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"
#include "core/simulation/eventlist.h"

#include <QTest>

#include <set>

using namespace weir;
using namespace weir::sim;

class tst_EventList : public QObject
{
    Q_OBJECT

private slots:
    void eventsLeaveInOrderOfTimeThenOfScheduling_data()
    {
        QTest::addColumn<quint32>("firstSequence");
        QTest::newRow("from the start") << 0u;
        QTest::newRow("across the renumbering") << 0xffff'ff00u;
    }
    void eventsLeaveInOrderOfTimeThenOfScheduling()
    {
        QFETCH(quint32, firstSequence);
        EventList list(firstSequence);
        const Index lanes[] = {list.addLane(), list.addLane()};
        const Time delays[] = {5, 40};
        std::set<std::tuple<Time, std::uint64_t, std::uint32_t>> expected; // Time, order, index.
        std::uint64_t order = 0;
        RandomStream random(3);
        Time now = 0;
        for (std::uint32_t i = 0; i < 20000; ++i) {
            const bool takes = !expected.empty() && random.below(100) < (i % 4000 < 2000 ? 45u : 55u);
            if (takes) {
                QCOMPARE(list.firstTime(), std::get<0>(*expected.begin()));
                const Event event = list.take();
                now = timeOf(event);
                QCOMPARE(now, std::get<0>(*expected.begin()));
                QCOMPARE(slotOf(event), slotFor(1, std::get<2>(*expected.begin())));
                expected.erase(expected.begin());
                continue;
            }
            const std::uint64_t kind = random.below(3);
            const Time time = now + (kind < 2 ? delays[kind] : static_cast<Time>(random.below(30)));
            if (kind < 2)
                list.scheduleInLane(lanes[kind], time, slotFor(1, i));
            else
                list.schedule(time, slotFor(1, i));
            expected.emplace(time, order++, i);
            QVERIFY(!list.isEmpty());
        }
        while (!expected.empty()) {
            QCOMPARE(list.firstTime(), std::get<0>(*expected.begin()));
            QCOMPARE(slotOf(list.take()) >> tagBits, std::get<2>(*expected.begin()));
            expected.erase(expected.begin());
        }
        QVERIFY(list.isEmpty());
    }
};

WEIR_TEST(tst_EventList)
#include "tst_eventlist.moc"
