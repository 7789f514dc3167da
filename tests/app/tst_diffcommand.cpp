// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/app/program.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QFloat16> // Qt Test's comparisons ask nlohmann's values for it.
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using test::Outcome;

namespace {

const QByteArray lane = R"({"weir": 1, "title": "Lane",
  "services": [
    {"id": "billing", "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"],
      "processing": {"distribution": "constant", "mean": "100ms"}}]},
    {"id": "orders", "sends": [{"event": "order.placed", "channel": "orders", "via": "direct",
      "load": {"arrivals": "constant", "rate": "5/s"}}]}],
  "events": [{"id": "order.placed", "versions": [{"version": 1, "schema": {"type": "object"}}]}],
  "channels": [{"id": "orders", "kind": "queue", "retention": "7d"}],
  "scenarios": [{"id": "steady", "duration": "60s", "warmup": "0s", "replications": 1}]
})";

Json parsed(const QByteArray &bytes)
{
    return Json::parse(bytes.toStdString(), nullptr, false);
}

} // namespace

/// `weir diff`, from the outside.
class tst_DiffCommand : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        write(u"a.weir.json"_s, lane);
        QByteArray later = lane;
        later.replace("\"7d\"", "\"1d\"").replace("\"title\": \"Lane\"", "\"title\": \"A | lane <b>\"");
        write(u"b.weir.json"_s, later);
    }

    void equalDesignsDoNotDiffer()
    {
        const Outcome outcome = weir(u"diff a.weir.json a.weir.json"_s);
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.out, QByteArray());
        QCOMPARE(outcome.err, QByteArray("0 breaking, 0 other.\n"));
    }

    void whatBreaksComesFirst()
    {
        const Outcome outcome = weir(u"diff a.weir.json b.weir.json"_s);
        QCOMPARE(outcome.exitCode, 5);
        QCOMPARE(test::differsFromGolden(outcome.out, u"diff.txt"_s), QString());
        QCOMPARE(outcome.err, QByteArray("1 breaking, 1 other.\n"));
        QCOMPARE(weir(u"diff b.weir.json a.weir.json"_s).exitCode, 0);
    }

    void theJsonIsAsPublished()
    {
        const Outcome outcome = weir(u"diff a.weir.json b.weir.json --format json --simulate"_s);
        QCOMPARE(outcome.exitCode, 5);
        const Json report = parsed(outcome.out);
        QCOMPARE(test::differsFromSchema(u"differences.schema.json"_s, report), QString());
        QCOMPARE(report["breaking"], Json(1));
        QCOMPARE(report["differences"][0]["rule"], Json("channels/retention-shortened"));
        QCOMPARE(report["differences"][0]["hurt"], Json::array({"billing/bill"}));
        QCOMPARE(report["simulation"]["scenario"], Json("steady"));
        QCOMPARE(report["simulation"]["figures"], Json::array());
    }

    void markdownIsForAPullRequest()
    {
        const Outcome outcome = weir(u"diff a.weir.json b.weir.json --format markdown"_s);
        QCOMPARE(outcome.exitCode, 5);
        QCOMPARE(test::differsFromGolden(outcome.out, u"diff.md"_s), QString());
        const Outcome simulated = weir(u"diff a.weir.json b.weir.json --format markdown --simulate"_s);
        QVERIFY2(simulated.out.endsWith("### Simulated: steady\n\nNo figure differs.\n"), simulated.out.constData());
    }

    void theEffectIsSimulated()
    {
        QByteArray slower = lane;
        slower.replace("\"100ms\"", "\"400ms\"");
        write(u"b.weir.json"_s, slower);
        const Outcome outcome = weir(u"diff a.weir.json b.weir.json --simulate"_s);
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(test::differsFromGolden(outcome.out, u"diff-simulated.txt"_s), QString());
    }

    void standardInputIsOneSide()
    {
        const Outcome outcome = test::runWeir({u"diff"_s, u"-"_s, u"a.weir.json"_s}, m_folder->path(), lane);
        QCOMPARE(outcome.exitCode, 0);
    }

    void revisionsAreRead()
    {
        if (QStandardPaths::findExecutable(u"git"_s).isEmpty())
            QSKIP("git is not installed");
        makeRepository();
        for (const char *arguments : {"diff main..HEAD -- shop", "diff main HEAD shop", "diff main -- shop",
                                      "diff main...HEAD -- shop", "diff main:x shop"}) {
            const Outcome outcome = weir(QString::fromLatin1(arguments));
            const bool isUnknown = QByteArray(arguments).contains("main:x");
            QCOMPARE(outcome.exitCode, isUnknown ? 3 : 5);
            if (isUnknown)
                QVERIFY2(outcome.err.contains("neither a file or folder nor a revision"), outcome.err.constData());
            else
                QVERIFY2(outcome.out.startsWith("breaking: channels/orders: retention"), outcome.out.constData());
        }
        // In the project's folder nothing more has to be said.
        const Outcome inside = test::runWeir({u"diff"_s, u"main..HEAD"_s}, m_folder->filePath(u"shop"_s));
        QCOMPARE(inside.exitCode, 5);
        // A bundle in a revision, that is no longer in the folder.
        QVERIFY(QFile::remove(m_folder->filePath(u"a.weir.json"_s)));
        QCOMPARE(weir(u"diff main..HEAD -- a.weir.json"_s).exitCode, 0);
    }

    void branchesThatAddDifferentEventsMerge()
    {
        if (QStandardPaths::findExecutable(u"git"_s).isEmpty())
            QSKIP("git is not installed");
        makeRepository();
        write(u"shop/events/order.paid.json"_s, "{\n  \"id\": \"order.paid\"\n}\n");
        commitAll();
        git({u"checkout"_s, u"--quiet"_s, u"main"_s});
        write(u"shop/events/order.lost.json"_s, "{\n  \"id\": \"order.lost\"\n}\n");
        commitAll();
        git({u"merge"_s, u"--quiet"_s, u"-m"_s, u"merge"_s, u"later"_s});
        const Outcome outcome = weir(u"diff HEAD~1..HEAD -- shop"_s);
        QCOMPARE(outcome.exitCode, 5);
        QVERIFY2(outcome.out.contains("added: events/order.paid is new."), outcome.out.constData());
        QVERIFY2(!outcome.out.contains("order.lost"), outcome.out.constData());
    }

    void aRevisionIsRefusedWithItsReason()
    {
        if (QStandardPaths::findExecutable(u"git"_s).isEmpty())
            QSKIP("git is not installed");
        const Outcome outside = weir(u"diff main..HEAD"_s);
        QCOMPARE(outside.exitCode, 3);
        QVERIFY2(outside.err.contains("is in no git repository"), outside.err.constData());
        makeRepository();
        const Outcome unknown = weir(u"diff nowhere..HEAD -- shop"_s);
        QCOMPARE(unknown.exitCode, 3);
        QVERIFY2(unknown.err.contains("“nowhere” is neither"), unknown.err.constData());
        const Outcome empty = weir(u"diff main..HEAD -- elsewhere"_s);
        QCOMPARE(empty.exitCode, 3);
        QVERIFY2(empty.err.contains("Revision main has no Weir project at elsewhere."), empty.err.constData());
        const Outcome option = test::runWeir({u"diff"_s, u"--"_s, u"--all..HEAD"_s, u"shop"_s}, m_folder->path());
        QCOMPARE(option.exitCode, 3);
        QVERIFY2(option.err.contains("“--all” is neither"), option.err.constData());
    }

    void withoutGitFoldersStillWork()
    {
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", "/nowhere");
        const Outcome folders = weir(u"diff a.weir.json b.weir.json"_s);
        const Outcome revisions = weir(u"diff main..HEAD"_s);
        qputenv("PATH", path);
        QCOMPARE(folders.exitCode, 5);
        QCOMPARE(revisions.exitCode, 3);
        QVERIFY2(revisions.err.contains("git cannot be started"), revisions.err.constData());
    }

    void oneDesignIsNotEnough()
    {
        const Outcome outcome = weir(u"diff a.weir.json"_s);
        QCOMPARE(outcome.exitCode, 3);
        QVERIFY2(outcome.err.contains("nothing to compare"), outcome.err.constData());
    }

private:
    Outcome weir(const QString &arguments) { return test::runWeir(arguments.split(u' '), m_folder->path()); }

    void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), qint64(bytes.size()));
    }

    void git(const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.start(u"git"_s,
                      QStringList{u"-c"_s, u"user.name=T"_s, u"-c"_s, u"user.email=t@example.org"_s, u"-c"_s,
                                  u"commit.gpgsign=false"_s}
                          + arguments);
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }

    void commitAll()
    {
        git({u"add"_s, u"."_s});
        git({u"commit"_s, u"--quiet"_s, u"-m"_s, u"more"_s});
    }

    /// The first bundle as the folder `shop` on the branch main, the second on the current branch.
    void makeRepository()
    {
        git({u"init"_s, u"--quiet"_s, u"--initial-branch=main"_s});
        QCOMPARE(weir(u"unbundle a.weir.json -o shop"_s).exitCode, 0);
        git({u"add"_s, u"."_s});
        git({u"commit"_s, u"--quiet"_s, u"-m"_s, u"one"_s});
        git({u"checkout"_s, u"--quiet"_s, u"-b"_s, u"later"_s});
        QVERIFY(QDir(m_folder->filePath(u"shop"_s)).removeRecursively());
        QCOMPARE(weir(u"unbundle b.weir.json -o shop"_s).exitCode, 0);
        git({u"commit"_s, u"--quiet"_s, u"-a"_s, u"-m"_s, u"two"_s});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

WEIR_TEST(tst_DiffCommand)
#include "tst_diffcommand.moc"
