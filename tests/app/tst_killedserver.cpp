// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/runningweir.h"
#include "tests/support/longrun.h"
#include "tests/support/registertest.h"

#include "core/base/json.h"
#include "core/base/randomstream.h"
#include "core/transport/sseclient.h"

#include <nlohmann/json.hpp>

#include <QElapsedTimer>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <map>

using namespace weir;
using namespace weir::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const char *const design = R"({
  "weir": 1, "title": "Watched",
  "events": [{"id": "order.placed", "versions": [{"version": 1, "schema": {"type": "object"}}]}],
  "channels": [{"id": "orders", "kind": "topic"}],
  "services": [
    {"id": "shop", "sends": [{"event": "order.placed", "channel": "orders", "via": "direct",
      "load": {"arrivals": "constant", "rate": "10/s"}}]},
    {"id": "billing", "receives": [{"id": "bill", "channel": "orders", "events": ["order.placed"],
      "concurrency": 50, "processing": {"distribution": "constant", "mean": "1ms"}}]}
  ]
})";

/// Publishes about a thousand events a second, one request after the other, and keeps what the server acknowledged. A request
/// that was not answered is sent again as it was: the same ids.
class Producer : public QObject
{
public:
    std::map<qint64, QString> accepted; ///< The ledger: ids by the positions that the server gave.
    int unanswered = 0;                 ///< Requests that no server answered.
    int late = 0;                       ///< Times when it could not publish for more than 50 ms: it is behind then.
    QString refusal;                    ///< An answer that should not have come.

    explicit Producer(const QString &url) : m_request(QUrl(url + u"/events"_s))
    {
        m_request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-ndjson"_s);
        m_request.setTransferTimeout(60'000);
        connect(&m_timer, &QTimer::timeout, this, &Producer::send);
        m_timer.start(5ms);
        m_pace.start();
    }
    void stop() { m_isStopping = true; }
    bool isDone() const { return m_isStopping && !m_reply && m_batch.isEmpty(); }

private:
    void send()
    {
        if (m_reply)
            return;
        if (m_batch.isEmpty() && !m_isStopping) {
            const qint64 due = m_pace.restart();
            late += due > most ? 1 : 0;
            while (m_batch.size() < std::min(due, most)) // What the server was away for is not made up for.
                m_batch += QString::number(++m_last);
        }
        if (m_batch.isEmpty())
            return;
        QByteArray body;
        for (const QString &id : std::as_const(m_batch))
            body += R"({"id":")" + id.toLatin1() + R"(","type":"order.placed","timestamp":"2026-03-01T12:00:00.000Z",)"
                + R"("version":1,"source":"shop","data":{"total":1}})" + '\n';
        m_reply.reset(m_network.post(m_request, body));
        connect(m_reply.get(), &QNetworkReply::finished, this, &Producer::answered);
    }

    void answered()
    {
        QNetworkReply *const reply = m_reply.release();
        reply->deleteLater(); // Not from its own signal.
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const QByteArray body = reply->readAll();
        const Json answer = Json::parse(body.begin(), body.end(), nullptr, false);
        if (status != 202 || answer.is_discarded()) {
            ++unanswered;
            if (status != 0 && status != 202)
                refusal = u"%1: %2"_s.arg(status).arg(QString::fromUtf8(body));
            return;
        }
        for (const Json &event : answer["accepted"])
            accepted[event["position"].get<qint64>()] = QString::fromStdString(event["id"].get<std::string>());
        m_batch.clear();
    }

    static constexpr qint64 most = 50; ///< Events of a request.

    QNetworkAccessManager m_network;
    QNetworkRequest m_request;
    std::unique_ptr<QNetworkReply> m_reply;
    QStringList m_batch;
    QTimer m_timer;
    QElapsedTimer m_pace;
    qint64 m_last = 0;
    bool m_isStopping = false;
};

/// What a watcher sees.
class Shown : public SseSink
{
public:
    QStringList ids;
    int resets = 0;

    void event(const SseEvent &event) override
    {
        if (event.type == "reset")
            ++resets;
        else
            ids.append(QString::fromUtf8(event.lastEventId.data(), qsizetype(event.lastEventId.size())));
    }
};

/// How \a shown differs from \a accepted: four counts.
QString differences(const QStringList &shown, const std::map<qint64, QString> &accepted)
{
    QHash<QString, qint64> positions;
    for (const auto &[position, id] : accepted)
        positions[id] = position;
    QSet<QString> seen;
    qint64 twice = 0, unknown = 0, disordered = 0, last = 0;
    for (const QString &id : shown) {
        twice += seen.contains(id) ? 1 : 0;
        seen.insert(id);
        unknown += positions.contains(id) ? 0 : 1;
        disordered += positions.value(id) < last ? 1 : 0;
        last = positions.value(id);
    }
    qint64 missing = 0;
    for (const auto &[position, id] : accepted)
        missing += seen.contains(id) ? 0 : 1;
    return u"%1 missing, %2 shown twice, %3 out of order, %4 never acknowledged"_s.arg(missing)
        .arg(twice)
        .arg(disordered)
        .arg(unknown);
}

} // namespace

/// P20, the server's side: whoever watches a stream of `weir emulate` sees every event once, whenever that is killed.
class tst_KilledServer : public QObject
{
    Q_OBJECT

private slots:
    void restartsLeaveNoGapAndShowNothingTwice()
    {
        const QTemporaryDir folder;
        QFile bundle(folder.filePath(u"watched.json"_s));
        QVERIFY(bundle.open(QIODevice::WriteOnly) && bundle.write(design) > 0);
        bundle.close();
        QStringList arguments{u"emulate"_s, u"watched.json"_s, u"--producer"_s,
                              u"none"_s,    u"--database"_s,   u"bus.db"_s};
        auto server = std::make_unique<RunningWeir>(arguments, folder.path());
        const QString url = server->waitFor("Listening on ");
        QVERIFY2(!url.isEmpty(), server->errors().constData());
        arguments += {u"--listen"_s, url.section(u'/', 2)};

        const SystemClock clock;
        Shown shown;
        SseSource source;
        source.url = *parseHttpUrl(url + u"/events"_s);
        source.options.reconnectAfter = 250ms;
        SseClient watcher(source, shown, clock);
        watcher.start();
        QTRY_COMPARE_WITH_TIMEOUT(watcher.state(), SseState::Open, 60'000);
        Producer producer(url);
        QTRY_VERIFY_WITH_TIMEOUT(!shown.ids.isEmpty(), 60'000);

        RandomStream random(20261126);
        const int kills = rounds(20, 200);
        QList<qint64> returns; // Milliseconds from a start to the next event that is shown.
        for (int kill = 0; kill < kills; ++kill) {
            const bool isStarting = kill % 4 == 3; // It may be killed before it is ready.
            QTest::qWait(1 + int(random.below(isStarting ? 60 : 500)));
            QVERIFY2(server->isRunning(), server->errors().constData());
            server->kill();
            QTRY_VERIFY(watcher.state() != SseState::Open); // All that came is read.
            const qsizetype before = shown.ids.size();
            QElapsedTimer sinceStart;
            sinceStart.start();
            server = std::make_unique<RunningWeir>(arguments, folder.path());
            if (kill % 4 == 2)
                continue;
            QTRY_VERIFY_WITH_TIMEOUT(shown.ids.size() > before, 60'000);
            returns += sinceStart.elapsed();
        }

        producer.stop();
        QTRY_VERIFY_WITH_TIMEOUT(producer.isDone(), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(shown.ids.contains(producer.accepted.rbegin()->second), 60'000);
        std::sort(returns.begin(), returns.end());
        qInfo("%lld events, %d kills, %d requests unanswered, %d times late; start to next event: median %lld ms, "
              "longest %lld ms",
              qint64(producer.accepted.size()), kills, producer.unanswered, producer.late,
              returns.at(returns.size() / 2), returns.last());
        QCOMPARE(producer.refusal, QString());
        QVERIFY(producer.accepted.size() > std::size_t(kills) * 20);
        QCOMPARE(differences(shown.ids, producer.accepted),
                 u"0 missing, 0 shown twice, 0 out of order, 0 never acknowledged"_s);
        QCOMPARE(shown.resets, 0);
    }
};

WEIR_TEST(tst_KilledServer)
#include "tst_killedserver.moc"
