// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/projectfolder.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"
#include "core/storage/editjournal.h"
#include "core/storage/project.h"
#include "core/storage/recovery.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>
#include <QThread>

#include <csignal>
#include <fcntl.h>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *roleVariable = "WEIR_TEST_KILLED_SESSION";
constexpr int editsOfASave = 3;

/// Elements that every edit gives the same number, each in a file of its own.
const QList<ElementRef> &edited()
{
    static const QList<ElementRef> elements{{Kind::Channel, u"work"_s},
                                            {Kind::Event, u"parcel.lost"_s},
                                            {Kind::Flow, u"hand-over"_s},
                                            {Kind::View, u"overview"_s}};
    return elements;
}

QString textOf(int number)
{
    return u"edit %1"_s.arg(number);
}

/// The number that the last edit gave \a element; 0 before the first.
int numberIn(const Catalog &catalog, const ElementRef &element)
{
    const QString text = memberText(catalog.document(element).get(), u"x-edit");
    return text.section(u' ', 1).toInt();
}

/// The program that is killed: edits, writes each edit into the journal and, once that is done, its number into the
/// ledger; saves after a few edits. Never ends by itself.
class Editor
{
public:
    explicit Editor(const QString &folder) : m_folder(folder), m_journal(folder + u"/state"_s, m_clock)
    {
        m_ledger = ::open(QFile::encodeName(folder + u"/ledger"_s).constData(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        auto opened = openProject(folder + u"/project"_s);
        if (!opened || m_ledger < 0)
            qFatal("the project of the test cannot be opened");
        m_project = *std::move(opened);
        m_catalog = m_project.catalog;
    }

    [[noreturn]] void run()
    {
        begin();
        for (int number = numberIn(m_catalog, edited().first()) + 1;; ++number) {
            edit(number);
            if (number % editsOfASave == 0)
                save();
        }
    }

private:
    void begin()
    {
        if (!m_journal.begin(m_project, m_catalog, u"Killed"_s))
            qFatal("the journal cannot be begun");
    }

    void edit(int number)
    {
        QList<Change> changes;
        for (const ElementRef &element : edited()) {
            const JsonValue before = m_catalog.document(element);
            Json document = before.get();
            document["x-edit"] = jsonOf(textOf(number));
            m_catalog.setDocument(element, document);
            changes.append({element, {}, before, JsonValue(document)});
        }
        if (!m_journal.append(textOf(number), changes))
            qFatal("an edit cannot be written down");
        const QByteArray line = QByteArray::number(number) + '\n';
        if (::write(m_ledger, line.constData(), size_t(line.size())) != line.size())
            qFatal("the ledger cannot be written");
    }

    void save()
    {
        SaveOptions options;
        options.beforeCommit = [this](const SaveNote &note) { return m_journal.noteSave(note); };
        options.backups = m_folder + u"/backups"_s;
        if (!saveProject(m_project, m_catalog, FileSink(), options))
            qFatal("the project cannot be saved");
        begin();
    }

    QString m_folder;
    SystemClock m_clock;
    Project m_project;
    Catalog m_catalog;
    EditJournal m_journal;
    int m_ledger = -1;
};

} // namespace

/// A real process that edits and saves is killed at any moment.
class tst_KilledSession : public QObject
{
    Q_OBJECT

private:
    /// Starts the editor, lets it work for a while and kills it.
    static void killOne(const QString &folder, int microseconds)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(roleVariable), folder);
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QFile::remove(folder + u"/ledger"_s);
        process.start(QCoreApplication::applicationFilePath(), {u"tst_KilledSession"_s});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile(folder + u"/ledger"_s).size() > 0, 30'000);
        QThread::usleep(ulong(microseconds));
        QCOMPARE(::kill(pid_t(process.processId()), SIGKILL), 0);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::CrashExit); // not by itself: that would be a failure of the editor
        QCOMPARE(process.exitCode(), SIGKILL);
    }

    static int lastInLedger(const QString &folder)
    {
        QFile file(folder + u"/ledger"_s);
        const QList<QByteArray> lines =
            file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QList<QByteArray>();
        return lines.size() < 2 ? 0 : lines.at(lines.size() - 2).toInt();
    }

    /// The design with the edits of the journal, if there is one, as the next start would offer it.
    static Result<Catalog> restored(const QString &folder, const Project &project)
    {
        const QList<Recovery> recoveries = findRecoveries(folder + u"/state"_s);
        if (recoveries.size() > 1)
            return Error{u"%1 journals"_s.arg(recoveries.size()), {}, {}};
        if (recoveries.isEmpty())
            return project.catalog;
        const auto design = recoveredDesign(recoveries.first(), project);
        if (!design)
            return design.error();
        if (const auto discarded = discardRecovery(recoveries.first()); !discarded)
            return discarded.error();
        return design->catalog;
    }

private slots:
    void initTestCase()
    {
        if (qEnvironmentVariableIsSet(roleVariable))
            Editor(qEnvironmentVariable(roleVariable)).run();
    }

    void nothingIsLostAndNoFileIsTorn()
    {
        const QTemporaryDir folder;
        QVERIFY(createProject(folder.filePath(u"project"_s),
                              openProject(QStringLiteral(WEIR_TEST_DATA "/projects/complete"))->catalog));
        RandomStream random(20261126);
        int cutOff = 0, edits = 0;
        const int kills = test::rounds(100, 1000);
        for (int round = 0; round < kills; ++round) {
            killOne(folder.path(), int(random.below(100'000)));
            auto project = openProject(folder.filePath(u"project"_s));
            QVERIFY(project);
            // Every file is whole, as before a save or as after it.
            for (const Finding &finding : std::as_const(project->findings))
                QVERIFY2(finding.severity != Severity::Error, qPrintable(finding.message));
            const int acknowledged = lastInLedger(folder.path());
            const auto design = restored(folder.path(), *project);
            QVERIFY2(design.isOk(), design ? "" : qPrintable(design.error().message));
            const int number = numberIn(*design, edited().first());
            for (const ElementRef &element : edited()) {
                QCOMPARE(numberIn(*design, element), number);
                cutOff += numberIn(project->catalog, element) != numberIn(project->catalog, edited().first()) ? 1 : 0;
            }
            // Nothing acknowledged is lost, however young; one more may have been written and not acknowledged.
            QVERIFY2(number == acknowledged || number == acknowledged + 1,
                     qPrintable(u"%1 after %2"_s.arg(number).arg(acknowledged)));
            edits = number;
            QVERIFY(saveProject(*project, *design));
        }
        qInfo("%d kills, %d edits, %d files of saves that were cut off", kills, edits, cutOff);
    }
};

WEIR_TEST(tst_KilledSession)
#include "tst_killedsession.moc"
