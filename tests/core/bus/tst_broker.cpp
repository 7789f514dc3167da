// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/events.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"
#include "core/bus/broker.h"

#include <QMap>
#include <QTest>

using namespace weir;
using namespace weir::bus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using weir::test::designWith;
using weir::test::eventOf;

namespace {

/// Gives every attempt to a function, at the instants at which the broker has something to do.
class Rig
{
public:
    explicit Rig(const Catalog &catalog, const BrokerOptions &options = {}) : broker(catalog, options) {}

    Result<Admission> publish(const QString &id, const QString &key = {}, const QString &type = u"order.placed"_s)
    {
        return broker.publish({eventOf(id, type), {}, key, 0}, now);
    }
    /// Until nothing happens by itself any more, or \a end.
    template<typename Handler>
    void run(Handler handler, TimePoint end = TimePoint(Duration(1h)))
    {
        while (true) {
            for (const Delivery &delivery : broker.next(now))
                broker.finished(delivery, handler(delivery), now);
            const std::optional<TimePoint> next = broker.nextDeadline();
            if (!next || *next > end)
                break;
            now = std::max(now, *next);
        }
        note();
    }
    void note()
    {
        for (const CopyChange &change : broker.takeChanges())
            changes.push_back(change);
    }
    int count(Fate fate) const
    {
        return int(std::count_if(changes.begin(), changes.end(), [&](const CopyChange &c) { return c.fate == fate; }));
    }

    bus::Broker broker;
    TimePoint now{};
    std::vector<CopyChange> changes;
};

const QByteArray oneWorker =
    R"([{"id": "one", "channel": "orders", "events": ["order.placed"], "policy": "processing"}])";

delivery::AttemptOutcome succeed(const Delivery &)
{
    return delivery::AttemptOutcome::success();
}

delivery::AttemptOutcome failing(const Delivery &)
{
    return delivery::AttemptOutcome::failure(u"no connection"_s);
}

} // namespace

class tst_Broker : public QObject
{
    Q_OBJECT

private slots:
    void aFailingHandlerIsTriedAt0And2And6Seconds()
    {
        Rig rig(designWith(R"("kind": "queue")", oneWorker));
        QVERIFY(rig.publish(u"1"_s));
        QList<qint64> attempts;
        rig.run([&](const Delivery &delivery) {
            attempts += delivery.startedAt.time_since_epoch() / 1ms;
            return failing(delivery);
        });
        QCOMPARE(attempts, (QList<qint64>{0, 2000, 6000}));
        QCOMPARE(rig.changes.back().fate, Fate::Dead);
        QCOMPARE(rig.changes.back().failures, 3);
        QCOMPARE(rig.changes.back().at, TimePoint(Duration(6s)));
        QCOMPARE(rig.changes.back().reason, u"no connection"_s);
        QCOMPARE(rig.broker.unfinished(), 0);
    }

    void aSuccessEndsTheAttempts_data()
    {
        QTest::addColumn<int>("succeeding");
        QTest::addColumn<qint64>("doneAt");
        QTest::newRow("the first") << 1 << qint64(0);
        QTest::newRow("the second") << 2 << qint64(2000);
        QTest::newRow("the third") << 3 << qint64(6000);
    }

    void aSuccessEndsTheAttempts()
    {
        QFETCH(int, succeeding);
        QFETCH(qint64, doneAt);
        Rig rig(designWith(R"("kind": "queue")", oneWorker));
        QVERIFY(rig.publish(u"1"_s));
        rig.run([&](const Delivery &d) { return d.attempt == succeeding ? succeed(d) : failing(d); });
        QCOMPARE(rig.changes.back().fate, Fate::Succeeded);
        QCOMPARE(rig.changes.back().at.time_since_epoch() / 1ms, doneAt);
        QCOMPARE(rig.count(Fate::Dead), 0);
    }

    void whatNoRetryMendsIsDeadAtOnce_data()
    {
        QTest::addColumn<delivery::AttemptOutcome>("outcome");
        QTest::newRow("a reason of the policy") << delivery::AttemptOutcome::failure(u"validation: no total"_s);
        QTest::newRow("a status of the policy") << delivery::AttemptOutcome::failure(u"404"_s);
        delivery::AttemptOutcome final = delivery::AttemptOutcome::failure(u"gone"_s);
        final.giveUp = true;
        QTest::newRow("the handler says so") << final;
    }

    void whatNoRetryMendsIsDeadAtOnce()
    {
        QFETCH(delivery::AttemptOutcome, outcome);
        Rig rig(designWith(R"("kind": "queue")", oneWorker));
        QVERIFY(rig.publish(u"1"_s));
        rig.run([&](const Delivery &) { return outcome; });
        QCOMPARE(rig.count(Fate::Started), 1);
        QCOMPARE(rig.changes.back().fate, Fate::Dead);
    }

    void theReceiverMayAskForALongerWait()
    {
        Rig rig(designWith(R"("kind": "queue")", oneWorker));
        QVERIFY(rig.publish(u"1"_s));
        QList<qint64> attempts;
        rig.run([&](const Delivery &delivery) {
            attempts += delivery.startedAt.time_since_epoch() / 1ms;
            delivery::AttemptOutcome outcome = failing(delivery);
            outcome.notBefore = 3s;
            return outcome;
        });
        QCOMPARE(attempts, (QList<qint64>{0, 3000, 7000}));
    }

    void aQueueGivesEachMessageToOneAndATopicToAll_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<int>("attempts");
        QTest::newRow("queue") << QByteArray("queue") << 300;
        QTest::newRow("topic") << QByteArray("topic") << 900;
    }

    void aQueueGivesEachMessageToOneAndATopicToAll()
    {
        QFETCH(QByteArray, kind);
        QFETCH(int, attempts);
        Rig rig(designWith("\"kind\": \"" + kind + '"', R"([
          {"id": "one", "channel": "orders", "events": ["order.placed"], "instances": 2, "concurrency": 3},
          {"id": "two", "channel": "orders", "events": ["order.*"]},
          {"id": "three", "channel": "orders", "events": ["*"]}])"));
        for (int i = 0; i < 300; ++i)
            QVERIFY(rig.publish(QString::number(i)));
        QSet<QString> handled;
        QMap<int, int> bySubscription;
        rig.run([&](const Delivery &delivery) {
            handled += u"%1 %2"_s.arg(delivery.message->id).arg(kind == "topic" ? delivery.subscription : 0);
            ++bySubscription[delivery.subscription];
            return succeed(delivery);
        });
        QCOMPARE(rig.count(Fate::Succeeded), attempts);
        QCOMPARE(handled.size(), qsizetype(attempts));
        QCOMPARE(bySubscription.size(), 3);
        QCOMPARE(rig.broker.unfinished(), 0);
    }

    void competingConsumersAreThoseOfTheDesign()
    {
        Rig rig(designWith(R"("kind": "queue")", R"([
          {"id": "one", "channel": "orders", "events": ["*"], "instances": 2, "concurrency": 3},
          {"id": "two", "channel": "orders", "events": ["*"]}])"));
        for (int i = 0; i < 20; ++i)
            QVERIFY(rig.publish(QString::number(i)));
        const std::vector<Delivery> begun = rig.broker.next(rig.now);
        QCOMPARE(begun.size(), std::size_t(7));
        QCOMPARE(rig.broker.counts(0).inFlight + rig.broker.counts(1).inFlight, 7);
        QCOMPARE(rig.broker.counts(0).depth, 13);
        QVERIFY(rig.broker.next(rig.now).empty());
        rig.broker.finished(begun.front(), succeed(begun.front()), rig.now);
        QVERIFY(!rig.broker.finished(begun.front(), succeed(begun.front()), rig.now));
        QCOMPARE(rig.broker.next(rig.now).size(), std::size_t(1));
    }

    void aFullChannelRejectsOrDropsItsOldest_data()
    {
        QTest::addColumn<QByteArray>("overflow");
        QTest::addColumn<QStringList>("handled");
        QTest::newRow("reject") << QByteArray("reject") << QStringList{u"0"_s, u"1"_s, u"2"_s};
        QTest::newRow("drop the oldest") << QByteArray("dropOldest") << QStringList{u"2"_s, u"3"_s, u"4"_s};
    }

    void aFullChannelRejectsOrDropsItsOldest()
    {
        QFETCH(QByteArray, overflow);
        QFETCH(QStringList, handled);
        Rig rig(designWith(R"("kind": "queue", "capacity": 3, "overflow": ")" + overflow + '"', oneWorker));
        int refused = 0;
        for (int i = 0; i < 5; ++i)
            refused += rig.publish(QString::number(i)) ? 0 : 1;
        QCOMPARE(refused, overflow == "reject" ? 2 : 0);
        QStringList seen;
        rig.run([&](const Delivery &delivery) {
            seen += delivery.message->id;
            return succeed(delivery);
        });
        QCOMPARE(seen, handled);
        QVERIFY(rig.publish(u"5"_s));
    }

    void aSubscriberThatIsFullDoesNotHoldUpTheOthers()
    {
        Rig rig(designWith(R"("kind": "topic", "capacity": 2)", R"([
          {"id": "fast", "channel": "orders", "events": ["*"]}, {"id": "slow", "channel": "orders", "events": ["*"]}])"));
        rig.broker.setHandOver(1, HandOver::Paused);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(rig.publish(QString::number(i)));
            rig.run(succeed);
        }
        QCOMPARE(rig.broker.counts(0).delivered, 5);
        QCOMPARE(rig.broker.counts(1).depth, 2);
        QCOMPARE(rig.count(Fate::Rejected), 3);
    }

    void whatWasPublishedLastCanBeWithdrawn()
    {
        Rig rig(designWith(R"("kind": "queue", "capacity": 2, "overflow": "dropOldest")", oneWorker));
        QVERIFY(rig.publish(u"0"_s));
        QVERIFY(rig.publish(u"1"_s));
        const Result<Admission> second = rig.publish(u"2"_s);
        const Result<Admission> third = rig.publish(u"3"_s);
        rig.broker.withdraw(*third);
        rig.broker.withdraw(*second);
        QStringList seen;
        rig.run([&](const Delivery &delivery) {
            seen += delivery.message->id;
            return succeed(delivery);
        });
        QCOMPARE(seen, (QStringList{u"0"_s, u"1"_s}));
        QCOMPARE(rig.count(Fate::Dropped), 0);
        QCOMPARE(rig.broker.counts(0).accepted, 2);
    }

    void messagesThatWaitTooLongExpire()
    {
        Rig rig(designWith(R"("kind": "queue", "ttl": "10s")", oneWorker));
        QVERIFY(rig.publish(u"0"_s));
        QVERIFY(rig.publish(u"1"_s));
        const std::vector<Delivery> begun = rig.broker.next(rig.now);
        QCOMPARE(begun.size(), std::size_t(1));
        QCOMPARE(rig.broker.nextDeadline(), std::optional(TimePoint(Duration(10s))));
        QVERIFY(rig.broker.next(TimePoint(Duration(10s) - 1ns)).empty());
        QCOMPARE(rig.broker.unfinished(), 2);
        QVERIFY(rig.broker.next(TimePoint(Duration(10s))).empty());
        QCOMPARE(rig.broker.unfinished(), 1); // What is under way goes on.
        QVERIFY(rig.broker.finished(begun.front(), succeed(begun.front()), TimePoint(Duration(11s))));
    }

    void anAttemptThatTakesTooLongFails()
    {
        Rig rig(designWith(R"("kind": "queue")", R"([{"id": "one", "channel": "orders", "events": ["*"],
          "timeout": "5s", "policy": "processing"}])"));
        QVERIFY(rig.publish(u"0"_s));
        const std::vector<Delivery> begun = rig.broker.next(rig.now);
        QCOMPARE(rig.broker.nextDeadline(), std::optional(TimePoint(Duration(5s))));
        QVERIFY(rig.broker.next(TimePoint(Duration(5s))).empty());
        QVERIFY(!rig.broker.finished(begun.front(), succeed(begun.front()), TimePoint(Duration(6s))));
        const std::vector<Delivery> again = rig.broker.next(TimePoint(Duration(7s)));
        QCOMPARE(again.size(), std::size_t(1));
        QCOMPARE(again.front().attempt, 2);
        QCOMPARE(rig.broker.counts(0).lastReason, u"timeout"_s);
    }

    void aLateSuccessHasItsEffectOnceOnly()
    {
        Rig rig(designWith(R"("kind": "queue", "guarantee": "effectively-once")",
                           R"([{"id": "one", "channel": "orders", "events": ["*"], "visibilityTimeout": "5s",
          "policy": "processing"}])"));
        QVERIFY(rig.publish(u"0"_s));
        const std::vector<Delivery> begun = rig.broker.next(rig.now);
        QVERIFY(rig.broker.next(TimePoint(Duration(5s))).empty());
        QVERIFY(!rig.broker.finished(begun.front(), succeed(begun.front()), TimePoint(Duration(6s))));
        QVERIFY(rig.broker.next(TimePoint(Duration(7s))).empty());
        rig.note();
        QCOMPARE(rig.changes.back().fate, Fate::Duplicate);
        QCOMPARE(rig.broker.unfinished(), 0);
    }

    void atMostOnceIsNeverTriedAgain()
    {
        Rig rig(designWith(R"("kind": "queue", "guarantee": "at-most-once")", oneWorker));
        QVERIFY(rig.publish(u"0"_s));
        rig.run(failing);
        QCOMPARE(rig.count(Fate::Started), 1);
        QCOMPARE(rig.changes.back().fate, Fate::Lost);
    }

    void aVersionThatNobodyHandlesFailsWithoutBeingHandedOver()
    {
        Rig rig(designWith(R"("kind": "queue")", R"([{"id": "one", "channel": "orders", "events": ["*"],
          "versions": [1], "policy": "processing"}])"));
        Message second = eventOf(u"0"_s);
        second.version = 2;
        QVERIFY(rig.broker.publish({second, {}, {}, 0}, rig.now));
        int handed = 0;
        rig.run([&](const Delivery &delivery) {
            ++handed;
            return succeed(delivery);
        });
        QCOMPARE(handed, 0);
        QCOMPARE(rig.changes.back().fate, Fate::Dead);
        QCOMPARE(rig.changes.back().reason, u"unhandledVersion: order.placed version 2"_s);
        QCOMPARE(rig.changes.back().at, TimePoint(Duration(6s)));
    }

    void aBlockedServerTakesNothingElse()
    {
        const QByteArray receives = R"([{"id": "one", "channel": "orders", "events": ["*"], "policy": "blocking"}])";
        Catalog catalog = designWith(R"("kind": "queue")", receives);
        QVERIFY(catalog
                    .setDocument({Kind::Policy, u"blocking"_s},
                                 Json{{"id", "blocking"},
                                      {"maxAttempts", 2},
                                      {"mode", "blocking"},
                                      {"strategy", {{"type", "fixed"}, {"initialDelay", "3s"}}}})
                    .isEmpty());
        Rig rig(catalog);
        QVERIFY(rig.publish(u"0"_s));
        QVERIFY(rig.publish(u"1"_s));
        QStringList seen;
        rig.run([&](const Delivery &delivery) {
            seen += delivery.message->id;
            return delivery.message->id == u"0"_s ? failing(delivery) : succeed(delivery);
        });
        QCOMPARE(seen, (QStringList{u"0"_s, u"0"_s, u"1"_s}));
    }

    void unknownChannelsAndTypesAreRefused()
    {
        Rig rig(designWith(R"("kind": "queue")", oneWorker));
        QVERIFY(!rig.broker.publish({eventOf(u"0"_s), u"nowhere"_s, {}, 0}, rig.now));
        QVERIFY(!rig.publish(u"0"_s, {}, u"order.lost"_s));
        const Result<Admission> unheard = rig.publish(u"0"_s, {}, u"user.created"_s);
        QVERIFY(unheard && unheard->isUnmatched);
        QCOMPARE(rig.broker.unfinished(), 0);
    }

    void pulledSubscriptionsGetWhatTheyAskFor()
    {
        Rig rig(designWith(R"("kind": "queue")",
                           R"([{"id": "one", "channel": "orders", "events": ["*"], "concurrency": 10}])"));
        rig.broker.setHandOver(0, HandOver::Pulled);
        for (int i = 0; i < 5; ++i)
            QVERIFY(rig.publish(QString::number(i)));
        QVERIFY(rig.broker.next(rig.now).empty());
        QCOMPARE(rig.broker.pull(0, 2, rig.now).size(), std::size_t(2));
        std::vector<Delivery> rest = rig.broker.pull(0, 100, rig.now);
        QCOMPARE(rest.size(), std::size_t(3));
        rig.broker.handBack(rest.front(), rig.now);
        rest = rig.broker.pull(0, 100, rig.now);
        QCOMPARE(rest.size(), std::size_t(1));
        QCOMPARE(rest.front().message->id, u"2"_s);
        QCOMPARE(rest.front().attempt, 1);
    }

    /// P5 and P6: handlers fail, take their time and end out of order; no key is ever overtaken, nothing disappears.
    void orderIsKeptForEachKeyAndNothingDisappears()
    {
        const Catalog catalog = designWith(R"("kind": "topic", "partitions": 4)", R"([
          {"id": "one", "channel": "orders", "events": ["*"], "concurrency": 3, "ordered": true, "policy": "processing"}])");
        for (int seed = 1; seed <= test::rounds(200, 10'000); ++seed) {
            RandomStream random{static_cast<std::uint64_t>(seed)};
            Rig rig(catalog, {.seed = static_cast<std::uint64_t>(seed)});
            const std::uint64_t keys = 1 + random.below(64);
            QMap<QString, int> latest;
            int published = 0, inversions = 0;
            std::vector<std::pair<TimePoint, Delivery>> running;
            const auto end = [&](bool everything) {
                for (std::size_t i = 0; i < running.size();) {
                    if (!everything && running[i].first > rig.now) {
                        ++i;
                        continue;
                    }
                    const Delivery delivery = running[i].second;
                    running.erase(running.begin() + std::ptrdiff_t(i));
                    rig.broker.finished(delivery, random.below(5) == 0 ? failing(delivery) : succeed(delivery),
                                        rig.now);
                }
            };
            while (published < 60 || rig.broker.unfinished() > 0) {
                if (published < 60 && random.below(2) == 0) {
                    const QString key = u"k%1"_s.arg(random.below(keys));
                    QVERIFY(rig.publish(u"%1 %2"_s.arg(key).arg(++published), key));
                }
                rig.now += Duration(std::int64_t(random.below(2'000'000'000)));
                end(false);
                for (const Delivery &delivery : rig.broker.next(rig.now)) {
                    const QString key = delivery.message->id.section(u' ', 0, 0);
                    const int number = delivery.message->id.section(u' ', 1).toInt();
                    inversions += number < latest.value(key) ? 1 : 0;
                    latest[key] = number;
                    running.emplace_back(rig.now + Duration(std::int64_t(random.below(10'000'000'000))), delivery);
                }
            }
            rig.note();
            QVERIFY2(inversions == 0, qPrintable(u"seed=%1"_s.arg(seed)));
            QCOMPARE(rig.count(Fate::Succeeded) + rig.count(Fate::Dead), 60);
        }
    }

    void outgoingWebhooksHearAllChannelsAtTheirRate()
    {
        Catalog catalog = designWith(R"("kind": "queue")", oneWorker);
        QVERIFY(catalog
                    .setDocument({Kind::Webhook, u"partner"_s},
                                 Json{{"id", "partner"},
                                      {"direction", "outgoing"},
                                      {"url", "https://partner.example/hook"},
                                      {"events", {"order.*"}},
                                      {"concurrency", 5},
                                      {"rateLimit", 2},
                                      {"breaker", {{"failures", 2}, {"open", "1m"}}}})
                    .isEmpty());
        Rig rig(catalog);
        const int webhook = rig.broker.indexOf(u"webhooks/partner");
        QVERIFY(webhook >= 0);
        for (int i = 0; i < 4; ++i)
            QVERIFY(rig.publish(QString::number(i)));
        QList<qint64> sent;
        rig.run([&](const Delivery &delivery) {
            if (delivery.subscription == webhook)
                sent += delivery.startedAt.time_since_epoch() / 1ms;
            return delivery.subscription == webhook ? failing(delivery) : succeed(delivery);
        });
        // Two failures in a row open the breaker; a probe fails and opens it again.
        QCOMPARE(sent, (QList<qint64>{0, 500, 60'500, 120'500}));
        QCOMPARE(rig.broker.counts(webhook).dead, 4);
    }
};

WEIR_TEST(tst_Broker)

#include "tst_broker.moc"
