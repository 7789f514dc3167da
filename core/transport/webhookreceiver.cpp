// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/webhookreceiver.h"

#include "core/transport/webhookpayload.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

Q_LOGGING_CATEGORY(lcReceiver, "weir.transport.webhookreceiver", QtInfoMsg)

constexpr qsizetype mostUnmappedTypes = 1'000;
constexpr qsizetype longestTypeName = 200;

HttpResponse received()
{
    static const HttpResponse response = HttpResponse::json(200, R"({"received":true})");
    return response;
}

} // namespace

QByteArrayView receiptKindName(ReceiptKind kind)
{
    switch (kind) {
    case ReceiptKind::Accepted:
        return "accepted";
    case ReceiptKind::Duplicate:
        return "duplicate";
    case ReceiptKind::Unmapped:
        return "unmapped";
    case ReceiptKind::BadMethod:
        return "bad-method";
    case ReceiptKind::BadSignature:
        return "bad-signature";
    case ReceiptKind::BadPayload:
        return "bad-payload";
    case ReceiptKind::Inactive:
        return "inactive";
    case ReceiptKind::NotTaken:
        return "not-taken";
    }
    Q_UNREACHABLE();
}

WebhookReceiver::WebhookReceiver(Webhook webhook, WebhookSigner signer, EventSink &sink, ReplayTable &replays,
                                 const Clock &clock)
    : m_webhook(std::move(webhook))
    , m_signer(std::move(signer))
    , m_sink(sink)
    , m_replays(replays)
    , m_clock(clock)
{}

HttpResponse WebhookReceiver::handle(const HttpRequest &request)
{
    const Duration start = m_clock.elapsed();
    WebhookReceipt receipt;
    receipt.webhook = m_webhook.id;
    HttpResponse response = receive(request, receipt);
    receipt.toAcknowledge = m_clock.elapsed() - start;
    ++m_counts.at(static_cast<std::size_t>(receipt.kind));
    if (m_observer)
        m_observer(receipt);
    return response;
}

HttpResponse WebhookReceiver::receive(const HttpRequest &request, WebhookReceipt &receipt)
{
    if (request.method != HttpMethod::Post) {
        receipt.kind = ReceiptKind::BadMethod;
        HttpResponse response = HttpResponse::error(405, u"Events are brought with POST");
        response.headers.set("Allow", "POST");
        return response;
    }
    if (!m_webhook.active) {
        receipt.kind = ReceiptKind::Inactive;
        return HttpResponse::error(404, u"This webhook is switched off");
    }
    const SignatureVerdict verdict = m_signer.verify(request.headers, request.body, m_clock.now());
    if (!verdict.isValid()) {
        receipt.kind = ReceiptKind::BadSignature;
        receipt.fault = verdict.fault;
        receipt.detail = QString::fromUtf8(signatureFaultName(verdict.fault));
        qCInfo(lcReceiver).noquote() << m_webhook.id << "refused a request:" << receipt.detail;
        return HttpResponse::json(400, R"({"error":"Invalid signature"})");
    }
    return take(request, verdict, receipt);
}

/// What carries a believed signature. A key names the request: by an id that was signed, else by the signed bytes.
HttpResponse WebhookReceiver::take(const HttpRequest &request, const SignatureVerdict &verdict, WebhookReceipt &receipt)
{
    // Most requests have an id: what hashes a body costs more than what reads it.
    auto bodyDigest = [&request, digest = QByteArray()]() mutable {
        if (digest.isEmpty())
            digest = sha256Of(request.body).hex();
        return digest;
    };
    const QString requestId = QString::fromUtf8(verdict.id.isEmpty() ? bodyDigest().left(32) : verdict.id);
    const auto payload = readWebhookPayload(m_webhook, request, requestId, m_clock.now());
    if (!payload) {
        receipt.kind = ReceiptKind::BadPayload;
        receipt.detail = payload.error().message;
        return HttpResponse::error(400, u"Invalid payload");
    }
    receipt.id = payload->id.isEmpty() ? requestId : payload->id;
    receipt.foreignType = payload->foreignType;
    if (payload->isUnmapped()) {
        receipt.kind = ReceiptKind::Unmapped;
        const QString type = payload->foreignType.left(longestTypeName);
        const bool isCounted = m_unmapped.contains(type) || m_unmapped.size() < mostUnmappedTypes;
        ++m_unmapped[isCounted ? type : u"…"_s];
        return received();
    }
    QByteArray key = m_webhook.id.toUtf8() + '\n';
    if (m_signer.scheme().signs(SignedPart::Kind::Id))
        key += "request\n" + verdict.id;
    else if (!payload->id.isEmpty())
        key += "event\n" + payload->id.toUtf8();
    else
        key += "body\n" + bodyDigest();
    receipt.messages = payload->messages;
    if (!handOn(key, receipt)) {
        HttpResponse response = HttpResponse::error(503, u"The event could not be kept, try again");
        response.headers.set("Retry-After", "5");
        return response;
    }
    return received();
}

/// False when the events are not safe: then nothing is remembered, and the sender has to come again.
bool WebhookReceiver::handOn(const QByteArray &key, WebhookReceipt &receipt)
{
    const auto fail = [&](const Error &error) {
        receipt.kind = ReceiptKind::NotTaken;
        receipt.detail = error.message;
        qCWarning(lcReceiver).noquote() << m_webhook.id << "could not hand on an event:" << error.message;
        return false;
    };
    const auto isKnown = m_replays.contains(key, m_clock.now());
    if (!isKnown)
        return fail(isKnown.error());
    if (*isKnown) {
        receipt.kind = ReceiptKind::Duplicate;
        receipt.messages.clear();
        return true;
    }
    for (const Message &message : std::as_const(receipt.messages)) {
        if (const auto position = m_sink.publish(message, m_webhook.channel); !position)
            return fail(position.error());
    }
    if (const auto kept = m_replays.remember(key, m_clock.now()); !kept)
        qCWarning(lcReceiver).noquote() << m_webhook.id << "could not remember a request:" << kept.error().message;
    return true;
}

} // namespace weir
