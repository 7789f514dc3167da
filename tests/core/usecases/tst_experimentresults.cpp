// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulation/scenariosettings.h"
#include "core/usecases/experiments.h"
#include "core/usecases/experimenttext.h"
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QSet>
#include <QTest>

#include <cmath>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

const ScenarioSetting twoInstances{u"services/billing/receives/bill/instances"_s, JsonValue(Json(2))};

/// A size search on the queue with 0.5 orders a second, each a second of work.
Sizing sizingFor(SizeQuestion question, const QString &promise)
{
    SizingOptions options;
    options.question = question;
    options.run.assertions = {promise};
    const Result<Sizing> sizing = findSize(test::oneQueue(), options);
    if (!sizing)
        qFatal("%s", qPrintable(sizing.error().message));
    return *sizing;
}

} // namespace

/// What experiments give to tables, charts and people.
class tst_ExperimentResults : public QObject
{
    Q_OBJECT

private slots:
    void everyTryOfASearchIsTold()
    {
        const Sizing sizing = sizingFor(SizeQuestion::Load, u"p99(billing/bill) < 20s"_s);
        QCOMPARE(sizing.trials.size(), sizing.runs);
        double kept = 0, broken = 1e9;
        for (const SizingTrial &trial : sizing.trials) {
            if (trial.keeps)
                kept = std::max(kept, trial.at);
            else
                broken = std::min(broken, trial.at);
            QCOMPARE(trial.assertions.size(), 1);
            QCOMPARE(*promisedLimit(trial.assertions.first()), 20.0);
        }
        QCOMPARE(kept, sizing.quantity.most);
        QCOMPARE(broken, *sizing.quantity.broken);
        const QList<QByteArray> rows = sizingCsv(sizing).trimmed().split('\n');
        QCOMPARE(rows.size(), sizing.trials.size() + 1);
        QCOMPARE(rows.first(), QByteArray("load,keeps,p99(billing/bill) < 20s"));
        QVERIFY(sizingSentence(sizing).contains(u"times the load"));
        QCOMPARE(sizedText(SizeQuestion::Load, 1.5), u"×1.5"_s);
        QCOMPARE(sizedText(SizeQuestion::Outage, 90), u"1 min 30 s"_s);
    }

    void theTriesOfInstancesCountEachSubscription()
    {
        const Sizing sizing = sizingFor(SizeQuestion::Instances, u"p99(billing/bill) < 7s"_s);
        QVERIFY(!sizing.trials.isEmpty());
        for (const SizingTrial &trial : sizing.trials)
            QCOMPARE(trial.at, double(trial.instances.value(0)));
        QVERIFY(sizingCsv(sizing).startsWith("billing/bill,keeps,"));
    }

    void twoDesignsAreComparedAsTwoSettingsAre()
    {
        Catalog two = test::oneQueue();
        QStringList warnings;
        QVERIFY(applyScenarioSettings(two, {twoInstances}, warnings).isOk());
        ComparisonOptions sides;
        sides.bins = 10;
        const Result<PairedComparison> designs = compareDesigns(test::oneQueue(), two, sides);
        ComparisonOptions set;
        set.second.set = {twoInstances};
        const Result<PairedComparison> settings = compareScenarios(test::oneQueue(), set);
        QVERIFY(designs.isOk() && settings.isOk());
        QCOMPARE(designs->figures.size(), settings->figures.size());
        for (qsizetype i = 0; i < designs->figures.size(); ++i) {
            // Without series nobody looks at the backlog of faults; here there is none.
            QVERIFY2(designs->figures.at(i) == settings->figures.at(i), qPrintable(designs->figures.at(i).key));
        }
        QVERIFY(!designs->second.subscription(u"billing/bill")->series.throughput.isEmpty());
        QVERIFY(settings->second.subscription(u"billing/bill")->series.throughput.isEmpty());
        const QList<QByteArray> rows = comparisonCsv(*designs).trimmed().split('\n');
        QCOMPARE(rows.size(), designs->figures.size() + 1);
        for (const QByteArray &row : rows)
            QCOMPARE(row.count(','), 7);
        QVERIFY(comparisonSentence(*designs).contains(u"figures differ"));
    }

    void everyFigureOfAReportHasANameOfItsOwn()
    {
        const Result<Report> report = runScenario(test::oneQueue(), {});
        QVERIFY(report.isOk());
        QSet<std::pair<QString, QString>> keys, names;
        const QList<ReportFigure> figures = reportFigures(*report);
        for (const ReportFigure &figure : figures) {
            keys.insert({figure.element, figure.key});
            names.insert({figure.element, figure.figure});
            QVERIFY2(std::isfinite(figure.value), qPrintable(figure.key));
        }
        QCOMPARE(keys.size(), figures.size());
        QCOMPARE(names.size(), keys.size()); // people tell them apart, too
        QVERIFY(keys.contains({u"billing/bill"_s, u"retried"_s}));
        QVERIFY(keys.contains({u"billing/bill"_s, u"duplicateEffects"_s}));
    }
};

WEIR_TEST(tst_ExperimentResults)
#include "tst_experimentresults.moc"
