// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/app/program.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <csignal>

using namespace weir;
using namespace Qt::StringLiterals;
using test::Outcome;

namespace {

Json parsed(const QByteArray &bytes)
{
    return Json::parse(bytes.toStdString(), nullptr, false);
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// `weir compare`, `sweep`, `size`, and the formats of `simulate` for other tools, from the outside.
class tst_ExperimentCommands : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aComparisonNamesWhatDiffers();
    void thereMustBeTwoSides();
    void aSweepIsATable();
    void aSweepNeedsARange();
    void aSizeStandsBesideItsEstimate();
    void anImpossibleSizeExitsWithSeven();
    void junitHasACaseForEachPromise();
    void aTraceHoldsEveryAttempt();
    void aTraceMayBeThinned();
    void anInterruptedSweepKeepsItsPoints();

private:
    Outcome weir(const QStringList &arguments) const { return test::runWeir(arguments, m_folder->path()); }
    Outcome weir(const char *arguments) const { return weir(QString::fromLatin1(arguments).split(u' ')); }
    QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_ExperimentCommands::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    QCOMPARE(weir("new demo --from seed -q").exitCode, 0);
}

void tst_ExperimentCommands::aComparisonNamesWhatDiffers()
{
    const Outcome text = weir("compare demo --scenario everyday --scenario failing-email");
    QVERIFY2(text.exitCode == 0, text.err.constData());
    for (const char *part : {"A: everyday", "B: failing-email", "Differences\n", "email-service/welcome", "B − A"})
        QVERIFY2(text.out.contains(part), text.out.constData());
    const Outcome json =
        weir("compare demo --scenario everyday --scenario failing-email --format json --replications 3");
    const Json comparison = parsed(json.out);
    QVERIFY(comparison["tool"] == "weir" && comparison["replications"] == 3);
    QVERIFY(comparison["first"]["scenario"] == "everyday" && comparison["second"]["scenario"] == "failing-email");
    QVERIFY(comparison["significant"].get<int>() > 0);
    // Other consumers of the same event notice nothing: not one figure of theirs differs.
    for (const Json &figure : comparison["figures"]) {
        if (figure["element"] == "analytics-service/track")
            QVERIFY2(figure["difference"] == 0, figure.dump().c_str());
    }
    QCOMPARE(weir("compare demo --scenario everyday --scenario failing-email --format json --replications 3").out,
             json.out);
}

void tst_ExperimentCommands::thereMustBeTwoSides()
{
    const Outcome same = weir("compare demo --scenario everyday");
    QCOMPARE(same.exitCode, 1);
    QVERIFY(same.err.contains("Both sides are the same"));
    QCOMPARE(weir("compare demo --scenario everyday --scenario nowhere").exitCode, 1);
    const Outcome wrong = weir("compare demo --set-b services/email-service/nothing");
    QCOMPARE(wrong.exitCode, 1);
    QCOMPARE(weir("compare nowhere --set-b services/a/b=1").exitCode, 3);
}

void tst_ExperimentCommands::aSweepIsATable()
{
    const QStringList sweep = u"sweep demo --scenario everyday --vary scenarios/everyday/load/factor=1..3 "
                              "--replications 2 --assert utilisation(order-processor/process)<0.5"_s.split(u' ');
    const Outcome text = weir(sweep);
    QVERIFY2(text.exitCode == 0, text.err.constData());
    QVERIFY2(text.out.startsWith("Holds at "), text.out.constData());
    QVERIFY(text.out.contains("Points\n"));
    const Outcome csv = weir(sweep + QStringList{u"--format"_s, u"csv"_s});
    QCOMPARE(csv.out.count('\n'), 4);
    QVERIFY(csv.out.startsWith("scenarios/everyday/load/factor,holds,"));
    const Outcome one = weir(sweep + QStringList{u"--format"_s, u"json"_s, u"--threads"_s, u"1"_s});
    QCOMPARE(weir(sweep + QStringList{u"--format"_s, u"json"_s, u"--threads"_s, u"2"_s}).out, one.out);
    QVERIFY(parsed(one.out)["points"].size() == 3);
}

void tst_ExperimentCommands::aSweepNeedsARange()
{
    QCOMPARE(weir("sweep demo").exitCode, 1);
    const Outcome wrong = weir("sweep demo --vary services/a/b=3");
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY(wrong.err.contains("PATH=FROM..TO"));
}

void tst_ExperimentCommands::aSizeStandsBesideItsEstimate()
{
    const Outcome text = weir("size demo --scenario everyday --replications 2 --set scenarios/everyday/duration=15m");
    QVERIFY2(text.exitCode == 0, text.err.constData());
    QVERIFY2(text.out.contains(" instances keep the promises"), text.out.constData());
    QVERIFY(text.out.contains("estimate"));
    const Json load = parsed(weir("size demo --scenario everyday --replications 2 --set "
                                  "scenarios/everyday/duration=15m --find load --format json")
                                 .out);
    QVERIFY(load["possible"] == true);
    QVERIFY(load["load"]["most"].get<double>() > 1);
    QVERIFY(load["load"]["estimate"].is_number());
}

void tst_ExperimentCommands::anImpossibleSizeExitsWithSeven()
{
    const Outcome text = weir(
        "size demo --scenario everyday --replications 1 --set scenarios/everyday/duration=10m --assert max(*)<1us");
    QCOMPARE(text.exitCode, 7);
    QVERIFY2(text.out.startsWith("No number of instances"), text.out.constData());
}

void tst_ExperimentCommands::junitHasACaseForEachPromise()
{
    const Outcome outcome =
        weir({u"simulate"_s, u"demo"_s, u"--format"_s, u"junit"_s, u"--assert"_s, u"p99(user.created) < 1ms"_s});
    QCOMPARE(outcome.exitCode, 7);
    QXmlStreamReader xml(outcome.out);
    QStringList cases;
    int failures = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"testsuite")
            QCOMPARE(xml.attributes().value(u"failures"_s).toString(), u"1"_s);
        if (xml.name() == u"testcase")
            cases.append(xml.attributes().value(u"name"_s).toString());
        if (xml.name() == u"failure") {
            ++failures;
            QCOMPARE(cases.last(), u"p99(user.created) < 1ms"_s);
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(failures, 1);
    QCOMPARE(cases.size(), 6); // Four of the scenario, one more, and the run.
    QCOMPARE(cases.last(), u"the run"_s);
}

void tst_ExperimentCommands::aTraceHoldsEveryAttempt()
{
    const QStringList run =
        u"simulate demo --scenario poison --replications 2 --set scenarios/poison/duration=25m --format json"_s.split(
            u' ');
    const QByteArray plain = weir(run).out;
    const Outcome traced = weir(run + QStringList{u"--trace"_s, u"steps.ndjson"_s});
    QCOMPARE(traced.exitCode, 0);
    QCOMPARE(traced.out, plain);
    const QList<QByteArray> lines = bytesOf(path("steps.ndjson")).trimmed().split('\n');
    const Json head = parsed(lines.first());
    QVERIFY(head["tool"] == "weir" && head["scenario"] == "poison" && head["every"] == 1);
    QMap<quint64, int> attempts;
    double last = 0;
    quint64 dead = 0;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const Json step = parsed(lines.at(i));
        QVERIFY2(step.is_object(), lines.at(i).constData());
        QVERIFY(step["time"].get<double>() >= last);
        last = step["time"].get<double>();
        if (step.value("subscription", "") != "order-processor/process")
            continue;
        const auto message = step["message"].get<quint64>();
        if (step["step"] == "started") // Attempts are counted without a gap.
            QCOMPARE(step["attempt"].get<int>(), ++attempts[message]);
        if (step["step"] == "deadLettered")
            ++dead;
    }
    QVERIFY(attempts.size() > 100);
    QVERIFY(dead > 0);
    QCOMPARE(weir("simulate demo --replications 1 --trace no/such/folder.ndjson").exitCode, 4);
}

void tst_ExperimentCommands::aTraceMayBeThinned()
{
    QCOMPARE(weir("simulate demo --replications 1 --set scenarios/everyday/duration=10m --trace steps.ndjson "
                  "--trace-every 10")
                 .exitCode,
             0);
    const QList<QByteArray> lines = bytesOf(path("steps.ndjson")).trimmed().split('\n');
    QVERIFY(lines.size() > 10);
    for (qsizetype i = 1; i < lines.size(); ++i)
        QCOMPARE((parsed(lines.at(i))["correlation"].get<int>() - 1) % 10, 0);
}

void tst_ExperimentCommands::anInterruptedSweepKeepsItsPoints()
{
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.start(QStringLiteral(WEIR_PROGRAM),
                  u"sweep demo --vary scenarios/everyday/load/factor=1..3 --format json --threads 1 "
                  "--set scenarios/everyday/duration=100000h"_s.split(u' '));
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY(
        bytesOf(QStringLiteral("/proc/%1/status").arg(process.processId())).contains("SigBlk:\t0000000000004002"));
    QCOMPARE(::kill(pid_t(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 130);
    const Json json = parsed(process.readAllStandardOutput());
    QVERIFY(json["stopped"] == true);
    QVERIFY(json["points"].empty());
}

WEIR_TEST(tst_ExperimentCommands)
#include "tst_experimentcommands.moc"
