// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/emulation/shop.h"
#include "tests/support/registertest.h"

#include <nlohmann/json.hpp>

#include <QSet>
#include <QTest>

using namespace weir;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_EmulatedSystem : public QObject
{
    Q_OBJECT

    using Changes = QList<QPair<QByteArray, QByteArray>>;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<EmulatedSystem> m_system;
    QList<StoredEvent> m_accepted;

    void open(const Changes &changes = {}, const EmulationSettings &settings = {})
    {
        m_system.reset();
        auto opened =
            EmulatedSystem::open(test::shopDesign(changes), m_folder->filePath(u"bus.db"_s), *m_clock, settings);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
        m_system = std::move(*opened);
        m_system->setAccepted([this](const StoredEvent &event) { m_accepted.append(event); });
    }

    void pass(Duration span)
    {
        const QString wrong = test::pass(*m_system, *m_clock, span);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    SubscriptionFigures figures(const QString &path) const { return test::figuresOf(*m_system, path); }

    Fault fault(FaultKind kind, const QString &target = {}) const
    {
        Fault made;
        made.kind = kind;
        made.target = target;
        return made;
    }

    QList<Message> acceptedOf(const QString &type) const
    {
        QList<Message> messages;
        for (const StoredEvent &event : m_accepted) {
            if (event.message.type == type)
                messages.append(event.message);
        }
        return messages;
    }

private slots:
    void init()
    {
        m_folder = test::databaseFolder();
        QVERIFY(m_folder->isValid());
        m_clock = std::make_unique<ManualClock>(TimePoint(1'770'000'000s));
        m_accepted.clear();
    }

    void cleanup()
    {
        m_system.reset();
        m_clock.reset();
        m_folder.reset();
    }

    void aMinuteOfTheDesignRunsInNoTime()
    {
        open();
        pass(60s);
        const PublicationFigures orders = m_system->publicationFigures().front();
        QCOMPARE(orders.path, u"shop/order.placed"_s);
        QCOMPARE(orders.published, std::int64_t(600));
        const SubscriptionFigures bill = figures(u"billing/bill"_s);
        QVERIFY(bill.counts.accepted >= 599 && bill.counts.accepted <= 600); // The last one may not be kept yet.
        QVERIFY(bill.counts.delivered >= 598);
        QCOMPARE(bill.counts.failures, std::int64_t(0));
        QVERIFY2(bill.p50 >= 0.020 && bill.p50 < 0.040, qPrintable(QString::number(bill.p50)));
        QVERIFY(figures(u"mail/send"_s).counts.delivered >= 597);
    }

    void followUpsCarryWhoCausedThemAndWhatTheySpeakOf()
    {
        open();
        pass(2s);
        const QList<Message> orders = acceptedOf(u"order.placed"_s);
        const QList<Message> invoices = acceptedOf(u"invoice.sent"_s);
        QVERIFY(orders.size() >= 19 && invoices.size() >= 18);
        const Message &invoice = invoices.first();
        QCOMPARE(invoice.source, u"billing"_s);
        const auto cause = std::find_if(orders.begin(), orders.end(),
                                        [&](const Message &order) { return order.id == invoice.causationId; });
        QVERIFY(cause != orders.end());
        QCOMPARE(invoice.correlationId, cause->correlationId);
        QVERIFY(invoice.data.get().at("orderId") == cause->data.get().at("orderId"));
        QVERIFY(invoice.data.get().at("amount").is_number_integer());
        QSet<QString> ids;
        for (const StoredEvent &event : m_accepted)
            ids.insert(event.message.id);
        QCOMPARE(ids.size(), m_accepted.size());
    }

    void designedFailuresAreRetriedAndEndInTheDeadLetters()
    {
        open({{R"("policy": "twice")", R"("policy": "twice", "failureRate": 0.5)"}});
        pass(60s);
        const SubscriptionFigures bill = figures(u"billing/bill"_s);
        QVERIFY2(qAbs(double(bill.counts.dead) / double(bill.counts.accepted) - 0.25) < 0.06,
                 qPrintable(QString::number(bill.counts.dead)));
        QCOMPARE(bill.failures.keys(), QStringList{u"error"_s});
        const auto letters = m_system->bus().deadLetters().count();
        QVERIFY(letters);
        QCOMPARE(*letters, bill.counts.dead);
    }

    void aServiceThatIsDownKeepsItsMessagesAndWorksThemOffLater()
    {
        open();
        pass(5s);
        QVERIFY(m_system->switchOn(fault(FaultKind::ServiceDown, u"billing"_s)));
        const auto before = figures(u"billing/bill"_s).counts.delivered;
        pass(10s);
        QCOMPARE(figures(u"billing/bill"_s).counts.delivered, before);
        QVERIFY(figures(u"billing/bill"_s).counts.depth >= 98);
        QVERIFY(m_system->switchOff(FaultKind::ServiceDown, u"billing"_s));
        pass(5s);
        const SubscriptionFigures bill = figures(u"billing/bill"_s);
        QVERIFY(bill.counts.delivered >= 198);
        QVERIFY(bill.counts.depth <= 1);
        QCOMPARE(bill.counts.dead, std::int64_t(0));
    }

    void directEventsAreLostWhileTheBrokerIsDown()
    {
        open();
        QVERIFY(m_system->switchOn(fault(FaultKind::BrokerDown)));
        QVERIFY(!m_system->entrance().isReachable());
        pass(10s);
        m_system->clearFaults();
        pass(10s);
        std::int64_t lost = 0;
        for (const PublicationFigures &publication : m_system->publicationFigures())
            lost += publication.lost;
        QCOMPARE(lost, std::int64_t(100));
        QVERIFY(figures(u"billing/bill"_s).counts.delivered >= 98);
    }

    void anOutboxKeepsThemInstead()
    {
        open({{R"("via": "direct",)", R"("via": "outbox",)"},
              {R"({"id": "shop", )", R"({"id": "shop", "outbox": {"poll": "1s", "batch": 100}, )"}});
        QVERIFY(m_system->switchOn(fault(FaultKind::BrokerDown)));
        pass(10s);
        QCOMPARE(m_accepted.size(), 0);
        m_system->clearFaults();
        pass(120s); // The relay had backed off for up to a minute.
        QVERIFY(acceptedOf(u"order.placed"_s).size() >= 1'200);
        for (const PublicationFigures &publication : m_system->publicationFigures())
            QCOMPARE(publication.lost, std::int64_t(0));
    }

    void poisonIsTheSameEventEachTime()
    {
        open();
        Fault poison = fault(FaultKind::Poison, u"order.placed"_s);
        poison.probability = 0.3;
        QVERIFY(m_system->switchOn(poison));
        pass(30s);
        const SubscriptionFigures bill = figures(u"billing/bill"_s);
        QVERIFY(bill.counts.dead > 50 && bill.counts.dead < 130);
        QVERIFY(bill.counts.retries >= bill.counts.dead); // Each failed twice.
        QCOMPARE(bill.failures.keys(), QStringList{u"poison"_s});
    }

    void aSpikeEndsByItself()
    {
        open();
        Fault spike = fault(FaultKind::LoadSpike);
        spike.factor = 5;
        spike.lasts = 10s;
        QVERIFY(m_system->switchOn(spike));
        pass(20s);
        QVERIFY(m_system->faults().active().isEmpty());
        const auto accepted = figures(u"billing/bill"_s).counts.accepted;
        QVERIFY2(accepted >= 598 && accepted <= 602, qPrintable(QString::number(accepted)));
    }

    void whatWaitsSurvivesARestart()
    {
        const Changes delayed{{R"("channel": "invoices"}])", R"("channel": "invoices", "delay": "5m"}])"}};
        open(delayed);
        QVERIFY(m_system->switchOn(fault(FaultKind::ServiceDown, u"mail"_s)));
        pass(10s);
        const auto delivered = figures(u"billing/bill"_s).counts.delivered;
        QVERIFY(delivered >= 98);
        QVERIFY(m_system->flush());
        EmulationSettings silent;
        silent.producers = QStringList();
        open(delayed, silent);
        pass(10min);
        // What was under way is done again.
        const auto again = figures(u"billing/bill"_s).counts.delivered;
        QCOMPARE(delivered + again, std::int64_t(100));
        QCOMPARE(acceptedOf(u"invoice.sent"_s).size(), 100);
        QCOMPARE(figures(u"mail/send"_s).counts.delivered, std::int64_t(100));
    }

    void onlyWantedProducersPublish()
    {
        EmulationSettings settings;
        settings.producers = QStringList();
        open({}, settings);
        QVERIFY(m_system->producers().isEmpty());
        pass(10s);
        QCOMPARE(m_accepted.size(), 0);
        settings.producers = QStringList{u"shop/nothing"_s};
        m_system.reset();
        const auto refused =
            EmulatedSystem::open(test::shopDesign(), m_folder->filePath(u"bus.db"_s), *m_clock, settings);
        QVERIFY(!refused);
        QVERIFY(refused.error().hint.contains(u"shop/order.placed"_s));
    }

    void attemptsCanBeHandedOut()
    {
        EmulationSettings silent;
        silent.producers = QStringList();
        open({}, silent);
        QList<bus::Delivery> mine;
        QVERIFY(!m_system->handOut(u"billing/pay"_s, {}));
        QVERIFY(
            m_system->handOut(u"billing/bill"_s, [&mine](const bus::Delivery &delivery) { mine.append(delivery); }));
        Message order;
        order.id = u"order-1"_s;
        order.type = u"order.placed"_s;
        order.timestamp.instant = m_clock->now();
        order.source = u"shop"_s;
        order.data = Json{{"orderId", "1"}};
        QVERIFY(m_system->entrance().publish(order, {}));
        pass(1s);
        QCOMPARE(mine.size(), 1);
        QCOMPARE(mine.first().message->id, u"order-1"_s);
        m_system->finished(mine.first(), delivery::AttemptOutcome::failure(u"not today"_s));
        pass(2s);
        QCOMPARE(mine.size(), 2);
        QCOMPARE(mine.last().attempt, 2);
        m_system->finished(mine.last(), delivery::AttemptOutcome::success());
        pass(1s);
        QCOMPARE(figures(u"billing/bill"_s).counts.delivered, std::int64_t(1));
    }
};

WEIR_TEST(tst_EmulatedSystem)
#include "tst_emulatedsystem.moc"
