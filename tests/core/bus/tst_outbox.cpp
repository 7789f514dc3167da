// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/enginetest.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"
#include "core/bus/envelopebytes.h"
#include "core/bus/inbox.h"
#include "core/bus/outbox.h"
#include "core/bus/relay.h"
#include "core/message/envelope.h"

#include <nlohmann/json.hpp>

#include <QSet>
#include <QTest>

#include <functional>

using namespace weir;
using namespace weir::bus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using weir::test::eventOf;

namespace {

/// Keeps a list of what was published, and calls somebody in before one of them.
class Ledger : public EventSink
{
public:
    Result<std::int64_t> publish(const Message &message, const QString &) override
    {
        if (ids.size() == interruptedAt && interrupt)
            std::exchange(interrupt, {})();
        ids += message.id;
        return ids.size();
    }

    QStringList ids;
    qsizetype interruptedAt = 0;
    std::function<void()> interrupt;
};

} // namespace

/// Outbox and inbox on each engine.
class tst_Outbox : public test::EngineTest
{
    Q_OBJECT

private slots:
    void theOutboxGivesItsEventsBackAsTheyWere_data() { engines(); }
    void theOutboxGivesItsEventsBackAsTheyWere()
    {
        WEIR_MAKE_STORE(store);
        bus::Outbox outbox(*store, m_clock);
        Message odd = eventOf(u"odd"_s, u"user.created"_s);
        // Members in the order in which jsonb keeps them.
        odd.data =
            Json{{"n", nullptr}, {"text", "quote \" backslash \\ {braces}, ünïcode \U0001F600, 'single' ? :name"}};
        odd.metadata = Json{{"trace", "x"}};
        odd.correlationId = u"story"_s;
        odd.version = 3;
        QVERIFY(outbox.write({&odd, 1}, u"users"_s));
        const std::vector<OutboxRow> rows = *outbox.rows(10);
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(*rows[0].message(), odd);
        QCOMPARE(rows[0].channel, u"users"_s);
        QCOMPARE(rows[0].eventType, u"user.created"_s);
        QCOMPARE(rows[0].status, u"pending"_s);
        QCOMPARE(rows[0].createdAt, m_clock.now());
        QVERIFY(rows[0].id.size() >= 32);
        QVERIFY(!rows[0].processedAt && rows[0].retryCount == 0);
    }

    void anEnvelopeIsWrittenAsItsJson()
    {
        const auto asJson = [](const Message &message) {
            return QByteArray::fromStdString(
                envelopeJson(message).dump(-1, ' ', false, Json::error_handler_t::replace));
        };
        Message message = eventOf(u"a \"quoted\" \\ id, ünïcode \U0001F600 \u0001\n"_s);
        QCOMPARE(envelopeBytes(message), asJson(message));
        message.correlationId = u"story"_s;
        message.causationId = u"cause"_s;
        message.metadata = Json{{"trace", Json::array({1, 2.5, nullptr})}};
        message.unknown = Json{{"a \"member\"", 1}, {"b", Json::object()}};
        QCOMPARE(envelopeBytes(message), asJson(message));
        QCOMPARE(*messageOf(envelopeBytes(message)), message);
        const auto [rest, data] = envelopeParts(message);
        QCOMPARE(*messageOf(rest, data), message);
        QVERIFY(!rest.contains("\"data\""));
        message.data = {};
        QCOMPARE(envelopeBytes(message), asJson(message));
        message.binary = QByteArray("\x00\xff bytes", 8);
        message.contentType = u"application/octet-stream"_s;
        QCOMPARE(envelopeBytes(message), asJson(message));
        QCOMPARE(*messageOf(envelopeBytes(message)), message);
    }

    void aRowIsClaimedByOneRelayUntilItsLeaseEnds_data() { engines(); }
    void aRowIsClaimedByOneRelayUntilItsLeaseEnds()
    {
        WEIR_MAKE_STORE(store);
        const std::unique_ptr<Store> other = open();
        bus::Outbox mine(*store, m_clock), theirs(*other, m_clock);
        QVERIFY(mine.write(events(10)));
        const Result<Claim> first = mine.claim(u"me"_s, 4, 30s);
        QCOMPARE(ids(first->rows), (QStringList{u"event-0"_s, u"event-1"_s, u"event-2"_s, u"event-3"_s}));
        const Result<Claim> second = theirs.claim(u"they"_s, 100, 30s);
        for (const QString &id : ids(second->rows))
            QVERIFY(!ids(first->rows).contains(id));
        QCOMPARE(second->rows.size(), std::size_t(store->engine() == Engine::Sqlite ? 0 : 6));
        m_clock.advance(30s + 1ms);
        const Result<Claim> after = theirs.claim(u"they"_s, 4, 30s);
        QCOMPARE(ids(after->rows), ids(first->rows));
        QVERIFY(after->fence > first->fence);
        // A relay that was stopped meanwhile marks nothing.
        QCOMPARE(*mine.markProcessed(*first, 0, 4), 0);
        QCOMPARE(*mine.markFailed(*first, 0, u"late"_s, {}), false);
        QCOMPARE(*theirs.markProcessed(*after, 0, 4), 4);
        QCOMPARE(mine.counts(5)->processed, 4);
    }

    void rowsThatFailedWaitAndAreThenGivenUp_data() { engines(); }
    void rowsThatFailedWaitAndAreThenGivenUp()
    {
        WEIR_MAKE_STORE(store);
        bus::Outbox outbox(*store, m_clock);
        QVERIFY(outbox.write(events(3)));
        const Result<Claim> claim = outbox.claim(u"me"_s, 100, 30s);
        QCOMPARE(*outbox.markFailed(*claim, 1, u"rejected"_s, m_clock.now() + 1min), true);
        QVERIFY(outbox.release(*claim, 0, {}));
        m_clock.advance(1ms);
        const Result<Claim> next = outbox.claim(u"me"_s, 100, 30s);
        QCOMPARE(ids(next->rows), (QStringList{u"event-0"_s, u"event-2"_s}));
        QCOMPARE(*outbox.markProcessed(*next, 0, 2), 2);
        m_clock.advance(1min);
        const Result<Claim> late = outbox.claim(u"me"_s, 100, 30s);
        QCOMPARE(ids(late->rows), QStringList{u"event-1"_s});
        QCOMPARE(late->rows[0].retryCount, 1);
        QCOMPARE(outbox.rows(10)->at(1).lastError, u"rejected"_s);
        QCOMPARE(*outbox.markFailed(*late, 0, u"rejected again"_s, {}), true);
        QCOMPARE(*outbox.counts(5), (OutboxCounts{0, 2, 1, 0}));
        m_clock.advance(24h);
        QCOMPARE(*outbox.purge(m_clock.now(), 1), 1);
        QCOMPARE(*outbox.purge(m_clock.now(), 10), 1);
        QCOMPARE(*outbox.purge(m_clock.now(), 10), 0);
    }

    /// Marks of a relay that drains may be lost with the server's memory; then events come twice, but they come.
    void aCrashOfTheServerLosesNothing()
    {
        m_url = m_databases.url(Engine::Postgres);
        if (m_url.isEmpty())
            QSKIP(qPrintable(m_databases.whyNot()));
        const std::unique_ptr<Store> store = open();
        bus::Outbox outbox(*store, m_clock);
        constexpr int count = 1'000;
        QVERIFY(outbox.write(events(count)));
        RelaySettings settings;
        settings.batch = 50;
        Ledger ledger;
        for (const int more : {120, 390, 300}) {
            ledger.interruptedAt = ledger.ids.size() + more;
            ledger.interrupt = [this] { QVERIFY(m_databases.crashServer()); };
            Relay relay(outbox, ledger, m_clock, settings);
            QVERIFY(!relay.run());
            QVERIFY(!ledger.interrupt);
            m_clock.advance(settings.lease + 1s);
        }
        Relay relay(outbox, ledger, m_clock, settings);
        QVERIFY(relay.run());
        QCOMPARE(QSet<QString>(ledger.ids.begin(), ledger.ids.end()).size(), count);
        QCOMPARE(*outbox.counts(settings.maxAttempts), (OutboxCounts{0, count, 0, 0}));
        QVERIFY(ledger.ids.size() > count); // At least the batch under way came again.
    }

    void theInboxLetsAnEventInOnce_data() { engines(); }
    void theInboxLetsAnEventInOnce()
    {
        WEIR_MAKE_STORE(store);
        Inbox inbox(*store, m_clock);
        QVERIFY(store->execute(u"create table effects (event varchar(50) not null)"_s));
        RandomStream random(11);
        const int deliveries = test::rounds(600, 1'000'000), different = deliveries * 7 / 10;
        for (int i = 0; i < deliveries; ++i) {
            const QString id = QString::number(i < different ? i : int(random.below(std::uint64_t(different))));
            Result<Store::Transaction> transaction = store->begin();
            const Result<bool> isNew = inbox.enter(u"mail"_s, id);
            QVERIFY(isNew);
            if (*isNew)
                QVERIFY(store->execute(u"insert into effects (event) values (?)"_s, {id}));
            if (random.below(50) != 0) // Else the handler fails, and is delivered again.
                QVERIFY(transaction->commit());
        }
        const auto twice = store->query(u"select event from effects group by event having count(*) > 1"_s);
        QVERIFY(twice->isEmpty());
        QCOMPARE(store->query(u"select count(*) from effects"_s)->first().first().toInt(),
                 store->query(u"select count(*) from inbox"_s)->first().first().toInt());
        QCOMPARE(*inbox.enter(u"other"_s, u"0"_s), true);
        m_clock.advance(inboxRetention + 1s);
        QCOMPARE(*inbox.purge(m_clock.now() - inboxRetention, 100), 100);
    }
};

WEIR_TEST(tst_Outbox)

#include "tst_outbox.moc"
