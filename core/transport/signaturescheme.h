// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/endpoint.h"
#include "core/transport/hmac.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QList>

#include <optional>
#include <vector>

namespace weir {

/// How a digest is written.
enum class DigestEncoding : quint8 {
    Hex,    ///< 64 lower-case digits.
    Base64, ///< 44 characters (RFC 4648 §4), padded.
};

/// In what a timestamp counts since 1970.
enum class TimestampUnit : quint8 {
    Seconds,
    Milliseconds,
    Either, ///< From 12 digits on milliseconds, else seconds; seconds when written.
};

/// A piece of what is signed.
struct SignedPart
{
    enum class Kind : quint8 { Text, Id, Timestamp, Body };

    Kind kind = Kind::Text;
    QByteArray text; ///< Of Text.

    bool operator==(const SignedPart &) const = default;
};

/// How the requests of a webhook are signed: where signature, timestamp and id stand, and what the signature is made of.
///
/// standard: Standard Webhooks, `webhook-…`. seed: `X-Webhook-Signature: sha256=…` over the body alone. stripe:
/// `Stripe-Signature: t=…,v1=…`. github: `X-Hub-Signature-256: sha256=…`. custom: as the design says.
class SignatureScheme
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    /// Fails for a custom profile without a header, with another encoding than `hex` (the default) and `base64`, or with a
    /// template that has unknown placeholders or no `{body}`. `{timestamp}` and `{id}` stand in the headers that are called
    /// like that of the signature, with `Timestamp` and `Id` in place of `Signature`; `{timestamp:X-Time}` and `{id:X-Key}`
    /// name others.
    static Result<SignatureScheme> of(WebhookProfile profile, const std::optional<WebhookSignature> &custom = {});
    static Result<SignatureScheme> of(const Webhook &webhook) { return of(webhook.profile, webhook.signature); }

    WebhookProfile profile() const { return m_profile; }
    const QByteArray &signatureHeader() const { return m_signatureHeader; }
    const QByteArray &timestampHeader() const { return m_timestampHeader; } ///< Empty: there is none.
    const QByteArray &idHeader() const { return m_idHeader; }               ///< Empty: there is none.
    const QByteArray &prefix() const { return m_prefix; }                   ///< Before each digest: `sha256=`, `v1,`.
    DigestEncoding encoding() const { return m_encoding; }
    TimestampUnit unit() const { return m_unit; }
    const std::vector<SignedPart> &parts() const { return m_parts; }
    bool signs(SignedPart::Kind kind) const;
    /// Whether the timestamp is one of the elements of the signature's header (`t=…`).
    bool isTimestampInSignature() const { return m_profile == WebhookProfile::Stripe; }
    /// Whether one header may hold several signatures.
    bool takesSeveral() const { return m_profile == WebhookProfile::Standard || m_profile == WebhookProfile::Stripe; }
    /// Whether secrets are base64 texts of the key (`whsec_…`), not the key itself.
    bool decodesSecrets() const { return m_profile == WebhookProfile::Standard; }

private:
    explicit SignatureScheme(WebhookProfile profile) : m_profile(profile) {}
    Result<void> setTemplate(const QString &text);

    WebhookProfile m_profile;
    QByteArray m_signatureHeader, m_timestampHeader, m_idHeader, m_prefix;
    DigestEncoding m_encoding = DigestEncoding::Hex;
    TimestampUnit m_unit = TimestampUnit::Seconds;
    std::vector<SignedPart> m_parts;
};

/// The key that \a secret, a text as services show it, stands for in \a scheme. Nothing when it is empty, or no base64 where
/// that is asked for.
std::optional<QByteArray> signatureKey(const SignatureScheme &scheme, QByteArrayView secret);

/// \a text as a digest; nothing unless it is exactly how \a encoding writes 32 bytes.
std::optional<Digest> readDigest(QByteArrayView text, DigestEncoding encoding);
QByteArray digestText(const Digest &digest, DigestEncoding encoding);

/// The instant that \a text writes; nothing unless it has digits only and lies before 2262.
std::optional<TimePoint> readSignatureTime(QByteArrayView text, TimestampUnit unit);
QByteArray signatureTimeText(TimePoint time, TimestampUnit unit);

} // namespace weir
