// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/httpheaders.h"
#include "core/transport/secret.h"
#include "core/transport/signaturescheme.h"

#include <vector>

namespace weir {

/// Why a signature is not believed.
enum class SignatureFault : quint8 {
    None,
    MissingHeader,  ///< Of the signature, the timestamp or the id.
    RepeatedHeader, ///< Of several signatures none is to be believed.
    Malformed,      ///< The header does not hold a signature as the scheme writes it.
    BadTimestamp,   ///< No number, or out of all bounds.
    TooOld,
    TooNew,
    BadId,    ///< Empty, or one that makes the signed text ambiguous.
    Mismatch, ///< Signed with another secret, or changed since.
};

/// A word for counters and logs: `too-old`.
QByteArrayView signatureFaultName(SignatureFault fault);

/// What was found out about a request.
struct SignatureVerdict
{
    SignatureFault fault = SignatureFault::None;
    QByteArray header; ///< The one that is missing, repeated or wrong.
    QByteArray id;     ///< Of the request, when it says one.
    std::optional<TimePoint> signedAt;

    bool isValid() const { return fault == SignatureFault::None; }
};

/// Signs and verifies the requests of one webhook with its secrets. Not thread-safe: one for each thread.
class WebhookSigner
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    static constexpr Duration usualTolerance = std::chrono::seconds(300);
    static constexpr int mostSignatures = 16; ///< In one header; further ones are not looked at.

    /// \a secrets: the first one is the current one; those after it are still, or already, accepted. \a tolerance: how far
    /// the timestamp may be from now, both ways; a request that is exactly that old is accepted. Fails without a secret, or
    /// when one cannot be the scheme's.
    static Result<WebhookSigner> create(SignatureScheme scheme, const std::vector<Secret> &secrets,
                                        Duration tolerance = usualTolerance);
    /// The same with what \a webhook says; its secrets come from \a source.
    static Result<WebhookSigner> create(const Webhook &webhook, SecretSource &source);

    const SignatureScheme &scheme() const { return m_scheme; }
    Duration tolerance() const { return m_tolerance; }

    SignatureVerdict verify(const HttpHeaders &headers, QByteArrayView body, TimePoint now) const;

    /// Sets id, timestamp and signature of \a body in \a headers. Where the scheme allows several signatures there is one for
    /// each secret, so that receivers can change over; else that of the first. Fails when \a id cannot stand in a header or
    /// would make the signed text ambiguous.
    Result<void> sign(HttpHeaders &headers, QByteArrayView id, QByteArrayView body, TimePoint now) const;

private:
    struct Claim;

    WebhookSigner(SignatureScheme scheme, std::vector<HmacKey> keys, Duration tolerance);
    SignatureFault read(const HttpHeaders &headers, Claim &claim, QByteArray &header) const;
    SignatureFault readStripe(QByteArrayView value, Claim &claim) const;
    SignatureFault readSignatures(QByteArrayView value, Claim &claim) const;
    SignatureFault checkTime(QByteArrayView text, TimePoint now, SignatureVerdict &verdict) const;
    Digest digest(const HmacKey &key, QByteArrayView id, QByteArrayView time, QByteArrayView body) const;

    SignatureScheme m_scheme;
    std::vector<HmacKey> m_keys;
    Duration m_tolerance;
};

} // namespace weir
