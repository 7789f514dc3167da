// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/emulation/emulator.h"

#include "core/bus/storeddeliverylog.h"
#include "core/emulation/inboxreplays.h"

#include <QLoggingCategory>

#include <algorithm>

namespace weir {

namespace {

Q_LOGGING_CATEGORY(lcEmulator, "weir.emulation.emulator", QtInfoMsg)

constexpr std::chrono::milliseconds longestSleep{1'000};
constexpr std::chrono::milliseconds afterFailure{1'000};

} // namespace

Emulator::Emulator(const Clock &clock, const EmulatorSettings &settings)
    : m_clock(clock)
    , m_emulated(clock, settings.speed)
    , m_settings(settings)
    , m_server(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Emulator::advance);
}

Emulator::~Emulator()
{
    m_server.close();
    if (!m_system)
        return;
    (void)m_system->flush();   // What cannot be kept now is delivered again.
    m_system->setAccepted({}); // The streams go before the system.
}

Result<std::unique_ptr<Emulator>> Emulator::start(std::unique_ptr<EmulatedDesign> design, const Clock &clock,
                                                  SecretSource &secrets, const EmulatorSettings &settings)
{
    std::unique_ptr<Emulator> emulator(new Emulator(clock, settings));
    const Result<void> opened = emulator->open(std::move(design), secrets);
    if (!opened)
        return opened.error();
    return emulator;
}

Result<void> Emulator::open(std::unique_ptr<EmulatedDesign> design, SecretSource &secrets)
{
    Result<std::unique_ptr<EmulatedSystem>> system =
        EmulatedSystem::open(std::move(design), m_settings.database, m_emulated, m_settings.system);
    if (!system)
        return system.error();
    m_system = std::move(*system);
    m_log = std::make_unique<bus::StoredDeliveryLog>(m_system->store());
    m_replays = std::make_unique<InboxReplays>(m_system->bus().inbox());
    addStreams();
    addIncoming(secrets);
    addControls();
    if (Result<void> added = addOutgoing(secrets); !added)
        return added;
    if (Result<void> listening = m_server.listen(m_settings.server); !listening)
        return listening;
    m_system->setAccepted([this](const StoredEvent &event) {
        for (const std::unique_ptr<SseRoute> &stream : m_streams)
            stream->publish(event.message, event.channel, event.position);
    });
    wake();
    return {};
}

void Emulator::route(HttpMethod method, const QByteArray &path, const QString &what,
                     std::function<HttpResponse(const HttpRequest &)> handler)
{
    if (!what.isEmpty())
        m_endpoints.append({QString::fromLatin1(httpMethodName(method)), QString::fromUtf8(path), what});
    m_server.route(method, path, [this, handle = std::move(handler)](const HttpRequest &request) {
        HttpResponse response = handle(request);
        wake();
        return response;
    });
}

/// The design's own event streams, and one of everything unless the design has its own at that path.
void Emulator::addStreams()
{
    bool isTaken = false;
    for (const Stream &stream : m_system->design().catalog().streams()) {
        if (!stream.path.startsWith(u'/')) {
            m_warnings.append(tr("streams/%1 has no path: it cannot be connected to.").arg(stream.id));
            continue;
        }
        isTaken = isTaken || stream.path == QStringLiteral("/events");
        addStream(stream, QStringLiteral("streams/") + stream.id);
    }
    if (isTaken)
        return;
    Stream all;
    all.id = QStringLiteral("events");
    all.path = QStringLiteral("/events");
    all.events = {QStringLiteral("*")};
    addStream(all, tr("every event, as it is accepted"));
}

void Emulator::addStream(Stream stream, const QString &what)
{
    stream.heartbeat = m_settings.heartbeat.value_or(stream.heartbeat);
    m_endpoints.append({QStringLiteral("GET"), stream.path, what});
    m_streams.push_back(std::make_unique<SseRoute>(m_server, stream, &m_system->bus().events(), m_clock));
}

void Emulator::addIncoming(SecretSource &secrets)
{
    for (const Webhook &webhook : m_system->design().catalog().webhooks()) {
        if (webhook.direction != Direction::Incoming || !webhook.active)
            continue;
        Result<WebhookSigner> signer = WebhookSigner::create(webhook, secrets);
        if (!signer || !webhook.path.startsWith(u'/')) {
            m_warnings.append(tr("webhooks/%1 is not served: %2")
                                  .arg(webhook.id, signer ? tr("it has no path.") : signer.error().message));
            continue;
        }
        m_receivers.push_back(
            std::make_unique<WebhookReceiver>(webhook, std::move(*signer), m_system->entrance(), *m_replays, m_clock));
        WebhookReceiver *const receiver = m_receivers.back().get();
        const auto handle = [receiver](const HttpRequest &request) { return receiver->handle(request); };
        const QByteArray path = webhook.path.toUtf8();
        route(HttpMethod::Post, path, QStringLiteral("webhooks/") + webhook.id, handle);
        for (const HttpMethod other : {HttpMethod::Get, HttpMethod::Put, HttpMethod::Patch, HttpMethod::Delete})
            route(other, path, {}, handle);
    }
}

/// Those that are really called; the others are emulated like any consumer.
Result<void> Emulator::addOutgoing(SecretSource &secrets)
{
    for (auto it = m_settings.webhooks.cbegin(); it != m_settings.webhooks.cend(); ++it) {
        const Webhook *designed = m_system->design().catalog().webhook(it.key());
        if (designed == nullptr || designed->direction != Direction::Outgoing || !designed->active)
            return Error{tr("“%1” is no active outgoing webhook of this design.").arg(it.key()), {}, {}};
        Webhook webhook = *designed;
        if (!it.value().isEmpty()) {
            webhook.url = it.value();
            webhook.allowPrivate = true; // A person named the address.
        }
        Result<WebhookSigner> signer = WebhookSigner::create(webhook, secrets);
        if (!signer)
            return signer.error();
        m_senders.push_back(
            std::make_unique<WebhookSender>(WebhookEndpoint(webhook, std::move(*signer)), m_clock, m_log.get()));
        WebhookSender *const sender = m_senders.back().get();
        const auto handOver = [this, sender](const bus::Delivery &delivery) {
            sender->send(delivery.message, delivery.attempt, [this, delivery](const WebhookResult &result) {
                m_system->finished(delivery, result.outcome);
                wake();
                return std::optional<TimePoint>();
            });
        };
        if (Result<void> handed = m_system->handOut(QStringLiteral("webhooks/") + webhook.id, handOver); !handed)
            return handed;
    }
    return {};
}

Result<void> Emulator::switchOn(const Fault &fault)
{
    Result<void> switched = m_system->switchOn(fault);
    wake();
    return switched;
}

void Emulator::switchOff(FaultKind kind, const QString &target)
{
    m_system->switchOff(kind, target);
    wake();
}

void Emulator::clearFaults()
{
    m_system->clearFaults();
    wake();
}

Result<void> Emulator::stop()
{
    m_timer.stop();
    m_server.close();
    return m_system->flush();
}

void Emulator::wake()
{
    m_timer.start(0);
}

void Emulator::advance()
{
    const Result<void> advanced = m_system->advance();
    if (!advanced) {
        if (m_failure != advanced.error().message)
            qCWarning(lcEmulator).noquote() << advanced.error().message;
        m_failure = advanced.error().message;
        m_timer.start(afterFailure);
        return;
    }
    m_failure.clear();
    const Duration wait = m_system->nextDeadline() - m_emulated.elapsed();
    const Duration real = m_emulated.baseSpan(std::max(Duration::zero(), wait));
    m_timer.start(real >= longestSleep ? longestSleep : std::chrono::ceil<std::chrono::milliseconds>(real));
}

} // namespace weir
