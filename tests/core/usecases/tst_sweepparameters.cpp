// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/sweepparameters.h"
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

Catalog shop()
{
    return test::designFrom(R"({"weir": 1, "title": "Shop",
        "services": [
            {"id": "orders", "name": "Orders", "outbox": {"poll": "2s", "batch": 50},
             "sends": [{"event": "order.placed", "channel": "orders", "load": {"rate": "10/s"}}]},
            {"id": "billing", "name": "Billing", "receives": [{"id": "bill", "channel": "orders",
             "events": ["order.placed"], "instances": 3, "failureRate": 0.02, "policy": "thrice",
             "processing": {"distribution": "lognormal", "mean": "180ms", "cv": 0.8}}]}],
        "events": [{"id": "order.placed"}],
        "channels": [{"id": "orders", "name": "Orders to bill", "kind": "queue", "capacity": 100}],
        "policies": [{"id": "thrice", "maxAttempts": 3,
                      "strategy": {"type": "exponential", "initialDelay": "2s", "multiplier": 2}}],
        "scenarios": [{"id": "rush", "title": "Rush", "load": {"factor": 4},
                       "faults": [{"fault": "serviceDown", "target": "billing", "from": "1m", "for": "30s"}]}]})");
}

QStringList namesOf(const QList<SweepParameter> &parameters)
{
    QStringList names;
    for (const SweepParameter &parameter : parameters)
        names << parameter.element + u": "_s + parameter.name;
    return names;
}

SweepParameter parameterOf(const QString &path)
{
    SweepParameter parameter;
    parameter.path = path;
    parameter.name = u"Instances"_s;
    return parameter;
}

} // namespace

class tst_SweepParameters : public QObject
{
    Q_OBJECT

private slots:
    void anElementOffersItsFieldsByName_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("parameter");
        QTest::addColumn<QString>("now");
        const auto row = [](const char *title, const QString &path, const QString &name, const QString &parameter,
                            const QString &now) { QTest::newRow(title) << path << name << parameter << now; };
        row("a subscription's instances", u"services/billing/receives/bill"_s, u"Billing: Instances"_s,
            u"services/billing/receives/bill/instances"_s, u"3"_s);
        row("its mean processing time", u"services/billing"_s, u"Billing: Processing time, mean"_s,
            u"services/billing/receives/bill/processing/mean"_s, u"180ms"_s);
        row("its failures", u"services/billing"_s, u"Billing: Share of attempts that fail"_s,
            u"services/billing/receives/bill/failureRate"_s, u"0.02"_s);
        row("its policy", u"services/billing"_s, u"Policy thrice: First delay"_s,
            u"policies/thrice/strategy/initialDelay"_s, u"2s"_s);
        row("an outbox", u"services/orders/outbox"_s, u"Orders outbox: Poll every"_s, u"services/orders/outbox/poll"_s,
            u"2s"_s);
        row("a rate", u"services/orders/sends/order.placed"_s, u"Orders sends order.placed: Rate"_s,
            u"services/orders/sends/order.placed/load/rate"_s, u"10/s"_s);
        row("a channel's capacity", u"channels/orders"_s, u"Orders to bill: Capacity"_s, u"channels/orders/capacity"_s,
            u"100"_s);
        row("who handles an event", u"events/order.placed"_s, u"Billing: Instances"_s,
            u"services/billing/receives/bill/instances"_s, u"3"_s);
        row("the scenario's load", QString(), u"Rush: Load, times the usual"_s, u"scenarios/rush/load/factor"_s,
            u"4"_s);
        row("how long a fault is", QString(), u"Rush: serviceDown billing: how long"_s,
            u"scenarios/rush/faults/0/for"_s, u"30s"_s);
    }

    void anElementOffersItsFieldsByName()
    {
        QFETCH(QString, path);
        QFETCH(QString, name);
        QFETCH(QString, parameter);
        QFETCH(QString, now);
        const QList<SweepParameter> all = sweepParameters(shop(), path, u"rush"_s);
        const qsizetype at = namesOf(all).indexOf(name);
        QVERIFY2(at >= 0, qPrintable(namesOf(all).join(u'\n')));
        QCOMPARE(all.at(at).path, parameter);
        QCOMPARE(all.at(at).now, now);
    }

    void everySuggestedRangeCanBeRun()
    {
        const Catalog catalog = shop();
        for (const char *path : {"services/billing", "services/orders", "channels/orders", "policies/thrice"}) {
            for (const SweepParameter &parameter : sweepParameters(catalog, QString::fromLatin1(path), u"rush"_s)) {
                const Result<Variation> range = variationOf(parameter, parameter.from, parameter.to, parameter.steps);
                QVERIFY2(range.isOk(), qPrintable(parameter.path));
                QVERIFY2(range->values.size() >= 2, qPrintable(parameter.path));
                SweepOptions options;
                options.run.scenario = u"rush"_s;
                options.run.replications = 1;
                options.run.set = {{u"scenarios/rush/duration"_s, JsonValue(Json("120s"))}};
                options.vary = {*range};
                const Result<Sweep> sweep = runSweep(catalog, options);
                QVERIFY2(sweep.isOk(), qPrintable(sweep.isOk() ? QString() : sweep.error().message));
                // One of the values may be what the design says already; no more.
                qsizetype idle = 0;
                for (const SweepPoint &point : sweep->points)
                    idle += point.report.warnings.filter(u"changes nothing"_s).size();
                QVERIFY2(idle <= 1, qPrintable(parameter.path));
            }
        }
    }

    void nothingIsOfferedTwice()
    {
        QStringList paths;
        for (const SweepParameter &parameter : sweepParameters(shop(), u"channels/orders"_s, u"rush"_s))
            paths << parameter.path;
        QCOMPARE(QStringList(paths).removeDuplicates(), 0);
        QVERIFY(paths.last().startsWith(u"scenarios/"));
    }

    void whatIsNotThereOffersNothing()
    {
        QVERIFY(sweepParameters(shop(), u"services/nobody"_s, {}).isEmpty());
        QVERIFY(sweepParameters(shop(), u"nonsense"_s, u"nowhere"_s).isEmpty());
    }

    void wholeNumbersAreNeverSplit()
    {
        const Result<Variation> range = variationOf(parameterOf(u"a/b/c"_s), u"1"_s, u"4"_s, 7);
        QVERIFY(range.isOk());
        QCOMPARE(range->texts, (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
    }

    void anEndOfAnotherKindSaysWhatIsExpected_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("half an instance") << int(ParameterKind::Count) << u"1.5"_s << u"whole number"_s;
        QTest::newRow("a duration without unit") << int(ParameterKind::Span) << u"5"_s << u"250ms"_s;
        QTest::newRow("a share above one") << int(ParameterKind::Share) << u"1.1"_s << u"0 to 1"_s;
        QTest::newRow("no load at all") << int(ParameterKind::Factor) << u"0"_s << u"above 0"_s;
        QTest::newRow("a rate without unit") << int(ParameterKind::Rate) << u"50"_s << u"50/s"_s;
        QTest::newRow("nothing") << int(ParameterKind::Count) << QString() << u"whole number"_s;
    }

    void anEndOfAnotherKindSaysWhatIsExpected()
    {
        QFETCH(int, kind);
        QFETCH(QString, text);
        QFETCH(QString, expected);
        SweepParameter parameter = parameterOf(u"a/b/c"_s);
        parameter.kind = ParameterKind(kind);
        const Result<Variation> range = variationOf(parameter, text, text, 3);
        QVERIFY(!range.isOk());
        QVERIFY2(range.error().hint.contains(expected), qPrintable(range.error().hint));
        QVERIFY(range.error().message.contains(u"Instances"));
    }
};

WEIR_TEST(tst_SweepParameters)
#include "tst_sweepparameters.moc"
