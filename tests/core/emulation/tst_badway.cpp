// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/bus/events.h"
#include "tests/core/bus/memorydisk.h"
#include "tests/core/emulation/shop.h"
#include "tests/core/transport/signedrequests.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/bus/durablebus.h"
#include "core/bus/relay.h"
#include "core/transport/webhookendpoint.h"
#include "core/transport/webhookreceiver.h"

#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace weir;
using namespace weir::bus;
using namespace weir::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What the partner did because of the events, as its own books say.
class Partner : public EventSink
{
public:
    explicit Partner(const Clock &clock)
        : m_receiver(incoming(), signerOf(WebhookProfile::Standard), *this, m_replays, clock)
    {}

    HttpResponse handle(const HttpRequest &request) { return m_receiver.handle(request); }

    Result<std::int64_t> publish(const Message &message, const QString &) override
    {
        if (isDown)
            return Error{u"not now"_s, {}, {}};
        ids.append(message.id);
        return std::int64_t(ids.size());
    }

    QStringList ids;
    bool isDown = false;

private:
    static Webhook incoming()
    {
        Webhook webhook;
        webhook.id = u"shop"_s;
        webhook.profile = WebhookProfile::Standard;
        return webhook;
    }

    MemoryReplayTable m_replays;
    WebhookReceiver m_receiver;
};

/// The way between a sender and its receiver: requests and answers are lost, late, doubled and overtake each other.
class BadInternet
{
public:
    BadInternet(Partner &partner, RandomStream random) : m_partner(partner), m_random(random) {}

    void send(const WebhookRequest &request, Duration now)
    {
        later(now + request.timeout, [this, ticket = request.ticket] {
            answers.emplace_back(ticket, WebhookAnswer{0, {}, u"it took too long"_s, false});
        });
        for (bool again = true; again; again = isBad && m_random.below(5) == 0) {
            if (!isBad || m_random.below(5) != 0)
                later(now + delay(), [this, request, now] { arrive(request, now); });
        }
    }

    /// Lets arrive what has come by \a now.
    void advance(Duration now)
    {
        while (!m_waiting.empty() && m_waiting.begin()->first <= now)
            m_waiting.extract(m_waiting.begin()).mapped()();
    }

    std::vector<std::pair<std::uint64_t, WebhookAnswer>> answers;
    bool isBad = true;

private:
    Duration delay() { return isBad ? Duration(std::int64_t(m_random.below(10'000'000'000))) : 1ms; }
    void later(Duration at, std::function<void()> what) { m_waiting.emplace(at, std::move(what)); }

    void arrive(const WebhookRequest &request, Duration sentAt)
    {
        HttpRequest received;
        received.method = HttpMethod::Post;
        received.path = "/hook";
        received.headers = request.headers;
        received.body = request.body;
        m_partner.isDown = isBad && m_random.below(5) == 0;
        const HttpResponse response = m_partner.handle(received);
        if (isBad && m_random.below(5) == 0)
            return; // The answer is lost.
        later(sentAt + delay(), [this, ticket = request.ticket, status = response.status] {
            answers.emplace_back(ticket, WebhookAnswer{status, {}, {}, false});
        });
    }

    Partner &m_partner;
    RandomStream m_random;
    std::multimap<Duration, std::function<void()>> m_waiting;
};

/// The process that relays and sends, from its start to its end.
class Runtime
{
public:
    Runtime(const Catalog &catalog, const QString &path, const Clock &clock, std::uint64_t &tickets)
        : m_clock(clock)
        , m_tickets(tickets)
        , m_store(opened(Store::open(path)))
        , outbox(*m_store, clock)
        , bus(opened(DurableBus::open(catalog, *m_store, clock)))
        , m_relay(outbox, *bus, clock, settings())
        , m_endpoint(*catalog.webhook(u"partner"_s), signerOf(WebhookProfile::Standard))
    {}

    /// Takes a disk that fails as it comes: the next step tries again.
    void step(BadInternet &internet)
    {
        const Duration elapsed = m_clock.elapsed();
        internet.advance(elapsed);
        for (const auto &[ticket, answer] : std::exchange(internet.answers, {}))
            m_endpoint.finished(ticket, answer, elapsed, m_clock.now());
        for (const WebhookResult &result : m_endpoint.takeResults())
            bus->finished(m_underWay.extract(result.ticket).mapped(), result.outcome);
        (void)m_relay.run();
        (void)bus->run();
        if (const auto begun = bus->next()) {
            for (const Delivery &delivery : *begun) {
                m_underWay.emplace(++m_tickets, delivery);
                m_endpoint.submit(m_tickets, delivery.message, delivery.attempt, m_clock.now());
            }
        }
        for (const WebhookRequest &request : m_endpoint.next(elapsed, m_clock.now()))
            internet.send(request, elapsed);
    }

private:
    template<typename T>
    static T opened(Result<T> result)
    {
        if (!result)
            qFatal("%s", qPrintable(result.error().message));
        return std::move(*result);
    }
    static RelaySettings settings()
    {
        RelaySettings settings;
        settings.poll = 1s;
        settings.batch = 7;
        settings.lease = 5s;
        return settings;
    }

    const Clock &m_clock;
    std::uint64_t &m_tickets; ///< Of all processes, as connections are.
    std::unique_ptr<Store> m_store;

public:
    bus::Outbox outbox;
    std::unique_ptr<DurableBus> bus;

private:
    Relay m_relay;
    WebhookEndpoint m_endpoint;
    std::map<std::uint64_t, Delivery> m_underWay;
};

} // namespace

/// P1, P2, P4, P6 and P7 from the outbox to somebody else's books, with clock, disk and network simulated: the power fails,
/// writes fail, processes end, requests and answers get lost. The seed tells all.
class tst_BadWay : public QObject
{
    Q_OBJECT

    const std::unique_ptr<QTemporaryDir> m_folder = databaseFolder(); ///< Of the lock file only.
    const Catalog m_catalog = partnerDesign();

    /// Each event is waiting, dead or with the partner, once.
    static void balance(Runtime &runtime, const Partner &partner, const QSet<QString> &accepted)
    {
        if (!runtime.bus->flush())
            return; // The disk fails just now.
        const auto rows = runtime.outbox.counts(1'000);
        const auto known = runtime.bus->events().lastPosition(), dead = runtime.bus->deadLetters().count();
        if (!rows || !known || !dead)
            return;
        const std::int64_t delivered = *known - *dead - runtime.bus->broker().unfinished();
        QVERIFY(rows->pending + rows->processed + rows->dead >= accepted.size());
        QVERIFY(rows->processed <= *known);
        QVERIFY(delivered >= 0 && delivered <= partner.ids.size());
        QCOMPARE(QSet<QString>(partner.ids.begin(), partner.ids.end()).size(), partner.ids.size());
    }

    void end(Runtime &runtime, const Partner &partner, const QSet<QString> &accepted)
    {
        QCOMPARE(runtime.bus->broker().unfinished(), 0);
        QCOMPARE(runtime.outbox.counts(1'000)->pending, 0);
        QCOMPARE(runtime.outbox.counts(1'000)->dead, 0);
        const QSet<QString> effects(partner.ids.begin(), partner.ids.end());
        QCOMPARE(effects.size(), partner.ids.size());
        QSet<QString> dead, known;
        const auto letters = runtime.bus->deadLetters().list();
        for (const DeadLetter &letter : *letters)
            dead.insert(letter.eventId);
        const auto events = runtime.bus->events().readAfter(0, 10'000);
        for (const StoredEvent &event : events->events)
            known.insert(event.message.id);
        QVERIFY((accepted - known).isEmpty());
        QVERIFY((known - effects - dead).isEmpty());
        QVERIFY((effects - known).isEmpty());
    }

    void run(std::uint64_t seed, MemoryDisk &disk, qint64 &restarts)
    {
        RandomStream random(seed);
        disk.mend();
        disk.reset({});
        ManualClock clock(vectorTime);
        Partner partner(clock);
        BadInternet internet(partner, RandomStream(seed, 0, 1, 0));
        std::uint64_t tickets = 0;
        const auto start = [&] {
            return std::make_unique<Runtime>(m_catalog, m_folder->filePath(u"bus.sqlite"_s), clock, tickets);
        };
        std::unique_ptr<Runtime> runtime = start();
        const auto restart = [&] {
            runtime.reset();
            disk.restart(MemoryDisk::Files(disk.files), random);
            internet.answers.clear();
            runtime = start();
            ++restarts;
        };
        QSet<QString> accepted;
        for (int i = 0; i < 40; ++i) {
            if (random.below(8) == 0)
                disk.plan(MemoryDisk::Fault::PowerLoss, 1 + std::int64_t(random.below(40)));
            else if (random.below(8) == 0)
                disk.plan(MemoryDisk::Fault::WriteOnce, 1 + std::int64_t(random.below(20)));
            if (random.below(2) == 0) {
                const Message event = eventOf(u"event-%1"_s.arg(i));
                if (runtime->outbox.write({&event, 1}))
                    accepted.insert(event.id);
            }
            runtime->step(internet);
            if (disk.isWithoutPower() || random.below(40) == 0)
                restart();
            if (i % 5 == 0)
                balance(*runtime, partner, accepted);
            clock.advance(Duration(std::int64_t(random.below(2'000'000'000))));
        }
        disk.mend();
        internet.isBad = false;
        for (int second = 0; second < 60; ++second) {
            runtime->step(internet);
            clock.advance(1s);
        }
        balance(*runtime, partner, accepted);
        end(*runtime, partner, accepted);
    }

private slots:
    void nothingDisappearsBetweenOutboxAndPartner()
    {
        QLoggingCategory::setFilterRules(u"weir.transport.webhookreceiver=false"_s);
        MemoryDisk disk;
        qint64 restarts = 0;
        const int seeds = test::rounds(1'000, 10'000);
        for (int seed = 1; seed <= seeds; ++seed) {
            run(static_cast<std::uint64_t>(seed), disk, restarts);
            if (QTest::currentTestFailed())
                QFAIL("seed=" + QByteArray::number(seed));
        }
        QVERIFY(restarts > seeds);
    }
};

WEIR_TEST(tst_BadWay)

#include "tst_badway.moc"
