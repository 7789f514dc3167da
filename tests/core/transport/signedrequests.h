// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/webhooksigner.h"

namespace weir::test {

/// The event of the signature vectors, 176 bytes.
inline const QByteArray vectorBody =
    R"({"id":"evt_1","type":"user.created","timestamp":"2026-01-01T00:00:00.000Z","version":1,"source":"user-service",)"
    R"("data":{"userId":"123","email":"user@example.com","name":"John"}})";
inline const TimePoint vectorTime{std::chrono::seconds(1'674'087'231)};
inline const QByteArray standardSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// How custom webhooks of the tests sign.
inline const WebhookSignature customSignature{QStringLiteral("X-Acme-Signature"), QStringLiteral("v0="),
                                              QStringLiteral("hex"), QStringLiteral("v0:{timestamp}:{id}:{body}")};

inline SignatureScheme schemeOf(WebhookProfile profile)
{
    return *SignatureScheme::of(profile, customSignature);
}

/// A secret that the profile can have.
inline QByteArray secretOf(WebhookProfile profile)
{
    return profile == WebhookProfile::Standard ? standardSecret : QByteArray("whsec_test");
}

inline WebhookSigner signerOf(WebhookProfile profile, const QList<QByteArray> &secrets)
{
    std::vector<Secret> made;
    for (const QByteArray &secret : secrets)
        made.emplace_back(secret);
    return *WebhookSigner::create(schemeOf(profile), made);
}

inline WebhookSigner signerOf(WebhookProfile profile)
{
    return signerOf(profile, {secretOf(profile)});
}

} // namespace weir::test
