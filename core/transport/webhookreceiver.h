// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/message/eventsink.h"
#include "core/transport/httpmessage.h"
#include "core/transport/replaytable.h"
#include "core/transport/webhooksigner.h"

#include <QHash>

#include <functional>

namespace weir {

/// What became of a request to an incoming webhook.
enum class ReceiptKind : quint8 {
    Accepted,     ///< Its events are safe.
    Duplicate,    ///< It was taken before; acknowledged, without an effect.
    Unmapped,     ///< Its type means nothing here; acknowledged and counted.
    BadMethod,    ///< Only POST brings events.
    BadSignature, ///< Nobody proved that it comes from the service.
    BadPayload,   ///< Signed, but no event.
    Inactive,     ///< The webhook is switched off.
    NotTaken,     ///< The events could not be kept; the sender has to try again.
};
inline constexpr int receiptKindCount = static_cast<int>(ReceiptKind::NotTaken) + 1;

/// A word for counters and metrics: `bad-signature`.
QByteArrayView receiptKindName(ReceiptKind kind);

/// One request to an incoming webhook.
struct WebhookReceipt
{
    ReceiptKind kind = ReceiptKind::Accepted;
    QString webhook;
    SignatureFault fault = SignatureFault::None; ///< Why the signature is not believed.
    QString id;                                  ///< Of the event, or of the request when it holds several.
    QString foreignType;                         ///< As the service calls it; empty when it was not read.
    QString detail;                              ///< Why it was not taken; empty when it was.
    QList<Message> messages;                     ///< What was handed on.
    Duration toAcknowledge{};                    ///< From the request to the answer.
};

/// Takes the requests of one incoming webhook: verifies them, turns them into messages and hands those on. Answers
/// `{"received":true}`, or 400 `{"error":"Invalid signature"}`.
///
/// No handler of an event runs for a request that is unsigned, wrongly signed, stale or replayed (P11).
class WebhookReceiver
{
public:
    /// \a sink, \a replays and \a clock must outlive it. \a signer has the webhook's secrets.
    WebhookReceiver(Webhook webhook, WebhookSigner signer, EventSink &sink, ReplayTable &replays, const Clock &clock);

    HttpResponse handle(const HttpRequest &request);

    const Webhook &webhook() const { return m_webhook; }
    /// \a observer is told of each request after it was handled.
    void observe(std::function<void(const WebhookReceipt &)> observer) { m_observer = std::move(observer); }
    /// Requests so far that ended as \a kind.
    qint64 count(ReceiptKind kind) const { return m_counts[static_cast<std::size_t>(kind)]; }
    /// How often each unmapped type came; further types than 1,000 count as `…`.
    const QHash<QString, qint64> &unmappedTypes() const { return m_unmapped; }

private:
    HttpResponse receive(const HttpRequest &request, WebhookReceipt &receipt);
    HttpResponse take(const HttpRequest &request, const SignatureVerdict &verdict, WebhookReceipt &receipt);
    bool handOn(const QByteArray &key, WebhookReceipt &receipt);

    Webhook m_webhook;
    WebhookSigner m_signer;
    EventSink &m_sink;
    ReplayTable &m_replays;
    const Clock &m_clock;
    std::function<void(const WebhookReceipt &)> m_observer;
    std::array<qint64, receiptKindCount> m_counts{};
    QHash<QString, qint64> m_unmapped;
};

} // namespace weir
