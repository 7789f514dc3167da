// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/renaming.h"
#include "core/usecases/examples.h"
#include "core/usecases/exportproject.h"
#include "core/usecases/importproject.h"
#include "core/usecases/lint.h"
#include "core/usecases/openproject.h"
#include "core/usecases/simulate.h"
#include "tests/support/designs.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QBuffer>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;

namespace {

Project shipped(const char *example)
{
    Result<Project> project = openInput(QStringLiteral(WEIR_RESOURCES "/examples/") + QString::fromLatin1(example));
    if (!project)
        qFatal("%s", qPrintable(project.error().message));
    return std::move(*project);
}

} // namespace

class tst_UseCases : public QObject
{
    Q_OBJECT

private slots:
    void aBundleIsReadFromADevice();
    void anElementsErrorIsLocated();
    void readingAndRulesAreOneSortedList();
    void everyScenarioOfEveryExampleRuns_data();
    void everyScenarioOfEveryExampleRuns();
    void theOverlayFollowsTheRun();
    void unknownFormatsNameTheKnownOnes();
    void typesListAllEvents();
    void onlyKnownDocumentsAreImported();
    void renamingLeavesTheFindingsAsTheyAre_data();
    void renamingLeavesTheFindingsAsTheyAre();
};

void tst_UseCases::aBundleIsReadFromADevice()
{
    QByteArray bytes = writeBundle(test::oneQueue());
    QBuffer device(&bytes);
    QVERIFY(device.open(QIODevice::ReadOnly));
    const Result<Project> project = openInput(QStringLiteral("-"), &device);
    QVERIFY(project.isOk());
    QVERIFY(project->findings.isEmpty());
    QCOMPARE(project->catalog, test::oneQueue());
    QVERIFY(!openInput(QStringLiteral("no/such/folder")).isOk());
}

void tst_UseCases::anElementsErrorIsLocated()
{
    const Project project = shipped("one-queue");
    Error error;
    error.message = QStringLiteral("too many");
    error.place.file = QStringLiteral("services/billing");
    error.place.pointer = QStringLiteral("/receives/0/processing");
    const Error found = locatedError(error, project);
    QCOMPARE(found.place.file, QStringLiteral("services/billing.json"));
    QVERIFY(found.place.line > 1);
    QVERIFY(found.place.column > 0);
    error.place.file = QStringLiteral("services/nobody");
    QCOMPARE(locatedError(error, project), error);
}

void tst_UseCases::readingAndRulesAreOneSortedList()
{
    Project project = shipped("seed");
    Finding broken;
    broken.rule = QStringLiteral("file/unreadable");
    broken.severity = Severity::Error;
    broken.place.file = QStringLiteral("aaa.json");
    const Findings before = lintProject(project);
    project.findings = {broken};
    const Findings findings = lintProject(project);
    QCOMPARE(findings.size(), before.size() + 1);
    QCOMPARE(findings.first(), broken);
    QCOMPARE(countOf(findings, Severity::Error), 1);
    const Json json = findingsJson(QStringLiteral("Seed"), {findings, {}});
    QVERIFY(json["errors"] == 1);
    QVERIFY(json["findings"].size() == std::size_t(findings.size()));
    QVERIFY(json["findings"][0]["file"] == "aaa.json");
}

void tst_UseCases::everyScenarioOfEveryExampleRuns_data()
{
    QTest::addColumn<QString>("example");
    QTest::addColumn<QString>("scenario");
    for (const char *example : {"checkout", "one-queue", "seed"}) {
        const Project project = shipped(example);
        QVERIFY(project.findings.isEmpty());
        for (const Scenario &scenario : project.catalog.scenarios())
            QTest::addRow("%s: %s", example, qPrintable(scenario.id)) << QString::fromLatin1(example) << scenario.id;
    }
}

void tst_UseCases::everyScenarioOfEveryExampleRuns()
{
    QFETCH(QString, example);
    QFETCH(QString, scenario);
    SimulationOptions options;
    options.scenario = scenario;
    options.replications = 2;
    const Result<Report> report = simulate(shipped(example.toLatin1().constData()).catalog, options);
    QVERIFY2(report.isOk(), qPrintable(report ? QString() : report.error().message));
    QVERIFY(report->conservation);
    QVERIFY(!report->assertions.isEmpty());
    QVERIFY(!report->bottlenecks.isEmpty());
    QVERIFY(report->bottlenecks.size() <= 3);
    QVERIFY(report->verdict.startsWith(report->holds ? QStringLiteral("Holds: ") : QStringLiteral("Does not hold: ")));
}

void tst_UseCases::theOverlayFollowsTheRun()
{
    SimulationOptions options;
    options.set = {*parseSetting(QStringLiteral("services/orders/sends/order.placed/load/rate=2/s"))};
    const Report report = *simulate(test::oneQueue(), options);
    const Overlay whole = reportOverlay(report), early = reportOverlay(report, 0.01), late = reportOverlay(report, 1);
    for (const char *element : {"billing/bill", "services/billing", "channels/orders", "orders/order.placed"})
        QVERIFY2(whole.figures.contains(QString::fromLatin1(element)), element);
    const QString queue = QStringLiteral("channels/orders");
    QVERIFY(early.figures.value(queue).depth < whole.figures.value(queue).depth);
    QVERIFY(late.figures.value(queue).depth > whole.figures.value(queue).depth);
    QCOMPARE(whole.figures.value(QStringLiteral("services/billing")).health, Health::Bad);
    QVERIFY(qAbs(whole.figures.value(QStringLiteral("orders/order.placed")).rate - 2) < 0.1);
}

void tst_UseCases::unknownFormatsNameTheKnownOnes()
{
    const Result<QByteArray> bytes = exportProject(test::oneQueue(), {QStringLiteral("pdf"), {}, nullptr});
    QVERIFY(!bytes.isOk());
    QVERIFY(bytes.error().hint.contains(QStringLiteral("markdown, html")));
    const Result<QByteArray> part =
        exportProject(test::oneQueue(), {QStringLiteral("svg"), QStringLiteral("catalog"), nullptr});
    QVERIFY(!part.isOk());
    QVERIFY(part.error().hint.contains(QStringLiteral("flow:ID")));
    QVERIFY(!exportProject(test::oneQueue(), {QStringLiteral("html"), QStringLiteral("flow:none"), nullptr}).isOk());
}

void tst_UseCases::typesListAllEvents()
{
    const QByteArray types = *exportProject(shipped("seed").catalog, {QStringLiteral("typescript"), {}, nullptr});
    QVERIFY2(types.startsWith("export const eventTypes = [\n  'notification.clicked',\n"), types.left(200).constData());
    QVERIFY(types.contains("] as const;\n"));
    QVERIFY(types.contains("\nexport interface UserCreatedEvent "));
}

void tst_UseCases::onlyKnownDocumentsAreImported()
{
    ImportOptions options;
    options.as = QStringLiteral("openapi");
    const Result<ImportOutcome> unknown = importProject(QStringLiteral("x.yaml"), options);
    QVERIFY(!unknown.isOk());
    QVERIFY(unknown.error().hint.contains(QStringLiteral("asyncapi")));
    const Result<ImportOutcome> missing = importProject(QStringLiteral("no/such/file.yaml"));
    QVERIFY(!missing.isOk());
    QCOMPARE(missing.error().place.file, QStringLiteral("no/such/file.yaml"));
}

void tst_UseCases::renamingLeavesTheFindingsAsTheyAre_data()
{
    QTest::addColumn<QByteArray>("example");
    QTest::newRow("seed") << QByteArray("seed");
    QTest::newRow("checkout") << QByteArray("checkout");
}

void tst_UseCases::renamingLeavesTheFindingsAsTheyAre()
{
    QFETCH(QByteArray, example);
    const Project original = shipped(example.constData());
    const auto rulesOf = [](const Project &project) {
        QStringList rules;
        for (const Finding &finding : lintProject(project, QDate(2026, 1, 1)))
            rules.append(finding.rule);
        rules.sort();
        return rules;
    };
    const QStringList before = rulesOf(original);
    for (const ElementRef &element : original.catalog.elements()) {
        if (element.id.isEmpty())
            continue;
        Project project = original;
        // Behind the first segment, so that patterns such as payment.* still fit.
        const QString first = element.id.section(u'.', 0, 0);
        const QString id = element.kind == Kind::Event
            ? first + QStringLiteral(".newly-") + element.id.sliced(first.size() + 1)
            : QStringLiteral("z") + element.id;
        const auto changes = renameElement(project.catalog, element, id);
        QVERIFY2(changes.isOk(), qPrintable(element.path()));
        for (const Change &change : *changes)
            QVERIFY(project.catalog.apply(change).isOk());
        QVERIFY2(rulesOf(project) == before, qPrintable(element.path()));
    }
}

WEIR_TEST(tst_UseCases)
#include "tst_usecases.moc"
