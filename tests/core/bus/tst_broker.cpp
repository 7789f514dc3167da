// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/brokerrig.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/base/randomstream.h"

#include <nlohmann/json.hpp>

#include <QMap>
#include <QSet>
#include <QTest>

using namespace weir;
using namespace weir::bus;
using namespace weir::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Who gets what, and when.
class tst_Broker : public QObject
{
    Q_OBJECT

private slots:
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
        BrokerRig rig(designWith("\"kind\": \"" + kind + "\"", R"([
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
        BrokerRig rig(designWith(R"("kind": "queue")", R"([
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
        BrokerRig rig(
            designWith("\"kind\": \"queue\", \"capacity\": 3, \"overflow\": \"" + overflow + "\"", oneWorker));
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
        BrokerRig rig(designWith(R"("kind": "topic", "capacity": 2)", R"([
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
        BrokerRig rig(designWith(R"("kind": "queue", "capacity": 2, "overflow": "dropOldest")", oneWorker));
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
        BrokerRig rig(designWith(R"("kind": "queue", "ttl": "10s")", oneWorker));
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

    void unknownChannelsAndTypesAreRefused()
    {
        BrokerRig rig(designWith(R"("kind": "queue")", oneWorker));
        QVERIFY(!rig.broker.publish({eventOf(u"0"_s), u"nowhere"_s, {}, 0}, rig.now));
        QVERIFY(!rig.publish(u"0"_s, {}, u"order.lost"_s));
        const Result<Admission> unheard = rig.publish(u"0"_s, {}, u"user.created"_s);
        QVERIFY(unheard && unheard->isUnmatched);
        QCOMPARE(rig.broker.unfinished(), 0);
    }

    void pulledSubscriptionsGetWhatTheyAskFor()
    {
        BrokerRig rig(designWith(R"("kind": "queue")",
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
        for (int seed = 1; seed <= rounds(200, 10'000); ++seed) {
            RandomStream random{static_cast<std::uint64_t>(seed)};
            BrokerRig rig(catalog, {.seed = static_cast<std::uint64_t>(seed)});
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
                                      {"rateLimit", "2/s"},
                                      {"breaker", {{"failures", 2}, {"open", "1m"}}}})
                    .isEmpty());
        BrokerRig rig(catalog);
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
