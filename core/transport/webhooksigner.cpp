// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/webhooksigner.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace weir {

namespace {

/// The value of \a name, which must stand in \a headers exactly once.
SignatureFault readOnce(const HttpHeaders &headers, const QByteArray &name, QByteArrayView &value, QByteArray &wrong)
{
    const int count = headers.count(name);
    if (count == 1) {
        value = headers.value(name);
        return SignatureFault::None;
    }
    wrong = name;
    return count == 0 ? SignatureFault::MissingHeader : SignatureFault::RepeatedHeader;
}

/// Whether `id.timestamp.body` could be taken apart in another way: the id ends like `.1700000000`.
bool isAmbiguousId(QByteArrayView id)
{
    constexpr qsizetype timestampDigits = 10;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const qsizetype dot = id.lastIndexOf('.');
    if (dot < 0)
        return false;
    const QByteArrayView tail = id.sliced(dot + 1);
    return tail.size() >= timestampDigits && std::all_of(tail.begin(), tail.end(), isDigit);
}

} // namespace

/// What a request says about itself.
struct WebhookSigner::Claim
{
    QByteArrayView id, time;
    std::vector<Digest> digests;
};

QByteArrayView signatureFaultName(SignatureFault fault)
{
    switch (fault) {
    case SignatureFault::None:
        return "valid";
    case SignatureFault::MissingHeader:
        return "missing-header";
    case SignatureFault::RepeatedHeader:
        return "repeated-header";
    case SignatureFault::Malformed:
        return "malformed";
    case SignatureFault::BadTimestamp:
        return "bad-timestamp";
    case SignatureFault::TooOld:
        return "too-old";
    case SignatureFault::TooNew:
        return "too-new";
    case SignatureFault::BadId:
        return "bad-id";
    case SignatureFault::Mismatch:
        return "mismatch";
    }
    Q_UNREACHABLE();
}

WebhookSigner::WebhookSigner(SignatureScheme scheme, std::vector<HmacKey> keys, Duration tolerance)
    : m_scheme(std::move(scheme))
    , m_keys(std::move(keys))
    , m_tolerance(tolerance)
{}

Result<WebhookSigner> WebhookSigner::create(SignatureScheme scheme, const std::vector<Secret> &secrets,
                                            Duration tolerance)
{
    std::vector<HmacKey> keys;
    for (const Secret &secret : secrets) {
        if (secret.isEmpty())
            return Error{tr("A secret of the webhook is empty: anybody could sign."),
                         {},
                         tr("Give it the secret that the service shows for the endpoint.")};
        const std::optional<QByteArray> key = signatureKey(scheme, secret.reveal());
        if (!key)
            return Error{tr("A secret of the webhook is no Standard Webhooks secret: those are whsec_ and base64."),
                         {},
                         tr("Copy it again, without quotes, blanks and line breaks.")};
        keys.emplace_back(*key);
    }
    if (keys.empty())
        return Error{tr("The webhook has no secret: anybody could sign."),
                     {},
                     tr("Add a reference to one: \"secrets\": [\"env:NAME\"].")};
    return WebhookSigner(std::move(scheme), std::move(keys), tolerance);
}

Result<WebhookSigner> WebhookSigner::create(const Webhook &webhook, SecretSource &source)
{
    Result<SignatureScheme> scheme = SignatureScheme::of(webhook);
    if (!scheme)
        return scheme.error();
    std::vector<Secret> secrets;
    for (const QString &reference : webhook.secrets) {
        Result<Secret> secret = source.secret(reference);
        if (!secret)
            return secret.error();
        secrets.push_back(*std::move(secret));
    }
    return create(*std::move(scheme), secrets, webhook.tolerance.value_or(usualTolerance));
}

SignatureVerdict WebhookSigner::verify(const HttpHeaders &headers, QByteArrayView body, TimePoint now) const
{
    SignatureVerdict verdict;
    Claim claim;
    verdict.fault = read(headers, claim, verdict.header);
    verdict.id = claim.id.toByteArray();
    if (!verdict.isValid())
        return verdict;
    if (!claim.time.isNull()) {
        verdict.fault = checkTime(claim.time, now, verdict);
        if (!verdict.isValid()) {
            verdict.header =
                m_scheme.isTimestampInSignature() ? m_scheme.signatureHeader() : m_scheme.timestampHeader();
            return verdict;
        }
    }
    if (m_scheme.signs(SignedPart::Kind::Id) && (claim.id.isEmpty() || isAmbiguousId(claim.id))) {
        verdict.fault = SignatureFault::BadId;
        verdict.header = m_scheme.idHeader();
        return verdict;
    }
    bool matches = false;
    for (const HmacKey &key : m_keys) {
        const Digest expected = digest(key, claim.id, claim.time, body);
        for (const Digest &given : claim.digests)
            matches = digestsMatch(expected, given) || matches;
    }
    if (!matches) {
        verdict.fault = SignatureFault::Mismatch;
        verdict.header = m_scheme.signatureHeader();
    }
    return verdict;
}

Result<void> WebhookSigner::sign(HttpHeaders &headers, QByteArrayView id, QByteArrayView body, TimePoint now) const
{
    const bool needsId = m_scheme.signs(SignedPart::Kind::Id);
    if (needsId && (id.isEmpty() || isAmbiguousId(id)))
        return Error{tr("An event with the id “%1” cannot be signed: its end would read as a timestamp.")
                         .arg(QString::fromUtf8(id)),
                     {},
                     tr("Use ids that do not end in a dot and ten digits.")};
    if (!m_scheme.idHeader().isEmpty() && !headers.set(m_scheme.idHeader(), id))
        return Error{tr("The id “%1” cannot stand in a header.").arg(QString::fromUtf8(id)),
                     {},
                     tr("Use ids without control characters, and without blanks at their ends.")};
    const QByteArray time = signatureTimeText(now, m_scheme.unit());
    if (!m_scheme.timestampHeader().isEmpty())
        headers.set(m_scheme.timestampHeader(), time);
    QByteArray value = m_scheme.isTimestampInSignature() ? "t=" + time : QByteArray();
    for (const HmacKey &key : m_keys) {
        if (!value.isEmpty())
            value += m_scheme.profile() == WebhookProfile::Stripe ? ',' : ' ';
        value += m_scheme.prefix() + digestText(digest(key, id, time, body), m_scheme.encoding());
        if (!m_scheme.takesSeveral())
            break;
    }
    headers.set(m_scheme.signatureHeader(), value);
    return {};
}

SignatureFault WebhookSigner::read(const HttpHeaders &headers, Claim &claim, QByteArray &header) const
{
    QByteArrayView signature;
    SignatureFault fault = readOnce(headers, m_scheme.signatureHeader(), signature, header);
    if (fault == SignatureFault::None && !m_scheme.timestampHeader().isEmpty())
        fault = readOnce(headers, m_scheme.timestampHeader(), claim.time, header);
    if (fault == SignatureFault::None && !m_scheme.idHeader().isEmpty()) {
        fault = readOnce(headers, m_scheme.idHeader(), claim.id, header);
        if (fault == SignatureFault::MissingHeader && !m_scheme.signs(SignedPart::Kind::Id))
            fault = SignatureFault::None;
    }
    if (fault != SignatureFault::None)
        return fault;
    fault = m_scheme.isTimestampInSignature() ? readStripe(signature, claim) : readSignatures(signature, claim);
    if (fault == SignatureFault::None && claim.digests.empty())
        fault = SignatureFault::Malformed;
    header = fault == SignatureFault::None ? QByteArray() : m_scheme.signatureHeader();
    return fault;
}

/// `t=1700000000,v1=…,v1=…`; elements of other names are ignored.
SignatureFault WebhookSigner::readStripe(QByteArrayView value, Claim &claim) const
{
    int times = 0;
    while (!value.isEmpty()) {
        const qsizetype comma = value.indexOf(',');
        const QByteArrayView element = value.first(comma < 0 ? value.size() : comma);
        value = comma < 0 ? QByteArrayView() : value.sliced(comma + 1);
        if (element.startsWith("t=")) {
            claim.time = element.sliced(2);
            ++times;
        } else if (element.startsWith(m_scheme.prefix()) && claim.digests.size() < mostSignatures) {
            if (const auto digest = readDigest(element.sliced(m_scheme.prefix().size()), m_scheme.encoding()))
                claim.digests.push_back(*digest);
        }
    }
    return times == 1 ? SignatureFault::None : SignatureFault::Malformed;
}

/// One signature, or several with blanks between them where the scheme has that.
SignatureFault WebhookSigner::readSignatures(QByteArrayView value, Claim &claim) const
{
    while (!value.isEmpty() && claim.digests.size() < mostSignatures) {
        const qsizetype blank = m_scheme.takesSeveral() ? value.indexOf(' ') : -1;
        const QByteArrayView word = value.first(blank < 0 ? value.size() : blank);
        value = blank < 0 ? QByteArrayView() : value.sliced(blank + 1);
        if (!word.startsWith(m_scheme.prefix()))
            continue;
        if (const auto digest = readDigest(word.sliced(m_scheme.prefix().size()), m_scheme.encoding()))
            claim.digests.push_back(*digest);
    }
    return SignatureFault::None;
}

/// Ages count in whole units of the timestamp: exactly the tolerance is still accepted (P13).
SignatureFault WebhookSigner::checkTime(QByteArrayView text, TimePoint now, SignatureVerdict &verdict) const
{
    verdict.signedAt = readSignatureTime(text, m_scheme.unit());
    if (!verdict.signedAt)
        return SignatureFault::BadTimestamp;
    const bool isMilliseconds =
        verdict.signedAt->time_since_epoch() % 1s != 0s || m_scheme.unit() == TimestampUnit::Milliseconds;
    const Duration instant = isMilliseconds
        ? Duration(std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch()))
        : Duration(std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()));
    const Duration age = instant - verdict.signedAt->time_since_epoch();
    if (age > m_tolerance)
        return SignatureFault::TooOld;
    if (-age > m_tolerance)
        return SignatureFault::TooNew;
    return SignatureFault::None;
}

Digest WebhookSigner::digest(const HmacKey &key, QByteArrayView id, QByteArrayView time, QByteArrayView body) const
{
    using Kind = SignedPart::Kind;
    const std::vector<SignedPart> &parts = m_scheme.parts();
    if (parts.size() == 1)
        return key.sign({body});
    if (m_scheme.profile() == WebhookProfile::Standard)
        return key.sign({id, ".", time, ".", body});
    if (m_scheme.profile() == WebhookProfile::Stripe)
        return key.sign({time, ".", body});
    QByteArray text;
    for (const SignedPart &part : parts) {
        if (part.kind == Kind::Text)
            text += part.text;
        else
            text += part.kind == Kind::Body ? body : part.kind == Kind::Id ? id : time;
    }
    return key.sign({text});
}

} // namespace weir
