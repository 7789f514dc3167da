// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/document/designs.h"
#include "tests/support/registertest.h"

#include "core/document/eventrates.h"
#include "core/document/queuesizing.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

/// One queue that a service sends to at \a rate and another takes from, with \a more members of the subscription.
Catalog queue(const char *rate, Json more)
{
    Json receives{{"id", "work"}, {"channel", "jobs"}, {"events", {"job.added"}}};
    receives.update(more);
    Json sends{{"event", "job.added"}, {"channel", "jobs"}};
    if (rate)
        sends["load"] = {{"rate", rate}};
    return test::designOf(
        {{"weir", 1},
         {"services", {{{"id", "source"}, {"sends", {sends}}}, {{"id", "worker"}, {"receives", {receives}}}}},
         {"events", {{{"id", "job.added"}}, {{"id", "job.done"}}}},
         {"channels", {{{"id", "jobs"}, {"kind", "queue"}}, {{"id", "done"}, {"kind", "topic"}}}}});
}

Json processing(const char *mean)
{
    return {{"distribution", "exponential"}, {"mean", mean}};
}

} // namespace

class tst_QueueSizing : public QObject
{
    Q_OBJECT

private slots:
    void oneServerWaitsAsTheTextbookSays()
    {
        // M/M/1 with rho 0.8: 3.2 messages wait, 40 ms each.
        const SizingRow row = queueSizing(queue("80/s", {{"processing", processing("10ms")}})).first();
        QCOMPARE(*row.utilisation, 0.8);
        QCOMPARE(*row.waiting, 3.2);
        QCOMPARE(*row.wait, 0.04);
        QCOMPARE(*row.neededServers, 2);
    }

    void tenServersWaitAsTheTextbookSays()
    {
        // M/M/10 with 8 Erlang: Wq = 0.20459 service times, Lq = 1.63672.
        const SizingRow row =
            queueSizing(queue("8/s", {{"processing", processing("1s")}, {"instances", 5}, {"concurrency", 2}})).first();
        QVERIFY(std::abs(*row.wait - 0.20459) < 5e-6);
        QVERIFY(std::abs(*row.waiting - 1.63672) < 5e-6);
    }

    void sixtyFiveWorkersAreNeededForFortyFiveErlang()
    {
        QCOMPARE(*queueSizing(queue("250/s", {{"processing", processing("180ms")}})).first().neededServers, 65);
    }

    void anOverloadHasNoWait()
    {
        const SizingRow row = queueSizing(queue("2/s", {{"processing", processing("1s")}})).first();
        QCOMPARE(*row.utilisation, 2.0);
        QVERIFY(!row.wait && !row.waiting);
    }

    void whatIsNotKnownStaysOpen()
    {
        QVERIFY(!queueSizing(queue(nullptr, {{"processing", processing("1s")}})).first().arrivals);
        const SizingRow row = queueSizing(queue("2/s", Json::object())).first();
        QVERIFY(!row.serviceTime && !row.utilisation);
    }

    void followUpsCarryTheirShareOn()
    {
        const Json emits = {{{"event", "job.done"}, {"channel", "done"}, {"probability", 0.5}}};
        Catalog catalog = queue("8/s", {{"emits", emits}, {"failureRate", 0.25}});
        catalog.setDocument(
            {Kind::Service, u"reader"_s},
            {{"id", "reader"}, {"receives", {{{"id", "read"}, {"channel", "done"}, {"events", {"job.done"}}}}}});
        QCOMPARE(arrivalRates(catalog).value(u"reader/read"_s), 3.0);
    }

    void aCircleThatGrowsIsUnknown()
    {
        const Json emits = {{{"event", "job.added"}, {"channel", "jobs"}}};
        QVERIFY(!arrivalRates(queue("1/s", {{"emits", emits}})).contains(u"worker/work"_s));
    }

    void aCircleThatFadesIsSummedUp()
    {
        const Json emits = {{{"event", "job.added"}, {"channel", "jobs"}, {"probability", 0.5}}};
        // Each job makes another with probability one half: 2 in all.
        const QHash<QString, double> rates = arrivalRates(queue("1/s", {{"emits", emits}}));
        QVERIFY(std::abs(rates.value(u"worker/work"_s) - 2) < 1e-6);
    }
};

WEIR_TEST(tst_QueueSizing)
#include "tst_queuesizing.moc"
