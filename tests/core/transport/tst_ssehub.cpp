// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/transport/memorystream.h"
#include "tests/core/transport/recordingsink.h"
#include "tests/support/registertest.h"

#include "core/transport/ssehub.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::MemoryReader;
using test::MemoryStream;
using test::MemoryTarget;
using test::RecordingSink;

namespace {

Message eventOf(const QString &id, const QString &user, const QString &type = u"user.created"_s)
{
    Message message;
    message.id = id;
    message.type = type;
    message.source = u"shop"_s;
    message.data = Json{{"userId", user.toStdString()}};
    return message;
}

Stream userStream()
{
    Stream stream;
    stream.id = u"events"_s;
    stream.path = u"/api/events"_s;
    stream.channel = u"user-events"_s;
    stream.events = {u"user.{user}.*"_s};
    stream.key = u"user.{data.userId}.{type}"_s;
    return stream;
}

HttpRequest asking(const QByteArray &query, const QByteArray &lastId = {})
{
    HttpRequest request;
    request.query = query;
    if (!lastId.isEmpty())
        request.headers.add("Last-Event-ID", lastId);
    return request;
}

QStringList idsOf(const QByteArray &bytes)
{
    SseParser parser;
    RecordingSink sink;
    parser.feed(bytes.toStdString(), sink);
    QStringList ids;
    for (const QString &event : std::as_const(sink.events))
        ids.append(event.startsWith(u"reset|"_s) ? u"reset"_s : event.section(u'|', 1, 1));
    return ids;
}

} // namespace

class tst_SseHub : public QObject
{
    Q_OBJECT

    /// A hub, its store and its clients.
    struct Bench
    {
        ManualClock clock;
        MemoryReader store;
        SseHub hub;

        explicit Bench(const Stream &stream = userStream(), bool hasStore = true)
            : hub(stream, hasStore ? &store : nullptr, clock)
        {}

        std::shared_ptr<MemoryTarget> connect(const HttpRequest &request, qint64 waiting = 0)
        {
            auto target = std::make_shared<MemoryTarget>();
            target->waiting = waiting;
            hub.connect(request, HttpReply(target));
            return target;
        }
        void accept(const Message &message)
        {
            const std::int64_t position = store.events.empty() ? 1 : store.events.back().position + 1;
            store.events.push_back({position, u"user-events"_s, message});
        }
        void publish(const Message &message)
        {
            accept(message);
            hub.publish(message, u"user-events"_s, store.events.back().position);
        }
    };

private slots:
    void answersAreThoseOfTheSpecification()
    {
        Bench bench;
        const auto client = bench.connect(asking("user=7"));
        QCOMPARE(client->response.status, 200);
        QCOMPARE(client->response.headers.value("Content-Type").toByteArray(), QByteArray("text/event-stream"));
        QCOMPARE(client->response.headers.value("Cache-Control").toByteArray(), QByteArray("no-cache"));
        QCOMPARE(client->response.headers.value("Connection").toByteArray(), QByteArray("keep-alive"));
        bench.publish(eventOf(u"e1"_s, u"7"_s));
        QVERIFY(client->opened->bytes.isEmpty());
        bench.hub.flush();
        QVERIFY(client->opened->bytes.startsWith("id: e1\ndata: {\"id\":\"e1\",\"type\":\"user.created\","));
        QVERIFY(client->opened->bytes.endsWith("\n\n"));
    }

    void nobodyGetsAnotherOnesEvents()
    {
        Bench bench;
        const auto one = bench.connect(asking("user=1")), two = bench.connect(asking("user=2"));
        HttpRequest byHeader;
        byHeader.headers.add("X-User-Id", "2");
        const auto three = bench.connect(byHeader);
        QStringList forOne, forTwo;
        for (int i = 0; i < 1'000; ++i) {
            const bool isOne = i % 3 == 0;
            const QString id = u"e%1"_s.arg(i);
            bench.publish(eventOf(id, isOne ? u"1"_s : u"2"_s, i % 2 == 0 ? u"user.created"_s : u"order.placed"_s));
            (isOne ? forOne : forTwo).append(id);
            if (i % 7 == 0)
                bench.hub.flush();
        }
        bench.hub.flush();
        QCOMPARE(idsOf(one->opened->bytes), forOne);
        QCOMPARE(idsOf(two->opened->bytes), forTwo);
        QCOMPARE(idsOf(three->opened->bytes), forTwo);
        QCOMPARE(bench.hub.counters().delivered, 1'000 + forTwo.size());
    }

    void patternsOfAClientAreNoPatterns_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("status");
        for (const char *query : {"user=*", "user=%2A", "user=%23", "user=**", "user=7.user", "user=%7Buser%7D"})
            QTest::newRow(query) << QByteArray(query) << 200;
        for (const char *query : {"", "user=", "name=7"})
            QTest::newRow(*query == '\0' ? "nothing" : query) << QByteArray(query) << 400;
    }
    void patternsOfAClientAreNoPatterns()
    {
        QFETCH(QByteArray, query);
        QFETCH(int, status);
        Bench bench;
        const auto client = bench.connect(asking(query));
        QCOMPARE(client->response.status, status);
        bench.publish(eventOf(u"e1"_s, u"7"_s));
        bench.publish(eventOf(u"e2"_s, QString()));
        bench.hub.flush();
        if (status == 200)
            QCOMPARE(client->opened->bytes, QByteArray());
        else
            QCOMPARE(bench.hub.counters().refused, 1);
    }

    void queryAndHeaderMustAgree()
    {
        Bench bench;
        HttpRequest request = asking("user=1");
        request.headers.add("X-User-Id", "2");
        QCOMPARE(bench.connect(request)->response.status, 400);
    }

    void keysAndTypesAreMatchedBySegments_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("accepted");
        const QString key = u"user.{data.userId}.{type}"_s;
        QTest::newRow("the type as one") << u"user.{user}.*"_s << key << true;
        QTest::newRow("the type by its segments") << u"user.{user}.user.created"_s << key << true;
        QTest::newRow("the rest open") << u"user.{user}.#"_s << key << true;
        QTest::newRow("another type") << u"user.{user}.order.*"_s << key << false;
        QTest::newRow("types without a key") << u"user.*"_s << QString() << true;
        QTest::newRow("everything") << u"*"_s << QString() << true;
        QTest::newRow("a segment short") << u"user"_s << QString() << false;
        QTest::newRow("a missing value is nobody's") << u"user.*.#"_s << u"user.{data.gone}.{type}"_s << false;
    }
    void keysAndTypesAreMatchedBySegments()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, key);
        QFETCH(bool, accepted);
        Stream stream = userStream();
        stream.events = {pattern};
        stream.key = key;
        Bench bench(stream);
        const auto client = bench.connect(asking("user=7"));
        bench.publish(eventOf(u"e1"_s, u"7"_s));
        bench.hub.flush();
        QCOMPARE(!client->opened->bytes.isEmpty(), accepted);
    }

    void oneWriteForAllThatCame()
    {
        Bench bench;
        const auto client = bench.connect(asking("user=7"));
        for (int i = 0; i < 50; ++i)
            bench.publish(eventOf(u"e%1"_s.arg(i), u"7"_s));
        bench.hub.flush();
        QCOMPARE(client->opened->writes, 1);
        QCOMPARE(idsOf(client->opened->bytes).size(), 50);
    }

    void whatWasMissedIsReplayed()
    {
        Bench bench;
        for (int i = 1; i <= 900; ++i)
            bench.accept(eventOf(u"e%1"_s.arg(i), i % 2 == 0 ? u"7"_s : u"8"_s));
        const auto client = bench.connect(asking("user=7", "e500"));
        bench.publish(eventOf(u"e901"_s, u"7"_s));
        bench.hub.flush();
        QStringList expected;
        for (int i = 502; i <= 900; i += 2)
            expected.append(u"e%1"_s.arg(i));
        expected.append(u"e901"_s);
        QCOMPARE(idsOf(client->opened->bytes), expected);
        QCOMPARE(bench.hub.counters().resets, 0);
    }

    void aSlowClientIsReplayedToAtItsPaceWithoutGapOrDouble()
    {
        Bench bench;
        for (int i = 1; i <= 500; ++i)
            bench.accept(eventOf(u"e%1"_s.arg(i), u"7"_s));
        const auto client = bench.connect(asking("user=7", "e490"), 1'000'000);
        QCOMPARE(client->opened->bytes, QByteArray());
        QStringList expected;
        for (int i = 491; i <= 500; ++i)
            expected.append(u"e%1"_s.arg(i));
        for (int i = 501; i <= 1'500; ++i) {
            bench.publish(eventOf(u"e%1"_s.arg(i), u"7"_s));
            expected.append(u"e%1"_s.arg(i));
            client->opened->waiting = i % 100 == 0 ? 0 : 1'000'000;
            if (i % 3 == 0)
                bench.hub.flush();
        }
        client->opened->waiting = 0;
        bench.hub.flush();
        QCOMPARE(idsOf(client->opened->bytes), expected);
    }

    void whatIsStoredButNotYetPublishedComesOnce()
    {
        Bench bench;
        bench.accept(eventOf(u"e1"_s, u"7"_s));
        bench.accept(eventOf(u"e2"_s, u"7"_s));
        const auto client = bench.connect(asking("user=7", "e1")); // Reads e2 from the store.
        bench.hub.publish(eventOf(u"e2"_s, u"7"_s), u"user-events"_s, 2);
        bench.publish(eventOf(u"e3"_s, u"7"_s));
        bench.hub.flush();
        QCOMPARE(idsOf(client->opened->bytes), QStringList({u"e2"_s, u"e3"_s}));
    }

    void aGapIsToldOf_data()
    {
        QTest::addColumn<QByteArray>("lastId");
        QTest::addColumn<std::optional<int>>("replay");
        QTest::addColumn<bool>("hasStore");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<int>("replayed");
        QTest::newRow("unknown id") << QByteArray("x") << std::optional<int>() << true
                                    << QByteArray(R"({"reason":"the last event is not known any more"})") << 0;
        QTest::newRow("no longer kept") << QByteArray("e10") << std::optional<int>() << true
                                        << QByteArray(R"({"reason":"the events are not kept any more","missed":39})")
                                        << 51;
        QTest::newRow("more than is replayed")
            << QByteArray("e60") << std::optional<int>(10) << true
            << QByteArray(R"({"reason":"too many events were missed","missed":30})") << 10;
        QTest::newRow("no store") << QByteArray("e60") << std::optional<int>() << false
                                  << QByteArray(R"({"reason":"the last event is not known any more"})") << 0;
    }
    void aGapIsToldOf()
    {
        QFETCH(QByteArray, lastId);
        QFETCH(std::optional<int>, replay);
        QFETCH(bool, hasStore);
        QFETCH(QByteArray, data);
        QFETCH(int, replayed);
        Stream stream = userStream();
        stream.replay = replay;
        Bench bench(stream, hasStore);
        for (int i = 1; i <= 100; ++i)
            bench.accept(eventOf(u"e%1"_s.arg(i), u"7"_s));
        bench.store.firstKept = 50;
        const auto client = bench.connect(asking("user=7", lastId));
        bench.publish(eventOf(u"last"_s, u"7"_s));
        bench.hub.flush();
        QVERIFY2(client->opened->bytes.startsWith("event: reset\ndata: " + data + "\n\n"),
                 client->opened->bytes.left(200));
        QCOMPARE(idsOf(client->opened->bytes).size(), replayed + 2);
        QCOMPARE(idsOf(client->opened->bytes).last(), u"last"_s);
        QCOMPARE(bench.hub.counters().resets, 1);
    }

    void heartbeatsAreSent()
    {
        Bench bench;
        const auto client = bench.connect(asking("user=7"));
        QCOMPARE(*bench.hub.nextDeadline(), Duration(30s));
        bench.clock.advance(29s);
        bench.hub.flush();
        QCOMPARE(client->opened->bytes, QByteArray());
        bench.clock.advance(1s);
        bench.hub.flush();
        QCOMPARE(client->opened->bytes, QByteArray(": heartbeat\n\n"));
        bench.hub.flush();
        QCOMPARE(client->opened->bytes, QByteArray(": heartbeat\n\n"));
        QCOMPARE(*bench.hub.nextDeadline(), Duration(60s));
    }

    void clientsThatGoAreForgotten()
    {
        Bench bench;
        for (int i = 0; i < 1'000; ++i) {
            const auto client = bench.connect(asking("user=" + QByteArray::number(i % 10)));
            const std::weak_ptr<MemoryStream> stream = client->opened;
            QCOMPARE(bench.hub.clients(), 1);
            client->opened->end(i % 2 == 0 ? HttpStreamEnd::Left : HttpStreamEnd::TooSlow);
            bench.hub.flush();
            QCOMPARE(bench.hub.clients(), 0);
            client->opened.reset();
            QVERIFY(stream.expired());
        }
        QVERIFY(!bench.hub.nextDeadline());
        QCOMPARE(bench.hub.counters().connected, 1'000);
        QCOMPARE(bench.hub.counters().left, 500);
        QCOMPARE(bench.hub.counters().tooSlow, 500);
    }

    void otherChannelsAreNotSent()
    {
        Bench bench;
        const auto client = bench.connect(asking("user=7"));
        bench.hub.publish(eventOf(u"e1"_s, u"7"_s), u"other"_s, 1);
        bench.hub.flush();
        QCOMPARE(client->opened->bytes, QByteArray());
    }

    void closingEndsAllStreams()
    {
        Bench bench;
        const auto client = bench.connect(asking("user=7"));
        bench.hub.close();
        QVERIFY(!client->opened->isOpen());
        QCOMPARE(bench.hub.clients(), 0);
    }
};

WEIR_TEST(tst_SseHub)
#include "tst_ssehub.moc"
