// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/app/program.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace weir;
using test::Outcome;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), qint64(bytes.size()));
}

/// All files below \a folder with their bytes.
QMap<QString, QByteArray> contentOf(const QString &folder)
{
    QMap<QString, QByteArray> content;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        content.insert(QDir(folder).relativeFilePath(path), bytesOf(path));
    }
    return content;
}

Json parsed(const QByteArray &bytes)
{
    return Json::parse(bytes.toStdString(), nullptr, false);
}

} // namespace

/// Each verb, from the outside.
class tst_Commands : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aNewProjectIsACopyOfTheExample();
    void aFolderWithFilesIsNotOverwritten();
    void everyExampleLints();
    void lintFindsAndCounts();
    void aBrokenFileIsNamedWithItsPlace();
    void whatCannotBeReadIsSaid();
    void canonicalFilesStay();
    void fmtRewritesWhatIsNotCanonical();
    void bundleAndUnbundleAreInverse();
    void aBundleComesFromStandardInput();
    void theVerdictComesFirst();
    void theSameSeedGivesTheSameBytes();
    void simulatingLeavesTheFilesAlone();
    void brokenPromisesExitWithSeven();
    void aContradictionIsNamedWithItsPlace();
    void exportsAreReproducible_data();
    void exportsAreReproducible();
    void theDocumentHasItsSixSections();
    void anAsyncApiDocumentBecomesAProject();
    void aDocumentThatIsNoneIsRefused();
    void anInterruptedRunReportsWhatItSaw();
    void aFullDiskIsAFailure();

private:
    Outcome weir(const QStringList &arguments, const QByteArray &input = {}) const
    {
        return test::runWeir(arguments, m_folder->path(), input);
    }
    Outcome weir(const char *arguments, const QByteArray &input = {}) const
    {
        return weir(QString::fromLatin1(arguments).split(u' '), input);
    }
    QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_Commands::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    QCOMPARE(weir("new demo --from seed -q").exitCode, 0);
}

void tst_Commands::aNewProjectIsACopyOfTheExample()
{
    QCOMPARE(contentOf(path("demo")), contentOf(QStringLiteral(WEIR_RESOURCES "/examples/seed")));
    QCOMPARE(weir("new empty -q").exitCode, 0);
    QVERIFY(bytesOf(path("empty/catalog.weir")).contains("\"title\": \"empty\""));
    QCOMPARE(weir("lint empty -q").exitCode, 0);
    const Outcome unknown = weir("new other --from sed");
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY(unknown.err.contains("checkout, one-queue, seed"));
    QVERIFY(!QFileInfo::exists(path("other")));
}

void tst_Commands::aFolderWithFilesIsNotOverwritten()
{
    const auto before = contentOf(path("demo"));
    const Outcome again = weir("new demo --from checkout");
    QCOMPARE(again.exitCode, 4);
    QVERIFY(again.err.startsWith("weir: error: demo exists and is not an empty folder."));
    QCOMPARE(contentOf(path("demo")), before);
}

void tst_Commands::everyExampleLints()
{
    for (const char *name : {"checkout", "one-queue", "seed"}) {
        const QString folder = QStringLiteral(WEIR_RESOURCES "/examples/") + QString::fromLatin1(name);
        const Outcome outcome = weir({QStringLiteral("lint"), folder});
        QVERIFY2(outcome.exitCode == 0, outcome.out.constData());
        QVERIFY2(outcome.err.startsWith("0 errors, "), outcome.err.constData());
    }
}

void tst_Commands::lintFindsAndCounts()
{
    const Outcome warnings = weir("lint demo --fail-on warning");
    QCOMPARE(warnings.exitCode, 5);
    QVERIFY2(warnings.out.contains("warning: "), warnings.out.constData());
    const Json json = parsed(weir("lint demo --format json").out);
    QVERIFY(json.is_object());
    QVERIFY(json["tool"] == "weir");
    QVERIFY(json["errors"] == 0);
    QVERIFY(json["warnings"].get<std::size_t>() > 0);
    QVERIFY(json["findings"].size() == json["warnings"].get<std::size_t>() + json["infos"].get<std::size_t>());
    QVERIFY(json["findings"][0].contains("file"));
    QVERIFY(json["findings"][0].contains("line"));
}

void tst_Commands::aBrokenFileIsNamedWithItsPlace()
{
    const QString file = path("demo/services/email-service.json");
    write(file, "{\n  \"id\": \"email-service\",\n  oops\n}\n");
    const Outcome outcome = weir("lint demo");
    QCOMPARE(outcome.exitCode, 5);
    QVERIFY2(outcome.out.contains("services/email-service.json:3:3: error: "), outcome.out.constData());
    const Outcome simulated = weir("simulate demo --replications 1 --scenario outage");
    QVERIFY(simulated.err.contains("services/email-service.json:3:3: error: "));
    QVERIFY(simulated.out.contains("payment-service/charge"));
}

void tst_Commands::whatCannotBeReadIsSaid()
{
    for (const char *verb :
         {"lint nowhere", "fmt nowhere", "simulate nowhere", "bundle nowhere", "export nowhere -o x.md"}) {
        const Outcome outcome = weir(verb);
        QCOMPARE(outcome.exitCode, 3);
        QVERIFY2(outcome.err.contains("nowhere"), outcome.err.constData());
        QCOMPARE(outcome.out, QByteArray());
    }
}

void tst_Commands::canonicalFilesStay()
{
    const auto before = contentOf(path("demo"));
    const Outcome outcome = weir("fmt demo");
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(contentOf(path("demo")), before);
    QCOMPARE(weir("fmt demo --check").exitCode, 0);
}

void tst_Commands::fmtRewritesWhatIsNotCanonical()
{
    const QString file = path("demo/channels/user-events.json");
    const QByteArray canonical = bytesOf(file);
    write(file, parsed(canonical).dump().c_str());
    const Outcome checked = weir("fmt demo --check");
    QCOMPARE(checked.exitCode, 5);
    QCOMPARE(checked.out, QByteArray("channels/user-events.json\n"));
    QVERIFY(bytesOf(file) != canonical);
    QCOMPARE(weir("fmt demo").exitCode, 0);
    QCOMPARE(bytesOf(file), canonical);
}

void tst_Commands::bundleAndUnbundleAreInverse()
{
    QCOMPARE(weir("bundle demo -o demo.weir.json").exitCode, 0);
    const Outcome printed = weir("bundle demo");
    QCOMPARE(printed.out, bytesOf(path("demo.weir.json")));
    QCOMPARE(weir("unbundle demo.weir.json -o again").exitCode, 0);
    auto original = contentOf(path("demo"));
    original.remove(QStringLiteral("README.md"));
    QCOMPARE(contentOf(path("again")), original);
    QCOMPARE(weir("unbundle demo.weir.json -o demo").exitCode, 4);
}

void tst_Commands::aBundleComesFromStandardInput()
{
    const QByteArray bundle = weir("bundle demo").out;
    QCOMPARE(weir("lint - --format json", bundle).exitCode, 0);
    QCOMPARE(weir("simulate - --seed 3 --format json", bundle).out, weir("simulate demo --seed 3 --format json").out);
    QCOMPARE(weir("fmt -", bundle).out, bundle);
    QCOMPARE(weir("lint -", "not a bundle").exitCode, 3);
}

void tst_Commands::theVerdictComesFirst()
{
    const Outcome outcome = weir("simulate demo");
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.out.startsWith("Holds: all 4 assertions hold; the busiest is "), outcome.out.constData());
    for (const char *part :
         {"Assertions\n  holds  p99(", "Bottlenecks\n", "Subscriptions\n", "email-service/welcome", "seed 1, 5 ×"})
        QVERIFY2(outcome.out.contains(part), part);
    QCOMPARE(outcome.err, QByteArray());
}

void tst_Commands::theSameSeedGivesTheSameBytes()
{
    const Outcome first = weir("simulate demo --seed 7 --format json");
    QCOMPARE(first.exitCode, 0);
    QCOMPARE(weir("simulate demo --seed 7 --format json").out, first.out);
    QVERIFY(weir("simulate demo --seed 8 --format json").out != first.out);
    const Json json = parsed(first.out);
    QVERIFY(json["seed"] == 7);
    QVERIFY(json["conservation"] == true);
}

void tst_Commands::simulatingLeavesTheFilesAlone()
{
    const auto before = contentOf(path("demo"));
    QCOMPARE(weir("simulate demo --set services/email-service/receives/welcome/instances=3").exitCode, 0);
    QCOMPARE(contentOf(path("demo")), before);
}

void tst_Commands::brokenPromisesExitWithSeven()
{
    const Outcome outcome = weir({QStringLiteral("simulate"), QStringLiteral("demo"), QStringLiteral("--assert"),
                                  QStringLiteral("p99(user.created) < 1ms")});
    QCOMPARE(outcome.exitCode, 7);
    QVERIFY2(outcome.out.startsWith("Does not hold: p99 of user.created is "), outcome.out.constData());
    QVERIFY(outcome.out.contains("FAILS  p99(user.created) < 1ms  ("));
    const Outcome wrong = weir({QStringLiteral("simulate"), QStringLiteral("demo"), QStringLiteral("--assert"),
                                QStringLiteral("p99(nobody) < 1s")});
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY2(wrong.err.contains("nobody"), wrong.err.constData());
}

void tst_Commands::aContradictionIsNamedWithItsPlace()
{
    const QString file = path("demo/services/delivery-service.json");
    QByteArray service = bytesOf(file);
    QVERIFY(service.contains("\"instances\": 1"));
    service.replace("\"instances\": 1", "\"instances\": 1000000");
    write(file, service);
    const Outcome outcome = weir("simulate demo");
    QCOMPARE(outcome.exitCode, 3);
    QVERIFY2(outcome.err.startsWith("services/delivery-service.json:"), outcome.err.constData());
    QVERIFY(outcome.err.contains("error: delivery-service/track would have 2000000 servers"));
}

void tst_Commands::exportsAreReproducible_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QByteArray>("part");
    QTest::newRow("document as markdown") << "--to markdown" << QByteArray("# Event Architecture: Users and orders\n");
    QTest::newRow("document as html") << "--to html" << QByteArray("<!DOCTYPE html>");
    QTest::newRow("catalog") << "--to markdown --part catalog" << QByteArray("# Event Catalog\n");
    QTest::newRow("one event") << "--to markdown --part event:user.created" << QByteArray("## user.created");
    QTest::newRow("one flow") << "--to markdown --part flow:register" << QByteArray("sequenceDiagram");
    QTest::newRow("map as mermaid") << "--to mermaid" << QByteArray("flowchart LR");
    QTest::newRow("flow as mermaid") << "--to mermaid --part flow:register" << QByteArray("sequenceDiagram");
    QTest::newRow("map as svg") << "--to svg" << QByteArray("<svg");
    QTest::newRow("types") << "--to typescript" << QByteArray("'user.created'");
}

void tst_Commands::exportsAreReproducible()
{
    QFETCH(QString, options);
    QFETCH(QByteArray, part);
    const QStringList arguments = QStringLiteral("export demo %1 -o").arg(options).split(u' ');
    const Outcome printed = weir(arguments + QStringList(QStringLiteral("-")));
    QCOMPARE(printed.exitCode, 0);
    QVERIFY2(printed.out.contains(part), printed.out.left(300).constData());
    QCOMPARE(weir(arguments + QStringList(QStringLiteral("out"))).exitCode, 0);
    QCOMPARE(bytesOf(path("out")), printed.out);
}

void tst_Commands::theDocumentHasItsSixSections()
{
    const QByteArray markdown = weir("export demo --to markdown -o -").out;
    QByteArrayList headings;
    for (const QByteArray &line : markdown.split('\n')) {
        if (line.startsWith("## "))
            headings.append(line.mid(3));
    }
    QCOMPARE(headings,
             QByteArrayList({"1. Overview", "2. Event Catalog", "3. Producers & Consumers", "4. Event Flows",
                             "5. Infrastructure", "6. Error Handling"}));
    QCOMPARE(weir("export demo --part chapter -o -").exitCode, 1);
}

void tst_Commands::anAsyncApiDocumentBecomesAProject()
{
    write(path("api.yaml"), R"(asyncapi: 3.0.0
info: {title: Lights, version: 1.0.0}
channels:
  lightOn:
    address: light.on
    messages:
      turnOn: {payload: {type: object, properties: {lumens: {type: integer}}}}
operations:
  receiveOn:
    action: receive
    channel: {$ref: '#/channels/lightOn'}
x-team: lamps
)");
    const Outcome imported = weir("import api.yaml -o lights");
    QVERIFY2(imported.exitCode == 0, imported.err.constData());
    QVERIFY2(imported.err.contains("1 channels, 1 operations and 1 messages"), imported.err.constData());
    const Outcome simulated = weir("simulate lights");
    QVERIFY2(simulated.exitCode == 0, simulated.err.constData());
    QVERIFY(simulated.out.contains("Assumptions\n"));
    QCOMPARE(weir("import api.yaml -o lights").exitCode, 4);
}

void tst_Commands::aDocumentThatIsNoneIsRefused()
{
    write(path("broken.yaml"), "asyncapi: 3.0.0\ninfo: {title: [}\n");
    const Outcome broken = weir("import broken.yaml -o out");
    QCOMPARE(broken.exitCode, 3);
    QVERIFY2(broken.err.startsWith("broken.yaml:2:"), broken.err.constData());
    QVERIFY(!QFileInfo::exists(path("out")));
    QCOMPARE(weir("import nothing.yaml -o out").exitCode, 3);
}

void tst_Commands::anInterruptedRunReportsWhatItSaw()
{
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.start(QStringLiteral(WEIR_PROGRAM),
                  {QStringLiteral("simulate"), QStringLiteral("demo"), QStringLiteral("--set"),
                   QStringLiteral("scenarios/everyday/duration=100000h"), QStringLiteral("--format"),
                   QStringLiteral("json")});
    QVERIFY(process.waitForStarted());
    // It runs for hours: whenever the signal comes, it is in the middle, once the signals are left to the watch.
    QTRY_VERIFY(
        bytesOf(QStringLiteral("/proc/%1/status").arg(process.processId())).contains("SigBlk:\t0000000000004002"));
    QCOMPARE(::kill(pid_t(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    const Json json = parsed(process.readAllStandardOutput());
    QVERIFY(json.is_object());
    QVERIFY(json["stopped"] == true);
    QVERIFY(json["verdict"].get<std::string>().starts_with("Stopped early"));
}

void tst_Commands::aFullDiskIsAFailure()
{
    if (!QFileInfo::exists(QStringLiteral("/dev/full")))
        QSKIP("There is no /dev/full here.");
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(QStringLiteral(WEIR_PROGRAM), {QStringLiteral("bundle"), QStringLiteral("demo")});
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 4);
    QVERIFY(process.readAllStandardError().contains("Standard output could not be written."));
    QCOMPARE(weir("export demo -o no/such/folder.md").exitCode, 4);
}

WEIR_TEST(tst_Commands)
#include "tst_commands.moc"
