// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/webhooksigner.h"

#include <QList>

namespace weir {

/// What people do wrong with signatures.
enum class SignatureMistake : quint8 {
    WrongPrefix,          ///< The digest is right, what stands before it is not.
    WrongEncoding,        ///< Hexadecimal in place of base64, or the other way round, or capitals.
    SecretNotDecoded,     ///< `whsec_…` taken as text where it is base64, or decoded where it is text.
    VersionInSecret,      ///< `v1,` was copied into the secret.
    BodyReserialised,     ///< The body was parsed and written again: blanks, line ends, order of members, escapes.
    WrongAlgorithm,       ///< SHA-1, SHA-512, …, or a plain hash in place of an HMAC.
    StaleTimestamp,       ///< Right, but too old or from the future.
    MillisecondTimestamp, ///< Milliseconds in place of seconds, or the other way round.
    SecretBlanks,         ///< A line feed or blanks at an end of the secret.
    ProxyReencoding,      ///< Something between changed the encoding of the body, or of the header.
};
inline constexpr int signatureMistakeCount = static_cast<int>(SignatureMistake::ProxyReencoding) + 1;

/// A word for scripts: `body-reserialised`.
QByteArrayView signatureMistakeName(SignatureMistake mistake);

/// One thing that is wrong.
struct SignatureRemark
{
    SignatureMistake mistake = SignatureMistake::WrongPrefix;
    bool isProven = true; ///< With it undone the signature is right; else it is only likely.
    QString message;      ///< What is wrong.
    QString hint;         ///< What to do.
};

/// Why a request is not believed, and what to do about it (C11).
struct SignatureDiagnosis
{
    SignatureVerdict verdict;       ///< As a receiver judges it; its fault is None for a valid request.
    QString summary;                ///< One sentence.
    QString hint;                   ///< What to do when no mistake was found; else empty.
    QList<SignatureRemark> remarks; ///< Proven ones first.
    QByteArray expected;            ///< What the signature header should be for this body and secret; empty: unknown.

    bool isValid() const { return verdict.isValid() && remarks.isEmpty(); }
};

/// What there is to diagnose.
struct SignatureCase
{
    HttpHeaders headers;
    QByteArray body; ///< As it was received, byte by byte.
    Secret secret;   ///< As it was configured, with whatever stands around it.
    TimePoint now;
    Duration tolerance = WebhookSigner::usualTolerance;
};

/// Finds out why \a request does not verify under \a scheme: undoes each known mistake, alone and together with one of the
/// secret, until the signature is right.
SignatureDiagnosis diagnoseSignature(const SignatureScheme &scheme, const SignatureCase &request);

} // namespace weir
