// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/transport/rawclient.h"
#include "tests/support/registertest.h"

#include "core/transport/sseclient.h"
#include "core/transport/sseroute.h"

#include <nlohmann/json.hpp>

#include <QDeadlineTimer>
#include <QTest>
#include <QTimer>

#include <ctime>
#include <memory>
#include <vector>

using namespace weir;
using namespace weir::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int crowd = 100;
constexpr qint64 megabyte = 1024 * 1024;

Stream streamOfUsers()
{
    Stream stream;
    stream.id = u"events"_s;
    stream.path = u"/events"_s;
    stream.events = {u"user.{user}.*"_s};
    stream.key = u"user.{data.user}.{type}"_s;
    return stream;
}

/// An event of user 7, about 1 KB long.
Message numbered(int number)
{
    Message message;
    message.id = QString::number(number);
    message.type = u"user.changed"_s;
    message.source = u"shop"_s;
    message.data = Json{{"user", "7"}, {"note", std::string(800, 'x')}};
    return message;
}

/// Counts events, which must come in order and each once.
class InOrder : public SseSink
{
public:
    int count = 0;
    int faults = 0;

    void event(const SseEvent &event) override
    {
        ++count;
        faults += event.lastEventId == std::to_string(count) ? 0 : 1;
    }
};

qint64 cpuMicroseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1'000'000LL * time.tv_sec + time.tv_nsec / 1'000;
}

/// A server of streams, and one watcher that reads all it gets. Its clock stands still: nobody is dropped for the time it takes.
class Site
{
public:
    ManualClock clock;
    HttpServer server;
    SseRoute route;
    InOrder seen;
    int published = 0;
    qint64 cpu = 0; ///< Microseconds of the last publish().

    Site() : server(clock), route(server, streamOfUsers(), nullptr, clock)
    {
        HttpServerSettings settings;
        settings.connectionsPerPeer = settings.connections;
        if (!server.listen(settings))
            qFatal("nobody can listen");
        SseSource source;
        source.url = *parseHttpUrl(u"http://127.0.0.1:%1/events?user=7"_s.arg(server.port()));
        m_fast = std::make_unique<SseClient>(source, seen, clock);
        m_fast->start();
    }

    /// Watchers of \a user's events that read only when they are told to.
    void join(int count, const QByteArray &user)
    {
        for (int i = 0; i < count; ++i) {
            others.push_back(std::make_unique<RawClient>(server.port(), "127.0.0.1", 4096));
            others.back()->send("GET /events?user=" + user + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            QCoreApplication::processEvents();
        }
    }

    /// Publishes \a count events one by one, each when the watcher that reads has seen the one before. Gives how many turns of
    /// the event loop that took; -1 when an event did not come.
    int publish(int count, const std::function<void(int)> &afterEach = {})
    {
        QTimer wakeUp; // A loop that waits for what never comes has to end.
        wakeUp.start(1s);
        int turns = 0;
        const qint64 before = cpuMicroseconds();
        for (int i = 0; i < count; ++i) {
            ++published;
            route.publish(numbered(published), u"users"_s, published);
            for (const QDeadlineTimer deadline(60s); seen.count < published; ++turns) {
                if (deadline.hasExpired())
                    return -1;
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            }
            if (afterEach)
                afterEach(published);
        }
        cpu = cpuMicroseconds() - before;
        return turns;
    }

    bool isReady(int watchers) { return m_fast->state() == SseState::Open && route.hub().clients() == watchers; }

    std::vector<std::unique_ptr<RawClient>> others;

private:
    std::unique_ptr<SseClient> m_fast;
};

} // namespace

/// P21: a slow or dead watcher never slows who publishes, nor the other watchers.
class tst_SlowWatchers : public QObject
{
    Q_OBJECT

private slots:
    void whoDoesNotReadIsDroppedAndSlowsNobody()
    {
        Site site;
        QTRY_VERIFY(site.isReady(1));
        constexpr int few = 1'000;
        const int alone = site.publish(few);
        QVERIFY(alone > 0);
        const qint64 cpuAlone = site.cpu;

        // One reads 1 KB while a thousand events come, which is a second of traffic; a hundred read nothing.
        site.join(1 + crowd, "7");
        QTRY_VERIFY(site.isReady(2 + crowd));
        const auto readALittle = [&site](int number) {
            if (number % 100 == 0)
                site.others.front()->take(102);
        };
        const qint64 memory = residentMemory(), delivered = site.route.hub().counters().delivered;
        qint64 mostMemory = 0;
        const int beside = site.publish(few, [&](int number) {
            readALittle(number);
            mostMemory = std::max(mostMemory, number % 50 == 0 ? residentMemory() - memory : 0);
        });
        QVERIFY(beside > 0);
        const qint64 cpuBeside = site.cpu;
        QTRY_COMPARE(site.route.hub().clients(), 1); // All were dropped, for that reason.
        QTRY_COMPARE(site.server.counters().slowReadersDropped, qint64(1 + crowd));
        const qint64 toSlow = site.route.hub().counters().delivered - delivered - few;
        const qint64 after = residentMemory();
        const int again = site.publish(few, readALittle);
        qInfo("turns of the loop for %d events: %d alone, %d beside %d who stall, %d after they were dropped", few,
              alone, beside, 1 + crowd, again);
        qInfo("microseconds for each event: %lld, %lld, %lld; at most %lld KB more", qint64(cpuAlone / few),
              qint64(cpuBeside / few), qint64(site.cpu / few), qint64(mostMemory / 1024));

        QCOMPARE(site.seen.count, 3 * few);
        QCOMPARE(site.seen.faults, 0);
        // What is left of them costs nothing: not one write, not one turn.
        QCOMPARE(site.route.hub().counters().delivered, delivered + toSlow + 2 * few);
        QCOMPARE(site.route.hub().counters().tooSlow, qint64(1 + crowd));
        QVERIFY2(toSlow * qint64(sseFrameOf(numbered(few)).size()) < (1 + crowd) * megabyte,
                 qPrintable(QString::number(toSlow)));
        QVERIFY2(mostMemory < (1 + crowd) * 256 * 1024 + 8 * megabyte || !isMemoryTheProgramsOwn(),
                 qPrintable(QString::number(mostMemory)));
        QVERIFY2(residentMemory() - after < 4 * megabyte || !isMemoryTheProgramsOwn(), "memory grows");
        QVERIFY2(10 * beside <= 11 * alone && 10 * again <= 11 * alone, "the loop turns more often");
    }

    void whoWaitsForOthersEventsCostsNoWrite()
    {
        Site site;
        QTRY_VERIFY(site.isReady(1));
        constexpr int few = 1'000;
        const int alone = site.publish(few);
        QVERIFY(alone > 0);
        const qint64 cpuAlone = site.cpu;
        for (int user = 0; user < crowd; ++user)
            site.join(1, "other" + QByteArray::number(user));
        QTRY_VERIFY(site.isReady(1 + crowd));
        const int beside = site.publish(few);
        qInfo("turns of the loop for %d events: %d alone, %d beside %d others; microseconds for each: %lld, %lld", few,
              alone, beside, crowd, qint64(cpuAlone / few), qint64(site.cpu / few));
        QCOMPARE(site.seen.count, 2 * few);
        QCOMPARE(site.seen.faults, 0);
        QCOMPARE(site.route.hub().counters().delivered, qint64(2 * few));
        QCOMPARE(site.route.hub().clients(), 1 + crowd);
        for (const auto &other : site.others)
            QVERIFY(!other->received().contains("data:"));
        QVERIFY2(10 * beside <= 11 * alone, "the loop turns more often");
    }

    void whoIsBehindByLessThanTheBufferStaysAndMissesNothing()
    {
        Site site;
        QTRY_VERIFY(site.isReady(1));
        site.join(1, "7");
        QTRY_VERIFY(site.isReady(2));
        RawClient &slow = *site.others.front();
        for (int burst = 1; burst <= 5; ++burst) {
            QVERIFY(site.publish(200) > 0);
            const QByteArray last = "id: " + QByteArray::number(site.published) + "\n";
            for (const QDeadlineTimer deadline(60s); !slow.taken().contains(last) && !deadline.hasExpired();) {
                slow.take(1'024);
                QCoreApplication::processEvents();
            }
            QVERIFY(slow.taken().contains(last));
            QVERIFY(site.isReady(2));
        }
        QCOMPARE(slow.taken().count("\nid: "), site.published);
        QCOMPARE(site.route.hub().counters().tooSlow, qint64(0));
    }
};

WEIR_TEST(tst_SlowWatchers)
#include "tst_slowwatchers.moc"
