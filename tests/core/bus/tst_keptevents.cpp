// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/enginetest.h"
#include "tests/support/registertest.h"

#include "core/bus/deadletters.h"
#include "core/bus/envelopebytes.h"
#include "core/bus/eventstore.h"
#include "core/bus/storeddeliverylog.h"

#include <QTest>

using namespace weir;
using namespace weir::bus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using weir::test::eventOf;

/// Event store, dead letters and delivery log on each engine.
class tst_KeptEvents : public test::EngineTest
{
    Q_OBJECT

    static DeadLetter letter(const QString &id, const QString &reason)
    {
        DeadLetter made;
        made.originalEvent = envelopeBytes(eventOf(id));
        made.failureReason = reason;
        made.failedAt = parseTimestamp(u"2026-03-01T12:00:06Z")->instant;
        made.retryCount = 3;
        made.originalQueue = u"main-queue"_s;
        made.subscription = u"work/one"_s;
        made.channel = u"work/one.dlq"_s;
        made.eventId = id;
        made.eventType = u"order.placed"_s;
        return made;
    }

private slots:
    void eventsAreReadInTheOrderOfTheirPositions_data() { engines(); }
    void eventsAreReadInTheOrderOfTheirPositions()
    {
        WEIR_MAKE_STORE(store);
        EventStore kept(*store, m_clock);
        QCOMPARE(*kept.lastPosition(), 0);
        std::vector<Message> messages = events(5);
        messages[2].data = {};
        messages[2].binary = QByteArray("\x00\xff", 2);
        messages[2].contentType = u"application/octet-stream"_s;
        messages[3].metadata = Json{{"a", 1}};
        messages[3].timestamp = *parseTimestamp(u"2026-03-01T13:00:00.123456789+01:00");
        messages[4].id = messages[0].id;
        std::vector<Appended> appended;
        for (const Message &message : messages)
            appended.push_back({&message, u"orders"_s, message.id == u"event-1"_s ? QString() : u"key"_s});
        const Result<std::vector<std::int64_t>> positions = kept.append(appended);
        QCOMPARE(*positions, (std::vector<std::int64_t>{1, 2, 3, 4, 0}));
        QCOMPARE(*kept.append({appended.data(), 1}), std::vector<std::int64_t>{0});
        QCOMPARE(*kept.positionOf(u"event-3"_s), std::optional<std::int64_t>(4));
        QCOMPARE(*kept.positionOf(u"event-9"_s), std::optional<std::int64_t>());
        const Result<EventBatch> batch = kept.readAfter(1, 2);
        QCOMPARE(batch->events.size(), std::size_t(2));
        QCOMPARE(batch->events[0].position, 2);
        QCOMPARE(batch->events[1].message, messages[2]);
        QCOMPARE((*kept.at(4))->message, messages[3]);
        QCOMPARE((*kept.at(4))->channel, u"orders"_s);
        const auto versions =
            store->query(u"select version from event_store where stream_id = 'key' order by position"_s);
        QCOMPARE(versions->size(), 3);
        QCOMPARE(versions->last().first().toInt(), 3);
    }

    void readingSaysWhatIsNoLongerKept_data() { engines(); }
    void readingSaysWhatIsNoLongerKept()
    {
        WEIR_MAKE_STORE(store);
        EventStore kept(*store, m_clock);
        const std::vector<Message> messages = events(10);
        for (const Message &message : messages) {
            const Appended one{&message, u"orders"_s, {}};
            QVERIFY(kept.append({&one, 1}));
            m_clock.advance(1s);
        }
        QCOMPARE(*kept.purge(m_clock.now() - 6500ms, 2), 2);
        QCOMPARE(*kept.purge(m_clock.now() - 6500ms, 100), 2);
        QCOMPARE(kept.readAfter(1, 100)->missed, 3);
        QCOMPARE(kept.readAfter(1, 100)->events.size(), std::size_t(6));
        QCOMPARE(kept.readAfter(4, 100)->missed, 0);
        QCOMPARE(*kept.purge(m_clock.now(), 100), 6);
        QCOMPARE(*kept.lastPosition(), 10);
    }

    void deadLettersCanBeWorkedOn_data() { engines(); }
    void deadLettersCanBeWorkedOn()
    {
        WEIR_MAKE_STORE(store);
        DeadLetters dead(*store, m_clock);
        std::vector<DeadLetter> letters;
        for (int i = 0; i < 6; ++i)
            letters.push_back(letter(u"event-%1"_s.arg(i),
                                     i < 4 ? u"status %1 of order %2"_s.arg(500).arg(i * 17) : u"100% wrong_"_s));
        letters[5].subscription = u"work/two"_s;
        QVERIFY(dead.add(letters));
        const QList<DeadLetter> all = *dead.list();
        QCOMPARE(all.size(), 6);
        DeadLetter first = letters[0];
        first.id = all[0].id;
        QCOMPARE(all[0], first);
        QCOMPARE(*dead.count({.subscription = u"work/two"_s}), 1);
        QCOMPARE(*dead.count({.text = u"100%"_s}), 2);
        QCOMPARE(*dead.count({.text = u"event-3"_s}), 1);
        QCOMPARE(*dead.count({.text = u"%"_s}), 2);
        const QList<DeadLetterGroup> groups = *dead.groups();
        QCOMPARE(groups.size(), 3);
        QCOMPARE(groups[0].reason, u"status # of order #"_s);
        QCOMPARE(groups[0].count, 4);
        QCOMPARE(groups[0].first, letters[0].failedAt);
        QCOMPARE(*dead.count({.reason = groups[0].reason}), 4);
        QCOMPARE(dead.list({.after = all[3].id})->size(), 2);

        Message changed = eventOf(u"event-0"_s);
        changed.data = Json{{"total", 1}};
        QVERIFY(dead.edit(all[0].id, envelopeBytes(changed)));
        QVERIFY((*dead.find(all[0].id))->isEdited);
        QCOMPARE(*(*dead.find(all[0].id))->message(), changed);
        QVERIFY(!dead.edit(all[0].id, envelopeBytes(eventOf(u"another"_s))));
        QVERIFY(!dead.edit(all[0].id, "{}"));

        QVERIFY(!dead.discard({}, u" "_s));
        QCOMPARE(*dead.discard({.ids = {all[4].id, all[5].id}}, u"test orders"_s), 2);
        QCOMPARE(*dead.replay({}, 2), 4);
        QCOMPARE(*dead.replay({}, 2), 0);
        QCOMPARE(dead.dueReplays(m_clock.now(), 10)->size(), 1);
        QCOMPARE(dead.dueReplays(m_clock.now() + 1s, 10)->size(), 3);
        QCOMPARE(*dead.cancelReplay({}), 3);
        QCOMPARE(*dead.discard({}, u"all but the one on its way"_s), 3);
        QVERIFY(dead.failedAgain(all[0].id, u"still down"_s, 2, m_clock.now()));
        QCOMPARE((*dead.find(all[0].id))->retryCount, 5);
        QVERIFY(dead.acknowledged(all[0].id));
        QCOMPARE(*dead.count(), 0);
    }

    void deadLettersAreExportedAsTheSpecificationWritesThem_data() { engines(); }
    void deadLettersAreExportedAsTheSpecificationWritesThem()
    {
        WEIR_MAKE_STORE(store);
        DeadLetters dead(*store, m_clock);
        std::vector<DeadLetter> letters(2'500, letter(u"event-1"_s, u"no \"connection\""_s));
        QVERIFY(dead.add(letters));
        QByteArray text;
        QCOMPARE(*dead.exportTo({},
                                [&](QByteArrayView line) {
                                    text += line;
                                    return true;
                                }),
                 2'500);
        const QByteArray line = "{\"originalEvent\":" + letters[0].originalEvent
            + ",\"failureReason\":\"no \\\"connection\\\"\",\"failedAt\":\"2026-03-01T12:00:06.000Z\","
              "\"retryCount\":3,\"originalQueue\":\"main-queue\"}\n";
        QCOMPARE(text.left(line.size()), line);
        QCOMPARE(text.count('\n'), 2'500);
        QCOMPARE(*dead.exportTo({}, [](QByteArrayView) { return false; }), 0);
    }

    void eachAttemptOfAWebhookIsKept_data() { engines(); }
    void eachAttemptOfAWebhookIsKept()
    {
        WEIR_MAKE_STORE(store);
        StoredDeliveryLog log(*store);
        std::vector<DeliveryAttempt> made;
        for (int i = 1; i <= 4; ++i) {
            DeliveryAttempt attempt;
            attempt.webhook = i < 4 ? u"partner"_s : u"other"_s;
            attempt.event = u"event-1"_s;
            attempt.type = u"order.placed"_s;
            attempt.attempt = i;
            attempt.startedAt = m_clock.now() + std::chrono::seconds(i);
            attempt.latency = 12'345ns;
            attempt.status = i < 3 ? 503 : 200;
            attempt.error = i < 3 ? u"status 503"_s : QString();
            if (i < 3)
                attempt.nextAttemptAt = attempt.startedAt + 2s;
            QVERIFY(log.record(attempt));
            made.push_back(attempt);
        }
        QCOMPARE(*log.attempts({.webhook = u"partner"_s}), (std::vector<DeliveryAttempt>{made[2], made[1], made[0]}));
        QCOMPARE(log.attempts({.failedOnly = true})->size(), std::size_t(2));
        QCOMPARE(log.attempts({.since = m_clock.now() + 3s})->size(), std::size_t(2));
        QCOMPARE(log.attempts({.limit = 1})->front(), made[3]);
        QCOMPARE(*log.purge(m_clock.now() + 3s, 1), 1);
        QCOMPARE(*log.purge(m_clock.now() + 3s, 10), 1);
    }
};

WEIR_TEST(tst_KeptEvents)

#include "tst_keptevents.moc"
