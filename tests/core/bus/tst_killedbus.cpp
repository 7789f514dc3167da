// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/events.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/bus/durablebus.h"
#include "core/bus/relay.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

using namespace weir;
using namespace weir::bus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using weir::test::eventOf;

namespace {

constexpr const char *roleVariable = "WEIR_TEST_BUS_ROLE";
constexpr const char *folderVariable = "WEIR_TEST_BUS_FOLDER";

Catalog design()
{
    return test::designWith(R"("kind": "topic")", R"([{"id": "one", "channel": "orders", "events": ["*"]}])");
}

/// Ends the process by itself: a failure, in contrast to one that was killed. (The test library catches a plain abort.)
[[noreturn]] void giveUp(const QString &why)
{
    qCritical("%s", qPrintable(why));
    std::_Exit(EXIT_FAILURE);
}

/// A file outside of the database, to which ids are appended: what its writer knows survives the writer.
class Ledger
{
public:
    explicit Ledger(const QString &path)
        : m_file(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_APPEND, 0600))
    {}
    ~Ledger() { ::close(m_file); }
    Ledger(const Ledger &) = delete;
    Ledger &operator=(const Ledger &) = delete;
    void add(const QString &id) const
    {
        const QByteArray line = id.toLatin1() + '\n';
        if (::write(m_file, line.constData(), std::size_t(line.size())) != line.size())
            giveUp(u"the ledger cannot be written"_s);
    }
    static QSet<QString> read(const QString &path)
    {
        QFile file(path);
        QSet<QString> ids;
        if (file.open(QIODevice::ReadOnly)) {
            while (!file.atEnd())
                ids.insert(QString::fromLatin1(file.readLine().trimmed()));
        }
        return ids;
    }

private:
    int m_file;
};

std::unique_ptr<Store> openStore(const QString &folder)
{
    Result<std::unique_ptr<Store>> store = Store::open(folder + u"/bus.sqlite"_s);
    if (!store)
        giveUp(store.error().message);
    return std::move(*store);
}

/// Registers users: the user and the event in one transaction, the id into the ledger once that has ended. After each it waits
/// for \a pause, in microseconds.
[[noreturn]] void produce(const QString &folder, ulong pause)
{
    const SystemClock clock;
    const std::unique_ptr<Store> store = openStore(folder);
    bus::Outbox outbox(*store, clock);
    const Ledger accepted(folder + u"/accepted"_s);
    const QString run = QString::number(::getpid()) + u'-' + QString::number(clock.elapsed().count());
    for (int i = 0;; ++i) {
        const QString id = u"%1-%2"_s.arg(run).arg(i);
        Result<Store::Transaction> transaction = store->begin();
        const Message event = eventOf(id, u"user.created"_s);
        if (transaction && store->execute(u"insert into users (id) values (?)"_s, {id}) && outbox.write({&event, 1})
            && transaction->commit())
            accepted.add(id);
        if (pause > 0)
            QThread::usleep(pause);
    }
}

/// Relays and delivers; the receiver's ledger is outside, too.
class Deliverer
{
public:
    explicit Deliverer(const QString &folder)
        : m_store(openStore(folder))
        , m_outbox(*m_store, m_clock)
        , m_received(folder + u"/received"_s)
    {
        Result<std::unique_ptr<DurableBus>> opened = DurableBus::open(m_catalog, *m_store, m_clock);
        if (!opened)
            giveUp(opened.error().message);
        m_bus = std::move(*opened);
        m_bus->setHandler(0, [this](const Delivery &delivery) {
            m_received.add(delivery.message->id);
            return delivery::AttemptOutcome::success();
        });
        RelaySettings settings;
        settings.poll = 1ms;
        settings.batch = 20;
        settings.lease = 200ms;
        m_relay = std::make_unique<Relay>(m_outbox, *m_bus, m_clock, settings);
    }
    void step()
    {
        (void)m_relay->run();
        (void)m_bus->run();
    }
    bool isDone() { return m_outbox.counts(5)->pending == 0 && m_bus->broker().unfinished() == 0; }

private:
    SystemClock m_clock;
    Catalog m_catalog = design();
    std::unique_ptr<Store> m_store;
    bus::Outbox m_outbox;
    Ledger m_received;
    std::unique_ptr<DurableBus> m_bus;
    std::unique_ptr<Relay> m_relay;
};

} // namespace

/// P1 and P3: processes are killed at any instruction, and at the places where it hurts.
class tst_KilledBus : public QObject
{
    Q_OBJECT

    static void start(QProcess &process, const QString &role, const QString &folder, const QString &killAt)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(roleVariable), role);
        environment.insert(QString::fromLatin1(folderVariable), folder);
        environment.insert(u"KILL_AT"_s, killAt);
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(), {u"tst_KilledBus"_s});
        QVERIFY(process.waitForStarted());
    }

    /// Both processes have just been started; gives when the first event is received, in ms. Other work on the machine counts:
    /// what is promised (2 s) is looked at in what the test prints.
    static qint64 timeToFirstDelivery(const QString &ledger)
    {
        const qint64 before = QFile(ledger).size();
        QElapsedTimer timer;
        timer.start();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(QFile(ledger).size() > before, 60'000); }();
        return timer.elapsed();
    }

    static void end(QProcess &process)
    {
        if (process.state() != QProcess::NotRunning) { // It may have been killed at its point already.
            process.kill();
            QVERIFY(process.waitForFinished());
        }
        QCOMPARE(process.exitStatus(), QProcess::CrashExit); // Not by itself: that would be a failure.
        QCOMPARE(process.exitCode(), SIGKILL);
    }

private slots:
    void initTestCase()
    {
        const QString role = qEnvironmentVariable(roleVariable), folder = qEnvironmentVariable(folderVariable);
        if (role == u"producer"_s)
            produce(folder, 0);
        if (role
            == u"steady producer"_s) // What grows without a bound takes ever longer to open: that is not the question.
            produce(folder, 500);
        if (role == u"deliverer"_s) {
            for (Deliverer deliverer(folder);; QThread::usleep(200))
                deliverer.step();
        }
    }

    /// The producer writes without a break; whatever else the machine does, the other one gets its turn.
    void whoWritesWithoutABreakLetsOthersIn()
    {
        const QTemporaryDir folder;
        QVERIFY(openStore(folder.path())->execute(u"create table users (id varchar(50) not null)"_s));
        QProcess producer, deliverer;
        start(producer, u"producer"_s, folder.path(), {});
        start(deliverer, u"deliverer"_s, folder.path(), {});
        const auto count = [&folder](const QString &ledger) { return Ledger::read(folder.filePath(ledger)).size(); };
        QTRY_VERIFY_WITH_TIMEOUT(count(u"received"_s) > 0, 120'000); // Now both are at work.
        const qsizetype firstAccepted = count(u"accepted"_s), firstReceived = count(u"received"_s);
        QTRY_VERIFY_WITH_TIMEOUT(count(u"received"_s) >= firstReceived + 300, 120'000);
        const qsizetype accepted = count(u"accepted"_s) - firstAccepted,
                        received = count(u"received"_s) - firstReceived;
        end(producer);
        end(deliverer);
        QVERIFY2(accepted < 5 * received, qPrintable(u"%1 accepted, %2 received"_s.arg(accepted).arg(received)));
    }

    void nothingThatWasAcceptedIsLost()
    {
        const QTemporaryDir folder;
        QVERIFY(openStore(folder.path())->execute(u"create table users (id varchar(50) not null)"_s));
        RandomStream random(20261126);
        const QStringList points{u"before_commit"_s, u"after_commit_before_ack"_s};
        const int kills = test::rounds(150, 2'000);
        QList<qint64> recoveries;
        for (int round = 0; round < kills; ++round) {
            QProcess producer, deliverer;
            const qint64 before = QFile(folder.filePath(u"accepted"_s)).size();
            start(producer, u"steady producer"_s, folder.path(), {});
            start(deliverer, u"deliverer"_s, folder.path(), round % 3 == 2 ? points.at(round / 3 % 2) : QString());
            if (round % 12 == 0)
                recoveries += timeToFirstDelivery(folder.filePath(u"received"_s));
            QTRY_VERIFY_WITH_TIMEOUT(QFile(folder.filePath(u"accepted"_s)).size() > before, 60'000);
            QThread::usleep(1'000 + ulong(random.below(100'000)));
            end(random.below(2) == 0 ? producer : deliverer);
            for (QProcess *const process : {&producer, &deliverer})
                end(*process);
        }
        std::sort(recoveries.begin(), recoveries.end());
        qInfo("start to first delivery: median %lld ms, longest %lld ms", recoveries.at(recoveries.size() / 2),
              recoveries.last());
        Deliverer last(folder.path());
        for (int i = 0; i < 1'000'000 && !last.isDone(); ++i) {
            last.step();
            QThread::usleep(500);
        }
        QVERIFY(last.isDone());
        const QSet<QString> accepted = Ledger::read(folder.filePath(u"accepted"_s));
        const QSet<QString> received = Ledger::read(folder.filePath(u"received"_s));
        QVERIFY(accepted.size() > kills);
        QVERIFY2((accepted - received).isEmpty(),
                 qPrintable(u"%1 of %2 lost"_s.arg((accepted - received).size()).arg(accepted.size())));
        // Event and business change stand together, or not at all.
        const std::unique_ptr<Store> store = openStore(folder.path());
        const SystemClock clock;
        QSet<QString> users, events;
        const auto userRows = store->query(u"select id from users"_s);
        for (const Row &row : *userRows)
            users.insert(row.first().toString());
        const auto outboxRows = bus::Outbox(*store, clock).rows(100'000'000);
        for (const OutboxRow &row : *outboxRows)
            events.insert(row.message()->id);
        QCOMPARE(users, events);
        QVERIFY((accepted - users).isEmpty());
        QCOMPARE(received, users);
    }
};

WEIR_TEST(tst_KilledBus)

#include "tst_killedbus.moc"
