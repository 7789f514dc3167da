// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/retryafter.h"
#include "core/transport/signaturediagnosis.h"
#include "tests/fuzz/expectation.h"

using namespace weir;

namespace {

const TimePoint now{std::chrono::seconds(1'674'087'231)};

SignatureScheme schemeOf(std::uint8_t choice)
{
    constexpr int profiles = 5;
    const auto profile = static_cast<WebhookProfile>(choice % profiles);
    return *SignatureScheme::of(
        profile,
        WebhookSignature{QStringLiteral("X-S"), QStringLiteral("v0="), {}, QStringLiteral("{id}:{timestamp}:{body}")});
}

} // namespace

/// The first byte chooses the profile, the second what is looked at; lines of the rest are signature, timestamp, id and body.
/// Nobody is believed who does not know the secret, and every refusal is explained.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const SignatureScheme scheme = schemeOf(data[0]);
    const QByteArrayView rest = fuzz::bytesOf(data + 2, size - 2);
    QList<QByteArray> parts = rest.toByteArray().split('\n');
    while (parts.size() < 4)
        parts.append(QByteArray());
    SignatureCase request;
    request.headers.add(scheme.signatureHeader(), parts.at(0));
    if (!scheme.timestampHeader().isEmpty())
        request.headers.add(scheme.timestampHeader(), parts.at(1));
    if (!scheme.idHeader().isEmpty())
        request.headers.add(scheme.idHeader(), parts.at(2));
    request.body = parts.mid(3).join('\n');
    request.secret = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    request.now = now;
    const auto signer = WebhookSigner::create(scheme, {request.secret});
    fuzz::expect(signer.isOk());
    // A fuzzer that finds a signature has broken HMAC.
    fuzz::expect(!signer->verify(request.headers, request.body, now).isValid());
    HttpHeaders own;
    if (signer->sign(own, parts.at(2), request.body, now))
        fuzz::expect(signer->verify(own, request.body, now).isValid());
    static_cast<void>(retryAfter(parts.at(0), now));
    constexpr qsizetype quickBody = 200;
    if (data[1] % 16 == 0 && request.body.size() < quickBody) {
        const SignatureDiagnosis diagnosis = diagnoseSignature(scheme, request);
        fuzz::expect(!diagnosis.verdict.isValid() && !diagnosis.summary.isEmpty());
    }
    return 0;
}
