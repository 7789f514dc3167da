// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/projectfolder.h"
#include "tests/support/registertest.h"

#include "core/storage/editjournal.h"
#include "core/storage/project.h"
#include "core/storage/recovery.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QTest>

#include <cerrno>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

/// Takes so many bytes, then the disk is full until it is told otherwise.
class SmallDisk : public FileSink
{
public:
    qint64 write(int descriptor, const char *bytes, size_t size) const override
    {
        const size_t taken = std::min(size, size_t(std::max<qint64>(m_room, 0)));
        if (taken == 0) {
            errno = ENOSPC;
            return -1;
        }
        m_room -= qint64(taken);
        return FileSink::write(descriptor, bytes, taken);
    }
    void setRoom(qint64 bytes) { m_room = bytes; }

private:
    mutable qint64 m_room = std::numeric_limits<qint64>::max();
};

/// The program ends when so many files are replaced.
class CutOff : public FileSink
{
public:
    explicit CutOff(int files) : m_files(files) {}

    int rename(const char *from, const char *to) const override
    {
        errno = EIO;
        return m_files-- > 0 ? FileSink::rename(from, to) : -1;
    }

private:
    mutable int m_files;
};

/// A project with its journal, as a program holds it.
class Session
{
public:
    explicit Session(const QString &project, const QString &journals,
                     std::shared_ptr<const FileSink> sink = std::make_shared<FileSink>())
        : m_journal(journals, m_clock, std::move(sink))
    {
        auto opened = openProject(project);
        Q_ASSERT(opened);
        m_project = *std::move(opened);
        m_catalog = m_project.catalog;
        const auto begun = m_journal.begin(m_project, m_catalog, u"Shop"_s);
        Q_ASSERT(begun);
    }

    /// One undo step: the member \a key of \a element gets \a value.
    bool edit(const ElementRef &element, const char *key, const Json &value, const QString &text = u"Edit"_s)
    {
        m_clock.advance(std::chrono::seconds(1));
        const JsonValue before = m_catalog.document(element);
        Json document = before.get();
        document[key] = value;
        m_catalog.setDocument(element, document);
        return m_journal.append(text, {{element, {}, before, JsonValue(document)}}).isOk();
    }
    Result<QStringList> save(const FileSink &sink = FileSink())
    {
        SaveOptions options;
        options.beforeCommit = [this](const SaveNote &note) { return m_journal.noteSave(note); };
        return saveProject(m_project, m_catalog, sink, options);
    }
    Result<void> begin() { return m_journal.begin(m_project, m_catalog, u"Shop"_s); }

    EditJournal &journal() { return m_journal; }
    const Catalog &catalog() const { return m_catalog; }

private:
    ManualClock m_clock;
    Project m_project;
    Catalog m_catalog;
    EditJournal m_journal;
};

} // namespace

class tst_EditJournal : public QObject
{
    Q_OBJECT

private:
    static const inline ElementRef orders{Kind::Channel, u"work"_s}, overview{Kind::View, u"overview"_s};

    ProjectFolder m_folder{QStringLiteral(WEIR_TEST_DATA "/projects/complete")};
    std::unique_ptr<QTemporaryDir> m_state;

    QString journals() const { return m_state->filePath(u"journals"_s); }
    /// What a new start makes of the journal that is there.
    Result<RecoveredDesign> recovered() const
    {
        const auto found = findRecoveries(journals());
        if (found.size() != 1)
            return Error{u"%1 recoveries"_s.arg(found.size()), {}, {}};
        const auto project = openProject(found.first().start.root);
        return project ? recoveredDesign(found.first(), *project) : Result<RecoveredDesign>(project.error());
    }

private slots:
    void init() { m_state = std::make_unique<QTemporaryDir>(); }

    void withoutEditsThereIsNoFile()
    {
        const Session session(m_folder.path(), journals());
        QVERIFY(!QDir(journals()).exists());
        QCOMPARE(findRecoveries(journals()).size(), 0);
    }

    void everyEditIsBackAfterACrash()
    {
        Catalog expected;
        {
            Session session(m_folder.path(), journals());
            QVERIFY(session.edit(orders, "capacity", 7, u"Set capacity"_s));
            QVERIFY(session.edit(overview, "title", "Größe \"ß\" \n\t", u"Rename overview"_s));
            QVERIFY(session.edit({Kind::Channel, u"fresh"_s}, "id", "fresh", u"Add fresh"_s));
            QVERIFY(session.journal().needsSync());
            QVERIFY(session.journal().sync());
            QVERIFY(!session.journal().needsSync());
            expected = session.catalog();
        }
        const auto found = findRecoveries(journals());
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().start.root, openProject(m_folder.path())->root);
        QCOMPARE(found.first().start.title, u"Shop"_s);
        QCOMPARE(found.first().lastEdit(), TimePoint(std::chrono::seconds(3)));
        const auto design = recovered();
        QVERIFY(design);
        QCOMPARE(design->catalog, expected);
        QCOMPARE(design->edits.size(), 3);
        QCOMPARE(design->edits.first().text, u"Set capacity"_s);
        QVERIFY(discardRecovery(found.first()));
        QCOMPARE(findRecoveries(journals()).size(), 0);
    }

    void aMovedNodeCostsALineOfItsOwnSizeOnly()
    {
        Session session(m_folder.path(), journals());
        QVERIFY(session.edit(orders, "capacity", 7));
        const qint64 before = QFileInfo(session.journal().file()).size();
        QVERIFY(session.edit(orders, "capacity", 8));
        const qint64 line = QFileInfo(session.journal().file()).size() - before;
        QVERIFY2(line < 200, qPrintable(QString::number(line)));
    }

    void aLivingSessionIsNotOffered()
    {
        Session session(m_folder.path(), journals());
        QVERIFY(session.edit(orders, "capacity", 7));
        QCOMPARE(findRecoveries(journals()).size(), 0);
        session.journal().end();
        QCOMPARE(QDir(journals()).entryList(QDir::Files).size(), 0);
    }

    void onlyTheJournalsOwnerCanReadIt()
    {
        Session session(m_folder.path(), journals());
        QVERIFY(session.edit(orders, "capacity", 7));
        const QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        QCOMPARE(QFile::permissions(session.journal().file()) & others, QFile::Permissions());
    }

    void whatWasSavedIsNotOfferedAgain()
    {
        const ProjectFolder copy(m_folder.path());
        Session session(copy.path(), journals());
        QVERIFY(session.edit(orders, "capacity", 11));
        QVERIFY(session.save());
        // As if the program ended between the save and what follows it.
        const QString kept = session.journal().file();
        QVERIFY(QFile::copy(kept, m_state->filePath(u"kept"_s)));
        QVERIFY(session.begin());
        QVERIFY(session.journal().file().isEmpty());
        QVERIFY(QFile::rename(m_state->filePath(u"kept"_s), kept));
        auto design = recovered();
        QVERIFY(design);
        QCOMPARE(design->edits.size(), 0);
        QCOMPARE(design->catalog, session.catalog());
    }

    void editsAfterASaveThatHappenedAreOffered()
    {
        const ProjectFolder copy(m_folder.path());
        Catalog expected;
        {
            Session session(copy.path(), journals());
            QVERIFY(session.edit(orders, "capacity", 11));
            QVERIFY(session.save());
            QVERIFY(session.edit(orders, "capacity", 12, u"Later"_s));
            expected = session.catalog();
        }
        const auto design = recovered();
        QVERIFY(design);
        QCOMPARE(design->edits.size(), 1);
        QCOMPARE(design->edits.first().text, u"Later"_s);
        QCOMPARE(design->catalog, expected);
    }

    void aSaveThatWasCutOffLosesNothing_data()
    {
        QTest::addColumn<int>("replaced");
        for (int replaced = 0; replaced <= 4; ++replaced)
            QTest::addRow("after %d files", replaced) << replaced;
    }

    void aSaveThatWasCutOffLosesNothing()
    {
        QFETCH(int, replaced);
        const ProjectFolder copy(m_folder.path());
        Catalog expected;
        {
            Session session(copy.path(), journals());
            QVERIFY(session.edit(orders, "capacity", 10));
            QVERIFY(session.save());
            QVERIFY(session.edit(orders, "capacity", 11));
            QVERIFY(session.edit(overview, "title", "Later"));
            QVERIFY(session.edit({Kind::Channel, u"fresh"_s}, "id", "fresh"));
            QVERIFY(session.edit(orders, "capacity", 12));
            QVERIFY(session.edit({Kind::Event, u"parcel.lost"_s}, "x-note", "Gone."));
            QCOMPARE(session.save(CutOff(replaced)).isOk(), replaced == 4);
            QVERIFY(session.edit(orders, "capacity", 13));
            expected = session.catalog();
        }
        const auto design = recovered();
        QVERIFY2(design.isOk(), design ? "" : qPrintable(design.error().message));
        QCOMPARE(design->catalog, expected);
        // Somebody else's change on top is still noticed.
        copy.write(u"views/overview.view.json"_s, "{\n  \"id\": \"overview\"\n}\n");
        QVERIFY(!recovered());
    }

    void aJournalOfOtherFilesIsNeverApplied()
    {
        const ProjectFolder copy(m_folder.path());
        {
            Session session(copy.path(), journals());
            QVERIFY(session.edit(orders, "capacity", 7));
        }
        // Even a change elsewhere makes it another project.
        copy.write(u"channels/other.json"_s, "{\n  \"id\": \"other\",\n  \"kind\": \"queue\"\n}\n");
        const auto design = recovered();
        QVERIFY(!design);
        QVERIFY(design.error().message.contains(copy.path()));
        QVERIFY(!design.error().hint.isEmpty());
        QCOMPARE(findRecoveries(journals()).first().entries.size(), 1);
    }

    void aTornTailLosesNothingButItself()
    {
        Catalog expected;
        QString file;
        {
            Session session(m_folder.path(), journals());
            QVERIFY(session.edit(orders, "capacity", 7));
            expected = session.catalog();
            QVERIFY(session.edit(orders, "capacity", 8));
            file = session.journal().file();
        }
        QFile journal(file);
        QVERIFY(journal.open(QIODevice::ReadOnly));
        const QByteArray bytes = journal.readAll();
        journal.close();
        const qsizetype wholeLines = bytes.lastIndexOf('\n', bytes.size() - 2) + 1;
        for (qsizetype size = wholeLines + 1; size < bytes.size(); ++size) {
            QVERIFY(journal.open(QIODevice::WriteOnly | QIODevice::Truncate));
            journal.write(bytes.first(size));
            journal.close();
            QVERIFY(findRecoveries(journals()).first().isTorn);
            const auto design = recovered();
            QVERIFY(design);
            QCOMPARE(design->catalog, expected);
        }
    }

    void aFlippedBitIsNeverApplied()
    {
        QString file;
        {
            Session session(m_folder.path(), journals());
            QVERIFY(session.edit(orders, "capacity", 7));
            file = session.journal().file();
        }
        QFile journal(file);
        QVERIFY(journal.open(QIODevice::ReadOnly));
        const QByteArray bytes = journal.readAll();
        for (qsizetype index = 0; index < bytes.size(); ++index) {
            QByteArray damaged = bytes;
            damaged[index] = char(damaged[index] ^ 0x04);
            const auto read = readJournal(damaged, file);
            QVERIFY2(!read || read->entries.isEmpty(), qPrintable(QString::number(index)));
        }
    }

    void aFullDiskDelaysTheEditsButLosesNone()
    {
        auto disk = std::make_shared<SmallDisk>();
        Catalog expected;
        {
            Session session(m_folder.path(), journals(), disk);
            QVERIFY(session.edit(orders, "capacity", 7));
            disk->setRoom(20);
            QVERIFY(!session.edit(orders, "capacity", 8));
            QVERIFY(!session.edit(overview, "title", "Other"));
            QCOMPARE(QDir(journals()).entryList({u"*.new"_s}).size(), 0);
            disk->setRoom(1'000'000);
            QVERIFY(session.edit(orders, "capacity", 9));
            expected = session.catalog();
        }
        const auto design = recovered();
        QVERIFY(design);
        QCOMPARE(design->catalog, expected);
    }

    void aProjectWithoutAPlaceIsWrittenDownWhole()
    {
        const Catalog import = openProject(m_folder.path())->catalog;
        ManualClock clock;
        {
            EditJournal journal(journals(), clock);
            QVERIFY(journal.begin({}, import, u"Copy"_s));
            QVERIFY(journal.file().isEmpty());
            QVERIFY(journal.begin({}, import, u"Import"_s, EditJournal::Start::AtOnce));
        }
        const auto found = findRecoveries(journals());
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().start.root, QString());
        const auto design = recoveredDesign(found.first(), {});
        QVERIFY(design);
        QCOMPARE(design->catalog, import);
        // Not upon a project that happens to be open.
        QVERIFY(!recoveredDesign(found.first(), *openProject(m_folder.path())));
    }

    void theFileStaysBounded()
    {
        Catalog expected;
        {
            Session session(m_folder.path(), journals());
            session.journal().setSizeLimit(64 * 1024);
            const std::string large(2048, 'x');
            qint64 most = 0;
            for (int round = 0; round < 80; ++round) {
                QVERIFY(session.edit(overview, "title", large + std::to_string(round)));
                most = std::max(most, QFileInfo(session.journal().file()).size());
            }
            QVERIFY2(most < 80 * 1024, qPrintable(QString::number(most)));
            expected = session.catalog();
        }
        const auto design = recovered();
        QVERIFY(design);
        QCOMPARE(design->catalog, expected);
    }
};

WEIR_TEST(tst_EditJournal)
#include "tst_editjournal.moc"
