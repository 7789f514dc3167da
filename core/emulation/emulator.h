// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/emulation/emulatedsystem.h"
#include "core/emulation/scaledclock.h"
#include "core/transport/httpserver.h"
#include "core/transport/replaytable.h"
#include "core/transport/secret.h"
#include "core/transport/sseroute.h"
#include "core/transport/webhookreceiver.h"
#include "core/transport/webhooksender.h"

#include <QMap>
#include <QObject>
#include <QTimer>

namespace weir {

struct EmulatorSettings
{
    HttpServerSettings server; ///< Port 0: any free one.
    QString database;          ///< Where the state is: Store::open().
    double speed = 1;          ///< Emulated seconds for each second.
    EmulationSettings system;
    QMap<QString, QString>
        webhooks; ///< Outgoing webhooks that are really called, and where: empty is the design's URL.
    std::optional<Duration> heartbeat; ///< Of all event streams, in place of the designed one.
};

/// An endpoint of the design, for people.
struct EmulatorEndpoint
{
    QString method; ///< `POST`.
    QString path;
    QString what; ///< `webhooks/stripe`, or what it does.
};

/// A design as live endpoints of this machine: an emulated system with an HTTP server in front. Producers publish and consumers
/// work by themselves; events come in at `POST /events` and the design's incoming webhooks, go out at its event streams,
/// `GET /events` and the outgoing webhooks that are really called; `/health /metrics /subscriptions /dead-letters /faults`
/// watch and steer it.
///
/// Lives on one thread, with its database and its sockets.
class Emulator : public QObject
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// Begins to run. \a clock and \a secrets must outlive it. Fails when the database, the address, or a webhook that is to be
    /// called cannot be used.
    static Result<std::unique_ptr<Emulator>> start(std::unique_ptr<EmulatedDesign> design, const Clock &clock,
                                                   SecretSource &secrets, const EmulatorSettings &settings);
    ~Emulator() override;

    /// `http://127.0.0.1:8080`.
    QString url() const { return m_server.url(); }
    quint16 port() const { return m_server.port(); }
    const QList<EmulatorEndpoint> &endpoints() const { return m_endpoints; }
    /// What does not work as designed, and why: one sentence each.
    const QStringList &warnings() const { return m_warnings; }
    EmulatedSystem &system() { return *m_system; }
    const EmulatedSystem &system() const { return *m_system; }
    /// Why the emulation cannot go on at the moment; empty: it does.
    const QString &failure() const { return m_failure; }

    Result<void> switchOn(const Fault &fault);
    void switchOff(FaultKind kind, const QString &target);
    void clearFaults();
    /// Ends all connections and keeps everything that happened.
    Result<void> stop();

private:
    Emulator(const Clock &clock, const EmulatorSettings &settings);
    Result<void> open(std::unique_ptr<EmulatedDesign> design, SecretSource &secrets);
    void addControls();
    void addIncoming(SecretSource &secrets);
    Result<void> addOutgoing(SecretSource &secrets);
    void addStreams();
    void addStream(Stream stream, const QString &what);
    void route(HttpMethod method, const QByteArray &path, const QString &what,
               std::function<HttpResponse(const HttpRequest &)> handler);
    void publish(const HttpRequest &request, const HttpReply &reply);
    HttpResponse metrics();
    void advance();
    void wake();

    const Clock &m_clock;
    ScaledClock m_emulated;
    EmulatorSettings m_settings;
    std::unique_ptr<EmulatedSystem> m_system;
    std::unique_ptr<DeliveryLog> m_log;
    std::unique_ptr<ReplayTable> m_replays;
    HttpServer m_server;
    std::vector<std::unique_ptr<WebhookReceiver>> m_receivers;
    std::vector<std::unique_ptr<WebhookSender>> m_senders;
    std::vector<std::unique_ptr<SseRoute>> m_streams;
    QList<EmulatorEndpoint> m_endpoints;
    QStringList m_warnings;
    QString m_failure;
    std::int64_t m_received = 0;
    QTimer m_timer;
};

} // namespace weir
