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

/// How attempts go on: retries, time-outs, guarantees.
class tst_BrokerAttempts : public QObject
{
    Q_OBJECT

private slots:
    void aFailingHandlerIsTriedAt0And2And6Seconds()
    {
        BrokerRig rig(designWith(R"("kind": "queue")", oneWorker));
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
        BrokerRig rig(designWith(R"("kind": "queue")", oneWorker));
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
        BrokerRig rig(designWith(R"("kind": "queue")", oneWorker));
        QVERIFY(rig.publish(u"1"_s));
        rig.run([&](const Delivery &) { return outcome; });
        QCOMPARE(rig.count(Fate::Started), 1);
        QCOMPARE(rig.changes.back().fate, Fate::Dead);
    }

    void theReceiverMayAskForALongerWait()
    {
        BrokerRig rig(designWith(R"("kind": "queue")", oneWorker));
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

    void anAttemptThatTakesTooLongFails()
    {
        BrokerRig rig(designWith(R"("kind": "queue")", R"([{"id": "one", "channel": "orders", "events": ["*"],
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
        BrokerRig rig(designWith(R"("kind": "queue", "guarantee": "effectively-once")",
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
        BrokerRig rig(designWith(R"("kind": "queue", "guarantee": "at-most-once")", oneWorker));
        QVERIFY(rig.publish(u"0"_s));
        rig.run(failing);
        QCOMPARE(rig.count(Fate::Started), 1);
        QCOMPARE(rig.changes.back().fate, Fate::Lost);
    }

    void aVersionThatNobodyHandlesFailsWithoutBeingHandedOver()
    {
        BrokerRig rig(designWith(R"("kind": "queue")", R"([{"id": "one", "channel": "orders", "events": ["*"],
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
        BrokerRig rig(catalog);
        QVERIFY(rig.publish(u"0"_s));
        QVERIFY(rig.publish(u"1"_s));
        QStringList seen;
        rig.run([&](const Delivery &delivery) {
            seen += delivery.message->id;
            return delivery.message->id == u"0"_s ? failing(delivery) : succeed(delivery);
        });
        QCOMPARE(seen, (QStringList{u"0"_s, u"0"_s, u"1"_s}));
    }
};

WEIR_TEST(tst_BrokerAttempts)

#include "tst_brokerattempts.moc"
