// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/signaturediagnosis.h"

#include "core/base/translate.h"
#include "core/model/enumtext.h"
#include "core/transport/signaturesearch.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

using enum SignatureMistake;

QString shown(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes.left(80));
}

QString profileName(WebhookProfile profile)
{
    const std::string_view name = enumTexts<WebhookProfile>()[static_cast<std::size_t>(profile)];
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

SignatureRemark prefixRemark(const SignatureScheme &scheme, const GivenSignature &given)
{
    const QString header = shown(scheme.signatureHeader());
    const QString found = given.prefix.isEmpty()
        ? tr("Nothing stands before the digest in %1.").arg(header)
        : tr("“%1” stands before the digest in %2.").arg(shown(given.prefix), header);
    return {WrongPrefix, true, found,
            scheme.prefix().isEmpty() ? tr("Send the digest alone.")
                                      : tr("Put “%1” before it.").arg(shown(scheme.prefix()))};
}

SignatureRemark encodingRemark(const SignatureScheme &scheme)
{
    return {WrongEncoding, true, tr("The digest is right, but written in another way than the profile has it."),
            scheme.encoding() == DigestEncoding::Hex ? tr("Write it in lower-case hexadecimal digits: digest('hex').")
                                                     : tr("Write it in base64 with its padding: digest('base64').")};
}

SignatureRemark secretRemark(const SignatureScheme &scheme, const SecretVariant &secret, SignatureMistake mistake)
{
    if (mistake == SecretBlanks)
        return {SecretBlanks, true, tr("The secret has a line feed or blanks at an end."),
                tr("Take them away: printf instead of echo, no line after it in the file.")};
    if (mistake == VersionInSecret)
        return {VersionInSecret, true, tr("The secret begins with “v1,”, which belongs into the signature."),
                tr("The secret begins with whsec_; leave “v1,” out.")};
    if (secret.isDecoded)
        return {SecretNotDecoded, true, tr("The sender decoded the secret, but this profile takes it as text."),
                tr("Use the whole text of the secret as key, whsec_ included.")};
    Q_ASSERT(scheme.decodesSecrets());
    return {SecretNotDecoded, true, tr("The sender took the text of the secret as key, but it is base64."),
            tr("Cut whsec_ off and decode the rest from base64: that is the key.")};
}

SignatureRemark algorithmRemark(const QByteArray &algorithm)
{
    const bool isHash = algorithm.startsWith("plain");
    return {WrongAlgorithm, true,
            isHash ? tr("The signature is a %1, no HMAC.").arg(shown(algorithm))
                   : tr("The signature was made with HMAC-%1.").arg(shown(algorithm)),
            tr("Make it with HMAC-SHA-256.")};
}

SignatureRemark bodyRemark(const BodyVariant &variant)
{
    if (variant.cause == BodyVariant::Cause::Transported)
        return {ProxyReencoding, true,
                tr("The body was changed on the way: the signature is right for it %1.").arg(variant.words),
                tr("Let proxies and middleware pass the body through as it is, and verify the bytes that were sent.")};
    return {BodyReserialised, true,
            tr("The body was parsed and written again: the signature is right for it %1.").arg(variant.words),
            tr("Verify the raw body before anything parses it: express.raw(), request.text(), getContent().")};
}

/// What is wrong with the unit of \a text: it would be in time, or at least plausible, if it counted in the other one.
std::optional<SignatureRemark> unitRemark(const SignatureScheme &scheme, const QByteArray &text)
{
    constexpr qsizetype fewestMilliseconds = 12, mostSeconds = 11;
    if (!readSignatureTime(text, TimestampUnit::Either))
        return std::nullopt;
    if (scheme.unit() == TimestampUnit::Seconds && text.size() >= fewestMilliseconds)
        return SignatureRemark{MillisecondTimestamp, true, tr("The timestamp %1 counts milliseconds.").arg(shown(text)),
                               tr("Send seconds: Math.floor(Date.now() / 1000).")};
    if (scheme.unit() == TimestampUnit::Milliseconds && text.size() <= mostSeconds)
        return SignatureRemark{MillisecondTimestamp, true, tr("The timestamp %1 counts seconds.").arg(shown(text)),
                               tr("Send milliseconds: Date.now().")};
    return std::nullopt;
}

SignatureRemark staleRemark(const SignatureVerdict &verdict, const SignatureCase &request)
{
    const bool isOld = verdict.fault == SignatureFault::TooOld;
    const Duration off = isOld ? request.now - *verdict.signedAt : *verdict.signedAt - request.now;
    const QString how = durationWords(off), allowed = durationWords(request.tolerance);
    return {StaleTimestamp, true,
            isOld ? tr("The timestamp is %1 old; %2 are allowed.").arg(how, allowed)
                  : tr("The timestamp is %1 ahead; %2 are allowed.").arg(how, allowed),
            isOld ? tr("Sign each attempt anew, and compare the clocks. For a request that was kept, give the time it "
                       "arrived at.")
                  : tr("Compare the clocks of sender and receiver.")};
}

/// What is odd about a request whose signature nothing makes right.
void addSuspicions(SignatureDiagnosis &diagnosis, const SignatureSearch &search, const SignatureCase &request,
                   const SignatureScheme &scheme)
{
    const auto add = [&](SignatureRemark remark) {
        remark.isProven = false;
        diagnosis.remarks.append(std::move(remark));
    };
    const QByteArrayView coding = request.headers.value("content-encoding");
    const QByteArrayView length = request.headers.value("content-length");
    if ((!coding.isEmpty() && coding != "identity") || request.body.startsWith("\x1f\x8b"))
        add({ProxyReencoding, false, tr("The body is, or was, compressed on the way."),
             tr("The signature is made of the body before it is compressed, or after: verify the same bytes.")});
    else if (!length.isEmpty() && length.toByteArray().toLongLong() != request.body.size())
        add({ProxyReencoding, false,
             tr("Content-Length says %1 bytes, the body has %2.")
                 .arg(shown(length.toByteArray()))
                 .arg(request.body.size()),
             tr("Compare the body with the one that was sent, byte by byte.")});
    const QByteArrayView secret = request.secret.reveal();
    if (secret.toByteArray().trimmed().size() != secret.size())
        add(secretRemark(scheme, {}, SecretBlanks));
    if (secret.trimmed().startsWith("v1,"))
        add(secretRemark(scheme, {}, VersionInSecret));
    if (search.signatures().empty())
        return;
    const GivenSignature &given = search.signatures().front();
    constexpr qsizetype sha256Size = 32;
    if (given.bytes.size() != sha256Size)
        add({WrongAlgorithm, false, tr("The digest has %1 bytes; one of SHA-256 has 32.").arg(given.bytes.size()),
             tr("Make it with HMAC-SHA-256.")});
    if (!given.isPrefixRight)
        add(prefixRemark(scheme, given));
    if (!given.isEncodingRight && given.bytes.size() == sha256Size)
        add(encodingRemark(scheme));
}

void explainMatch(SignatureDiagnosis &diagnosis, const SignatureMatch &match, const SignatureScheme &scheme)
{
    if (match.otherProfile) {
        diagnosis.hint = tr("The signature is right for the profile %1. Choose that one, or sign as %2 does.")
                             .arg(profileName(*match.otherProfile), profileName(scheme.profile()));
    }
    for (const SignatureMistake mistake : match.secret.mistakes)
        diagnosis.remarks.append(secretRemark(scheme, match.secret, mistake));
    if (!match.algorithm.isEmpty())
        diagnosis.remarks.append(algorithmRemark(match.algorithm));
    if (match.body)
        diagnosis.remarks.append(bodyRemark(*match.body));
    if (!match.time.isEmpty())
        diagnosis.remarks.append({MillisecondTimestamp, true,
                                  tr("%1 was signed, but another timestamp was sent.").arg(shown(match.time)),
                                  tr("Sign the very text that the header holds.")});
    if (match.signature.isHeaderChanged)
        diagnosis.remarks.append({ProxyReencoding, true,
                                  tr("The header %1 was changed on the way: escapes, or blanks in place of plus signs.")
                                      .arg(shown(scheme.signatureHeader())),
                                  tr("Let proxies pass headers through as they are.")});
    if (!match.signature.isPrefixRight)
        diagnosis.remarks.append(prefixRemark(scheme, match.signature));
    if (!match.signature.isEncodingRight && match.algorithm.isEmpty())
        diagnosis.remarks.append(encodingRemark(scheme));
}

SignatureVerdict verdictOf(const SignatureScheme &scheme, const SignatureCase &request, QString &error)
{
    const auto signer = WebhookSigner::create(scheme, {request.secret}, request.tolerance);
    if (signer)
        return signer->verify(request.headers, request.body, request.now);
    error = signer.error().message;
    return {SignatureFault::Mismatch, scheme.signatureHeader(), {}, {}};
}

QString summaryOf(const SignatureDiagnosis &diagnosis)
{
    const QString header = shown(diagnosis.verdict.header);
    switch (diagnosis.verdict.fault) {
    case SignatureFault::None:
        return diagnosis.remarks.isEmpty() ? tr("The signature is valid.")
                                           : tr("The signature is valid, with a remark.");
    case SignatureFault::MissingHeader:
        return tr("The header %1 is missing.").arg(header);
    case SignatureFault::RepeatedHeader:
        return tr("The header %1 stands there more than once: none of them is believed.").arg(header);
    case SignatureFault::Malformed:
        return tr("The header %1 does not hold a signature as the profile has it.").arg(header);
    case SignatureFault::BadTimestamp:
        return tr("The timestamp in %1 is no number of seconds or milliseconds.").arg(header);
    case SignatureFault::TooOld:
        return tr("The timestamp is too old.");
    case SignatureFault::TooNew:
        return tr("The timestamp is from the future.");
    case SignatureFault::BadId:
        return tr("The id in %1 is empty or ends like a timestamp: the signed text would be ambiguous.").arg(header);
    case SignatureFault::Mismatch:
        return tr("The signature does not match.");
    }
    Q_UNREACHABLE();
}

QString hintOf(const SignatureDiagnosis &diagnosis)
{
    switch (diagnosis.verdict.fault) {
    case SignatureFault::None:
        return {};
    case SignatureFault::MissingHeader:
        return tr("Send it, and let proxies pass it on. If the service sends another one, choose its profile.");
    case SignatureFault::RepeatedHeader:
        return tr("Send one; for several secrets, put several signatures into it where the profile has that.");
    default:
        return tr("None of the usual mistakes explains it: compare secret and endpoint, and the body byte by byte.");
    }
}

} // namespace

QByteArrayView signatureMistakeName(SignatureMistake mistake)
{
    static constexpr std::array<const char *, signatureMistakeCount> names{
        "wrong-prefix",    "wrong-encoding",  "secret-not-decoded",    "version-in-secret", "body-reserialised",
        "wrong-algorithm", "stale-timestamp", "millisecond-timestamp", "secret-blanks",     "proxy-reencoding"};
    return names.at(static_cast<std::size_t>(mistake));
}

SignatureDiagnosis diagnoseSignature(const SignatureScheme &scheme, const SignatureCase &request)
{
    SignatureDiagnosis diagnosis;
    QString error;
    diagnosis.verdict = verdictOf(scheme, request, error);
    const SignatureFault fault = diagnosis.verdict.fault;
    const SignatureSearch search(scheme, request);
    diagnosis.expected = search.expected();
    const bool canBeRead = fault != SignatureFault::None && fault != SignatureFault::MissingHeader
        && fault != SignatureFault::RepeatedHeader;
    if (canBeRead) {
        const auto match = search.find();
        if (match)
            explainMatch(diagnosis, *match, scheme);
        const auto unit = unitRemark(scheme, search.time());
        if (unit && !(match && !match->time.isEmpty()))
            diagnosis.remarks.append(*unit);
        else if (!unit && (fault == SignatureFault::TooOld || fault == SignatureFault::TooNew))
            diagnosis.remarks.append(staleRemark(diagnosis.verdict, request));
        if (!match)
            addSuspicions(diagnosis, search, request, scheme);
    }
    std::stable_partition(diagnosis.remarks.begin(), diagnosis.remarks.end(),
                          [](const SignatureRemark &remark) { return remark.isProven; });
    diagnosis.summary = error.isEmpty() ? summaryOf(diagnosis) : error;
    if (diagnosis.remarks.isEmpty() && diagnosis.hint.isEmpty())
        diagnosis.hint = hintOf(diagnosis);
    return diagnosis;
}

} // namespace weir
